#include "domain/cases/steps.h"

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

}  // namespace framdrift::cases
