#include "domain/place/account.h"

#include <gtest/gtest.h>

#include "domain/history/refusals.h"
#include "tests/domain/place/place_fixture.h"

namespace framdrift::place {
namespace {

using history::kCostOutOfRange;

v1::BookAccountEntryRequest Booking(const std::string& more) {
  return Proto<v1::BookAccountEntryRequest>("department: 'Kost' account: '5010' " + more);
}

TEST(PlaceAccountTest, BooksACostWithItsShares) {
  Given<PlaceDecider>({kFounded})
      .When(Booking("amount_ore: 10000000 year: 2015 "
                    "shares { department: 'Skola' service: 'måltider' millionths: 333333 } "
                    "shares { department: 'Omsorg' service: 'måltider' millionths: 666667 }"))
      .Then({kBooked2015.event});
}

TEST(PlaceAccountTest, BooksAllOfARevenueForOneService) {
  Given<PlaceDecider>({kFounded})
      .When(Booking("amount_ore: -123450 year: 2016 month: 9 service: 'måltider'"))
      .Then({"account_entry_booked { department: 'Kost' account: '5010' amount_ore: -123450 "
             "year: 2016 month: 9 shares { service: 'måltider' millionths: 1000000 } }"});
}

TEST(PlaceAccountTest, RefusesSharesThatDoNotSumToOne) {
  for (const char* shares :
       {"shares { service: 'a' millionths: 999999 }",
        "shares { service: 'a' millionths: 600000 } shares { service: 'b' millionths: 400001 }",
        "shares { service: 'a' millionths: 1100000 } shares { service: 'b' millionths: -100000 "
        "}"}) {
    Given<PlaceDecider>({kFounded})
        .When(Booking(std::string("amount_ore: 1 year: 2015 ") + shares))
        .ThenRefuse({kAllocationNotOne});
  }
}

TEST(PlaceAccountTest, RefusesAShareWithoutServiceAndALineTwice) {
  Given<PlaceDecider>({kFounded})
      .When(Booking("amount_ore: 1 year: 2015"))
      .ThenRefuse({kAccountIncomplete});
  Given<PlaceDecider>({kFounded})
      .When(Booking("amount_ore: 1 year: 2015 shares { millionths: 1000000 }"))
      .ThenRefuse({kAccountIncomplete});
  Given<PlaceDecider>({kFounded})
      .When(Booking("amount_ore: 1 year: 2015 shares { service: 'a' millionths: 500000 } "
                    "shares { department: 'Kost' service: 'a' millionths: 500000 }"))
      .ThenRefuse({kAccountIncomplete});
}

TEST(PlaceAccountTest, RefusesAnEntryWithoutPeriodAmountAndDepartmentAtOnce) {
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::BookAccountEntryRequest>("service: 'a'"))
      .ThenRefuse({kPeriodMissing, kCostOutOfRange, kAccountIncomplete});
}

TEST(PlaceAccountTest, RefusesAPeriodThatIsNoneOrHadNotBegun) {
  const Given<PlaceDecider> given = Given<PlaceDecider>({kFounded}).At("2016-10-15");
  given.When(Booking("amount_ore: 1 year: 2015 month: 13 service: 'a'"))
      .ThenRefuse({kPeriodOutOfRange});
  given.When(Booking("amount_ore: 1 year: 15 service: 'a'")).ThenRefuse({kPeriodOutOfRange});
  given.When(Booking("amount_ore: 1 year: 2016 month: 11 service: 'a'"))
      .ThenRefuse({kPeriodOutOfRange});
  given.When(Booking("amount_ore: 10000000001 year: 2016 service: 'a'"))
      .ThenRefuse({kCostOutOfRange});
}

TEST(PlaceAccountTest, FixesTheBaseYearWithWhatWasBookedOfIt) {
  Given<PlaceDecider>({kFounded, kBooked2015})
      .When(Proto<v1::FixBaseYearRequest>("year: 2015 index_name: 'KPI' index_thousandths: 313350"))
      .Then({kFixed.event});
}

TEST(PlaceAccountTest, RefusesABaseYearWithoutEntriesIndexOrYear) {
  const Given<PlaceDecider> given({kFounded, kBooked2015});
  given.When(Proto<v1::FixBaseYearRequest>("year: 2014 index_thousandths: 1"))
      .ThenRefuse({kBaseYearEmpty});
  given.When(Proto<v1::FixBaseYearRequest>("year: 2015")).ThenRefuse({kIndexOutOfRange});
  given.When(Proto<v1::FixBaseYearRequest>("index_thousandths: 1")).ThenRefuse({kPeriodMissing});
}

TEST(PlaceAccountTest, RefusesABaseYearThatIsMoreThanIsExact) {
  std::vector<Past> past = {kFounded};
  for (int i = 0; i < 923; ++i) {
    past.push_back({"2016-10-05 08:00",
                    "account_entry_booked { department: 'Kost' amount_ore: 10000000000 "
                    "year: 2015 shares { service: 'måltider' millionths: 1000000 } }"});
  }
  Given<PlaceDecider>(past)
      .When(Proto<v1::FixBaseYearRequest>("year: 2015 index_thousandths: 1"))
      .ThenRefuse({kCostOutOfRange});
}

TEST(PlaceAccountTest, RefusesToChangeTheBaseYearInAnyWay) {
  const Given<PlaceDecider> given({kFounded, kBooked2015, kFixed});
  given.When(Proto<v1::FixBaseYearRequest>("year: 2015 index_thousandths: 313350"))
      .ThenRefuse({kBaseYearFixed});
  given.When(Booking("amount_ore: 1 year: 2015 service: 'måltider'")).ThenRefuse({kBaseYearFixed});
  given.When(Proto<v1::VoidPlaceEventRequest>("position: 3 reason_code: 'x'"), Facts(kNeed))
      .ThenRefuse({kBaseYearFixed});
  given
      .When(Proto<v1::CorrectPlaceEventRequest>(
                "position: 3 reason_code: 'x' replacement { base_year_fixed { year: 2014 } }"),
            Facts(kNeed))
      .ThenRefuse({kBaseYearFixed});
  given.When(Proto<v1::VoidPlaceEventRequest>("position: 2 reason_code: 'x'"), Facts(kNeed))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
  given
      .When(Proto<v1::CorrectPlaceEventRequest>(
                "position: 2 reason_code: 'x' replacement { account_entry_booked { "
                "department: 'Kost' amount_ore: 10000001 year: 2015 "
                "shares { service: 'måltider' millionths: 1000000 } } }"),
            Facts(kNeed))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

TEST(PlaceAccountTest, SetsThePriceIndexOfALaterYearOnce) {
  const Given<PlaceDecider> given({kFounded, kBooked2015, kFixed});
  const auto decided = given.When(
      Proto<v1::SetPriceIndexRequest>("year: 2016 index_thousandths: 316430 source: 'SCB'"));
  decided.Then({"price_index_set { year: 2016 index_thousandths: 316430 source: 'SCB' }"});
  EXPECT_EQ(decided.After().account.IndexOf(2016), 316430);
  EXPECT_EQ(decided.After().account.IndexOf(2015), 313350);
  EXPECT_EQ(decided.After().account.IndexOf(2017), std::nullopt);
  given.When(Proto<v1::SetPriceIndexRequest>("year: 2015 index_thousandths: 1"))
      .ThenRefuse({kIndexExists});
  given.When(Proto<v1::SetPriceIndexRequest>("year: 2014 index_thousandths: 1"))
      .ThenRefuse({kPeriodOutOfRange});
  given.When(Proto<v1::SetPriceIndexRequest>("index_thousandths: -1"))
      .ThenRefuse({kPeriodMissing, kIndexOutOfRange});
  Given<PlaceDecider>({kFounded})
      .When(Proto<v1::SetPriceIndexRequest>("year: 2016 index_thousandths: 1"))
      .ThenRefuse({kBaseYearMissing});
}

}  // namespace
}  // namespace framdrift::place
