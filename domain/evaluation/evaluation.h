// An evaluation: what was settled before it started, the kinds of participants, terms and factors.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/refusal.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "framdrift/evaluation/v1/evaluation_events.pb.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::evaluation {

// The draw of who is offered what is evaluated.
struct Trial {
  history::Occurred designed;
  absl::CivilDay designed_on;
  v1::TrialDesign design;
  struct Assigned {
    v1::TrialArm arm = v1::TRIAL_ARM_UNSPECIFIED;
    // When it was drawn.
    absl::CivilDay day;
  };
  // By UUID of the person.
  std::map<std::string, Assigned> persons;
  // Where its design stands in the log, and its assignments.
  int64_t position = 0;
  std::set<int64_t> assigned_positions;

  int64_t CountOf(v1::TrialArm arm) const;
  // On which somebody was drawn; none before.
  std::pair<std::optional<absl::CivilDay>, std::optional<absl::CivilDay>> FirstAndLastDay() const;
};

struct Evaluation {
  // None until it is commissioned.
  std::optional<history::Occurred> commissioned;
  v1::EvaluationCommissioned settlement;
  // In order of first definition; none with a share of 0.
  std::vector<v1::TypicalCase> typical_cases;
  // By scenario.
  std::map<std::string, v1::Parameters> parameters;
  std::vector<v1::QualitativeFactor> factors;
  struct Cohort {
    v1::CohortFrozen content;
  };
  // None until it is frozen.
  std::optional<Cohort> cohort;
  // None until it is designed.
  std::optional<Trial> trial;
  // Of what stands above, one of each kind and scenario, in order of computing.
  std::vector<v1::Account> accounts;
  struct Publication {
    history::Occurred at;
    int64_t position = 0;
    report::v1::Report report;
  };
  std::optional<Publication> published;
};

// What is said to whoever changes a published evaluation.
inline constexpr char kPublishedSays[] =
    "The evaluation is published and changes no more; void the publication, or commission another.";

// The scenario that is meant where none is named.
inline constexpr char kMainScenario[] = "main";

inline std::string ScenarioAsked(const std::string& scenario) {
  return scenario.empty() ? kMainScenario : scenario;
}

struct EvaluationDecider {
  using Event = v1::EvaluationEvent;
  using Sealed = v1::EvaluationSealed;
  using State = Evaluation;
  static constexpr history::StreamKind kKind = history::StreamKind::kEvaluation;
  static void Evolve(Evaluation& state, const history::Recorded<Event>& entry);
  static void Check(const Evaluation& before, const history::Recorded<Event>& entry, Refusals& out);
};

// The sum of the shares in millionths; a share that is none counts as 0.
int64_t SumOfShares(const std::vector<v1::TypicalCase>& typical_cases);

}  // namespace framdrift::evaluation
