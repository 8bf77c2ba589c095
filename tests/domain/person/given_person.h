// The persons of the tests, and what happened to them, in text format.
#pragma once

#include <string>

#include "domain/person/person.h"
#include "domain/person/person_commands.h"
#include "tests/testing/given.h"

namespace framdrift::person {

using ::framdrift::testing::Past;
using ::framdrift::testing::Proto;
using GivenPerson = ::framdrift::testing::Given<PersonDecider>;

inline constexpr char kId[] = "00000000-0000-7000-8000-000000000001";
inline constexpr char kOther[] = "00000000-0000-7000-8000-000000000002";
inline constexpr char kAuthority[] = "00000000-0000-7000-8000-0000000000f1";

inline history::PersonId IdOf(const char* text) { return *history::PersonId::Parse(text); }

inline PersonFacts Facts() { return {IdOf(kId)}; }

// Born 1957-04-28, a man, by number.
inline Past Registered() {
  return {"2024-03-01 09:00",
          "person_registered { identifier_kind: IDENTIFIER_KIND_PERSONAL_NUMBER sex: SEX_MALE "
          "birth_date { year: 1957 month: 4 day: 28 } }"};
}

inline Past RegisteredWithoutNumber() {
  return {"2024-03-01 09:00",
          "person_registered { identifier_kind: IDENTIFIER_KIND_NONE "
          "birth_date { year: 2008 month: 2 day: 29 } }"};
}

inline Past MergedInto(const char* survivor) {
  return {"2024-03-02 09:00", std::string("person_merged { survivor_id: \"") + survivor + "\" }"};
}

inline Past ProtectedSince(const char* when) {
  return {when, "protection_set { protection: PROTECTION_SECRECY_MARKING }"};
}

}  // namespace framdrift::person
