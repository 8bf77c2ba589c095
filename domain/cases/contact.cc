#include "domain/cases/contact.h"

#include "domain/cases/decision.h"
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

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::OfferContactRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  auto& happened = *event.mutable_contact_offered();
  *happened.mutable_slot_time() = command.slot_time();
  happened.set_mode(command.mode());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_contact_offered()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordFirstContactRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  casework::v1::CaseSealed sealed;
  if (command.outcome() == casework::v1::FIRST_CONTACT_OUTCOME_HELD) {
    event.mutable_first_contact_held()->set_mode(command.mode());
    if (!command.text().empty()) sealed.mutable_first_contact_held()->set_text(command.text());
  } else {
    event.mutable_first_contact_missed()->set_mode(command.mode());
    event.mutable_first_contact_missed()->set_reason(command.reason());
    if (!command.text().empty()) sealed.mutable_first_contact_missed()->set_text(command.text());
  }
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RecordContactRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  casework::v1::CaseEvent event;
  event.mutable_contact_held()->set_mode(command.mode());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_contact_held()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

}  // namespace framdrift::cases
