// The household of the tests: two adults and a child, and what happens to them, in text format.
#pragma once

#include <string>

#include "domain/household/household.h"
#include "domain/household/household_commands.h"
#include "tests/testing/given.h"

namespace framdrift::household {

using ::framdrift::testing::Past;
using ::framdrift::testing::Proto;
using GivenHousehold = ::framdrift::testing::Given<HouseholdDecider>;

inline std::string Uuid(int n) { return "00000000-0000-7000-8000-0000000000" + std::to_string(n); }

// Eva and Bo are adults, Liv is a child, Ann is a stranger.
inline const std::string kEva = Uuid(11);
inline const std::string kBo = Uuid(12);
inline const std::string kLiv = Uuid(13);
inline const std::string kAnn = Uuid(14);
inline const std::string kApplication = Uuid(21);
inline const std::string kDecision = Uuid(31);
inline const std::string kAppeal = Uuid(41);
inline const std::string kPayment = Uuid(51);
inline const std::string kReversal = Uuid(61);
inline const std::string kStaff = Uuid(71);
inline const std::string kUnknown = Uuid(99);

inline std::string March() { return "benefit_month { year: 2024 month: 3 day: 1 } "; }
inline std::string Field(const std::string& name, const std::string& id) {
  return name + ": '" + id + "' ";
}

inline std::string On(int month, int day) {
  return "occurred { date { year: 2024 month: " + std::to_string(month) +
         " day: " + std::to_string(day) + " } } ";
}

inline PersonId Person(const std::string& id) { return *PersonId::Parse(id); }

// Formed on 1 February 2024 by Eva, Bo and Liv.
inline std::vector<Past> Formed() {
  const auto joined = [](const std::string& id, const std::string& role) {
    return Past{"2024-02-01", "member_joined { " + Field("person_id", id) + "role: " + role + " }"};
  };
  return {{"2024-02-01", "household_formed {}"},
          joined(kEva, "MEMBER_ROLE_ADULT"),
          joined(kBo, "MEMBER_ROLE_ADULT"),
          joined(kLiv, "MEMBER_ROLE_CHILD")};
}

inline std::vector<Past> And(std::vector<Past> past, const Past& next) {
  past.push_back(next);
  return past;
}

// Position 5: a renewal by both for March.
inline Past Applied(const std::string& kind = "RENEWAL", const std::string& when = "2024-02-20") {
  return {when,
          "application_received { " + Field("application_id", kApplication) +
              "application_kind: APPLICATION_KIND_" + kind + " " + March() +
              Field("applicant_ids", kEva) + Field("applicant_ids", kBo) +
              "channel: CHANNEL_E_SERVICE }"};
}

inline std::string Terms(const std::string& outcome, int64_t amount_ore) {
  return "outcome: AID_OUTCOME_" + outcome +
         " ground: 'norm' amount_ore: " + std::to_string(amount_ore) +
         " decided_by: DECIDED_BY_PERSON " + Field("decision_maker_id", kStaff) +
         "delegation: 'D1' ";
}

// Position 6: 10 000.01 kr for March to both.
inline Past Decided(const std::string& when = "2024-02-22") {
  return {when,
          "aid_decision_recorded { " + Field("decision_id", kDecision) +
              Field("application_id", kApplication) + Field("applicant_ids", kEva) +
              Field("applicant_ids", kBo) + Field("covered_child_ids", kLiv) + March() +
              Terms("GRANTED", 1000001) + "}"};
}

inline Past Paid(int64_t amount_ore, const std::string& when = "2024-02-27") {
  return {when,
          "aid_paid { " + Field("payment_id", kPayment) + Field("decision_id", kDecision) +
              "amount_ore: " + std::to_string(amount_ore) + " }"};
}

inline Past Reversed(int64_t amount_ore, const std::string& when = "2024-03-05") {
  return {when,
          "aid_reversed { " + Field("reversal_id", kReversal) + Field("payment_id", kPayment) +
              "amount_ore: " + std::to_string(amount_ore) + " reason: REVERSAL_REASON_OVERPAID }"};
}

inline Past Appealed() {
  return {"2024-03-01",
          "appeal_lodged { " + Field("appeal_id", kAppeal) + Field("decision_id", kDecision) +
              Field("appellant_id", kEva) + "}"};
}

inline std::vector<Past> UpToApplication() { return And(Formed(), Applied()); }
inline std::vector<Past> UpToDecision() { return And(UpToApplication(), Decided()); }
inline std::vector<Past> UpToPayment() { return And(UpToDecision(), Paid(1000001)); }

inline GivenHousehold GivenInMarch(const std::vector<Past>& past) {
  GivenHousehold given(past);
  given.At("2024-03-31 12:00");
  return given;
}

// Everyone is registered; both adults have a case and a first contact on 12 February.
inline HouseholdFacts Facts() {
  HouseholdFacts facts;
  facts.decision_maker_active = true;
  for (const std::string& id : {kEva, kBo, kLiv}) {
    PersonFacts& person = facts.persons[Person(id)];
    person.known = true;
    person.birth_date = id == kLiv ? absl::CivilDay(2012, 5, 6) : absl::CivilDay(1985, 5, 6);
    person.has_case = id != kLiv;
    person.first_contact = ::framdrift::testing::Occurred("2024-02-12");
    person.first_contact_day = absl::CivilDay(2024, 2, 12);
  }
  return facts;
}

}  // namespace framdrift::household
