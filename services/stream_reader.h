// Reads streams for one call: from the cache, and what the cache lacks from the store.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/status_macros.h"
#include "services/event_mapping.h"
#include "services/runtime.h"
#include "services/snapshot.h"

namespace framdrift::services {

// kCached: on a handler's thread, from memory only. kCurrent: on a thread that may wait for the
// disk, each stream with all its events up to the head.
enum class Freshness { kCached, kCurrent };

// Whether `status` says that a call must go on where it may wait for the disk.
bool MustWait(const absl::Status& status);

absl::Status NotFound(absl::string_view reason, const std::string& name);

// Not thread-safe; lives for one try of one call.
class StreamReader {
 public:
  template <typename Decider>
  struct Entry {
    history::Recorded<typename Decider::Event> recorded;
    typename Snapshot<Decider>::Parts parts;
  };

  // `tenant` is null while it is not founded: then no stream holds anything. What is read holds all
  // events up to `head`, by default the log's head now.
  StreamReader(Runtime& runtime, std::string tenant_id, const TenantEntry* tenant,
               Freshness freshness, std::optional<eventstore::Position> head = {});

  Runtime& runtime() const { return runtime_; }
  const std::string& tenant_id() const { return tenant_id_; }
  absl::TimeZone zone() const { return tenant_ == nullptr ? DefaultZone() : tenant_->zone; }
  eventstore::Position head() const { return head_; }
  // Whether every stream read so far is known to hold all its events up to head().
  bool fresh() const { return fresh_; }
  absl::Status MayWait() const;

  // The stream, without events where there is none. MustWait() when it is not in the cache; the
  // errors of RecordedFrom.
  template <typename Decider>
  absl::StatusOr<std::shared_ptr<const Snapshot<Decider>>> Read(const Id16& id) {
    if (tenant_ == nullptr) return std::make_shared<const Snapshot<Decider>>(zone());
    const eventstore::StreamId stream = StreamOf(Decider::kKind, id);
    auto cached = std::static_pointer_cast<const Snapshot<Decider>>(
        runtime_.streams.Find({tenant_id_, stream}));
    if (cached != nullptr && cached->current_at() >= head_) return cached;
    if (freshness_ == Freshness::kCached) {
      if (cached == nullptr) return MayWait();
      fresh_ = false;
      return cached;
    }
    if (cached == nullptr) cached = std::make_shared<const Snapshot<Decider>>(zone());
    return CatchUp<Decider>(id, std::move(cached));
  }

  // `snapshot` with `entries` after its own, kept in the cache as current at `current_at`.
  template <typename Decider>
  std::shared_ptr<const Snapshot<Decider>> Extend(const Id16& id,
                                                  std::shared_ptr<const Snapshot<Decider>> snapshot,
                                                  std::vector<Entry<Decider>> entries,
                                                  eventstore::Position current_at) {
    auto extended = runtime_.streams.Extend(
        {tenant_id_, StreamOf(Decider::kKind, id)},
        std::move(snapshot),
        [](const SnapshotBase& base) -> std::shared_ptr<SnapshotBase> {
          return std::make_shared<Snapshot<Decider>>(static_cast<const Snapshot<Decider>&>(base));
        },
        [&](SnapshotBase& base) {
          for (Entry<Decider>& entry : entries) {
            static_cast<Snapshot<Decider>&>(base).Add(std::move(entry.recorded),
                                                      std::move(entry.parts));
          }
        });
    extended->SetCurrentAt(current_at);
    return std::static_pointer_cast<const Snapshot<Decider>>(std::move(extended));
  }

 private:
  // Reads from the store what `snapshot` lacks.
  template <typename Decider>
  absl::StatusOr<std::shared_ptr<const Snapshot<Decider>>> CatchUp(
      const Id16& id, std::shared_ptr<const Snapshot<Decider>> snapshot) {
    eventstore::Revision revision = snapshot->revision();
    std::vector<Entry<Decider>> entries;
    eventstore::Position head = head_;
    for (bool complete = false; !complete;) {
      FD_ASSIGN_OR_RETURN(const eventstore::Page page,
                          ReadAfter(StreamOf(Decider::kKind, id), revision));
      for (const eventstore::EventView& view : page.events()) {
        FD_ASSIGN_OR_RETURN(auto recorded, RecordedFrom<Decider>(view));
        FD_ASSIGN_OR_RETURN(auto parts, PartsFrom<Decider>(runtime_.store, tenant_id_, view));
        entries.push_back({std::move(recorded), std::move(parts)});
        revision = view.revision;
      }
      complete = page.complete();
      head = page.head();
    }
    return Extend<Decider>(id, std::move(snapshot), std::move(entries), head);
  }

  absl::StatusOr<eventstore::Page> ReadAfter(const eventstore::StreamId& stream,
                                             eventstore::Revision revision) const;

  Runtime& runtime_;
  const std::string tenant_id_;
  const TenantEntry* const tenant_;
  const Freshness freshness_;
  eventstore::Position head_ = 0;
  bool fresh_ = true;
};

}  // namespace framdrift::services
