// The sections of the reports on a programme, one function each.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "domain/programme/board.h"
#include "domain/programme/programme.h"
#include "domain/programme/progress.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::programme {

using Members = std::vector<MemberProgress>;

// The text of a number that gives it back whole.
std::string NumberText(double value);
// Empty where there is none.
std::string NumberText(const std::optional<double>& value);

// Names the columns of a table one by one.
class TableMaker {
 public:
  TableMaker(report::v1::Section& section, const std::string& caption);
  TableMaker& Column(const std::string& heading, report::v1::CellKind kind,
                     const std::string& unit = "", int decimals = 0);
  void Row(const std::vector<std::string>& cells);

 private:
  report::v1::Table& table_;
};

// The name of the member; its id where its joining is struck through.
std::string NameOf(const Programme& programme, const std::string& member_id);

// Each adds a section, or none where there is nothing to say.
void AddBoard(const Board& board, report::v1::Report& out);
void AddMeasures(const Programme& programme, const Members& members, report::v1::Report& out);
void AddStanding(const Programme& programme, const Board& board, const Members& members,
                 absl::CivilDay day, report::v1::Report& out);
void AddAdoption(const Programme& programme, absl::CivilDay day, report::v1::Report& out);
void AddMembers(const Members& members, report::v1::Report& out);
void AddBehind(const Members& members, report::v1::Report& out);
void AddMeetingChanges(const Programme& programme, absl::CivilDay day, report::v1::Report& out);
void AddBlockSpread(const Programme& programme, absl::CivilDay day, report::v1::Report& out);
void AddMemberReports(const Programme& programme, const Members& members, report::v1::Report& out);
void AddNotes(const Programme& programme, report::v1::Report& out);
void AddDecisions(const Programme& programme, report::v1::Report& out);
void AddConclusion(const Programme& programme, report::v1::Report& out);

}  // namespace framdrift::programme
