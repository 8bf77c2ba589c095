// What a command on a person causes: its events, or every reason why not.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "domain/history/context.h"
#include "domain/history/ids.h"
#include "domain/person/person.h"
#include "domain/person/personal_number.h"
#include "framdrift/person/v1/person_service.pb.h"

namespace framdrift::person {

// What the person's own stream does not say.
struct PersonFacts {
  // Whose stream it is: the subject of what is sealed.
  history::PersonId id;
};

struct RepresentativeFacts {
  history::PersonId id;
  // Whether the representative named by id is registered in the tenant.
  bool representative_known = false;
};

// The number a command carries, or nullopt when it carries none: what the service reserves before
// the commit. INVALID_ARGUMENT as PersonalNumber::Parse says.
absl::StatusOr<std::optional<PersonalNumber>> NumberOf(const v1::RegisterPersonRequest& command,
                                                       absl::CivilDay today);
absl::StatusOr<std::optional<PersonalNumber>> NumberOf(const v1::ChangeIdentifierRequest& command,
                                                       absl::CivilDay today);

// Each answers with the events `command` causes in `state`, never none, or with every refusal that
// person_service.proto names for it. What `state` says must have held is asked of PersonDecider.
absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::RegisterPersonRequest& command,
                                    const PersonFacts& facts, const history::Context& context);
absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::ChangeIdentifierRequest& command,
                                    const PersonFacts& facts, const history::Context& context);
absl::StatusOr<PersonEvents> Decide(const Person& state,
                                    const v1::ChangeContactDetailsRequest& command,
                                    const PersonFacts& facts, const history::Context& context);
absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::SetBackgroundRequest& command,
                                    const PersonFacts& facts, const history::Context& context);
absl::StatusOr<PersonEvents> Decide(const Person& state,
                                    const v1::SetRepresentativeRequest& command,
                                    const RepresentativeFacts& facts,
                                    const history::Context& context);
absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::SetProtectionRequest& command,
                                    const PersonFacts& facts, const history::Context& context);
absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::LiftProtectionRequest& command,
                                    const PersonFacts& facts, const history::Context& context);
absl::StatusOr<PersonEvents> Decide(const Person& state, const v1::SetLivelihoodRequest& command,
                                    const PersonFacts& facts, const history::Context& context);

// The events that make a person's stream follow `claims` until today (EntriesToWrite), each
// occurring on its day; none when it does already.
PersonEvents LivelihoodEvents(const Person& state, const std::vector<LivelihoodClaim>& claims,
                              const history::Context& context);

// Amendments. Mergers stand in two streams and numbers in the reservations: neither is amended
// here.
absl::StatusOr<PersonEvents> Decide(const PersonTimeline& timeline,
                                    const v1::CorrectEventRequest& command,
                                    const PersonFacts& facts, const history::Context& context);
absl::StatusOr<PersonEvents> Decide(const PersonTimeline& timeline,
                                    const v1::VoidEventRequest& command, const PersonFacts& facts,
                                    const history::Context& context);

}  // namespace framdrift::person
