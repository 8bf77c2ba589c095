#include <gmock/gmock.h>

#include "tests/clients/cli/rows.h"

namespace framdrift::cli::migration {
namespace {

using ::testing::HasSubstr;

std::string CsvError(const std::string& content) {
  return std::string(ReadText(ReadCsv, content).status.message());
}

TEST(CsvTest, ReadsQuotedCellsWithDelimitersQuotesAndLineBreaks) {
  const ReadResult read =
      ReadText(ReadCsv, "a,b\n\"1,5\",\"say \"\"ja\"\"\"\r\n\"two\nlines\",x\n");
  ASSERT_TRUE(read.status.ok()) << read.status;
  ASSERT_EQ(read.rows.size(), 2u);
  EXPECT_EQ(*read.rows[0].Find("a"), "1,5");
  EXPECT_EQ(*read.rows[0].Find("b"), "say \"ja\"");
  EXPECT_EQ(*read.rows[1].Find("a"), "two\nlines");
  EXPECT_EQ(read.rows[1].line, 3);
}

TEST(CsvTest, TakesSemicolonsByteOrderMarksGzipAndAMissingLastLineBreak) {
  const ReadResult read = ReadText(ReadCsv, "\xef\xbb\xbfnamn;datum\nÅsa;2024-05-01", true);
  ASSERT_TRUE(read.status.ok()) << read.status;
  ASSERT_EQ(read.rows.size(), 1u);
  EXPECT_EQ(*read.rows[0].Find("namn"), "Åsa");
  EXPECT_EQ(*read.rows[0].Find("datum"), "2024-05-01");
}

TEST(CsvTest, SkipsBlankLinesAndCountsThem) {
  const ReadResult read = ReadText(ReadCsv, "a,b\n\n1,2\n\n");
  ASSERT_TRUE(read.status.ok()) << read.status;
  ASSERT_EQ(read.rows.size(), 1u);
  EXPECT_EQ(read.rows[0].line, 3);
}

TEST(CsvTest, SaysWhichLineIsWrongAndHow) {
  EXPECT_THAT(CsvError("a,b\n1,2\n\"1,2\n"),
              HasSubstr("Line 3: a quote is opened and never closed"));
  EXPECT_THAT(CsvError("a,\xff\n1,2\n"), HasSubstr("Line 1: column 2 is not UTF-8"));
  EXPECT_THAT(CsvError(""), HasSubstr("empty"));
}

TEST(CsvTest, RefusesWhatItCouldOnlyGuessAt) {
  EXPECT_THAT(CsvError("a,b\n1,2\n\"x\"y,2\n"),
              HasSubstr("Line 3: text stands after a closing quote"));
  EXPECT_THAT(CsvError("a,b\r1,2\r"), HasSubstr("carriage return"));
  EXPECT_THAT(CsvError("a,h\xe4ndelse\n1,2\n"), HasSubstr("Line 1: column 2 is not UTF-8"));
  EXPECT_THAT(CsvError(std::string("\xff\xfe"
                                   "a\0,\0b\0\n\0",
                                   10)),
              HasSubstr("UTF-8"));
}

TEST(CsvTest, KeepsQuotesInsideCellsAndCarriageReturnsInsideQuotes) {
  const ReadResult read = ReadText(ReadCsv, "a,b\r\n5\" disk,\"x\r\"\r\n");
  ASSERT_TRUE(read.status.ok()) << read.status;
  EXPECT_EQ(*read.rows[0].Find("a"), "5\" disk");
  EXPECT_EQ(*read.rows[0].Find("b"), "x\r");
}

TEST(CsvTest, TakesNoDelimiterFromInsideAQuotedName) {
  const ReadResult read = ReadText(ReadCsv, "\"a, b, c\";d\n1;2\n");
  ASSERT_TRUE(read.status.ok()) << read.status;
  EXPECT_EQ(*read.rows[0].Find("a, b, c"), "1");
}

TEST(CsvTest, HandsOnRowsThatCannotBeReadWithWhatIsWrong) {
  const ReadResult read = ReadText(ReadCsv, "a,b\n1\n1,2,3\n\xe5,2\n1,2\n");
  ASSERT_TRUE(read.status.ok()) << read.status;
  ASSERT_EQ(read.rows.size(), 4u);
  EXPECT_EQ(read.rows[0].fault, "The header has 2 columns and this row 1.");
  EXPECT_EQ(read.rows[0].line, 2);
  EXPECT_EQ(read.rows[1].fault, "The header has 2 columns and this row 3.");
  EXPECT_EQ(*read.rows[1].Find("column 3"), "3");
  EXPECT_EQ(read.rows[2].fault, "Column a is not UTF-8; export the file as UTF-8.");
  EXPECT_EQ(*read.rows[2].Find("a"), "\\xe5");
  EXPECT_EQ(read.rows[3].fault, "");
}

TEST(CsvTest, PassesUpWhatTheSinkRefuses) {
  const TestFile file("a\n1\n2\n");
  int seen = 0;
  const absl::Status status = ReadCsv(
      file.path(),
      [&seen](Row) {
        ++seen;
        return absl::ResourceExhaustedError("full");
      },
      [](int64_t) {});
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(seen, 1);
}

TEST(CsvTest, NamesAFileThatIsNotThere) {
  const ReadResult read = ReadAll(ReadCsv, "/nowhere/rows.csv");
  EXPECT_EQ(read.status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(read.status.message()), HasSubstr("/nowhere/rows.csv"));
}

}  // namespace
}  // namespace framdrift::cli::migration
