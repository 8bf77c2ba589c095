#include "eventstore/logs.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/refusal.h"
#include "eventstore/append.h"

namespace framdrift::eventstore {

absl::StatusOr<LogState*> Logs::Find(absl::string_view tenant, LogNumber log) const {
  const auto number = std::find(std::begin(kLogNumbers), std::end(kLogNumbers), log);
  if (number == std::end(kLogNumbers)) return absl::InvalidArgumentError("there is no such log");
  MutexLock lock(mutex_);
  const auto found = tenants_.find(tenant);
  if (found == tenants_.end()) {
    return StatusWithReason(absl::StatusCode::kNotFound,
                            kTenantNotFound,
                            "There is no such tenant here. Check its id.",
                            {{"tenant", std::string(tenant)}});
  }
  return found->second[static_cast<size_t>(number - std::begin(kLogNumbers))].get();
}

bool Logs::Has(absl::string_view tenant) const {
  MutexLock lock(mutex_);
  return tenants_.contains(tenant);
}

std::vector<std::string> Logs::Tenants() const {
  MutexLock lock(mutex_);
  std::vector<std::string> tenants;
  tenants.reserve(tenants_.size());
  for (const auto& [tenant, logs] : tenants_) tenants.push_back(tenant);
  std::sort(tenants.begin(), tenants.end());
  return tenants;
}

std::vector<LogState*> Logs::All() const {
  MutexLock lock(mutex_);
  std::vector<LogState*> all;
  for (const auto& [tenant, logs] : tenants_) {
    for (const std::unique_ptr<LogState>& log : logs) all.push_back(log.get());
  }
  return all;
}

TenantNumber Logs::NextNumber() const {
  MutexLock lock(mutex_);
  return next_;
}

void Logs::Add(absl::string_view tenant, TenantNumber number, std::vector<LogEnd> ends) {
  FD_CHECK(ends.size() == std::size(kLogNumbers));
  MutexLock lock(mutex_);
  std::vector<std::unique_ptr<LogState>> logs;
  for (size_t i = 0; i < ends.size(); ++i) {
    logs.push_back(std::make_unique<LogState>(
        std::string(tenant), LogId{number, kLogNumbers[i]}, count_++, std::move(ends[i])));
  }
  FD_CHECK(tenants_.emplace(tenant, std::move(logs)).second);
  next_ = std::max(next_, number + 1);
}

}  // namespace framdrift::eventstore
