#include <cmath>

#include "absl/strings/str_cat.h"
#include "domain/history/when.h"
#include "domain/programme/report_parts.h"
#include "domain/programme/spread.h"
#include "domain/report/parts.h"

namespace framdrift::programme {
namespace {

namespace rv = report::v1;

std::string Count(int64_t value) { return absl::StrCat(value); }

// With one decimal.
double PerCent(double share) { return std::round(1000 * share) / 10; }

// The blocks in operation, of all.
std::pair<int, int> InOperation(const Board& board) {
  int operating = 0;
  int all = 0;
  for (const BoardRow& row : board.rows) {
    for (const v1::BuildingBlockStatus status : row.statuses) {
      operating += status == v1::BUILDING_BLOCK_STATUS_IN_OPERATION ? 1 : 0;
      ++all;
    }
  }
  return {operating, all};
}

}  // namespace

void AddStanding(const Programme& programme, const Board& board, const Members& members,
                 absl::CivilDay day, rv::Report& out) {
  rv::Section& section = report::AddSection("Where the programme stands", out);
  const v1::ProgrammeStarted& started = programme.started->content;
  if (!started.goal().empty()) {
    report::AddParagraph("The goal:", section);
    report::AddQuotation(started.goal(), section);
  }
  const auto [operating, all] = InOperation(board);
  int complete = 0;
  double sum = 0;
  for (const BoardRow& row : board.rows) {
    complete += row.progress == 1.0 ? 1 : 0;
    sum += row.progress;
  }
  int measurable = 0;
  int linked = 0;
  int behind = 0;
  for (const MemberProgress& member : members) {
    behind += member.behind.empty() ? 0 : 1;
    linked += static_cast<int>(member.measures.size());
    for (const MeasureNow& now : member.measures) measurable += now.measurable ? 1 : 0;
  }
  int left = 0;
  for (const Member& member : programme.members) left += member.withdrew ? 1 : 0;
  const auto say = [&](const std::string& text) { report::AddParagraph(text, section); };
  say(absl::StrCat("The programme runs from ",
                   absl::FormatCivilTime(programme.from()),
                   " to ",
                   absl::FormatCivilTime(programme.until() - 1),
                   "."));
  if (programme.ended) {
    say(absl::StrCat("It ended on ", absl::FormatCivilTime(programme.ended->day), "."));
  }
  rv::Table& table = report::AddTable(absl::StrCat("Key figures on ", absl::FormatCivilTime(day)),
                                      {{"Figure", rv::CELL_KIND_WORDS},
                                       {"Number", rv::CELL_KIND_NUMBER},
                                       {"Of", rv::CELL_KIND_NUMBER},
                                       {"Share", rv::CELL_KIND_SHARE}},
                                      section);
  const auto row = [&](const char* what, int number, int of) {
    report::AddRow(
        {what, Count(number), Count(of), of == 0 ? "" : report::NumberText(1.0 * number / of)},
        table);
  };
  const int count = static_cast<int>(board.rows.size());
  report::AddRow(
      {"Mean progress of members", "", "", count == 0 ? "" : report::NumberText(sum / count)},
      table);
  row("Members with everything in operation", complete, count);
  row("Building blocks in operation", operating, all);
  row("Learning meetings held",
      static_cast<int>(programme.meetings.size()),
      programme.allowed_meetings());
  row("Linked indicators that progress can be measured by", measurable, linked);
  row("Members behind with something", behind, count);
  if (left > 0) report::AddRow({"Members that have left", Count(left), "", ""}, table);
}

void AddAdoption(const Programme& programme, absl::CivilDay day, rv::Report& out) {
  const std::vector<AdoptionPoint> curve = AdoptionOf(programme, day);
  if (curve.size() < 2) return;
  rv::Section& section = report::AddSection("How the model spreads", out);
  rv::Lines& lines = *section.add_blocks()->mutable_lines();
  lines.set_caption("Progress and blocks in operation, by month");
  lines.set_unit("per cent");
  rv::Line& progress = *lines.add_lines();
  progress.set_label("Mean progress");
  rv::Line& operating = *lines.add_lines();
  operating.set_label("Blocks in operation");
  for (const AdoptionPoint& point : curve) {
    lines.add_labels(absl::FormatCivilTime(point.month));
    progress.add_values(PerCent(point.progress));
    operating.add_values(PerCent(point.in_operation));
  }
  progress.set_measured_count(static_cast<uint32_t>(curve.size()));
  operating.set_measured_count(static_cast<uint32_t>(curve.size()));
}

void AddMembers(const Members& members, rv::Report& out) {
  if (members.empty()) return;
  rv::Section& section = report::AddSection("Members, their progress and their support", out);
  report::AddParagraph(
      "Members stand by name, not by rank: each has chosen its path. Like size means below 15,000 "
      "inhabitants, below 50,000, and larger.",
      section);
  rv::Table& table =
      report::AddTable("Progress and support",
                       {{"Municipality", rv::CELL_KIND_NAME},
                        {"Progress", rv::CELL_KIND_SHARE},
                        {"Others of like size", rv::CELL_KIND_SHARE},
                        {"Meetings", rv::CELL_KIND_NUMBER},
                        {"Of", rv::CELL_KIND_NUMBER},
                        {"Contacts a month", rv::CELL_KIND_NUMBER, "", 1},
                        {"Support", rv::CELL_KIND_NUMBER, "minutes"},
                        {"Shadowing", rv::CELL_KIND_NUMBER, "days"},
                        {"Actions done before the next meeting", rv::CELL_KIND_NUMBER},
                        {"Of", rv::CELL_KIND_NUMBER}},
                       section);
  for (const MemberProgress& one : members) {
    const Support& support = one.support;
    report::AddRow({one.member->joined->content.display_name(),
                    report::NumberText(one.progress),
                    report::NumberText(one.progress_of_peers),
                    Count(support.meetings_attended),
                    Count(support.meetings_held),
                    report::NumberText(support.contacts_per_month()),
                    Count(support.minutes),
                    Count(support.shadow_days),
                    Count(support.actions_done_in_time),
                    Count(support.actions_followed)},
                   table);
  }
}

void AddBehind(const Members& members, rv::Report& out) {
  rv::Section& section = report::AddSection("Who is behind, and with what", out);
  bool nobody = true;
  for (const MemberProgress& one : members) nobody = nobody && one.behind.empty();
  if (nobody) {
    report::AddParagraph("No member is behind with anything.", section);
    return;
  }
  rv::Table& table = report::AddTable("Behind, by member",
                                      {{"Municipality", rv::CELL_KIND_NAME},
                                       {"With", rv::CELL_KIND_CODE},
                                       {"What", rv::CELL_KIND_WORDS},
                                       {"Since", rv::CELL_KIND_DATE}},
                                      section);
  for (const MemberProgress& one : members) {
    for (const Behind& item : one.behind) {
      report::AddRow({one.member->joined->content.display_name(),
                      v1::BehindWith_Name(item.with),
                      item.what,
                      absl::FormatCivilTime(item.since)},
                     table);
    }
  }
}

}  // namespace framdrift::programme
