// What a board is given to read of a place.
#include "domain/place/report.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "domain/place/figures.h"
#include "gmock/gmock.h"
#include "tests/domain/place/place_fixture.h"

namespace framdrift::place {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

report::v1::Report Told(const std::vector<Past>& past, absl::CivilDay day) {
  const Place place = Given<PlaceDecider>(past).state();
  return ReportOf(place, FiguresOf(place, day), day);
}

std::vector<report::v1::Table> TablesOf(const report::v1::Report& report) {
  std::vector<report::v1::Table> tables;
  for (const report::v1::Section& section : report.sections()) {
    for (const report::v1::Block& block : section.blocks()) {
      if (block.has_table()) tables.push_back(block.table());
    }
  }
  return tables;
}

// Null where there is none.
const report::v1::Table* Find(const std::vector<report::v1::Table>& tables,
                              const std::string& caption) {
  for (const report::v1::Table& table : tables) {
    if (table.caption() == caption) return &table;
  }
  return nullptr;
}

Past BookedOf(int year, int month, const std::string& service) {
  return {"2018-01-15",
          absl::StrCat("account_entry_booked { department: 'Skola' account: '5010' "
                       "amount_ore: 100 year: ",
                       year,
                       " month: ",
                       month,
                       " shares { service: '",
                       service,
                       "' millionths: 1000000 } }")};
}

TEST(PlaceReportTest, SaysOfEachYearOnceThatMonthsLack) {
  std::vector<Past> past = {kFounded, kBooked2015, kFixed};
  for (const char* service : {"a", "b", "c", "d"}) past.push_back(BookedOf(2017, 1, service));
  past.push_back(BookedOf(2016, 3, "a"));
  EXPECT_THAT(
      Told(past, absl::CivilDay(2018, 2, 1)).warnings(),
      ElementsAre("Only 1 of 12 months of 2016 are booked: the year is not held against the "
                  "base year.",
                  "Only 1 of 12 months of 2017 are booked: the year is not held against the "
                  "base year."));
}

TEST(PlaceReportTest, ShowsAnIncompleteYearApartFromThoseHeldAgainstTheBaseYear) {
  std::vector<Past> past = {kFounded, kBooked2015, kFixed};
  past.push_back({"2017-01-15", "price_index_set { year: 2016 index_thousandths: 313350 }"});
  past.push_back(BookedOf(2016, 0, "måltider"));
  past.push_back(BookedOf(2017, 1, "måltider"));
  const auto tables = TablesOf(Told(past, absl::CivilDay(2017, 2, 1)));
  const report::v1::Table* complete = Find(tables, "By year, department and service");
  const report::v1::Table* incomplete = Find(tables, "Years that are not complete");
  ASSERT_NE(complete, nullptr);
  ASSERT_NE(incomplete, nullptr);
  for (const auto& row : complete->rows()) EXPECT_EQ(row.cells(0), "2016");
  ASSERT_EQ(incomplete->rows_size(), 2);
  EXPECT_THAT(incomplete->rows(0).cells(), ElementsAre("2017", "1", "Skola", "måltider", "1.00"));
  EXPECT_TRUE(incomplete->rows(1).strong());
}

TEST(PlaceReportTest, NamesWhatTheBaseYearHasNothingOf) {
  const auto tables = TablesOf(
      Told({kFounded, kBooked2015, kFixed, BookedOf(2016, 0, "måltider"), BookedOf(2016, 0, "Mat")},
           absl::CivilDay(2017, 2, 1)));
  const report::v1::Table* lines = Find(tables, "Not in the base year");
  ASSERT_NE(lines, nullptr);
  ASSERT_EQ(lines->rows_size(), 1);
  EXPECT_THAT(lines->rows(0).cells(), ElementsAre("Skola", "Mat", "2016"));
}

TEST(PlaceReportTest, HasNoTableWithoutRows) {
  for (const report::v1::Table& table : TablesOf(Told({kFounded}, absl::CivilDay(2018, 1, 1)))) {
    EXPECT_GT(table.rows_size(), 0) << table.caption();
    for (const auto& row : table.rows()) {
      EXPECT_FALSE(row.strong()) << table.caption() << ": the sum of nothing";
    }
  }
}

TEST(PlaceReportTest, TellsNeedsBySourceAndTripsByTask) {
  const auto tables = TablesOf(
      Told({kFounded,
            kRecorded,
            {"2016-11-01", "trip_avoided { task: 'tillsyn' department: 'Kost' trips: 2 km: 10 }"}},
           absl::CivilDay(2018, 1, 1)));
  const report::v1::Table* sources = Find(tables, "By where they are known from");
  ASSERT_NE(sources, nullptr);
  EXPECT_THAT(sources->rows(0).cells(), ElementsAre("NEED_SOURCE_INTERVIEW", "1", "0", "0"));
  const report::v1::Table* tasks = Find(tables, "By task");
  ASSERT_NE(tasks, nullptr);
  EXPECT_THAT(tasks->rows(0).cells(), ElementsAre("tillsyn", "Kost", "2", "20", "0", "0.00"));
}

TEST(PlaceReportTest, TellsWhatEvaluationsConcluded) {
  const auto report =
      Told({kFounded, {"2017-12-01", "place_evaluated { conclusion: 'Det går bra.' }"}},
           absl::CivilDay(2018, 1, 1));
  const report::v1::Section& last = *report.sections().rbegin();
  EXPECT_EQ(last.heading(), "What those who evaluated concluded");
  EXPECT_EQ(last.blocks().rbegin()->quotation(), "Det går bra.");
  EXPECT_THAT(report.warnings(), IsEmpty());
}

}  // namespace
}  // namespace framdrift::place
