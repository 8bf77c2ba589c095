// Words and numbers of reports in both languages, and what may not stand in any.
#include "clients/cli/report/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/clients/cli/report_examples.h"

namespace framdrift::cli::report {
namespace {

using ::testing::ElementsAre;

TEST_F(ReportTest, NumbersAreGroupedAndRoundedHalfAwayFromNought) {
  EXPECT_EQ(NumberText("17590", 0), "17,590");
  EXPECT_EQ(NumberText("-220", 0), "−220");
  EXPECT_EQ(NumberText("-17590.5", 0), "−17,591");
  EXPECT_EQ(NumberText("999999.995", 2), "1,000,000.00");
  EXPECT_EQ(NumberText("0.5", 0), "1");
  EXPECT_EQ(NumberText("-0.4", 0), "0") << "no minus before nought";
  EXPECT_EQ(NumberText("007", 1), "7.0");
  EXPECT_EQ(NumberText("123456789012345678901234.5", 0), "123,456,789,012,345,678,901,235");
  EXPECT_EQ(NumberText("1", 4'000'000'000), "1.000000000000") << "as many digits as make sense";
}

TEST_F(ReportTest, NumbersAreSwedishInSwedish) {
  Speak(Language::kSwedish);
  EXPECT_EQ(NumberText("17590", 0), "17 590");
  EXPECT_EQ(NumberText("-220", 0), "−220");
  EXPECT_EQ(NumberText("-1259.25", 1), "−1 259,3");
  EXPECT_EQ(ShareText("0.398", 1), "39,8 %");
  EXPECT_EQ(ShareText("-0.005", 0), "−1 %");
  EXPECT_EQ(ShareText("1", 0), "100 %");
  EXPECT_EQ(NumberText(0.5), "0,5");
  EXPECT_EQ(NumberText(1234567.0), "1 234 567");
}

TEST_F(ReportTest, WhatIsNoNumberStandsAsItIs) {
  for (const char* text : {"", "-", "1e6", "at once", "1.", ".5", "1,5", "--1", "never"}) {
    EXPECT_EQ(NumberText(text, 2), text);
    EXPECT_EQ(ShareText(text, 2), text);
  }
  EXPECT_EQ(NumberText(std::numeric_limits<double>::infinity()), "");
  EXPECT_EQ(NumberText(std::nan("")), "");
}

TEST_F(ReportTest, TextIsCleanedOfWhatOthersWouldObey) {
  EXPECT_EQ(Clean("a\nb\r\nc\td"), "a b c d");
  EXPECT_EQ(Clean("\x1b[31mred\x7f\u009b2J"), "�[31mred��2J");
  EXPECT_EQ(Clean("\u202eevil\u202c \u200ftail\ufeff"), "evil tail") << "marks of direction";
  EXPECT_EQ(Clean("a\xff\xc3"), "a��") << "bytes that are no text";
  EXPECT_EQ(Clean("\ufffe\uffff"), "��") << "what XML has no characters for";
  EXPECT_EQ(Clean("שלום 12"), "\u2068שלום 12\u2069") << "held apart from what follows";
  EXPECT_EQ(Clean("Åsa – 漢字 😀"), "Åsa – 漢字 😀");
  EXPECT_THAT(CleanLines("one\n\ntwo"), ElementsAre("one", "", "two"));
  EXPECT_THAT(CleanLines(""), ElementsAre(""));
}

TEST_F(ReportTest, CodesAreWordsAndSentencesAreTranslated) {
  EXPECT_EQ(CodeWord("STEP_STATUS_PLANNED"), "planned");
  EXPECT_EQ(CodeWord("REFERRAL_RESULT_NO_ACTION"), "no action");
  EXPECT_EQ(CodeWord("BY_A_NEWER_SERVER"), "by a newer server");
  Speak(Language::kSwedish);
  EXPECT_NE(CodeWord("STEP_STATUS_PLANNED"), "planned");
  EXPECT_EQ(Sentence("At most 20 bytes are allowed, not 31."), "Högst 20 byte får anges, inte 31.");
  EXPECT_EQ(Heading("target group"), "målgrupp");
  EXPECT_EQ(Heading("Target group"), "Målgrupp");
  EXPECT_EQ(Heading("min"), "min") << "minutes, and not the least, as the column of that name";
  EXPECT_EQ(Heading("Nothing we know"), "Nothing we know");
  using ::framdrift::report::v1::CELL_KIND_NAME;
  using ::framdrift::report::v1::CELL_KIND_UNSPECIFIED;
  EXPECT_EQ(LabelText("STEP_STATUS_PLANNED", CELL_KIND_UNSPECIFIED),
            CodeWord("STEP_STATUS_PLANNED"));
  EXPECT_EQ(LabelText("Upplands-Bro: 3 not in 4", CELL_KIND_UNSPECIFIED),
            "Upplands-Bro: 3 not in 4")
      << "a name";
  EXPECT_EQ(LabelText("STEP_STATUS_PLANNED", CELL_KIND_NAME), "STEP_STATUS_PLANNED");
}

}  // namespace
}  // namespace framdrift::cli::report
