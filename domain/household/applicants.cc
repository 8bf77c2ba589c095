#include "domain/household/applicants.h"

#include <algorithm>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/household/refusals.h"

namespace framdrift::household {
namespace {

constexpr int kMonthsToAdulthood = 18 * 12;

const PersonFacts* FactsOf(const HouseholdFacts& facts, const PersonId& person) {
  const auto at = facts.persons.find(person);
  return at == facts.persons.end() ? nullptr : &at->second;
}

// True when the contact was held by `decided`; within a day that one of them is known only to, it
// was.
bool HeldBy(const PersonFacts& person, const history::Occurred& decided, absl::CivilDay day) {
  if (!person.first_contact) return false;
  if (person.first_contact_day != day) return person.first_contact_day < day;
  const bool by_second = person.first_contact->precision == history::Precision::kSecond &&
                         decided.precision == history::Precision::kSecond;
  return !by_second || person.first_contact->at <= decided.at;
}

}  // namespace

void CheckNoMinor(const std::vector<PersonId>& persons, const HouseholdFacts& facts,
                  absl::CivilDay day, Refusals& refusals) {
  for (const PersonId& person : persons) {
    const PersonFacts* const known = FactsOf(facts, person);
    if (known == nullptr || !known->birth_date) continue;
    if (history::CompleteMonths(*known->birth_date, day) >= kMonthsToAdulthood) continue;
    refusals.Add(kApplicantIsMinor,
                 "Nobody under 18 applies: name an adult, and the child among those covered.",
                 {{"person", person.ToString()}});
  }
}

void CheckContacted(const std::vector<PersonId>& persons, const HouseholdFacts& facts,
                    const history::Occurred& decided, absl::CivilDay day, Refusals& refusals) {
  for (const PersonId& person : persons) {
    const PersonFacts* const known = FactsOf(facts, person);
    if (known == nullptr || !known->has_case) {
      refusals.Add(kCaseMissing,
                   "The person has no case to keep the month in: open one first.",
                   {{"person", person.ToString()}});
    } else if (facts.first_contact_before_decision && !HeldBy(*known, decided, day)) {
      refusals.Add(kFirstContactMissing,
                   "A first contact comes before any decision: hold it and record it.",
                   {{"person", person.ToString()}});
    }
  }
}

std::map<PersonId, std::string> TextsOf(
    const google::protobuf::RepeatedPtrField<v1::PersonText>& texts,
    const std::vector<PersonId>& persons, Refusals& refusals) {
  std::map<PersonId, std::string> by_person;
  for (const v1::PersonText& text : texts) {
    const auto person = PersonId::Parse(text.person_id());
    if (person.ok() && std::find(persons.begin(), persons.end(), *person) != persons.end()) {
      by_person[*person] = text.text();
      continue;
    }
    refusals.Add(kTextOfStranger,
                 "Give words only for the persons the event names.",
                 {{"person", text.person_id()}});
  }
  return by_person;
}

absl::StatusOr<google::type::Date> FirstOf(const google::type::Date& date) {
  FD_ASSIGN_OR_RETURN(const absl::CivilDay day, history::DayFrom(date));
  return history::DateFrom(absl::CivilDay(absl::CivilMonth(day)));
}

}  // namespace framdrift::household
