#include "domain/cases/contact.h"

#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"
#include "domain/history/when.h"

namespace framdrift::cases {
namespace {

void Add(Case& state, Contact::Kind kind, casework::v1::ContactMode mode,
         const history::Envelope& envelope) {
  CurrentEpisode(state).contacts.push_back(
      {.stamp = Stamp::Of(envelope), .kind = kind, .mode = mode});
}

}  // namespace

void Evolve(Case& state, const casework::v1::ContactOffered& event,
            const history::Envelope& envelope) {
  Add(state, Contact::Kind::kOffered, event.mode(), envelope);
  if (event.has_slot_time()) {
    CurrentEpisode(state).contacts.back().slot = history::TimeFrom(event.slot_time());
  }
}

void Evolve(Case& state, const casework::v1::FirstContactHeld& event,
            const history::Envelope& envelope) {
  Add(state, Contact::Kind::kFirstHeld, event.mode(), envelope);
}

void Evolve(Case& state, const casework::v1::FirstContactMissed& event,
            const history::Envelope& envelope) {
  Add(state, Contact::Kind::kFirstMissed, event.mode(), envelope);
}

void Evolve(Case& state, const casework::v1::ContactHeld& event,
            const history::Envelope& envelope) {
  Add(state, Contact::Kind::kHeld, event.mode(), envelope);
}

void Check(const Case& before, const casework::v1::ContactOffered& event,
           const history::Envelope& envelope, Refusals& out) {
  OpenEpisode(before, envelope, out);
  const bool slot_passed =
      event.has_slot_time() && history::TimeFrom(event.slot_time()) < envelope.occurred.at;
  if (slot_passed) {
    out.Add(kDatesOutOfOrder, "A meeting is offered before it begins; give a later slot_time.");
  }
}

void Check(const Case& before, const casework::v1::FirstContactHeld&,
           const history::Envelope& envelope, Refusals& out) {
  UncontactedEpisode(before, envelope, out);
}

void Check(const Case& before, const casework::v1::FirstContactMissed&,
           const history::Envelope& envelope, Refusals& out) {
  UncontactedEpisode(before, envelope, out);
}

void Check(const Case& before, const casework::v1::ContactHeld&, const history::Envelope& envelope,
           Refusals& out) {
  OpenEpisode(before, envelope, out);
}

}  // namespace framdrift::cases
