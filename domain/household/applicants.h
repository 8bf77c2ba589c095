// What must hold of the persons an application or decision names.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "base/refusal.h"
#include "domain/household/household_commands.h"

namespace framdrift::household {

// Adds APPLICANT_IS_MINOR for each of `persons` who is under 18 on `day`. Of one whose birth date
// is not known nothing is said.
void CheckNoMinor(const std::vector<PersonId>& persons, const HouseholdFacts& facts,
                  absl::CivilDay day, Refusals& refusals);

// Adds CASE_MISSING for each of `persons` without a case, and FIRST_CONTACT_MISSING, where the
// policy asks for it, for each with a case but no first contact by `decided`.
void CheckContacted(const std::vector<PersonId>& persons, const HouseholdFacts& facts,
                    const history::Occurred& decided, absl::CivilDay day, Refusals& refusals);

// The words of each person; adds TEXT_OF_STRANGER for one who is not among `persons`.
std::map<PersonId, std::string> TextsOf(
    const google::protobuf::RepeatedPtrField<v1::PersonText>& texts,
    const std::vector<PersonId>& persons, Refusals& refusals);

// The first day of the month `date` lies in. INVALID_ARGUMENT when there is no such date.
absl::StatusOr<google::type::Date> FirstOf(const google::type::Date& date);

}  // namespace framdrift::household
