#include "domain/place/report_account.h"

#include <algorithm>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "domain/report/parts.h"

namespace framdrift::place {
namespace {

using report::v1::Bar;
using report::v1::Bars;
using report::v1::CELL_KIND_NAME;
using report::v1::CELL_KIND_NUMBER;
using report::v1::Report;
using report::v1::Section;
using report::v1::Table;

constexpr int32_t kYear = 12;

bool IsIncomplete(const v1::PlaceFigures& figures, int32_t year) {
  const auto& years = figures.incomplete_years();
  return std::find(years.begin(), years.end(), year) != years.end();
}

void AddDeviations(const v1::PlaceFigures& figures, Section& out) {
  Table* lines = nullptr;
  for (const v1::AccountDeviation& row : figures.deviations()) {
    if (IsIncomplete(figures, row.year())) continue;
    if (lines == nullptr) {
      lines = &report::AddTable("By year, department and service",
                                {{"Year", CELL_KIND_NAME},
                                 {"Department", CELL_KIND_NAME},
                                 {"Service", CELL_KIND_NAME},
                                 {"Booked", CELL_KIND_NUMBER, "SEK", 2},
                                 {"Base year in prices of the year", CELL_KIND_NUMBER, "SEK", 2},
                                 {"Deviation", CELL_KIND_NUMBER, "SEK", 2}},
                                out);
    }
    report::AddRow({absl::StrCat(row.year()),
                    row.department(),
                    row.service(),
                    Kronor(row.actual_ore()),
                    row.has_base_ore() ? Kronor(row.base_ore()) : "",
                    row.has_deviation_ore() ? Kronor(row.deviation_ore()) : ""},
                   *lines,
                   row.department().empty());
  }
}

// Lines of the base year of which nothing is booked say nothing here.
void AddIncomplete(const v1::PlaceFigures& figures, Section& out) {
  if (figures.incomplete_years().empty()) return;
  Table& lines = report::AddTable("Years that are not complete",
                                  {{"Year", CELL_KIND_NAME},
                                   {"Months booked", CELL_KIND_NUMBER},
                                   {"Department", CELL_KIND_NAME},
                                   {"Service", CELL_KIND_NAME},
                                   {"Booked", CELL_KIND_NUMBER, "SEK", 2}},
                                  out);
  for (const v1::AccountDeviation& row : figures.deviations()) {
    const bool whole = row.department().empty();
    if (!IsIncomplete(figures, row.year()) || (row.actual_ore() == 0 && !whole)) continue;
    report::AddRow({absl::StrCat(row.year()),
                    absl::StrCat(row.months()),
                    row.department(),
                    row.service(),
                    Kronor(row.actual_ore())},
                   lines,
                   whole);
  }
}

// Of the last year that is held against the base year.
void AddDeviationBars(const v1::PlaceFigures& figures, Section& out) {
  int32_t year = 0;
  for (const v1::AccountDeviation& row : figures.deviations()) {
    if (row.has_deviation_ore()) year = std::max(year, row.year());
  }
  if (year == 0) return;
  Bars& bars = *out.add_blocks()->mutable_bars();
  bars.set_caption("Deviation of the last year, by department and service");
  bars.set_unit("SEK");
  bars.set_label_kind(CELL_KIND_NAME);
  for (const v1::AccountDeviation& row : figures.deviations()) {
    if (row.year() != year || row.department().empty()) continue;
    Bar& bar = *bars.add_bars();
    bar.set_label(absl::StrCat(row.department(), ", ", row.service()));
    // Only drawn; the amounts themselves stand in the table.
    bar.set_to(static_cast<double>(row.deviation_ore()) / 100);
  }
}

// A name that is spelled otherwise than in the base year is another department or service.
void AddNewLines(const Account& account, Section& out) {
  std::map<AccountLine, int32_t> since;
  for (const auto& [number, year] : account.years) {
    if (number <= account.base->year) continue;
    for (const auto& [line, sum] : year.Sums()) {
      if (!account.base->sums.contains(line)) since.emplace(line, number);
    }
  }
  if (since.empty()) return;
  report::AddParagraph("Some have nothing in the base year: they are new, or spelled otherwise.",
                       out);
  Table& lines = report::AddTable(
      "Not in the base year",
      {{"Department", CELL_KIND_NAME}, {"Service", CELL_KIND_NAME}, {"Since", CELL_KIND_NAME}},
      out);
  for (const auto& [line, year] : since) {
    report::AddRow({line.department, line.service, absl::StrCat(year)}, lines);
  }
}

void AddWarnings(const Account& account, const v1::PlaceFigures& figures, Report& out) {
  if (!account.base) return;
  if (figures.years_without_index_size() > 0) {
    out.add_warnings(absl::StrCat("The price index is missing of ",
                                  absl::StrJoin(figures.years_without_index(), ", "),
                                  ": these years are not held against the base year."));
  }
  const auto base = account.years.find(account.base->year);
  if (base != account.years.end() && base->second.BookedMonths() < kYear) {
    out.add_warnings(absl::StrCat("Only ",
                                  base->second.BookedMonths(),
                                  " of 12 months of the base year are booked: years held against "
                                  "it seem dearer."));
  }
  for (const int32_t year : figures.incomplete_years()) {
    const auto booked = account.years.find(year);
    const int32_t months = booked == account.years.end() ? 0 : booked->second.BookedMonths();
    out.add_warnings(
        months < kYear
            ? absl::StrCat("Only ",
                           months,
                           " of 12 months of ",
                           year,
                           " are booked: the year is not held against the base year.")
            : absl::StrCat(year, " is not over: the year is not held against the base year."));
  }
}

}  // namespace

std::string Kronor(int64_t ore) {
  const bool negative = ore < 0;
  const uint64_t size =
      negative ? uint64_t{0} - static_cast<uint64_t>(ore) : static_cast<uint64_t>(ore);
  return absl::StrFormat("%s%d.%02d", negative ? "-" : "", size / 100, size % 100);
}

void AddCost(const Place& place, const v1::PlaceFigures& figures, Report& out) {
  const Account& account = place.account;
  Section& section = report::AddSection("Cost against the base year", out);
  AddWarnings(account, figures, out);
  if (!account.base) {
    report::AddParagraph("There is no base year yet, so that nothing is held against it.", section);
  } else {
    report::AddParagraph(
        "A deviation is what was booked less what was booked of the base year in the prices "
        "of the year. Costs are above zero, revenues below. Each amount is rounded once, so "
        "that rows need not sum to the öre.",
        section);
    Table& base = report::AddTable(
        "The base year", {{"Year", CELL_KIND_NAME}, {"Index", CELL_KIND_NAME}}, section);
    report::AddRow({absl::StrCat(account.base->year), account.base->index_name}, base);
  }
  AddDeviations(figures, section);
  AddDeviationBars(figures, section);
  if (figures.has_account_deviation_ore()) {
    Table& all = report::AddTable("All complete years after the base year",
                                  {{"Deviation", CELL_KIND_NUMBER, "SEK", 2}},
                                  section);
    report::AddRow({Kronor(figures.account_deviation_ore())}, all, true);
  }
  if (account.base) {
    AddNewLines(account, section);
    if (!figures.incomplete_years().empty()) {
      report::AddParagraph(
          "Years that are not complete stand by themselves: in no deviation above.", section);
    }
  }
  AddIncomplete(figures, section);
}

}  // namespace framdrift::place
