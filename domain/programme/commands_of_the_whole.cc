#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/programme/commands.h"
#include "domain/programme/draft.h"
#include "domain/programme/refusals.h"

namespace framdrift::programme {
namespace {

int32_t NextVersion(const Programme& before) {
  const v1::Template* in_force = before.template_in_force();
  return in_force == nullptr ? 1 : in_force->version() + 1;
}

}  // namespace

Events Decide(const Line& line, const v1::MakeSteeringDecisionRequest& command,
              const FreshId& fresh, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::SteeringDecisionMade& made = *draft.event().mutable_steering_decision_made();
  made.set_decision_id(FormatUuid(fresh.id));
  made.set_title(command.title());
  made.set_text(command.text());
  made.set_learning_meetings(command.learning_meetings());
  if (command.has_until_date()) {
    FD_RETURN_IF_ERROR(history::DayFrom(command.until_date()).status());
    *made.mutable_until_date() = command.until_date();
  }
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::CheckSustainmentRequest& command,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::SustainmentChecked& checked = *draft.event().mutable_sustainment_checked();
  FD_ASSIGN_OR_RETURN(*checked.mutable_member_id(), NamedMember(line, command.member()));
  checked.set_months(command.months());
  *checked.mutable_blocks() = command.blocks();
  checked.set_note(command.note());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::PublishTemplateRequest& command,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::TemplatePublished& published = *draft.event().mutable_template_published();
  *published.mutable_template_() = command.template_();
  published.mutable_template_()->set_version(NextVersion(draft.before));
  published.set_learned(command.learned());
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::AdoptTemplateRequest& command,
              const TemplateSource& source, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  if (!source.version) {
    return StatusWithReason(absl::StatusCode::kNotFound,
                            kTemplateSourceNotFound,
                            "There is no such programme, or it has no such version to take over; "
                            "a programme of another tenant publishes it first.",
                            {{"source", command.source()}});
  }
  v1::TemplateAdopted& adopted = *draft.event().mutable_template_adopted();
  adopted.set_source_tenant(source.tenant);
  adopted.set_source_programme_id(FormatUuid(source.programme));
  adopted.set_source_version(source.version->from.content.version());
  adopted.set_learned(source.version->learned);
  v1::Template& taken = *adopted.mutable_template_();
  taken = source.version->from.content;
  taken.set_version(NextVersion(draft.before));
  // The periods of reports stay as they are while a programme runs.
  if (const v1::Template* in_force = draft.before.template_in_force()) {
    taken.set_report_months(in_force->report_months());
  }
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::SendStatusReportRequest& command,
              const ReportToSend& sending, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::StatusReportSent& sent = *draft.event().mutable_status_report_sent();
  sent.set_report_id(FormatUuid(sending.id));
  sent.set_recipient(command.recipient().empty() ? "the steering group" : command.recipient());
  *sent.mutable_report() = sending.report;
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::EvaluateProgrammeRequest& command,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  v1::ProgrammeEvaluated& evaluated = *draft.event().mutable_programme_evaluated();
  evaluated.set_verdict(command.verdict());
  evaluated.set_conclusion(command.conclusion());
  *evaluated.mutable_lessons() = command.lessons();
  return Finish(std::move(draft), context);
}

Events Decide(const Line& line, const v1::EndProgrammeRequest& command,
              const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Draft draft, Begin(line, command.occurred(), context));
  draft.event().mutable_programme_ended()->set_conclusion(command.conclusion());
  return Finish(std::move(draft), context);
}

}  // namespace framdrift::programme
