#include "services/programme/resources.h"

#include <algorithm>

#include "domain/history/when.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = programme::v1;
using programme::Noted;
using programme::Programme;

// A message with `date` and `content` from what was noted.
template <typename Content, typename Message>
Message& Render(const Noted<Content>& noted, Message& out) {
  *out.mutable_date() = history::DateFrom(noted.day);
  *out.mutable_content() = noted.content;
  return out;
}

void RenderMember(const programme::Member& member, v1::ProgrammeMember& out) {
  const v1::MemberJoined& joined = member.joined->content;
  out.set_member_id(member.id.ToString());
  out.set_display_name(joined.display_name());
  out.set_municipality_code(joined.municipality_code());
  out.set_tenant(joined.tenant());
  out.set_population(joined.population());
  out.set_decision(joined.decision());
  *out.mutable_join_date() = history::DateFrom(member.joined->day);
  if (member.withdrew) {
    *out.mutable_leave_date() = history::DateFrom(member.withdrew->day);
    out.set_leave_reason(member.withdrew->content.reason());
  }
  if (member.plan) *out.mutable_plan() = member.plan->content;
  out.set_plan_revisions(member.plan_revisions);
  if (member.expectation) *out.mutable_expectation() = member.expectation->content;
}

// How far each member has come with each block of the template in force.
void RenderBlocks(const Programme& programme, v1::Programme& out) {
  const v1::Template* in_force = programme.template_in_force();
  for (const programme::Member& member : programme.members) {
    if (!member.joined || in_force == nullptr) continue;
    for (const v1::BuildingBlock& block : in_force->blocks()) {
      const auto last =
          std::find_if(member.statuses.rbegin(), member.statuses.rend(), [&](const auto& set) {
            return set.content.block() == block.code();
          });
      if (last == member.statuses.rend()) continue;
      v1::BuildingBlockNow& now = *out.add_building_blocks();
      now.set_member_id(member.id.ToString());
      now.set_block(block.code());
      now.set_status(last->content.status());
      *now.mutable_date() = history::DateFrom(last->day);
      now.set_evidence(last->content.evidence());
      now.set_reason(last->content.reason());
    }
  }
}

void RenderWork(const Programme& programme, v1::Programme& out) {
  for (const auto& meeting : programme.meetings) Render(meeting, *out.add_meetings());
  for (const programme::Action& action : programme.actions) {
    v1::AgreedAction& rendered = Render(action.agreed, *out.add_actions());
    if (!action.done) continue;
    *rendered.mutable_done_date() = history::DateFrom(action.done->day);
    rendered.set_result(action.done->content.result());
  }
  for (const auto& request : programme.support_requests) {
    const bool answered =
        std::any_of(programme.support_contacts.begin(),
                    programme.support_contacts.end(),
                    [&](const auto& contact) {
                      return contact.content.support_id() == request.content.support_id();
                    });
    Render(request, *out.add_support_requests()).set_answered(answered);
  }
  for (const auto& contact : programme.support_contacts) {
    Render(contact, *out.add_support_contacts());
  }
  for (const auto& shadowing : programme.shadowings) Render(shadowing, *out.add_shadowings());
}

void RenderReports(const Programme& programme, v1::Programme& out) {
  for (const programme::ProgressReport& report : programme.reports) {
    v1::ProgressReport& rendered = Render(report.submitted, *out.add_progress_reports());
    for (const auto& comment : report.comments) Render(comment, *rendered.add_replies());
  }
  for (const auto& note : programme.notes) Render(note, *out.add_research_notes());
  for (const programme::LinkedMeasure& measure : programme.measures) {
    v1::LinkedMeasure& rendered = Render(measure.link, *out.add_measures());
    const programme::MeasureNow now = programme::MeasureOf(measure);
    for (const auto& figure : measure.figures) {
      v1::MeasurePublished& shown = *rendered.add_figures();
      shown = figure.content;
      // A baseline is shown once, and not where what had told it is struck through or hidden since.
      if (now.baseline_told && now.goal == &figure.content) continue;
      shown.set_baseline_withheld(shown.baseline_withheld() || shown.has_baseline());
      shown.clear_baseline();
    }
  }
  for (const auto& sent : programme.sent_reports) {
    v1::SentReport& rendered = *out.add_status_reports();
    rendered.set_report_id(sent.content.report_id());
    *rendered.mutable_date() = history::DateFrom(sent.day);
    rendered.set_recipient(sent.content.recipient());
  }
}

// Template, steering and what came after.
void RenderWhole(const std::string& tenant, const Programme& programme, v1::Programme& out) {
  for (const programme::TemplateInForce& version : programme.templates) {
    v1::TemplateVersion& rendered = *out.add_templates();
    *rendered.mutable_date() = history::DateFrom(version.from.day);
    *rendered.mutable_template_() = version.from.content;
    rendered.set_learned(version.learned);
    if (!version.source.empty()) {
      rendered.set_source(FormatName(version.source_tenant.empty() ? tenant : version.source_tenant,
                                     ProgrammeResource::kCollection,
                                     version.source.bytes()));
    }
  }
  for (const auto& decision : programme.decisions) {
    Render(decision, *out.add_steering_decisions());
  }
  for (const auto& checked : programme.sustainments) Render(checked, *out.add_sustainments());
  if (programme.evaluation) Render(*programme.evaluation, *out.mutable_evaluation());
  out.set_state(programme.ended ? v1::Programme::STATE_ENDED : v1::Programme::STATE_RUNNING);
  if (programme.ended) {
    *out.mutable_end_date() = history::DateFrom(programme.ended->day);
    out.set_conclusion(programme.ended->content.conclusion());
  }
}

}  // namespace

absl::Status ProgrammeResource::Render(Reading& reading, const StreamView<Decider>& view,
                                       Message& out) {
  RenderState(reading, view, view.state(), out);
  return absl::OkStatus();
}

void ProgrammeResource::RenderState(const Reading& reading, const StreamView<Decider>& view,
                                    const Programme& programme, Message& out) {
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  if (!programme.started) return;
  const v1::ProgrammeStarted& started = programme.started->content;
  out.set_title(started.title());
  *out.mutable_create_time() = history::TimestampFrom(programme.started->at.at);
  out.set_goal(started.goal());
  out.set_originator(started.originator());
  out.set_originator_municipality_code(started.originator_municipality_code());
  out.set_funder(started.funder());
  out.set_initiator(started.initiator());
  out.set_researcher(started.researcher());
  *out.mutable_from_date() = history::DateFrom(programme.from());
  *out.mutable_until_date() = history::DateFrom(programme.until());
  out.set_planned_meetings(programme.allowed_meetings());
  if (const v1::Template* in_force = programme.template_in_force()) {
    *out.mutable_template_() = *in_force;
  }
  for (const programme::Member& member : programme.members) {
    if (member.joined) RenderMember(member, *out.add_members());
  }
  RenderWork(programme, out);
  RenderBlocks(programme, out);
  RenderReports(programme, out);
  RenderWhole(reading.tenant(), programme, out);
}

void TrimForList(v1::Programme& programme) {
  const auto* type = programme.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* field = type->field(i);
    if (field->is_repeated() && field->name() != "members") {
      programme.GetReflection()->ClearField(&programme, field);
    }
  }
  programme.clear_template_();
  for (v1::ProgrammeMember& member : *programme.mutable_members()) {
    member.clear_plan();
    member.clear_expectation();
  }
}

}  // namespace framdrift::services
