#include "domain/cases/steps.h"

#include "base/check.h"
#include "domain/cases/decision.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"
#include "domain/history/when.h"

namespace framdrift::cases {
namespace {

// The step, or one without terms when its planning is not among the events folded.
Step& StepOf(Case& state, const std::string& step_id) {
  Episode& episode = CurrentEpisode(state);
  const StepId id = history::IdOrNone<StepId>(step_id);
  if (Step* step = episode.FindStep(id)) return *step;
  Step& step = episode.steps.emplace_back();
  step.id = id;
  return step;
}

std::map<std::string, std::string> Named(const StepId& id) { return {{"step_id", id.ToString()}}; }

// The step as planned at that moment; null, with STEP_UNKNOWN added, where there is none.
const Step* PlannedStep(const Episode& episode, const StepId& id, const history::Envelope& at,
                        Refusals& out) {
  const Step* step = episode.FindStep(id);
  if (step == nullptr || IsBefore(at, step->planned)) {
    out.Add(kStepUnknown, "The plan has no such step; plan it first.", Named(id));
    return nullptr;
  }
  if (step->ended()) {
    out.Add(kStepEnded, "The step has ended already; correct that event instead.", Named(id));
    return nullptr;
  }
  return step;
}

// The national type a step counts as: the one it names, else its local type's.
void SetType(const casework::v1::StepDraft& draft, const StepFacts& facts,
             casework::v1::StepTerms& terms, Refusals& out) {
  const auto national = facts.codes.Find<codes::v1::ActivityType>(draft.local_type());
  const bool contradicts = national &&
                           draft.activity_type() != codes::v1::ACTIVITY_TYPE_UNSPECIFIED &&
                           draft.activity_type() != *national;
  const bool known = draft.local_type().empty()
                         ? draft.activity_type() != codes::v1::ACTIVITY_TYPE_UNSPECIFIED
                         : national && !contradicts;
  if (!known) {
    out.Add(kActivityTypeUnknown,
            "Give an activity type of the national list, or a local one that the policy has.",
            {{"step_id", terms.step_id()}, {"local_type", draft.local_type()}});
  } else if (national) {
    terms.set_activity_type(*national);
  }
}

// What the step names in other streams must be there.
void CheckReferences(const casework::v1::StepDraft& draft, const StepFacts& facts, Refusals& out) {
  const auto activity =
      facts.activities.find(history::IdOrNone<history::ActivityId>(draft.activity_id()));
  if (!draft.activity_id().empty() && activity == facts.activities.end()) {
    out.Add(kActivityUnknown,
            "There is no such activity; open it first.",
            {{"activity_id", draft.activity_id()}});
  } else if (!draft.activity_id().empty() && !activity->second) {
    out.Add(kActivityClosed,
            "The activity has closed; choose another.",
            {{"activity_id", draft.activity_id()}});
  }
  const bool partner_missing =
      !draft.partner_id().empty() &&
      !facts.partners.contains(history::IdOrNone<history::PartnerId>(draft.partner_id()));
  if (partner_missing) {
    out.Add(kPartnerUnknown,
            "There is no such partner; register it first.",
            {{"partner_id", draft.partner_id()}});
  }
}

}  // namespace

void PlanStep(Episode& episode, const casework::v1::StepTerms& terms, int index,
              const history::Envelope& envelope) {
  const StepId id = history::IdOrNone<StepId>(terms.step_id());
  Step* known = episode.FindStep(id);
  Step& step = known != nullptr ? *known : episode.steps.emplace_back();
  step.id = id;
  step.planned = Stamp::Of(envelope);
  step.index_in_event = index;
  step.activity_type = terms.activity_type();
  step.local_type = terms.local_type();
  step.mode = terms.mode();
  step.activity = history::IdOrNone<history::ActivityId>(terms.activity_id());
  step.partner = history::IdOrNone<history::PartnerId>(terms.partner_id());
  step.from = history::DayOrNone(terms.from_date());
  step.to = history::DayOrNone(terms.to_date());
  step.hours_per_week = terms.hours_per_week();
}

void Evolve(Case& state, const casework::v1::StepPlanned& event,
            const history::Envelope& envelope) {
  PlanStep(CurrentEpisode(state), event.terms(), 0, envelope);
}

void Evolve(Case& state, const casework::v1::StepStarted& event,
            const history::Envelope& envelope) {
  StepOf(state, event.step_id()).started = Stamp::Of(envelope);
}

void Evolve(Case& state, const casework::v1::StepCompleted& event,
            const history::Envelope& envelope) {
  StepOf(state, event.step_id()).completed = Stamp::Of(envelope);
}

void Evolve(Case& state, const casework::v1::StepCancelled& event,
            const history::Envelope& envelope) {
  StepOf(state, event.step_id()).cancelled = Stamp::Of(envelope);
}

void StepExists(const casework::v1::StepTerms& terms, Refusals& out) {
  out.Add(kStepExists,
          "The plan has a step of that id; give each step an id of its own.",
          {{"step_id", terms.step_id()}});
}

void CheckTerms(const Episode* episode, const casework::v1::StepTerms& terms, Refusals& out) {
  const StepId id = history::IdOrNone<StepId>(terms.step_id());
  if (episode != nullptr && episode->FindStep(id) != nullptr) StepExists(terms, out);
  InOrder(terms.from_date(), terms.to_date(), "to_date", out);
  HoursInRange(terms.hours_per_week(), "hours_per_week", out);
}

void StartableStep(const Episode& episode, const StepId& id, const history::Envelope& at,
                   Refusals& out) {
  const Step* step = PlannedStep(episode, id, at, out);
  if (step == nullptr || !step->started) return;
  out.Add(kStepStarted, "The step has started already.", Named(id));
}

void CompletableStep(const Episode& episode, const StepId& id, const history::Envelope& at,
                     Refusals& out) {
  const Step* step = PlannedStep(episode, id, at, out);
  if (step == nullptr || (step->started && !IsBefore(at, *step->started))) return;
  out.Add(kStepNotStarted, "Start the step before it is completed, or cancel it.", Named(id));
}

void CancellableStep(const Episode& episode, const StepId& id, const history::Envelope& at,
                     Refusals& out) {
  PlannedStep(episode, id, at, out);
}

void Check(const Case& before, const casework::v1::StepPlanned& event,
           const history::Envelope& envelope, Refusals& out) {
  CheckTerms(PlannedEpisode(before, envelope, out), event.terms(), out);
}

void Check(const Case& before, const casework::v1::StepStarted& event,
           const history::Envelope& envelope, Refusals& out) {
  const Episode* episode = PlannedEpisode(before, envelope, out);
  if (episode == nullptr) return;
  StartableStep(*episode, history::IdOrNone<StepId>(event.step_id()), envelope, out);
}

void Check(const Case& before, const casework::v1::StepCompleted& event,
           const history::Envelope& envelope, Refusals& out) {
  const Episode* episode = PlannedEpisode(before, envelope, out);
  if (episode == nullptr) return;
  CompletableStep(*episode, history::IdOrNone<StepId>(event.step_id()), envelope, out);
}

void Check(const Case& before, const casework::v1::StepCancelled& event,
           const history::Envelope& envelope, Refusals& out) {
  const Episode* episode = PlannedEpisode(before, envelope, out);
  if (episode == nullptr) return;
  CancellableStep(*episode, history::IdOrNone<StepId>(event.step_id()), envelope, out);
}

casework::v1::StepTerms StepTermsFrom(const casework::v1::StepDraft& draft, size_t index,
                                      const StepFacts& facts, Refusals& out) {
  casework::v1::StepTerms terms;
  terms.set_step_id(draft.step_id());
  if (draft.step_id().empty()) {
    FD_CHECK(index < facts.fresh_ids.size());
    terms.set_step_id(facts.fresh_ids[index].ToString());
  }
  terms.set_activity_type(draft.activity_type());
  terms.set_local_type(draft.local_type());
  SetType(draft, facts, terms, out);
  terms.set_mode(draft.mode());
  terms.set_activity_id(draft.activity_id());
  terms.set_partner_id(draft.partner_id());
  CheckReferences(draft, facts, out);
  if (draft.has_from_date()) *terms.mutable_from_date() = draft.from_date();
  if (draft.has_to_date()) *terms.mutable_to_date() = draft.to_date();
  terms.set_hours_per_week(draft.hours_per_week());
  return terms;
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::PlanStepRequest& command,
                                  const StepFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  *event.mutable_step_planned()->mutable_terms() =
      StepTermsFrom(command.step(), 0, facts, ground.refusals);
  casework::v1::CaseSealed sealed;
  if (!command.step().text().empty()) {
    sealed.mutable_step_planned()->set_text(command.step().text());
  }
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::StartStepRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_step_started()->set_step_id(command.step_id());
  return Conclude(state, std::move(ground), std::move(event), {}, context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::CompleteStepRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_step_completed();
  happened.set_step_id(command.step_id());
  happened.set_result(command.result());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_step_completed()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::CancelStepRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_step_cancelled();
  happened.set_step_id(command.step_id());
  happened.set_reason(command.reason());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_step_cancelled()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

}  // namespace framdrift::cases
