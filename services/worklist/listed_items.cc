#include "services/worklist/listed_items.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/policy/adoption.h"
#include "domain/worklist/sessions.h"
#include "projections/worklist.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = worklist::v1;
using history::TimeFrom;
using projections::ListKind;

// The last part of a name.
absl::string_view Tail(absl::string_view name) { return name.substr(name.rfind('/') + 1); }

// The sessions that the case's open steps are about.
absl::Status AddSessions(const ItemsAt& at, const Id16& case_id, const v1::OpenCase& open,
                         std::vector<v1::WorkItem>& items) {
  std::map<history::ActivityId, worklist::Sessions> sessions;
  for (const auto& [activity, from] : worklist::ActivitiesOf(open, at.zone)) {
    FD_ASSIGN_OR_RETURN(sessions[activity],
                        projections::SessionsOf(at.rows, activity, from, at.moment.tomorrow));
  }
  if (sessions.empty()) return absl::OkStatus();
  const std::vector<v1::WorkItem> own =
      worklist::SessionItemsOf(open, sessions, at.moment, at.zone);
  for (const std::vector<v1::WorkItem>& some : {own, worklist::LedItemsOf(own)}) {
    for (const v1::WorkItem& item : some) {
      projections::CompleteName(at.tenant, case_id, items.emplace_back(item));
    }
  }
  return absl::OkStatus();
}

// Adds the items of TURNING_18 of the list's open cases.
absl::Status AddBirthdays(const ItemsAt& at, const projections::ListOf& list,
                          absl::FunctionRef<bool(v1::WorkItem& item)> add) {
  absl::Status status;
  FD_RETURN_IF_ERROR(projections::VisitOpenCases(
      at.rows, list, [&](const Id16& case_id, const v1::OpenCase& open) {
        absl::StatusOr<std::optional<v1::WorkItem>> item = at.birthdays.ItemOf(case_id, open);
        status = item.status();
        return status.ok() && (!*item || add(**item));
      }));
  return status;
}

// What stands on the scope's list and in no row, or not in order with the rest, by due time, then
// name.
absl::StatusOr<std::vector<v1::WorkItem>> ItemsBesideRows(const ItemsAt& at,
                                                          const WorklistScope& scope) {
  std::vector<v1::WorkItem> items;
  const auto add = [&](v1::WorkItem& item) {
    worklist::Evaluate(at.moment, item);
    if (item.group() != v1::WORK_ITEM_GROUP_UNSPECIFIED) items.push_back(std::move(item));
    return true;
  };
  for (const projections::ListOf& list : scope.lists) {
    if (list.kind == ListKind::kAnswers) {
      FD_RETURN_IF_ERROR(projections::VisitItems(at.rows, at.tenant, list, "", add));
      continue;
    }
    FD_ASSIGN_OR_RETURN(std::vector<v1::WorkItem> sessions,
                        projections::SessionItems(at.rows, at.tenant, list, at.moment, at.zone));
    for (v1::WorkItem& item : sessions) add(item);
    FD_RETURN_IF_ERROR(AddBirthdays(at, list, add));
  }
  std::sort(items.begin(), items.end(), worklist::StandsBefore);
  return items;
}

}  // namespace

const filter::MessageSchema& WorkItemSchema() {
  static const filter::MessageSchema* const schema =
      new filter::MessageSchema(*v1::WorkItem::descriptor(),
                                {.excluded = {"person_name", "text", "snoozed_until_time"},
                                 .searched = {"place"},
                                 .aliases = {}});
  return *schema;
}

absl::StatusOr<filter::Filter> WorkItemFilter(absl::string_view text, absl::TimeZone zone) {
  return filter::Filter::Compile(text, WorkItemSchema().schema(), zone);
}

absl::StatusOr<worklist::Moment> MomentAt(Reading& reading, absl::Time now) {
  FD_ASSIGN_OR_RETURN(
      const auto policy,
      reading.View<policy::PolicyDecider>(policy::PolicyStreamId(reading.tenant())));
  const absl::TimeZone zone = reading.context().zone;
  const policy::Policy& current = policy::Current(policy.state(), absl::ToCivilDay(now, zone));
  return worklist::Moment::At(now, current.worklist.due_days, zone);
}

absl::StatusOr<std::vector<v1::WorkItem>> ItemsOf(const ItemsAt& at, const Id16& case_id) {
  FD_ASSIGN_OR_RETURN(v1::CaseRow row, projections::RowOfCase(at.rows, at.tenant, case_id));
  std::vector<v1::WorkItem> items;
  for (v1::WorkItem& item : *row.mutable_items()) {
    worklist::Evaluate(at.moment, item);
    items.push_back(std::move(item));
  }
  if (!row.has_open()) return items;
  FD_RETURN_IF_ERROR(AddSessions(at, case_id, row.open(), items));
  FD_ASSIGN_OR_RETURN(std::optional<v1::WorkItem> birthday,
                      at.birthdays.ItemOf(case_id, row.open()));
  if (birthday) {
    worklist::Evaluate(at.moment, *birthday);
    items.push_back(*std::move(birthday));
  }
  return items;
}

Shown ShowsItem(const WorklistScope& scope, const ItemQuery& query, absl::Time now,
                v1::WorkItem& item) {
  if (item.group() == v1::WORK_ITEM_GROUP_UNSPECIFIED) return Shown::kNo;
  if (!query.groups.empty() && !query.groups.contains(item.group())) return Shown::kNo;
  if (!query.filter.Matches(filter::MessageRow(WorkItemSchema(), item))) return Shown::kNo;
  if (scope.settings.snoozes.empty()) return Shown::kYes;
  std::optional<absl::Time> due;
  if (item.has_due_time()) due = TimeFrom(item.due_time());
  const std::optional<absl::Time> until =
      scope.settings.SnoozedUntil(history::CaseId(CaseOf(item)), KeyOf(item), due, now);
  if (!until) return Shown::kYes;
  *item.mutable_snoozed_until_time() = history::TimestampFrom(*until);
  return query.include_snoozed ? Shown::kYes : Shown::kSnoozed;
}

absl::Status VisitListed(const ItemsAt& at, const WorklistScope& scope,
                         absl::FunctionRef<void(v1::WorkItem& item)> visit) {
  FD_ASSIGN_OR_RETURN(std::vector<v1::WorkItem> others, ItemsBesideRows(at, scope));
  auto next = others.begin();
  for (const projections::ListOf& list : scope.lists) {
    if (list.kind == ListKind::kAnswers) continue;
    FD_RETURN_IF_ERROR(
        projections::VisitItems(at.rows, at.tenant, list, "", [&](v1::WorkItem& item) {
          // Whatever is due later is not shown yet.
          if (TimeFrom(item.due_time()) >= at.moment.horizon) return false;
          worklist::Evaluate(at.moment, item);
          if (item.group() == v1::WORK_ITEM_GROUP_UNSPECIFIED) return true;
          while (next != others.end() && worklist::StandsBefore(*next, item)) visit(*next++);
          visit(item);
          return true;
        }));
  }
  while (next != others.end()) visit(*next++);
  return absl::OkStatus();
}

absl::Time NextChange(const v1::WorkItem& item, absl::Time now) {
  absl::Time next = absl::InfiniteFuture();
  const auto consider = [&](const google::protobuf::Timestamp& timestamp) {
    const absl::Time time = TimeFrom(timestamp);
    if (time > now) next = std::min(next, time);
  };
  if (item.has_late_time()) consider(item.late_time());
  if (item.has_expire_time()) consider(item.expire_time());
  if (item.has_snoozed_until_time()) consider(item.snoozed_until_time());
  // A session that ends leaves its attendance missing.
  if (item.kind() == v1::WORK_ITEM_KIND_SESSION) consider(item.end_time());
  return next;
}

Id16 CaseOf(const v1::WorkItem& item) { return ParseUuid(Tail(item.case_())).value_or(Id16{}); }

absl::string_view KeyOf(const v1::WorkItem& item) { return Tail(item.name()); }

}  // namespace framdrift::services
