#include "domain/place/report.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "domain/history/when.h"
#include "domain/place/report_account.h"
#include "domain/report/parts.h"

namespace framdrift::place {
namespace {

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

std::string OrNothing(bool has, double number) { return has ? report::NumberText(number) : ""; }

void AddService(const Place& place, const v1::PlaceFigures& figures, Section& out) {
  out.set_heading("Service before and now");
  Table& hours = report::AddTable("Hours a week that services are open",
                                  {{"Service", CELL_KIND_NAME},
                                   {"Before", CELL_KIND_NUMBER, "h", 1},
                                   {"Now", CELL_KIND_NUMBER, "h", 1},
                                   {"Gained", CELL_KIND_NUMBER, "h", 1},
                                   {"Opening hours", CELL_KIND_NAME}},
                                  out);
  for (const v1::ServiceChange& change : figures.services()) {
    report::AddRow({change.service(),
                    report::NumberText(change.hours_before()),
                    report::NumberText(change.hours_now()),
                    report::NumberText(change.hours_now() - change.hours_before()),
                    change.opening_hours()},
                   hours);
  }
  if (!figures.services().empty()) {
    report::AddRow(
        {"", "", "", report::NumberText(figures.service_hours_gained()), ""}, hours, true);
  }
  Table& quality = report::AddTable("Quality as measured",
                                    {{"Service", CELL_KIND_NAME},
                                     {"Survey", CELL_KIND_NAME},
                                     {"Day", CELL_KIND_DATE},
                                     {"Answers", CELL_KIND_NUMBER},
                                     {"Value", CELL_KIND_NUMBER, "", 1},
                                     {"Scale", CELL_KIND_NAME}},
                                    out);
  bool hidden = false;
  for (const Quality& one : place.service.qualities) {
    const bool few = one.content.n() < kFewestAnswers;
    hidden = hidden || few;
    report::AddRow({one.content.service(),
                    one.content.survey(),
                    absl::FormatCivilTime(one.day),
                    few ? "" : absl::StrCat(one.content.n()),
                    few ? "" : report::NumberText(one.content.value()),
                    one.content.scale()},
                   quality);
  }
  if (hidden) report::AddParagraph("Surveys with fewer than five answers are not shown.", out);
}

void AddNeeds(const Place& place, const v1::PlaceFigures& figures, absl::CivilDay day,
              Section& out) {
  out.set_heading("Needs and what covers them");
  if (place.needs.empty()) return;
  Table& counts = report::AddTable("Needs",
                                   {{"Open", CELL_KIND_NUMBER},
                                    {"Covered", CELL_KIND_NUMBER},
                                    {"No longer there", CELL_KIND_NUMBER},
                                    {"Open on average", CELL_KIND_NUMBER, "days", 1},
                                    {"Until covered on average", CELL_KIND_NUMBER, "days", 1}},
                                   out);
  report::AddRow({absl::StrCat(figures.needs_open()),
                  absl::StrCat(figures.needs_covered()),
                  absl::StrCat(figures.needs_lapsed()),
                  OrNothing(figures.has_mean_days_open(), figures.mean_days_open()),
                  OrNothing(figures.has_mean_days_to_cover(), figures.mean_days_to_cover())},
                 counts);
  Table& sources = report::AddTable("By where they are known from",
                                    {{"Source", CELL_KIND_CODE},
                                     {"Open", CELL_KIND_NUMBER},
                                     {"Covered", CELL_KIND_NUMBER},
                                     {"No longer there", CELL_KIND_NUMBER}},
                                    out);
  for (const v1::NeedsOfSource& source : figures.sources()) {
    report::AddRow({v1::NeedSource_Name(source.need_source()),
                    absl::StrCat(source.open()),
                    absl::StrCat(source.covered()),
                    absl::StrCat(source.lapsed())},
                   sources);
  }
  Table& all = report::AddTable("Each need",
                                {{"Need", CELL_KIND_NAME},
                                 {"Whose", CELL_KIND_NAME},
                                 {"Service", CELL_KIND_NAME},
                                 {"Source", CELL_KIND_CODE},
                                 {"Urgency", CELL_KIND_CODE},
                                 {"Standing", CELL_KIND_CODE},
                                 {"Open", CELL_KIND_NUMBER, "days"},
                                 {"Met by", CELL_KIND_NAME},
                                 {"Who contributes", CELL_KIND_NAME}},
                                out);
  for (const Need& need : place.needs) {
    const bool covered = need.standing == v1::NEED_STANDING_COVERED;
    report::AddRow({need.content.statement(),
                    need.content.who(),
                    need.content.service(),
                    v1::NeedSource_Name(need.content.need_source()),
                    v1::NeedUrgency_Name(need.content.urgency()),
                    v1::NeedStanding_Name(need.standing),
                    absl::StrCat(need.DaysOpen(day)),
                    covered ? need.how : "",
                    covered ? absl::StrJoin(need.contributors, ", ") : ""},
                   all);
  }
}

void AddTrips(const v1::PlaceFigures& figures, Section& out) {
  out.set_heading("Trips avoided");
  if (figures.tasks().empty()) return;
  Table& trips = report::AddTable("Since the work began",
                                  {{"Trips", CELL_KIND_NUMBER},
                                   {"Distance", CELL_KIND_NUMBER, "km"},
                                   {"Time", CELL_KIND_NUMBER, "min"},
                                   {"Value", CELL_KIND_NUMBER, "SEK", 2}},
                                  out);
  report::AddRow({absl::StrCat(figures.trips_avoided()),
                  absl::StrCat(figures.km_avoided()),
                  absl::StrCat(figures.minutes_avoided()),
                  Kronor(figures.travel_avoided_ore())},
                 trips);
  Table& tasks = report::AddTable("By task",
                                  {{"Task", CELL_KIND_NAME},
                                   {"Department", CELL_KIND_NAME},
                                   {"Trips", CELL_KIND_NUMBER},
                                   {"Distance", CELL_KIND_NUMBER, "km"},
                                   {"Time", CELL_KIND_NUMBER, "min"},
                                   {"Value", CELL_KIND_NUMBER, "SEK", 2}},
                                  out);
  for (const v1::TravelOfTask& task : figures.tasks()) {
    report::AddRow({task.task(),
                    task.department(),
                    absl::StrCat(task.trips()),
                    absl::StrCat(task.km()),
                    absl::StrCat(task.minutes()),
                    Kronor(task.value_ore())},
                   tasks);
  }
  report::AddParagraph("The value is kilometres by their price and minutes by the wage.", out);
}

void AddStaff(const Place& place, const v1::PlaceFigures& figures, Section& out) {
  out.set_heading("Staff across boundaries");
  if (place.staff.members.empty()) return;
  Table& staff =
      report::AddTable("Shared staff",
                       {{"Staff", CELL_KIND_NUMBER},
                        {"Hours outside the home department", CELL_KIND_SHARE, "", kShareDecimals},
                        {"Working time before", CELL_KIND_NUMBER, "%", 1},
                        {"Working time now", CELL_KIND_NUMBER, "%", 1},
                        {"With supervision", CELL_KIND_NUMBER},
                        {"Competence activities", CELL_KIND_NUMBER},
                        {"Of them across sectors", CELL_KIND_NUMBER}},
                       out);
  report::AddRow({absl::StrCat(figures.staff_shared()),
                  OrNothing(figures.has_share_outside_home(), figures.share_outside_home()),
                  OrNothing(figures.has_mean_percent_before(), figures.mean_percent_before()),
                  OrNothing(figures.has_mean_percent_after(), figures.mean_percent_after()),
                  absl::StrCat(figures.staff_with_supervision()),
                  absl::StrCat(place.staff.competence_activities),
                  absl::StrCat(place.staff.cross_sector_activities)},
                 staff);
}

void AddContributions(const Place& place, const v1::PlaceFigures& figures, Section& out) {
  out.set_heading("Who contributes");
  Table& partners = report::AddTable("Partners",
                                     {{"Partner", CELL_KIND_NAME},
                                      {"Sector", CELL_KIND_CODE},
                                      {"Contribution", CELL_KIND_NAME},
                                      {"Volunteer hours a quarter", CELL_KIND_NUMBER, "h"},
                                      {"From", CELL_KIND_DATE},
                                      {"Until", CELL_KIND_DATE}},
                                     out);
  for (const Agreement& agreement : place.cooperation.agreements) {
    report::AddRow({agreement.content.display_name(),
                    v1::Sector_Name(agreement.content.sector()),
                    agreement.content.contribution(),
                    absl::StrCat(agreement.content.volunteer_hours_per_quarter()),
                    agreement.from ? absl::FormatCivilTime(*agreement.from) : "",
                    agreement.until ? absl::FormatCivilTime(*agreement.until) : ""},
                   partners);
  }
  Table& quarters = report::AddTable("Active partners by quarter",
                                     {{"Quarter from", CELL_KIND_DATE},
                                      {"Active partners", CELL_KIND_NUMBER},
                                      {"Volunteer hours", CELL_KIND_NUMBER, "h"}},
                                     out);
  for (const v1::PartnerQuarter& quarter : figures.quarters()) {
    const auto from = history::DayOrNone(quarter.from_date());
    report::AddRow({from ? absl::FormatCivilTime(*from) : "",
                    absl::StrCat(quarter.active_partners()),
                    absl::StrCat(quarter.volunteer_hours())},
                   quarters);
  }
  Table& balances = report::AddTable("What departments give and get",
                                     {{"Department", CELL_KIND_NAME},
                                      {"Bears", CELL_KIND_NUMBER, "SEK", 2},
                                      {"Is served for", CELL_KIND_NUMBER, "SEK", 2},
                                      {"Staff to others", CELL_KIND_NUMBER, "h/week", 1},
                                      {"Staff from others", CELL_KIND_NUMBER, "h/week", 1}},
                                     out);
  for (const v1::DepartmentBalance& balance : figures.balances()) {
    report::AddRow({balance.department(),
                    Kronor(balance.contributed_ore()),
                    Kronor(balance.received_ore()),
                    report::NumberText(balance.hours_given()),
                    report::NumberText(balance.hours_received())},
                   balances);
  }
}

void AddGoals(const v1::PlaceFigures& figures, Section& out) {
  out.set_heading("Joint goals");
  if (figures.goals().empty()) return;
  report::AddParagraph(
      "Values are what was last published of the goal's indicator. A baseline is shown where it is "
      "what was published of its period.",
      out);
  Table& goals = report::AddTable("How far they have come",
                                  {{"Goal", CELL_KIND_NAME},
                                   {"Baseline", CELL_KIND_NUMBER, "", 2},
                                   {"Target", CELL_KIND_NUMBER, "", 2},
                                   {"Value", CELL_KIND_NUMBER, "", 2},
                                   {"Until", CELL_KIND_DATE},
                                   {"Attained", CELL_KIND_SHARE, "", kShareDecimals}},
                                  out);
  for (const v1::GoalAttainment& goal : figures.goals()) {
    const auto until = history::DayOrNone(goal.value_date());
    report::AddRow({goal.title(),
                    OrNothing(goal.has_baseline(), goal.baseline()),
                    OrNothing(goal.has_target(), goal.target()),
                    OrNothing(goal.has_value(), goal.value()),
                    until ? absl::FormatCivilTime(*until) : "",
                    OrNothing(goal.has_attainment(), goal.attainment())},
                   goals);
  }
}

void AddMeetings(const Place& place, Section& out) {
  out.set_heading("What meetings agreed on");
  Table& actions = report::AddTable("Meetings and their actions",
                                    {{"Meeting", CELL_KIND_NAME},
                                     {"Day", CELL_KIND_DATE},
                                     {"Attendees", CELL_KIND_NUMBER},
                                     {"Action", CELL_KIND_NAME},
                                     {"Who does it", CELL_KIND_NAME},
                                     {"By", CELL_KIND_DATE}},
                                    out);
  for (const Meeting& meeting : place.cooperation.meetings) {
    const std::string day = absl::FormatCivilTime(meeting.day);
    const std::string attendees = absl::StrCat(meeting.content.attendees());
    for (const v1::AgreedAction& action : meeting.content.actions()) {
      const auto due = history::DayOrNone(action.due_date());
      report::AddRow({meeting.content.title(),
                      day,
                      attendees,
                      action.what(),
                      action.responsible(),
                      due ? absl::FormatCivilTime(*due) : ""},
                     actions);
    }
    if (meeting.content.actions().empty()) {
      report::AddRow({meeting.content.title(), day, attendees, "", "", ""}, actions);
    }
  }
}

void AddEvaluations(const Place& place, Section& out) {
  out.set_heading("What those who evaluated concluded");
  for (const Evaluation& evaluation : place.evaluations) {
    report::AddParagraph(absl::StrCat("Evaluated ", absl::FormatCivilTime(evaluation.day), ":"),
                         out);
    report::AddQuotation(evaluation.content.conclusion(), out);
  }
}

// Of what there is nothing of, nothing is said: no table without rows, no section without blocks.
void LeaveOutEmpty(Report& report) {
  for (Section& section : *report.mutable_sections()) {
    auto& blocks = *section.mutable_blocks();
    blocks.erase(std::remove_if(blocks.begin(),
                                blocks.end(),
                                [](const report::v1::Block& block) {
                                  return block.has_table() && block.table().rows().empty();
                                }),
                 blocks.end());
  }
  auto& sections = *report.mutable_sections();
  sections.erase(std::remove_if(sections.begin(),
                                sections.end(),
                                [](const Section& section) { return section.blocks().empty(); }),
                 sections.end());
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
  AddEvaluations(place, *report.add_sections());
  LeaveOutEmpty(report);
  return report;
}

}  // namespace framdrift::place
