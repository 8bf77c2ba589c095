#include "domain/place/needs.h"

#include <gtest/gtest.h>

#include "domain/history/refusals.h"
#include "tests/domain/place/place_fixture.h"

namespace framdrift::place {
namespace {

TEST(PlaceNeedsTest, FoundsAPlaceOnce) {
  const auto command = Proto<v1::FoundPlaceRequest>(
      "display_name: 'Ramsjö' municipality_code: '2161' ore_per_km: 1850 ore_per_hour: 25000");
  Given<PlaceDecider>({}).When(command).Then({kFounded.event});
  const auto again = Given<PlaceDecider>({kFounded}).When(command);
  again.ThenRefuse({kPlaceExists});
  EXPECT_EQ(again.result().status().code(), absl::StatusCode::kAlreadyExists);
}

TEST(PlaceNeedsTest, RefusesPricesOfTravelBelowZero) {
  Given<PlaceDecider>({})
      .When(Proto<v1::FoundPlaceRequest>("ore_per_km: -1 ore_per_hour: -1"))
      .ThenRefuse({kQuantityOutOfRange, kQuantityOutOfRange});
}

TEST(PlaceNeedsTest, RefusesEverythingBeforeThePlaceIsFounded) {
  const Given<PlaceDecider> given({});
  const auto decided = given.When(v1::RecordNeedRequest(), Facts(kNeed));
  decided.ThenRefuse({kPlaceNotFound});
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kNotFound);
  given.When(v1::MeetNeedRequest()).ThenRefuse({kPlaceNotFound});
  given.When(v1::BookAccountEntryRequest()).ThenRefuse({kPlaceNotFound});
  given.When(v1::FixBaseYearRequest()).ThenRefuse({kPlaceNotFound});
  given.When(v1::ShareStaffRequest(), Named(true)).ThenRefuse({kPlaceNotFound});
  given.When(v1::AgreePartnerRequest(), Named(true)).ThenRefuse({kPlaceNotFound});
}

TEST(PlaceNeedsTest, RefusesWhatHappenedBeforeTheFounding) {
  Given<PlaceDecider>({kFounded, kRecorded})
      .When(Proto<v1::MeetNeedRequest>("need_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' how: 'x' "
                                       "occurred { date { year: 2016 month: 9 day: 28 } }"))
      .ThenRefuse({history::kOccurredBeforeStart});
}

TEST(PlaceNeedsTest, RecordsANeedUnderAFreshIdAndSealsItsNote) {
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::RecordNeedRequest>(
                "statement: 'lagad mat på kvällar' need_source: NEED_SOURCE_INTERVIEW "
                "who: 'boende över 80' service: 'måltider' frequency: NEED_FREQUENCY_DAILY "
                "urgency: NEED_URGENCY_HIGH note: 'Anna sade det.'"),
            Facts(kNeed))
      .Then({kRecorded.event})
      .ThenSealed({"need_recorded { note: 'Anna sade det.' }"});
}

TEST(PlaceNeedsTest, RefusesANeedThatExistsAndCodesThatDoNotAllAtOnce) {
  Given<PlaceDecider>({kFounded, kRecorded})
      .When(v1::RecordNeedRequest(), Facts(kNeed))
      .ThenRefuse({kNeedExists, kNeedCodeUnknown, kNeedCodeUnknown, kNeedCodeUnknown});
}

TEST(PlaceNeedsTest, MeetsANeedAndCountsTheDaysItWasOpen) {
  const auto decided = Given<PlaceDecider>({kFounded, kRecorded})
                           .At("2016-12-09 12:00")
                           .When(Proto<v1::MeetNeedRequest>(
                               "need_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' how: 'skolköket' "
                               "contributors: 'Kost'"));
  decided.Then({kMet.event});
  const Place after = decided.After();
  ASSERT_EQ(after.needs.size(), 1);
  EXPECT_EQ(after.needs[0].standing, v1::NEED_STANDING_COVERED);
  EXPECT_EQ(after.needs[0].DaysOpen(absl::CivilDay(2020, 1, 1)), 60);
}

TEST(PlaceNeedsTest, RefusesToMeetANeedThatIsMetOrNotThere) {
  Given<PlaceDecider>({kFounded, kRecorded, kMet})
      .When(Proto<v1::MeetNeedRequest>("need_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1'"))
      .ThenRefuse({kNeedNotOpen});
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::MeetNeedRequest>("need_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1'"))
      .ThenRefuse({kNeedUnknown});
}

TEST(PlaceNeedsTest, OpensANeedAgainAndAddsTheDaysOfBothTimes) {
  const auto decided = Given<PlaceDecider>({kFounded, kRecorded, kMet})
                           .At("2017-01-08 12:00")
                           .When(Proto<v1::ReassessNeedRequest>(
                               "need_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' "
                               "standing: NEED_STANDING_OPEN urgency: NEED_URGENCY_LOW "
                               "reason: 'köket stängde'"));
  decided.Then(
      {"need_reassessed { need_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' "
       "standing: NEED_STANDING_OPEN urgency: NEED_URGENCY_LOW reason: 'köket stängde' }"});
  const Place after = decided.After();
  EXPECT_EQ(after.needs[0].DaysOpen(absl::CivilDay(2017, 1, 18)), 70);
  EXPECT_EQ(after.needs[0].content.urgency(), v1::NEED_URGENCY_LOW);
  EXPECT_EQ(after.needs[0].content.frequency(), v1::NEED_FREQUENCY_DAILY);
}

TEST(PlaceNeedsTest, RefusesAReassessmentThatChangesNothingOrNamesNoNeed) {
  Given<PlaceDecider>({kFounded, kRecorded})
      .When(Proto<v1::ReassessNeedRequest>(
          "need_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' urgency: NEED_URGENCY_HIGH"))
      .ThenRefuse({kNeedUnchanged});
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::ReassessNeedRequest>("urgency: 99"))
      .ThenRefuse({kNeedUnknown, kNeedCodeUnknown});
}

TEST(PlaceNeedsTest, RefusesToVoidANeedThatWasMet) {
  Given<PlaceDecider>({kFounded, kRecorded, kMet})
      .When(Proto<v1::VoidPlaceEventRequest>("position: 2 reason_code: 'duplicate'"), Facts(kNeed))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

}  // namespace
}  // namespace framdrift::place
