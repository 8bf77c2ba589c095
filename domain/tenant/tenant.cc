#include "domain/tenant/tenant.h"

#include "absl/strings/str_cat.h"

namespace framdrift::tenant {

void TenantDecider::Evolve(Tenant& state, const history::Recorded<Event>& entry) {
  switch (entry.event.kind_case()) {
    case Event::kTenantFounded: {
      const v1::TenantFounded& founded = entry.event.tenant_founded();
      state = {founded.tenant(), founded.display_name(), founded.zone()};
      break;
    }
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

void TenantDecider::Check(const Tenant&, const history::Recorded<Event>&, Refusals&) {}

history::Emitted<v1::TenantEvent, v1::TenantSealed> Founded(absl::string_view id, absl::Time now) {
  history::Emitted<v1::TenantEvent, v1::TenantSealed> emitted;
  emitted.occurred = {now, history::Precision::kSecond};
  v1::TenantFounded& founded = *emitted.event.mutable_tenant_founded();
  founded.set_tenant(std::string(id));
  founded.set_display_name(std::string(id));
  founded.set_zone(kDefaultZone);
  return emitted;
}

absl::StatusOr<absl::TimeZone> ZoneOf(const Tenant& tenant) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(tenant.zone, &zone)) {
    return absl::DataLossError(absl::StrCat("This machine has no time zone ",
                                            tenant.zone,
                                            ", in which tenant ",
                                            tenant.id,
                                            " counts its days; install the package tzdata."));
  }
  return zone;
}

}  // namespace framdrift::tenant
