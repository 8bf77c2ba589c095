#include "projections/tenant_zone.h"

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/tenant/tenant.h"
#include "projections/recorded_event.h"

namespace framdrift::projections {

absl::StatusOr<absl::TimeZone> TenantZone(const eventstore::EventStore& store,
                                          absl::string_view tenant) {
  FD_ASSIGN_OR_RETURN(
      const eventstore::Page page,
      store.ReadLog(tenant, eventstore::LogNumber::kMain, 1, eventstore::Direction::kForward, 1));
  constexpr auto kKind = static_cast<uint16_t>(tenant::TenantDecider::kKind);
  if (page.empty() || page.events().front().stream.kind != kKind) {
    return absl::FailedPreconditionError(
        absl::StrCat("the log of ", tenant, " does not begin with its founding"));
  }
  history::Recorded<tenant::TenantDecider::Event> founded;
  FD_RETURN_IF_ERROR(ReadEvent(page.events().front(), absl::UTCTimeZone(), founded));
  tenant::Tenant state;
  tenant::TenantDecider::Evolve(state, founded);
  return tenant::ZoneOf(state);
}

}  // namespace framdrift::projections
