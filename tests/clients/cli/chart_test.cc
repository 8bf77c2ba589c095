// Charts: what is read off figures, and the SVG that tells and draws it.
#include "clients/cli/chart.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/chart_frame.h"
#include "clients/cli/chart_svg.h"
#include "clients/cli/scale.h"
#include "clients/cli/svg.h"
#include "clients/cli/texts.h"
#include "tests/clients/cli/xml_reading.h"

namespace framdrift::cli {
namespace {

namespace v1 = indicator::v1;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kShare[] =
    "code: 'T1' title: 'First contact in time' explanation: 'Held by then & counted.' "
    "measure { share { numerator: 'x' } } period { unit: PERIOD_UNIT_MONTH }";

template <typename Message>
Message Text(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// A figure of a month of 2024, and what else it says.
std::string Month(int month, const std::string& rest) {
  return absl::StrCat("figures { from_date { year: 2024 month: ",
                      month,
                      " day: 1 } to_date { year: 2024 month: ",
                      month + 1,
                      " day: 1 } ",
                      rest,
                      " } ");
}

Chart ChartFrom(const std::string& definition, const std::string& answer, const Names& names = {}) {
  return ChartOf(Text<v1::Definition>(definition), Text<v1::QueryIndicatorResponse>(answer), names);
}

class ChartTest : public ::testing::Test {
 protected:
  ~ChartTest() override { Speak(Language::kEnglish); }
};

TEST_F(ChartTest, ASeriesHasItsPeriodsWithGapsAndWhatIsHidden) {
  const Chart chart = ChartFrom(
      kShare,
      Month(1, "value: 0.5 numerator: 6 denominator: 12 interval { low: 0.25 high: 0.75 }") +
          Month(2, "") + Month(3, "suppressed: true") +
          Month(4, "value: 0.75 numerator: 9 denominator: 12") +
          "baseline { value: 0.4 date { year: 2023 month: 12 day: 31 } } "
          "target { value: 0.9 date { year: 2025 month: 12 day: 31 } }");
  EXPECT_EQ(chart.kind, ChartKind::kSeries);
  EXPECT_EQ(chart.about, "2024-01–2024-04");
  std::vector<std::string> said;
  for (const ChartPoint& point : chart.points) {
    said.push_back(absl::StrCat(point.label, ": ", ChartText(chart, point)));
  }
  EXPECT_THAT(said,
              ElementsAre("2024-01: 50 % (25 %–75 %), 6 of 12",
                          "2024-02: no value",
                          "2024-03: hidden",
                          "2024-04: 75 %, 9 of 12"));
  ASSERT_TRUE(chart.baseline && chart.target);
  EXPECT_EQ(chart.target->label, "target 90 % (2025-12-31)");

  const XmlRead svg = ReadXml(SvgOf(chart));
  ASSERT_TRUE(svg.well_formed);
  EXPECT_EQ(svg.titles.front(), "T1 First contact in time, 2024-01–2024-04");
  EXPECT_EQ(svg.descriptions.front(),
            "2024-01–2024-04.\nbaseline 40 % (2023-12-31).\ntarget 90 % (2025-12-31).\n"
            "2024-01: 50 % (25 %–75 %), 6 of 12.\n2024-02: no value.\n2024-03: hidden.\n"
            "2024-04: 75 %, 9 of 12.\n");
  EXPECT_EQ(svg.Count("circle.mark"), 2) << "a gap and what is hidden have no mark";
  EXPECT_EQ(svg.Count("path.line"), 0) << "no line crosses the gap";
  EXPECT_EQ(svg.Count("rect.hidden"), 1);
  EXPECT_EQ(svg.Count("line.target"), 1);
  EXPECT_EQ(svg.Count("line.baseline"), 1);
  EXPECT_THAT(svg.texts, ::testing::Contains("Held by then & counted."));
}

TEST_F(ChartTest, BarsAreOfTheLastPeriodThatTellsSomething) {
  const Names names = {{"0190b2c8-5b0e-7c3a-9f00-000000000002", "Norr"}};
  const Chart chart =
      ChartFrom(kShare,
                Month(1, "value: 0.1") + Month(1, "group: 'young' value: 0.1") +
                    Month(2, "value: 0.5 numerator: 10 denominator: 20") +
                    Month(2, "group: '0190b2c8-5b0e-7c3a-9f00-000000000002' value: 0.25") +
                    Month(2, "group: 'young' suppressed: true") + Month(2, "group: 'missing'") +
                    Month(3, "") + Month(3, "group: 'young'"),
                names);
  EXPECT_EQ(chart.kind, ChartKind::kBars);
  EXPECT_EQ(chart.about, "2024-02");
  const XmlRead svg = ReadXml(SvgOf(chart));
  ASSERT_TRUE(svg.well_formed);
  EXPECT_EQ(svg.descriptions.front(),
            "2024-02.\nall: 50 %, 10 of 20.\nNorr: 25 %.\nyoung: hidden.\nmissing: no value.\n");
  EXPECT_EQ(svg.Count("rect.whole"), 1);
  EXPECT_EQ(svg.Count("rect.bar"), 1) << "what is hidden has no length";
  EXPECT_EQ(svg.Count("rect.hidden"), 1);
  EXPECT_THAT(svg.texts, ::testing::IsSupersetOf({"× hidden", "no value", "50 % (10 of 20)"}));
}

TEST_F(ChartTest, BandsOfADistributionAreBars) {
  const Chart chart = ChartFrom(
      "code: 'd' measure { distribution { bands: '..6' } } period { unit: PERIOD_UNIT_YEAR }",
      "figures { from_date { year: 2024 month: 1 day: 1 } to_date { year: 2025 month: 1 day: 1 } "
      "bands { band: '..6' count: 12 } bands { band: '>6' count: 0 } }");
  EXPECT_EQ(chart.kind, ChartKind::kBars);
  EXPECT_EQ(DescriptionOf(chart), "2024.\n..6: 12.\n>6: 0.\n");
}

TEST_F(ChartTest, ACurveFallsInStepsAndMarksItsQuantile) {
  const Chart chart = ChartFrom(
      "code: 'r' title: 'Weeks without work' period { unit: PERIOD_UNIT_QUARTER } measure { "
      "duration { unit: DURATION_UNIT_WEEKS statistic: DURATION_STATISTIC_SURVIVAL_QUANTILE } }",
      "figures { from_date { year: 2024 month: 1 day: 1 } to_date { year: 2024 month: 4 day: 1 } "
      "value: 18 curve { time: 10 share: 0.75 at_risk: 4 interval { low: 0.5 high: 0.9 } } "
      "curve { time: 18 share: 0.5 at_risk: 3 } }");
  EXPECT_EQ(chart.kind, ChartKind::kCurves);
  EXPECT_EQ(chart.about, "2024 Q1");
  const XmlRead svg = ReadXml(SvgOf(chart));
  ASSERT_TRUE(svg.well_formed);
  EXPECT_EQ(svg.descriptions.front(),
            "2024 Q1.\nall: 18 weeks.\n10 weeks: 75 % (50 %–90 %), 4 left until then.\n"
            "18 weeks: 50 %, 3 left until then.\n");
  EXPECT_EQ(svg.Count("path.curve"), 1);
  EXPECT_EQ(svg.Count("path.band"), 1);
  EXPECT_EQ(svg.Count("line.baseline"), 2) << "where half are left, and when";
}

TEST_F(ChartTest, SpeaksTheReadersLanguage) {
  Speak(Language::kSwedish);
  const Chart chart = ChartFrom(kShare, Month(3, "value: 0.125") + Month(4, "suppressed: true"));
  const std::string svg = SvgOf(chart);
  EXPECT_THAT(svg, HasSubstr("lang=\"sv\""));
  EXPECT_THAT(svg, HasSubstr("2024-03: 12,5 %."));
  EXPECT_THAT(svg, HasSubstr("2024-04: dolt."));
  EXPECT_THAT(svg, Not(HasSubstr("hidden:")));
}

TEST_F(ChartTest, OfNothingIsAChartThatSaysSo) {
  for (const std::string& none : {std::string(), Month(1, "") + Month(2, "")}) {
    const XmlRead svg = ReadXml(SvgOf(ChartFrom(kShare, none)));
    EXPECT_TRUE(svg.well_formed);
    EXPECT_THAT(svg.texts, ::testing::Contains("no value"));
  }
}

TEST_F(ChartTest, NamesPeriodsByTheirUnit) {
  const auto label = [](v1::PeriodUnit unit, int year, int month, int day) {
    v1::Period period;
    period.set_unit(unit);
    google::type::Date end;
    end.set_year(year);
    end.set_month(month);
    end.set_day(day);
    return PeriodLabel(period, end);
  };
  EXPECT_EQ(label(v1::PERIOD_UNIT_DAY, 2024, 3, 1), "2024-02-29");
  EXPECT_EQ(label(v1::PERIOD_UNIT_WEEK, 2021, 1, 4), "2020 week 53");
  EXPECT_EQ(label(v1::PERIOD_UNIT_QUARTER, 2024, 10, 1), "2024 Q3");
  EXPECT_EQ(label(v1::PERIOD_UNIT_YEAR, 2025, 1, 1), "2024");
}

TEST(ScaleTest, HasRoundMarksAndHoldsNought) {
  EXPECT_THAT(Scale(2, 11, true, 0, 1).Marks(), ElementsAre(0, 2, 4, 6, 8, 10, 12));
  EXPECT_THAT(Scale(0.1, 0.5, false, 0, 1).Marks().back(), ::testing::DoubleNear(0.5, 1e-9));
  EXPECT_THAT(Scale(-3, 1, true, 0, 1).Marks(), ElementsAre(-3, -2, -1, 0, 1));
  EXPECT_THAT(Scale(0, 0, true, 0, 1).Marks(), ElementsAre(0, 1));
  EXPECT_EQ(Scale(0, 10, true, 400, 100).At(5), 250) << "upside down";
}

TEST(SvgTest, EscapesWhatXmlHasMeaningsFor) {
  EXPECT_EQ(XmlText("a<b> & \"c\"\x01"), "a&lt;b&gt; &amp; &quot;c&quot;");
}

}  // namespace
}  // namespace framdrift::cli
