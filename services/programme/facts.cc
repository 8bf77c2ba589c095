#include "services/programme/facts.h"

#include "base/status_macros.h"
#include "domain/indicators/indicator.h"
#include "domain/programme/programme.h"
#include "services/indicator/indicator_resource.h"
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
    UnitOfWork& work, const Id16&, const programme::v1::AdoptTemplateRequest& request) {
  FD_ASSIGN_OR_RETURN(const Id16 source, ParseUuid(request.source_programme_id()));
  FD_ASSIGN_OR_RETURN(const Snapshot<ProgrammeDecider>* snapshot,
                      work.Load<ProgrammeDecider>(source));
  programme::TemplateSource found;
  for (const programme::TemplateInForce& version : snapshot->state().templates) {
    const bool asked =
        request.source_version() == 0 || version.from.content.version() == request.source_version();
    if (asked) found.version = &version;
  }
  return found;
}

}  // namespace framdrift::services
