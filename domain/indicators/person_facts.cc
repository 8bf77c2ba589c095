#include "domain/indicators/person_facts.h"

#include <optional>

#include "domain/history/when.h"
#include "domain/indicators/moment.h"

namespace framdrift::indicators {
namespace {

std::optional<DayNumber> DayOfAnswer(const person::v1::DateAnswer& answer) {
  if (!answer.has_date()) return std::nullopt;
  const absl::StatusOr<absl::CivilDay> day = history::DayFrom(answer.date());
  return day.ok() ? std::optional(DayNumberOf(*day)) : std::nullopt;
}

}  // namespace

facts::v1::FactPerson FactsOf(const person::Person& state) {
  facts::v1::FactPerson out;
  if (state.birth_date) out.set_birth_day(DayNumberOf(*state.birth_date));
  out.set_sex(state.sex());
  out.set_country_of_birth(state.background.country_of_birth().country_code());
  out.set_education_level(state.background.education_level().level());
  const person::v1::BackgroundSet& background = state.background;
  if (const auto day = DayOfAnswer(background.education_date())) out.set_education_day(*day);
  if (const auto day = DayOfAnswer(background.last_job_end_date())) out.set_last_job_end_day(*day);
  if (const auto day = DayOfAnswer(background.residence_permit_date())) {
    out.set_residence_permit_day(*day);
  }
  for (const person::LivelihoodEntry& one : state.livelihood.entries()) {
    facts::v1::FactLivelihood& made = *out.add_livelihood();
    made.set_from_day(DayNumberOf(one.from));
    made.set_state(one.state);
  }
  return out;
}

facts::v1::FactUnit FactsOf(const organisation::Unit& state) {
  facts::v1::FactUnit out;
  out.set_municipality_code(state.municipality_code);
  return out;
}

}  // namespace framdrift::indicators
