// A tenant: a municipality or an association of them, with its name and its time zone.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/refusal.h"
#include "domain/history/context.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "framdrift/tenant/v1/tenant_events.pb.h"

namespace framdrift::tenant {

inline constexpr char kDefaultZone[] = "Europe/Stockholm";

struct Tenant {
  std::string id;
  std::string display_name;
  std::string zone;
};

struct TenantDecider {
  using Event = v1::TenantEvent;
  using Sealed = v1::TenantSealed;
  using State = Tenant;
  static constexpr history::StreamKind kKind = history::StreamKind::kTenant;

  static void Evolve(Tenant& state, const history::Recorded<Event>& entry);
  static void Check(const Tenant& before, const history::Recorded<Event>& entry, Refusals& out);
};

// The event by which tenant `id` comes to be: called by its id, in the default zone.
history::Emitted<v1::TenantEvent, v1::TenantSealed> Founded(absl::string_view id, absl::Time now);

// The zone a tenant counts its days in. DATA_LOSS when the machine's time zones do not have it.
absl::StatusOr<absl::TimeZone> ZoneOf(const Tenant& tenant);

}  // namespace framdrift::tenant
