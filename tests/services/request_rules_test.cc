#include "services/request_rules.h"

#include <limits>
#include <string>
#include <vector>

#include "framdrift/organisation/v1/organisation_service.pb.h"
#include "framdrift/organisation/v1/staff_service.pb.h"
#include "framdrift/type/v1/events.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/unknown_field_set.h"
#include "gtest/gtest.h"

namespace framdrift::services {
namespace {

using organisation::v1::CreateUnitRequest;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kUuid[] = "0190b2c8-5b0e-7c3a-9f00-0123456789ab";

CreateUnitRequest Good() {
  CreateUnitRequest request;
  request.set_name("tenants/kungsbacka/units/-");
  request.set_board_id(kUuid);
  request.set_municipality_code("1384");
  request.set_display_name("Enheten");
  return request;
}

std::vector<std::string> FieldsAtFault(const google::protobuf::Message& message) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : ViolationsOf(message)) fields.push_back(violation.field);
  return fields;
}

TEST(RequestRulesTest, FindsNothingAgainstAGoodRequest) {
  EXPECT_THAT(FieldsAtFault(Good()), IsEmpty());
}

TEST(RequestRulesTest, FindsEveryFieldThatIsMissing) {
  EXPECT_THAT(FieldsAtFault(CreateUnitRequest()),
              ElementsAre("name", "board_id", "municipality_code", "display_name"));
}

TEST(RequestRulesTest, CountsBytesOfText) {
  CreateUnitRequest request = Good();
  request.set_display_name(std::string(200, 'x'));
  EXPECT_THAT(FieldsAtFault(request), IsEmpty());
  request.set_display_name(std::string(199, 'x') + "å");
  EXPECT_THAT(FieldsAtFault(request), ElementsAre("display_name"));
  organisation::v1::VoidUnitEventRequest voiding;
  voiding.set_name("tenants/kungsbacka/units/-");
  voiding.set_position(7);
  voiding.set_reason_code("mistyped");
  voiding.set_text(std::string(kDefaultMax, 'x'));
  EXPECT_THAT(FieldsAtFault(voiding), IsEmpty());
  voiding.set_text(std::string(kDefaultMax + 1, 'x'));
  EXPECT_THAT(FieldsAtFault(voiding), ElementsAre("text"));
}

TEST(RequestRulesTest, WantsUuidsForIds) {
  CreateUnitRequest request = Good();
  request.set_board_id("{0190b2c8-5b0e-7c3a-9f00-0123456789ab}");
  request.set_request_id("1");
  EXPECT_THAT(FieldsAtFault(request), ElementsAre("request_id", "board_id"));
}

TEST(RequestRulesTest, RefusesZeroBytesInText) {
  CreateUnitRequest request = Good();
  request.set_display_name(std::string("a\0b", 3));
  EXPECT_THAT(FieldsAtFault(request), ElementsAre("display_name"));
}

TEST(RequestRulesTest, RefusesFieldsItDoesNotKnowAtAnyDepth) {
  CreateUnitRequest request = Good();
  request.GetReflection()->MutableUnknownFields(&request)->AddVarint(99, 1);
  type::v1::When& when = *request.mutable_occurred();
  when.mutable_time()->set_seconds(1);
  when.GetReflection()->MutableUnknownFields(&when)->AddVarint(7, 1);
  EXPECT_THAT(FieldsAtFault(request), ElementsAre("99", "occurred.7"));
}

TEST(RequestRulesTest, RefusesDatesAndTimesThatDoNotExist) {
  CreateUnitRequest request = Good();
  google::type::Date& date = *request.mutable_occurred()->mutable_date();
  date.set_year(2023);
  date.set_month(2);
  date.set_day(29);
  EXPECT_THAT(FieldsAtFault(request), ElementsAre("occurred.date"));
  date.set_year(2024);
  EXPECT_THAT(FieldsAtFault(request), IsEmpty());
  google::type::Date& month = *request.mutable_occurred()->mutable_month();
  month.set_year(2024);
  month.set_month(2);
  EXPECT_THAT(FieldsAtFault(request), IsEmpty());
  month.set_day(2);
  EXPECT_THAT(FieldsAtFault(request), ElementsAre("occurred.month"));
  request.mutable_occurred()->mutable_time()->set_seconds(std::numeric_limits<int64_t>::max());
  EXPECT_THAT(FieldsAtFault(request), ElementsAre("occurred.time"));
  request.mutable_occurred()->mutable_time()->set_seconds(0);
  request.mutable_occurred()->mutable_time()->set_nanos(-1);
  EXPECT_THAT(FieldsAtFault(request), ElementsAre("occurred.time"));
}

TEST(RequestRulesTest, LooksIntoAnyMessages) {
  type::v1::EventCorrected corrected;
  corrected.mutable_replacement()->PackFrom(Good());
  EXPECT_THAT(FieldsAtFault(corrected), IsEmpty());
  corrected.mutable_replacement()->PackFrom(CreateUnitRequest());
  EXPECT_EQ(FieldsAtFault(corrected).front(), "replacement.name");
  corrected.mutable_replacement()->set_value("\xff");
  EXPECT_THAT(FieldsAtFault(corrected), ElementsAre("replacement.value"));
  corrected.mutable_replacement()->set_type_url("type.googleapis.com/nobody.Knows");
  EXPECT_THAT(FieldsAtFault(corrected), ElementsAre("replacement.type_url"));
}

}  // namespace
}  // namespace framdrift::services
