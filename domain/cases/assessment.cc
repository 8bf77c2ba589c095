#include "domain/cases/assessment.h"

#include <algorithm>

#include "domain/cases/decision.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"
#include "domain/history/when.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::AssessmentCompleted& event,
            const history::Envelope& envelope) {
  Assessment assessment{.stamp = Stamp::Of(envelope), .instrument = event.instrument()};
  for (const auto& area : event.areas()) assessment.areas.push_back({area.area(), area.level()});
  CurrentEpisode(state).assessments.push_back(std::move(assessment));
}

void Evolve(Case& state, const casework::v1::AssessmentApproved& event,
            const history::Envelope& envelope) {
  CurrentEpisode(state).approved_levels.push_back(
      {.stamp = Stamp::Of(envelope), .level = {event.area(), event.level()}});
}

void Evolve(Case& state, const casework::v1::ObstacleSet& event,
            const history::Envelope& envelope) {
  const ObstacleSpan span{.stamp = Stamp::Of(envelope),
                          .code = event.code(),
                          .from = history::DayOrNone(event.from_date()),
                          .to = history::DayOrNone(event.to_date())};
  const auto same = std::find_if(state.obstacles.begin(), state.obstacles.end(), [&](auto& other) {
    return other.code == span.code && other.from == span.from;
  });
  if (same == state.obstacles.end()) {
    state.obstacles.push_back(span);
  } else {
    *same = span;
  }
}

void Check(const Case& before, const casework::v1::AssessmentCompleted&,
           const history::Envelope& envelope, Refusals& out) {
  ContactedEpisode(before, envelope, out);
}

void Check(const Case& before, const casework::v1::AssessmentApproved&,
           const history::Envelope& envelope, Refusals& out) {
  ContactedEpisode(before, envelope, out);
}

void Check(const Case& before, const casework::v1::ObstacleSet& event,
           const history::Envelope& envelope, Refusals& out) {
  ContactedEpisode(before, envelope, out);
  InOrder(event.from_date(), event.to_date(), "to_date", out);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordAssessmentRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_assessment_completed();
  happened.set_instrument(command.instrument());
  *happened.mutable_areas() = command.areas();
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_assessment_completed()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ApproveAssessmentRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_assessment_approved();
  happened.set_area(command.area());
  happened.set_level(command.level());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_assessment_approved()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::SetObstacleRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_obstacle_set();
  happened.set_code(command.code());
  *happened.mutable_from_date() = command.from_date();
  if (command.has_to_date()) *happened.mutable_to_date() = command.to_date();
  return Conclude(state, std::move(ground), std::move(event), {}, context);
}

}  // namespace framdrift::cases
