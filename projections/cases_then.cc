#include "projections/cases_then.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/known.h"
#include "projections/assignments.h"
#include "projections/cases.h"
#include "projections/recorded_event.h"
#include "projections/stream_model.h"
#include "projections/stream_rows.h"

namespace framdrift::projections {
namespace {

// Rows in memory. Constant once it is shared.
class MemoryRows final : public RowView {
 public:
  explicit MemoryRows(Checkpoint checkpoint) : checkpoint_(checkpoint) {}

  absl::Status Write(RowChanges changes) {
    FD_RETURN_IF_ERROR(changes.Settle(*this));
    for (const auto& [key, value] : changes.puts()) {
      if (value) rows_[key] = *value;
    }
    return absl::OkStatus();
  }

  const Checkpoint& checkpoint() const override { return checkpoint_; }
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override {
    const auto it = rows_.find(std::string(key));
    return it == rows_.end() ? std::nullopt : std::make_optional(it->second);
  }
  absl::Status Scan(absl::string_view prefix, absl::string_view from,
                    absl::FunctionRef<bool(absl::string_view key, absl::string_view value)> visit)
      const override {
    for (auto it = rows_.lower_bound(std::string(std::max(prefix, from))); it != rows_.end();
         ++it) {
      if (!absl::StartsWith(it->first, prefix) || !visit(it->first, it->second)) break;
    }
    return absl::OkStatus();
  }

 private:
  const Checkpoint checkpoint_;
  std::map<std::string, std::string> rows_;
};

absl::StatusOr<history::Timeline<cases::CaseDecider>> ReadTimeline(const FoldSource& source,
                                                                   const Id16& id,
                                                                   eventstore::Position until) {
  std::vector<history::Timeline<cases::CaseDecider>::Entry> entries;
  const eventstore::StreamId stream{static_cast<uint16_t>(cases::CaseDecider::kKind), id};
  FD_RETURN_IF_ERROR(
      ReadStreamUntil(source, stream, until, [&](const eventstore::EventView& event) {
        return ReadEvent(event, source.zone, entries.emplace_back());
      }));
  history::Timeline<cases::CaseDecider> timeline(source.zone);
  timeline.AddAll(std::move(entries));
  return timeline;
}

absl::Status TooMany(size_t limit) {
  return StatusWithReason(
      absl::StatusCode::kFailedPrecondition,
      kTooManyCasesThen,
      absl::StrCat("More than ",
                   limit,
                   " cases would have to be read for this past; ask for one unit or caseworker, as "
                   "`unit_id = \"…\"`."),
      {{"limit", absl::StrCat(limit)}});
}

}  // namespace

absl::StatusOr<CasesThen> FoldCasesThen(const RowView& assignments, const FoldSource& source,
                                        const cases::ResponsibleThen& who,
                                        const history::AsOf& as_of, size_t limit) {
  std::vector<Id16> candidates;
  FD_RETURN_IF_ERROR(VisitCandidates(assignments, who, as_of, source.zone, [&](const Id16& id) {
    candidates.push_back(id);
    return candidates.size() <= limit;
  }));
  if (candidates.size() > limit) return TooMany(limit);
  CasesThen then;
  auto rows = std::make_unique<MemoryRows>(assignments.checkpoint());
  RowChanges changes;
  CasesModel::Row row;
  for (const Id16& id : candidates) {
    FD_ASSIGN_OR_RETURN(const auto timeline,
                        ReadTimeline(source, id, assignments.checkpoint().position));
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
