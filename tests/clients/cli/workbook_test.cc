// Spreadsheets: unzipped and read back, cell by cell.
#include "clients/cli/workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <map>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"

namespace framdrift::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

size_t NumberAt(const std::string& bytes, size_t at, size_t size) {
  size_t number = 0;
  for (size_t i = 0; i < size; ++i) {
    number |= static_cast<size_t>(static_cast<unsigned char>(bytes.at(at + i))) << (8 * i);
  }
  return number;
}

std::string Inflated(const std::string& packed, size_t size) {
  std::string content(size, '\0');
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, -MAX_WBITS), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));  // only read
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(content.data());  // the same bytes
  stream.avail_out = static_cast<uInt>(content.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  return content;
}

// The files of a zip by their paths, as its directory lists them.
std::map<std::string, std::string> Unzipped(const std::string& zip) {
  std::map<std::string, std::string> files;
  const size_t end = zip.rfind("PK\x05\x06");
  size_t at = NumberAt(zip, end + 16, 4);
  for (size_t left = NumberAt(zip, end + 10, 2); left > 0; --left) {
    const size_t packed = NumberAt(zip, at + 20, 4);
    const size_t name = NumberAt(zip, at + 28, 2);
    const size_t local = NumberAt(zip, at + 42, 4);
    const size_t begin = local + 30 + NumberAt(zip, local + 26, 2) + NumberAt(zip, local + 28, 2);
    const std::string content = zip.substr(begin, packed);
    const bool stored = NumberAt(zip, at + 10, 2) == 0;
    files[zip.substr(at + 46, name)] =
        stored ? content : Inflated(content, NumberAt(zip, at + 24, 4));
    at += 46 + name + NumberAt(zip, at + 30, 2) + NumberAt(zip, at + 32, 2);
  }
  return files;
}

// The shared texts, in their order. Not by std::regex, which goes a frame deeper at every
// character.
std::vector<std::string> TextsIn(const std::string& xml) {
  std::vector<std::string> found;
  for (size_t at = xml.find("<t"); at != std::string::npos; at = xml.find("<t", at + 1)) {
    if (xml[at + 2] != '>' && xml[at + 2] != ' ') continue;
    const size_t begin = xml.find('>', at) + 1;
    found.push_back(xml.substr(begin, xml.find("</t>", begin) - begin));
  }
  return found;
}

// The cells by their places: numbers as they stand, texts in quotation marks.
std::map<std::string, std::string> CellsIn(const std::string& workbook) {
  const auto files = Unzipped(workbook);
  const std::vector<std::string> texts = TextsIn(files.at("xl/sharedStrings.xml"));
  const std::string& sheet = files.at("xl/worksheets/sheet1.xml");
  std::map<std::string, std::string> cells;
  const std::regex cell("<c r=\"([A-Z0-9]+)\"([^>]*)><v>([^<]*)</v>");
  for (std::sregex_iterator at(sheet.begin(), sheet.end(), cell), none; at != none; ++at) {
    const bool text = absl::StrContains(at->str(2), "t=\"s\"");
    cells[at->str(1)] = text ? "'" + texts.at(std::stoul(at->str(3))) + "'" : at->str(3);
  }
  return cells;
}

TEST(WorkbookTest, HoldsNumbersDaysAndTimesAsSuch) {
  const auto workbook = WorkbookOf("indicator series",
                                   {{{"from", CellKind::kDay},
                                     {"value", CellKind::kNumber},
                                     {"group", CellKind::kText},
                                     {"when", CellKind::kTime}},
                                    {{"2024-05-01", "0.3076923076923077", "0123", ""},
                                     {"1999-01", "hidden", "", "2024-05-01 12:00:00"}}});
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  using Cell = std::pair<const std::string, std::string>;
  EXPECT_THAT(CellsIn(*workbook),
              UnorderedElementsAre(Cell("A1", "'from'"),
                                   Cell("B1", "'value'"),
                                   Cell("C1", "'group'"),
                                   Cell("D1", "'when'"),
                                   Cell("A2", "45413"),
                                   Cell("B2", "0.3076923076923077"),
                                   Cell("C2", "'0123'"),
                                   Cell("A3", "36161"),
                                   Cell("B3", "'hidden'"),
                                   Cell("D3", "45413.5")));
  EXPECT_THAT(Unzipped(*workbook).at("xl/workbook.xml"), HasSubstr("name=\"indicator series\""));
}

TEST(WorkbookTest, LeavesOutColumnsThatSayNothing) {
  const auto workbook =
      WorkbookOf("cases", {{{"a"}, {"b"}, {"c"}}, {{"1", "", "x"}, {"", "", ""}}});
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  using Cell = std::pair<const std::string, std::string>;
  EXPECT_THAT(CellsIn(*workbook),
              UnorderedElementsAre(
                  Cell("A1", "'a'"), Cell("B1", "'c'"), Cell("A2", "'1'"), Cell("B2", "'x'")));
}

TEST(WorkbookTest, WritesNoFormulasAndCutsWhatNoCellHolds) {
  const auto workbook = WorkbookOf("a name that is longer than a sheet's may be",
                                   {{{"text"}}, {{"=1+1"}, {std::string(40'000, 'x')}}});
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  const auto cells = CellsIn(*workbook);
  EXPECT_EQ(cells.at("A2"), "'=1+1'");
  EXPECT_LT(cells.at("A3").size(), 32'800u);
}

TEST(WorkbookTest, IsAFileAlsoWithoutRows) {
  const auto workbook = WorkbookOf("cases", {});
  ASSERT_TRUE(workbook.ok()) << workbook.status();
  EXPECT_THAT(Unzipped(*workbook), ::testing::Contains(::testing::Key("xl/workbook.xml")));
}

TEST(WorkbookTest, RefusesMoreRowsThanASheetHas) {
  Spreadsheet sheet = {{{"a"}}, {}};
  sheet.rows.resize(kMostSheetRows + 1, {"1"});
  EXPECT_TRUE(absl::IsOutOfRange(WorkbookOf("cases", std::move(sheet)).status()));
}

}  // namespace
}  // namespace framdrift::cli
