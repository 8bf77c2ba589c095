#include "services/migration/founding.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/tenant/tenant.h"
#include "eventstore/hash.h"
#include "services/derived_id.h"
#include "services/event_mapping.h"
#include "services/invented_data.h"
#include "services/tenants.h"

namespace framdrift::services {

absl::StatusOr<const TenantEntry*> Found(Runtime& runtime, absl::string_view id,
                                         const history::Actor& actor,
                                         const KnownFounding& founding) {
  FD_RETURN_IF_ERROR(runtime.store.FoundTenant(id));
  const std::string said = absl::StrCat(founding.source.size(),
                                        ":",
                                        founding.source,
                                        founding.display_name.size(),
                                        ":",
                                        founding.display_name,
                                        absl::ToUnixMicros(founding.occurred.at),
                                        founding.invented ? " invented" : "");
  auto founded = tenant::Founded(id, founding.occurred.at);
  founded.event.mutable_tenant_founded()->set_display_name(founding.display_name);
  if (founding.invented) founded.reason_code = kInventedData;
  founded.occurred = founding.occurred;
  eventstore::NewCommit commit;
  // The id that every founding of the tenant has, so that there is one.
  commit.commit_id = DerivedId("tenant founding", id);
  commit.request_digest = eventstore::Sha256({"framdrift tenant founding\n", id, "\n", said});
  commit.actor = ToStored(actor);
  commit.on_behalf_of = actor.on_behalf_of.bytes();
  commit.unit = actor.unit.bytes();
  const eventstore::StreamId stream = TenantStream(id);
  commit.conditions.push_back({stream, eventstore::StreamCondition::Kind::kRevision, 0});
  commit.events.push_back(NewEventFrom<tenant::TenantDecider>(stream.id, founded));
  const absl::Status appended = runtime.store.AppendAndWait(id, std::move(commit)).status();
  if (absl::IsAlreadyExists(appended)) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            kTenantExists,
                            absl::StrCat("There is a tenant ",
                                         id,
                                         " of other origin: load into a server without it, or go "
                                         "on with what it was founded by."),
                            {{"tenant", std::string(id)}});
  }
  FD_RETURN_IF_ERROR(appended);
  return runtime.tenants.Found(id, actor);
}

}  // namespace framdrift::services
