#include "domain/place/commands.h"

#include <utility>

#include "domain/place/start.h"

namespace framdrift::place {

PlaceEvents Decide(const Place& state, const v1::FormGroupRequest& command, const PlaceFacts& facts,
                   const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::GroupFormed& formed = *events[0].event.mutable_group_formed();
  formed.set_group_id(ChosenOr(command.group_id(), facts.fresh_id));
  formed.set_group_kind(command.group_kind());
  formed.set_display_name(command.display_name());
  *formed.mutable_actors() = command.actors();
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

PlaceEvents Decide(const Place& state, const v1::RecordPlaceMeetingRequest& command,
                   const PlaceFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  v1::MeetingHeld& held = *events[0].event.mutable_meeting_held();
  held.set_meeting_id(ChosenOr(command.meeting_id(), facts.fresh_id));
  held.set_title(command.title());
  held.set_group_id(command.group_id());
  *held.mutable_actors() = command.actors();
  held.set_attendees(command.attendees());
  *held.mutable_actions() = command.actions();
  return history::Accept<PlaceDecider>(state, std::move(events), {}, context);
}

PlaceEvents Decide(const Place& state, const v1::AgreePartnerRequest& command,
                   const NamedFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  Refusals refusals;
  if (!facts.exists) refusals.Add(kPartnerUnknown, "There is no such partner; register it first.");
  FD_RETURN_IF_ERROR(history::DayFrom(command.from_date()).status());
  v1::PartnerAgreed& agreed = *events[0].event.mutable_partner_agreed();
  agreed.set_partner_id(command.partner_id());
  agreed.set_display_name(facts.display_name);
  agreed.set_sector(command.sector());
  agreed.set_contribution(command.contribution());
  agreed.set_volunteer_hours_per_quarter(command.volunteer_hours_per_quarter());
  *agreed.mutable_from_date() = command.from_date();
  if (command.has_until_date()) {
    FD_RETURN_IF_ERROR(history::DayFrom(command.until_date()).status());
    *agreed.mutable_until_date() = command.until_date();
  }
  return history::Accept<PlaceDecider>(state, std::move(events), std::move(refusals), context);
}

PlaceEvents Decide(const Place& state, const v1::SetJointGoalRequest& command,
                   const NamedFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command, context));
  Refusals refusals;
  if (!facts.exists)
    refusals.Add(kIndicatorUnknown, "There is no such indicator; define it first.");
  v1::JointGoalSet& set = *events[0].event.mutable_joint_goal_set();
  set.set_goal_id(ChosenOr(command.goal_id(), facts.fresh_id));
  set.set_title(command.title());
  set.set_desired_state(command.desired_state());
  set.set_indicator_id(command.indicator_id());
  *set.mutable_actors() = command.actors();
  return history::Accept<PlaceDecider>(state, std::move(events), std::move(refusals), context);
}

}  // namespace framdrift::place
