// One try of one command: the streams it read, at which revisions, and the events it makes.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/context.h"
#include "eventstore/event_store.h"
#include "services/derived_id.h"
#include "services/event_mapping.h"
#include "services/names.h"
#include "services/runtime.h"
#include "services/snapshot.h"
#include "services/stream_reader.h"

namespace framdrift::services {

// A stale etag (ABORTED).
inline constexpr char kEtagStale[] = "ETAG_STALE";

// ABORTED, ETAG_STALE, naming the current etag.
absl::Status EtagStale(eventstore::Revision current);

// Every stream that is loaded becomes a condition of the commit, at the revision seen: what a
// decision was made on cannot change under it. Not thread-safe. Its templates are there for every
// decider that services/streams names.
class UnitOfWork {
 public:
  // `tenant` is null while it is not founded: then no stream holds anything.
  UnitOfWork(Runtime& runtime, std::string tenant_id, const TenantEntry* tenant,
             history::Context context, const Id16& commit_id, Freshness freshness)
      : reader_(runtime, std::move(tenant_id), tenant, freshness),
        context_(std::move(context)),
        commit_id_(commit_id) {}
  UnitOfWork(const UnitOfWork&) = delete;
  UnitOfWork& operator=(const UnitOfWork&) = delete;

  const std::string& tenant() const { return reader_.tenant_id(); }
  const history::Context& context() const { return context_; }
  // An id of the server's choice: the same on every try of the same request.
  Id16 ChosenId(uint32_t ordinal = 0) const { return services::ChosenId(commit_id_, ordinal); }

  // OK on a thread that may wait for the disk; else an error that the handler returns, on which it
  // is called again on such a thread. For handlers that use the key store.
  absl::Status MayWait() const { return reader_.MayWait(); }
  Runtime& runtime() const { return reader_.runtime(); }
  // How many events the log held when the work began.
  eventstore::Position head() const { return reader_.head(); }
  eventstore::KeyStore& keys() { return reader_.runtime().store.key_store(); }

  // The stream as it stands, without events where there is none. Events emitted here are not in it.
  // Lives as long as this.
  template <typename Decider>
  absl::StatusOr<const Snapshot<Decider>*> Load(const Id16& id);

  // The same; NOT_FOUND with Resource::kNotFound where there is none.
  template <typename Resource>
  absl::StatusOr<const Snapshot<typename Resource::Decider>*> LoadExisting(const Id16& id) {
    FD_ASSIGN_OR_RETURN(const Snapshot<typename Resource::Decider>* snapshot,
                        Load<typename Resource::Decider>(id));
    if (snapshot->revision() == 0) {
      return NotFound(Resource::kNotFound, FormatName(tenant(), Resource::kCollection, id));
    }
    return snapshot;
  }

  // Holds `snapshot` to what the client saw: ABORTED, ETAG_STALE with the current etag, when the
  // stream has changed since. An empty `etag` matches anything.
  absl::Status CheckEtag(const SnapshotBase& snapshot, absl::string_view etag);

  // Adds events to the stream, which is loaded if it was not. LATER_EVENT_IN_THE_WAY where one that
  // lies back in time would make those recorded already illegal.
  template <typename Decider>
  absl::Status Emit(
      const Id16& id,
      std::vector<history::Emitted<typename Decider::Event, typename Decider::Sealed>> events);

  // For the command's runner.
  bool empty() const { return new_events_.empty(); }
  bool fresh() const { return reader_.fresh(); }
  StreamReader& reader() { return reader_; }
  // The commit: all events, under the condition that no stream loaded has changed.
  eventstore::NewCommit TakeCommit(const eventstore::Hash& digest);
  // What `aborted`, the status of an append whose conditions failed, means to the client.
  absl::Status LostRace(const absl::Status& aborted) const;
  // Adds what was committed to the cached streams, so that the next call need not read it.
  void Committed(const eventstore::CommitResult& result);

 private:
  struct TouchedStream {
    explicit TouchedStream(const eventstore::StreamId& id) : stream(id) {}
    virtual ~TouchedStream() = default;
    virtual const SnapshotBase* snapshot_base() const = 0;
    eventstore::Revision revision() const { return snapshot_base()->revision(); }
    virtual void Committed(UnitOfWork& work, const eventstore::CommitResult& result) = 0;
    eventstore::StreamId stream;
  };
  template <typename Decider>
  struct Touched : TouchedStream {
    using EmittedEvent = history::Emitted<typename Decider::Event, typename Decider::Sealed>;
    using TouchedStream::TouchedStream;
    const SnapshotBase* snapshot_base() const override;
    void Committed(UnitOfWork& work, const eventstore::CommitResult& result) override;
    std::shared_ptr<const Snapshot<Decider>> snapshot;
    std::vector<std::pair<size_t, EmittedEvent>> emitted;  // with its index in the commit
  };

  template <typename Decider>
  absl::StatusOr<Touched<Decider>*> Touch(const Id16& id);

  StreamReader reader_;
  const history::Context context_;
  const Id16 commit_id_;
  std::vector<std::unique_ptr<TouchedStream>> touched_;
  std::vector<eventstore::NewEvent> new_events_;
  const SnapshotBase* etag_of_ = nullptr;
};

}  // namespace framdrift::services
