// Under which keys the rows of the facts projection stand.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "base/strong_id.h"

namespace framdrift::projections::facts_keys {

// `f` + person + part → what that part says: `c` FactCase; `p` FactPerson; `m` + household
// FactMembership; `a` + household + application FactApplication. So all of a person stands
// together, and each row follows from one stream and the policy. `h` + household → FactHousehold;
// `u` + unit → FactUnit; `s` + member of staff → FactStaff; `b` + activity → FactActivity, where
// something was booked for it; `t` → FactTerms.
inline constexpr char kPersons[] = "f";
inline constexpr char kHousehold[] = "h";
inline constexpr char kUnit[] = "u";
inline constexpr char kStaff[] = "s";
inline constexpr char kActivity[] = "b";
inline constexpr char kTerms[] = "t";

enum class Part : char { kCase = 'c', kPerson = 'p', kMembership = 'm', kApplication = 'a' };

std::string OfPart(const Id16& person, Part part);
std::string OfMembership(const Id16& person, const Id16& household);
// Of all applications of the person's in the household.
std::string OfApplications(const Id16& person, const Id16& household);
std::string OfApplication(const Id16& person, const Id16& household, const Id16& application);
std::string OfHousehold(const Id16& household);
std::string OfUnit(const Id16& unit);
std::string OfStaff(const Id16& staff);
std::string OfActivity(const Id16& activity);
// Of all rows of the person.
std::string OfPerson(const Id16& person);

// The id behind the first letter; zeros where the key is too short.
Id16 IdOf(absl::string_view key);
// What all rows begin with that are about the one whom the key is about: its first letter and id.
std::string OwnerOf(absl::string_view key);
// The part of a key that begins with kPersons; 0 where it is too short.
Part PartOf(absl::string_view key);

}  // namespace framdrift::projections::facts_keys
