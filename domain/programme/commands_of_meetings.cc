#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/ids.h"
#include "domain/history/when.h"
#include "domain/programme/commands.h"
#include "domain/programme/draft.h"
#include "domain/programme/refusals.h"

namespace framdrift::programme {

Events Decide(const Line& line, const v1::HoldLearningMeetingRequest& command,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::LearningMeetingHeld& held = *draft.event().mutable_learning_meeting_held();
  held.set_number(command.number() == 0 ? static_cast<int32_t>(draft.before.meetings.size()) + 1
                                        : command.number());
  for (const v1::MeetingAttendance& attendance : command.attendances()) {
    v1::MeetingAttendance& came = *held.add_attendances();
    FD_ASSIGN_OR_RETURN(*came.mutable_member_id(), NamedMember(line, attendance.member_id()));
    came.set_persons(attendance.persons() == 0 ? 1 : attendance.persons());
  }
  *held.mutable_topics() = command.topics();
  held.set_place(command.place());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::AgreeActionRequest& command, const FreshId& fresh,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::ActionAgreed& agreed = *draft.event().mutable_action_agreed();
  agreed.set_action_id(FormatUuid(fresh.id));
  FD_ASSIGN_OR_RETURN(*agreed.mutable_member_id(), NamedMember(line, command.member()));
  agreed.set_meeting_number(command.meeting_number());
  agreed.set_title(command.title());
  if (command.has_due_date()) {
    FD_RETURN_IF_ERROR(history::DayFrom(command.due_date()).status());
    *agreed.mutable_due_date() = command.due_date();
  }
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::CompleteActionRequest& command,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  const Action* action = Find(line.current(), history::IdOrNone<ActionId>(command.action_id()));
  if (action == nullptr) {
    return StatusWithReason(absl::StatusCode::kNotFound,
                            kActionNotFound,
                            "The programme has no action with that id.",
                            {{"action_id", command.action_id()}});
  }
  v1::ActionDone& done = *draft.event().mutable_action_done();
  done.set_action_id(action->id.ToString());
  done.set_result(command.result());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::RequestSupportRequest& command, const FreshId& fresh,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::SupportRequested& requested = *draft.event().mutable_support_requested();
  requested.set_support_id(FormatUuid(fresh.id));
  FD_ASSIGN_OR_RETURN(*requested.mutable_member_id(), NamedMember(line, command.member()));
  requested.set_subject(command.subject());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::LogSupportRequest& command, const FreshId& fresh,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::SupportContactLogged& logged = *draft.event().mutable_support_contact_logged();
  logged.set_contact_id(FormatUuid(fresh.id));
  FD_ASSIGN_OR_RETURN(*logged.mutable_member_id(), NamedMember(line, command.member()));
  logged.set_channel(command.channel());
  logged.set_minutes(command.minutes());
  logged.set_subject(command.subject());
  if (!command.support_id().empty()) {
    logged.set_support_id(history::IdOrNone<SupportId>(command.support_id()).ToString());
  }
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::RecordShadowingRequest& command, const FreshId& fresh,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::ShadowingDone& done = *draft.event().mutable_shadowing_done();
  done.set_shadowing_id(FormatUuid(fresh.id));
  FD_ASSIGN_OR_RETURN(*done.mutable_guest_member_id(), NamedMember(line, command.guest()));
  if (!command.host().empty()) {
    FD_ASSIGN_OR_RETURN(*done.mutable_host_member_id(), NamedMember(line, command.host()));
  }
  done.set_days(command.days());
  done.set_persons(command.persons() == 0 ? 1 : command.persons());
  done.set_subject(command.subject());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::SetBuildingBlockRequest& command,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::BuildingBlockStatusSet& set = *draft.event().mutable_building_block_status_set();
  FD_ASSIGN_OR_RETURN(*set.mutable_member_id(), NamedMember(line, command.member()));
  set.set_block(command.block());
  set.set_status(command.status());
  set.set_evidence(command.evidence());
  set.set_reason(command.reason());
  return Finish(std::move(draft), context);
}

}  // namespace framdrift::programme
