#include "domain/evaluation/network.h"

#include <algorithm>

#include "domain/evaluation/refusals.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/organisation/municipality.h"

namespace framdrift::evaluation {
namespace {

using history::IdOrNone;

constexpr int32_t kMostAttendees = 100'000;

template <typename Part, typename Id>
const Part* FindIn(const std::vector<Part>& parts, const Id& id) {
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const Part& one) { return one.id == id; });
  return found == parts.end() ? nullptr : &*found;
}

void CheckFounded(const Network& before, const v1::NetworkFounded& founded, Refusals& out) {
  if (before.founded) out.Add(kNetworkExists, "The network is founded already.");
  if (founded.form() == v1::NETWORK_FORM_UNSPECIFIED || !v1::NetworkForm_IsValid(founded.form())) {
    out.Add(kNetworkFormUnknown, "A network is operative, or one of those who commission.");
  }
  if (founded.owner().empty()) {
    out.Add(kSettlementIncomplete,
            "Say which organisation is responsible for the network.",
            {{"field", "owner"}});
  }
  if (founded.form() == v1::NETWORK_FORM_OPERATIVE && founded.expert().empty()) {
    out.Add(kSettlementIncomplete,
            "An operative network has an expert who keeps it together: say who.",
            {{"field", "expert"}});
  }
}

void CheckMunicipality(const std::string& code, Refusals& out) {
  if (organisation::IsMunicipalityCode(code) || organisation::IsInventedMunicipalityCode(code)) {
    return;
  }
  out.Add(kMunicipalityCodeUnknown,
          "A municipality has four digits, with those of today.",
          {{"municipality_code", code}});
}

void CheckAudiences(const google::protobuf::RepeatedField<int>& audiences, Refusals& out) {
  const bool known =
      !audiences.empty() && std::all_of(audiences.begin(), audiences.end(), [](int audience) {
        return audience != v1::AUDIENCE_UNSPECIFIED && v1::Audience_IsValid(audience);
      });
  if (!known) out.Add(kAudienceUnknown, "Say whom it reached, as the contract names them.");
}

// Of somebody who takes part then.
void CheckMember(const Network& before, const std::string& id, Refusals& out) {
  const Member* member = Find(before, IdOrNone<MemberId>(id));
  if (member != nullptr && !member->left) return;
  out.Add(kMemberNotFound, "The network has no such member then.", {{"member_id", id}});
}

void CheckMeeting(const Network& before, const v1::NetworkMeetingHeld& held, Refusals& out) {
  for (const std::string& id : held.member_ids()) CheckMember(before, id, out);
  if (held.minutes().empty()) {
    out.Add(kMinutesMissing, "A meeting is held with minutes; write what was said and decided.");
  }
}

void CheckReported(const Network& before, const v1::AssignmentReported& reported, Refusals& out) {
  const Assignment* assignment = Find(before, IdOrNone<AssignmentId>(reported.assignment_id()));
  if (assignment == nullptr) {
    out.Add(kAssignmentNotFound,
            "The network has taken no such assignment.",
            {{"assignment_id", reported.assignment_id()}});
  } else if (assignment->reported) {
    out.Add(kAssignmentReported,
            "The assignment is reported already; correct that report.",
            {{"assignment_id", reported.assignment_id()}});
  }
}

void CheckTaken(const Network& before, const history::Recorded<v1::NetworkEvent>& entry,
                Refusals& out) {
  const v1::AssignmentTaken& taken = entry.event.assignment_taken();
  if (Find(before, IdOrNone<AssignmentId>(taken.assignment_id())) != nullptr) {
    out.Add(kAssignmentExists,
            "The network has an assignment with that id already.",
            {{"assignment_id", taken.assignment_id()}});
  }
  const auto due = history::DayOrNone(taken.due_date());
  if (taken.has_due_date() && (!due || *due < entry.envelope.day)) {
    out.Add(history::kDatesOutOfOrder, "An assignment is due on the day it is taken, or later.");
  }
}

void CheckHeld(const v1::SeminarHeld& held, Refusals& out) {
  CheckMunicipality(held.municipality_code(), out);
  CheckAudiences(held.audiences(), out);
  if (held.attendees() < 0 || held.attendees() > kMostAttendees) {
    out.Add(kAttendeesOutOfRange, "A seminar has 0 to 100,000 attendees.");
  }
}

void CheckJoined(const Network& before, const v1::NetworkMemberJoined& joined, Refusals& out) {
  if (Find(before, IdOrNone<MemberId>(joined.member_id())) != nullptr) {
    out.Add(kMemberExists,
            "The network has a member with that id already.",
            {{"member_id", joined.member_id()}});
  }
  const bool takes_part =
      std::any_of(before.members.begin(), before.members.end(), [&](const Member& member) {
        return !member.left && member.municipality_code == joined.municipality_code() &&
               member.display_name == joined.display_name();
      });
  if (takes_part) {
    out.Add(kMemberExists,
            "That person of that municipality takes part already; release them first.",
            {{"municipality_code", joined.municipality_code()}});
  }
  CheckMunicipality(joined.municipality_code(), out);
}

void Join(const v1::NetworkMemberJoined& joined, const history::Occurred& at, Network& state) {
  state.members.push_back({IdOrNone<MemberId>(joined.member_id()),
                           joined.municipality_code(),
                           joined.display_name(),
                           at,
                           std::nullopt});
}

void Take(const v1::AssignmentTaken& taken, const history::Occurred& at, Network& state) {
  Assignment& assignment = state.assignments.emplace_back();
  assignment.id = IdOrNone<AssignmentId>(taken.assignment_id());
  assignment.taken = at;
  assignment.content = taken;
}

}  // namespace

const Member* Find(const Network& network, const MemberId& id) {
  return FindIn(network.members, id);
}

const Assignment* Find(const Network& network, const AssignmentId& id) {
  return FindIn(network.assignments, id);
}

void NetworkDecider::Evolve(Network& state, const history::Recorded<v1::NetworkEvent>& entry) {
  const v1::NetworkEvent& event = entry.event;
  const history::Occurred& at = entry.envelope.occurred;
  switch (event.kind_case()) {
    case v1::NetworkEvent::kNetworkFounded:
      state.founded = at;
      state.foundation = event.network_founded();
      break;
    case v1::NetworkEvent::kNetworkMemberJoined:
      Join(event.network_member_joined(), at, state);
      break;
    case v1::NetworkEvent::kNetworkMemberLeft: {
      const auto id = IdOrNone<MemberId>(event.network_member_left().member_id());
      for (Member& member : state.members) {
        if (member.id == id) member.left = at;
      }
      break;
    }
    case v1::NetworkEvent::kNetworkMeetingHeld:
      state.meetings.push_back({at, event.network_meeting_held()});
      break;
    case v1::NetworkEvent::kAssignmentTaken:
      Take(event.assignment_taken(), at, state);
      break;
    case v1::NetworkEvent::kAssignmentReported: {
      const v1::AssignmentReported& reported = event.assignment_reported();
      const auto id = IdOrNone<AssignmentId>(reported.assignment_id());
      for (Assignment& assignment : state.assignments) {
        if (assignment.id != id) continue;
        assignment.reported = at;
        assignment.report = reported;
      }
      break;
    }
    case v1::NetworkEvent::kSeminarHeld:
      state.seminars.push_back({at, event.seminar_held()});
      break;
    case v1::NetworkEvent::kResultsSpread:
      state.spreadings.push_back({at, event.results_spread()});
      break;
    case v1::NetworkEvent::kEventCorrected:
    case v1::NetworkEvent::kEventVoided:
    case v1::NetworkEvent::KIND_NOT_SET:
      break;
  }
}

void NetworkDecider::Check(const Network& before, const history::Recorded<v1::NetworkEvent>& entry,
                           Refusals& out) {
  const v1::NetworkEvent& event = entry.event;
  if (event.kind_case() == v1::NetworkEvent::kNetworkFounded) {
    CheckFounded(before, event.network_founded(), out);
    return;
  }
  if (!before.founded) {
    out.Add(kNetworkNotFound, "The network was not founded yet.");
  } else if (history::Precedes(entry.envelope.occurred, *before.founded)) {
    out.Add(history::kOccurredBeforeStart, "The network was not founded yet; give a later time.");
  }
  switch (event.kind_case()) {
    case v1::NetworkEvent::kNetworkMemberJoined:
      CheckJoined(before, event.network_member_joined(), out);
      break;
    case v1::NetworkEvent::kNetworkMemberLeft:
      CheckMember(before, event.network_member_left().member_id(), out);
      break;
    case v1::NetworkEvent::kNetworkMeetingHeld:
      CheckMeeting(before, event.network_meeting_held(), out);
      break;
    case v1::NetworkEvent::kAssignmentTaken:
      CheckTaken(before, entry, out);
      break;
    case v1::NetworkEvent::kAssignmentReported:
      CheckReported(before, event.assignment_reported(), out);
      break;
    case v1::NetworkEvent::kSeminarHeld:
      CheckHeld(event.seminar_held(), out);
      break;
    case v1::NetworkEvent::kResultsSpread:
      CheckAudiences(event.results_spread().audiences(), out);
      break;
    case v1::NetworkEvent::kNetworkFounded:
    case v1::NetworkEvent::kEventCorrected:
    case v1::NetworkEvent::kEventVoided:
    case v1::NetworkEvent::KIND_NOT_SET:
      break;
  }
}

}  // namespace framdrift::evaluation
