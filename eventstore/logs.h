// The tenants of the store and their logs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/mutex.h"
#include "eventstore/log_state.h"

namespace framdrift::eventstore {

inline constexpr LogNumber kLogNumbers[] = {LogNumber::kMain, LogNumber::kAccess};

// Thread-safe. A LogState, once handed out, stays.
class Logs {
 public:
  // NOT_FOUND, reason TENANT_NOT_FOUND, or INVALID_ARGUMENT for a log number that is none.
  absl::StatusOr<LogState*> Find(absl::string_view tenant, LogNumber log) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  bool Has(absl::string_view tenant) const ABSL_LOCKS_EXCLUDED(mutex_);
  // Sorted.
  std::vector<std::string> Tenants() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Every log of every tenant.
  std::vector<LogState*> All() const ABSL_LOCKS_EXCLUDED(mutex_);
  // One more than the largest tenant number.
  TenantNumber NextNumber() const ABSL_LOCKS_EXCLUDED(mutex_);
  // `ends` has one end for each of kLogNumbers. The tenant must not be there yet.
  void Add(absl::string_view tenant, TenantNumber number, std::vector<LogEnd> ends)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  mutable Mutex mutex_;
  absl::flat_hash_map<std::string, std::vector<std::unique_ptr<LogState>>> tenants_
      ABSL_GUARDED_BY(mutex_);
  uint32_t count_ ABSL_GUARDED_BY(mutex_) = 0;
  TenantNumber next_ ABSL_GUARDED_BY(mutex_) = 1;
};

}  // namespace framdrift::eventstore
