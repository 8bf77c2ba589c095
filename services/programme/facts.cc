#include "services/programme/facts.h"

#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/indicators/indicator.h"
#include "domain/programme/programme.h"
#include "services/indicator/indicator_resource.h"
#include "services/names.h"
#include "services/programme/resources.h"
#include "services/stream_reader.h"
#include "services/tenants.h"

namespace framdrift::services {

using programme::ProgrammeDecider;

absl::StatusOr<programme::IndicatorAsked> FactsOfLink(
    UnitOfWork& work, const Id16& id, const programme::v1::LinkMeasureRequest& request) {
  programme::IndicatorAsked asked;
  FD_ASSIGN_OR_RETURN(const Snapshot<ProgrammeDecider>* snapshot, work.Load<ProgrammeDecider>(id));
  const programme::Member* member = programme::FindNamed(snapshot->state(), request.member());
  if (member == nullptr || member->joined->content.tenant().empty()) return asked;
  const std::string& tenant = member->joined->content.tenant();
  const TenantEntry* entry = work.runtime().tenants.Find(tenant);
  if (entry == nullptr) return asked;
  FD_RETURN_IF_ERROR(work.MayWait());
  asked.id = ParseUuid(request.indicator()).value_or(IndicatorIdOf(tenant, request.indicator()));
  StreamReader reader(work.runtime(), tenant, entry, Freshness::kCurrent);
  FD_ASSIGN_OR_RETURN(const auto indicator, reader.Read<indicators::IndicatorDecider>(asked.id));
  const indicators::Indicator& state = indicator->state();
  asked.found = state.is_defined();
  // What a member has not published is its own, the title too.
  if (asked.found) {
    asked.title =
        state.publications.empty() ? request.indicator() : state.latest().definition.title();
  }
  return asked;
}

absl::StatusOr<programme::TemplateSource> FactsOfAdoption(
    UnitOfWork& work, const Id16& own, const programme::v1::AdoptTemplateRequest& request) {
  const auto name = ParseName(request.source(), ProgrammeResource::kCollection);
  if (!name.ok() || !name->id) {
    return InvalidField("source", "Name a programme: tenants/{tenant}/programmes/{id}.");
  }
  programme::TemplateSource source;
  source.tenant = name->tenant;
  source.programme = *name->id;
  if (name->tenant == work.tenant()) {
    // What it has learned itself it has.
    if (source.programme == own) return source;
    FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<ProgrammeDecider>(source.programme));
    source.version = programme::FindToTakeOver(snapshot->state(), request.source_version(), false);
    return source;
  }
  const TenantEntry* entry = work.runtime().tenants.Find(name->tenant);
  if (entry == nullptr) return source;
  FD_RETURN_IF_ERROR(work.MayWait());
  StreamReader reader(work.runtime(), name->tenant, entry, Freshness::kCurrent);
  FD_ASSIGN_OR_RETURN(const auto theirs, reader.Read<ProgrammeDecider>(source.programme));
  source.version = programme::FindToTakeOver(theirs->state(), request.source_version(), true);
  return source;
}

}  // namespace framdrift::services
