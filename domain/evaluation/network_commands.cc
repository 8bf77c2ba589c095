#include "domain/evaluation/network_commands.h"

#include <string>
#include <utility>

#include "base/status_macros.h"
#include "domain/evaluation/refusals.h"
#include "domain/history/when.h"

namespace framdrift::evaluation {
namespace {

using history::EventsOf;

// The event to fill, after the checks every command but the first has in common.
NetworkEvents Begin(const Network& state, const type::v1::When& occurred,
                    const history::Context& context) {
  if (!state.founded) {
    return StatusWithReason(
        absl::StatusCode::kNotFound, kNetworkNotFound, "There is no network with that id.");
  }
  EventsOf<NetworkDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(occurred, context.now, context.zone));
  return events;
}

std::string Chosen(const std::string& id, const FreshId& fresh) {
  return id.empty() ? FormatUuid(fresh.id) : id;
}

Refusals OfEvaluation(const ResultFacts& facts, const std::string& id) {
  Refusals refusals;
  if (!facts.evaluation_exists) {
    refusals.Add(kEvaluationUnknown,
                 "There is no evaluation with that id; commission it first.",
                 {{"evaluation_id", id}});
  }
  return refusals;
}

}  // namespace

NetworkEvents Decide(const Network& state, const v1::FoundNetworkRequest& command,
                     const history::Context& context) {
  if (state.founded) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            kNetworkExists,
                            "There is a network with that id already.");
  }
  EventsOf<NetworkDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::NetworkFounded& founded = *events[0].event.mutable_network_founded();
  founded.set_display_name(command.display_name());
  founded.set_form(command.form());
  founded.set_owner(command.owner());
  founded.set_expert(command.expert());
  return history::Accept<NetworkDecider>(state, std::move(events), {}, context);
}

NetworkEvents Decide(const Network& state, const v1::AdmitNetworkMemberRequest& command,
                     const FreshId& fresh, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Begin(state, command.occurred(), context));
  v1::NetworkMemberJoined& joined = *events[0].event.mutable_network_member_joined();
  joined.set_member_id(Chosen(command.member_id(), fresh));
  joined.set_municipality_code(command.municipality_code());
  joined.set_display_name(command.display_name());
  return history::Accept<NetworkDecider>(state, std::move(events), {}, context);
}

NetworkEvents Decide(const Network& state, const v1::ReleaseNetworkMemberRequest& command,
                     const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Begin(state, command.occurred(), context));
  events[0].event.mutable_network_member_left()->set_member_id(command.member_id());
  return history::Accept<NetworkDecider>(state, std::move(events), {}, context);
}

NetworkEvents Decide(const Network& state, const v1::RecordNetworkMeetingRequest& command,
                     const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Begin(state, command.occurred(), context));
  v1::NetworkMeetingHeld& held = *events[0].event.mutable_network_meeting_held();
  *held.mutable_member_ids() = command.member_ids();
  held.set_topics(command.topics());
  held.set_minutes(command.minutes());
  return history::Accept<NetworkDecider>(state, std::move(events), {}, context);
}

NetworkEvents Decide(const Network& state, const v1::TakeAssignmentRequest& command,
                     const FreshId& fresh, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Begin(state, command.occurred(), context));
  v1::AssignmentTaken& taken = *events[0].event.mutable_assignment_taken();
  taken.set_assignment_id(Chosen(command.assignment_id(), fresh));
  taken.set_requester(command.requester());
  taken.set_task(command.task());
  if (command.has_due_date()) {
    FD_RETURN_IF_ERROR(history::DayFrom(command.due_date()).status());
    *taken.mutable_due_date() = command.due_date();
  }
  return history::Accept<NetworkDecider>(state, std::move(events), {}, context);
}

NetworkEvents Decide(const Network& state, const v1::ReportAssignmentRequest& command,
                     const ResultFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Begin(state, command.occurred(), context));
  v1::AssignmentReported& reported = *events[0].event.mutable_assignment_reported();
  reported.set_assignment_id(command.assignment_id());
  reported.set_evaluation_id(command.evaluation_id());
  reported.set_result(command.result());
  return history::Accept<NetworkDecider>(
      state, std::move(events), OfEvaluation(facts, command.evaluation_id()), context);
}

NetworkEvents Decide(const Network& state, const v1::RecordSeminarRequest& command,
                     const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Begin(state, command.occurred(), context));
  v1::SeminarHeld& held = *events[0].event.mutable_seminar_held();
  held.set_theme(command.theme());
  held.set_municipality_code(command.municipality_code());
  held.set_attendees(command.attendees());
  *held.mutable_audiences() = command.audiences();
  return history::Accept<NetworkDecider>(state, std::move(events), {}, context);
}

NetworkEvents Decide(const Network& state, const v1::SpreadResultsRequest& command,
                     const ResultFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Begin(state, command.occurred(), context));
  v1::ResultsSpread& spread = *events[0].event.mutable_results_spread();
  spread.set_evaluation_id(command.evaluation_id());
  *spread.mutable_audiences() = command.audiences();
  spread.set_text(command.text());
  return history::Accept<NetworkDecider>(
      state, std::move(events), OfEvaluation(facts, command.evaluation_id()), context);
}

}  // namespace framdrift::evaluation
