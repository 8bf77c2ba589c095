#include <utility>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/household/emit.h"
#include "domain/household/household_commands.h"
#include "domain/household/refusals.h"

namespace framdrift::household {
namespace {

using history::Context;
using history::Occurred;

void CheckKnownPerson(const std::string& id, const HouseholdFacts& facts, Refusals& refusals) {
  const auto person = PersonId::Parse(id);
  const auto at = person.ok() ? facts.persons.find(*person) : facts.persons.end();
  if (at != facts.persons.end() && at->second.known) return;
  refusals.Add(
      kMemberUnknown, "The person is not registered: register them first.", {{"person", id}});
}

HouseholdEmitted Joined(const v1::Member& member, const Occurred& occurred) {
  HouseholdEmitted emitted;
  emitted.event.mutable_member_joined()->set_person_id(member.person_id());
  emitted.event.mutable_member_joined()->set_role(member.role());
  emitted.occurred = occurred;
  return emitted;
}

}  // namespace

absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::FormHouseholdRequest& command,
                                       const HouseholdFacts& facts, const Context& context) {
  if (state.formed) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            kHouseholdExists,
                            "There is a household with this id: choose a new one.");
  }
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  Refusals refusals;
  HouseholdEvents events(1);
  events[0].event.mutable_household_formed();
  events[0].occurred = occurred;
  for (const v1::Member& member : command.members()) {
    CheckKnownPerson(member.person_id(), facts, refusals);
    events.push_back(Joined(member, occurred));
  }
  return history::Accept<HouseholdDecider>(state, std::move(events), std::move(refusals), context);
}

absl::StatusOr<HouseholdEvents> Decide(const Household& state, const v1::AddMemberRequest& command,
                                       const HouseholdFacts& facts, const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  FD_ASSIGN_OR_RETURN(const Occurred occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  Refusals refusals;
  CheckKnownPerson(command.member().person_id(), facts, refusals);
  return AcceptOne(state, Joined(command.member(), occurred), std::move(refusals), context);
}

absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::RemoveMemberRequest& command,
                                       const Context& context) {
  FD_RETURN_IF_ERROR(CheckKnown(state));
  HouseholdEmitted emitted;
  FD_ASSIGN_OR_RETURN(emitted.occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  emitted.event.mutable_member_left()->set_person_id(command.person_id());
  emitted.event.mutable_member_left()->set_reason(command.reason());
  return AcceptOne(state, std::move(emitted), Refusals(), context);
}

}  // namespace framdrift::household
