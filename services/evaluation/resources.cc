#include "services/evaluation/resources.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = evaluation::v1;
using history::TimestampFrom;

void RenderMember(const evaluation::Member& member, v1::NetworkMember& out) {
  out.set_member_id(member.id.ToString());
  out.set_municipality_code(member.municipality_code);
  out.set_display_name(member.display_name);
  *out.mutable_join_time() = TimestampFrom(member.joined.at);
  if (member.left) *out.mutable_leave_time() = TimestampFrom(member.left->at);
}

void RenderAssignment(const evaluation::Assignment& assignment, v1::Assignment& out) {
  out.set_assignment_id(assignment.id.ToString());
  out.set_requester(assignment.content.requester());
  out.set_task(assignment.content.task());
  if (assignment.content.has_due_date()) *out.mutable_due_date() = assignment.content.due_date();
  *out.mutable_take_time() = TimestampFrom(assignment.taken.at);
  if (!assignment.reported) return;
  *out.mutable_report_time() = TimestampFrom(assignment.reported->at);
  out.set_evaluation_id(assignment.report.evaluation_id());
  out.set_result(assignment.report.result());
}

void RenderActs(const evaluation::Network& network, v1::Network& out) {
  for (const auto& meeting : network.meetings) {
    v1::NetworkMeeting& held = *out.add_meetings();
    *held.mutable_occur_time() = TimestampFrom(meeting.at.at);
    *held.mutable_member_ids() = meeting.content.member_ids();
    held.set_topics(meeting.content.topics());
    held.set_minutes(meeting.content.minutes());
  }
  for (const auto& seminar : network.seminars) {
    v1::Seminar& held = *out.add_seminars();
    *held.mutable_occur_time() = TimestampFrom(seminar.at.at);
    held.set_theme(seminar.content.theme());
    held.set_municipality_code(seminar.content.municipality_code());
    held.set_attendees(seminar.content.attendees());
    *held.mutable_audiences() = seminar.content.audiences();
  }
  for (const auto& spreading : network.spreadings) {
    v1::Spreading& spread = *out.add_spreadings();
    *spread.mutable_occur_time() = TimestampFrom(spreading.at.at);
    spread.set_evaluation_id(spreading.content.evaluation_id());
    *spread.mutable_audiences() = spreading.content.audiences();
    spread.set_text(spreading.content.text());
  }
}

void RenderTrial(const evaluation::Trial& trial, v1::Trial& out) {
  *out.mutable_design() = trial.design;
  *out.mutable_design_time() = TimestampFrom(trial.designed.at);
  out.set_control_persons(trial.CountOf(v1::TRIAL_ARM_CONTROL));
  out.set_treatment_persons(trial.CountOf(v1::TRIAL_ARM_TREATMENT));
  const auto [first, last] = trial.FirstAndLastDay();
  if (!first) return;
  *out.mutable_first_draw_date() = history::DateFrom(*first);
  *out.mutable_last_draw_date() = history::DateFrom(*last);
}

}  // namespace

absl::Status MarkStaleAccounts(Reading& reading, const history::AsOf& as_of,
                               std::vector<v1::Account>& accounts) {
  // Prices count from when they are known, whenever they were issued.
  history::AsOf known = as_of;
  known.valid = absl::InfiniteFuture();
  known.position = std::min(as_of.position, static_cast<int64_t>(reading.position()));
  for (v1::Account& account : accounts) {
    FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(account.price_table_id()));
    FD_ASSIGN_OR_RETURN(const auto table, reading.View<evaluation::PriceTableDecider>(id));
    account.set_prices_changed(
        evaluation::PricesChanged(account, table.timeline(), table.timeline().At(known)));
  }
  return absl::OkStatus();
}

bool EvaluationResource::Exists(const Decider::State& state) {
  return state.commissioned.has_value();
}

absl::Status EvaluationResource::RenderThen(Reading& reading, const StreamView<Decider>& view,
                                            const Decider::State& state, const history::AsOf& as_of,
                                            Message& out) {
  const v1::EvaluationCommissioned& settled = state.settlement;
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  out.set_display_name(settled.display_name());
  if (state.commissioned) *out.mutable_create_time() = TimestampFrom(state.commissioned->at);
  out.set_purpose(settled.purpose());
  out.set_owner(settled.owner());
  *out.mutable_steering() = settled.steering();
  *out.mutable_participants() = settled.participants();
  *out.mutable_activities() = settled.activities();
  out.set_follow_up(settled.follow_up());
  if (settled.has_start_date()) *out.mutable_start_date() = settled.start_date();
  if (settled.has_end_date()) *out.mutable_end_date() = settled.end_date();
  out.set_network_id(settled.network_id());
  for (const v1::TypicalCase& one : state.typical_cases) *out.add_typical_cases() = one;
  for (const auto& [name, parameters] : state.parameters) {
    v1::Scenario& scenario = *out.add_scenarios();
    scenario.set_scenario(name);
    *scenario.mutable_parameters() = parameters;
  }
  for (const v1::QualitativeFactor& one : state.factors) *out.add_factors() = one;
  std::vector<v1::Account> accounts = state.accounts;
  FD_RETURN_IF_ERROR(MarkStaleAccounts(reading, as_of, accounts));
  for (v1::Account& one : accounts) *out.add_accounts() = std::move(one);
  if (state.trial) RenderTrial(*state.trial, *out.mutable_trial());
  if (state.cohort) *out.mutable_cohort() = state.cohort->content;
  if (state.published) *out.mutable_publish_time() = TimestampFrom(state.published->at.at);
  return absl::OkStatus();
}

bool PriceTableResource::Exists(const Decider::State& state) { return state.created.has_value(); }

absl::Status PriceTableResource::RenderThen(Reading& reading, const StreamView<Decider>& view,
                                            const Decider::State& state, const history::AsOf&,
                                            Message& out) {
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  out.set_display_name(state.display_name);
  if (state.created) *out.mutable_create_time() = TimestampFrom(state.created->at);
  for (const auto& [number, issue] : state.years) {
    v1::PriceYear& year = *out.add_years();
    year.set_year(number);
    year.set_source(issue.content.source());
    *year.mutable_rows() = issue.content.rows();
    *year.mutable_taxes() = issue.content.taxes();
    year.set_position(issue.position);
  }
  return absl::OkStatus();
}

bool NetworkResource::Exists(const Decider::State& state) { return state.founded.has_value(); }

absl::Status NetworkResource::RenderThen(Reading& reading, const StreamView<Decider>& view,
                                         const Decider::State& state, const history::AsOf&,
                                         Message& out) {
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  out.set_display_name(state.foundation.display_name());
  if (state.founded) *out.mutable_create_time() = TimestampFrom(state.founded->at);
  out.set_form(state.foundation.form());
  out.set_owner(state.foundation.owner());
  out.set_expert(state.foundation.expert());
  for (const evaluation::Member& member : state.members) RenderMember(member, *out.add_members());
  for (const evaluation::Assignment& assignment : state.assignments) {
    RenderAssignment(assignment, *out.add_assignments());
  }
  RenderActs(state, out);
  return absl::OkStatus();
}

}  // namespace framdrift::services
