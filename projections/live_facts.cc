#include "projections/live_facts.h"

#include <utility>

#include "base/status_macros.h"
#include "projections/facts.h"

namespace framdrift::projections {
namespace {

// More than so many are not remembered: all is loaded anew instead.
constexpr size_t kMostPending = 20000;

}  // namespace

LiveFacts::LiveFacts(Projector& projector) : projector_(projector) {
  listening_ =
      projector_.changes().Subscribe(kFacts, [this](const RowsWritten& written) { Hear(written); });
}

LiveFacts::~LiveFacts() { projector_.changes().Unsubscribe(listening_); }

void LiveFacts::Hear(const RowsWritten& written) {
  Tenant* tenant = nullptr;
  {
    MutexLock lock(mutex_);
    const auto found = tenants_.find(written.tenant);
    if (found == tenants_.end()) return;
    tenant = found->second.get();
  }
  MutexLock lock(tenant->pending_mutex);
  Pending& pending = tenant->pending;
  pending.all = pending.all || written.keys == nullptr;
  for (size_t i = 0; !pending.all && i < written.keys->size(); ++i) {
    const std::string& key = (*written.keys)[i];
    const FactsBearing bearing = BearingOfFactsKey(key);
    if (bearing == FactsBearing::kOwner) pending.owners.insert(OwnerOfFactsKey(key));
    pending.all = bearing == FactsBearing::kAll || pending.owners.size() > kMostPending;
  }
  pending.rows = written.rows;
  if (!pending.all) return;
  // What is loaded anew is read when it is asked for.
  pending.owners.clear();
  pending.rows = nullptr;
}

LiveFacts::Tenant& LiveFacts::Get(absl::string_view tenant) {
  MutexLock lock(mutex_);
  std::unique_ptr<Tenant>& entry = tenants_[std::string(tenant)];
  if (entry == nullptr) entry = std::make_unique<Tenant>();
  return *entry;
}

LiveFacts::Pending LiveFacts::Take(Tenant& tenant) {
  MutexLock lock(tenant.pending_mutex);
  return std::exchange(tenant.pending, {.owners = {}, .all = false, .rows = nullptr});
}

absl::Status LiveFacts::Update(absl::string_view name, Pending pending, Tenant& tenant) {
  if (pending.all) {
    FD_ASSIGN_OR_RETURN(const std::unique_ptr<RowView> rows, projector_.Read(name, kFacts));
    FD_ASSIGN_OR_RETURN(tenant.tables, LoadFacts(*rows));
    tenant.position = rows->checkpoint().position;
    return absl::OkStatus();
  }
  // A write may be told after the tables were loaded with what it wrote.
  if (pending.rows->checkpoint().position < tenant.position) return absl::OkStatus();
  for (const std::string& owner : pending.owners) {
    FD_RETURN_IF_ERROR(ReloadOwner(*pending.rows, owner, *tenant.tables));
  }
  tenant.position = pending.rows->checkpoint().position;
  return absl::OkStatus();
}

absl::Status LiveFacts::With(absl::string_view name, Use use) {
  Tenant& tenant = Get(name);
  {
    MutexLock entrance(tenant.entrance);
    Pending pending = Take(tenant);
    if (pending.all || pending.rows != nullptr) {
      WriterLock lock(tenant.tables_mutex);
      const absl::Status updated = Update(name, std::move(pending), tenant);
      if (!updated.ok()) {
        MutexLock pending_lock(tenant.pending_mutex);
        tenant.pending.all = true;
        return updated;
      }
    }
    tenant.tables_mutex.LockShared();
  }
  const absl::Status used = use(*tenant.tables, tenant.position);
  tenant.tables_mutex.UnlockShared();
  return used;
}

}  // namespace framdrift::projections
