#include "services/tenants.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "eventstore/hash.h"
#include "services/derived_id.h"
#include "services/event_mapping.h"

namespace framdrift::services {
absl::TimeZone DefaultZone() {
  static const absl::TimeZone kZone = [] {
    absl::TimeZone zone;
    FD_CHECK(absl::LoadTimeZone(tenant::kDefaultZone, &zone));
    return zone;
  }();
  return kZone;
}

eventstore::StreamId TenantStream(absl::string_view id) {
  return StreamOf(history::StreamKind::kTenant, DerivedId("tenant stream", id));
}

absl::StatusOr<std::unique_ptr<Tenants>> Tenants::Open(eventstore::EventStore& store,
                                                       const Clock& clock) {
  std::unique_ptr<Tenants> tenants(new Tenants(store, clock));
  for (const std::string& id : store.Tenants()) {
    FD_RETURN_IF_ERROR(tenants->Load(id).status());
  }
  return tenants;
}

const TenantEntry* Tenants::Find(absl::string_view id) const {
  MutexLock lock(mutex_);
  const auto it = entries_.find(id);
  return it == entries_.end() ? nullptr : it->second.get();
}

absl::StatusOr<const TenantEntry*> Tenants::Get(absl::string_view id) const {
  const TenantEntry* entry = Find(id);
  if (entry != nullptr) return entry;
  return StatusWithReason(absl::StatusCode::kNotFound,
                          kTenantNotFound,
                          absl::StrCat("There is no tenant ", id, "; its first command founds it."),
                          {{"tenant", std::string(id)}});
}

std::vector<std::string> Tenants::All() const {
  MutexLock lock(mutex_);
  std::vector<std::string> all;
  for (const auto& [id, entry] : entries_) all.push_back(id);
  std::sort(all.begin(), all.end());
  return all;
}

absl::StatusOr<const TenantEntry*> Tenants::Found(absl::string_view id,
                                                  const history::Actor& actor) {
  MutexLock founding(founding_);
  const TenantEntry* known = Find(id);
  if (known != nullptr) return known;
  FD_RETURN_IF_ERROR(store_.FoundTenant(id));
  // An import may have founded it by more than its id.
  FD_ASSIGN_OR_RETURN(known, Load(id));
  if (known != nullptr) return known;
  FD_RETURN_IF_ERROR(AppendFounding(id, actor));
  FD_ASSIGN_OR_RETURN(known, Load(id));
  FD_CHECK(known != nullptr);
  return known;
}

absl::Status Tenants::AppendFounding(absl::string_view id, const history::Actor& actor) {
  eventstore::NewCommit commit;
  // The same on each try, so that a founding cut short is completed and never done twice.
  commit.commit_id = DerivedId("tenant founding", id);
  commit.request_digest = eventstore::Sha256({"framdrift tenant founding\n", id});
  commit.actor = ToStored(actor);
  commit.on_behalf_of = actor.on_behalf_of.bytes();
  commit.unit = actor.unit.bytes();
  const eventstore::StreamId stream = TenantStream(id);
  commit.conditions.push_back({stream, eventstore::StreamCondition::Kind::kRevision, 0});
  commit.events.push_back(
      NewEventFrom<tenant::TenantDecider>(stream.id, tenant::Founded(id, clock_.Now())));
  return store_.AppendAndWait(id, std::move(commit)).status();
}

absl::StatusOr<const TenantEntry*> Tenants::Load(absl::string_view id) {
  FD_ASSIGN_OR_RETURN(
      const eventstore::Page page,
      store_.ReadLog(id, eventstore::LogNumber::kMain, 1, eventstore::Direction::kForward, 1));
  if (page.empty()) return nullptr;
  FD_ASSIGN_OR_RETURN(const auto founding,
                      RecordedFrom<tenant::TenantDecider>(page.events().front()));
  if (!founding.event.has_tenant_founded()) {
    return absl::DataLossError(
        absl::StrCat("The log of tenant ", id, " does not begin with the tenant's founding."));
  }
  tenant::Tenant state;
  tenant::TenantDecider::Evolve(state, founding);
  auto entry = std::make_unique<TenantEntry>();
  entry->id = std::string(id);
  FD_ASSIGN_OR_RETURN(entry->zone, tenant::ZoneOf(state));
  FD_ASSIGN_OR_RETURN(entry->digest_key, store_.key_store().TenantDigestKey(id));
  MutexLock lock(mutex_);
  return entries_.emplace(entry->id, std::move(entry)).first->second.get();
}

}  // namespace framdrift::services
