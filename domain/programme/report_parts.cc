#include "domain/programme/report_parts.h"

#include <charconv>

#include "base/check.h"
#include "domain/history/ids.h"
#include "domain/history/when.h"

namespace framdrift::programme {

namespace rv = report::v1;

std::string NumberText(double value) {
  // The longest double has 24 characters.
  char text[32];
  const std::to_chars_result written = std::to_chars(text, text + sizeof(text), value);
  FD_CHECK(written.ec == std::errc());
  return std::string(text, written.ptr);
}

std::string NumberText(const std::optional<double>& value) {
  return value ? NumberText(*value) : std::string();
}

TableMaker::TableMaker(rv::Section& section, const std::string& caption)
    : table_(*section.add_blocks()->mutable_table()) {
  table_.set_caption(caption);
}

TableMaker& TableMaker::Column(const std::string& heading, rv::CellKind kind,
                               const std::string& unit, int decimals) {
  rv::Column& column = *table_.add_columns();
  column.set_heading(heading);
  column.set_cell_kind(kind);
  column.set_unit(unit);
  column.set_decimals(static_cast<uint32_t>(decimals));
  return *this;
}

void TableMaker::Row(const std::vector<std::string>& cells) {
  FD_CHECK(static_cast<int>(cells.size()) == table_.columns_size());
  rv::Row& row = *table_.add_rows();
  for (const std::string& cell : cells) row.add_cells(cell);
}

std::string NameOf(const Programme& programme, const std::string& member_id) {
  const Member* member = Find(programme, history::IdOrNone<MemberId>(member_id));
  return member == nullptr || !member->joined ? member_id : member->joined->content.display_name();
}

void AddBoard(const Board& board, rv::Report& out) {
  rv::Section& section = *out.add_sections();
  section.set_heading("How far each member has come");
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

// What a cell without a value stands for.
std::string WhyNoValue(const MeasureNow& now) {
  if (now.latest == nullptr) return "Nothing is published yet";
  if (now.latest->whole().suppressed()) return "Hidden: too few persons";
  return now.latest->whole().has_value() ? "" : "No value";
}

}  // namespace

void AddMeasures(const Programme& programme, const Members& members, rv::Report& out) {
  if (programme.measures.empty()) return;
  rv::Section& section = *out.add_sections();
  section.set_heading("What members have published of their own indicators");
  section.add_blocks()->set_paragraph(
      "Each figure is the one the municipality published itself, with small groups hidden. The way "
      "from baseline to target is 1 at the target, and negative where it went the other way.");
  TableMaker table(section, "Linked indicators, the latest period of each");
  table.Column("Municipality", rv::CELL_KIND_NAME)
      .Column("Indicator", rv::CELL_KIND_NAME)
      .Column("From", rv::CELL_KIND_DATE)
      .Column("To", rv::CELL_KIND_DATE)
      .Column("Value", rv::CELL_KIND_NUMBER, "", 3)
      .Column("Baseline", rv::CELL_KIND_NUMBER, "", 3)
      .Column("Target", rv::CELL_KIND_NUMBER, "", 3)
      .Column("The way to the target", rv::CELL_KIND_SHARE)
      .Column("Points", rv::CELL_KIND_NUMBER)
      .Column("Note", rv::CELL_KIND_WORDS);
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
        cells.push_back(shown ? NumberText(latest.whole().value()) : "");
        cells.push_back(latest.has_baseline() ? NumberText(latest.baseline().value()) : "");
        cells.push_back(latest.has_target() ? NumberText(latest.target().value()) : "");
        cells.push_back(NumberText(now.attainment));
      }
      cells.push_back(NumberText(static_cast<double>(now.points)));
      cells.push_back(WhyNoValue(now));
      table.Row(cells);
    }
  }
}

}  // namespace framdrift::programme
