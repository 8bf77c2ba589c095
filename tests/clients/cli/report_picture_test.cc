// Pictures and workbooks of reports, and how answers with a report are printed.
#include "clients/cli/report/pictures.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/report/report_command.h"
#include "clients/cli/report/sheets.h"
#include "tests/clients/cli/report_examples.h"
#include "tests/clients/cli/workbook_reading.h"
#include "tests/clients/cli/xml_reading.h"

namespace framdrift::cli::report {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;

XmlRead Drawn(const std::string& blocks, size_t number = 0) {
  const auto svg = SvgOf(ShownFrom(blocks), number);
  EXPECT_TRUE(svg.ok()) << svg.status();
  XmlRead read = ReadXml(svg.value_or(""));
  EXPECT_TRUE(read.well_formed);
  return read;
}

TEST_F(ReportTest, BarsGoFromNoughtToEachSide) {
  const XmlRead svg = Drawn(kTornado);
  EXPECT_EQ(svg.Count("rect.loss"), 2) << "below nought: of success and of cost";
  EXPECT_EQ(svg.Count("rect.gain"), 2);
  EXPECT_THAT(svg.texts, IsSupersetOf({"success", "−300 to 450", "−80.5", "no value", "0"}));
  EXPECT_THAT(svg.descriptions.back(), HasSubstr("success: −300 to 450.\n"));
}

TEST_F(ReportTest, LinesHaveTheirAssumedPartApart) {
  const XmlRead svg = Drawn(kCourse);
  EXPECT_EQ(svg.Count("path.line"), 1) << "of Region no two measured values follow each other";
  EXPECT_EQ(svg.Count("path.assumed"), 1);
  EXPECT_THAT(svg.texts, Contains("Solid and filled: measured. Dashed and hollow: assumed."));
  EXPECT_THAT(svg.texts, IsSupersetOf({"Municipality", "Region", "2026-04"}));
  EXPECT_THAT(svg.descriptions.back(), HasSubstr("2026-02 no value; 2026-03 3"));
}

TEST_F(ReportTest, LinesAreSolidUpToWhereTheAssumedPartBegins) {
  const XmlRead svg = Drawn(
      "blocks { lines { labels: '1' labels: '2' labels: '3' labels: '4' "
      "lines { label: 'a' values: 1 values: 2 values: 3 values: 4 measured_count: 2 } } }");
  EXPECT_EQ(svg.Count("path.line"), 1);
  EXPECT_EQ(svg.Count("path.assumed"), 1);
  EXPECT_THAT(svg.texts, IsSupersetOf({"measured", "assumed"}));
}

TEST_F(ReportTest, BoardsHaveASymbolAndAWordForEachCode) {
  const XmlRead svg = Drawn(kBoard);
  EXPECT_THAT(svg.texts,
              IsSupersetOf({"Principles", "Ljusdal", "planned", "completed", "cancelled", "33 %"}));
  EXPECT_EQ(svg.Count("circle.code empty"), 2);
  EXPECT_EQ(svg.Count("path.code"), 1) << "two thirds are filled";
  EXPECT_EQ(svg.Count("circle.code"), 1) << "the last is full";
}

TEST_F(ReportTest, CodesOfManyKindsAreNumbered) {
  const XmlRead svg = Drawn(
      "blocks { board { column_headings: 'phase' rows { label: 'a' codes: 'PHASE_INTAKE' } "
      "rows { label: 'b' codes: 'PHASE_ACTIVE' } } }");
  EXPECT_THAT(svg.texts, IsSupersetOf({"①", "intake", "④", "active"}));
}

TEST_F(ReportTest, PicturesAreDrawnBelowEachOtherOrOneByOne) {
  const std::string all = absl::StrCat(kAccount, kTornado, kCourse, kBoard);
  EXPECT_EQ(Drawn(all).titles.size(), 4u) << "of the report and of each picture";
  EXPECT_EQ(Drawn(all, 3).titles.back(), "Board");
  const auto none = SvgOf(ShownFrom(all), 4);
  EXPECT_TRUE(absl::IsNotFound(none.status()));
  EXPECT_EQ(none.status().message(), "3");
  EXPECT_TRUE(absl::IsNotFound(SvgOf(ShownFrom(kAccount)).status()));
}

TEST_F(ReportTest, PicturesAreOfAnyNumbersAndTexts) {
  const std::string huge = absl::StrCat(
      "blocks { bars { bars { label: 'a' to: 1.7e308 } bars { label: 'b' to: -1.7e308 } "
      "bars { label: 'c' to: inf } } } blocks { lines { labels: 'x' lines { values: -1.7e308 } "
      "lines { values: 1.7e308 } lines { } } } ");
  EXPECT_THAT(SvgOf(ShownFrom(huge)).value(), Not(HasSubstr("nan")));
  ::framdrift::report::v1::Report report;
  auto* section = report.add_sections();
  auto* bars = section->add_blocks()->mutable_bars();
  bars->set_caption(kHostile);
  bars->add_bars()->set_label(kHostile);
  auto* board = section->add_blocks()->mutable_board();
  board->add_column_headings(kHostile);
  board->add_rows()->set_label(kHostile);
  const auto svg = SvgOf(Show(report, absl::UTCTimeZone(), false));
  ASSERT_TRUE(svg.ok());
  EXPECT_TRUE(ReadXml(*svg).well_formed);
  EXPECT_THAT(*svg, Not(HasSubstr("<script")));
  EXPECT_THAT(*svg, Not(HasSubstr("\u202e")));
}

TEST_F(ReportTest, WarningsStandAbovePictures) {
  const auto svg = SvgOf(ShownFrom(kTornado, true));
  ASSERT_TRUE(svg.ok());
  EXPECT_EQ(ReadXml(*svg).texts.front(), "Invented data: nobody in it exists.");
}

TEST_F(ReportTest, WorkbooksHaveASheetForEachTable) {
  const auto book = WorkbookOf(ShownFrom(absl::StrCat(kAccount, kTornado, kCourse, kBoard), true));
  ASSERT_TRUE(book.ok()) << book.status();
  const std::string names = Unzipped(*book).at("xl/workbook.xml");
  EXPECT_THAT(names, HasSubstr("name=\"Report\""));
  EXPECT_THAT(names, HasSubstr("name=\"1 Net present value\""));
  EXPECT_THAT(names, HasSubstr("name=\"4 Board\""));
  EXPECT_EQ(CellsIn(*book, 1).at("A2"), "'Invented data: nobody in it exists.'");
  EXPECT_EQ(CellsIn(*book, 2).at("B1"), "'value (SEK)'");
  EXPECT_EQ(CellsIn(*book, 2).at("B2"), "17590.4");
  EXPECT_EQ(CellsIn(*book, 2).at("C2"), "0.3977");
  EXPECT_EQ(CellsIn(*book, 2).count("B4"), 0u) << "what is missing is no nought";
  EXPECT_EQ(CellsIn(*book, 4).at("B1"), "'Municipality, assumed from 2026-03 on'");
  EXPECT_EQ(CellsIn(*book, 5).at("B2"), "'planned'");
}

TEST_F(ReportTest, WorkbooksTakeAnyCaption) {
  const std::string table = " columns { heading: 'a' } rows { cells: '=1+1' } } }";
  const auto book = WorkbookOf(ShownFrom(
      absl::StrCat("blocks { table { caption: '[a]:b*c?d/e\\\\f that goes on and on and on' ",
                   table,
                   "blocks { table { caption: 'Same' ",
                   table,
                   "blocks { table { caption: 'same\\'' ",
                   table,
                   "blocks { table { caption: '' ",
                   table)));
  ASSERT_TRUE(book.ok()) << book.status();
  EXPECT_EQ(CellsIn(*book, 5).at("A2"), "'=1+1'") << "no formula";
}

// An answer with a report of its own, or of the thing it is about.
class AnswerTest : public ReportTest {
 protected:
  AnswerTest() {
    google::protobuf::FileDescriptorProto file;
    file.set_name("answer.proto");
    file.set_syntax("proto3");
    file.add_dependency("framdrift/report/v1/report.proto");
    const auto add = [&file](
                         const std::string& name, const std::string& field, const std::string& of) {
      auto* type = file.add_message_type();
      type->set_name(name);
      auto* text = type->add_field();
      text->set_name("recipient");
      text->set_number(1);
      text->set_type(google::protobuf::FieldDescriptorProto::TYPE_STRING);
      text->set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
      auto* part = type->add_field();
      part->set_name(field);
      part->set_number(2);
      part->set_type(google::protobuf::FieldDescriptorProto::TYPE_MESSAGE);
      part->set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
      part->set_type_name(of);
    };
    add("Sent", "report", ".framdrift.report.v1.Report");
    add("GetResponse", "sent", ".Sent");
    EXPECT_NE(::framdrift::report::v1::Report::descriptor(), nullptr);
    EXPECT_NE(pool_.BuildFile(file), nullptr);
  }

  std::unique_ptr<google::protobuf::Message> Answer(const std::string& type,
                                                    const std::string& text) {
    std::unique_ptr<google::protobuf::Message> answer(
        factory_.GetPrototype(pool_.FindMessageTypeByName(type))->New());
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, answer.get())) << text;
    return answer;
  }

  std::string Printed(const std::string& type, const std::string& text, Format format) {
    Options options;
    options.format = format;
    ::testing::internal::CaptureStdout();
    const auto answer = Answer(type, text);
    status_ = PrintAnswer(*answer, options, {.zone = absl::UTCTimeZone()}, false);
    std::fflush(stdout);
    return ::testing::internal::GetCapturedStdout();
  }

  google::protobuf::DescriptorPool pool_{google::protobuf::DescriptorPool::generated_pool()};
  google::protobuf::DynamicMessageFactory factory_{&pool_};
  absl::Status status_;
};

TEST_F(AnswerTest, IsFoundToHoldAReport) {
  EXPECT_TRUE(HoldsReport(pool_.FindMessageTypeByName("Sent")));
  EXPECT_TRUE(HoldsReport(pool_.FindMessageTypeByName("GetResponse")));
  EXPECT_FALSE(HoldsReport(::framdrift::report::v1::Section::descriptor()));
}

TEST_F(AnswerTest, IsPrintedInEveryForm) {
  const std::string sent =
      absl::StrCat("recipient: 'the board' report { title: 'Status' sections { ", kTornado, " } }");
  EXPECT_EQ(Printed("Sent", sent, Format::kMarkdown).substr(0, 9), "# Status\n");
  EXPECT_THAT(Printed("Sent", sent, Format::kHtml), HasSubstr("<!DOCTYPE html>"));
  EXPECT_THAT(Printed("Sent", sent, Format::kSvg), HasSubstr("<svg"));
  EXPECT_EQ(Printed("Sent", sent, Format::kXlsx).substr(0, 2), "PK");
  EXPECT_EQ(Printed("Sent", sent, Format::kTable).substr(0, 7), "Status\n");
  EXPECT_THAT(Printed("Sent", sent, Format::kJson), HasSubstr("\"label\":\"success\""));
  EXPECT_EQ(Printed("Sent", sent, Format::kCsv), "recipient,report\nthe board,\n");
  const std::string got = absl::StrCat("sent { ", sent, " }");
  EXPECT_THAT(Printed("GetResponse", got, Format::kTable),
              HasSubstr("recipient: the board\n\nStatus\n"))
      << "what the thing says of itself comes first";
  EXPECT_EQ(Printed("GetResponse", got, Format::kMarkdown).substr(0, 9), "# Status\n");
}

TEST_F(AnswerTest, SaysWhatItDoesNotHold) {
  EXPECT_THAT(Printed("Sent", "recipient: 'a'", Format::kTable), HasSubstr("recipient: a\n"));
  Printed("Sent", "recipient: 'a'", Format::kHtml);
  EXPECT_TRUE(absl::IsNotFound(status_));
  Printed("Sent", "report { title: 'Status' }", Format::kSvg);
  EXPECT_TRUE(absl::IsNotFound(status_));
  EXPECT_THAT(std::string(status_.message()), HasSubstr("0 pictures"));
}

}  // namespace
}  // namespace framdrift::cli::report
