#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "domain/history/ids.h"
#include "domain/programme/report_parts.h"
#include "domain/programme/spread.h"
#include "domain/report/parts.h"

namespace framdrift::programme {
namespace {

namespace rv = report::v1;

void AddMeasureChanges(const Programme& programme, const std::vector<MeetingChange>& changes,
                       rv::Section& section) {
  bool any = false;
  for (const MeetingChange& change : changes) any = any || !change.measures.empty();
  if (!any) return;
  rv::Table& table = report::AddTable("Linked indicators before and after each meeting",
                                      {{"Meeting", rv::CELL_KIND_NUMBER},
                                       {"Municipality", rv::CELL_KIND_NAME},
                                       {"Indicator", rv::CELL_KIND_NAME},
                                       {"Before", rv::CELL_KIND_NUMBER, "", 3},
                                       {"After", rv::CELL_KIND_NUMBER, "", 3}},
                                      section);
  for (const MeetingChange& change : changes) {
    for (const MeasureChange& measure : change.measures) {
      const v1::MeasureLinked& link = measure.measure->link.content;
      report::AddRow({absl::StrCat(change.meeting->content.number()),
                      NameOf(programme, link.member_id()),
                      measure.measure->figures.back().content.title(),
                      report::NumberText(measure.before),
                      report::NumberText(measure.after)},
                     table);
    }
  }
}

}  // namespace

void AddMeetingChanges(const Programme& programme, absl::CivilDay day, rv::Report& out) {
  const std::vector<MeetingChange> changes = ChangesOfMeetings(programme, day);
  if (changes.empty()) return;
  rv::Section& section = report::AddSection("What each learning meeting changed", out);
  report::AddParagraph(
      "From the eve of each meeting to the eve of the next: what followed it, which is not to say "
      "that it was because of it.",
      section);
  rv::Table& table = report::AddTable("Mean progress before and after",
                                      {{"Meeting", rv::CELL_KIND_NUMBER},
                                       {"Held", rv::CELL_KIND_DATE},
                                       {"To", rv::CELL_KIND_DATE},
                                       {"Members there", rv::CELL_KIND_NUMBER},
                                       {"Before", rv::CELL_KIND_SHARE},
                                       {"After", rv::CELL_KIND_SHARE},
                                       {"Others before", rv::CELL_KIND_SHARE},
                                       {"Others after", rv::CELL_KIND_SHARE},
                                       {"Steps forward", rv::CELL_KIND_NUMBER},
                                       {"Steps back", rv::CELL_KIND_NUMBER}},
                                      section);
  for (const MeetingChange& change : changes) {
    report::AddRow({absl::StrCat(change.meeting->content.number()),
                    absl::FormatCivilTime(change.meeting->day),
                    absl::FormatCivilTime(change.until),
                    absl::StrCat(change.attended),
                    report::NumberText(change.before),
                    report::NumberText(change.after),
                    report::NumberText(change.others_before),
                    report::NumberText(change.others_after),
                    absl::StrCat(change.steps_forward),
                    absl::StrCat(change.steps_back)},
                   table);
  }
  AddMeasureChanges(programme, changes, section);
}

void AddBlockSpread(const Programme& programme, absl::CivilDay day, rv::Report& out) {
  rv::Section& section = report::AddSection("How building blocks came into operation", out);
  report::AddParagraph(
      "Days are counted from the day a member joined to the day the block first was in operation; "
      "meetings, contacts and shadowing are what a member had had before that, on average.",
      section);
  rv::Table& table = report::AddTable("Building blocks, how long they took and what preceded them",
                                      {{"Building block", rv::CELL_KIND_WORDS},
                                       {"In operation", rv::CELL_KIND_NUMBER},
                                       {"Of", rv::CELL_KIND_NUMBER},
                                       {"Median", rv::CELL_KIND_NUMBER, "days"},
                                       {"Fastest", rv::CELL_KIND_NUMBER, "days"},
                                       {"Slowest", rv::CELL_KIND_NUMBER, "days"},
                                       {"Meetings before", rv::CELL_KIND_NUMBER, "", 1},
                                       {"Contacts before", rv::CELL_KIND_NUMBER, "", 1},
                                       {"Shadowing before", rv::CELL_KIND_NUMBER, "days", 1}},
                                      section);
  for (const BlockSpread& one : SpreadOfBlocks(programme, day)) {
    const bool any = one.in_operation > 0;
    const auto number = [&](double value) {
      return any ? report::NumberText(value) : std::string();
    };
    report::AddRow({one.block->title(),
                    absl::StrCat(one.in_operation),
                    absl::StrCat(one.members),
                    report::NumberText(one.median_days),
                    number(one.fastest_days),
                    number(one.slowest_days),
                    number(one.meetings_before),
                    number(one.contacts_before),
                    number(one.shadow_days_before)},
                   table);
  }
}

namespace {

// The last report of each member that has given one.
std::vector<const ProgressReport*> LatestReports(const Programme& programme,
                                                 const Members& members) {
  std::vector<const ProgressReport*> all;
  for (const MemberProgress& one : members) {
    const ProgressReport* latest = nullptr;
    for (const ProgressReport& report : programme.reports) {
      const bool later = latest == nullptr ||
                         report.submitted.content.period() >= latest->submitted.content.period();
      if (report.member == one.member->id && later) latest = &report;
    }
    if (latest != nullptr) all.push_back(latest);
  }
  return all;
}

// What the form that the report answers asks under `code`.
std::string QuestionOf(const Programme& programme, const ProgressReport& report,
                       const std::string& code) {
  for (const TemplateInForce& version : programme.templates) {
    if (version.from.content.version() != report.submitted.content.template_version()) continue;
    for (const v1::ReportQuestion& asked : version.from.content.questions()) {
      if (asked.code() == code) return asked.title();
    }
  }
  return code;
}

void AddReplies(const Programme& programme, const std::vector<const ProgressReport*>& reports,
                rv::Section& section) {
  const bool any = std::any_of(reports.begin(), reports.end(), [](const ProgressReport* report) {
    return !report->comments.empty();
  });
  if (!any) return;
  rv::Table& table = report::AddTable("What was said of them",
                                      {{"Municipality", rv::CELL_KIND_NAME},
                                       {"Period", rv::CELL_KIND_NUMBER},
                                       {"Date", rv::CELL_KIND_DATE},
                                       {"Said by", rv::CELL_KIND_NAME},
                                       {"Comment", rv::CELL_KIND_NAME}},
                                      section);
  for (const ProgressReport* one : reports) {
    for (const auto& comment : one->comments) {
      report::AddRow({NameOf(programme, one->submitted.content.member_id()),
                      absl::StrCat(one->submitted.content.period()),
                      absl::FormatCivilTime(comment.day),
                      comment.content.author(),
                      comment.content.comment()},
                     table);
    }
  }
}

}  // namespace

void AddMemberReports(const Programme& programme, const Members& members, rv::Report& out) {
  const std::vector<const ProgressReport*> reports = LatestReports(programme, members);
  if (reports.empty()) return;
  rv::Section& section = report::AddSection("From the members' latest reports", out);
  rv::Table& table = report::AddTable("Answers, by member",
                                      {{"Municipality", rv::CELL_KIND_NAME},
                                       {"Period", rv::CELL_KIND_NUMBER},
                                       {"Question", rv::CELL_KIND_WORDS},
                                       {"Answer", rv::CELL_KIND_NAME}},
                                      section);
  for (const ProgressReport* one : reports) {
    for (const v1::ReportAnswer& answer : one->submitted.content.answers()) {
      report::AddRow({NameOf(programme, one->submitted.content.member_id()),
                      absl::StrCat(one->submitted.content.period()),
                      QuestionOf(programme, *one, answer.question()),
                      answer.text()},
                     table);
    }
  }
  AddReplies(programme, reports, section);
}

void AddNotes(const Programme& programme, rv::Report& out) {
  if (programme.notes.empty()) return;
  rv::Section& section = report::AddSection("From the accompanying research", out);
  rv::Table& table = report::AddTable("Notes",
                                      {{"Date", rv::CELL_KIND_DATE},
                                       {"Municipality", rv::CELL_KIND_NAME},
                                       {"Note", rv::CELL_KIND_NAME}},
                                      section);
  for (const auto& note : programme.notes) {
    const std::string& member = note.content.member_id();
    report::AddRow({absl::FormatCivilTime(note.day),
                    member.empty() ? "" : NameOf(programme, member),
                    note.content.text()},
                   table);
  }
}

void AddDecisions(const Programme& programme, rv::Report& out) {
  if (programme.decisions.empty()) return;
  rv::Section& section = report::AddSection("What the steering group has decided", out);
  rv::Table& table = report::AddTable("Decisions",
                                      {{"Date", rv::CELL_KIND_DATE},
                                       {"About", rv::CELL_KIND_NAME},
                                       {"Decision", rv::CELL_KIND_NAME}},
                                      section);
  for (const auto& decision : programme.decisions) {
    report::AddRow(
        {absl::FormatCivilTime(decision.day), decision.content.title(), decision.content.text()},
        table);
  }
}

void AddConclusion(const Programme& programme, rv::Report& out) {
  if (programme.sustainments.empty() && !programme.evaluation && !programme.ended) return;
  rv::Section& section = report::AddSection("What this way of spreading gave", out);
  if (programme.ended && !programme.ended->content.conclusion().empty()) {
    report::AddQuotation(programme.ended->content.conclusion(), section);
  }
  if (programme.evaluation) {
    const v1::ProgrammeEvaluated& evaluated = programme.evaluation->content;
    rv::Table& table =
        report::AddTable("The verdict of those behind the programme",
                         {{"Verdict", rv::CELL_KIND_CODE}, {"Why", rv::CELL_KIND_NAME}},
                         section);
    report::AddRow({v1::SpreadVerdict_Name(evaluated.verdict()), evaluated.conclusion()}, table);
    for (const std::string& lesson : evaluated.lessons()) {
      report::AddQuotation(lesson, section);
    }
  }
  if (programme.sustainments.empty()) return;
  rv::Table& table = report::AddTable("What is still in operation after the programme",
                                      {{"Municipality", rv::CELL_KIND_NAME},
                                       {"Months after", rv::CELL_KIND_NUMBER},
                                       {"Building blocks", rv::CELL_KIND_NUMBER},
                                       {"Note", rv::CELL_KIND_NAME}},
                                      section);
  for (const auto& checked : programme.sustainments) {
    report::AddRow({NameOf(programme, checked.content.member_id()),
                    absl::StrCat(checked.content.months()),
                    absl::StrCat(checked.content.blocks_size()),
                    checked.content.note()},
                   table);
  }
}

}  // namespace framdrift::programme
