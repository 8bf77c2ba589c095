#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/history/ids.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/programme/refusals.h"
#include "domain/programme/rules.h"

namespace framdrift::programme {
namespace {

constexpr int32_t kMostMeetings = 50;
constexpr int kMostYears = 20;
constexpr absl::CivilDay kEarliest(1990, 1, 1);

// The span of a programme that ends on `until`: every month of it is a row of its figures.
void CheckSpan(absl::CivilDay from, absl::CivilDay until, Refusals& out) {
  if (from < kEarliest || until > history::AddMonths(from, 12 * kMostYears)) {
    out.Add(history::kDatesOutOfOrder,
            "A programme begins in 1990 at the earliest and lasts 20 years at most.");
  }
}

void CheckStarted(const Programme& before, const v1::ProgrammeStarted& started, Refusals& out) {
  if (before.started) out.Add(kProgrammeExists, "The programme is started already.");
  const auto from = history::DayOrNone(started.from_date());
  const auto until = history::DayOrNone(started.until_date());
  if (!from || !until || *from >= *until) {
    out.Add(history::kDatesOutOfOrder, "The first day comes before the first day after it.");
  } else {
    CheckSpan(*from, *until, out);
  }
  if (started.planned_meetings() < 1 || started.planned_meetings() > kMostMeetings) {
    out.Add(kLearningMeetingsOutOfRange, "A programme has 1 to 50 learning meetings.");
  }
  if (!started.originator_municipality_code().empty()) {
    CheckMunicipalityCode(started.originator_municipality_code(), out);
  }
  CheckTemplate(started.template_(), out);
}

void CheckDecision(const Programme& before, const v1::SteeringDecisionMade& made, Refusals& out) {
  const int32_t meetings = made.learning_meetings();
  const auto held = static_cast<int32_t>(before.meetings.size());
  if (meetings < 0 || meetings > kMostMeetings || (meetings > 0 && meetings < held)) {
    out.Add(
        kLearningMeetingsOutOfRange,
        absl::StrCat(
            "There may be 1 to 50 learning meetings, no fewer than the ", held, " that were held."),
        {{"held", absl::StrCat(held)}});
  }
  if (!made.has_until_date()) return;
  const auto until = history::DayOrNone(made.until_date());
  if (!until || *until <= before.from()) {
    out.Add(history::kDatesOutOfOrder, "A programme lasts at least a day from its first.");
  } else {
    CheckSpan(before.from(), *until, out);
  }
}

void CheckSustained(const Programme& before, const v1::SustainmentChecked& checked,
                    absl::CivilDay day, Refusals& out) {
  CheckTakesPart(before, checked.member_id(), out);
  const bool known = checked.months() == 6 || checked.months() == 12;
  if (!known) {
    out.Add(kSustainmentMonthsUnknown, "It is looked back 6 or 12 months after the end.");
  }
  if (!before.ended) {
    out.Add(kProgrammeNotEnded, "The programme is not over; end it first.");
  } else if (known && day < history::AddMonths(before.ended->day, checked.months())) {
    out.Add(kSustainmentTooEarly,
            absl::StrCat("Look again ", checked.months(), " months after the end, or later."));
  }
  const bool checked_already =
      std::any_of(before.sustainments.begin(),
                  before.sustainments.end(),
                  [&](const Noted<v1::SustainmentChecked>& old) {
                    return old.content.member_id() == checked.member_id() &&
                           old.content.months() == checked.months();
                  });
  if (checked_already) {
    out.Add(kSustainmentChecked, "That was looked at already; correct it instead.");
  }
  for (const std::string& block : checked.blocks()) {
    if (FindBlock(*before.template_in_force(), block) != nullptr) continue;
    out.Add(kBuildingBlockUnknown,
            "The template in force has no such building block; use one it has.",
            {{"block", block}});
  }
}

void CheckVerdict(const v1::ProgrammeEvaluated& evaluated, Refusals& out) {
  if (evaluated.verdict() != v1::SPREAD_VERDICT_UNSPECIFIED &&
      v1::SpreadVerdict_IsValid(evaluated.verdict())) {
    return;
  }
  out.Add(kSpreadVerdictUnknown, "There is no such verdict; use one the contract names.");
}

}  // namespace

void CheckWhole(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                Refusals& out) {
  const v1::ProgrammeEvent& event = entry.event;
  if (event.has_programme_started()) {
    CheckStarted(before, event.programme_started(), out);
  } else if (event.has_steering_decision_made()) {
    CheckDecision(before, event.steering_decision_made(), out);
  } else if (event.has_sustainment_checked()) {
    CheckSustained(before, event.sustainment_checked(), entry.envelope.day, out);
  } else if (event.has_programme_evaluated()) {
    CheckVerdict(event.programme_evaluated(), out);
  }
}

}  // namespace framdrift::programme
