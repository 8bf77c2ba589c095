#include "domain/cases/follow_up_commands.h"

#include "domain/cases/exit_rules.h"
#include "domain/cases/follow_up_rules.h"
#include "domain/cases/refusals.h"
#include "domain/cases/replacement.h"

namespace framdrift::cases {
namespace {

// The marks a waiving is about.
std::vector<int> MonthsToWaive(const Outcome& outcome, int month) {
  if (month != 0) return {month};
  std::vector<int> months;
  for (const int mark : kFollowUpMonths) {
    const FollowUp* follow_up = outcome.FindFollowUp(mark);
    if (follow_up == nullptr || !follow_up->settled()) months.push_back(mark);
  }
  return months;
}

}  // namespace

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordFollowUpRequest& command,
                                  const history::Context& context) {
  const bool unanswered = command.answer() == casework::v1::STILL_SELF_SUPPORTING_NO_ANSWER;
  if (!unanswered && command.source() == casework::v1::FOLLOW_UP_SOURCE_UNSPECIFIED) {
    return InvalidField("source", "Say who answered; only a try without an answer has no source.");
  }
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  const Episode* episode = ExitedEpisode(
      state, command.exit_position(), EnvelopeOf(ground.occurred, context), ground.refusals);
  if (episode == nullptr) return ground.refusals.AsStatus();
  casework::v1::CaseEvent event;
  auto& recorded = *event.mutable_follow_up_recorded();
  recorded.set_exit_position(episode->outcome.exit->stamp.position);
  recorded.set_month(command.month());
  recorded.set_answer(command.answer());
  recorded.set_source(command.source());
  recorded.set_livelihood(command.livelihood());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_follow_up_recorded()->set_text(command.text());

  const FollowUp* mark = episode->outcome.FindFollowUp(command.month());
  const bool corrects = mark != nullptr && mark->settled() && !mark->waived;
  if (!corrects) {
    return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
  }
  CaseEvents events;
  events.push_back(
      Replacement(ground,
                  mark->tries.back().stamp.position,
                  ground.occurred,
                  event,
                  sealed,
                  command.correction_reason() == codes::v1::CORRECTION_REASON_UNSPECIFIED
                      ? codes::v1::CORRECTION_REASON_NEW_INFORMATION
                      : command.correction_reason(),
                  context));
  return ConcludeAll(state, std::move(ground), std::move(events), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::WaiveFollowUpRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  const Episode* episode = ExitedEpisode(
      state, command.exit_position(), EnvelopeOf(ground.occurred, context), ground.refusals);
  if (episode == nullptr) return ground.refusals.AsStatus();
  CaseEvents events;
  for (const int month : MonthsToWaive(episode->outcome, command.month())) {
    casework::v1::CaseEvent event;
    auto& waived = *event.mutable_follow_up_waived();
    waived.set_exit_position(episode->outcome.exit->stamp.position);
    waived.set_month(month);
    waived.set_reason(command.reason());
    casework::v1::CaseSealed sealed;
    if (!command.text().empty()) sealed.mutable_follow_up_waived()->set_text(command.text());
    events.push_back(EventAt(ground, ground.occurred, std::move(event), std::move(sealed)));
  }
  if (events.empty()) {
    ground.refusals.Add(kFollowUpSettled, "Every follow-up of the exit is made or waived already.");
  }
  return ConcludeAll(state, std::move(ground), std::move(events), context);
}

}  // namespace framdrift::cases
