#include "projections/worklist_then.h"

#include <map>
#include <set>
#include <utility>

#include "base/status_macros.h"
#include "domain/activity/activity.h"
#include "domain/cases/case_decider.h"
#include "domain/history/known.h"
#include "domain/household/household.h"
#include "domain/policy/adoption.h"
#include "projections/assignments.h"
#include "projections/memory_rows.h"
#include "projections/mentions.h"
#include "projections/read_timeline.h"
#include "projections/worklist_rows.h"

namespace framdrift::projections {
namespace {

using worklist::v1::OpenApplications;

// Of the sessions that one leads, those cases that may have been open.
absl::Status AddLed(const RowView& assignments, const Id16& leader, const history::AsOf& as_of,
                    absl::TimeZone zone, size_t limit, std::set<Id16>& candidates) {
  absl::Status status;
  const auto add = [&](const Id16& id) {
    const auto open = IsCandidate(assignments, id, {.open = true}, as_of, zone);
    status = open.status();
    if (open.ok() && *open) candidates.insert(id);
    return status.ok() && candidates.size() <= limit;
  };
  FD_RETURN_IF_ERROR(VisitLed(assignments, leader, add));
  return status;
}

// Every case that may have had an item on one of the lists.
absl::StatusOr<std::set<Id16>> CandidatesOf(const RowView& assignments,
                                            const std::vector<ListOf>& lists,
                                            const history::AsOf& as_of, absl::TimeZone zone,
                                            size_t limit) {
  std::set<Id16> candidates;
  const auto add = [&](const Id16& id) {
    candidates.insert(id);
    return candidates.size() <= limit;
  };
  for (const ListOf& list : lists) {
    if (list.id == Id16{}) continue;
    cases::ResponsibleThen who;
    if (list.kind == ListKind::kUnit) who.unit = history::UnitId(list.id);
    if (list.kind == ListKind::kStaff) who.caseworker = history::StaffId(list.id);
    if (list.kind != ListKind::kAnswers) {
      FD_RETURN_IF_ERROR(VisitCandidates(assignments, who, as_of, zone, add));
    }
    if (list.kind != ListKind::kUnit) {
      FD_RETURN_IF_ERROR(VisitMentions(assignments, list.id, add));
    }
    if (list.kind == ListKind::kStaff) {
      FD_RETURN_IF_ERROR(AddLed(assignments, list.id, as_of, zone, limit, candidates));
    }
  }
  if (candidates.size() > limit) return TooManyCasesThen(limit);
  return candidates;
}

// Makes the rows of one past. Not thread-safe.
class Maker {
 public:
  Maker(const RowView& assignments, const FoldSource& source, const history::AsOf& as_of)
      : assignments_(assignments), source_(source), as_of_(as_of) {}

  absl::StatusOr<WorklistThen> Make(const std::set<Id16>& candidates) {
    WorklistThen then;
    FD_ASSIGN_OR_RETURN(then.policies,
                        Then<policy::PolicyDecider>(policy::PolicyStreamId(source_.tenant)));
    const deadlines::PolicyTerms terms(then.policies, source_.zone);
    for (const Id16& id : candidates) FD_RETURN_IF_ERROR(AddCase(id, terms));
    auto rows = std::make_unique<MemoryRows>(assignments_.checkpoint());
    FD_RETURN_IF_ERROR(rows->Write(std::move(changes_)));
    then.rows = std::move(rows);
    then.source_times_used = source_times_used_;
    return then;
  }

 private:
  template <typename Decider>
  absl::StatusOr<typename Decider::State> Then(const Id16& id) {
    FD_ASSIGN_OR_RETURN(const auto timeline,
                        ReadTimeline<Decider>(source_, id, assignments_.checkpoint().position));
    source_times_used_ |= history::IsKnownBySource(timeline, as_of_);
    return timeline.At(as_of_);
  }

  absl::Status AddCase(const Id16& id, const deadlines::PolicyTerms& terms) {
    FD_ASSIGN_OR_RETURN(const cases::Case state, Then<cases::CaseDecider>(id));
    FD_ASSIGN_OR_RETURN(const OpenApplications open, OpenApplicationsOf(id));
    worklist_rows::Replace({}, worklist_rows::OfCase(id, state, open, terms), changes_);
    const auto open_case = worklist::OpenCaseOf(state, source_.zone);
    if (!open_case) return absl::OkStatus();
    for (const auto& [activity, from] : worklist::ActivitiesOf(*open_case, source_.zone)) {
      if (!activities_.insert(activity.bytes()).second) continue;
      FD_ASSIGN_OR_RETURN(const auto sessions, Then<activity::ActivityDecider>(activity.bytes()));
      worklist_rows::Replace({}, worklist_rows::OfActivity(activity.bytes(), sessions), changes_);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<OpenApplications> OpenApplicationsOf(const Id16& person) {
    std::set<Id16> households;
    FD_RETURN_IF_ERROR(VisitHouseholds(
        assignments_, person, [&](const Id16& id) { return households.insert(id).second; }));
    OpenApplications open;
    for (const Id16& id : households) {
      const auto [it, added] = households_.try_emplace(id);
      if (added) {
        FD_ASSIGN_OR_RETURN(const auto state, Then<household::HouseholdDecider>(id));
        it->second = worklist_rows::OpenApplicationsOf(id, state, source_.zone);
      }
      const auto own = it->second.find(history::PersonId(person));
      if (own == it->second.end()) continue;
      for (const auto& one : own->second) *open.add_applications() = one;
    }
    worklist_rows::Sort(open);
    return open;
  }

  const RowView& assignments_;
  const FoldSource& source_;
  const history::AsOf as_of_;
  RowChanges changes_;
  // Those whose rows are made.
  std::set<Id16> activities_;
  std::map<Id16, worklist_rows::ByPerson> households_;
  bool source_times_used_ = false;
};

}  // namespace

absl::StatusOr<WorklistThen> FoldWorklistThen(const RowView& assignments, const FoldSource& source,
                                              const std::vector<ListOf>& lists,
                                              const history::AsOf& as_of, size_t limit) {
  FD_ASSIGN_OR_RETURN(const std::set<Id16> candidates,
                      CandidatesOf(assignments, lists, as_of, source.zone, limit));
  return Maker(assignments, source, as_of).Make(candidates);
}

}  // namespace framdrift::projections
