#include "domain/place/report.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "domain/history/when.h"
#include "domain/place/report_table.h"

namespace framdrift::place {
namespace {

using report::v1::Bar;
using report::v1::Bars;
using report::v1::CELL_KIND_CODE;
using report::v1::CELL_KIND_DATE;
using report::v1::CELL_KIND_NAME;
using report::v1::CELL_KIND_NUMBER;
using report::v1::CELL_KIND_SHARE;
using report::v1::Report;
using report::v1::Section;
using report::v1::Table;

// A survey answered by fewer is not shown: a reader might know who they are.
constexpr int32_t kFewestAnswers = 5;
constexpr uint32_t kShareDecimals = 1;

std::string OrNothing(bool has, double number) { return has ? Number(number) : ""; }

void AddService(const Place& place, const v1::PlaceFigures& figures, Section& out) {
  out.set_heading("Service before and now");
  Table& hours = AddTable(out,
                          "Hours a week that services are open",
                          {ColumnOf("Service", CELL_KIND_NAME),
                           ColumnOf("Before", CELL_KIND_NUMBER, "h", 1),
                           ColumnOf("Now", CELL_KIND_NUMBER, "h", 1),
                           ColumnOf("Gained", CELL_KIND_NUMBER, "h", 1),
                           ColumnOf("Opening hours", CELL_KIND_NAME)});
  for (const v1::ServiceChange& change : figures.services()) {
    AddRow(hours,
           {change.service(),
            Number(change.hours_before()),
            Number(change.hours_now()),
            Number(change.hours_now() - change.hours_before()),
            change.opening_hours()});
  }
  AddRow(hours, {"", "", "", Number(figures.service_hours_gained()), ""}, true);
  if (place.service.qualities.empty()) return;
  Table& quality = AddTable(out,
                            "Quality as measured",
                            {ColumnOf("Service", CELL_KIND_NAME),
                             ColumnOf("Survey", CELL_KIND_NAME),
                             ColumnOf("Day", CELL_KIND_DATE),
                             ColumnOf("Answers", CELL_KIND_NUMBER),
                             ColumnOf("Value", CELL_KIND_NUMBER, "", 1),
                             ColumnOf("Scale", CELL_KIND_NAME)});
  bool hidden = false;
  for (const Quality& one : place.service.qualities) {
    const bool few = one.content.n() < kFewestAnswers;
    hidden = hidden || few;
    AddRow(quality,
           {one.content.service(),
            one.content.survey(),
            DayText(one.day),
            few ? "" : absl::StrCat(one.content.n()),
            few ? "" : Number(one.content.value()),
            one.content.scale()});
  }
  if (hidden) AddParagraph(out, "Surveys with fewer than five answers are not shown.");
}

std::vector<std::string> AmountsOf(const v1::AccountDeviation& row) {
  return {Kronor(row.actual_ore()),
          row.has_base_ore() ? Kronor(row.base_ore()) : "",
          row.has_deviation_ore() ? Kronor(row.deviation_ore()) : ""};
}

void AddDeviations(const v1::PlaceFigures& figures, Section& out) {
  Table& lines = AddTable(out,
                          "By year, department and service",
                          {ColumnOf("Year", CELL_KIND_NAME),
                           ColumnOf("Department", CELL_KIND_NAME),
                           ColumnOf("Service", CELL_KIND_NAME),
                           ColumnOf("Booked", CELL_KIND_NUMBER, "SEK", 2),
                           ColumnOf("Base year in prices of the year", CELL_KIND_NUMBER, "SEK", 2),
                           ColumnOf("Deviation", CELL_KIND_NUMBER, "SEK", 2)});
  for (const v1::AccountDeviation& row : figures.deviations()) {
    const bool whole = row.department().empty();
    std::vector<std::string> cells = {absl::StrCat(row.year()), row.department(), row.service()};
    for (const std::string& amount : AmountsOf(row)) cells.push_back(amount);
    AddRow(lines, cells, whole);
  }
}

// Of the last year that has an index.
void AddDeviationBars(const v1::PlaceFigures& figures, Section& out) {
  int32_t year = 0;
  for (const v1::AccountDeviation& row : figures.deviations()) {
    if (row.has_deviation_ore()) year = std::max(year, row.year());
  }
  if (year == 0) return;
  Bars& bars = *out.add_blocks()->mutable_bars();
  bars.set_caption("Deviation of the last year, by department and service");
  bars.set_unit("SEK");
  for (const v1::AccountDeviation& row : figures.deviations()) {
    if (row.year() != year || row.department().empty()) continue;
    Bar& bar = *bars.add_bars();
    bar.set_label(absl::StrCat(row.department(), ", ", row.service()));
    // Only drawn; the amounts themselves stand in the table.
    bar.set_to(static_cast<double>(row.deviation_ore()) / 100);
  }
}

void AddCost(const Place& place, const v1::PlaceFigures& figures, Report& out) {
  Section& section = *out.add_sections();
  section.set_heading("Cost against the base year");
  if (!place.account.base) {
    AddParagraph(section, "There is no base year yet, so that nothing is held against it.");
  } else {
    AddParagraph(
        section,
        "A deviation is what was booked less what was booked of the base year in the prices "
        "of the year. Costs are above zero, revenues below. Each amount is rounded once, so "
        "that rows need not sum to the öre.");
    Table& base = AddTable(section,
                           "The base year",
                           {ColumnOf("Year", CELL_KIND_NAME), ColumnOf("Index", CELL_KIND_NAME)});
    AddRow(base, {absl::StrCat(place.account.base->year), place.account.base->index_name});
  }
  if (figures.years_without_index_size() > 0) {
    out.add_warnings(absl::StrCat("The price index is missing of ",
                                  absl::StrJoin(figures.years_without_index(), ", "),
                                  ": these years are not held against the base year."));
  }
  for (const v1::AccountDeviation& row : figures.deviations()) {
    if (!row.department().empty() || row.months() == 12) continue;
    out.add_warnings(absl::StrCat("Of ",
                                  row.year(),
                                  " only ",
                                  row.months(),
                                  " months are booked: it is held against a whole base year."));
  }
  AddDeviations(figures, section);
  AddDeviationBars(figures, section);
  if (figures.has_account_deviation_ore()) {
    Table& all = AddTable(section,
                          "All years after the base year",
                          {ColumnOf("Deviation", CELL_KIND_NUMBER, "SEK", 2)});
    AddRow(all, {Kronor(figures.account_deviation_ore())}, true);
  }
}

void AddNeeds(const Place& place, const v1::PlaceFigures& figures, absl::CivilDay day,
              Section& out) {
  out.set_heading("Needs and what covers them");
  Table& counts = AddTable(out,
                           "Needs",
                           {ColumnOf("Open", CELL_KIND_NUMBER),
                            ColumnOf("Covered", CELL_KIND_NUMBER),
                            ColumnOf("No longer there", CELL_KIND_NUMBER),
                            ColumnOf("Open on average", CELL_KIND_NUMBER, "days", 1),
                            ColumnOf("Until covered on average", CELL_KIND_NUMBER, "days", 1)});
  AddRow(counts,
         {absl::StrCat(figures.needs_open()),
          absl::StrCat(figures.needs_covered()),
          absl::StrCat(figures.needs_lapsed()),
          OrNothing(figures.has_mean_days_open(), figures.mean_days_open()),
          OrNothing(figures.has_mean_days_to_cover(), figures.mean_days_to_cover())});
  Table& all = AddTable(out,
                        "Each need",
                        {ColumnOf("Need", CELL_KIND_NAME),
                         ColumnOf("Whose", CELL_KIND_NAME),
                         ColumnOf("Service", CELL_KIND_NAME),
                         ColumnOf("Source", CELL_KIND_CODE),
                         ColumnOf("Urgency", CELL_KIND_CODE),
                         ColumnOf("Standing", CELL_KIND_CODE),
                         ColumnOf("Open", CELL_KIND_NUMBER, "days"),
                         ColumnOf("Met by", CELL_KIND_NAME),
                         ColumnOf("Who contributes", CELL_KIND_NAME)});
  for (const Need& need : place.needs) {
    const bool covered = need.standing == v1::NEED_STANDING_COVERED;
    AddRow(all,
           {need.content.statement(),
            need.content.who(),
            need.content.service(),
            v1::NeedSource_Name(need.content.need_source()),
            v1::NeedUrgency_Name(need.content.urgency()),
            v1::NeedStanding_Name(need.standing),
            absl::StrCat(need.DaysOpen(day)),
            covered ? need.how : "",
            covered ? absl::StrJoin(need.contributors, ", ") : ""});
  }
}

void AddTrips(const v1::PlaceFigures& figures, Section& out) {
  out.set_heading("Trips avoided");
  Table& trips = AddTable(out,
                          "Since the work began",
                          {ColumnOf("Trips", CELL_KIND_NUMBER),
                           ColumnOf("Distance", CELL_KIND_NUMBER, "km"),
                           ColumnOf("Time", CELL_KIND_NUMBER, "min"),
                           ColumnOf("Value", CELL_KIND_NUMBER, "SEK", 2)});
  AddRow(trips,
         {absl::StrCat(figures.trips_avoided()),
          absl::StrCat(figures.km_avoided()),
          absl::StrCat(figures.minutes_avoided()),
          Kronor(figures.travel_avoided_ore())});
  AddParagraph(out, "The value is kilometres by their price and minutes by the wage.");
}

void AddStaff(const Place& place, const v1::PlaceFigures& figures, Section& out) {
  out.set_heading("Staff across boundaries");
  Table& staff =
      AddTable(out,
               "Shared staff",
               {ColumnOf("Staff", CELL_KIND_NUMBER),
                ColumnOf("Hours outside the home department", CELL_KIND_SHARE, "", kShareDecimals),
                ColumnOf("Working time before", CELL_KIND_NUMBER, "%", 1),
                ColumnOf("Working time now", CELL_KIND_NUMBER, "%", 1),
                ColumnOf("With supervision", CELL_KIND_NUMBER),
                ColumnOf("Competence activities", CELL_KIND_NUMBER),
                ColumnOf("Of them across sectors", CELL_KIND_NUMBER)});
  AddRow(staff,
         {absl::StrCat(figures.staff_shared()),
          OrNothing(figures.has_share_outside_home(), figures.share_outside_home()),
          OrNothing(figures.has_mean_percent_before(), figures.mean_percent_before()),
          OrNothing(figures.has_mean_percent_after(), figures.mean_percent_after()),
          absl::StrCat(figures.staff_with_supervision()),
          absl::StrCat(place.staff.competence_activities),
          absl::StrCat(place.staff.cross_sector_activities)});
}

void AddContributions(const Place& place, const v1::PlaceFigures& figures, Section& out) {
  out.set_heading("Who contributes");
  Table& partners = AddTable(out,
                             "Partners",
                             {ColumnOf("Partner", CELL_KIND_NAME),
                              ColumnOf("Sector", CELL_KIND_CODE),
                              ColumnOf("Contribution", CELL_KIND_NAME),
                              ColumnOf("Volunteer hours a quarter", CELL_KIND_NUMBER, "h"),
                              ColumnOf("From", CELL_KIND_DATE),
                              ColumnOf("Until", CELL_KIND_DATE)});
  for (const Agreement& agreement : place.cooperation.agreements) {
    AddRow(partners,
           {agreement.content.display_name(),
            v1::Sector_Name(agreement.content.sector()),
            agreement.content.contribution(),
            absl::StrCat(agreement.content.volunteer_hours_per_quarter()),
            agreement.from ? DayText(*agreement.from) : "",
            agreement.until ? DayText(*agreement.until) : ""});
  }
  Table& quarters = AddTable(out,
                             "Active partners by quarter",
                             {ColumnOf("Quarter from", CELL_KIND_DATE),
                              ColumnOf("Active partners", CELL_KIND_NUMBER),
                              ColumnOf("Volunteer hours", CELL_KIND_NUMBER, "h")});
  for (const v1::PartnerQuarter& quarter : figures.quarters()) {
    const auto from = history::DayOrNone(quarter.from_date());
    AddRow(quarters,
           {from ? DayText(*from) : "",
            absl::StrCat(quarter.active_partners()),
            absl::StrCat(quarter.volunteer_hours())});
  }
  Table& balances = AddTable(out,
                             "What departments give and get",
                             {ColumnOf("Department", CELL_KIND_NAME),
                              ColumnOf("Bears", CELL_KIND_NUMBER, "SEK", 2),
                              ColumnOf("Is served for", CELL_KIND_NUMBER, "SEK", 2),
                              ColumnOf("Staff to others", CELL_KIND_NUMBER, "h/week", 1),
                              ColumnOf("Staff from others", CELL_KIND_NUMBER, "h/week", 1)});
  for (const v1::DepartmentBalance& balance : figures.balances()) {
    AddRow(balances,
           {balance.department(),
            Kronor(balance.contributed_ore()),
            Kronor(balance.received_ore()),
            Number(balance.hours_given()),
            Number(balance.hours_received())});
  }
}

void AddGoals(const v1::PlaceFigures& figures, Section& out) {
  out.set_heading("Joint goals");
  AddParagraph(out, "Values are what was last published of the goal's indicator.");
  Table& goals = AddTable(out,
                          "How far they have come",
                          {ColumnOf("Goal", CELL_KIND_NAME),
                           ColumnOf("Baseline", CELL_KIND_NUMBER, "", 2),
                           ColumnOf("Target", CELL_KIND_NUMBER, "", 2),
                           ColumnOf("Value", CELL_KIND_NUMBER, "", 2),
                           ColumnOf("Until", CELL_KIND_DATE),
                           ColumnOf("Attained", CELL_KIND_SHARE, "", kShareDecimals)});
  for (const v1::GoalAttainment& goal : figures.goals()) {
    const auto until = history::DayOrNone(goal.value_date());
    AddRow(goals,
           {goal.title(),
            OrNothing(goal.has_baseline(), goal.baseline()),
            OrNothing(goal.has_target(), goal.target()),
            OrNothing(goal.has_value(), goal.value()),
            until ? DayText(*until) : "",
            OrNothing(goal.has_attainment(), goal.attainment())});
  }
}

void AddMeetings(const Place& place, Section& out) {
  out.set_heading("What meetings agreed on");
  Table& actions = AddTable(out,
                            "Meetings and their actions",
                            {ColumnOf("Meeting", CELL_KIND_NAME),
                             ColumnOf("Day", CELL_KIND_DATE),
                             ColumnOf("Attendees", CELL_KIND_NUMBER),
                             ColumnOf("Action", CELL_KIND_NAME),
                             ColumnOf("Who does it", CELL_KIND_NAME),
                             ColumnOf("By", CELL_KIND_DATE)});
  for (const Meeting& meeting : place.cooperation.meetings) {
    const std::string day = DayText(meeting.day);
    const std::string attendees = absl::StrCat(meeting.content.attendees());
    for (const v1::AgreedAction& action : meeting.content.actions()) {
      const auto due = history::DayOrNone(action.due_date());
      AddRow(actions,
             {meeting.content.title(),
              day,
              attendees,
              action.what(),
              action.responsible(),
              due ? DayText(*due) : ""});
    }
    if (meeting.content.actions().empty()) {
      AddRow(actions, {meeting.content.title(), day, attendees, "", "", ""});
    }
  }
}

}  // namespace

Report ReportOf(const Place& place, const v1::PlaceFigures& figures, absl::CivilDay day) {
  Report report;
  report.set_title("Report of the place");
  report.set_subject(place.founding.display_name());
  AddService(place, figures, *report.add_sections());
  AddCost(place, figures, report);
  AddNeeds(place, figures, day, *report.add_sections());
  AddTrips(figures, *report.add_sections());
  AddStaff(place, figures, *report.add_sections());
  AddContributions(place, figures, *report.add_sections());
  AddGoals(figures, *report.add_sections());
  AddMeetings(place, *report.add_sections());
  return report;
}

}  // namespace framdrift::place
