#include <gtest/gtest.h>

#include "domain/history/refusals.h"
#include "tests/domain/place/place_fixture.h"

namespace framdrift::place {
namespace {

TEST(PlaceCooperationTest, FormsAGroupOnce) {
  const auto command = Proto<v1::FormGroupRequest>(
      "group_kind: GROUP_KIND_WORKING display_name: 'Måltider' actors: 'Kost'");
  Given<PlaceDecider>({kFounded}).When(command, Facts(kGroup)).Then({kFormed.event});
  Given<PlaceDecider>({kFounded, kFormed})
      .When(v1::FormGroupRequest(), Facts(kGroup))
      .ThenRefuse({kGroupExists, kGroupKindUnknown});
}

TEST(PlaceCooperationTest, AgreesWithAPartner) {
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::AgreePartnerRequest>(
                "partner_id: '0190b2c8-5b0e-7c3a-9f00-0000000000c1' sector: SECTOR_VOLUNTARY "
                "contribution: 'öppnar butiken' volunteer_hours_per_quarter: 120 "
                "from_date { year: 2017 month: 1 day: 1 }"),
            Named(true))
      .Then({"partner_agreed { partner_id: '0190b2c8-5b0e-7c3a-9f00-0000000000c1' "
             "display_name: 'Byalaget' sector: SECTOR_VOLUNTARY contribution: 'öppnar butiken' "
             "volunteer_hours_per_quarter: 120 from_date { year: 2017 month: 1 day: 1 } }"});
}

TEST(PlaceCooperationTest, RefusesAnUnknownPartnerSectorHoursAndDaysAtOnce) {
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::AgreePartnerRequest>("volunteer_hours_per_quarter: -1 "
                                           "from_date { year: 2017 month: 1 day: 2 } "
                                           "until_date { year: 2017 month: 1 day: 2 }"),
            Named(false))
      .ThenRefuse(
          {kPartnerUnknown, kSectorUnknown, kQuantityOutOfRange, history::kDatesOutOfOrder});
}

TEST(PlaceCooperationTest, RefusesAnAgreementFromTheSameDayAgain) {
  const auto command = Proto<v1::AgreePartnerRequest>(
      "partner_id: '0190b2c8-5b0e-7c3a-9f00-0000000000c1' sector: SECTOR_PRIVATE "
      "from_date { year: 2017 month: 1 day: 1 }");
  Given<PlaceDecider>({kFounded,
                       {"2016-11-01",
                        "partner_agreed { partner_id: '0190b2c8-5b0e-7c3a-9f00-0000000000c1' "
                        "from_date { year: 2017 month: 1 day: 1 } }"}})
      .When(command, Named(true))
      .ThenRefuse({kAgreementExists});
}

TEST(PlaceCooperationTest, SetsAJointGoalAgain) {
  const auto decided =
      Given<PlaceDecider>(
          {kFounded,
           {"2016-11-01",
            "joint_goal_set { goal_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' title: 'a' }"}})
          .When(Proto<v1::SetJointGoalRequest>(
                    "title: 'fler äter hemma' "
                    "indicator_id: '0190b2c8-5b0e-7c3a-9f00-0000000000b1' actors: 'Kost'"),
                Named(true));
  decided.Then(
      {"joint_goal_set { goal_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' "
       "title: 'fler äter hemma' "
       "indicator_id: '0190b2c8-5b0e-7c3a-9f00-0000000000b1' actors: 'Kost' }"});
  ASSERT_EQ(decided.After().cooperation.goals.size(), 1);
  EXPECT_EQ(decided.After().cooperation.goals[0].title(), "fler äter hemma");
}

TEST(PlaceCooperationTest, RefusesAGoalWithoutAnIndicator) {
  Given<PlaceDecider>({kFounded})
      .When(v1::SetJointGoalRequest(), Named(false))
      .ThenRefuse({kIndicatorUnknown});
}

TEST(PlaceCooperationTest, RecordsAMeetingOfAGroupWithActorsAndActions) {
  Given<PlaceDecider>({kFounded, kFormed})
      .When(Proto<v1::RecordPlaceMeetingRequest>(
                "title: 'bymöte' group_id: '0190b2c8-5b0e-7c3a-9f00-0000000000e1' attendees: 31 "
                "actors { display_name: 'Byalaget' sector: SECTOR_VOLUNTARY } "
                "actions { what: 'ringa' responsible: 'Kost' }"),
            Facts(kNeed))
      .Then({"meeting_held { meeting_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' title: 'bymöte' "
             "group_id: '0190b2c8-5b0e-7c3a-9f00-0000000000e1' attendees: 31 "
             "actors { display_name: 'Byalaget' sector: SECTOR_VOLUNTARY } "
             "actions { what: 'ringa' responsible: 'Kost' } }"});
}

TEST(PlaceCooperationTest, RefusesAMeetingOfAnUnknownGroupWithHalfAnAction) {
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::RecordPlaceMeetingRequest>(
                "group_id: '0190b2c8-5b0e-7c3a-9f00-0000000000e1' attendees: -1 "
                "actors { display_name: 'Byalaget' } actions { what: 'ringa' }"),
            Facts(kNeed))
      .ThenRefuse({kGroupUnknown, kQuantityOutOfRange, kSectorUnknown, kActionIncomplete});
  Given<PlaceDecider>(
      {kFounded,
       {"2016-11-01", "meeting_held { meeting_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' }"}})
      .When(v1::RecordPlaceMeetingRequest(), Facts(kNeed))
      .ThenRefuse({kMeetingExists});
}

TEST(PlaceStaffTest, SharesAMemberOfStaff) {
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::ShareStaffRequest>(
                "staff_id: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' home_department: 'Skola' "
                "percent_before: 60 percent_after: 85 "
                "hours { department: 'Skola' hours_per_week: 24 } "
                "hours { department: 'Omsorg' hours_per_week: 10 }"),
            Named(true))
      .Then({kShared.event});
}

TEST(PlaceStaffTest, KeepsThePercentageBeforeTheFirstSharing) {
  const auto decided =
      Given<PlaceDecider>({kFounded, kShared})
          .When(Proto<v1::ShareStaffRequest>(
                    "staff_id: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' home_department: 'Skola' "
                    "percent_before: 85 percent_after: 100 "
                    "hours { department: 'Omsorg' hours_per_week: 40 }"),
                Named(true));
  ASSERT_EQ(decided.After().staff.members.size(), 1);
  EXPECT_EQ(decided.After().staff.members[0].content.percent_before(), 60);
  EXPECT_EQ(decided.After().staff.members[0].content.percent_after(), 100);
}

TEST(PlaceStaffTest, RefusesUnknownStaffPercentHoursAndADepartmentTwiceAtOnce) {
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::ShareStaffRequest>("percent_before: -1 percent_after: 101 "
                                         "hours { department: 'Skola' hours_per_week: -1 } "
                                         "hours { department: 'Skola' hours_per_week: 2 }"),
            Named(false))
      .ThenRefuse({kStaffUnknown, kPercentOutOfRange, kQuantityOutOfRange, kDepartmentTwice});
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::ShareStaffRequest>("hours { department: 'a' hours_per_week: 100 } "
                                         "hours { department: 'b' hours_per_week: 100 }"),
            Named(true))
      .ThenRefuse({kQuantityOutOfRange});
}

TEST(PlaceStaffTest, GivesSupervisionAndTeachesThoseWhoAreShared) {
  const Given<PlaceDecider> given({kFounded, kShared});
  given
      .When(Proto<v1::RecordSupervisionRequest>(
          "staff_ids: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' minutes: 90 form: 'i grupp'"))
      .Then({"supervision_given { staff_ids: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' minutes: 90 "
             "form: 'i grupp' }"});
  given
      .When(Proto<v1::RecordCompetenceActivityRequest>(
          "title: 'hygien' staff_ids: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' hours: 3 "
          "cross_sector: true"))
      .Then({"competence_activity_held { title: 'hygien' "
             "staff_ids: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' hours: 3 cross_sector: true }"});
}

TEST(PlaceStaffTest, RefusesSupervisionOfOthersAndMinutesBelowOne) {
  const Given<PlaceDecider> given({kFounded});
  given
      .When(Proto<v1::RecordSupervisionRequest>(
          "staff_ids: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' minutes: -1"))
      .ThenRefuse({kStaffNotShared, kQuantityOutOfRange});
  given
      .When(Proto<v1::RecordCompetenceActivityRequest>(
          "staff_ids: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' hours: -1"))
      .ThenRefuse({kStaffNotShared, kQuantityOutOfRange});
}

TEST(PlaceServiceTest, AvoidsATripAtThePricesOfTheFoundingThenOfTheTripBefore) {
  const Given<PlaceDecider> given({kFounded});
  const auto first = given.When(
      Proto<v1::RecordAvoidedTripRequest>("task: 'tillsyn' department: 'Fastighet' km: 70 "
                                          "minutes: 55 ore_per_km: 2500"));
  first.Then(
      {"trip_avoided { task: 'tillsyn' department: 'Fastighet' trips: 1 km: 70 minutes: 55 "
       "ore_per_km: 2500 ore_per_hour: 25000 }"});
  EXPECT_EQ(first.After().service.travel.rates.ore_per_km, 2500);
}

TEST(PlaceServiceTest, RefusesATripOfLessThanNothing) {
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::RecordAvoidedTripRequest>(
          "trips: -1 km: -70 minutes: -55 ore_per_km: -1 ore_per_hour: -1"))
      .ThenRefuse({kQuantityOutOfRange,
                   kQuantityOutOfRange,
                   kQuantityOutOfRange,
                   kQuantityOutOfRange,
                   kQuantityOutOfRange});
}

TEST(PlaceServiceTest, SetsHoursAndRefusesThoseThatNoWeekHas) {
  const Given<PlaceDecider> given({kFounded});
  given.When(Proto<v1::SetServiceHoursRequest>("service: 'bibliotek' hours_per_week: 12.5"))
      .Then({"service_hours_set { service: 'bibliotek' hours_per_week: 12.5 }"});
  given.When(Proto<v1::SetServiceHoursRequest>("hours_per_week: -1"))
      .ThenRefuse({kQuantityOutOfRange});
  given.When(Proto<v1::SetServiceHoursRequest>("hours_per_week: nan"))
      .ThenRefuse({kQuantityOutOfRange});
}

TEST(PlaceServiceTest, MeasuresQualityAndRefusesItOfNobody) {
  const Given<PlaceDecider> given({kFounded});
  given
      .When(Proto<v1::RecordQualityRequest>(
          "service: 'måltider' survey: 'enkät' n: 42 value: 4.3 scale: '1-5'"))
      .Then({"quality_measured { service: 'måltider' survey: 'enkät' n: 42 value: 4.3 "
             "scale: '1-5' }"});
  given.When(Proto<v1::RecordQualityRequest>("n: 0 value: inf"))
      .ThenRefuse({kQuantityOutOfRange, kQuantityOutOfRange});
}

TEST(PlaceServiceTest, KeepsAnEvaluationAsItIs) {
  const Given<PlaceDecider> given(
      {kFounded, {"2018-08-31", "place_evaluated { conclusion: 'x' }"}});
  ASSERT_EQ(given.state().evaluations.size(), 1);
  given.When(Proto<v1::VoidPlaceEventRequest>("position: 2 reason_code: 'x'"), Facts(kNeed))
      .ThenRefuse({kEvaluationNotCorrected});
}

}  // namespace
}  // namespace framdrift::place
