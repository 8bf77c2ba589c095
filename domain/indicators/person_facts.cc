#include "domain/indicators/person_facts.h"

#include "domain/indicators/moment.h"

namespace framdrift::indicators {

facts::v1::FactPerson FactsOf(const person::Person& state) {
  facts::v1::FactPerson out;
  if (state.birth_date) out.set_birth_day(DayNumberOf(*state.birth_date));
  out.set_sex(state.sex());
  out.set_country_of_birth(state.background.country_of_birth().country_code());
  out.set_education_level(state.background.education_level().level());
  out.set_protection(state.protection);
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
