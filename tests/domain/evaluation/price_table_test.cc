#include "domain/evaluation/price_table.h"

#include <gtest/gtest.h>

#include "domain/evaluation/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::evaluation {
namespace {

using testing::Given;
using testing::Past;
using testing::Proto;

constexpr char kContent[] =
    "display_name: 'Priser' year: 2025 source: 'SKR, cirkulär' "
    "rows { code: 'income-support' kind: PRICE_KIND_UNTAXED_TRANSFER payer: PARTY_MUNICIPALITY "
    "price_ore: 1150000 unit: PRICE_UNIT_MONTH } "
    "taxes { payroll: 0.3142 municipal: 0.17 regional: 0.095 job_credit: 0.09 consumption: 0.15 }";

Past Issued() {
  return {"2025-01-08 08:00", absl::StrCat("price_table_issued { ", kContent, " }")};
}

v1::IssuePriceTableRequest Request(const std::string& more = "") {
  return Proto<v1::IssuePriceTableRequest>(absl::StrCat(kContent, more));
}

TEST(PriceTableTest, IssuesTheYearsPrices) {
  Given<PriceTableDecider>({}).When(Request()).Then({Issued().event});
}

TEST(PriceTableTest, ALaterIssueOfAYearReplacesItAndOtherYearsStay) {
  v1::IssuePriceTableRequest next = Request();
  next.set_year(2026);
  v1::IssuePriceTableRequest again = Request();
  again.set_source("SKR, rättad");
  const PriceTable after = Given<PriceTableDecider>({Issued()}).When(next).After();
  EXPECT_EQ(after.years.size(), 2u);
  const PriceTable replaced = Given<PriceTableDecider>({Issued()}).When(again).After();
  EXPECT_EQ(replaced.years.at(2025).content.source(), "SKR, rättad");
}

TEST(PriceTableTest, PricesDifferByIssueByContentAndWhereAYearIsThereNoMore) {
  PriceTable table;
  table.years[2025] = {3, Proto<v1::PriceTableIssued>(kContent)};
  PriceTable other = table;
  EXPECT_FALSE(PricesDiffer(table, other, 2025));
  EXPECT_FALSE(PricesDiffer(table, other, 2026));
  other.years[2025].position = 4;
  EXPECT_TRUE(PricesDiffer(table, other, 2025));
  other = table;
  other.years[2025].content.mutable_taxes()->set_payroll(0.5);
  EXPECT_TRUE(PricesDiffer(table, other, 2025));
  EXPECT_TRUE(PricesDiffer(table, PriceTable(), 2025));
}

TEST(PriceTableTest, RefusesAYearOutOfRangeAndPricesWithoutSource) {
  v1::IssuePriceTableRequest request = Request();
  request.set_year(1789);
  request.clear_source();
  Given<PriceTableDecider>({}).When(request).ThenRefuse({kPriceYearOutOfRange, kSourceMissing});
}

TEST(PriceTableTest, RefusesRowsThatSayNeitherWhatTheyAreNorWhoPays) {
  Given<PriceTableDecider>({})
      .When(Request("rows { code: 'Stöd' payer: PARTY_SOCIETY }"))
      .ThenRefuse({kPriceRowInvalid, kPriceRowInvalid, kPriceRowInvalid, kPriceRowInvalid});
}

TEST(PriceTableTest, RefusesARowTwiceAndNegativeAndImpossiblePrices) {
  Given<PriceTableDecider>({})
      .When(Request("rows { code: 'income-support' kind: PRICE_KIND_RESOURCE payer: PARTY_REGION "
                    "price_ore: -1 unit: PRICE_UNIT_HOUR } "
                    "rows { code: 'wage' kind: PRICE_KIND_WAGE price_ore: 1000000001 "
                    "unit: PRICE_UNIT_MONTH }"))
      .ThenRefuse({kPriceRowTwice, kAmountNegative, kAmountOutOfRange});
}

TEST(PriceTableTest, RefusesTaxesThatAreNoSharesOrComeToMoreThanAll) {
  v1::IssuePriceTableRequest request = Request();
  request.mutable_taxes()->set_payroll(31.42);
  request.mutable_taxes()->set_municipal(0.9);
  request.mutable_taxes()->set_regional(0.2);
  request.mutable_taxes()->set_municipal_kept(0.12345678);
  Given<PriceTableDecider>({}).When(request).ThenRefuse(
      {kTaxOutOfRange, kTaxOutOfRange, kTaxOutOfRange});
}

}  // namespace
}  // namespace framdrift::evaluation
