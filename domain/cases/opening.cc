#include "domain/cases/opening.h"

#include "domain/cases/decision.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::CaseOpened& event, const history::Envelope& envelope) {
  BeginEpisode(state,
               {.stamp = Stamp::Of(envelope),
                .target_group = event.target_group(),
                .channel = event.channel(),
                .unit = history::IdOrNone<history::UnitId>(event.unit_id())});
}

void Evolve(Case& state, const casework::v1::FlowAssigned& event, const history::Envelope&) {
  CurrentEpisode(state).flow = event.flow();
}

void Evolve(Case& state, const casework::v1::EnrolmentStarted& event,
            const history::Envelope& envelope) {
  state.enrolments.push_back({.started = Stamp::Of(envelope), .referred_by = event.referred_by()});
}

void Evolve(Case& state, const casework::v1::EnrolmentEnded& event,
            const history::Envelope& envelope) {
  if (state.enrolments.empty() || state.enrolments.back().ended) return;
  state.enrolments.back().ended = Stamp::Of(envelope);
  state.enrolments.back().end_reason = event.reason();
}

void Check(const Case& before, const casework::v1::CaseOpened&, const history::Envelope& envelope,
           Refusals& out) {
  NoOpenEpisode(before, envelope, out);
}

void Check(const Case& before, const casework::v1::FlowAssigned&, const history::Envelope& envelope,
           Refusals& out) {
  OpenEpisode(before, envelope, out);
}

void Check(const Case& before, const casework::v1::EnrolmentStarted&,
           const history::Envelope& envelope, Refusals& out) {
  NotEnrolled(before, envelope, out);
}

void Check(const Case& before, const casework::v1::EnrolmentEnded&,
           const history::Envelope& envelope, Refusals& out) {
  Enrolled(before, envelope, out);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::OpenCaseRequest& command,
                                  const OpeningFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  if (!facts.person_known) {
    ground.refusals.Add(kPersonUnknown, "There is no such person; register the person first.");
  }
  if (!facts.unit_open) {
    ground.refusals.Add(
        kUnitNotOpen, "There is no such open unit.", {{"unit_id", command.unit_id()}});
  }
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_case_opened();
  happened.set_target_group(command.target_group());
  happened.set_channel(command.channel());
  happened.set_unit_id(command.unit_id());
  return Conclude(state, std::move(ground), std::move(event), {}, context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::AssignFlowRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_flow_assigned();
  happened.set_flow(command.flow());
  happened.set_reason(command.reason());
  return Conclude(state, std::move(ground), std::move(event), {}, context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::EnrolRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_enrolment_started()->set_referred_by(command.referred_by());
  return Conclude(state, std::move(ground), std::move(event), {}, context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::EndEnrolmentRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_enrolment_ended()->set_reason(command.reason());
  return Conclude(state, std::move(ground), std::move(event), {}, context);
}

}  // namespace framdrift::cases
