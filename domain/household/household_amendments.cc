#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "domain/history/amend.h"
#include "domain/household/emit.h"
#include "domain/household/household_commands.h"
#include "domain/household/refusals.h"

namespace framdrift::household {
namespace {

using history::Context;

std::vector<PersonId> CoveredBy(const Household& state, const std::string& decision_id) {
  const auto id = DecisionId::Parse(decision_id);
  const auto at = id.ok() ? state.decisions.find(*id) : state.decisions.end();
  return at == state.decisions.end() ? std::vector<PersonId>() : at->second.applicants;
}

std::vector<PersonId> AppliedIn(const Household& state, const std::string& application_id) {
  const auto id = ApplicationId::Parse(application_id);
  const auto at = id.ok() ? state.applications.find(*id) : state.applications.end();
  return at == state.applications.end() ? std::vector<PersonId>() : at->second.applicants;
}

std::vector<PersonId> One(const std::string& person_id) {
  const auto person = PersonId::Parse(person_id);
  return person.ok() ? std::vector<PersonId>{*person} : std::vector<PersonId>();
}

std::vector<PersonId> Everyone(const Household& state) {
  std::vector<PersonId> persons;
  for (const Membership& membership : state.memberships) persons.push_back(membership.person);
  std::sort(persons.begin(), persons.end());
  persons.erase(std::unique(persons.begin(), persons.end()), persons.end());
  return persons;
}

// Whom an event is about: those its words concern.
std::vector<PersonId> SubjectsOf(const Household& state, const v1::HouseholdEvent& event) {
  using Event = v1::HouseholdEvent;
  switch (event.kind_case()) {
    case Event::kMemberJoined:
      return One(event.member_joined().person_id());
    case Event::kMemberLeft:
      return One(event.member_left().person_id());
    case Event::kApplicationReceived:
      return PersonsOf(event.application_received().applicant_ids());
    case Event::kSupplementRequested:
      return AppliedIn(state, event.supplement_requested().application_id());
    case Event::kApplicationCompleted:
      return AppliedIn(state, event.application_completed().application_id());
    case Event::kAidDecisionRecorded:
      return PersonsOf(event.aid_decision_recorded().applicant_ids());
    case Event::kAidDecisionChanged:
      return CoveredBy(state, event.aid_decision_changed().decision_id());
    case Event::kAppealLodged:
      return One(event.appeal_lodged().appellant_id());
    case Event::kAidPaid:
      return CoveredBy(state, event.aid_paid().decision_id());
    case Event::kAppealDecided:
    case Event::kAidReversed:
    case Event::kHouseholdFormed:
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      return Everyone(state);
  }
  return Everyone(state);
}

std::vector<PersonId> SubjectsAt(const HouseholdTimeline& timeline, int64_t position) {
  for (const auto& entry : timeline.entries()) {
    if (entry.envelope.position == position) return SubjectsOf(timeline.current(), entry.event);
  }
  return {};
}

HouseholdEvents Now(HouseholdEmitted emitted, const std::string& reason_code,
                    const Context& context) {
  emitted.occurred = {context.now, history::Precision::kSecond};
  emitted.reason_code = reason_code;
  HouseholdEvents events;
  events.push_back(std::move(emitted));
  return events;
}

}  // namespace

absl::StatusOr<HouseholdEvents> Decide(const HouseholdTimeline& timeline,
                                       const v1::CorrectEventRequest& command,
                                       const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(timeline.current()));
  HouseholdEmitted emitted;
  type::v1::EventCorrected& corrected = *emitted.event.mutable_event_corrected();
  corrected.set_position(command.position());
  corrected.mutable_replacement()->PackFrom(command.replacement());
  if (command.has_occurred()) *corrected.mutable_occurred() = command.occurred();
  corrected.set_reason_code(command.reason_code());
  FD_RETURN_IF_ERROR(history::CheckAmendment(timeline, emitted.event, context));
  std::vector<PersonId> subjects = SubjectsAt(timeline, command.position());
  for (const PersonId& person : SubjectsOf(timeline.current(), command.replacement())) {
    if (std::find(subjects.begin(), subjects.end(), person) == subjects.end()) {
      subjects.push_back(person);
    }
  }
  std::map<PersonId, type::v1::EventCorrectedSealed> parts;
  Refusals refusals;
  for (const v1::SealedOfPerson& one : command.sealed()) {
    const auto person = PersonId::Parse(one.person_id());
    if (person.ok() && std::find(subjects.begin(), subjects.end(), *person) != subjects.end()) {
      parts[*person].mutable_replacement()->PackFrom(one.sealed());
      continue;
    }
    refusals.Add(kTextOfStranger,
                 "Give words only for the persons the event names.",
                 {{"person", one.person_id()}});
  }
  if (!refusals.empty()) return refusals.AsStatus();
  if (!command.text().empty()) {
    for (const PersonId& person : subjects) parts[person].set_text(command.text());
  }
  for (auto& [person, part] : parts) {
    v1::HouseholdSealed sealed;
    *sealed.mutable_event_corrected() = std::move(part);
    AddPart(emitted, person, std::move(sealed));
  }
  return Now(std::move(emitted), command.reason_code(), context);
}

absl::StatusOr<HouseholdEvents> Decide(const HouseholdTimeline& timeline,
                                       const v1::VoidEventRequest& command,
                                       const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(timeline.current()));
  HouseholdEmitted emitted;
  type::v1::EventVoided& voided = *emitted.event.mutable_event_voided();
  voided.set_position(command.position());
  voided.set_reason_code(command.reason_code());
  voided.set_entered_again_at(command.entered_again_at());
  FD_RETURN_IF_ERROR(history::CheckAmendment(timeline, emitted.event, context));
  if (!command.text().empty()) {
    for (const PersonId& person : SubjectsAt(timeline, command.position())) {
      v1::HouseholdSealed sealed;
      sealed.mutable_event_voided()->set_text(command.text());
      AddPart(emitted, person, std::move(sealed));
    }
  }
  return Now(std::move(emitted), command.reason_code(), context);
}

}  // namespace framdrift::household
