#include "domain/evaluation/trial.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "domain/evaluation/refusals.h"
#include "domain/history/when.h"

namespace framdrift::evaluation {
namespace {

constexpr int32_t kLargestBlock = 20;

uint64_t RandomNumber(int64_t seed, int64_t number) {
  uint64_t z =
      static_cast<uint64_t>(seed) + (static_cast<uint64_t>(number) + 1) * 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

bool IsInLowerHalf(const v1::TrialDesign& design, int64_t number) {
  const uint64_t own = RandomNumber(design.seed(), number);
  const int64_t first = number - number % design.block_size();
  int32_t lower = 0;
  for (int64_t other = first; other < first + design.block_size(); ++other) {
    if (RandomNumber(design.seed(), other) < own) ++lower;
  }
  return lower < design.block_size() / 2;
}

bool IsBlockSize(int32_t size) { return size >= 2 && size <= kLargestBlock && size % 2 == 0; }

void CheckDesign(const Evaluation& before, absl::CivilDay day, const v1::TrialDesign& design,
                 Refusals& out) {
  if (before.trial) {
    out.Add(kTrialExists, "A draw is designed already; void that before you design another.");
  }
  const auto start = history::DayOrNone(before.settlement.start_date());
  if (start && day > *start) {
    out.Add(kDecidedAfterStart,
            "A draw is decided on before what is evaluated starts; say when it was decided.",
            {{"start_date", absl::FormatCivilTime(*start)}});
  }
  const auto require = [&](bool is_settled, const char* what) {
    if (is_settled) return;
    out.Add(kTrialIncomplete,
            absl::StrCat("Before anybody is drawn it is settled what each arm gets and how the "
                         "draw is made: settle ",
                         what,
                         "."),
            {{"field", what}});
  };
  const bool elsewhere = design.method() == v1::TRIAL_METHOD_ELSEWHERE;
  require(!design.treatment().empty(), "treatment");
  require(!design.control().empty(), "control");
  require(
      design.method() != v1::TRIAL_METHOD_UNSPECIFIED && v1::TrialMethod_IsValid(design.method()),
      "method");
  require(elsewhere || design.seed() > 0, "seed");
  require(design.method() != v1::TRIAL_METHOD_BLOCKS || IsBlockSize(design.block_size()),
          "block_size");
  require(!elsewhere || !design.note().empty(), "note");
}

void CheckAssigned(const Evaluation& before, const v1::ParticipantsAssigned& assigned,
                   Refusals& out) {
  if (!before.trial) {
    out.Add(kTrialMissing, "It was not yet decided how the draw is made; design it first.");
    return;
  }
  const v1::TrialDesign& design = before.trial->design;
  auto number = static_cast<int64_t>(before.trial->persons.size());
  std::string previous;
  // The first of each: a refusal a person would be more than an answer holds.
  std::string twice;
  std::string misplaced;
  for (const v1::TrialAssignment& one : assigned.assignments()) {
    const std::string& person = one.person_id();
    const bool is_drawn = before.trial->persons.count(person) != 0 || person == previous;
    if (is_drawn && twice.empty()) twice = person;
    const v1::TrialArm drawn =
        design.method() == v1::TRIAL_METHOD_ELSEWHERE ? one.arm() : ArmDrawn(design, number);
    const bool is_placed = one.arm() == drawn && one.arm() != v1::TRIAL_ARM_UNSPECIFIED &&
                           v1::TrialArm_IsValid(one.arm()) && person >= previous;
    if (!is_placed && misplaced.empty()) misplaced = person;
    previous = person;
    ++number;
  }
  if (!twice.empty()) {
    out.Add(kPersonAssigned,
            "Nobody is drawn twice; leave out who is drawn already.",
            {{"person_id", twice}});
  }
  if (!misplaced.empty()) {
    out.Add(kArmNotAsDrawn,
            "Persons are drawn by id, to the arm that the recorded draw gives; say the arm only of "
            "those who were drawn elsewhere.",
            {{"person_id", misplaced}});
  }
}

}  // namespace

int64_t Trial::CountOf(v1::TrialArm arm) const {
  return std::count_if(
      persons.begin(), persons.end(), [&](const auto& one) { return one.second.arm == arm; });
}

std::pair<std::optional<absl::CivilDay>, std::optional<absl::CivilDay>> Trial::FirstAndLastDay()
    const {
  if (persons.empty()) return {};
  const auto [first, last] =
      std::minmax_element(persons.begin(), persons.end(), [](const auto& a, const auto& b) {
        return a.second.day < b.second.day;
      });
  return {first->second.day, last->second.day};
}

v1::TrialArm ArmDrawn(const v1::TrialDesign& design, int64_t number) {
  bool is_treatment = false;
  if (design.method() == v1::TRIAL_METHOD_SIMPLE) {
    is_treatment = RandomNumber(design.seed(), number) >> 63 == 1;
  } else if (design.method() == v1::TRIAL_METHOD_BLOCKS && IsBlockSize(design.block_size())) {
    is_treatment = IsInLowerHalf(design, number);
  } else {
    return v1::TRIAL_ARM_UNSPECIFIED;
  }
  return is_treatment ? v1::TRIAL_ARM_TREATMENT : v1::TRIAL_ARM_CONTROL;
}

void EvolveTrial(Evaluation& state, const history::Recorded<v1::EvaluationEvent>& entry) {
  if (entry.event.has_trial_designed()) {
    state.trial.emplace();
    state.trial->designed = entry.envelope.occurred;
    state.trial->designed_on = entry.envelope.day;
    state.trial->design = entry.event.trial_designed().design();
    state.trial->position = entry.envelope.position;
  } else if (entry.event.has_participants_assigned() && state.trial) {
    for (const v1::TrialAssignment& one : entry.event.participants_assigned().assignments()) {
      state.trial->persons[one.person_id()] = {one.arm(), entry.envelope.day};
    }
    state.trial->assigned_positions.insert(entry.envelope.position);
  }
}

void CheckTrial(const Evaluation& before, const history::Recorded<v1::EvaluationEvent>& entry,
                Refusals& out) {
  if (before.cohort) out.Add(kTrialMeasured, kTrialMeasuredSays);
  if (entry.event.has_trial_designed()) {
    CheckDesign(before, entry.envelope.day, entry.event.trial_designed().design(), out);
  } else if (entry.event.has_participants_assigned()) {
    CheckAssigned(before, entry.event.participants_assigned(), out);
  }
}

void CheckMeasuredTrial(const Evaluation& before, const v1::CohortFrozen& cohort, Refusals& out) {
  if (!before.trial) {
    out.Add(kTrialMissing, "It was not yet decided how the draw is made; design it first.");
  } else if (before.trial->CountOf(v1::TRIAL_ARM_TREATMENT) != cohort.persons() ||
             before.trial->CountOf(v1::TRIAL_ARM_CONTROL) != cohort.comparison_persons()) {
    out.Add(kTrialChanged,
            "Others are drawn by then than are measured; void the cohort, or fix it later.");
  }
}

}  // namespace framdrift::evaluation
