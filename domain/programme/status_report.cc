#include "domain/programme/status_report.h"

#include "domain/history/when.h"
#include "domain/programme/report_parts.h"

namespace framdrift::programme {
namespace {

namespace rv = report::v1;

rv::Report Begun(const Programme& programme, const std::string& title, const ReportMoment& moment) {
  rv::Report report;
  report.set_title(title);
  report.set_subject(programme.started->content.title());
  *report.mutable_as_of_time() = history::TimestampFrom(moment.valid);
  *report.mutable_evaluated_time() = history::TimestampFrom(moment.evaluated);
  report.set_position(static_cast<uint64_t>(moment.position));
  return report;
}

}  // namespace

rv::Report BoardReport(const Programme& programme, const Board& board, const ReportMoment& moment) {
  rv::Report report = Begun(programme, "The board of the programme", moment);
  AddBoard(board, report);
  AddMeasures(programme, ProgressOfMembers(programme, moment.day), report);
  return report;
}

rv::Report StatusReport(const Programme& programme, const Board& board,
                        const ReportMoment& moment) {
  rv::Report report = Begun(programme, "Status of the programme", moment);
  const Members members = ProgressOfMembers(programme, moment.day);
  AddStanding(programme, board, members, moment.day, report);
  AddBoard(board, report);
  AddAdoption(programme, moment.day, report);
  AddMembers(members, report);
  AddBehind(members, report);
  AddMeetingChanges(programme, moment.day, report);
  AddMeasures(programme, members, report);
  AddBlockSpread(programme, moment.day, report);
  AddMemberReports(programme, members, report);
  AddNotes(programme, report);
  AddDecisions(programme, report);
  AddConclusion(programme, report);
  return report;
}

}  // namespace framdrift::programme
