// What the steering group is given to read.
#include "domain/programme/status_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/domain/programme/programme_fixture.h"

namespace framdrift::programme {
namespace {

ReportMoment Moment() {
  const absl::Time then = testing::Instant("2023-07-15 12:00");
  return {then, then, 9, absl::CivilDay(2023, 7, 15)};
}

report::v1::Report ReportOf(const testing::Given<ProgrammeDecider>& given) {
  return StatusReport(given.state(), BoardOf(given.timeline(), {}), Moment());
}

std::vector<std::string> HeadingsOf(const report::v1::Report& report) {
  std::vector<std::string> headings;
  for (const auto& section : report.sections()) headings.push_back(section.heading());
  return headings;
}

TEST(StatusReportTest, SaysOnlyWhatThereIsToSay) {
  const report::v1::Report report = ReportOf(GivenProgramme());
  EXPECT_EQ(report.subject(), "Spread");
  EXPECT_EQ(report.position(), 9);
  EXPECT_THAT(HeadingsOf(report),
              ::testing::ElementsAre("Where the programme stands",
                                     "How far each member has come",
                                     "How the model spreads",
                                     "Members, their progress and their support",
                                     "Who is behind, and with what",
                                     "How building blocks came into operation"));
}

TEST(StatusReportTest, NamesMembersByNameWhateverTheyHaveReached) {
  const auto given = GivenProgramme(
      {Joined("2023-01-12", kB, "9902"), Set("2023-03-01", "plan", "IN_OPERATION", kB)});
  const report::v1::Report report = ReportOf(given);
  const report::v1::Board& board = report.sections(1).blocks(0).board();
  ASSERT_EQ(board.rows_size(), 2);
  EXPECT_EQ(board.rows(0).label(), "Kommun 9901");
  EXPECT_EQ(board.rows(1).codes(0), "BUILDING_BLOCK_STATUS_IN_OPERATION");
  EXPECT_DOUBLE_EQ(board.rows(1).share(), 2.0 / 3);
}

TEST(StatusReportTest, SaysWhenAndByWhomAReportWasAnswered) {
  const auto given = GivenProgramme(
      {{"2023-03-30",
        absl::StrCat(
            "progress_report_submitted { report_id: '",
            kPart,
            "' member_id: '",
            kA,
            "' period: 1 template_version: 1 answers { question: 'done' text: 'Mycket' } }")},
       {"2023-04-03",
        absl::StrCat("progress_report_commented { report_id: '",
                     kPart,
                     "' comment: 'Bra' author: 'Processtöd' }")}});
  const report::v1::Report report = ReportOf(given);
  const auto& sections = report.sections();
  const auto section = std::find_if(sections.begin(), sections.end(), [](const auto& one) {
    return one.heading() == "From the members' latest reports";
  });
  ASSERT_NE(section, sections.end());
  ASSERT_EQ(section->blocks_size(), 2);
  EXPECT_EQ(section->blocks(0).table().rows(0).cells(2), "What is done?");
  EXPECT_THAT(section->blocks(1).table().rows(0).cells(),
              ::testing::ElementsAre("Kommun 9901", "1", "2023-04-03", "Processtöd", "Bra"));
}

}  // namespace
}  // namespace framdrift::programme
