#include "domain/cases/livelihood_commands.h"

#include "domain/cases/refusals.h"
#include "domain/cases/replacement.h"

namespace framdrift::cases {
namespace {

void CheckPartner(const std::string& partner_id, const PartnerFacts& facts, Refusals& out) {
  if (partner_id.empty() || facts.partner_known) return;
  out.Add(kPartnerUnknown,
          "There is no such partner; register it first.",
          {{"partner_id", partner_id}});
}

// The type a placement has where the command states none: its step's, else an internship.
codes::v1::ActivityType TypeOf(const Case& state,
                               const casework::v1::RecordPlacementRequest& command) {
  if (command.activity_type() != codes::v1::ACTIVITY_TYPE_UNSPECIFIED) {
    return command.activity_type();
  }
  for (const Episode& episode : state.episodes) {
    const Step* step = episode.FindStep(history::IdOrNone<StepId>(command.step_id()));
    if (step != nullptr && step->activity_type != codes::v1::ACTIVITY_TYPE_UNSPECIFIED) {
      return step->activity_type;
    }
  }
  return codes::v1::ACTIVITY_TYPE_INTERNSHIP;
}

}  // namespace

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordPlacementRequest& command,
                                  const PartnerFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  CheckPartner(command.partner_id(), facts, ground.refusals);
  casework::v1::CaseEvent event;
  auto& started = *event.mutable_placement_started();
  started.set_placement_id(ChosenOr(command.placement_id(), history::PlacementId(facts.fresh_id)));
  started.set_partner_id(command.partner_id());
  started.set_step_id(command.step_id());
  started.set_activity_type(TypeOf(state, command));
  started.set_percent(command.percent());
  if (command.has_until_date()) *started.mutable_until_date() = command.until_date();
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_placement_started()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::EndPlacementRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_placement_ended()->set_placement_id(command.placement_id());
  event.mutable_placement_ended()->set_end(command.end());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_placement_ended()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::RecordJobRequest& command,
                                  const PartnerFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  CheckPartner(command.partner_id(), facts, ground.refusals);
  casework::v1::CaseEvent event;
  auto& started = *event.mutable_job_started();
  started.set_job_id(ChosenOr(command.job_id(), JobId(facts.fresh_id)));
  started.set_partner_id(command.partner_id());
  started.set_job_kind(command.kind());
  started.set_percent(command.percent());
  started.set_subsidy(command.subsidy() == casework::v1::JOB_SUBSIDY_UNSPECIFIED
                          ? casework::v1::JOB_SUBSIDY_NONE
                          : command.subsidy());
  started.set_evidence(command.evidence());
  casework::v1::CaseSealed sealed;
  if (!command.employer().empty()) sealed.mutable_job_started()->set_employer(command.employer());
  if (!command.text().empty()) sealed.mutable_job_started()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::EndJobRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_job_ended()->set_job_id(command.job_id());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_job_ended()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordStudyRequest& command,
                                  const PartnerFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  CheckPartner(command.partner_id(), facts, ground.refusals);
  casework::v1::CaseEvent event;
  auto& started = *event.mutable_study_started();
  started.set_study_id(ChosenOr(command.study_id(), StudyId(facts.fresh_id)));
  started.set_partner_id(command.partner_id());
  started.set_with_study_aid(command.with_study_aid());
  started.set_percent(command.percent());
  started.set_evidence(command.evidence());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_study_started()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::EndStudyRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_study_ended()->set_study_id(command.study_id());
  event.mutable_study_ended()->set_completed(command.completed());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_study_ended()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

}  // namespace framdrift::cases
