#include "domain/household/household.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/domain/household/given_household.h"

namespace framdrift::household {
namespace {

constexpr absl::CivilDay kDay(2024, 3, 1);

std::string MemberText(const std::string& id, const std::string& role) {
  return "{ " + Field("person_id", id) + "role: MEMBER_ROLE_" + role + " } ";
}

std::string AddText(const std::string& id) { return "member " + MemberText(id, "ADULT"); }

TEST(FormHouseholdTest, LetsItsMembersJoinTheDayItIsFormed) {
  const auto decided =
      GivenHousehold({})
          .When(
              Proto<v1::FormHouseholdRequest>("members " + MemberText(kEva, "ADULT") + "members " +
                                              MemberText(kLiv, "CHILD") +
                                              "occurred { date { year: 2023 month: 12 day: 24 } }"),
              Facts())
          .Then({"household_formed {}",
                 "member_joined " + MemberText(kEva, "ADULT"),
                 "member_joined " + MemberText(kLiv, "CHILD")});
  EXPECT_EQ(decided.After().TypeOn(absl::CivilDay(2023, 12, 24)),
            v1::HOUSEHOLD_TYPE_SINGLE_WITH_CHILDREN);
}

TEST(FormHouseholdTest, SaysThatTheHouseholdExists) {
  const auto decided = GivenHousehold(Formed()).When(
      Proto<v1::FormHouseholdRequest>("members " + MemberText(kEva, "ADULT")), Facts());
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kAlreadyExists);
  decided.ThenRefuse({"HOUSEHOLD_EXISTS"});
}

TEST(FormHouseholdTest, RefusesStrangersAndTheSameMemberTwice) {
  GivenHousehold({})
      .When(Proto<v1::FormHouseholdRequest>("members " + MemberText(kEva, "ADULT") + "members " +
                                            MemberText(kEva, "ADULT") + "members " +
                                            MemberText(kAnn, "ADULT")),
            Facts())
      .ThenRefuse({"MEMBER_ALREADY", "MEMBER_UNKNOWN"});
}

TEST(AddMemberTest, LetsAMemberComeBack) {
  const Past left = {
      "2024-02-10",
      "member_left { " + Field("person_id", kBo) + "reason: LEAVE_REASON_MOVED_OUT }"};
  const Household after = GivenHousehold(And(Formed(), left))
                              .At("2024-03-10 10:00")
                              .When(Proto<v1::AddMemberRequest>(AddText(kBo)), Facts())
                              .Then({"member_joined " + MemberText(kBo, "ADULT")})
                              .After();
  EXPECT_TRUE(after.IsMemberOn(Person(kBo), absl::CivilDay(2024, 2, 9)));
  EXPECT_FALSE(after.IsMemberOn(Person(kBo), absl::CivilDay(2024, 2, 10)));
  EXPECT_FALSE(after.IsMemberOn(Person(kBo), absl::CivilDay(2024, 3, 9)));
  EXPECT_TRUE(after.IsMemberOn(Person(kBo), absl::CivilDay(2024, 3, 10)));
}

TEST(AddMemberTest, RefusesAMemberAndAStranger) {
  GivenHousehold(Formed())
      .When(Proto<v1::AddMemberRequest>(AddText(kBo)), Facts())
      .ThenRefuse({"MEMBER_ALREADY"});
  GivenHousehold(Formed())
      .When(Proto<v1::AddMemberRequest>(AddText(kAnn)), Facts())
      .ThenRefuse({"MEMBER_UNKNOWN"});
}

TEST(AddMemberTest, DoesNotFindAnUnknownHousehold) {
  const auto decided = GivenHousehold({}).When(Proto<v1::AddMemberRequest>(AddText(kBo)), Facts());
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kNotFound);
  decided.ThenRefuse({"HOUSEHOLD_NOT_FOUND"});
}

TEST(AddMemberTest, RefusesWhatHasNotHappened) {
  GivenHousehold(Formed())
      .When(Proto<v1::AddMemberRequest>(AddText(kBo) +
                                        "occurred { date { year: 2030 month: 1 day: 1 } }"),
            Facts())
      .ThenRefuse({"OCCURRED_IN_FUTURE"});
}

TEST(RemoveMemberTest, MakesTheDayTheFirstDayOut) {
  const Household after =
      GivenHousehold(Formed())
          .At("2024-03-10 10:00")
          .When(Proto<v1::RemoveMemberRequest>(Field("person_id", kBo) +
                                               "reason: LEAVE_REASON_MOVED_OUT "
                                               "occurred { date { year: 2024 month: 3 day: 1 } }"))
          .Then({"member_left { " + Field("person_id", kBo) + "reason: LEAVE_REASON_MOVED_OUT }"})
          .After();
  EXPECT_TRUE(after.IsMemberOn(Person(kBo), absl::CivilDay(2024, 2, 29)));
  EXPECT_FALSE(after.IsMemberOn(Person(kBo), absl::CivilDay(2024, 3, 1)));
  EXPECT_EQ(after.TypeOn(absl::CivilDay(2024, 3, 1)), v1::HOUSEHOLD_TYPE_SINGLE_WITH_CHILDREN);
}

TEST(RemoveMemberTest, RefusesWhoeverDoesNotLiveThere) {
  GivenHousehold(Formed())
      .When(Proto<v1::RemoveMemberRequest>(Field("person_id", kAnn) +
                                           "reason: LEAVE_REASON_MOVED_OUT"))
      .ThenRefuse({"MEMBER_NOT"});
}

TEST(HouseholdTest, CountsTheMembersOfAMonthOnItsFirstDay) {
  const Past left = {
      "2024-03-02",
      "member_left { " + Field("person_id", kBo) + "reason: LEAVE_REASON_MOVED_OUT }"};
  const Household household = GivenHousehold(And(Formed(), left)).state();
  EXPECT_EQ(household.MembersIn(absl::CivilMonth(2024, 3)).size(), 3u);
  EXPECT_EQ(household.MembersIn(absl::CivilMonth(2024, 4)).size(), 2u);
  EXPECT_EQ(household.MembersIn(absl::CivilMonth(2024, 1)).size(), 0u);
}

TEST(HouseholdTest, IsWhatItsMembersMakeIt) {
  EXPECT_EQ(GivenHousehold(Formed()).state().TypeOn(kDay), v1::HOUSEHOLD_TYPE_COUPLE_WITH_CHILDREN);
  EXPECT_EQ(GivenHousehold({}).state().TypeOn(kDay), v1::HOUSEHOLD_TYPE_UNSPECIFIED);
}

TEST(HouseholdTest, EvolvesAnySubsetInAnyOrderWithoutRefusing) {
  const GivenHousehold given({Reversed(5),
                              Paid(10),
                              Appealed(),
                              {"2024-01-02", "appeal_decided { appeal_id: 'none' }"},
                              {"2024-01-03", "aid_decision_changed { decision_id: 'none' }"},
                              {"2024-01-04", "application_completed { application_id: 'none' }"},
                              {"2024-01-05", "member_left { person_id: 'none' }"},
                              {"2024-01-06", "aid_decision_recorded {}"}});
  EXPECT_FALSE(given.state().formed);
  EXPECT_EQ(given.state().payments.size(), 1u);
}

// Amendments.

TEST(CorrectHouseholdEventTest, KeepsWordsWithTheirPersons) {
  const std::string replacement = "aid_decision_recorded { " + Field("decision_id", kDecision) +
                                  Field("application_id", kApplication) +
                                  Field("applicant_ids", kEva) + March() +
                                  Terms("GRANTED", 500000) + "}";
  const auto decided =
      GivenHousehold(UpToDecision())
          .When(Proto<v1::CorrectEventRequest>(
              "position: 6 reason_code: 'typing-error' text: 'fel belopp' replacement { " +
              replacement + " } sealed { " + Field("person_id", kEva) +
              "sealed { aid_decision_recorded { explanation: 'norm' } } }"));
  ASSERT_TRUE(decided.result().ok()) << decided.result().status();
  const auto& parts = decided.result()->at(0).parts;
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].subject, Person(kEva).bytes());
  EXPECT_TRUE(parts[0].content.event_corrected().has_replacement());
  EXPECT_EQ(parts[1].subject, Person(kBo).bytes());
  EXPECT_FALSE(parts[1].content.event_corrected().has_replacement());
  EXPECT_EQ(parts[1].content.event_corrected().text(), "fel belopp");
}

TEST(CorrectHouseholdEventTest, RefusesWordsForAStranger) {
  GivenHousehold(UpToDecision())
      .When(Proto<v1::CorrectEventRequest>("position: 2 replacement { member_joined { " +
                                           Field("person_id", kEva) + "} } sealed { " +
                                           Field("person_id", kAnn) + "sealed {} }"))
      .ThenRefuse({"TEXT_OF_STRANGER"});
}

TEST(CorrectHouseholdEventTest, RefusesAnEventThatIsNotThere) {
  GivenHousehold(Formed())
      .When(Proto<v1::CorrectEventRequest>("position: 9 replacement { household_formed {} }"))
      .ThenRefuse({"EVENT_NOT_FOUND"});
}

TEST(VoidHouseholdEventTest, KeepsTheReasonWithThoseItConcerns) {
  GivenHousehold(UpToApplication())
      .When(Proto<v1::VoidEventRequest>("position: 5 reason_code: 'duplicate' text: 'dubbelt'"))
      .Then({"event_voided { position: 5 reason_code: 'duplicate' }"})
      .ThenSealed({"event_voided { text: 'dubbelt' }", "event_voided { text: 'dubbelt' }"});
}

TEST(VoidHouseholdEventTest, RefusesWhatALaterEventRestsOn) {
  GivenHousehold(UpToPayment())
      .When(Proto<v1::VoidEventRequest>("position: 6 reason_code: 'duplicate'"))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

}  // namespace
}  // namespace framdrift::household
