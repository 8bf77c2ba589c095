// Ratios of two spans over the wire: what each side opens to, and who is told of caseworkers.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "tests/integration/indicator_fixture.h"

namespace framdrift::testing {
namespace {

using ::testing::ElementsAre;

constexpr char kLoad[] =
    "code: 'load' title: 'Ärenden per heltid' measure { ratio { denominator { field: 'fte' } below "
    "{ span: SPAN_STAFF population: 'fte > 0' anchor { kind: ANCHOR_KIND_STOCK } } } } "
    "anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH } breakdowns: 'unit'";
constexpr char kEvenness[] =
    "code: 'evenness' title: 'Jämnhet' measure { spread { by: 'caseworker' statistic: "
    "SPREAD_STATISTIC_GINI of { ratio { denominator { field: 'fte' } below { span: SPAN_STAFF "
    "anchor { kind: ANCHOR_KIND_STOCK } } } } } } anchor { kind: ANCHOR_KIND_STOCK } "
    "period { unit: PERIOD_UNIT_MONTH }";
constexpr char kCost[] =
    "code: 'cost' title: 'Kostnad' span: SPAN_COST measure { sum { of { field: 'amount' by_days: "
    "true } } } anchor { kind: ANCHOR_KIND_OVERLAP } period { unit: PERIOD_UNIT_MONTH }";

class IndicatorStaffTest : public IndicatorTest {
 protected:
  using StaffService = organisation::v1::StaffService::Stub;

  static std::string StaffName(int number) {
    return absl::StrCat(kTenant, "/staff/", Uuid(number));
  }
  void Employ(int number) {
    CallOk(staff_,
           &StaffService::RegisterStaff,
           Named<organisation::v1::RegisterStaffRequest>(
               StaffName(number),
               absl::StrCat("unit_id: '", UnitId(), "' display_name: 'Lisa Öberg'")));
  }
  int64_t Capacity(int number, int percent) {
    return CallOk(staff_,
                  &StaffService::SetCapacity,
                  Named<organisation::v1::SetCapacityRequest>(
                      StaffName(number), absl::StrCat("fte_percent: ", percent)))
        .position();
  }

  StaffService staff_{server_.channel()};
};

TEST_F(IndicatorStaffTest, EachSideOfARatioOfTwoSpansOpensToItsOwnRows) {
  for (const int person : {11, 12, 13}) OpenCase(person);
  Employ(21);
  Define(kLoad);
  EXPECT_EQ(Value("load", Capacity(21, 50)), 6);
  EXPECT_THAT(Cases("load", "part: FIGURE_PART_NUMERATOR"),
              ElementsAre(CaseName(11), CaseName(12), CaseName(13)));
  const auto below = CallOk(*indicators_,
                            &Indicators::ListIndicatorCases,
                            Asking<iv::ListIndicatorCasesRequest>("load", "include_names: true"));
  ASSERT_EQ(below.cases_size(), 1);
  EXPECT_EQ(below.cases(0).case_(), StaffName(21));
  EXPECT_EQ(below.cases(0).person_name(), "Lisa Öberg");
  server_.clock().Advance(absl::Hours(24 * 40));
  EXPECT_THAT(PublishingFails("load", "breakdown: 'unit'"), ElementsAre("MEASURE_NOT_PUBLISHED"));
}

TEST_F(IndicatorStaffTest, WhatIsBookedAndStruckThroughIsInTheFigureAtOnce) {
  Employ(21);
  Define(kCost);
  // 100 kronor for the four days from 1 March 2024.
  const auto booked = CallOk(staff_,
                             &StaffService::BookStaffCost,
                             Named<organisation::v1::BookStaffCostRequest>(
                                 StaffName(21),
                                 "amount_ore: 10000 from_date { year: 2024 month: 3 day: 1 } "
                                 "until_date { year: 2024 month: 3 day: 5 }"));
  server_.clock().Advance(absl::Hours(24 * 40));
  const auto march = [&](int64_t position) {
    return Query("cost",
                 "from_date { year: 2024 month: 3 day: 1 } to_date { year: 2024 month: 4 day: 1 }",
                 position);
  };
  ASSERT_EQ(march(booked.position()).figures_size(), 1);
  EXPECT_EQ(march(booked.position()).figures(0).value(), 100);
  auto voiding =
      Named<organisation::v1::VoidStaffEventRequest>(StaffName(21), "reason_code: 'typing-error'");
  voiding.set_position(booked.position());
  const auto voided = CallOk(staff_, &StaffService::VoidStaffEvent, voiding);
  EXPECT_FALSE(march(voided.position()).figures(0).has_value());
}

TEST_F(IndicatorStaffTest, ASpreadOverFewCaseworkersIsToldToWhoMaySeeEachOfThem) {
  OpenCase(11);
  Employ(21);
  Employ(22);
  const int64_t position = Define(kEvenness).position();
  const auto told_to = [&](const std::string& actor) {
    auto request = Asking<iv::QueryIndicatorRequest>("evenness", "periods: 1");
    request.set_min_position(position);
    return CallOk(*indicators_,
                  &Indicators::QueryIndicator,
                  request,
                  std::map<std::string, std::string>{{"framdrift-actor", actor}})
        .figures(0);
  };
  const auto of_unit = absl::StrCat("; role=manager; unit=", UnitId());
  EXPECT_TRUE(told_to(absl::StrCat("id=", Uuid(21), "; role=caseworker")).suppressed());
  const iv::Figure manager = told_to(absl::StrCat("id=", Uuid(30), of_unit));
  EXPECT_FALSE(manager.suppressed());
  EXPECT_EQ(manager.spread().groups(), 2);
}

}  // namespace
}  // namespace framdrift::testing
