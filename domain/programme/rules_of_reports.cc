#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "domain/history/ids.h"
#include "domain/programme/refusals.h"
#include "domain/programme/rules.h"

namespace framdrift::programme {
namespace {

// A thousand years of months.
constexpr int32_t kMostPeriods = 12'000;

void CheckPeriod(const Programme& before, const Member* member, int32_t period, absl::CivilDay day,
                 Refusals& out) {
  if (period < 1 || period > kMostPeriods || PeriodStart(before, period) >= before.until()) {
    out.Add(kReportPeriodUnknown,
            "The programme has no such reporting period; 1 is its first.",
            {{"period", absl::StrCat(period)}});
    return;
  }
  if (day < PeriodStart(before, period)) {
    out.Add(kReportPeriodNotBegun,
            "The reporting period has not begun then.",
            {{"period", absl::StrCat(period)}});
  }
  if (day >= before.until()) {
    out.Add(kReportAfterProgramme,
            "Reports are given while the programme lasts; have the steering group prolong it, or "
            "give an earlier time.");
  }
  if (member == nullptr) return;
  const int32_t next = NextPeriod(before, *member);
  if (period != next) {
    out.Add(kReportPeriodOutOfOrder,
            absl::StrCat("The member's next report is that of period ", next, "."),
            {{"period", absl::StrCat(next)}});
  }
}

void CheckAnswers(const v1::Template& form, const v1::ProgressReportSubmitted& report,
                  Refusals& out) {
  std::set<std::string> answered;
  for (const v1::ReportAnswer& answer : report.answers()) {
    const bool asked = std::any_of(
        form.questions().begin(), form.questions().end(), [&](const v1::ReportQuestion& question) {
          return question.code() == answer.question();
        });
    if (!asked || !answered.insert(answer.question()).second) {
      out.Add(kReportQuestionUnknown,
              "A report answers each question of the form in force once, and no others.",
              {{"question", answer.question()}});
    }
  }
  for (const v1::ReportQuestion& question : form.questions()) {
    if (!question.required() || answered.contains(question.code())) continue;
    out.Add(kReportAnswerMissing,
            absl::StrCat("The report form asks: ", question.title()),
            {{"question", question.code()}});
  }
}

void CheckSubmitted(const Programme& before, const v1::ProgressReportSubmitted& report,
                    absl::CivilDay day, Refusals& out) {
  const Member* member = CheckTakesPart(before, report.member_id(), out);
  CheckPeriod(before, member, report.period(), day, out);
  const v1::Template& form = *before.template_in_force();
  if (report.template_version() != form.version()) {
    out.Add(kReportTemplateNotInForce,
            absl::StrCat("Version ", form.version(), " of the template was in force then."),
            {{"version", absl::StrCat(form.version())}});
    return;
  }
  CheckAnswers(form, report, out);
}

void CheckLink(const Programme& before, const v1::MeasureLinked& link, Refusals& out) {
  const Member* member = CheckTakesPart(before, link.member_id(), out);
  if (member != nullptr && member->joined->content.tenant().empty()) {
    out.Add(kMemberWithoutTenant,
            "The member has no tenant here; correct its joining and name the tenant first.");
  }
  const bool linked = std::any_of(
      before.measures.begin(), before.measures.end(), [&](const LinkedMeasure& measure) {
        return measure.link.content.member_id() == link.member_id() &&
               measure.link.content.indicator_id() == link.indicator_id();
      });
  if (linked) out.Add(kMeasureLinked, "The programme is shown that indicator already.");
}

void CheckPublished(const Programme& before, const v1::MeasurePublished& published, Refusals& out) {
  const bool linked = std::any_of(before.measures.begin(),
                                  before.measures.end(),
                                  [&](const LinkedMeasure& one) { return IsOf(published, one); });
  if (linked) return;
  out.Add(kMeasureNotLinked,
          "The indicator was not shown to the programme then.",
          {{"source_position", absl::StrCat(published.source_position())}});
}

void CheckComment(const Programme& before, const v1::ProgressReportCommented& comment,
                  Refusals& out) {
  const auto id = history::IdOrNone<ReportId>(comment.report_id());
  const bool known = std::any_of(before.reports.begin(),
                                 before.reports.end(),
                                 [&](const ProgressReport& report) { return report.id == id; });
  if (!known) out.Add(kProgressReportNotFound, "The member had given no such report then.");
}

}  // namespace

void CheckReports(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                  Refusals& out) {
  const v1::ProgrammeEvent& event = entry.event;
  if (event.has_progress_report_submitted()) {
    CheckSubmitted(before, event.progress_report_submitted(), entry.envelope.day, out);
  } else if (event.has_progress_report_commented()) {
    CheckComment(before, event.progress_report_commented(), out);
  } else if (event.has_measure_linked()) {
    CheckLink(before, event.measure_linked(), out);
  } else if (event.has_measure_published()) {
    CheckPublished(before, event.measure_published(), out);
  }
}

}  // namespace framdrift::programme
