// Who has a personal number: reserved before the commit that gives it, so that no two persons do.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "domain/person/personal_number.h"
#include "services/reading.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// ALREADY_EXISTS, PERSON_EXISTS, naming `holder`.
absl::Status NumberTaken(const Id16& holder);

// Reserves `number` for a person about to be registered as `person`. Returns the id to register
// under: `person`, or that of an earlier registration that never came to its commit, so that of two
// at once both write the same stream and one loses. NumberTaken() when somebody is registered with
// it, NUMBER_RESERVED as below. Asks to be called again where it may wait for the disk.
absl::StatusOr<Id16> ReserveForRegistration(UnitOfWork& work, const person::PersonalNumber& number,
                                            const Id16& person);

// Reserves `number` for `person`, who exists. NumberTaken() when another has it, unless that record
// is among those `person` goes on for; ABORTED, NUMBER_RESERVED, when it is reserved for another
// who does not have it, or not yet.
absl::Status ReserveForChange(UnitOfWork& work, const person::PersonalNumber& number,
                              const Id16& person);

// Frees `normalised`, which `person` had until the commit that `reading` answers.
absl::Status ReleaseNumber(Reading& reading, const std::string& normalised, const Id16& person);

// The person registered with `number`, or the record that goes on for that one. NOT_FOUND,
// PERSON_NOT_FOUND, when there is none.
absl::StatusOr<Id16> FindByNumber(Reading& reading, const person::PersonalNumber& number);

}  // namespace framdrift::services
