#include "domain/organisation/staff.h"

#include <gtest/gtest.h>

#include "domain/history/refusals.h"
#include "domain/organisation/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::organisation {
namespace {

using history::kCostOutOfRange;
using history::kDatesOutOfOrder;
using history::kOccurredBeforeStart;
using testing::Given;
using testing::Past;
using testing::Proto;

constexpr char kHome[] = "0190b2c8-5b0e-7c3a-9f00-00000000000a";
constexpr char kAway[] = "0190b2c8-5b0e-7c3a-9f00-00000000000b";

const Past kBegan{"2024-01-08 08:00",
                  "staff_registered { unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a' }"};
const Past kCaseworker{"2024-01-08 08:00",
                       "role_granted { role: ROLE_CASEWORKER "
                       "unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a' }"};
const Past kLeft{"2024-06-30", "staff_ended {}"};

StaffFacts OpenUnit() {
  StaffFacts facts;
  facts.id = *history::StaffId::Parse("0190b2c8-5b0e-7c3a-9f00-000000000001");
  facts.unit_open = true;
  return facts;
}

history::UnitId UnitOf(const char* id) { return *history::UnitId::Parse(id); }

v1::GrantRoleRequest Grant(const std::string& unit, const std::string& more = "") {
  return Proto<v1::GrantRoleRequest>("role: ROLE_CASEWORKER unit_id: '" + unit + "' " + more);
}

TEST(StaffTest, RegistersAMemberOfStaffWithRolesAndSealsWhoItIs) {
  Given<StaffDecider>({})
      .When(Proto<v1::RegisterStaffRequest>("unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a' "
                                            "display_name: 'Kim Ek' email: 'kim@k.se' "
                                            "roles: ROLE_CASEWORKER"),
            OpenUnit())
      .Then({kBegan.event, kCaseworker.event})
      .ThenSealed({"staff_registered { display_name: 'Kim Ek' email: 'kim@k.se' }"});
}

TEST(StaffTest, SealsUnderTheMemberOfStaff) {
  const auto decided = Given<StaffDecider>({}).When(
      Proto<v1::RegisterStaffRequest>("display_name: 'Kim'"), OpenUnit());
  EXPECT_EQ((*decided.result())[0].parts[0].subject, OpenUnit().id.bytes());
}

TEST(StaffTest, RefusesAMemberOfStaffWhoExists) {
  Given<StaffDecider>({kBegan})
      .When(v1::RegisterStaffRequest(), OpenUnit())
      .ThenRefuse({kStaffExists});
}

TEST(StaffTest, RefusesToRegisterInAUnitThatIsNotOpenWithARoleTwice) {
  Given<StaffDecider>({})
      .When(Proto<v1::RegisterStaffRequest>("roles: ROLE_AUDITOR roles: ROLE_AUDITOR"),
            StaffFacts{})
      .ThenRefuse({kUnitNotOpen, kRoleHeld});
}

TEST(StaffTest, RefusesToRegisterWithARoleThatDoesNotExist) {
  v1::RegisterStaffRequest command;
  command.add_roles(v1::ROLE_UNSPECIFIED);
  Given<StaffDecider>({}).When(command, OpenUnit()).ThenRefuse({kRoleUnknown});
}

TEST(StaffTest, GrantsARoleInAnotherUnitUntilADay) {
  const auto decided = Given<StaffDecider>({kBegan}).When(
      Grant(kAway, "until_date { year: 2024 month: 2 day: 1 }"), OpenUnit());
  decided.Then(
      {"role_granted { role: ROLE_CASEWORKER unit_id: "
       "'0190b2c8-5b0e-7c3a-9f00-00000000000b' "
       "until_date { year: 2024 month: 2 day: 1 } }"});
  const Staff after = decided.After();
  EXPECT_TRUE(after.WorksIn(UnitOf(kAway), absl::CivilDay(2024, 1, 31)));
  EXPECT_TRUE(after.Holds(v1::ROLE_CASEWORKER, UnitOf(kAway), absl::CivilDay(2024, 1, 31)));
  EXPECT_FALSE(after.WorksIn(UnitOf(kAway), absl::CivilDay(2024, 2, 1)));
  EXPECT_FALSE(after.Holds(v1::ROLE_CASEWORKER, UnitOf(kAway), absl::CivilDay(2024, 2, 1)));
  EXPECT_TRUE(after.WorksIn(UnitOf(kHome), absl::CivilDay(2024, 2, 1)));
}

TEST(StaffTest, GrantsARoleAgainToMoveItsEnd) {
  const auto decided =
      Given<StaffDecider>({kBegan, kCaseworker})
          .When(Grant(kHome, "until_date { year: 2024 month: 3 day: 1 }"), OpenUnit());
  ASSERT_TRUE(decided.result().ok());
  ASSERT_EQ(decided.After().roles.size(), 1);
  EXPECT_EQ(decided.After().roles[0].until, absl::CivilDay(2024, 3, 1));
}

TEST(StaffTest, RefusesARoleThatIsHeldAlready) {
  Given<StaffDecider>({kBegan, kCaseworker}).When(Grant(kHome), OpenUnit()).ThenRefuse({kRoleHeld});
}

TEST(StaffTest, RefusesARoleInAClosedUnitThatEndsBeforeItBegins) {
  Given<StaffDecider>({kBegan})
      .When(Grant(kAway, "until_date { year: 2024 month: 1 day: 8 }"), StaffFacts{})
      .ThenRefuse({kUnitNotOpen, kDatesOutOfOrder});
}

TEST(StaffTest, RefusesARoleThatDoesNotExist) {
  v1::GrantRoleRequest command;
  command.set_role(static_cast<v1::Role>(99));
  Given<StaffDecider>({kBegan}).When(command, OpenUnit()).ThenRefuse({kRoleUnknown});
}

TEST(StaffTest, RefusesAnythingForSomebodyUnknown) {
  const auto decided = Given<StaffDecider>({}).When(Grant(kHome), OpenUnit());
  decided.ThenRefuse({kStaffNotFound});
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kNotFound);
  Given<StaffDecider>({}).When(v1::RevokeRoleRequest()).ThenRefuse({kStaffNotFound});
  Given<StaffDecider>({}).When(v1::SetCapacityRequest()).ThenRefuse({kStaffNotFound});
  Given<StaffDecider>({}).When(v1::BookStaffCostRequest()).ThenRefuse({kStaffNotFound});
  Given<StaffDecider>({}).When(v1::EndStaffRequest()).ThenRefuse({kStaffNotFound});
}

TEST(StaffTest, RefusesAnythingButCostForSomebodyWhoLeft) {
  const Given<StaffDecider> given({kBegan, kCaseworker, kLeft});
  given.When(Grant(kAway), OpenUnit()).ThenRefuse({kStaffEnded});
  given
      .When(Proto<v1::RevokeRoleRequest>(
          "role: ROLE_CASEWORKER unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a'"))
      .ThenRefuse({kStaffEnded});
  given.When(Proto<v1::SetCapacityRequest>("fte_percent: 100")).ThenRefuse({kStaffEnded});
  given.When(v1::EndStaffRequest()).ThenRefuse({kStaffEnded});
  given
      .When(Proto<v1::BookStaffCostRequest>("amount_ore: 4500000 "
                                            "from_date { year: 2024 month: 6 day: 1 } "
                                            "until_date { year: 2024 month: 7 day: 1 }"))
      .Then({"cost_booked { amount_ore: 4500000 from_date { year: 2024 month: 6 day: 1 } "
             "until_date { year: 2024 month: 7 day: 1 } }"});
}

TEST(StaffTest, RefusesAnythingBeforeTheFirstDay) {
  Given<StaffDecider>({kBegan})
      .When(Proto<v1::EndStaffRequest>("occurred { date { year: 2024 month: 1 day: 7 } }"))
      .ThenRefuse({kOccurredBeforeStart});
}

TEST(StaffTest, RevokesARole) {
  const auto decided =
      Given<StaffDecider>({kBegan, kCaseworker})
          .When(Proto<v1::RevokeRoleRequest>(
              "role: ROLE_CASEWORKER unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a'"));
  decided.Then(
      {"role_revoked { role: ROLE_CASEWORKER unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a' }"});
  EXPECT_TRUE(decided.After().roles.empty());
}

TEST(StaffTest, RefusesToRevokeARoleThatIsNotHeld) {
  Given<StaffDecider>({kBegan, kCaseworker})
      .When(Proto<v1::RevokeRoleRequest>(
          "role: ROLE_MANAGER unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a'"))
      .ThenRefuse({kRoleNotHeld});
}

TEST(StaffTest, SetsCapacity) {
  const auto decided = Given<StaffDecider>({kBegan}).When(
      Proto<v1::SetCapacityRequest>("fte_percent: 80 max_load: 30"));
  decided.Then({"capacity_set { fte_percent: 80 max_load: 30 }"});
  EXPECT_EQ(decided.After().fte_percent, 80);
  EXPECT_EQ(decided.After().max_load, 30);
}

TEST(StaffTest, SetsLanguagesEachOnceRising) {
  const auto decided = Given<StaffDecider>({kBegan}).When(
      Proto<v1::SetLanguagesRequest>("languages: 'so' languages: 'ar' languages: 'so'"));
  decided.Then({"languages_set { languages: 'ar' languages: 'so' }"});
  EXPECT_TRUE(decided.After().Speaks("so"));
  EXPECT_TRUE(decided.After().Speaks("sv"));
  EXPECT_FALSE(decided.After().Speaks("fa"));
}

TEST(StaffTest, RefusesEveryLanguageThereIsNoCodeFor) {
  Given<StaffDecider>({kBegan})
      .When(Proto<v1::SetLanguagesRequest>("languages: 'so' languages: 'SO' languages: 'xx'"))
      .ThenRefuse({kLanguageUnknown, kLanguageUnknown});
}

TEST(StaffTest, RefusesCapacityOutOfRange) {
  for (const char* capacity :
       {"fte_percent: 101", "fte_percent: -1", "max_load: 1001", "max_load: -1"}) {
    Given<StaffDecider>({kBegan})
        .When(Proto<v1::SetCapacityRequest>(capacity))
        .ThenRefuse({kCapacityOutOfRange});
  }
}

TEST(StaffTest, RefusesACostOfNothingInAPeriodThatEndsBeforeItBegins) {
  Given<StaffDecider>({kBegan})
      .When(Proto<v1::BookStaffCostRequest>("from_date { year: 2024 month: 6 day: 1 } "
                                            "until_date { year: 2024 month: 6 day: 1 }"))
      .ThenRefuse({kCostOutOfRange, kDatesOutOfOrder});
}

TEST(StaffTest, EndsAMemberOfStaff) {
  const auto decided = Given<StaffDecider>({kBegan, kCaseworker}).When(v1::EndStaffRequest());
  decided.Then({"staff_ended {}"});
  EXPECT_FALSE(decided.After().WorksIn(UnitOf(kHome), absl::CivilDay(2024, 1, 9)));
  EXPECT_FALSE(
      decided.After().Holds(v1::ROLE_CASEWORKER, UnitOf(kHome), absl::CivilDay(2024, 1, 9)));
}

TEST(StaffTest, CorrectsAMisspeltName) {
  Given<StaffDecider>({kBegan})
      .When(Proto<v1::CorrectStaffEventRequest>(
          "position: 1 replacement { staff_registered { "
          "unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a' } } "
          "sealed { staff_registered { display_name: 'Kim Ekh' } } reason_code: 'typing-error'"))
      .ThenSealed({"event_corrected { replacement { "
                   "[type.googleapis.com/framdrift.organisation.v1.StaffSealed] { "
                   "staff_registered { display_name: 'Kim Ekh' } } } }"});
}

TEST(StaffTest, RefusesToVoidARoleThatWasRevokedLater) {
  Given<StaffDecider>({kBegan,
                       kCaseworker,
                       {"2024-02-01 09:00",
                        "role_revoked { role: ROLE_CASEWORKER "
                        "unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a' }"}})
      .When(Proto<v1::VoidStaffEventRequest>("position: 2 reason_code: 'typing-error'"))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

}  // namespace
}  // namespace framdrift::organisation
