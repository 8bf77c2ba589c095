#include "domain/cases/opening.h"

#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::CaseOpened& event, const history::Envelope& envelope) {
  BeginEpisode(state,
               {.stamp = Stamp::Of(envelope),
                .target_group = event.target_group(),
                .channel = event.channel(),
                .unit = history::IdOrNone<history::UnitId>(event.unit_id())});
}

void Evolve(Case& state, const casework::v1::FlowAssigned& event, const history::Envelope&) {
  CurrentEpisode(state).flow = event.flow();
}

void Evolve(Case& state, const casework::v1::EnrolmentStarted& event,
            const history::Envelope& envelope) {
  state.enrolments.push_back({.started = Stamp::Of(envelope), .referred_by = event.referred_by()});
}

void Evolve(Case& state, const casework::v1::EnrolmentEnded& event,
            const history::Envelope& envelope) {
  if (state.enrolments.empty() || state.enrolments.back().ended) return;
  state.enrolments.back().ended = Stamp::Of(envelope);
  state.enrolments.back().end_reason = event.reason();
}

void Check(const Case& before, const casework::v1::CaseOpened&, const history::Envelope& envelope,
           Refusals& out) {
  NoOpenEpisode(before, envelope, out);
}

void Check(const Case& before, const casework::v1::FlowAssigned&, const history::Envelope& envelope,
           Refusals& out) {
  OpenEpisode(before, envelope, out);
}

void Check(const Case& before, const casework::v1::EnrolmentStarted&,
           const history::Envelope& envelope, Refusals& out) {
  NotEnrolled(before, envelope, out);
}

void Check(const Case& before, const casework::v1::EnrolmentEnded&,
           const history::Envelope& envelope, Refusals& out) {
  Enrolled(before, envelope, out);
}

}  // namespace framdrift::cases
