#include "domain/deadlines/decision_deadlines.h"

#include <utility>

#include "domain/deadlines/milestones.h"
#include "domain/deadlines/running_clock.h"

namespace framdrift::deadlines {
namespace {

namespace v1 = casework::v1;

using Version = PolicyTerms::Version;
using Stamps = std::vector<cases::Stamp>;

}  // namespace

std::map<household::ApplicationId, Deadline> DecisionDeadlinesOf(
    const household::Household& state, const std::vector<cases::Exemption>& exemptions,
    const PolicyTerms& terms) {
  std::map<household::ApplicationId, Deadline> deadlines;
  const Bearing bearing{nullptr, &exemptions};
  for (const auto& [id, application] : state.applications) {
    if (application.kind == household::v1::APPLICATION_KIND_GENERAL_ENQUIRY) continue;
    const Stamps completed = MomentsOf(state, id, v1::MILESTONE_APPLICATION_COMPLETED);
    if (completed.empty()) continue;
    const Stamps decided = MomentsOf(state, id, v1::MILESTONE_DECIDED);
    std::optional<Moment> met;
    if (!decided.empty()) met = {v1::MILESTONE_DECIDED, decided.front()};

    RunningClock clock;
    clock.rule = v1::DEADLINE_DECISION;
    clock.started = {v1::MILESTONE_APPLICATION_COMPLETED, completed.front()};
    clock.rests = RunningClock::Rests::kNothing;
    clock.due = [day = completed.front().day](const Version& version) {
      return DueTime::By(
          version.calendar.Add(day, version.policy->deadlines.decision_working_days));
    };
    clock.met = [met](const Version&, absl::Time) { return met; };
    if (auto one = DeadlineOf(clock, bearing, terms)) deadlines.emplace(id, std::move(*one));
  }
  return deadlines;
}

}  // namespace framdrift::deadlines
