#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "domain/history/when.h"
#include "domain/programme/progress.h"
#include "domain/programme/rules.h"

namespace framdrift::programme {
namespace {

// The first learning meeting that the member came to.
const Noted<v1::LearningMeetingHeld>* FirstMeetingOf(const Programme& programme,
                                                     const Member& member) {
  for (const auto& meeting : programme.meetings) {
    for (const v1::MeetingAttendance& came : meeting.content.attendances()) {
      if (came.member_id() == member.id.ToString()) return &meeting;
    }
  }
  return nullptr;
}

// By when the member is to reach it: as it planned, else as the template says.
absl::CivilDay DateOf(const Programme& programme, const Member& member,
                      const v1::Milestone& milestone) {
  if (member.plan) {
    for (const v1::PlannedMilestone& planned : member.plan->content.milestones()) {
      const auto day = history::DayOrNone(planned.date());
      if (planned.code() == milestone.code() && day) return *day;
    }
  }
  return history::AddMonths(programme.from(), milestone.months());
}

void AddMilestones(const Programme& programme, const Member& member, absl::CivilDay day,
                   std::vector<Behind>& out) {
  for (const v1::Milestone& milestone : programme.template_in_force()->milestones()) {
    const absl::CivilDay date = DateOf(programme, member, milestone);
    if (date < day && StatusOf(member, milestone.block()) < milestone.status()) {
      out.push_back({v1::BEHIND_WITH_MILESTONE, milestone.title(), date});
    }
  }
}

// A report is late once its period is over.
void AddReports(const Programme& programme, const Member& member, absl::CivilDay day,
                std::vector<Behind>& out) {
  for (int32_t period = NextPeriod(programme, member);
       PeriodStart(programme, period) < programme.until();
       ++period) {
    const absl::CivilDay over = std::min(PeriodStart(programme, period + 1), programme.until());
    if (over > day) return;
    out.push_back(
        {v1::BEHIND_WITH_REPORT, absl::FormatCivilTime(PeriodStart(programme, period)), over});
  }
}

// An action without a day of its own is due at the next learning meeting.
void AddActions(const Programme& programme, const Member& member, absl::CivilDay day,
                std::vector<Behind>& out) {
  for (const Action& action : programme.actions) {
    if (action.member != member.id || action.done) continue;
    const v1::ActionAgreed& agreed = action.agreed.content;
    auto due = history::DayOrNone(agreed.due_date());
    for (const auto& meeting : programme.meetings) {
      if (!due && meeting.day > action.agreed.day) due = meeting.day;
    }
    if (due && *due < day) out.push_back({v1::BEHIND_WITH_ACTION, agreed.title(), *due});
  }
}

}  // namespace

std::vector<Behind> BehindOf(const Programme& programme, const Member& member, absl::CivilDay day) {
  std::vector<Behind> behind;
  const auto* first = FirstMeetingOf(programme, member);
  if (first != nullptr && !member.plan) {
    behind.push_back({v1::BEHIND_WITH_INTRODUCTION_PLAN, "", first->day});
  }
  if (first != nullptr && !member.expectation) {
    behind.push_back({v1::BEHIND_WITH_EXPECTATION, "", first->day});
  }
  AddMilestones(programme, member, day, behind);
  AddReports(programme, member, day, behind);
  AddActions(programme, member, day, behind);
  std::stable_sort(behind.begin(), behind.end(), [](const Behind& a, const Behind& b) {
    return a.since < b.since;
  });
  return behind;
}

}  // namespace framdrift::programme
