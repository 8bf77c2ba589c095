#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "domain/history/ids.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/programme/refusals.h"
#include "domain/programme/rules.h"

namespace framdrift::programme {
namespace {

constexpr int32_t kMostPersons = 1000;
constexpr int32_t kMostDays = 100;
constexpr int32_t kMinutesOfADay = 24 * 60;

void CheckPersons(int32_t persons, Refusals& out) {
  if (persons >= 1 && persons <= kMostPersons) return;
  out.Add(kPersonsOutOfRange, "Give how many came, 1 to 1,000.");
}

void CheckMeeting(const Programme& before, const v1::LearningMeetingHeld& held, Refusals& out) {
  const auto next = static_cast<int32_t>(before.meetings.size()) + 1;
  if (held.number() != next) {
    out.Add(kLearningMeetingOutOfOrder,
            absl::StrCat("The next learning meeting then is number ", next, "."),
            {{"number", absl::StrCat(next)}});
  }
  if (held.number() > before.allowed_meetings()) {
    out.Add(kLearningMeetingBeyondPlan,
            absl::StrCat("There may be ",
                         before.allowed_meetings(),
                         " learning meetings; record the steering group's decision of more first."),
            {{"allowed", absl::StrCat(before.allowed_meetings())}});
  }
  std::set<std::string> seen;
  for (const v1::MeetingAttendance& attendance : held.attendances()) {
    CheckTakesPart(before, attendance.member_id(), out);
    CheckPersons(attendance.persons(), out);
    if (!seen.insert(attendance.member_id()).second) {
      out.Add(kMemberTwice,
              "A member is named once, with all who came from it.",
              {{"member_id", attendance.member_id()}});
    }
  }
}

void CheckAction(const Programme& before, const v1::ActionAgreed& agreed, absl::CivilDay day,
                 Refusals& out) {
  CheckTakesPart(before, agreed.member_id(), out);
  const bool known = agreed.meeting_number() == 0 ||
                     std::any_of(before.meetings.begin(),
                                 before.meetings.end(),
                                 [&](const Noted<v1::LearningMeetingHeld>& meeting) {
                                   return meeting.content.number() == agreed.meeting_number();
                                 });
  if (!known) {
    out.Add(kLearningMeetingUnknown,
            "That learning meeting was not held yet; give one that was, or none.",
            {{"number", absl::StrCat(agreed.meeting_number())}});
  }
  const auto due = history::DayOrNone(agreed.due_date());
  if (agreed.has_due_date() && (!due || *due < day)) {
    out.Add(history::kDatesOutOfOrder, "An action is due on the day it is agreed or later.");
  }
}

void CheckDone(const Programme& before, const v1::ActionDone& done, Refusals& out) {
  const Action* action = Find(before, history::IdOrNone<ActionId>(done.action_id()));
  if (action == nullptr) {
    out.Add(kActionNotFound, "No such action was agreed then.", {{"action_id", done.action_id()}});
    return;
  }
  CheckTakesPart(before, action->member.ToString(), out);
  if (action->done) {
    out.Add(kActionDone, "The action is done already.", {{"action_id", done.action_id()}});
  }
}

void CheckSupport(const Programme& before, const v1::SupportContactLogged& contact, Refusals& out) {
  CheckTakesPart(before, contact.member_id(), out);
  if (contact.channel() == v1::SUPPORT_CHANNEL_UNSPECIFIED ||
      !v1::SupportChannel_IsValid(contact.channel())) {
    out.Add(kSupportChannelUnknown, "There is no such channel; use one the contract names.");
  }
  if (contact.minutes() < 1 || contact.minutes() > kMinutesOfADay) {
    out.Add(kSupportMinutesOutOfRange, "A contact takes 1 to 1,440 minutes.");
  }
  if (contact.support_id().empty()) return;
  const bool asked = std::any_of(before.support_requests.begin(),
                                 before.support_requests.end(),
                                 [&](const Noted<v1::SupportRequested>& request) {
                                   return request.content.support_id() == contact.support_id() &&
                                          request.content.member_id() == contact.member_id();
                                 });
  if (!asked) {
    out.Add(kSupportRequestNotFound,
            "The member had not asked for that support; leave the request out.",
            {{"support_id", contact.support_id()}});
  }
}

void CheckShadowing(const Programme& before, const v1::ShadowingDone& done, Refusals& out) {
  CheckTakesPart(before, done.guest_member_id(), out);
  if (!done.host_member_id().empty()) CheckTakesPart(before, done.host_member_id(), out);
  if (done.host_member_id() == done.guest_member_id()) {
    out.Add(kShadowingOfItself, "A member shadows another, or the originator.");
  }
  if (done.days() < 1 || done.days() > kMostDays) {
    out.Add(kDaysOutOfRange, "Shadowing takes 1 to 100 days.");
  }
  CheckPersons(done.persons(), out);
}

}  // namespace

void CheckMeetings(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                   Refusals& out) {
  const v1::ProgrammeEvent& event = entry.event;
  if (event.has_learning_meeting_held()) {
    CheckMeeting(before, event.learning_meeting_held(), out);
  } else if (event.has_action_agreed()) {
    CheckAction(before, event.action_agreed(), entry.envelope.day, out);
  } else if (event.has_action_done()) {
    CheckDone(before, event.action_done(), out);
  } else if (event.has_support_requested()) {
    CheckTakesPart(before, event.support_requested().member_id(), out);
  } else if (event.has_support_contact_logged()) {
    CheckSupport(before, event.support_contact_logged(), out);
  } else if (event.has_shadowing_done()) {
    CheckShadowing(before, event.shadowing_done(), out);
  }
}

}  // namespace framdrift::programme
