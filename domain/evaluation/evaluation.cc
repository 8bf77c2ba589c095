#include "domain/evaluation/evaluation.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "domain/account/money.h"
#include "domain/evaluation/limits.h"
#include "domain/evaluation/refusals.h"
#include "domain/evaluation/trial.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"

namespace framdrift::evaluation {
namespace {

constexpr int32_t kMostFollowUpMonths = 60;

// `typical_case` in place of the one with its code, or after all others.
std::vector<v1::TypicalCase> WithCase(std::vector<v1::TypicalCase> cases,
                                      const v1::TypicalCase& typical_case) {
  const auto same = std::find_if(cases.begin(), cases.end(), [&](const v1::TypicalCase& one) {
    return one.code() == typical_case.code();
  });
  if (same == cases.end()) {
    if (typical_case.share() != 0) cases.push_back(typical_case);
  } else if (typical_case.share() == 0) {
    cases.erase(same);
  } else {
    *same = typical_case;
  }
  return cases;
}

// Takes those away that `is_stale`.
template <typename Predicate>
void TakeAccounts(Evaluation& state, Predicate is_stale) {
  state.accounts.erase(
      std::remove_if(state.accounts.begin(), state.accounts.end(), std::move(is_stale)),
      state.accounts.end());
}

void CheckCommissioned(const Evaluation& before,
                       const history::Recorded<v1::EvaluationEvent>& entry, Refusals& out) {
  const v1::EvaluationCommissioned& settled = entry.event.evaluation_commissioned();
  if (before.commissioned) out.Add(kEvaluationExists, "The evaluation is commissioned already.");
  const auto require = [&](bool is_settled, const char* what) {
    if (is_settled) return;
    out.Add(kSettlementIncomplete,
            absl::StrCat("Before an evaluation starts it is settled who owns it, who steers, who "
                         "takes part, what is done, how it is followed up and what for: settle ",
                         what,
                         "."),
            {{"field", what}});
  };
  require(!settled.purpose().empty(), "purpose");
  require(!settled.owner().empty(), "owner");
  require(!settled.steering().empty(), "steering");
  require(!settled.participants().empty(), "participants");
  require(!settled.activities().empty(), "activities");
  require(!settled.follow_up().empty(), "follow_up");
  const auto start = history::DayOrNone(settled.start_date());
  const auto end = history::DayOrNone(settled.end_date());
  if (start && entry.envelope.day > *start) {
    out.Add(kDecidedAfterStart,
            "An evaluation is decided on before it starts: give a later start, or say when it was "
            "decided.",
            {{"start_date", absl::FormatCivilTime(*start)}});
  }
  if (!start || (settled.has_end_date() && (!end || *end <= *start))) {
    out.Add(history::kDatesOutOfOrder, "The first day comes before the first day after it.");
  }
}

void CheckTypicalCase(const Evaluation& before, const v1::TypicalCase& typical_case,
                      Refusals& out) {
  CheckCode(typical_case.code(), out);
  CheckState(typical_case.before(), "before", out);
  CheckState(typical_case.after(), "after", out);
  if (!IsRate(typical_case.share(), 0, 1)) {
    out.Add(kShareOutOfRange, "A share is from 0 to 1, with at most six decimals.");
    return;
  }
  const int64_t sum = SumOfShares(WithCase(before.typical_cases, typical_case));
  if (sum > account::kMillion) {
    out.Add(kSharesNotOne,
            "The shares of the typical cases come to more than one; lower another's first.",
            {{"sum_ppm", absl::StrCat(sum)}});
  }
}

void CheckCohort(const Evaluation& before, const v1::CohortFrozen& cohort, Refusals& out) {
  if (before.cohort) {
    out.Add(kCohortFrozen,
            "Who is measured is fixed already; void that before you fix it anew.",
            {{"position", absl::StrCat(before.cohort->content.position())}});
  }
  if (cohort.follow_up_months() < 1 || cohort.follow_up_months() > kMostFollowUpMonths) {
    out.Add(kFollowUpOutOfRange, "A cohort is followed for 1 to 60 months.");
  }
  if (cohort.by_trial()) {
    CheckMeasuredTrial(before, cohort, out);
    return;
  }
  if (cohort.random_assignment() &&
      (cohort.assignment_note().empty() || cohort.comparison_filter().empty())) {
    out.Add(kAssignmentNotExplained,
            "Where chance decided, say how the draw was made, and against whom it is compared.");
  }
  if (cohort.persons() == 0) {
    out.Add(kCohortEmpty, "The filter picks nobody; look at it with the same filter on cases.");
  }
}

void CheckFactor(const v1::QualitativeFactor& factor, Refusals& out) {
  if (factor.kind() == v1::FACTOR_KIND_UNSPECIFIED || !v1::FactorKind_IsValid(factor.kind()) ||
      factor.area() == v1::FACTOR_AREA_UNSPECIFIED || !v1::FactorArea_IsValid(factor.area()) ||
      factor.text().empty()) {
    out.Add(kFactorUnknown,
            "A factor is a success factor, an added value, a learning or an obstacle, in the "
            "organisation, the steering or the approach, and has a text.");
  }
}

}  // namespace

int64_t SumOfShares(const std::vector<v1::TypicalCase>& typical_cases) {
  int64_t sum = 0;
  for (const v1::TypicalCase& one : typical_cases) {
    sum += account::RateFrom(one.share()).value_or(account::Rate()).ppm;
  }
  return sum;
}

void EvaluationDecider::Evolve(Evaluation& state,
                               const history::Recorded<v1::EvaluationEvent>& entry) {
  switch (entry.event.kind_case()) {
    case v1::EvaluationEvent::kEvaluationCommissioned:
      state.commissioned = entry.envelope.occurred;
      state.settlement = entry.event.evaluation_commissioned();
      break;
    case v1::EvaluationEvent::kTypicalCaseDefined:
      // What is measured is told as a share of what they say all could gain.
      state.accounts.clear();
      state.typical_cases = WithCase(std::move(state.typical_cases),
                                     entry.event.typical_case_defined().typical_case());
      break;
    case v1::EvaluationEvent::kCohortFrozen:
      TakeAccounts(state, [](const v1::Account& account) {
        return account.kind() == v1::ACCOUNT_KIND_EX_POST;
      });
      state.cohort = {entry.event.cohort_frozen()};
      break;
    case v1::EvaluationEvent::kParametersSet:
      TakeAccounts(state, [&](const v1::Account& account) {
        return account.scenario() == entry.event.parameters_set().scenario();
      });
      state.parameters[entry.event.parameters_set().scenario()] =
          entry.event.parameters_set().parameters();
      break;
    case v1::EvaluationEvent::kQualitativeFactorNoted:
      state.factors.push_back(entry.event.qualitative_factor_noted().factor());
      break;
    case v1::EvaluationEvent::kEvaluationComputed: {
      const v1::Account& computed = entry.event.evaluation_computed().account();
      TakeAccounts(state, [&](const v1::Account& account) {
        return account.kind() == computed.kind() && account.scenario() == computed.scenario();
      });
      state.accounts.push_back(computed);
      break;
    }
    case v1::EvaluationEvent::kEvaluationPublished:
      state.published = {entry.envelope.occurred,
                         entry.envelope.position,
                         entry.event.evaluation_published().report()};
      break;
    case v1::EvaluationEvent::kTrialDesigned:
    case v1::EvaluationEvent::kParticipantsAssigned:
      EvolveTrial(state, entry);
      break;
    case v1::EvaluationEvent::kEventCorrected:
    case v1::EvaluationEvent::kEventVoided:
    case v1::EvaluationEvent::KIND_NOT_SET:
      break;
  }
}

void EvaluationDecider::Check(const Evaluation& before,
                              const history::Recorded<v1::EvaluationEvent>& entry, Refusals& out) {
  if (entry.event.kind_case() == v1::EvaluationEvent::kEvaluationCommissioned) {
    CheckCommissioned(before, entry, out);
    return;
  }
  if (!before.commissioned) {
    out.Add(kEvaluationNotFound, "The evaluation was not commissioned yet.");
  } else if (history::Precedes(entry.envelope.occurred, *before.commissioned)) {
    out.Add(history::kOccurredBeforeStart,
            "The evaluation was not commissioned yet; give a later time.");
  }
  if (before.published) out.Add(kEvaluationPublished, kPublishedSays);
  switch (entry.event.kind_case()) {
    case v1::EvaluationEvent::kTypicalCaseDefined:
      CheckTypicalCase(before, entry.event.typical_case_defined().typical_case(), out);
      break;
    case v1::EvaluationEvent::kParametersSet:
      CheckCode(entry.event.parameters_set().scenario(), out);
      CheckParameters(entry.event.parameters_set().parameters(), out);
      break;
    case v1::EvaluationEvent::kQualitativeFactorNoted:
      CheckFactor(entry.event.qualitative_factor_noted().factor(), out);
      break;
    case v1::EvaluationEvent::kCohortFrozen:
      CheckCohort(before, entry.event.cohort_frozen(), out);
      break;
    case v1::EvaluationEvent::kEvaluationPublished:
      if (before.accounts.empty()) {
        out.Add(kAccountNotComputed,
                "There is no account of the evaluation as it stands; compute it first.");
      }
      break;
    case v1::EvaluationEvent::kTrialDesigned:
    case v1::EvaluationEvent::kParticipantsAssigned:
      CheckTrial(before, entry, out);
      break;
    case v1::EvaluationEvent::kEvaluationComputed:
    case v1::EvaluationEvent::kEvaluationCommissioned:
    case v1::EvaluationEvent::kEventCorrected:
    case v1::EvaluationEvent::kEventVoided:
    case v1::EvaluationEvent::KIND_NOT_SET:
      break;
  }
}

}  // namespace framdrift::evaluation
