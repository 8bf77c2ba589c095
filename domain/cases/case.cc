#include "domain/cases/case.h"

#include <algorithm>

namespace framdrift::cases {

casework::v1::Phase Episode::phase() const {
  if (outcome.exit) {
    return outcome.follow_ups_settled() ? casework::v1::PHASE_CLOSED : casework::v1::PHASE_EXITED;
  }
  const auto has_started = [](const Step& step) { return step.started.has_value(); };
  if (std::any_of(steps.begin(), steps.end(), has_started)) return casework::v1::PHASE_ACTIVE;
  if (plan) return casework::v1::PHASE_PLANNED;
  return first_contact() != nullptr ? casework::v1::PHASE_ASSESSMENT : casework::v1::PHASE_INTAKE;
}

const Contact* Episode::first_contact() const {
  const auto it = std::find_if(contacts.begin(), contacts.end(), [](const Contact& contact) {
    return contact.kind == Contact::Kind::kFirstHeld;
  });
  return it == contacts.end() ? nullptr : &*it;
}

history::UnitId Episode::unit() const {
  if (assignment) return assignment->unit;
  return opening ? opening->unit : history::UnitId();
}

const Step* Episode::FindStep(const StepId& id) const {
  const auto it =
      std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.id == id; });
  return it == steps.end() ? nullptr : &*it;
}

Step* Episode::FindStep(const StepId& id) {
  return const_cast<Step*>(std::as_const(*this).FindStep(id));
}

casework::v1::Phase Case::phase() const {
  return episodes.empty() ? casework::v1::PHASE_UNSPECIFIED : episodes.back().phase();
}

const Episode* Case::EpisodeAt(const history::Envelope& moment) const {
  for (auto it = episodes.rbegin(); it != episodes.rend(); ++it) {
    if (!it->opening || !IsBefore(moment, it->opening->stamp)) return &*it;
  }
  return nullptr;
}

Episode& CurrentEpisode(Case& state) {
  return state.episodes.empty() ? state.episodes.emplace_back() : state.episodes.back();
}

Episode& BeginEpisode(Case& state, Opening opening) {
  const bool lacks_opening =
      !state.episodes.empty() && !state.episodes.back().opening && state.episodes.back().open();
  Episode& episode = lacks_opening ? state.episodes.back() : state.episodes.emplace_back();
  episode.opening = std::move(opening);
  return episode;
}

}  // namespace framdrift::cases
