#include <cmath>

#include "absl/strings/str_cat.h"
#include "domain/history/when.h"
#include "domain/programme/report_parts.h"
#include "domain/programme/spread.h"

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
  rv::Section& section = *out.add_sections();
  section.set_heading("Where the programme stands");
  const v1::ProgrammeStarted& started = programme.started->content;
  if (!started.goal().empty()) {
    section.add_blocks()->set_paragraph("The goal:");
    section.add_blocks()->set_quotation(started.goal());
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
  const auto say = [&](const std::string& text) { section.add_blocks()->set_paragraph(text); };
  say(absl::StrCat("The programme runs from ",
                   absl::FormatCivilTime(programme.from()),
                   " to ",
                   absl::FormatCivilTime(programme.until() - 1),
                   "."));
  if (programme.ended) {
    say(absl::StrCat("It ended on ", absl::FormatCivilTime(programme.ended->day), "."));
  }
  TableMaker table(section, absl::StrCat("Key figures on ", absl::FormatCivilTime(day)));
  table.Column("Figure", rv::CELL_KIND_WORDS)
      .Column("Number", rv::CELL_KIND_NUMBER)
      .Column("Of", rv::CELL_KIND_NUMBER)
      .Column("Share", rv::CELL_KIND_SHARE);
  const auto row = [&](const char* what, int number, int of) {
    table.Row({what, Count(number), Count(of), of == 0 ? "" : NumberText(1.0 * number / of)});
  };
  const int count = static_cast<int>(board.rows.size());
  table.Row({"Mean progress of members", "", "", count == 0 ? "" : NumberText(sum / count)});
  row("Members with everything in operation", complete, count);
  row("Building blocks in operation", operating, all);
  row("Learning meetings held",
      static_cast<int>(programme.meetings.size()),
      programme.allowed_meetings());
  row("Linked indicators that progress can be measured by", measurable, linked);
  row("Members behind with something", behind, count);
  if (left > 0) table.Row({"Members that have left", Count(left), "", ""});
}

void AddAdoption(const Programme& programme, absl::CivilDay day, rv::Report& out) {
  const std::vector<AdoptionPoint> curve = AdoptionOf(programme, day);
  if (curve.size() < 2) return;
  rv::Section& section = *out.add_sections();
  section.set_heading("How the model spreads");
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
  rv::Section& section = *out.add_sections();
  section.set_heading("Members, their progress and their support");
  section.add_blocks()->set_paragraph(
      "Members stand by name, not by rank: each has chosen its path. Like size means below 15,000 "
      "inhabitants, below 50,000, and larger.");
  TableMaker table(section, "Progress and support");
  table.Column("Municipality", rv::CELL_KIND_NAME)
      .Column("Progress", rv::CELL_KIND_SHARE)
      .Column("Others of like size", rv::CELL_KIND_SHARE)
      .Column("Meetings", rv::CELL_KIND_NUMBER)
      .Column("Of", rv::CELL_KIND_NUMBER)
      .Column("Contacts a month", rv::CELL_KIND_NUMBER, "", 1)
      .Column("Support", rv::CELL_KIND_NUMBER, "minutes")
      .Column("Shadowing", rv::CELL_KIND_NUMBER, "days")
      .Column("Actions done before the next meeting", rv::CELL_KIND_NUMBER)
      .Column("Of", rv::CELL_KIND_NUMBER);
  for (const MemberProgress& one : members) {
    const Support& support = one.support;
    table.Row({one.member->joined->content.display_name(),
               NumberText(one.progress),
               NumberText(one.progress_of_peers),
               Count(support.meetings_attended),
               Count(support.meetings_held),
               NumberText(support.contacts_per_month()),
               Count(support.minutes),
               Count(support.shadow_days),
               Count(support.actions_done_in_time),
               Count(support.actions_followed)});
  }
}

void AddBehind(const Members& members, rv::Report& out) {
  rv::Section& section = *out.add_sections();
  section.set_heading("Who is behind, and with what");
  bool nobody = true;
  for (const MemberProgress& one : members) nobody = nobody && one.behind.empty();
  if (nobody) {
    section.add_blocks()->set_paragraph("No member is behind with anything.");
    return;
  }
  TableMaker table(section, "Behind, by member");
  table.Column("Municipality", rv::CELL_KIND_NAME)
      .Column("With", rv::CELL_KIND_CODE)
      .Column("What", rv::CELL_KIND_WORDS)
      .Column("Since", rv::CELL_KIND_DATE);
  for (const MemberProgress& one : members) {
    for (const Behind& item : one.behind) {
      table.Row({one.member->joined->content.display_name(),
                 v1::BehindWith_Name(item.with),
                 item.what,
                 absl::FormatCivilTime(item.since)});
    }
  }
}

}  // namespace framdrift::programme
