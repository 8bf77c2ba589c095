#include "domain/evaluation/evaluation_commands.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/evaluation/modelling.h"
#include "domain/evaluation/refusals.h"
#include "domain/evaluation/report.h"
#include "domain/evaluation/trial.h"
#include "domain/history/amend_commands.h"
#include "domain/history/when.h"

namespace framdrift::evaluation {
namespace {

using history::EventsOf;

constexpr int32_t kDefaultFollowUpMonths = 24;

// The event to fill, after the checks every command but the first has in common.
EvaluationEvents Start(const Evaluation& state, const type::v1::When& occurred,
                       const history::Context& context) {
  if (!state.commissioned) {
    return StatusWithReason(
        absl::StatusCode::kNotFound, kEvaluationNotFound, "There is no evaluation with that id.");
  }
  EventsOf<EvaluationDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(occurred, context.now, context.zone));
  return events;
}

void CheckPrices(const v1::Parameters& parameters, const PriceTable* table, Refusals& out) {
  if (table == nullptr || !table->created) {
    out.Add(kPriceTableUnknown,
            "There is no price table with that id; issue it first.",
            {{"price_table_id", parameters.price_table_id()}});
  } else if (table->years.count(parameters.price_year()) == 0) {
    out.Add(kPriceYearMissing,
            "The price table has no prices of that year; issue them, or choose a year it has.",
            {{"price_year", absl::StrCat(parameters.price_year())}});
  }
}

// TRIAL_MEASURED when the event at `position` is of the draw, and it is fixed who is measured.
absl::Status CheckDrawStands(const Evaluation& state, int64_t position) {
  if (!state.trial || !state.cohort) return absl::OkStatus();
  const bool is_of_draw =
      state.trial->position == position || state.trial->assigned_positions.count(position) != 0;
  return is_of_draw ? Refuse(kTrialMeasured, kTrialMeasuredSays) : absl::OkStatus();
}

}  // namespace

EvaluationEvents Decide(const Evaluation& state, const v1::CommissionEvaluationRequest& command,
                        const CommissionFacts& facts, const history::Context& context) {
  if (state.commissioned) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            kEvaluationExists,
                            "There is an evaluation with that id already.");
  }
  EventsOf<EvaluationDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  FD_RETURN_IF_ERROR(history::DayFrom(command.start_date()).status());
  v1::EvaluationCommissioned& settled = *events[0].event.mutable_evaluation_commissioned();
  settled.set_display_name(command.display_name());
  settled.set_purpose(command.purpose());
  settled.set_owner(command.owner());
  *settled.mutable_steering() = command.steering();
  *settled.mutable_participants() = command.participants();
  *settled.mutable_activities() = command.activities();
  settled.set_follow_up(command.follow_up());
  *settled.mutable_start_date() = command.start_date();
  if (command.has_end_date()) {
    FD_RETURN_IF_ERROR(history::DayFrom(command.end_date()).status());
    *settled.mutable_end_date() = command.end_date();
  }
  settled.set_network_id(command.network_id());
  Refusals refusals;
  if (!facts.network_exists) {
    refusals.Add(kNetworkUnknown,
                 "There is no network with that id; found it first.",
                 {{"network_id", command.network_id()}});
  }
  return history::Accept<EvaluationDecider>(state, std::move(events), refusals, context);
}

EvaluationEvents Decide(const Evaluation& state, const v1::DefineTypicalCaseRequest& command,
                        const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  *events[0].event.mutable_typical_case_defined()->mutable_typical_case() = command.typical_case();
  return history::Accept<EvaluationDecider>(state, std::move(events), {}, context);
}

EvaluationEvents Decide(const Evaluation& state, const v1::SetParametersRequest& command,
                        const ParametersFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  v1::ParametersSet& set = *events[0].event.mutable_parameters_set();
  set.set_scenario(ScenarioAsked(command.scenario()));
  *set.mutable_parameters() = command.parameters();
  Refusals refusals;
  CheckPrices(command.parameters(), facts.price_table, refusals);
  return history::Accept<EvaluationDecider>(state, std::move(events), refusals, context);
}

EvaluationEvents Decide(const Evaluation& state, const v1::NoteQualitativeFactorRequest& command,
                        const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  v1::QualitativeFactor& factor =
      *events[0].event.mutable_qualitative_factor_noted()->mutable_factor();
  factor.set_kind(command.kind());
  factor.set_area(command.area());
  factor.set_text(command.text());
  return history::Accept<EvaluationDecider>(state, std::move(events), {}, context);
}

v1::CohortFrozen CohortAsked(const v1::FreezeCohortRequest& command) {
  v1::CohortFrozen cohort;
  cohort.set_filter(command.filter());
  cohort.set_comparison_filter(command.comparison_filter());
  cohort.set_take_up_filter(command.take_up_filter());
  *cohort.mutable_blocks() = command.blocks();
  cohort.set_random_assignment(command.random_assignment());
  cohort.set_assignment_note(command.assignment_note());
  cohort.set_by_trial(command.by_trial());
  cohort.set_follow_up_months(command.follow_up_months() == 0 ? kDefaultFollowUpMonths
                                                              : command.follow_up_months());
  return cohort;
}

absl::StatusOr<absl::Time> FreezingAt(const v1::FreezeCohortRequest& command,
                                      const history::Context& context) {
  FD_ASSIGN_OR_RETURN(const history::Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  return history::LastInstantOf(occurred, context.now, context.zone);
}

EvaluationEvents Decide(const Evaluation& state, const v1::FreezeCohortRequest& command,
                        const CohortFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  const bool has_filters = !command.filter().empty() || !command.comparison_filter().empty();
  if (command.by_trial() && has_filters) {
    return InvalidField("filter", "The draw says who is on which side; leave the filters out.");
  }
  if (!command.by_trial() && command.filter().empty()) {
    return InvalidField("filter", "Say who is measured, or that the recorded draw does.");
  }
  v1::CohortFrozen& cohort = *events[0].event.mutable_cohort_frozen();
  cohort = CohortAsked(command);
  cohort.set_position(facts.position);
  *cohort.mutable_evaluated_time() = history::TimestampFrom(facts.evaluated_at);
  cohort.set_persons(static_cast<int64_t>(facts.persons));
  cohort.set_comparison_persons(static_cast<int64_t>(facts.comparison_persons));
  Refusals refusals;
  const bool drawn = command.by_trial() && state.trial;
  const bool compares = drawn || !command.comparison_filter().empty();
  if (((drawn || facts.persons > 0) && facts.persons < facts.cell_limit) ||
      (compares && facts.comparison_persons < facts.cell_limit)) {
    refusals.Add(kCohortTooSmall,
                 "A cohort has at least as many persons as a figure is told of; widen its filter.",
                 {{"least", absl::StrCat(facts.cell_limit)}});
  }
  if (facts.overlaps) {
    refusals.Add(kCohortsOverlap, "Nobody is compared with themselves: narrow one of the filters.");
  }
  return history::Accept<EvaluationDecider>(state, std::move(events), refusals, context);
}

EvaluationEvents Decide(const Evaluation& state, const v1::DesignTrialRequest& command,
                        const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  v1::TrialDesign& design = *events[0].event.mutable_trial_designed()->mutable_design();
  design.set_treatment(command.treatment());
  design.set_control(command.control());
  design.set_method(command.method());
  design.set_block_size(command.block_size());
  design.set_seed(command.seed());
  design.set_note(command.note());
  return history::Accept<EvaluationDecider>(state, std::move(events), {}, context);
}

EvaluationEvents Decide(const Evaluation& state, const v1::AssignTrialRequest& command,
                        const AssignFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  Refusals refusals;
  if (!facts.unknown_persons.empty()) {
    refusals.Add(kPersonUnknown,
                 "There is no such person; register the person first.",
                 {{"person_id", facts.unknown_persons.front()}});
  }
  std::vector<std::string> persons;
  for (const std::string& text : command.person_ids()) {
    FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(text));
    persons.push_back(FormatUuid(id));
  }
  std::sort(persons.begin(), persons.end());
  int64_t number = state.trial ? static_cast<int64_t>(state.trial->persons.size()) : 0;
  for (const std::string& person : persons) {
    v1::TrialAssignment& one = *events[0].event.mutable_participants_assigned()->add_assignments();
    one.set_person_id(person);
    // An arm that is given is held to the draw.
    const bool draws = state.trial && command.arm() == v1::TRIAL_ARM_UNSPECIFIED;
    one.set_arm(draws ? ArmDrawn(state.trial->design, number++) : command.arm());
  }
  // Also of a draw that is said to have been made before that.
  if (state.cohort) return Refuse(kTrialMeasured, kTrialMeasuredSays);
  return history::Accept<EvaluationDecider>(state, std::move(events), refusals, context);
}

EvaluationEvents Decide(const Evaluation& state, const v1::ComputeAccountRequest& command,
                        const ComputeFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  if (state.published) return Refuse(kEvaluationPublished, kPublishedSays);
  const std::string scenario = ScenarioAsked(command.scenario());
  const bool ex_post = command.kind() == v1::ACCOUNT_KIND_EX_POST;
  if (ex_post && !state.cohort) {
    return Refuse(kCohortMissing, "It is not fixed who is measured; freeze the cohort first.");
  }
  FD_ASSIGN_OR_RETURN(const size_t horizon,
                      HorizonFrom(command.horizon_months(), "horizon_months"));
  FD_ASSIGN_OR_RETURN(const Priced priced, PricedOf(state, scenario, facts.price_table));
  v1::Account& computed = *events[0].event.mutable_evaluation_computed()->mutable_account();
  if (ex_post) {
    FD_ASSIGN_OR_RETURN(computed,
                        ExPostAccount(state,
                                      facts.measured.persons,
                                      priced,
                                      scenario,
                                      std::max<size_t>(facts.measured.cell_limit, 1),
                                      horizon));
  } else {
    FD_ASSIGN_OR_RETURN(const account::Model model, ModelOf(state, priced));
    FD_ASSIGN_OR_RETURN(computed, ExAnteAccount(model, priced, scenario, horizon));
  }
  computed.set_computed_position(facts.position);
  return history::Accept<EvaluationDecider>(state, std::move(events), {}, context);
}

int64_t PricedAt(const v1::Account& account) {
  return std::max(account.computed_position(), account.price_position());
}

bool PricesChanged(const v1::Account& account, const history::Timeline<PriceTableDecider>& table,
                   const PriceTable& now) {
  history::AsOf as_of;
  as_of.position = PricedAt(account);
  return PricesDiffer(table.At(as_of), now, account.price_year());
}

EvaluationEvents Decide(const Evaluation& state, const v1::PublishEvaluationRequest& command,
                        const PublishFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  *events[0].event.mutable_evaluation_published()->mutable_report() =
      ReportOf(state, {context.now, facts.position});
  Refusals refusals;
  for (size_t i = 0; i < std::min(facts.prices_changed.size(), state.accounts.size()); ++i) {
    if (!facts.prices_changed[i]) continue;
    const v1::Account& stale = state.accounts[i];
    refusals.Add(kAccountStale,
                 "The prices of an account were issued anew, corrected or struck through since it "
                 "was computed; compute it again.",
                 {{"scenario", stale.scenario()}, {"kind", v1::AccountKind_Name(stale.kind())}});
  }
  return history::Accept<EvaluationDecider>(state, std::move(events), refusals, context);
}

EvaluationEvents Decide(const history::Timeline<EvaluationDecider>& timeline,
                        const v1::CorrectEvaluationEventRequest& command, const AmendFacts& facts,
                        const history::Context& context) {
  if (timeline.current().published) return Refuse(kEvaluationPublished, kPublishedSays);
  FD_RETURN_IF_ERROR(CheckDrawStands(timeline.current(), command.position()));
  const auto& trial = timeline.current().trial;
  if (trial && trial->position == command.position() && !trial->persons.empty()) {
    return Refuse(kTrialBegun, "Somebody is drawn by this design, so it changes no more.");
  }
  return history::DecideCorrection(timeline, command, facts.id, context);
}

EvaluationEvents Decide(const history::Timeline<EvaluationDecider>& timeline,
                        const v1::VoidEvaluationEventRequest& command, const AmendFacts& facts,
                        const history::Context& context) {
  const auto& published = timeline.current().published;
  if (published && published->position != command.position()) {
    return Refuse(kEvaluationPublished, kPublishedSays);
  }
  FD_RETURN_IF_ERROR(CheckDrawStands(timeline.current(), command.position()));
  return history::DecideVoiding(timeline, command, facts.id, context);
}

}  // namespace framdrift::evaluation
