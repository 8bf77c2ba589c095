#include "domain/person/person.h"

#include <utility>

#include "domain/history/when.h"

namespace framdrift::person {
namespace {

using history::Envelope;
using history::PersonId;

constexpr int kMonthsAYear = 12;

// A date of an event; nullopt when unset or, in bytes nobody decided, impossible.
std::optional<absl::CivilDay> DayOf(bool set, const google::type::Date& date) {
  if (!set) return std::nullopt;
  const auto day = history::DayFrom(date);
  if (!day.ok()) return std::nullopt;
  return *day;
}

template <typename Id>
std::optional<Id> IdOf(const std::string& text) {
  const auto id = Id::Parse(text);
  if (!id.ok()) return std::nullopt;
  return *id;
}

void Evolve(Person& state, const v1::PersonRegistered& event, const Envelope& envelope) {
  state.registered = true;
  state.identifier_kind = event.identifier_kind();
  state.birth_date = DayOf(event.has_birth_date(), event.birth_date());
  state.number_sex = event.sex();
  state.number_position = state.has_number() ? envelope.position : 0;
  state.name_position = envelope.position;
  state.contact_position = envelope.position;
}

void Evolve(Person& state, const v1::IdentifierChanged& event, const Envelope& envelope) {
  if (event.identifier_kind() != v1::IDENTIFIER_KIND_UNSPECIFIED) {
    state.identifier_kind = event.identifier_kind();
    state.birth_date = DayOf(event.has_birth_date(), event.birth_date());
    state.number_sex = event.sex();
    state.number_position = state.has_number() ? envelope.position : 0;
  }
  if (event.name_changed()) state.name_position = envelope.position;
}

void Evolve(Person& state, const v1::ContactDetailsChanged&, const Envelope& envelope) {
  state.contact_position = envelope.position;
}

void Evolve(Person& state, const v1::BackgroundSet& event, const Envelope&) {
  v1::BackgroundSet& background = state.background;
  if (event.has_sex()) *background.mutable_sex() = event.sex();
  if (event.has_country_of_birth()) {
    *background.mutable_country_of_birth() = event.country_of_birth();
  }
  if (event.has_education_level()) *background.mutable_education_level() = event.education_level();
  if (event.has_education_date()) *background.mutable_education_date() = event.education_date();
  if (event.has_last_job_end_date()) {
    *background.mutable_last_job_end_date() = event.last_job_end_date();
  }
  if (event.has_residence_permit_date()) {
    *background.mutable_residence_permit_date() = event.residence_permit_date();
  }
  if (event.has_arrival_date()) *background.mutable_arrival_date() = event.arrival_date();
  background.set_source(event.source());
}

void Evolve(Person& state, const v1::RepresentativeSet& event, const Envelope& envelope) {
  const auto id = IdOf<RepresentativeId>(event.representative_id());
  if (!id) return;
  Representative& representative = state.representatives[*id];
  representative.kind = event.kind();
  representative.person = IdOf<PersonId>(event.representative_person_id());
  representative.from =
      DayOf(event.has_from_date(), event.from_date()).value_or(absl::CivilDay::min());
  representative.to = DayOf(event.has_to_date(), event.to_date());
  representative.position = envelope.position;
}

void Evolve(Person& state, const v1::ProtectionSet& event, const Envelope&) {
  state.protection = event.protection();
  state.protection_review = DayOf(event.has_review_date(), event.review_date());
}

void Evolve(Person& state, const v1::ProtectionLifted&, const Envelope&) {
  state.protection = codes::v1::PROTECTION_NONE;
  state.protection_review.reset();
}

void Evolve(Person& state, const v1::LivelihoodSet& event, const Envelope& envelope) {
  const auto from = DayOf(event.has_from_date(), event.from_date());
  if (!from) return;
  LivelihoodEntry entry;
  entry.from = *from;
  entry.state = event.state();
  if (event.has_extent_percent()) entry.extent_percent = event.extent_percent();
  if (event.has_monthly_gross_ore()) entry.monthly_gross_ore = event.monthly_gross_ore();
  entry.source = event.source();
  entry.evidence = event.evidence();
  entry.position = envelope.position;
  state.livelihood.Set(std::move(entry));
}

void Evolve(Person& state, const v1::PersonMerged& event, const Envelope&) {
  if (event.has_survivor_id()) state.merged_into = IdOf<PersonId>(event.survivor_id());
  if (const auto absorbed = IdOf<PersonId>(event.absorbed_id())) state.absorbed.insert(*absorbed);
}

void Evolve(Person& state, const v1::PersonUnmerged& event, const Envelope&) {
  if (event.has_survivor_id()) state.merged_into.reset();
  if (const auto absorbed = IdOf<PersonId>(event.absorbed_id())) state.absorbed.erase(*absorbed);
}

// A fact whose answer is not set counts as never stated.
template <typename Answer>
void SayNotAsked(Answer& answer) {
  if (answer.answer_case() == Answer::ANSWER_NOT_SET) {
    answer.set_unanswered(v1::UNANSWERED_NOT_ASKED);
  }
}

}  // namespace

bool Person::has_number() const {
  return identifier_kind == v1::IDENTIFIER_KIND_PERSONAL_NUMBER ||
         identifier_kind == v1::IDENTIFIER_KIND_COORDINATION_NUMBER ||
         identifier_kind == v1::IDENTIFIER_KIND_INTERIM_NUMBER;
}

v1::Sex Person::sex() const {
  return number_sex != v1::SEX_UNSPECIFIED ? number_sex : background.sex().sex();
}

std::optional<int> Person::AgeOn(absl::CivilDay day) const {
  if (!birth_date || day < *birth_date) return std::nullopt;
  return person::AgeOn(*birth_date, day);
}

int AgeOn(absl::CivilDay birth, absl::CivilDay day) {
  return history::CompleteMonths(birth, day) / kMonthsAYear;
}

v1::BackgroundSet WithNotAsked(v1::BackgroundSet background) {
  SayNotAsked(*background.mutable_sex());
  SayNotAsked(*background.mutable_country_of_birth());
  SayNotAsked(*background.mutable_education_level());
  SayNotAsked(*background.mutable_education_date());
  SayNotAsked(*background.mutable_last_job_end_date());
  SayNotAsked(*background.mutable_residence_permit_date());
  SayNotAsked(*background.mutable_arrival_date());
  return background;
}

void PersonDecider::Evolve(Person& state, const history::Recorded<Event>& entry) {
  const Event& event = entry.event;
  const Envelope& envelope = entry.envelope;
  switch (event.kind_case()) {
    case Event::kPersonRegistered:
      return person::Evolve(state, event.person_registered(), envelope);
    case Event::kIdentifierChanged:
      return person::Evolve(state, event.identifier_changed(), envelope);
    case Event::kContactDetailsChanged:
      return person::Evolve(state, event.contact_details_changed(), envelope);
    case Event::kBackgroundSet:
      return person::Evolve(state, event.background_set(), envelope);
    case Event::kRepresentativeSet:
      return person::Evolve(state, event.representative_set(), envelope);
    case Event::kProtectionSet:
      return person::Evolve(state, event.protection_set(), envelope);
    case Event::kProtectionLifted:
      return person::Evolve(state, event.protection_lifted(), envelope);
    case Event::kLivelihoodSet:
      return person::Evolve(state, event.livelihood_set(), envelope);
    case Event::kPersonMerged:
      return person::Evolve(state, event.person_merged(), envelope);
    case Event::kPersonUnmerged:
      return person::Evolve(state, event.person_unmerged(), envelope);
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      return;
  }
}

}  // namespace framdrift::person
