#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "domain/history/ids.h"
#include "domain/programme/report_parts.h"
#include "domain/programme/spread.h"

namespace framdrift::programme {
namespace {

namespace rv = report::v1;

void AddMeasureChanges(const Programme& programme, const std::vector<MeetingChange>& changes,
                       rv::Section& section) {
  bool any = false;
  for (const MeetingChange& change : changes) any = any || !change.measures.empty();
  if (!any) return;
  TableMaker table(section, "Linked indicators before and after each meeting");
  table.Column("Meeting", rv::CELL_KIND_NUMBER)
      .Column("Municipality", rv::CELL_KIND_NAME)
      .Column("Indicator", rv::CELL_KIND_NAME)
      .Column("Before", rv::CELL_KIND_NUMBER, "", 3)
      .Column("After", rv::CELL_KIND_NUMBER, "", 3);
  for (const MeetingChange& change : changes) {
    for (const MeasureChange& measure : change.measures) {
      const v1::MeasureLinked& link = measure.measure->link.content;
      table.Row({absl::StrCat(change.meeting->content.number()),
                 NameOf(programme, link.member_id()),
                 measure.measure->figures.back().content.title(),
                 NumberText(measure.before),
                 NumberText(measure.after)});
    }
  }
}

}  // namespace

void AddMeetingChanges(const Programme& programme, absl::CivilDay day, rv::Report& out) {
  const std::vector<MeetingChange> changes = ChangesOfMeetings(programme, day);
  if (changes.empty()) return;
  rv::Section& section = *out.add_sections();
  section.set_heading("What each learning meeting changed");
  section.add_blocks()->set_paragraph(
      "From the eve of each meeting to the eve of the next: what followed it, which is not to say "
      "that it was because of it.");
  TableMaker table(section, "Mean progress before and after");
  table.Column("Meeting", rv::CELL_KIND_NUMBER)
      .Column("Held", rv::CELL_KIND_DATE)
      .Column("To", rv::CELL_KIND_DATE)
      .Column("Members there", rv::CELL_KIND_NUMBER)
      .Column("Before", rv::CELL_KIND_SHARE)
      .Column("After", rv::CELL_KIND_SHARE)
      .Column("Others before", rv::CELL_KIND_SHARE)
      .Column("Others after", rv::CELL_KIND_SHARE)
      .Column("Steps forward", rv::CELL_KIND_NUMBER)
      .Column("Steps back", rv::CELL_KIND_NUMBER);
  for (const MeetingChange& change : changes) {
    table.Row({absl::StrCat(change.meeting->content.number()),
               absl::FormatCivilTime(change.meeting->day),
               absl::FormatCivilTime(change.until),
               absl::StrCat(change.attended),
               NumberText(change.before),
               NumberText(change.after),
               NumberText(change.others_before),
               NumberText(change.others_after),
               absl::StrCat(change.steps_forward),
               absl::StrCat(change.steps_back)});
  }
  AddMeasureChanges(programme, changes, section);
}

void AddBlockSpread(const Programme& programme, absl::CivilDay day, rv::Report& out) {
  rv::Section& section = *out.add_sections();
  section.set_heading("How building blocks came into operation");
  section.add_blocks()->set_paragraph(
      "Days are counted from the day a member joined to the day the block first was in operation; "
      "meetings, contacts and shadowing are what a member had had before that, on average.");
  TableMaker table(section, "Building blocks, how long they took and what preceded them");
  table.Column("Building block", rv::CELL_KIND_WORDS)
      .Column("In operation", rv::CELL_KIND_NUMBER)
      .Column("Of", rv::CELL_KIND_NUMBER)
      .Column("Median", rv::CELL_KIND_NUMBER, "days")
      .Column("Fastest", rv::CELL_KIND_NUMBER, "days")
      .Column("Slowest", rv::CELL_KIND_NUMBER, "days")
      .Column("Meetings before", rv::CELL_KIND_NUMBER, "", 1)
      .Column("Contacts before", rv::CELL_KIND_NUMBER, "", 1)
      .Column("Shadowing before", rv::CELL_KIND_NUMBER, "days", 1);
  for (const BlockSpread& one : SpreadOfBlocks(programme, day)) {
    const bool any = one.in_operation > 0;
    const auto number = [&](double value) { return any ? NumberText(value) : std::string(); };
    table.Row({one.block->title(),
               absl::StrCat(one.in_operation),
               absl::StrCat(one.members),
               NumberText(one.median_days),
               number(one.fastest_days),
               number(one.slowest_days),
               number(one.meetings_before),
               number(one.contacts_before),
               number(one.shadow_days_before)});
  }
}

void AddMemberReports(const Programme& programme, const Members& members, rv::Report& out) {
  rv::Section section;
  section.set_heading("From the members' latest reports");
  TableMaker table(section, "Answers, by member");
  table.Column("Municipality", rv::CELL_KIND_NAME)
      .Column("Period", rv::CELL_KIND_NUMBER)
      .Column("Question", rv::CELL_KIND_WORDS)
      .Column("Answer", rv::CELL_KIND_NAME);
  bool any = false;
  for (const MemberProgress& one : members) {
    const ProgressReport* latest = nullptr;
    for (const ProgressReport& report : programme.reports) {
      const bool later = latest == nullptr ||
                         report.submitted.content.period() >= latest->submitted.content.period();
      if (report.member == one.member->id && later) latest = &report;
    }
    if (latest == nullptr) continue;
    any = true;
    for (const v1::ReportAnswer& answer : latest->submitted.content.answers()) {
      std::string question = answer.question();
      for (const TemplateInForce& version : programme.templates) {
        for (const v1::ReportQuestion& asked : version.from.content.questions()) {
          const bool is_it =
              asked.code() == answer.question() &&
              version.from.content.version() == latest->submitted.content.template_version();
          if (is_it) question = asked.title();
        }
      }
      table.Row({one.member->joined->content.display_name(),
                 absl::StrCat(latest->submitted.content.period()),
                 question,
                 answer.text()});
    }
  }
  if (any) *out.add_sections() = std::move(section);
}

void AddNotes(const Programme& programme, rv::Report& out) {
  if (programme.notes.empty()) return;
  rv::Section& section = *out.add_sections();
  section.set_heading("From the accompanying research");
  TableMaker table(section, "Notes");
  table.Column("Date", rv::CELL_KIND_DATE)
      .Column("Municipality", rv::CELL_KIND_NAME)
      .Column("Note", rv::CELL_KIND_NAME);
  for (const auto& note : programme.notes) {
    const std::string& member = note.content.member_id();
    table.Row({absl::FormatCivilTime(note.day),
               member.empty() ? "" : NameOf(programme, member),
               note.content.text()});
  }
}

void AddDecisions(const Programme& programme, rv::Report& out) {
  if (programme.decisions.empty()) return;
  rv::Section& section = *out.add_sections();
  section.set_heading("What the steering group has decided");
  TableMaker table(section, "Decisions");
  table.Column("Date", rv::CELL_KIND_DATE)
      .Column("About", rv::CELL_KIND_NAME)
      .Column("Decision", rv::CELL_KIND_NAME);
  for (const auto& decision : programme.decisions) {
    table.Row(
        {absl::FormatCivilTime(decision.day), decision.content.title(), decision.content.text()});
  }
}

void AddConclusion(const Programme& programme, rv::Report& out) {
  if (programme.sustainments.empty() && !programme.evaluation && !programme.ended) return;
  rv::Section& section = *out.add_sections();
  section.set_heading("What this way of spreading gave");
  if (programme.ended && !programme.ended->content.conclusion().empty()) {
    section.add_blocks()->set_quotation(programme.ended->content.conclusion());
  }
  if (programme.evaluation) {
    const v1::ProgrammeEvaluated& evaluated = programme.evaluation->content;
    TableMaker table(section, "The verdict of those behind the programme");
    table.Column("Verdict", rv::CELL_KIND_CODE).Column("Why", rv::CELL_KIND_NAME);
    table.Row({v1::SpreadVerdict_Name(evaluated.verdict()), evaluated.conclusion()});
    for (const std::string& lesson : evaluated.lessons()) {
      section.add_blocks()->set_quotation(lesson);
    }
  }
  if (programme.sustainments.empty()) return;
  TableMaker table(section, "What is still in operation after the programme");
  table.Column("Municipality", rv::CELL_KIND_NAME)
      .Column("Months after", rv::CELL_KIND_NUMBER)
      .Column("Building blocks", rv::CELL_KIND_NUMBER)
      .Column("Note", rv::CELL_KIND_NAME);
  for (const auto& checked : programme.sustainments) {
    table.Row({NameOf(programme, checked.content.member_id()),
               absl::StrCat(checked.content.months()),
               absl::StrCat(checked.content.blocks_size()),
               checked.content.note()});
  }
}

}  // namespace framdrift::programme
