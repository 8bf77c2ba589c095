#include "services/indicator/question.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/deadlines/policy_terms.h"
#include "domain/history/when.h"
#include "domain/indicators/period.h"
#include "domain/indicators/refusals.h"
#include "domain/policy/adoption.h"
#include "framdrift/facts/v1/fact_rows.pb.h"

namespace framdrift::services {
namespace {

using indicators::DayNumber;
using indicators::Window;

// The `count` periods up to the one that `last` is in.
std::vector<Window> PeriodsUpTo(const indicator::v1::Period& period, DayNumber last, int count) {
  indicator::v1::Period unit = period;
  unit.set_rolling(1);
  std::vector<Window> windows;
  for (int i = 0; i < count; ++i) {
    windows.push_back(indicators::PeriodOf(period, last));
    last = indicators::PeriodOf(unit, last).first - 1;
  }
  std::reverse(windows.begin(), windows.end());
  return windows;
}

}  // namespace

indicators::Fields FieldsOf(indicators::Subject subject, const policy::PolicyHistory& policies) {
  std::map<std::string, const policy::LocalAttribute*> declared;
  for (const policy::Policy& version : policies.versions) {
    for (const policy::LocalAttribute& one : version.attributes) declared[one.name] = &one;
  }
  facts::v1::FactTerms terms;
  for (const auto& [name, one] : declared) {
    facts::v1::FactAttributeDeclared& made = *terms.add_attributes();
    made.set_name(name);
    made.set_label(one->label);
    made.set_type(one->type);
  }
  return indicators::Fields(subject, indicators::LocalFieldsOf(terms));
}

absl::StatusOr<std::optional<DayNumber>> DayAsked(const google::type::Date& date,
                                                  absl::string_view field) {
  if (date.year() == 0 && date.month() == 0 && date.day() == 0) return std::nullopt;
  const std::optional<absl::CivilDay> day = history::DayOrNone(date);
  if (!day) return InvalidField(field, "There is no such day; give year, month and day.");
  return indicators::DayNumberOf(*day);
}

absl::StatusOr<std::vector<Window>> WindowsOf(const PeriodsAsked& asked,
                                              const indicator::v1::Period& period,
                                              DayNumber today) {
  FD_ASSIGN_OR_RETURN(const std::optional<DayNumber> from, DayAsked(asked.from, "from_date"));
  FD_ASSIGN_OR_RETURN(const std::optional<DayNumber> to, DayAsked(asked.to, "to_date"));
  if (asked.periods < 0 || asked.periods > kMostPeriods) {
    return InvalidField(
        "periods",
        absl::StrCat("Ask for 1 to ", kMostPeriods, " periods; 0 means ", kDefaultPeriods, "."));
  }
  const DayNumber last = to ? *to - 1 : today;
  if (!from) return PeriodsUpTo(period, last, asked.periods == 0 ? kDefaultPeriods : asked.periods);
  if (to && *to <= *from) {
    return InvalidField("to_date", "The first day no more asked about comes after from_date.");
  }
  // A day to come is refused for its period, which is looked at next.
  return indicators::PeriodsOf(period, {*from, std::max(last, *from) + 1});
}

absl::StatusOr<FigureQuestion> QuestionOf(const indicator::v1::Definition& definition,
                                          FactsAt& facts) {
  FigureQuestion question;
  question.table = &facts.tables.table(indicators::SubjectOf(definition));
  const absl::TimeZone zone = facts.reading.context().zone;
  FD_ASSIGN_OR_RETURN(question.plan,
                      indicators::Compile(definition, question.table->fields(), zone));
  if (question.plan.below != nullptr) {
    question.below = &facts.tables.table(question.plan.below->fields->subject());
  }
  question.question.as_of = facts.moment();
  FD_ASSIGN_OR_RETURN(
      const auto policies,
      facts.reading.View<policy::PolicyDecider>(policy::PolicyStreamId(facts.reading.tenant())));
  const deadlines::PolicyTerms terms(policies.state(), zone);
  question.working_days = terms.On(indicators::CivilDayOf(facts.day())).calendar;
  return question;
}

absl::Status SetBreakdown(const indicator::v1::Definition& definition, absl::string_view breakdown,
                          FigureQuestion& question) {
  if (breakdown.empty()) return absl::OkStatus();
  const auto& all = definition.breakdowns();
  const auto found = std::find(all.begin(), all.end(), breakdown);
  if (found == all.end()) {
    return InvalidField("breakdown",
                        all.empty() ? "The definition has no breakdowns; revise it to have one."
                                    : absl::StrCat("The definition is broken down by ",
                                                   absl::StrJoin(all, ", "),
                                                   "; give one of them, or revise it."));
  }
  question.question.breakdown = static_cast<size_t>(found - all.begin());
  return absl::OkStatus();
}

absl::StatusOr<const indicators::Version*> VersionAsked(const indicators::Indicator& indicator,
                                                        int32_t version) {
  if (version == 0) return &indicator.latest();
  const indicators::Version* found = indicator.FindVersion(version);
  if (found != nullptr) return found;
  return Refuse(indicators::kIndicatorVersionUnknown,
                "The indicator has no such version; give one it has.",
                {{"version", absl::StrCat(version)}});
}

}  // namespace framdrift::services
