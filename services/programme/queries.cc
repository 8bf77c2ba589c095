#include "services/programme/queries.h"

#include <optional>

#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/programme/board.h"
#include "domain/programme/progress.h"
#include "domain/programme/refusals.h"
#include "domain/programme/status_report.h"
#include "services/past.h"
#include "services/programme/resources.h"

namespace framdrift::services {
namespace {

namespace v1 = programme::v1;
using programme::ProgrammeDecider;
using Line = history::Timeline<ProgrammeDecider>;

// A programme as it was asked for.
struct Then {
  // Where the past was asked for; else the view's own.
  std::optional<programme::Programme> folded;
  const programme::Programme* state = nullptr;
  history::AsOf as_of;
  programme::ReportMoment moment;
};

programme::ReportMoment MomentOf(absl::Time valid, absl::Time now, int64_t position,
                                 absl::TimeZone zone) {
  return {valid, now, position, absl::ToCivilDay(valid, zone)};
}

template <typename Request>
absl::Status Look(const Reading& reading, const ProgrammeView& view, const Request& asked,
                  Then& out) {
  FD_ASSIGN_OR_RETURN(const Past past, PastOf(reading, PastAskedBy(asked)));
  out.as_of = past.as_of;
  out.moment = MomentOf(
      past.evaluated_at, reading.context().now, past.as_of.position, reading.context().zone);
  if (PastAskedBy(asked).any()) out.folded = view.timeline().At(past.as_of);
  out.state = out.folded ? &*out.folded : &view.state();
  if (out.state->started) return absl::OkStatus();
  return StatusWithReason(absl::StatusCode::kNotFound,
                          programme::kProgrammeNotFound,
                          "The programme had not begun then; ask about a later time.");
}

void RenderSupport(const programme::Support& support, v1::MemberProgress& out) {
  out.set_meetings_attended(support.meetings_attended);
  out.set_meetings_held(support.meetings_held);
  out.set_support_contacts(support.contacts);
  out.set_support_minutes(support.minutes);
  out.set_contacts_per_month(support.contacts_per_month());
  out.set_shadow_days(support.shadow_days);
  out.set_actions(support.actions);
  out.set_actions_done(support.actions_done);
  out.set_actions_followed(support.actions_followed);
  out.set_actions_done_in_time(support.actions_done_in_time);
}

void RenderMeasure(const programme::MeasureNow& now, v1::MeasureProgress& out) {
  out.set_indicator_id(now.measure->link.content.indicator_id());
  out.set_title(now.measure->link.content.title());
  out.set_points(now.points);
  out.set_measurable(now.measurable);
  if (now.attainment) out.set_attainment(*now.attainment);
  if (now.latest == nullptr) return;
  out.set_baseline_withheld((now.goal->has_baseline() || now.goal->baseline_withheld()) &&
                            !now.baseline_told);
  out.set_title(now.latest->title());
  *out.mutable_from_date() = now.latest->from_date();
  *out.mutable_to_date() = now.latest->to_date();
  const bool shown = now.latest->whole().has_value() && !now.latest->whole().suppressed();
  if (shown) out.set_value(now.latest->whole().value());
}

void RenderMember(const programme::MemberProgress& member, v1::MemberProgress& out) {
  out.set_member_id(member.member->id.ToString());
  out.set_display_name(member.member->joined->content.display_name());
  out.set_progress(member.progress);
  RenderSupport(member.support, out);
  int measurable = 0;
  for (const programme::MeasureNow& now : member.measures) {
    RenderMeasure(now, *out.add_measures());
    measurable += now.measurable ? 1 : 0;
  }
  out.set_measurable_count(measurable);
  for (const programme::Behind& behind : member.behind) {
    v1::BehindItem& item = *out.add_behind();
    item.set_with(behind.with);
    item.set_what(behind.what);
    *item.mutable_since_date() = history::DateFrom(behind.since);
  }
  out.set_peers(member.peers);
  if (member.progress_of_peers) out.set_progress_of_peers(*member.progress_of_peers);
}

}  // namespace

absl::Status AnswerProgramme(Reading& reading, const ProgrammeView& view,
                             const v1::GetProgrammeRequest& asked, v1::GetProgrammeResponse& out) {
  v1::Programme& programme = *out.mutable_programme();
  if (!PastAskedBy(asked).any()) return ProgrammeResource::Render(reading, view, programme);
  Then then;
  FD_RETURN_IF_ERROR(Look(reading, view, asked, then));
  ProgrammeResource::RenderState(reading, view, *then.state, programme);
  return absl::OkStatus();
}

absl::Status AnswerBoard(Reading& reading, BoardIndexes& boards, const ProgrammeView& view,
                         const v1::GetProgrammeBoardRequest& asked,
                         v1::GetProgrammeBoardResponse& out) {
  Then then;
  FD_RETURN_IF_ERROR(Look(reading, view, asked, then));
  *out.mutable_report() = programme::BoardReport(
      *then.state,
      boards.BoardOf(reading.tenant(), view.id(), view.timeline(), then.as_of),
      then.moment);
  return absl::OkStatus();
}

absl::Status AnswerProgress(Reading& reading, const ProgrammeView& view,
                            const v1::GetProgrammeProgressRequest& asked,
                            v1::GetProgrammeProgressResponse& out) {
  Then then;
  FD_RETURN_IF_ERROR(Look(reading, view, asked, then));
  for (const auto& member : programme::ProgressOfMembers(*then.state, then.moment.day)) {
    RenderMember(member, *out.add_members());
  }
  return absl::OkStatus();
}

absl::Status AnswerStatusReport(Reading& reading, BoardIndexes& boards, const ProgrammeView& view,
                                const v1::GetStatusReportRequest& asked,
                                v1::GetStatusReportResponse& out) {
  Then then;
  FD_RETURN_IF_ERROR(Look(reading, view, asked, then));
  if (asked.report_id().empty()) {
    *out.mutable_report() = programme::StatusReport(
        *then.state,
        boards.BoardOf(reading.tenant(), view.id(), view.timeline(), then.as_of),
        then.moment);
    return absl::OkStatus();
  }
  for (const auto& sent : then.state->sent_reports) {
    if (sent.content.report_id() != asked.report_id()) continue;
    *out.mutable_report() = sent.content.report();
    return absl::OkStatus();
  }
  return StatusWithReason(absl::StatusCode::kNotFound,
                          programme::kStatusReportNotFound,
                          "The programme has sent no report with that id.",
                          {{"report_id", asked.report_id()}});
}

absl::StatusOr<programme::ReportToSend> FactsOfSending(UnitOfWork& work, const Id16& id,
                                                       const v1::SendStatusReportRequest& request) {
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<ProgrammeDecider>(id));
  const history::Context& context = work.context();
  FD_ASSIGN_OR_RETURN(const history::Occurred occurred,
                      history::PastOccurredFrom(request.occurred(), context.now, context.zone));
  const absl::Time valid = history::LastInstantOf(occurred, context.now, context.zone);
  programme::ReportToSend facts;
  facts.id = work.ChosenId(1);
  const programme::Programme state = snapshot->timeline().At({.valid = valid});
  if (!state.started) return facts;
  facts.report = programme::StatusReport(
      state,
      programme::BoardOf(snapshot->timeline(), {.valid = valid}),
      MomentOf(valid, context.now, static_cast<int64_t>(work.head()), context.zone));
  return facts;
}

}  // namespace framdrift::services
