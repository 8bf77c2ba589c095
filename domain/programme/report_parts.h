// The sections of the reports on a programme, one function each.
#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "domain/programme/board.h"
#include "domain/programme/programme.h"
#include "domain/programme/progress.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::programme {

using Members = std::vector<MemberProgress>;

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
