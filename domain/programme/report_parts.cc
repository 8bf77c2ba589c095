#include "domain/programme/report_parts.h"

#include "domain/history/ids.h"
#include "domain/history/when.h"
#include "domain/report/parts.h"

namespace framdrift::programme {

namespace rv = report::v1;

std::string NameOf(const Programme& programme, const std::string& member_id) {
  const Member* member = Find(programme, history::IdOrNone<MemberId>(member_id));
  return member == nullptr || !member->joined ? member_id : member->joined->content.display_name();
}

void AddBoard(const Board& board, rv::Report& out) {
  rv::Section& section = report::AddSection("How far each member has come", out);
  rv::Board& shown = *section.add_blocks()->mutable_board();
  shown.set_caption("Municipalities by building blocks");
  for (const v1::BuildingBlock& block : board.content.blocks()) {
    shown.add_column_headings(block.title());
  }
  for (const BoardRow& row : board.rows) {
    rv::BoardRow& line = *shown.add_rows();
    line.set_label(row.name);
    for (const v1::BuildingBlockStatus status : row.statuses) {
      line.add_codes(v1::BuildingBlockStatus_Name(status));
    }
    line.set_share(row.progress);
  }
}

namespace {

std::string DayText(const google::type::Date& date) {
  const auto day = history::DayOrNone(date);
  return day ? absl::FormatCivilTime(*day) : std::string();
}

// What cells without a number stand for.
std::string WhyNoValue(const MeasureNow& now) {
  if (now.latest == nullptr) return "Nothing is published yet";
  if (now.latest->whole().suppressed()) return "Hidden: too few persons";
  if (!now.latest->whole().has_value()) return "No value";
  const bool has_baseline = now.goal->has_baseline() || now.goal->baseline_withheld();
  return has_baseline && !now.baseline_told ? "The baseline is not among what is published" : "";
}

}  // namespace

void AddMeasures(const Programme& programme, const Members& members, rv::Report& out) {
  if (programme.measures.empty()) return;
  rv::Section& section =
      report::AddSection("What members have published of their own indicators", out);
  report::AddParagraph(
      "Each figure is the one the municipality published itself, with small groups hidden. The way "
      "from baseline to target is 1 at the target, and negative where it went the other way.",
      section);
  rv::Table& table = report::AddTable("Linked indicators, the latest period of each",
                                      {{"Municipality", rv::CELL_KIND_NAME},
                                       {"Indicator", rv::CELL_KIND_NAME},
                                       {"From", rv::CELL_KIND_DATE},
                                       {"To", rv::CELL_KIND_DATE},
                                       {"Value", rv::CELL_KIND_NUMBER, "", 3},
                                       {"Baseline", rv::CELL_KIND_NUMBER, "", 3},
                                       {"Target", rv::CELL_KIND_NUMBER, "", 3},
                                       {"The way to the target", rv::CELL_KIND_SHARE},
                                       {"Points", rv::CELL_KIND_NUMBER},
                                       {"Note", rv::CELL_KIND_WORDS}},
                                      section);
  for (const MemberProgress& member : members) {
    for (const MeasureNow& now : member.measures) {
      std::vector<std::string> cells = {member.member->joined->content.display_name(),
                                        now.measure->link.content.title()};
      if (now.latest == nullptr) {
        cells.resize(8);
      } else {
        const v1::MeasurePublished& latest = *now.latest;
        cells[1] = latest.title();
        cells.push_back(DayText(latest.from_date()));
        cells.push_back(DayText(latest.to_date()));
        const bool shown = latest.whole().has_value() && !latest.whole().suppressed();
        cells.push_back(shown ? report::NumberText(latest.whole().value()) : "");
        const v1::MeasurePublished& goal = *now.goal;
        cells.push_back(now.baseline_told ? report::NumberText(goal.baseline().value()) : "");
        cells.push_back(goal.has_target() ? report::NumberText(goal.target().value()) : "");
        cells.push_back(report::NumberText(now.attainment));
      }
      cells.push_back(report::NumberText(static_cast<double>(now.points)));
      cells.push_back(WhyNoValue(now));
      report::AddRow(cells, table);
    }
  }
}

}  // namespace framdrift::programme
