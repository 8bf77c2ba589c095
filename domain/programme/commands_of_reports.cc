#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/ids.h"
#include "domain/history/when.h"
#include "domain/programme/commands.h"
#include "domain/programme/draft.h"
#include "domain/programme/refusals.h"
#include "domain/programme/rules.h"

namespace framdrift::programme {

Events Decide(const Line& line, const v1::SubmitProgressReportRequest& command,
              const FreshId& fresh, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::ProgressReportSubmitted& submitted = *draft.event().mutable_progress_report_submitted();
  submitted.set_report_id(FormatUuid(fresh.id));
  FD_ASSIGN_OR_RETURN(*submitted.mutable_member_id(), NamedMember(line, command.member()));
  submitted.set_period(command.period());
  const Member* member = Find(draft.before, history::IdOrNone<MemberId>(submitted.member_id()));
  const v1::Template* in_force = draft.before.template_in_force();
  if (command.period() == 0 && member != nullptr && in_force != nullptr) {
    submitted.set_period(NextPeriod(draft.before, *member));
  }
  submitted.set_template_version(command.template_version());
  if (command.template_version() == 0 && in_force != nullptr) {
    submitted.set_template_version(in_force->version());
  }
  *submitted.mutable_answers() = command.answers();
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::CommentProgressReportRequest& command,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  FD_ASSIGN_OR_RETURN(const std::string member, NamedMember(line, command.member()));
  const ProgressReport* report =
      FindReport(line.current(), history::IdOrNone<MemberId>(member), command.period());
  if (report == nullptr) {
    return StatusWithReason(absl::StatusCode::kNotFound,
                            kProgressReportNotFound,
                            "The member has given no report of that period.",
                            {{"member_id", member}, {"period", absl::StrCat(command.period())}});
  }
  v1::ProgressReportCommented& commented = *draft.event().mutable_progress_report_commented();
  commented.set_report_id(report->id.ToString());
  commented.set_comment(command.comment());
  commented.set_author(command.author().empty() ? context.actor.role : command.author());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::AddResearchNoteRequest& command, const FreshId& fresh,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::ResearchNoteAdded& added = *draft.event().mutable_research_note_added();
  added.set_note_id(FormatUuid(fresh.id));
  if (!command.member().empty()) {
    FD_ASSIGN_OR_RETURN(*added.mutable_member_id(), NamedMember(line, command.member()));
  }
  added.set_text(command.text());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::LinkMeasureRequest& command,
              const IndicatorAsked& indicator, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::MeasureLinked& linked = *draft.event().mutable_measure_linked();
  FD_ASSIGN_OR_RETURN(*linked.mutable_member_id(), NamedMember(line, command.member()));
  const Member* member = FindNamed(line.current(), command.member());
  linked.set_tenant(member->joined->content.tenant());
  if (!linked.tenant().empty() && !indicator.found) {
    return StatusWithReason(absl::StatusCode::kNotFound,
                            "INDICATOR_NOT_FOUND",
                            "The member's tenant has no such indicator.",
                            {{"indicator", command.indicator()}});
  }
  linked.set_indicator_id(FormatUuid(indicator.id));
  linked.set_title(indicator.title);
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::MeasurePublished& figure, const PublishedAt& published,
              const history::Context& context) {
  absl::Time at = published.at;
  Refusals refusals;
  for (const LinkedMeasure& measure : line.current().measures) {
    if (!IsOf(figure, measure)) continue;
    at = std::max(at, measure.link.at.at);
    for (const auto& carried : measure.figures) {
      if (carried.content.source_position() != figure.source_position()) continue;
      refusals.Add(kMeasureCarried,
                   "The programme has that figure already.",
                   {{"source_position", absl::StrCat(figure.source_position())}});
    }
  }
  const type::v1::When occurred =
      history::WhenFrom({std::min(at, context.now), history::Precision::kSecond}, context.zone);
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, occurred, context));
  *draft.event().mutable_measure_published() = figure;
  CheckTakesPart(draft.before, figure.member_id(), refusals);
  if (draft.before.ended) refusals.Add(kProgrammeEnded, "The programme was over then.");
  return history::Accept<ProgrammeDecider>(
      std::move(draft.before), std::move(draft.events), std::move(refusals), context);
}

}  // namespace framdrift::programme
