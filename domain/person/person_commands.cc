#include "domain/person/person_commands.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/person/refusals.h"

namespace framdrift::person {
namespace {

using history::Context;
using history::Occurred;

using PersonEmitted = history::Emitted<v1::PersonEvent, v1::PersonSealed>;

// The one event of a decision, accepted; `sealed` stands under `id` unless it is empty.
absl::StatusOr<PersonEvents> AcceptOne(const Person& state, v1::PersonEvent event,
                                       v1::PersonSealed sealed, const history::PersonId& id,
                                       const Occurred& occurred, Refusals refusals,
                                       const Context& context) {
  PersonEmitted emitted;
  emitted.event = std::move(event);
  emitted.occurred = occurred;
  if (sealed.kind_case() != v1::PersonSealed::KIND_NOT_SET) {
    emitted.parts.push_back({id.bytes(), 0, std::move(sealed)});
  }
  PersonEvents events;
  events.push_back(std::move(emitted));
  return history::Accept<PersonDecider>(state, std::move(events), std::move(refusals), context);
}

template <typename Request>
absl::StatusOr<std::optional<PersonalNumber>> ParsedNumber(const Request& command,
                                                           absl::CivilDay today) {
  if (command.personal_number().empty()) return std::optional<PersonalNumber>();
  const InterimNumbers interim =
      command.allow_interim() ? InterimNumbers::kAllowed : InterimNumbers::kRefused;
  FD_ASSIGN_OR_RETURN(PersonalNumber number,
                      PersonalNumber::Parse(command.personal_number(), today, interim));
  return std::optional<PersonalNumber>(std::move(number));
}

// Fills what an event says of a number, or of a person without one. `stated` is the birth date the
// command states itself, null when none.
template <typename Event>
absl::Status SetIdentifier(Event& event, const std::optional<PersonalNumber>& number,
                           const google::type::Date* stated, const Context& context,
                           Refusals& refusals) {
  if (number) {
    event.set_identifier_kind(number->kind());
    event.set_sex(number->sex());
    *event.mutable_birth_date() = history::DateFrom(number->birth_date());
    if (stated != nullptr) {
      refusals.Add(kBirthDateGivenByNumber, "The number gives the birth date: leave it out.");
    }
    return absl::OkStatus();
  }
  event.set_identifier_kind(v1::IDENTIFIER_KIND_NONE);
  if (stated == nullptr) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(const absl::CivilDay birth, history::DayFrom(*stated));
  if (birth > context.today()) {
    refusals.Add(kBirthDateInFuture, "The birth date lies in the future: check it.");
  }
  *event.mutable_birth_date() = *stated;
  return absl::OkStatus();
}

// Adds BACKGROUND_DATE_IN_FUTURE where `answer` says so; INVALID_ARGUMENT where it is no date.
absl::Status CheckNotFuture(const v1::DateAnswer& answer, const char* field, const Context& context,
                            Refusals& refusals) {
  if (!answer.has_date()) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(const absl::CivilDay day, history::DayFrom(answer.date()));
  if (day > context.today()) {
    refusals.Add(kBackgroundDateInFuture,
                 absl::StrCat("The date of ", field, " lies in the future: check it."),
                 {{"field", field}});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::optional<PersonalNumber>> NumberOf(const v1::RegisterPersonRequest& command,
                                                       absl::CivilDay today) {
  return ParsedNumber(command, today);
}

absl::StatusOr<std::optional<PersonalNumber>> NumberOf(const v1::ChangeIdentifierRequest& command,
                                                       absl::CivilDay today) {
  return ParsedNumber(command, today);
}

absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::RegisterPersonRequest& command,
                                    const PersonFacts& facts, const Context& context) {
  if (state.registered) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            kPersonExists,
                            "The person is registered already.",
                            {{"person", facts.id.ToString()}});
  }
  FD_ASSIGN_OR_RETURN(const auto number, NumberOf(command, context.today()));
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  Refusals refusals;
  v1::PersonEvent event;
  v1::PersonSealed sealed;
  FD_RETURN_IF_ERROR(SetIdentifier(*event.mutable_person_registered(),
                                   number,
                                   command.has_birth_date() ? &command.birth_date() : nullptr,
                                   context,
                                   refusals));
  if (!number && command.given_name().empty() && command.family_name().empty()) {
    refusals.Add(kPersonNameless, "Give a personal number or a name.");
  }
  v1::PersonRegisteredSealed& registered = *sealed.mutable_person_registered();
  if (number) registered.set_personal_number(number->normalised());
  registered.set_given_name(command.given_name());
  registered.set_family_name(command.family_name());
  if (command.has_contact()) *registered.mutable_contact() = command.contact();
  return AcceptOne(
      state, std::move(event), std::move(sealed), facts.id, occurred, std::move(refusals), context);
}

absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::ChangeIdentifierRequest& command,
                                    const PersonFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  FD_ASSIGN_OR_RETURN(const auto number, NumberOf(command, context.today()));
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  Refusals refusals;
  if (number && command.remove_number()) {
    refusals.Add(kNumberBothGivenAndRemoved, "Either give a number or remove the one there is.");
  }
  if (command.remove_number() && !state.has_number()) {
    refusals.Add(kNumberNotKnown, "The person has no number to remove.");
  }
  v1::PersonEvent event;
  v1::PersonSealed sealed;
  v1::IdentifierChanged& changed = *event.mutable_identifier_changed();
  v1::IdentifierChangedSealed& identifiers = *sealed.mutable_identifier_changed();
  const google::type::Date* const stated =
      command.has_birth_date() ? &command.birth_date() : nullptr;
  if (number || command.remove_number() || stated != nullptr) {
    if (!number && !command.remove_number() && state.has_number()) {
      refusals.Add(kBirthDateGivenByNumber, "The number gives the birth date: leave it out.");
    }
    FD_RETURN_IF_ERROR(SetIdentifier(changed, number, stated, context, refusals));
    if (number) identifiers.set_personal_number(number->normalised());
  }
  changed.set_name_changed(!command.given_name().empty() || !command.family_name().empty());
  identifiers.set_given_name(command.given_name());
  identifiers.set_family_name(command.family_name());
  return AcceptOne(
      state, std::move(event), std::move(sealed), facts.id, occurred, std::move(refusals), context);
}

absl::StatusOr<PersonEvents> Decide(const Person& state,
                                    const v1::ChangeContactDetailsRequest& command,
                                    const PersonFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::PersonEvent event;
  v1::PersonSealed sealed;
  event.mutable_contact_details_changed();
  *sealed.mutable_contact_details_changed()->mutable_contact() = command.contact();
  return AcceptOne(
      state, std::move(event), std::move(sealed), facts.id, occurred, Refusals(), context);
}

absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::SetBackgroundRequest& command,
                                    const PersonFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  const v1::BackgroundSet& stated = command.background();
  Refusals refusals;
  FD_RETURN_IF_ERROR(CheckNotFuture(stated.education_date(), "education_date", context, refusals));
  FD_RETURN_IF_ERROR(
      CheckNotFuture(stated.last_job_end_date(), "last_job_end_date", context, refusals));
  FD_RETURN_IF_ERROR(
      CheckNotFuture(stated.residence_permit_date(), "residence_permit_date", context, refusals));
  FD_RETURN_IF_ERROR(CheckNotFuture(stated.arrival_date(), "arrival_date", context, refusals));
  v1::PersonEvent event;
  *event.mutable_background_set() = stated;
  return AcceptOne(state, std::move(event), {}, facts.id, occurred, std::move(refusals), context);
}

absl::StatusOr<PersonEvents> Decide(const Person& state,
                                    const v1::SetRepresentativeRequest& command,
                                    const RepresentativeFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  FD_RETURN_IF_ERROR(history::DayFrom(command.from_date()).status());
  if (command.has_to_date()) FD_RETURN_IF_ERROR(history::DayFrom(command.to_date()).status());
  Refusals refusals;
  if (command.representative_person_id().empty()) {
    if (command.representative_name().empty()) {
      refusals.Add(kRepresentativeNameless, "Name the representative, or give the person's id.");
    }
  } else if (command.representative_person_id() == facts.id.ToString()) {
    refusals.Add(kRepresentativeIsPerson, "Nobody represents themselves: name another person.");
  } else if (!facts.representative_known) {
    refusals.Add(kRepresentativeUnknown,
                 "The representative is not registered: register them, or give a name instead.",
                 {{"person", command.representative_person_id()}});
  }
  v1::PersonEvent event;
  v1::RepresentativeSet& set = *event.mutable_representative_set();
  set.set_representative_id(command.representative_id());
  set.set_kind(command.kind());
  set.set_representative_person_id(command.representative_person_id());
  *set.mutable_from_date() = command.from_date();
  if (command.has_to_date()) *set.mutable_to_date() = command.to_date();
  v1::PersonSealed sealed;
  v1::RepresentativeSetSealed& names = *sealed.mutable_representative_set();
  names.set_name(command.representative_name());
  if (command.has_contact()) *names.mutable_contact() = command.contact();
  names.set_scope(command.scope());
  return AcceptOne(
      state, std::move(event), std::move(sealed), facts.id, occurred, std::move(refusals), context);
}

absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::SetProtectionRequest& command,
                                    const PersonFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::PersonEvent event;
  event.mutable_protection_set()->set_protection(command.protection());
  if (command.has_review_date()) {
    FD_RETURN_IF_ERROR(history::DayFrom(command.review_date()).status());
    *event.mutable_protection_set()->mutable_review_date() = command.review_date();
  }
  v1::PersonSealed sealed;
  if (!command.text().empty()) sealed.mutable_protection_set()->set_text(command.text());
  return AcceptOne(
      state, std::move(event), std::move(sealed), facts.id, occurred, Refusals(), context);
}

absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::LiftProtectionRequest& command,
                                    const PersonFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  v1::PersonEvent event;
  event.mutable_protection_lifted();
  v1::PersonSealed sealed;
  if (!command.text().empty()) sealed.mutable_protection_lifted()->set_text(command.text());
  return AcceptOne(
      state, std::move(event), std::move(sealed), facts.id, occurred, Refusals(), context);
}

absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::SetLivelihoodRequest& command,
                                    const PersonFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  type::v1::When from;
  *from.mutable_date() = command.from_date();
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(from, context.now, context.zone));
  v1::PersonEvent event;
  v1::LivelihoodSet& set = *event.mutable_livelihood_set();
  set.set_state(command.state());
  *set.mutable_from_date() = command.from_date();
  if (command.has_extent_percent()) set.set_extent_percent(command.extent_percent());
  if (command.has_monthly_gross_ore()) set.set_monthly_gross_ore(command.monthly_gross_ore());
  set.set_source(command.source());
  set.set_evidence(command.evidence());
  return AcceptOne(state, std::move(event), {}, facts.id, occurred, Refusals(), context);
}

}  // namespace framdrift::person
