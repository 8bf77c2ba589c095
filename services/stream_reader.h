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

// Not thread-safe; lives for one try of one call. Its templates are there for every decider that
// services/streams names.
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
  absl::StatusOr<std::shared_ptr<const Snapshot<Decider>>> Read(const Id16& id);

  // `snapshot` with `entries` after its own, kept in the cache as current at `current_at`.
  template <typename Decider>
  std::shared_ptr<const Snapshot<Decider>> Extend(const Id16& id,
                                                  std::shared_ptr<const Snapshot<Decider>> snapshot,
                                                  std::vector<Entry<Decider>> entries,
                                                  eventstore::Position current_at);

 private:
  // Reads from the store what `snapshot` lacks.
  template <typename Decider>
  absl::StatusOr<std::shared_ptr<const Snapshot<Decider>>> CatchUp(
      const Id16& id, std::shared_ptr<const Snapshot<Decider>> snapshot);

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
