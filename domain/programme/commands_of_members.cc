#include <algorithm>

#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/programme/built_in_template.h"
#include "domain/programme/commands.h"
#include "domain/programme/draft.h"
#include "domain/programme/refusals.h"

namespace framdrift::programme {
namespace {

constexpr int32_t kPlannedMeetings = 6;

// The milestones that the plan leaves out, as the template in force has them.
void FillMilestones(const Programme& before, v1::IntroductionPlan& plan) {
  if (before.template_in_force() == nullptr) return;
  for (const v1::Milestone& milestone : before.template_in_force()->milestones()) {
    const bool planned = std::any_of(
        plan.milestones().begin(), plan.milestones().end(), [&](const v1::PlannedMilestone& one) {
          return one.code() == milestone.code();
        });
    if (planned) continue;
    v1::PlannedMilestone& added = *plan.add_milestones();
    added.set_code(milestone.code());
    *added.mutable_date() =
        history::DateFrom(history::AddMonths(before.from(), milestone.months()));
  }
}

// INVALID_ARGUMENT for a day there is not.
absl::Status CheckDays(const v1::IntroductionPlan& plan) {
  if (plan.has_workshop_date()) {
    FD_RETURN_IF_ERROR(history::DayFrom(plan.workshop_date()).status());
  }
  if (plan.has_target_date()) FD_RETURN_IF_ERROR(history::DayFrom(plan.target_date()).status());
  return absl::OkStatus();
}

}  // namespace

Events Decide(const Programme& state, const v1::StartProgrammeRequest& command,
              const history::Context& context) {
  if (state.started) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            kProgrammeExists,
                            "There is a programme with that id already.");
  }
  FD_RETURN_IF_ERROR(history::DayFrom(command.from_date()).status());
  FD_RETURN_IF_ERROR(history::DayFrom(command.until_date()).status());
  history::EventsOf<ProgrammeDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::ProgrammeStarted& started = *events[0].event.mutable_programme_started();
  started.set_title(command.title());
  started.set_goal(command.goal());
  started.set_originator(command.originator());
  started.set_originator_municipality_code(command.originator_municipality_code());
  started.set_funder(command.funder());
  started.set_initiator(command.initiator());
  started.set_researcher(command.researcher());
  *started.mutable_from_date() = command.from_date();
  *started.mutable_until_date() = command.until_date();
  started.set_planned_meetings(command.planned_meetings() == 0 ? kPlannedMeetings
                                                               : command.planned_meetings());
  *started.mutable_template_() = command.has_template_() ? command.template_() : BuiltInTemplate();
  started.mutable_template_()->set_version(1);
  return history::Accept<ProgrammeDecider>(state, std::move(events), {}, context);
}

Events Decide(const Line& line, const v1::JoinProgrammeRequest& command, const FreshId& fresh,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::MemberJoined& joined = *draft.event().mutable_member_joined();
  joined.set_member_id(FormatUuid(fresh.id));
  joined.set_display_name(command.display_name());
  joined.set_municipality_code(command.municipality_code());
  joined.set_tenant(command.tenant());
  joined.set_population(command.population());
  joined.set_decision(command.decision());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::LeaveProgrammeRequest& command,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::MemberWithdrew& withdrew = *draft.event().mutable_member_withdrew();
  FD_ASSIGN_OR_RETURN(*withdrew.mutable_member_id(), NamedMember(line, command.member()));
  withdrew.set_reason(command.reason());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::AdoptIntroductionPlanRequest& command,
              const history::Context& context) {
  FD_RETURN_IF_ERROR(CheckDays(command.plan()));
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::IntroductionPlanAdopted& adopted = *draft.event().mutable_introduction_plan_adopted();
  FD_ASSIGN_OR_RETURN(*adopted.mutable_member_id(), NamedMember(line, command.member()));
  *adopted.mutable_plan() = command.plan();
  if (const v1::Template* in_force = draft.before.template_in_force()) {
    adopted.set_template_version(in_force->version());
  }
  FillMilestones(draft.before, *adopted.mutable_plan());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::ReviseIntroductionPlanRequest& command,
              const history::Context& context) {
  FD_RETURN_IF_ERROR(CheckDays(command.plan()));
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::IntroductionPlanRevised& revised = *draft.event().mutable_introduction_plan_revised();
  FD_ASSIGN_OR_RETURN(*revised.mutable_member_id(), NamedMember(line, command.member()));
  *revised.mutable_plan() = command.plan();
  FillMilestones(draft.before, *revised.mutable_plan());
  revised.set_reason(command.reason());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::FixExpectationRequest& command,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::ExpectationFixed& fixed = *draft.event().mutable_expectation_fixed();
  FD_ASSIGN_OR_RETURN(*fixed.mutable_member_id(), NamedMember(line, command.member()));
  fixed.set_desired_state(command.desired_state());
  fixed.set_expected_result(command.expected_result());
  *fixed.mutable_measures() = command.measures();
  return Finish(std::move(draft), context);
}

}  // namespace framdrift::programme
