// A place over the wire: what it needs of other streams, its figures on any date, and its report.
#include <memory>
#include <string>
#include <vector>

#include "framdrift/partner/v1/partner_service.grpc.pb.h"
#include "framdrift/place/v1/place_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

namespace v1 = place::v1;
using testing::CallFails;
using testing::CallOk;
using ::testing::ElementsAre;
using testing::Named;
using ::testing::UnorderedElementsAre;
using Partners = partner::v1::PartnerService::Stub;
using Places = v1::PlaceService::Stub;

constexpr char kPlace[] = "tenants/ljusdal/places/0190b2c8-5b0e-7c3a-9f00-000000000010";
constexpr char kPartner[] = "tenants/ljusdal/partners/0190b2c8-5b0e-7c3a-9f00-000000000004";

class PlaceServiceTest : public ::testing::Test {
 protected:
  PlaceServiceTest() : places_(std::make_unique<Places>(server_.channel())) {
    Do(&Places::FoundPlace,
       "display_name: 'Ramsjö' municipality_code: '2161' ore_per_km: 1850 ore_per_hour: 25000 "
       "occurred { date { year: 2016 month: 1 day: 2 } }");
  }

  // The answer to a command on the place.
  template <typename Request, typename Response>
  Response Do(grpc::Status (Places::*method)(grpc::ClientContext*, const Request&, Response*),
              const std::string& rest) {
    return CallOk(*places_, method, Named<Request>(kPlace, rest));
  }
  template <typename Request, typename Response>
  std::vector<std::string> Refused(grpc::Status (Places::*method)(grpc::ClientContext*,
                                                                  const Request&, Response*),
                                   const std::string& rest) {
    return CallFails(*places_, method, Named<Request>(kPlace, rest)).refusals();
  }

  // A need known in 2016 and met in 2017, and the account of three years.
  void TellThreeYears() {
    const auto recorded =
        Do(&Places::RecordNeed,
           "statement: 'mat' need_source: NEED_SOURCE_MEETING who: 'boende' service: 'måltider' "
           "frequency: NEED_FREQUENCY_DAILY urgency: NEED_URGENCY_HIGH note: 'Anna' "
           "occurred { date { year: 2016 month: 1 day: 10 } }");
    Do(&Places::MeetNeed,
       "need_id: '" + recorded.place().needs(0).need_id() +
           "' how: 'skolköket' contributors: 'Kost' "
           "occurred { date { year: 2017 month: 1 day: 10 } }");
    const auto book = [&](int year, const std::string& amount) {
      const std::string after = std::to_string(year + 1);
      Do(&Places::BookAccountEntry,
         "department: 'Kost' account: '5010' service: 'måltider' amount_ore: " + amount +
             " year: " + std::to_string(year) + " occurred { date { year: " + after +
             " month: 2 day: 1 } }");
    };
    book(2015, "10000000");
    Do(&Places::FixBaseYear,
       "year: 2015 index_name: 'KPI' index_thousandths: 300000 "
       "occurred { date { year: 2016 month: 3 day: 1 } }");
    book(2016, "9900000");
    book(2017, "9000000");
    for (const char* index :
         {"year: 2016 index_thousandths: 303000 ", "year: 2017 index_thousandths: 309000 "}) {
      Do(&Places::SetPriceIndex,
         std::string(index) +
             "source: 'SCB' "
             "occurred { date { year: 2018 month: 1 day: 15 } }");
    }
  }

  testing::TestServer server_;
  std::unique_ptr<Places> places_;
};

TEST_F(PlaceServiceTest, RefusesPartnersStaffAndIndicatorsThatAreNotThere) {
  EXPECT_THAT(Refused(&Places::AgreePartner,
                      "partner_id: '0190b2c8-5b0e-7c3a-9f00-000000000004' "
                      "sector: SECTOR_VOLUNTARY contribution: 'x' "
                      "from_date { year: 2017 month: 1 day: 1 }"),
              ElementsAre("PARTNER_UNKNOWN"));
  EXPECT_THAT(Refused(&Places::ShareStaff,
                      "staff_id: '0190b2c8-5b0e-7c3a-9f00-000000000003' home_department: 'Skola'"),
              ElementsAre("STAFF_UNKNOWN"));
  EXPECT_THAT(Refused(&Places::SetJointGoal,
                      "title: 'x' indicator_id: '0190b2c8-5b0e-7c3a-9f00-000000000003'"),
              ElementsAre("INDICATOR_UNKNOWN"));
  EXPECT_THAT(CallFails(*places_,
                        &Places::MeetNeed,
                        Named<v1::MeetNeedRequest>(
                            "tenants/ljusdal/places/0190b2c8-5b0e-7c3a-9f00-0000000000ff",
                            "need_id: '0190b2c8-5b0e-7c3a-9f00-000000000003' how: 'x'"))
                  .info.reason(),
              "PLACE_NOT_FOUND");
}

TEST_F(PlaceServiceTest, NamesThePartnerThatAgreesAsItIsRegistered) {
  Partners partners(server_.channel());
  CallOk(partners,
         &Partners::RegisterPartner,
         Named<partner::v1::RegisterPartnerRequest>(
             kPartner, "display_name: 'Byalaget' partner_kind: PARTNER_KIND_ASSOCIATION"));
  const auto agreed = Do(&Places::AgreePartner,
                         "partner_id: '0190b2c8-5b0e-7c3a-9f00-000000000004' "
                         "sector: SECTOR_VOLUNTARY contribution: 'x' "
                         "volunteer_hours_per_quarter: 40 "
                         "from_date { year: 2017 month: 1 day: 1 }");
  ASSERT_EQ(agreed.place().agreements_size(), 1);
  EXPECT_EQ(agreed.place().agreements(0).display_name(), "Byalaget");
  const auto& quarters = agreed.place().figures().quarters();
  EXPECT_EQ(quarters.rbegin()->active_partners(), 1);
  EXPECT_EQ(quarters.rbegin()->volunteer_hours(), 40);
  // None before the first agreement.
  EXPECT_EQ(quarters.begin()->active_partners(), 1);
  EXPECT_EQ(quarters.begin()->from_date().year(), 2017);
}

TEST_F(PlaceServiceTest, ComputesWhatWasTrueOnAnyDateAndWhatWasKnown) {
  TellThreeYears();
  const auto now = CallOk(*places_, &Places::GetPlace, Named<v1::GetPlaceRequest>(kPlace));
  EXPECT_EQ(now.place().figures().needs_covered(), 1);
  EXPECT_EQ(now.place().figures().mean_days_to_cover(), 366);
  // 2016: 99 000 − 100 000 × 303/300; 2017: 90 000 − 100 000 × 309/300.
  EXPECT_EQ(now.place().figures().account_deviation_ore(), -200'000 - 1'300'000);
  EXPECT_EQ(now.place().needs(0).note(), "Anna");
  auto then = Named<v1::GetPlaceRequest>(kPlace);
  then.mutable_valid_time()->set_seconds(1'483'228'800);  // 2017-01-01
  const auto past = CallOk(*places_, &Places::GetPlace, then).place();
  EXPECT_EQ(past.figures().needs_open(), 1);
  EXPECT_EQ(past.figures().longest_days_open(), 357);
  EXPECT_EQ(past.base_year(), 2015);
  EXPECT_EQ(past.figures().deviations_size(), 0);
  // Nothing was known of it then.
  then.mutable_known_time()->set_seconds(1'483'228'800);
  EXPECT_EQ(CallOk(*places_, &Places::GetPlace, then).place().display_name(), "");
}

TEST_F(PlaceServiceTest, NeverChangesTheBaseYear) {
  TellThreeYears();
  const auto history =
      CallOk(*places_, &Places::GetPlaceHistory, Named<v1::GetPlaceHistoryRequest>(kPlace));
  for (const v1::PlaceHistoryEntry& entry : history.entries()) {
    if (entry.kind() != "BaseYearFixed") continue;
    EXPECT_THAT(
        Refused(&Places::VoidPlaceEvent,
                "position: " + std::to_string(entry.position()) + " reason_code: 'duplicate'"),
        ElementsAre("BASE_YEAR_FIXED"));
  }
  EXPECT_THAT(Refused(&Places::BookAccountEntry,
                      "department: 'Kost' service: 'a' amount_ore: 1 year: 2015"),
              ElementsAre("BASE_YEAR_FIXED"));
  EXPECT_THAT(Refused(&Places::FixBaseYear, "year: 2016 index_name: 'KPI' index_thousandths: 1"),
              UnorderedElementsAre("BASE_YEAR_FIXED"));
}

TEST_F(PlaceServiceTest, ListsPlacesWithoutWhatIsInThem) {
  TellThreeYears();
  v1::ListPlacesRequest request;
  request.set_parent("tenants/ljusdal");
  request.set_min_position(1);
  const auto listed = CallOk(*places_, &Places::ListPlaces, request);
  ASSERT_EQ(listed.places_size(), 1);
  EXPECT_EQ(listed.places(0).display_name(), "Ramsjö");
  EXPECT_EQ(listed.places(0).needs_size(), 0);
}

TEST_F(PlaceServiceTest, AnswersARepeatedRequestOnce) {
  const std::string booking =
      "request_id: '0190b2c8-5b0e-7c3a-9f00-0000000000aa' department: 'Kost' service: 'a' "
      "amount_ore: 100 year: 2015";
  EXPECT_FALSE(Do(&Places::BookAccountEntry, booking).duplicate());
  const auto again = Do(&Places::BookAccountEntry, booking);
  EXPECT_TRUE(again.duplicate());
  EXPECT_EQ(again.place().figures().balances(0).contributed_ore(), 100);
}

TEST_F(PlaceServiceTest, ReportsAsItStoodAndKeepsWhatWasEvaluated) {
  TellThreeYears();
  auto request = Named<v1::GetPlaceReportRequest>(kPlace);
  request.mutable_valid_time()->set_seconds(1'518'000'000);  // 2018-02-07
  const auto report = CallOk(*places_, &Places::GetPlaceReport, request).report();
  EXPECT_EQ(report.subject(), "Ramsjö");
  EXPECT_EQ(report.as_of_time().seconds(), 1'518'000'000);
  // What there is nothing of has no section.
  std::vector<std::string> headings;
  for (const auto& section : report.sections()) headings.push_back(section.heading());
  ASSERT_THAT(
      headings,
      ElementsAre("Cost against the base year", "Needs and what covers them", "Who contributes"));
  EXPECT_EQ(report.warnings_size(), 0);
  const auto evaluated = Do(&Places::EvaluatePlace,
                            "conclusion: 'Kostnaden ligger under basåret.' "
                            "occurred { date { year: 2018 month: 2 day: 7 } }");
  ASSERT_EQ(evaluated.place().evaluations_size(), 1);
  const int64_t position = evaluated.place().evaluations(0).position();
  // What is booked afterwards changes the report of that day, and not the frozen one.
  Do(&Places::BookAccountEntry,
     "department: 'Kost' account: '5010' service: 'måltider' amount_ore: 500 year: 2017 "
     "occurred { date { year: 2018 month: 2 day: 1 } }");
  request.set_evaluation_position(position);
  request.clear_valid_time();
  const auto frozen = CallOk(*places_, &Places::GetPlaceReport, request).report();
  EXPECT_EQ(frozen.sections(0).SerializeAsString(), report.sections(0).SerializeAsString());
  EXPECT_EQ(frozen.sections().rbegin()->blocks().rbegin()->quotation(),
            "Kostnaden ligger under basåret.");
  request.clear_evaluation_position();
  const auto now = CallOk(*places_, &Places::GetPlaceReport, request).report();
  EXPECT_NE(now.sections(0).SerializeAsString(), frozen.sections(0).SerializeAsString());
  request.mutable_known_time()->set_seconds(1'483'228'800);
  EXPECT_EQ(CallFails(*places_, &Places::GetPlaceReport, request).info.reason(), "PLACE_NOT_FOUND");
  request.clear_known_time();
  request.set_evaluation_position(1);
  EXPECT_EQ(CallFails(*places_, &Places::GetPlaceReport, request).info.reason(),
            "EVALUATION_NOT_FOUND");
  EXPECT_THAT(Refused(&Places::VoidPlaceEvent,
                      "position: " + std::to_string(position) + " reason_code: 'duplicate'"),
              ElementsAre("EVALUATION_NOT_CORRECTED"));
}

}  // namespace
}  // namespace framdrift
