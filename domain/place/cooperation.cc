#include "domain/place/cooperation.h"

#include <algorithm>

#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/place/refusals.h"
#include "domain/place/rules.h"

namespace framdrift::place {
namespace {

using history::DayOrNone;
using history::IdOrNone;
using Event = v1::PlaceEvent;

constexpr int32_t kMostAttendees = 100'000;
constexpr int32_t kMostVolunteerHours = 100'000;

bool HasGroup(const Cooperation& cooperation, const std::string& id) {
  const auto wanted = IdOrNone<GroupId>(id);
  return std::any_of(
      cooperation.groups.begin(), cooperation.groups.end(), [&](const v1::GroupFormed& group) {
        return IdOrNone<GroupId>(group.group_id()) == wanted;
      });
}

void CheckFormed(const Cooperation& before, const v1::GroupFormed& formed, Refusals& out) {
  if (HasGroup(before, formed.group_id())) {
    out.Add(kGroupExists,
            "The place has a group with that id already.",
            {{"group_id", formed.group_id()}});
  }
  if (formed.group_kind() == v1::GROUP_KIND_UNSPECIFIED ||
      !v1::GroupKind_IsValid(formed.group_kind())) {
    out.Add(kGroupKindUnknown, "There is no such kind of group; use one the contract names.");
  }
}

void CheckAgreed(const Cooperation& before, const v1::PartnerAgreed& agreed, Refusals& out) {
  CheckSector(agreed.sector(), out);
  CheckWithin("volunteer_hours_per_quarter",
              agreed.volunteer_hours_per_quarter(),
              0,
              kMostVolunteerHours,
              out);
  const auto from = DayOrNone(agreed.from_date());
  const auto until = DayOrNone(agreed.until_date());
  if (!from || (agreed.has_until_date() && (!until || *from >= *until))) {
    out.Add(history::kDatesOutOfOrder, "The first day comes before the first day after it.");
  }
  const auto partner = IdOrNone<history::PartnerId>(agreed.partner_id());
  const bool exists =
      std::any_of(before.agreements.begin(), before.agreements.end(), [&](const Agreement& one) {
        return one.partner == partner && one.from == from;
      });
  if (exists) {
    out.Add(kAgreementExists,
            "The partner has an agreement from that day already; correct it instead.");
  }
}

void CheckMeeting(const Cooperation& before, const v1::MeetingHeld& held, Refusals& out) {
  const auto id = IdOrNone<MeetingId>(held.meeting_id());
  const bool exists =
      std::any_of(before.meetings.begin(), before.meetings.end(), [&](const Meeting& one) {
        return IdOrNone<MeetingId>(one.content.meeting_id()) == id;
      });
  if (exists) {
    out.Add(kMeetingExists,
            "The place has a meeting with that id already.",
            {{"meeting_id", held.meeting_id()}});
  }
  if (!held.group_id().empty() && !HasGroup(before, held.group_id())) {
    out.Add(kGroupUnknown,
            "The place has no such group; form it first.",
            {{"group_id", held.group_id()}});
  }
  for (const v1::MeetingActor& actor : held.actors()) CheckSector(actor.sector(), out);
  CheckWithin("attendees", held.attendees(), 0, kMostAttendees, out);
  for (const v1::AgreedAction& action : held.actions()) {
    const bool dated = !action.has_due_date() || DayOrNone(action.due_date());
    if (action.what().empty() || action.responsible().empty() || !dated) {
      out.Add(kActionIncomplete,
              "An action says what is done, by whom and, if dated, by which day.");
    }
  }
}

}  // namespace

void Evolve(Cooperation& cooperation, const history::Recorded<Event>& entry) {
  const Event& event = entry.event;
  if (event.has_group_formed()) {
    cooperation.groups.push_back(event.group_formed());
  } else if (event.has_partner_agreed()) {
    const v1::PartnerAgreed& agreed = event.partner_agreed();
    cooperation.agreements.push_back({IdOrNone<history::PartnerId>(agreed.partner_id()),
                                      DayOrNone(agreed.from_date()),
                                      DayOrNone(agreed.until_date()),
                                      agreed});
  } else if (event.has_joint_goal_set()) {
    const v1::JointGoalSet& set = event.joint_goal_set();
    const auto id = IdOrNone<GoalId>(set.goal_id());
    for (v1::JointGoalSet& goal : cooperation.goals) {
      if (IdOrNone<GoalId>(goal.goal_id()) != id) continue;
      goal = set;
      return;
    }
    cooperation.goals.push_back(set);
  } else if (event.has_meeting_held()) {
    cooperation.meetings.push_back({entry.envelope.day, event.meeting_held()});
  }
}

void Check(const Cooperation& before, const Event& event, Refusals& out) {
  if (event.has_group_formed()) {
    CheckFormed(before, event.group_formed(), out);
  } else if (event.has_partner_agreed()) {
    CheckAgreed(before, event.partner_agreed(), out);
  } else if (event.has_meeting_held()) {
    CheckMeeting(before, event.meeting_held(), out);
  }
}

}  // namespace framdrift::place
