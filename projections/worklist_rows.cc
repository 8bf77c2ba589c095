#include "projections/worklist_rows.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/worklist/sessions.h"
#include "projections/stream_rows.h"
#include "projections/worklist_keys.h"

namespace framdrift::projections::worklist_rows {
namespace {

namespace keys = worklist_keys;
using worklist::v1::CaseRow;
using worklist::v1::WorkItem;

// Of an application that reads back as it was.
household::Mark MarkFrom(const worklist::v1::OpenApplication& row, absl::TimeZone zone) {
  household::Mark mark;
  mark.position = row.event_position();
  mark.occurred = history::OccurredFrom(row.completed(), zone).value_or(history::Occurred());
  mark.day = absl::ToCivilDay(mark.occurred.at, zone);
  return mark;
}

// The lists an item is on.
std::vector<ListOf> ListsOf(const WorkItem& item) {
  const auto id = [](const std::string& text) { return ParseUuid(text).value_or(Id16{}); };
  switch (item.kind()) {
    case worklist::v1::WORK_ITEM_KIND_TRANSFER:
      return {{ListKind::kAnswers, id(item.unit_id())}};
    case worklist::v1::WORK_ITEM_KIND_REFERRAL:
      return {{ListKind::kAnswers, id(item.receiver_id())}};
    default:
      break;
  }
  std::vector<ListOf> lists = {{ListKind::kUnit, id(item.unit_id())}};
  if (!item.staff_id().empty()) lists.push_back({ListKind::kStaff, id(item.staff_id())});
  return lists;
}

Rows RowsOf(const Id16& id, const CaseRow& row, std::string value) {
  Rows rows;
  for (const WorkItem& item : row.items()) {
    const std::string bytes = SerializeRow(item);
    for (const ListOf& list : ListsOf(item)) {
      rows[keys::OfItem(list, history::TimeFrom(item.due_time()), id, item.name())] = bytes;
    }
  }
  if (row.has_open()) {
    const std::string bytes = SerializeRow(row.open());
    for (const ListOf& list : ListsOf(row.open().facts())) {
      rows[keys::OfOpenCase(list, id)] = bytes;
    }
    for (const worklist::v1::ActivityStep& step : row.open().steps()) {
      const auto activity = worklist::IdFrom<history::ActivityId>(step.activity_id());
      rows[keys::OfParticipant(activity.bytes(), id)];
    }
  }
  rows[keys::OfCase(id)] = std::move(value);
  return rows;
}

// Whoever leads a session that is held.
void AddLeader(const Id16& activity, const worklist::v1::SessionRow& session, Rows& rows) {
  if (session.cancelled() || session.leader_staff_id().empty()) return;
  const auto leader = history::IdOrNone<history::StaffId>(session.leader_staff_id());
  rows[keys::OfLeader(leader.bytes(), activity)];
}

}  // namespace

void Replace(const Rows& old, Rows made, RowChanges& changes) {
  for (const auto& [key, value] : old) {
    if (!made.contains(key)) changes.Delete(key);
  }
  for (auto& [key, value] : made) {
    const auto before = old.find(key);
    if (before == old.end() || before->second != value) changes.Put(key, std::move(value));
  }
}

Rows OfCase(const Id16& id, const cases::Case& state, const worklist::v1::OpenApplications& open,
            const deadlines::PolicyTerms& terms) {
  if (state.latest() == nullptr) return {};
  worklist::Around around;
  for (const worklist::v1::OpenApplication& one : open.applications()) {
    around.applications.push_back({worklist::IdFrom<household::ApplicationId>(one.application_id()),
                                   worklist::IdFrom<history::HouseholdId>(one.household_id()),
                                   MarkFrom(one, terms.zone())});
  }
  CaseRow row;
  for (WorkItem& item : worklist::ItemsOf(state, around, terms)) *row.add_items() = std::move(item);
  if (auto open_case = worklist::OpenCaseOf(state, terms.zone())) {
    *row.mutable_open() = *std::move(open_case);
  }
  return RowsOf(id, row, SerializeRow(row));
}

absl::StatusOr<Rows> OfStoredCase(const Id16& id, std::string value) {
  CaseRow row;
  if (!row.ParseFromString(value)) return UnreadableRow(id);
  return RowsOf(id, row, std::move(value));
}

Rows OfActivity(const Id16& id, const activity::Activity& state) {
  Rows rows;
  for (const activity::Session& session : state.sessions) {
    worklist::v1::SessionRow row;
    *row.mutable_end_time() = history::TimestampFrom(session.end);
    row.set_place(session.place);
    if (!session.leader.empty()) row.set_leader_staff_id(session.leader.ToString());
    row.set_cancelled(session.is_cancelled());
    rows[keys::OfSession(id, session.start, session.id.bytes())] = SerializeRow(row);
    AddLeader(id, row, rows);
  }
  return rows;
}

absl::StatusOr<Rows> OfStoredActivity(const Id16& id, Rows sessions) {
  Rows rows = sessions;
  worklist::v1::SessionRow row;
  for (const auto& [key, value] : sessions) {
    if (!row.ParseFromString(value)) return UnreadableRow(id);
    AddLeader(id, row, rows);
  }
  return rows;
}

ByPerson OpenApplicationsOf(const Id16& id, const household::Household& state,
                            absl::TimeZone zone) {
  ByPerson by_person;
  for (const auto& [person, open] : worklist::OpenApplicationsOf(history::HouseholdId(id), state)) {
    worklist::v1::OpenApplication& row = by_person[person].emplace_back();
    row.set_application_id(worklist::BytesOf(open.id));
    row.set_household_id(worklist::BytesOf(open.household));
    *row.mutable_completed() = history::WhenFrom(open.completed.occurred, zone);
    row.set_event_position(open.completed.position);
  }
  return by_person;
}

void Sort(worklist::v1::OpenApplications& applications) {
  std::sort(applications.mutable_applications()->begin(),
            applications.mutable_applications()->end(),
            [](const auto& a, const auto& b) {
              return std::tie(a.household_id(), a.application_id()) <
                     std::tie(b.household_id(), b.application_id());
            });
}

}  // namespace framdrift::projections::worklist_rows
