#include "domain/household/aid_months.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <string>

#include "domain/history/appended.h"
#include "tests/domain/household/given_household.h"

namespace framdrift::household {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::CivilMonth kMarch(2024, 3);
const history::HouseholdId kHousehold = *history::HouseholdId::Parse(Uuid(81));

std::vector<AidMonthWrite> WritesBetween(const std::vector<Past>& before,
                                         const std::vector<Past>& after) {
  return AidMonthWrites(
      kHousehold, GivenHousehold(before).timeline(), GivenHousehold(after).timeline());
}

// What a case shows that got these writes, in order of occurrence and then of writing.
AidMonth Shown(const std::vector<AidMonthWrite>& writes, const std::string& person,
               absl::Time at = absl::InfiniteFuture()) {
  AidMonth month;
  absl::Time latest = absl::InfinitePast();
  for (const AidMonthWrite& write : writes) {
    if (write.person != Person(person) || write.occurred.at > at) continue;
    if (write.occurred.at < latest) continue;
    latest = write.occurred.at;
    month = {write.event.applied(),
             write.event.refused(),
             write.event.granted_ore(),
             write.event.paid_ore(),
             write.event.reversed_ore()};
  }
  return month;
}

TEST(SplitEquallyTest, AddsUpAndGivesWhatIsLeftOverToTheFirst) {
  EXPECT_THAT(SplitEqually(100, 3), ElementsAre(34, 33, 33));
  EXPECT_THAT(SplitEqually(0, 2), ElementsAre(0, 0));
  EXPECT_THAT(SplitEqually(1, 2), ElementsAre(1, 0));
}

TEST(AidMonthsTest, CountOnceForTheHouseholdAndInEqualPartsForItsAdults) {
  const Household household = GivenHousehold(And(UpToPayment(), Reversed(600))).state();
  EXPECT_EQ(MonthsOf(household).at(kMarch), (AidMonth{true, false, 1000001, 1000001, 600}));
  const AidShares shares = SharesOf(household);
  ASSERT_EQ(shares.size(), 2u);
  const AidShare& eva = shares.at({Person(kEva), kMarch});
  const AidShare& bo = shares.at({Person(kBo), kMarch});
  EXPECT_EQ(eva.month, (AidMonth{true, false, 500001, 500001, 300}));
  EXPECT_EQ(bo.month, (AidMonth{true, false, 500000, 500000, 300}));
  EXPECT_EQ(eva.role, casework::v1::AID_ROLE_APPLICANT);
  EXPECT_EQ(bo.role, casework::v1::AID_ROLE_CO_APPLICANT);
  EXPECT_DOUBLE_EQ(eva.share, 0.5);
  EXPECT_TRUE(eva.month.is_support_month());
}

TEST(AidMonthsTest, IsNoSupportMonthBeforeItIsPaidOrOnceItIsTakenBack) {
  EXPECT_FALSE(MonthsOf(GivenHousehold(UpToDecision()).state()).at(kMarch).is_support_month());
  EXPECT_FALSE(MonthsOf(GivenHousehold(And(UpToPayment(), Reversed(1000001))).state())
                   .at(kMarch)
                   .is_support_month());
}

TEST(AidMonthsTest, DoNotCountAnEnquiryAsApplied) {
  EXPECT_THAT(SharesOf(GivenHousehold(And(Formed(), Applied("GENERAL_ENQUIRY"))).state()),
              IsEmpty());
}

TEST(AidMonthsTest, SaysRefusedUntilAChangeGrants) {
  const Past refused = {"2024-02-22",
                        "aid_decision_recorded { " + Field("decision_id", kDecision) +
                            Field("applicant_ids", kEva) + March() + Terms("REFUSED", 0) + "}"};
  const Past changed = {
      "2024-03-02",
      "aid_decision_changed { " + Field("decision_id", kDecision) + Terms("GRANTED", 100) + "}"};
  const auto past = And(UpToApplication(), refused);
  EXPECT_TRUE(MonthsOf(GivenHousehold(past).state()).at(kMarch).refused);
  EXPECT_FALSE(MonthsOf(GivenHousehold(And(past, changed)).state()).at(kMarch).refused);
}

TEST(AidMonthsTest, WeighsDecisionsThatCoverDifferentAdults) {
  const Past own = {"2024-02-23",
                    "aid_decision_recorded { " + Field("decision_id", Uuid(32)) +
                        Field("applicant_ids", kBo) + March() + Terms("GRANTED", 1000001) + "}"};
  const AidShares shares = SharesOf(GivenHousehold(And(UpToDecision(), own)).state());
  EXPECT_DOUBLE_EQ(shares.at({Person(kEva), kMarch}).share, 0.25);
  EXPECT_DOUBLE_EQ(shares.at({Person(kBo), kMarch}).share, 0.75);
}

TEST(AidMonthWritesTest, SayForEachCoveredAdultWhatTheMonthIsNow) {
  const auto writes = WritesBetween(UpToDecision(), UpToPayment());
  ASSERT_EQ(writes.size(), 2u);
  EXPECT_EQ(writes[0].person, Person(kEva));
  EXPECT_EQ(writes[0].occurred.at, ::framdrift::testing::Instant("2024-02-27"));
  EXPECT_EQ(writes[0].event.household_id(), kHousehold.ToString());
  EXPECT_EQ(writes[0].event.paid_ore(), 500001);
  EXPECT_EQ(writes[1].person, Person(kBo));
  EXPECT_EQ(writes[1].event.paid_ore(), 500000);
}

TEST(AidMonthWritesTest, AreNoneWhereNoShareChanges) {
  const Past joined = {"2024-03-01",
                       "member_joined { " + Field("person_id", kAnn) + "role: MEMBER_ROLE_ADULT }"};
  EXPECT_THAT(WritesBetween(UpToPayment(), And(UpToPayment(), joined)), IsEmpty());
}

TEST(AidMonthWritesTest, SetLaterDaysRightWhenSomethingIsRecordedBackInTime) {
  // The payment was known first, then the decision it rests on, dated before it.
  const auto first = And(Formed(), Paid(1000001));
  const auto then = And(first, Decided());
  auto writes = WritesBetween(Formed(), first);
  for (const AidMonthWrite& write : WritesBetween(first, then)) writes.push_back(write);
  EXPECT_EQ(Shown(writes, kEva, ::framdrift::testing::Instant("2024-02-25")),
            (AidMonth{false, false, 500001, 0, 0}));
  EXPECT_EQ(Shown(writes, kEva), (AidMonth{false, false, 500001, 500001, 0}));
}

TEST(AidMonthWritesTest, TakeBackWhatAVoidingStrikesThrough) {
  const Past voided = {"2024-03-20 10:00", "event_voided { position: 7 }"};
  const auto writes = WritesBetween(UpToPayment(), And(UpToPayment(), voided));
  ASSERT_EQ(writes.size(), 2u);
  EXPECT_EQ(writes[0].occurred.at, ::framdrift::testing::Instant("2024-02-27"));
  EXPECT_EQ(writes[0].event.paid_ore(), 0);
  EXPECT_EQ(writes[0].event.granted_ore(), 500001);
}

TEST(AidMonthWritesTest, EmptyTheMonthOfAnAdultACorrectionLeavesOut) {
  GivenHousehold given(UpToDecision());
  const auto decided =
      given.At("2024-03-31 12:00")
          .When(Proto<v1::CorrectEventRequest>(
              "position: 6 reason_code: 'typing-error' replacement { aid_decision_recorded { " +
              Field("decision_id", kDecision) + Field("application_id", kApplication) +
              Field("applicant_ids", kEva) + March() + Terms("GRANTED", 1000001) + "} }"));
  ASSERT_TRUE(decided.result().ok()) << decided.result().status();
  const auto writes =
      AidMonthWrites(kHousehold,
                     given.timeline(),
                     history::Appended(given.timeline(), *decided.result(), given.context()));
  EXPECT_EQ(Shown(writes, kEva), (AidMonth{true, false, 1000001, 0, 0}));
  // Bo still applied.
  EXPECT_EQ(Shown(writes, kBo), (AidMonth{true, false, 0, 0, 0}));
}

// Whatever the order in which a history becomes known, the cases end up showing what a fold of the
// whole history shows, on every day.
TEST(AidMonthWritesTest, LeadToTheSameCasesInWhateverOrderEventsBecomeKnown) {
  std::vector<Past> events = {Applied(),
                              Decided(),
                              Paid(1000001),
                              Reversed(600),
                              Appealed(),
                              {"2024-03-10",
                               "aid_decision_changed { " + Field("decision_id", kDecision) +
                                   Terms("GRANTED", 1200003) + "}"}};
  for (unsigned seed = 1; seed <= 50; ++seed) {
    std::mt19937 random(seed);
    std::shuffle(events.begin(), events.end(), random);
    std::vector<Past> known = Formed();
    std::vector<AidMonthWrite> writes;
    for (const Past& event : events) {
      const auto next = And(known, event);
      for (const AidMonthWrite& write : WritesBetween(known, next)) writes.push_back(write);
      known = next;
      for (const char* day :
           {"2024-02-20", "2024-02-22", "2024-02-27", "2024-03-05", "2024-03-10"}) {
        const absl::Time at = ::framdrift::testing::Instant(day);
        const AidShares shares = SharesOf(GivenHousehold(known).timeline().At({at}));
        for (const std::string& person : {kEva, kBo}) {
          const auto wanted = shares.find({Person(person), kMarch});
          EXPECT_EQ(Shown(writes, person, at),
                    wanted == shares.end() ? AidMonth() : wanted->second.month)
              << "seed " << seed << " on " << day;
        }
      }
    }
  }
}

}  // namespace
}  // namespace framdrift::household
