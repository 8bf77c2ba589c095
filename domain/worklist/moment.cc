#include "domain/worklist/moment.h"

#include <tuple>

#include "absl/strings/string_view.h"
#include "domain/history/when.h"

namespace framdrift::worklist {
namespace {

using history::TimeFrom;

bool IsLate(const v1::WorkItem& item, absl::Time now) {
  return item.has_late_time() && TimeFrom(item.late_time()) <= now;
}

v1::WorkItemGroup GroupOfDeadline(const v1::WorkItem& item, const Moment& moment) {
  if (IsLate(item, moment.now)) {
    return item.rule() == casework::v1::DEADLINE_CONTACT ? v1::WORK_ITEM_GROUP_NO_CONTACT
                                                         : v1::WORK_ITEM_GROUP_LATE;
  }
  return TimeFrom(item.due_time()) < moment.horizon ? v1::WORK_ITEM_GROUP_DUE
                                                    : v1::WORK_ITEM_GROUP_UNSPECIFIED;
}

v1::WorkItemGroup GroupOfAnswer(const v1::WorkItem& item, const Moment& moment) {
  if (IsLate(item, moment.now)) return v1::WORK_ITEM_GROUP_LATE;
  return TimeFrom(item.due_time()) < moment.tomorrow ? v1::WORK_ITEM_GROUP_DUE
                                                     : v1::WORK_ITEM_GROUP_UNSPECIFIED;
}

}  // namespace

Moment Moment::At(absl::Time now, int due_days, absl::TimeZone zone) {
  const absl::CivilDay today = absl::ToCivilDay(now, zone);
  return {now, history::StartOf(today + 1, zone), history::StartOf(today + 1 + due_days, zone)};
}

bool StandsBefore(const v1::WorkItem& a, const v1::WorkItem& b) {
  const auto place = [](const v1::WorkItem& item) {
    return std::tuple(item.due_time().seconds(),
                      item.due_time().nanos(),
                      absl::string_view(item.case_()),
                      absl::string_view(item.name()));
  };
  return place(a) < place(b);
}

v1::WorkItemGroup GroupAt(const v1::WorkItem& item, const Moment& moment) {
  if (item.has_expire_time() && TimeFrom(item.expire_time()) <= moment.now) {
    return v1::WORK_ITEM_GROUP_UNSPECIFIED;
  }
  switch (item.kind()) {
    case v1::WORK_ITEM_KIND_DEADLINE:
      return GroupOfDeadline(item, moment);
    case v1::WORK_ITEM_KIND_REMINDER:
      return TimeFrom(item.due_time()) < moment.horizon ? v1::WORK_ITEM_GROUP_REMINDERS
                                                        : v1::WORK_ITEM_GROUP_UNSPECIFIED;
    case v1::WORK_ITEM_KIND_TRANSFER:
    case v1::WORK_ITEM_KIND_REFERRAL:
      return v1::WORK_ITEM_GROUP_PROPOSALS;
    case v1::WORK_ITEM_KIND_ANSWER:
      return GroupOfAnswer(item, moment);
    case v1::WORK_ITEM_KIND_NEW:
      return v1::WORK_ITEM_GROUP_NEW;
    case v1::WORK_ITEM_KIND_SESSION:
      return TimeFrom(item.due_time()) < moment.tomorrow ? v1::WORK_ITEM_GROUP_SESSIONS
                                                         : v1::WORK_ITEM_GROUP_UNSPECIFIED;
    case v1::WORK_ITEM_KIND_ATTENDANCE:
      return TimeFrom(item.due_time()) <= moment.now ? v1::WORK_ITEM_GROUP_ATTENDANCE
                                                     : v1::WORK_ITEM_GROUP_UNSPECIFIED;
    default:
      return v1::WORK_ITEM_GROUP_UNSPECIFIED;
  }
}

void Evaluate(const Moment& moment, v1::WorkItem& item) {
  item.set_group(GroupAt(item, moment));
  item.set_late(IsLate(item, moment.now));
}

}  // namespace framdrift::worklist
