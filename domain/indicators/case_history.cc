#include "domain/indicators/case_history.h"

#include <map>

#include "domain/cases/case_decider.h"

namespace framdrift::indicators {
namespace {

Standing StandingOf(const cases::Episode& episode) {
  Standing standing;
  standing.unit = episode.unit();
  if (episode.assignment) standing.caseworker = episode.assignment->caseworker;
  standing.flow = episode.flow;
  standing.phase = episode.phase();
  if (episode.plan) {
    standing.track = episode.plan->track;
    standing.hours_per_week_required = episode.plan->hours_per_week_required;
    standing.own_search_hours = episode.plan->own_search_hours;
  }
  return standing;
}

void NoteAttributes(CaseHistory& history, const casework::v1::AttributesSet& event,
                    const cases::Stamp& stamp) {
  const std::map<std::string, std::string> sorted(event.attributes().begin(),
                                                  event.attributes().end());
  for (const auto& [name, value] : sorted) history.attributes.push_back({stamp, name, value});
}

}  // namespace

void CaseHistoryDecider::Evolve(CaseHistory& history, const history::Recorded<Event>& entry) {
  cases::CaseDecider::Evolve(history.state, entry);
  const cases::Stamp stamp = cases::Stamp::Of(entry.envelope);
  if (entry.event.has_attributes_set()) {
    NoteAttributes(history, entry.event.attributes_set(), stamp);
  }
  history.standings.resize(history.state.episodes.size());
  for (size_t i = 0; i < history.standings.size(); ++i) {
    const Standing standing = StandingOf(history.state.episodes[i]);
    std::vector<StandingSince>& known = history.standings[i];
    if (known.empty() || known.back().standing != standing) known.push_back({stamp, standing});
  }
}

}  // namespace framdrift::indicators
