// The tenants this server has, each founded by an event at position 1 of its log.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "domain/history/recorded.h"
#include "domain/tenant/tenant.h"
#include "eventstore/event_store.h"

namespace framdrift::services {

inline constexpr char kTenantNotFound[] = "TENANT_NOT_FOUND";  // NOT_FOUND

struct TenantEntry {
  std::string id;
  absl::TimeZone zone;
  eventstore::SecretKey digest_key{};
};

// Thread-safe. Entries live as long as this does.
class Tenants {
 public:
  // Reads who was founded. `store` and `clock` must outlive what is returned.
  static absl::StatusOr<std::unique_ptr<Tenants>> Open(eventstore::EventStore& store,
                                                       const Clock& clock);

  // Null when no such tenant was founded.
  const TenantEntry* Find(absl::string_view id) const ABSL_LOCKS_EXCLUDED(mutex_);
  // NOT_FOUND, TENANT_NOT_FOUND, when no such tenant was founded.
  absl::StatusOr<const TenantEntry*> Get(absl::string_view id) const ABSL_LOCKS_EXCLUDED(mutex_);
  // The tenant, founded by `actor` if it was not. Waits for the disk.
  absl::StatusOr<const TenantEntry*> Found(absl::string_view id, const history::Actor& actor)
      ABSL_LOCKS_EXCLUDED(mutex_, founding_);
  std::vector<std::string> All() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  Tenants(eventstore::EventStore& store, const Clock& clock) : store_(store), clock_(clock) {}
  // Reads the founding event and keeps the entry. Null when the log is empty still.
  absl::StatusOr<const TenantEntry*> Load(absl::string_view id) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status AppendFounding(absl::string_view id, const history::Actor& actor);

  eventstore::EventStore& store_;
  const Clock& clock_;
  Mutex founding_;  // one founding at a time
  mutable Mutex mutex_;
  absl::flat_hash_map<std::string, std::unique_ptr<TenantEntry>> entries_ ABSL_GUARDED_BY(mutex_);
};

// The zone of a tenant that is not founded yet.
absl::TimeZone DefaultZone();

// The stream a tenant's own events stand in.
eventstore::StreamId TenantStream(absl::string_view id);

}  // namespace framdrift::services
