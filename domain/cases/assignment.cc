#include "domain/cases/assignment.h"

#include "domain/cases/guards.h"

namespace framdrift::cases {

void Evolve(Case& state, const casework::v1::CaseAssigned& event,
            const history::Envelope& envelope) {
  CurrentEpisode(state).assignment = {
      .stamp = Stamp::Of(envelope),
      .caseworker = history::IdOrNone<history::StaffId>(event.caseworker_id()),
      .unit = history::IdOrNone<history::UnitId>(event.unit_id())};
}

void Check(const Case& before, const casework::v1::CaseAssigned&, const history::Envelope& envelope,
           Refusals& out) {
  AnyEpisode(before, envelope, out);
}

}  // namespace framdrift::cases
