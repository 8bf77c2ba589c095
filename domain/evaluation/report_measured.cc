#include "domain/evaluation/report_measured.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "absl/strings/str_cat.h"
#include "domain/evaluation/report_parts.h"
#include "domain/report/parts.h"

namespace framdrift::evaluation {
namespace {

namespace rv1 = report::v1;
using rv1::CELL_KIND_NAME;
using rv1::CELL_KIND_NUMBER;
using rv1::CELL_KIND_WORDS;

// Society, the individual and the actors it moves most; as many as are told apart.
constexpr int kMostLines = 8;

void AddCourse(const v1::Account& account, rv1::Section& section) {
  rv1::Lines& lines = *section.add_blocks()->mutable_lines();
  lines.set_caption("Difference of each month of a participant");
  lines.set_unit("SEK");
  for (int i = account.lines_size() - 1; i >= 0 && lines.lines_size() < kMostLines; --i) {
    const v1::PartyLine& party = account.lines(i);
    if (std::abs(party.monthly_change()) < 0.005) continue;
    rv1::Line& line = *lines.add_lines();
    line.set_label(v1::Party_Name(party.party()));
    *line.mutable_values() = party.course();
    line.set_measured_count(static_cast<uint32_t>(account.measured_months()));
  }
  const int months = account.lines().empty() ? 0 : account.lines(0).course_size();
  for (int month = 1; month <= months; ++month) lines.add_labels(absl::StrCat(month));
}

std::string OptionalCell(bool has, double value) { return has ? report::NumberText(value) : ""; }

void AddArms(const v1::ComparisonFigures& figures, rv1::Section& section) {
  rv1::Table& table = report::AddTable("What a person's month gives society",
                                       {{"Arm", CELL_KIND_WORDS},
                                        {"Assigned", CELL_KIND_NUMBER},
                                        {"Missing", CELL_KIND_NUMBER},
                                        {"Took up", CELL_KIND_NUMBER},
                                        {"Mean", CELL_KIND_NUMBER, "SEK"},
                                        {"Standard deviation", CELL_KIND_NUMBER, "SEK"}},
                                       section);
  for (const v1::ArmFigures& arm : figures.arms()) {
    report::AddRow({arm.arm(),
                    absl::StrCat(arm.assigned()),
                    arm.missing_withheld() ? "" : absl::StrCat(arm.missing()),
                    figures.take_up_withheld() ? "" : absl::StrCat(arm.took_up()),
                    OptionalCell(arm.has_mean(), arm.mean()),
                    OptionalCell(arm.has_standard_deviation(), arm.standard_deviation())},
                   table);
  }
}

void AddDifferences(const v1::ComparisonFigures& figures, rv1::Section& section) {
  rv1::Table& table =
      report::AddTable("Participants against those they are compared with",
                       {{"What", CELL_KIND_WORDS}, {"Value", CELL_KIND_NUMBER, "", 2}},
                       section);
  report::AddRow(
      {"By intention to treat", OptionalCell(figures.has_difference(), figures.difference())},
      table);
  report::AddRow(
      {"Standard error", OptionalCell(figures.has_standard_error(), figures.standard_error())},
      table);
  report::AddRow({"Difference in take-up",
                  OptionalCell(!figures.take_up_withheld(), figures.take_up_difference())},
                 table);
  report::AddRow(
      {"For those who took part (Wald)", OptionalCell(figures.has_wald(), figures.wald())}, table);
  if (figures.has_wald_standard_error()) {
    report::AddRow({"Standard error of that", report::NumberText(figures.wald_standard_error())},
                   table);
  }
  if (!figures.has_wald() && !figures.take_up_withheld()) {
    report::AddParagraph("The Wald estimate is undefined: take-up hardly differs.", section);
  }
}

void AddBlocks(const v1::ComparisonFigures& figures, rv1::Section& section) {
  if (figures.blocks().empty()) return;
  rv1::Table& table = report::AddTable("Block by block",
                                       {{"Block", CELL_KIND_NAME},
                                        {"Measured", CELL_KIND_NUMBER},
                                        {"Difference", CELL_KIND_NUMBER, "SEK"},
                                        {"Standard error", CELL_KIND_NUMBER, "SEK"}},
                                       section);
  for (const v1::BlockFigures& block : figures.blocks()) {
    report::AddRow({block.title(),
                    absl::StrCat(block.measured()),
                    OptionalCell(block.has_difference(), block.difference()),
                    OptionalCell(block.has_standard_error(), block.standard_error())},
                   table);
  }
  rv1::Table& over = report::AddTable(
      "Over the blocks", {{"What", CELL_KIND_WORDS}, {"Value", CELL_KIND_NUMBER, "SEK"}}, section);
  report::AddRow(
      {"Unweighted mean", OptionalCell(figures.has_unweighted_mean(), figures.unweighted_mean())},
      over);
  report::AddRow(
      {"Size-weighted mean", OptionalCell(figures.has_weighted_mean(), figures.weighted_mean())},
      over);
  report::AddRow({"Standard deviation",
                  OptionalCell(figures.has_standard_deviation(), figures.standard_deviation())},
                 over);
}

bool LeavesOut(const v1::ComparisonFigures& figures) {
  return figures.take_up_withheld() || figures.blocks_withheld() ||
         std::any_of(figures.arms().begin(), figures.arms().end(), [](const v1::ArmFigures& arm) {
           return arm.missing_withheld();
         });
}

}  // namespace

void AddMeasured(const v1::Account& account, rv1::Report& out) {
  rv1::Section& section = report::AddSection("What was measured", out);
  if (!account.warning().empty()) report::AddParagraph(account.warning(), section);
  report::AddParagraph(absl::StrCat("Measured for ",
                                    account.measured_months(),
                                    " months from each person's start; later months are assumed."),
                       section);
  AddCourse(account, section);
  if (account.has_comparison()) {
    AddArms(account.comparison(), section);
    AddDifferences(account.comparison(), section);
    AddBlocks(account.comparison(), section);
    if (LeavesOut(account.comparison())) {
      report::AddParagraph("What is of too few persons is left out.", section);
    }
  }
  if (account.has_measured_success() || account.has_measured_deadweight()) {
    rv1::Table& table =
        report::AddTable("In work or studies in the last measured month",
                         {{"Arm", CELL_KIND_WORDS}, {"Share", rv1::CELL_KIND_SHARE, "", 1}},
                         section);
    report::AddRow(
        {"participants", OptionalCell(account.has_measured_success(), account.measured_success())},
        table);
    report::AddRow({"comparison",
                    OptionalCell(account.has_measured_deadweight(), account.measured_deadweight())},
                   table);
  }
  if (account.has_measured_retention()) {
    rv1::Table& table =
        report::AddTable("Kept from one month to the next, as measured",
                         {{"What", CELL_KIND_WORDS}, {"Share", rv1::CELL_KIND_SHARE, "", 1}},
                         section);
    report::AddRow(
        {ParameterWords("effect.retention"), report::NumberText(account.measured_retention())},
        table);
  }
}

}  // namespace framdrift::evaluation
