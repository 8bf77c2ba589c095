#include "services/worklist/scope.h"

#include <algorithm>

#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/organisation/staff.h"
#include "domain/organisation/unit.h"
#include "services/worklist/reasons.h"

namespace framdrift::services {
namespace {

namespace v1 = worklist::v1;
using history::StaffId;
using history::UnitId;
using projections::ListKind;
using projections::ListOf;

Id16 IdOf(const std::string& text) { return ParseUuid(text).value_or(Id16{}); }

bool StandsOn(const v1::WorkItem& item, const ListOf& list) {
  const bool is_transfer = item.kind() == v1::WORK_ITEM_KIND_TRANSFER;
  const bool is_proposal = is_transfer || item.kind() == v1::WORK_ITEM_KIND_REFERRAL;
  switch (list.kind) {
    case ListKind::kStaff:
      return !is_proposal && IdOf(item.staff_id()) == list.id;
    case ListKind::kUnit:
      return !is_proposal && IdOf(item.unit_id()) == list.id;
    case ListKind::kAnswers:
      return is_proposal && IdOf(is_transfer ? item.unit_id() : item.receiver_id()) == list.id;
  }
  return false;
}

}  // namespace

bool WorklistScope::HasItem(const v1::WorkItem& item) const {
  return std::any_of(
      lists.begin(), lists.end(), [&](const ListOf& list) { return StandsOn(item, list); });
}

absl::Status CheckScope(const v1::WorklistScope& asked) {
  if (asked.unit_id().empty() || asked.covered_staff_id().empty()) return absl::OkStatus();
  return InvalidField("scope.covered_staff_id",
                      "Ask for a unit's list or a colleague's, not both.");
}

absl::StatusOr<WorklistScope> ScopeAsked(Reading& reading, const v1::WorklistScope& asked,
                                         const std::optional<history::AsOf>& as_of) {
  WorklistScope scope;
  scope.viewer = asked.staff_id().empty() ? reading.context().actor.id
                                          : history::IdOrNone<StaffId>(asked.staff_id());
  FD_ASSIGN_OR_RETURN(const auto viewer,
                      reading.View<organisation::StaffDecider>(scope.viewer.bytes()));
  const organisation::WorklistSettings& today = viewer.state().worklist;
  scope.settings = as_of ? viewer.timeline().At(*as_of).worklist : today;
  scope.unit = history::IdOrNone<UnitId>(asked.unit_id());
  if (!scope.unit.empty()) {
    FD_ASSIGN_OR_RETURN(const auto unit,
                        reading.View<organisation::UnitDecider>(scope.unit.bytes()));
    scope.lists = {{ListKind::kUnit, scope.unit.bytes()}, {ListKind::kAnswers, scope.unit.bytes()}};
    const history::BoardId board = as_of ? unit.timeline().At(*as_of).board : unit.state().board;
    if (!board.empty()) scope.lists.push_back({ListKind::kAnswers, board.bytes()});
    return scope;
  }
  scope.staff = scope.viewer;
  const auto home_of = [&](const StreamView<organisation::StaffDecider>& staff) {
    return as_of ? staff.timeline().At(*as_of).home_unit : staff.state().home_unit;
  };
  UnitId home = home_of(viewer);
  if (!asked.covered_staff_id().empty()) {
    scope.staff = history::IdOrNone<StaffId>(asked.covered_staff_id());
    if (scope.covers() && !today.Covers(scope.staff, reading.context().today())) {
      return NotCovering(scope);
    }
    FD_ASSIGN_OR_RETURN(const auto covered,
                        reading.View<organisation::StaffDecider>(scope.staff.bytes()));
    home = home_of(covered);
  }
  scope.lists = {{ListKind::kStaff, scope.staff.bytes()}};
  if (!home.empty()) scope.lists.push_back({ListKind::kAnswers, home.bytes()});
  return scope;
}

absl::Time EndOfCover(const WorklistScope& scope, absl::TimeZone zone) {
  if (!scope.covers()) return absl::InfiniteFuture();
  for (const organisation::Cover& cover : scope.settings.covers) {
    if (cover.covered == scope.staff) return history::StartOf(cover.until, zone);
  }
  return absl::InfinitePast();
}

absl::Status NotCovering(const WorklistScope& scope) {
  return StatusWithReason(
      absl::StatusCode::kFailedPrecondition,
      kNotCovering,
      "The person does not stand in for that colleague today; set a cover for "
      "these days first.",
      {{"staff_id", scope.viewer.ToString()}, {"covered_staff_id", scope.staff.ToString()}});
}

}  // namespace framdrift::services
