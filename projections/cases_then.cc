#include "projections/cases_then.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/known.h"
#include "projections/assignments.h"
#include "projections/cases.h"
#include "projections/memory_rows.h"
#include "projections/read_timeline.h"
#include "projections/stream_model.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {

absl::Status TooManyCasesThen(size_t limit) {
  return StatusWithReason(
      absl::StatusCode::kFailedPrecondition,
      kTooManyCasesThen,
      absl::StrCat("More than ",
                   limit,
                   " cases would have to be read for this past; ask for one unit or caseworker, as "
                   "`unit_id = \"…\"`."),
      {{"limit", absl::StrCat(limit)}});
}

absl::StatusOr<CasesThen> FoldCasesThen(const RowView& assignments, const FoldSource& source,
                                        const cases::ResponsibleThen& who,
                                        const history::AsOf& as_of, size_t limit) {
  std::vector<Id16> candidates;
  FD_RETURN_IF_ERROR(VisitCandidates(assignments, who, as_of, source.zone, [&](const Id16& id) {
    candidates.push_back(id);
    return candidates.size() <= limit;
  }));
  if (candidates.size() > limit) return TooManyCasesThen(limit);
  CasesThen then;
  auto rows = std::make_unique<MemoryRows>(assignments.checkpoint());
  RowChanges changes;
  CasesModel::Row row;
  for (const Id16& id : candidates) {
    FD_ASSIGN_OR_RETURN(
        const auto timeline,
        ReadTimeline<cases::CaseDecider>(source, id, assignments.checkpoint().position));
    then.source_times_used |= history::IsKnownBySource(timeline, as_of);
    StoredRow none;
    const StreamFacts facts{
        source.tenant, id, static_cast<eventstore::Revision>(history::CountKnown(timeline, as_of))};
    Replace(id, MakeNewRow<CasesModel>(facts, timeline.At(as_of), row), none, changes);
  }
  FD_RETURN_IF_ERROR(rows->Write(std::move(changes)));
  then.rows = std::move(rows);
  return then;
}

}  // namespace framdrift::projections
