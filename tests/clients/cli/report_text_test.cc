// Reports as Markdown, as a page and at a terminal.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "clients/cli/report/html.h"
#include "clients/cli/report/markdown.h"
#include "clients/cli/report/terminal.h"
#include "clients/cli/table.h"
#include "tests/clients/cli/report_examples.h"
#include "tests/clients/cli/xml_reading.h"

namespace framdrift::cli::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kWhole[] = R"(
    title: 'Status of the programme' subject: 'Trelleborg & others'
    as_of_time { seconds: 1767225599 } evaluated_time { seconds: 1767258000 } position: 42
    warnings: 'Self-selected: not an effect.'
    sections { heading: 'What it gave' blocks { paragraph: 'It pays.' }
               blocks { quotation: 'We did it.\n# Ourselves' } })";

// A report in which people wrote `text` wherever they can.
std::string Everywhere(const std::string& text) {
  ::framdrift::report::v1::Report report;
  report.set_title(text);
  report.set_subject(text);
  report.add_warnings(text);
  auto* section = report.add_sections();
  section->set_heading(text);
  section->add_blocks()->set_paragraph(text);
  section->add_blocks()->set_quotation(text);
  auto* table = section->add_blocks()->mutable_table();
  table->set_caption(text);
  for (const auto kind : {::framdrift::report::v1::CELL_KIND_NAME,
                          ::framdrift::report::v1::CELL_KIND_WORDS,
                          ::framdrift::report::v1::CELL_KIND_CODE,
                          ::framdrift::report::v1::CELL_KIND_NUMBER,
                          ::framdrift::report::v1::CELL_KIND_SHARE,
                          ::framdrift::report::v1::CELL_KIND_DATE}) {
    auto* column = table->add_columns();
    column->set_heading(text);
    column->set_unit(text);
    column->set_cell_kind(kind);
  }
  auto* row = table->add_rows();
  for (int i = 0; i < 6; ++i) row->add_cells(text);
  auto* bars = section->add_blocks()->mutable_bars();
  bars->set_caption(text);
  bars->set_unit(text);
  bars->add_bars()->set_label(text);
  auto* lines = section->add_blocks()->mutable_lines();
  lines->set_caption(text);
  lines->add_labels(text);
  lines->add_lines()->set_label(text);
  auto* board = section->add_blocks()->mutable_board();
  board->set_caption(text);
  board->add_column_headings(text);
  auto* board_row = board->add_rows();
  board_row->set_label(text);
  board_row->add_codes(text);
  return report.SerializeAsString();
}

ShownReport HostileReport() {
  ::framdrift::report::v1::Report report;
  EXPECT_TRUE(report.ParseFromString(Everywhere(kHostile)));
  return Show(report, absl::UTCTimeZone(), false);
}

std::string TextOf(const ShownReport& report, const TerminalRoom& room = {}) {
  return absl::StrJoin(LinesOf(report, room), "\n");
}

ShownReport Of290Members() {
  std::string rows;
  for (int i = 0; i < 290; ++i) {
    absl::StrAppend(&rows, "rows { label: 'Member number ", i, "' ");
    for (int k = 0; k < 9; ++k) absl::StrAppend(&rows, "codes: 'STEP_STATUS_STARTED' ");
    absl::StrAppend(&rows, "share: 0.25 } ");
  }
  std::string headings;
  for (int k = 0; k < 9; ++k) absl::StrAppend(&headings, "column_headings: 'A long name ", k, "' ");
  return ShownFrom(absl::StrCat("blocks { board { caption: 'Board' ", headings, rows, "} }"));
}

TEST_F(ReportTest, MarkdownHasWarningsBeforeAnyFigure) {
  const ShownReport report = Show(ReportFrom(kWhole), absl::UTCTimeZone(), true);
  EXPECT_EQ(MarkdownOf(report),
            "# Status of the programme\n\n**Trelleborg &amp; others**\n\n"
            "> **Note:** Invented data: nobody in it exists.\n\n"
            "> **Note:** Self-selected: not an effect.\n\n"
            "As of 2025-12-31. Computed 2026-01-01 09:00. Position 42 of the log.\n\n"
            "## What it gave\n\nIt pays.\n\n> We did it.\\\n> \\# Ourselves\n");
}

TEST_F(ReportTest, SaysOnceThatNobodyInItExists) {
  const auto report = ReportFrom("warnings: 'Invented data: nobody in it exists.'");
  for (const bool invented : {true, false}) {
    EXPECT_THAT(Show(report, absl::UTCTimeZone(), invented).warnings,
                ElementsAre("Invented data: nobody in it exists."));
  }
}

TEST_F(ReportTest, MarkdownTablesAlignNumbersAndLeaveMissingOnesEmpty) {
  Speak(Language::kSwedish);
  EXPECT_THAT(
      MarkdownOf(ShownFrom(kAccount)),
      HasSubstr("| 17 590 | 39,8 % | 2026-11-22 |\n"
                "| Employment | −220 |  |  |\n"
                "| Region |  |  |  |\n"
                "| **Society** | **123 456 789 012 345 678 901 235** | **100,0 %** |  |\n"));
  EXPECT_THAT(MarkdownOf(ShownFrom(kAccount)), HasSubstr("|---|---:|---:|---|\n"));
}

TEST_F(ReportTest, MarkdownTellsPicturesAsTables) {
  const std::string text = MarkdownOf(ShownFrom(absl::StrCat(kTornado, kCourse, kBoard)));
  EXPECT_THAT(text, HasSubstr("| success | −300 | 450 |\n| retention | 120 | 90 |\n"));
  EXPECT_THAT(text, HasSubstr("| none |  |  |\n"));
  EXPECT_THAT(text, HasSubstr("| 2026-02 | 5 |  |\n| 2026-03 | 1,250 \\* | 3 |\n"));
  EXPECT_THAT(text, HasSubstr("\\* assumed\n"));
  EXPECT_THAT(text, HasSubstr("| Ljusdal | ○ planned | ◕ completed | 33 % |\n"));
  EXPECT_THAT(text, HasSubstr("| Trelleborg | ● cancelled |  | 100 % |\n"));
}

TEST_F(ReportTest, MarkdownObeysNothingThatPeopleWrote) {
  const std::string text = MarkdownOf(HostileReport());
  EXPECT_THAT(text, Not(HasSubstr("<")));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
  EXPECT_THAT(text, Not(HasSubstr(" *bold*")));
  EXPECT_THAT(text, Not(HasSubstr(" [l]")));
  // Nothing adds a cell to a row.
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (line.empty() || line[0] != '|') continue;
    int bars = 0;
    for (size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '|' && (i == 0 || line[i - 1] != '\\')) ++bars;
    }
    EXPECT_THAT(bars, ::testing::AnyOf(3, 4, 7)) << line;
  }
  EXPECT_EQ(MarkdownText("1 | 2 \\ 3"), "1 \\| 2 \\\\ 3");
}

TEST_F(ReportTest, MarkdownLinesBeginNothing) {
  for (const char* text : {"# a", "- a", "+ a", "1. a", "12) a", "=== a", "--- a", ": a"}) {
    const std::string block = absl::StrCat("blocks { paragraph: '", text, "' }");
    EXPECT_THAT(MarkdownOf(ShownFrom(block)), HasSubstr("\\")) << text;
  }
}

TEST_F(ReportTest, ThePageIsOneFileWithWarningsFirstAndPrintsOnA4) {
  Speak(Language::kSwedish);
  const std::string page = HtmlOf(Show(ReportFrom(kWhole), absl::UTCTimeZone(), true));
  EXPECT_THAT(page, HasSubstr("<html lang=\"sv\">"));
  EXPECT_THAT(page, HasSubstr("<title>Programmets läge: Trelleborg &amp; others</title>"));
  EXPECT_THAT(page, HasSubstr("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
  EXPECT_THAT(page, HasSubstr("@page{size:A4"));
  EXPECT_THAT(page, HasSubstr("thead{display:table-header-group}"));
  EXPECT_LT(page.find("Självvalda grupper: visar ingen effekt."), page.find("What it gave"));
  EXPECT_LT(page.find("Påhittade"), page.find("Självvalda")) << page.substr(0, 6000);
  EXPECT_THAT(page, HasSubstr("<p dir=\"auto\"># Ourselves</p>"));
  for (const char* outside : {"http:", "https:", "src=", "url(", "@import", "<link", "<script"}) {
    std::string without = page;
    const std::string space = "xmlns=\"http://www.w3.org/2000/svg\"";
    while (without.find(space) != std::string::npos)
      without.erase(without.find(space), space.size());
    EXPECT_THAT(without, Not(HasSubstr(outside)));
  }
}

TEST_F(ReportTest, ThePageHasTablesThatAreReadAloudAndPicturesInWords) {
  const std::string page = HtmlOf(ShownFrom(absl::StrCat(kAccount, kTornado, kCourse, kBoard)));
  EXPECT_THAT(page, HasSubstr("<caption>Net present value</caption>"));
  EXPECT_THAT(page, HasSubstr("<th scope=\"col\" class=\"n\">value (SEK)</th>"));
  EXPECT_THAT(page, HasSubstr("<th scope=\"row\">Municipality</th>\n<td class=\"n\">17,590</td>"));
  EXPECT_THAT(page, HasSubstr("<tr class=\"strong\">"));
  EXPECT_THAT(page, HasSubstr("<figcaption>What it hangs on (SEK)</figcaption>"));
  EXPECT_THAT(page, HasSubstr("role=\"img\""));
  EXPECT_THAT(page, HasSubstr("success: −300 to 450.\nretention: 120 to 90.\ncost: −80.5.\n"));
  EXPECT_THAT(page, HasSubstr("2026-03 1,250 (assumed)"));
  EXPECT_THAT(page, HasSubstr("<use href=\"#board-1-0\"/></svg>planned</td>"));
  for (const char* id : {"picture-1", "picture-2"}) {
    const std::string titled = absl::StrCat("id=\"", id, "-title\"");
    EXPECT_EQ(page.find(titled), page.rfind(titled)) << "an id stands once";
  }
}

TEST_F(ReportTest, ThePageObeysNothingThatPeopleWrote) {
  const std::string page = HtmlOf(HostileReport());
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
  EXPECT_THAT(page, Not(HasSubstr("\u202e")));
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
  // Elements without an end aside, the page is well-formed, so nothing has broken out of it.
  std::string xml = page.substr(page.find("<body>"));
  xml.resize(xml.find("</html>"));
  EXPECT_TRUE(ReadXml(xml).well_formed);
}

TEST_F(ReportTest, ThePageHoldsEveryRowOfALongBoard) {
  const std::string page = HtmlOf(Of290Members());
  EXPECT_THAT(page, HasSubstr("Member number 289"));
  EXPECT_THAT(page, HasSubstr("size:A4 landscape"));
  EXPECT_THAT(page, Not(HasSubstr("class=\"short\""))) << "it has to be parted";
}

TEST_F(ReportTest, ATerminalShowsAllOfIt) {
  const ShownReport report = Show(ReportFrom(kWhole), absl::UTCTimeZone(), false);
  EXPECT_THAT(LinesOf(report, {}),
              ElementsAre("! Self-selected: not an effect.",
                          "",
                          "Status of the programme: Trelleborg & others",
                          "As of 2025-12-31. Computed 2026-01-01 09:00. Position 42 of the log.",
                          "",
                          "What it gave",
                          "────────────",
                          "",
                          "It pays.",
                          "",
                          "│ We did it.",
                          "│ # Ourselves"));
}

TEST_F(ReportTest, ATerminalAlignsNumbersAndDrawsBarsAndLines) {
  const std::string text = TextOf(ShownFrom(absl::StrCat(kAccount, kTornado, kCourse)));
  EXPECT_THAT(text, HasSubstr("Employment                               −220"));
  EXPECT_THAT(text, HasSubstr("success    −300 to 450  ████████████████│███████████████████████"));
  EXPECT_THAT(text, HasSubstr("nought               0                  │"));
  EXPECT_THAT(text, HasSubstr("none          no value"));
  EXPECT_THAT(text, HasSubstr("Municipality      −10  ▁▁┊█▁        30"));
  EXPECT_THAT(text, HasSubstr("┊ assumed from there on"));
}

TEST_F(ReportTest, ATerminalFitsBoardsAndTables) {
  const ShownReport board = Of290Members();
  for (const size_t width : {40u, 60u, 80u, 120u}) {
    for (const std::string& line : LinesOf(board, {.width = width})) {
      EXPECT_LE(Columns(line), width) << line;
    }
    for (const std::string& line :
         LinesOf(ShownFrom(absl::StrCat(kAccount, kTornado, kCourse, kBoard)), {.width = width})) {
      EXPECT_LE(Columns(line), width) << line;
    }
  }
  const std::string text = TextOf(board, {.width = 80});
  EXPECT_THAT(text, HasSubstr("9 A long name 8"));
  EXPECT_THAT(text, HasSubstr("Member number 289  ◔"));
  EXPECT_THAT(text, HasSubstr("○ planned, ◔ started, ◕ completed, ● cancelled"));
  EXPECT_THAT(TextOf(board, {.width = 80, .whole = true}), HasSubstr("◔ started      ◔ started"));
}

TEST_F(ReportTest, ATerminalObeysNothingThatPeopleWrote) {
  const std::string text = TextOf(HostileReport(), {.width = 80});
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\u202e")));
}

TEST_F(ReportTest, WhatIsEmptySaysSo) {
  const ShownReport report = ShownFrom(
      "blocks { table { columns { heading: 'a' } } } blocks { table { } } blocks { bars { } } "
      "blocks { lines { } } blocks { board { } } blocks { } blocks { quotation: '' }");
  EXPECT_THAT(MarkdownOf(report), HasSubstr("Nothing to show."));
  EXPECT_THAT(HtmlOf(report), HasSubstr("Nothing to show."));
  EXPECT_THAT(TextOf(report), HasSubstr("Nothing to show."));
  const ShownReport none = Show({}, absl::UTCTimeZone(), false);
  EXPECT_THAT(HtmlOf(none), HasSubstr("</html>"));
  EXPECT_FALSE(MarkdownOf(none).empty());
  EXPECT_EQ(TextOf(none), "");
}

TEST_F(ReportTest, SpeaksTheReadersLanguageButLeavesNamesAsTheyAre) {
  Speak(Language::kSwedish);
  const ShownReport report = ShownFrom(
      "blocks { quotation: 'At most 20 bytes are allowed, not 31.' } "
      "blocks { paragraph: 'At most 20 bytes are allowed, not 31.' } "
      "blocks { table { columns { heading: 'target group' cell_kind: CELL_KIND_NAME } "
      "columns { heading: 'status' cell_kind: CELL_KIND_CODE } "
      "rows { cells: 'target group' cells: 'STEP_STATUS_PLANNED' } } }");
  const std::string text = MarkdownOf(report);
  EXPECT_THAT(text, HasSubstr("> At most 20 bytes are allowed, not 31."));
  EXPECT_THAT(text, HasSubstr("\nHögst 20 byte får anges, inte 31."));
  EXPECT_THAT(text, HasSubstr("| målgrupp | status |"));
  EXPECT_THAT(text, HasSubstr("| target group | planer"));
}

TEST_F(ReportTest, NeverTranslatesNamesThatStandBesidePictures) {
  Speak(Language::kSwedish);
  const auto shown = [](const std::string& kind) {
    const std::string label = kind.empty() ? "" : "label_kind: " + kind;
    const std::string heading = kind.empty() ? "" : "heading_kind: " + kind;
    return MarkdownOf(
        ShownFrom(absl::StrCat("blocks { bars { ",
                               label,
                               " bars { label: 'Needs' to: 1 } } } ",
                               "blocks { lines { labels: '1' ",
                               label,
                               " lines { label: 'Staff' values: 1 } } } ",
                               "blocks { board { column_headings: 'Partners' ",
                               heading,
                               " rows { label: 'a' codes: 'STEP_STATUS_PLANNED' } } }")));
  };
  const std::string words = shown("");
  for (const char* swedish : {"Behov", "Personal", "Samverkansparter"}) {
    EXPECT_THAT(words, HasSubstr(swedish));
  }
  const std::string names = shown("CELL_KIND_NAME");
  for (const char* name : {"| Needs |", "| Staff |", "| Partners |"}) {
    EXPECT_THAT(names, HasSubstr(name));
  }
}

}  // namespace
}  // namespace framdrift::cli::report
