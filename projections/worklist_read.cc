#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "projections/worklist.h"
#include "projections/worklist_keys.h"

namespace framdrift::projections {
namespace {

namespace keys = worklist_keys;
using worklist::v1::OpenCase;
using worklist::v1::WorkItem;

constexpr size_t kListSize = 1 + 1 + sizeof(Id16);
constexpr size_t kTimeSize = sizeof(uint64_t);

absl::Status Unreadable() {
  return absl::DataLossError(
      "a row of the worklist does not read; `framdrift projection rebuild` makes it anew");
}

bool Parse(absl::string_view value, google::protobuf::MessageLite& row) {
  return row.ParseFromArray(value.data(), static_cast<int>(value.size()));
}

// Where a session stands and what its row says.
absl::StatusOr<activity::Session> SessionFrom(absl::string_view key, absl::string_view value) {
  worklist::v1::SessionRow row;
  if (!Parse(value, row)) return Unreadable();
  activity::Session session;
  const size_t start = 1 + sizeof(Id16);
  session.start = keys::TimeAt(key, start);
  session.id = history::SessionId(keys::IdAt(key, start + kTimeSize));
  session.end = history::TimeFrom(row.end_time());
  session.place = row.place();
  session.leader = history::IdOrNone<history::StaffId>(row.leader_staff_id());
  if (row.cancelled()) session.cancelled = activity::v1::CANCELLATION_REASON_OTHER;
  return session;
}

// The ids that stand behind `prefix`, at most `limit`.
absl::StatusOr<std::vector<Id16>> IdsBehind(const RowView& rows, const std::string& prefix,
                                            size_t limit = std::numeric_limits<size_t>::max()) {
  std::vector<Id16> ids;
  FD_RETURN_IF_ERROR(rows.Scan(prefix, prefix, [&](absl::string_view key, absl::string_view) {
    ids.push_back(keys::IdAt(key, prefix.size()));
    return ids.size() < limit;
  }));
  return ids;
}

// The sessions of one activity that one leads.
struct Led {
  history::StaffId leader;
  history::ActivityId activity;
};

// Adds their items, of all cases that take part.
absl::Status AddLedItems(const RowView& rows, absl::string_view tenant, const Led& led,
                         const worklist::Moment& moment, absl::TimeZone zone,
                         std::vector<WorkItem>& items) {
  FD_ASSIGN_OR_RETURN(const std::vector<Id16> participants,
                      IdsBehind(rows, keys::OfParticipant(led.activity.bytes())));
  std::vector<std::pair<Id16, OpenCase>> cases;
  absl::Time from = absl::InfiniteFuture();
  for (const Id16& id : participants) {
    FD_ASSIGN_OR_RETURN(const std::optional<std::string> value, rows.Get(keys::OfCase(id)));
    worklist::v1::CaseRow row;
    if (!value || !row.ParseFromString(*value)) return Unreadable();
    const auto activities = worklist::ActivitiesOf(row.open(), zone);
    const auto first = activities.find(led.activity);
    if (first == activities.end()) continue;
    from = std::min(from, first->second);
    cases.emplace_back(id, std::move(*row.mutable_open()));
  }
  if (cases.empty()) return absl::OkStatus();
  std::map<history::ActivityId, worklist::Sessions> sessions;
  worklist::Sessions& own = sessions[led.activity];
  FD_ASSIGN_OR_RETURN(own, SessionsOf(rows, led.activity, from, moment.tomorrow));
  std::erase_if(own, [&](const activity::Session& one) { return one.leader != led.leader; });
  for (const auto& [id, open] : cases) {
    for (WorkItem& item :
         worklist::LedItemsOf(worklist::SessionItemsOf(open, sessions, moment, zone))) {
      CompleteName(tenant, id, item);
      items.push_back(std::move(item));
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::string PlaceOf(const WorkItem& item) {
  const size_t name = item.name().rfind('/');
  const size_t id = item.case_().rfind('/');
  const auto last = [](const std::string& text, size_t slash) {
    return slash == std::string::npos ? text : text.substr(slash + 1);
  };
  const std::string key = keys::OfItem({},
                                       history::TimeFrom(item.due_time()),
                                       ParseUuid(last(item.case_(), id)).value_or(Id16{}),
                                       last(item.name(), name));
  return key.substr(kListSize);
}

std::string PlaceAt(absl::Time due) {
  return keys::OfItem({}, due, {}, "").substr(kListSize, kTimeSize);
}

void CompleteName(absl::string_view tenant, const Id16& case_id, WorkItem& item) {
  item.set_case_(absl::StrCat("tenants/", tenant, "/cases/", FormatUuid(case_id)));
  item.set_name(absl::StrCat(item.case_(), "/workItems/", item.name()));
}

absl::Status VisitItems(const RowView& rows, absl::string_view tenant, const ListOf& list,
                        absl::string_view from, ItemVisitor visit) {
  const std::string prefix = keys::OfList(keys::kItem, list);
  absl::Status status;
  WorkItem item;
  FD_RETURN_IF_ERROR(rows.Scan(
      prefix, absl::StrCat(prefix, from), [&](absl::string_view key, absl::string_view value) {
        if (!Parse(value, item)) {
          status = Unreadable();
          return false;
        }
        CompleteName(tenant, keys::IdAt(key, kListSize + kTimeSize), item);
        return visit(item);
      }));
  return status;
}

absl::StatusOr<worklist::v1::CaseRow> RowOfCase(const RowView& rows, absl::string_view tenant,
                                                const Id16& case_id) {
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> value, rows.Get(keys::OfCase(case_id)));
  worklist::v1::CaseRow row;
  if (!value) return row;
  if (!row.ParseFromString(*value)) return Unreadable();
  for (WorkItem& item : *row.mutable_items()) CompleteName(tenant, case_id, item);
  return row;
}

absl::StatusOr<std::vector<WorkItem>> ItemsOfCase(const RowView& rows, absl::string_view tenant,
                                                  const Id16& case_id) {
  FD_ASSIGN_OR_RETURN(worklist::v1::CaseRow row, RowOfCase(rows, tenant, case_id));
  std::vector<WorkItem> items;
  for (WorkItem& item : *row.mutable_items()) items.push_back(std::move(item));
  return items;
}

absl::Status VisitOpenCases(const RowView& rows, const ListOf& list,
                            absl::FunctionRef<bool(const Id16&, const OpenCase&)> visit) {
  const std::string prefix = keys::OfList(keys::kOpenCase, list);
  absl::Status status;
  OpenCase open;
  FD_RETURN_IF_ERROR(rows.Scan(prefix, prefix, [&](absl::string_view key, absl::string_view value) {
    if (!Parse(value, open)) {
      status = Unreadable();
      return false;
    }
    return visit(keys::IdAt(key, kListSize), open);
  }));
  return status;
}

absl::StatusOr<worklist::Sessions> SessionsOf(const RowView& rows,
                                              const history::ActivityId& activity, absl::Time from,
                                              absl::Time until) {
  worklist::Sessions sessions;
  absl::Status status;
  const std::string key = keys::OfSessions(activity.bytes(), from);
  FD_RETURN_IF_ERROR(rows.Scan(key.substr(0, key.size() - kTimeSize),
                               key,
                               [&](absl::string_view found, absl::string_view value) {
                                 absl::StatusOr<activity::Session> session =
                                     SessionFrom(found, value);
                                 if (!session.ok()) {
                                   status = session.status();
                                   return false;
                                 }
                                 if (session->start >= until) return false;
                                 sessions.push_back(*std::move(session));
                                 return true;
                               }));
  FD_RETURN_IF_ERROR(status);
  return sessions;
}

absl::StatusOr<bool> LeadsSessions(const RowView& rows, const Id16& staff) {
  FD_ASSIGN_OR_RETURN(const std::vector<Id16> one, IdsBehind(rows, keys::OfLeader(staff), 1));
  return !one.empty();
}

absl::StatusOr<std::vector<WorkItem>> SessionItems(const RowView& rows, absl::string_view tenant,
                                                   const ListOf& list,
                                                   const worklist::Moment& moment,
                                                   absl::TimeZone zone) {
  std::vector<std::pair<Id16, OpenCase>> cases;
  std::map<history::ActivityId, absl::Time> activities;
  FD_RETURN_IF_ERROR(VisitOpenCases(rows, list, [&](const Id16& id, const OpenCase& open) {
    if (open.steps().empty()) return true;
    cases.emplace_back(id, open);
    for (const auto& [activity, from] : worklist::ActivitiesOf(open, zone)) {
      const auto [it, added] = activities.emplace(activity, from);
      if (!added) it->second = std::min(it->second, from);
    }
    return true;
  }));
  std::map<history::ActivityId, worklist::Sessions> sessions;
  for (const auto& [activity, from] : activities) {
    FD_ASSIGN_OR_RETURN(sessions[activity], SessionsOf(rows, activity, from, moment.tomorrow));
  }
  std::vector<WorkItem> items;
  for (const auto& [id, open] : cases) {
    for (WorkItem& item : worklist::SessionItemsOf(open, sessions, moment, zone)) {
      CompleteName(tenant, id, item);
      items.push_back(std::move(item));
    }
  }
  if (list.kind == ListKind::kStaff) {
    FD_ASSIGN_OR_RETURN(const std::vector<Id16> led, IdsBehind(rows, keys::OfLeader(list.id)));
    for (const Id16& activity : led) {
      const Led of{history::StaffId(list.id), history::ActivityId(activity)};
      FD_RETURN_IF_ERROR(AddLedItems(rows, tenant, of, moment, zone, items));
    }
  }
  std::sort(items.begin(), items.end(), worklist::StandsBefore);
  return items;
}

WorklistRow ReadWorklistKey(absl::string_view key) {
  if (key.empty()) return {};
  const std::string prefix(key.substr(0, 1));
  if (prefix == keys::kSession) {
    return SessionRow{history::ActivityId(keys::IdAt(key, 1)), keys::TimeAt(key, 1 + sizeof(Id16))};
  }
  const bool is_item = prefix == keys::kItem;
  if ((!is_item && prefix != keys::kOpenCase) || key.size() < kListSize + sizeof(Id16)) return {};
  const ListOf list{static_cast<ListKind>(key[1]), keys::IdAt(key, 2)};
  if (!is_item) return OpenCaseRow{list, keys::IdAt(key, kListSize)};
  return ItemRow{list, std::string(key.substr(kListSize)), keys::IdAt(key, kListSize + kTimeSize)};
}

}  // namespace framdrift::projections
