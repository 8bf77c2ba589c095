// The pieces that reports of evaluations are put together from.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "framdrift/evaluation/v1/account.pb.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::evaluation {

// A column by its heading, what its cells are, and of numbers the unit and
// decimals.
struct ColumnOf {
  const char* heading;
  report::v1::CellKind kind;
  const char* unit = "";
  unsigned decimals = 0;
};

report::v1::Section& AddSection(const char* heading, report::v1::Report& out);
void AddParagraph(const std::string& text, report::v1::Section& out);
// Nothing for an empty text.
void AddQuotation(const std::string& text, report::v1::Section& out);
report::v1::Table& AddTable(const char* caption, const std::vector<ColumnOf>& columns,
                            report::v1::Section& out);
void AddRow(std::vector<std::string> cells, report::v1::Table& out, bool strong = false);
report::v1::Bars& AddBars(const std::string& caption, report::v1::Section& out);
void AddBar(const std::string& label, double from, double to, report::v1::Bars& out);

// With two decimals and a point, as cells have it; more where the number is
// small.
std::string Cell(double number);
// `after 8 months`, `at once` or `never`.
std::string PaybackCell(const v1::PartyLine& line);
// What a parameter's code means, as a label.
std::string ParameterWords(absl::string_view code);

// The value at so many months; 0 where there is none.
double ValueAt(const v1::PartyLine& line, int months);

}  // namespace framdrift::evaluation
