// What a command on a household causes: its events, or every reason why not.
#pragma once

#include <map>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "domain/history/context.h"
#include "domain/household/household.h"
#include "framdrift/household/v1/household_service.pb.h"

namespace framdrift::household {

// What the streams of a person say.
struct PersonFacts {
  // Registered in the tenant, and not given up for another record.
  bool known = false;
  std::optional<absl::CivilDay> birth_date;
  bool has_case = false;
  // When the first contact of the newest episode was held, and its civil day.
  std::optional<history::Occurred> first_contact;
  absl::CivilDay first_contact_day;
};

// What the household's own stream does not say, for whoever the command names.
struct HouseholdFacts {
  std::map<PersonId, PersonFacts> persons;
  // The policy's switch: no decision before a first contact.
  bool first_contact_before_decision = true;
  bool decision_maker_active = false;
};

// Each answers with the events `command` causes in `state`, never none, or with every refusal that
// household_service.proto names for it. What is sealed stands in one part for each person it
// concerns.
absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::FormHouseholdRequest& command,
                                       const HouseholdFacts& facts,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const Household& state, const v1::AddMemberRequest& command,
                                       const HouseholdFacts& facts,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::RemoveMemberRequest& command,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::ReceiveApplicationRequest& command,
                                       const HouseholdFacts& facts,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::RequestSupplementRequest& command,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::CompleteApplicationRequest& command,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::RecordAidDecisionRequest& command,
                                       const HouseholdFacts& facts,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::ChangeAidDecisionRequest& command,
                                       const HouseholdFacts& facts,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::LodgeAppealRequest& command,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::DecideAppealRequest& command,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::RecordAidPaymentRequest& command,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const Household& state,
                                       const v1::RecordAidReversalRequest& command,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const HouseholdTimeline& timeline,
                                       const v1::CorrectEventRequest& command,
                                       const history::Context& context);
absl::StatusOr<HouseholdEvents> Decide(const HouseholdTimeline& timeline,
                                       const v1::VoidEventRequest& command,
                                       const history::Context& context);

}  // namespace framdrift::household
