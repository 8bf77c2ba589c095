#include "services/person/number_reservation.h"

#include <set>

#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/person/person.h"
#include "domain/person/refusals.h"
#include "services/person/person_resource.h"

namespace framdrift::services {
namespace {

using person::PersonDecider;

absl::Status NoSuchPerson() {
  return StatusWithReason(absl::StatusCode::kNotFound,
                          person::kPersonNotFound,
                          "Nobody in this tenant has that number.");
}

// Why nobody else is given `number` while `view` is that of its holder, who exists.
absl::Status Held(const StreamView<PersonDecider>& view, const person::PersonalNumber& number) {
  const std::string held = NormalisedNumber(view, view.state());
  // Of an erased holder nobody can read which number it was.
  const bool unreadable = view.state().has_number() && held.empty();
  if (unreadable || held == number.normalised()) return NumberTaken(view.id());
  return StatusWithReason(absl::StatusCode::kAborted,
                          person::kNumberReserved,
                          "The number is being given to another record: try again, and if that "
                          "does not help, register the number and merge the two records.",
                          {{"person", FormatUuid(view.id())}});
}

// Who holds `number` after reserving it for `person`.
absl::StatusOr<Id16> Reserve(UnitOfWork& work, const person::PersonalNumber& number,
                             const Id16& person) {
  FD_RETURN_IF_ERROR(work.MayWait());
  FD_ASSIGN_OR_RETURN(const eventstore::Hash index,
                      work.keys().BlindIndex(work.tenant(), number.normalised()));
  return work.keys().Reserve(work.tenant(), index, person);
}

}  // namespace

absl::Status NumberTaken(const Id16& holder) {
  return StatusWithReason(absl::StatusCode::kAlreadyExists,
                          person::kPersonExists,
                          "Another person is registered with this number: use that record.",
                          {{"person", FormatUuid(holder)}});
}

absl::StatusOr<Id16> ReserveForRegistration(UnitOfWork& work, const person::PersonalNumber& number,
                                            const Id16& person) {
  FD_ASSIGN_OR_RETURN(const Id16 holder, Reserve(work, number, person));
  if (holder == person) return person;
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<PersonDecider>(holder));
  if (!snapshot->state().registered) return holder;
  return Held(StreamView<PersonDecider>(holder, *snapshot), number);
}

absl::Status ReserveForChange(UnitOfWork& work, const person::PersonalNumber& number,
                              const Id16& person) {
  FD_ASSIGN_OR_RETURN(const Id16 holder, Reserve(work, number, person));
  if (holder == person) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(const auto* own, work.Load<PersonDecider>(person));
  if (own->state().absorbed.count(history::PersonId(holder)) > 0) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(const auto* other, work.Load<PersonDecider>(holder));
  return Held(StreamView<PersonDecider>(holder, *other), number);
}

absl::Status ReleaseNumber(Reading& reading, const std::string& normalised, const Id16& person) {
  FD_RETURN_IF_ERROR(reading.MayWait());
  eventstore::KeyStore& keys = reading.runtime().store.key_store();
  FD_ASSIGN_OR_RETURN(const eventstore::Hash index, keys.BlindIndex(reading.tenant(), normalised));
  return keys.Release(reading.tenant(), index, person);
}

absl::StatusOr<Id16> FindByNumber(Reading& reading, const person::PersonalNumber& number) {
  FD_RETURN_IF_ERROR(reading.MayWait());
  eventstore::KeyStore& keys = reading.runtime().store.key_store();
  FD_ASSIGN_OR_RETURN(const eventstore::Hash index,
                      keys.BlindIndex(reading.tenant(), number.normalised()));
  absl::StatusOr<Id16> holder = keys.FindReservation(reading.tenant(), index);
  if (absl::IsNotFound(holder.status())) return NoSuchPerson();
  FD_RETURN_IF_ERROR(holder.status());
  FD_ASSIGN_OR_RETURN(auto view, reading.View<PersonDecider>(*holder));
  if (NormalisedNumber(view, view.state()) != number.normalised()) return NoSuchPerson();
  // Mergers form a chain that ends; a history as imported might not.
  std::set<Id16> seen = {*holder};
  while (view.state().merged_into && seen.insert(view.state().merged_into->bytes()).second) {
    holder = view.state().merged_into->bytes();
    FD_ASSIGN_OR_RETURN(view, reading.View<PersonDecider>(*holder));
  }
  return holder;
}

}  // namespace framdrift::services
