// A household as the events say: who lived in it when, and its income support.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "base/refusal.h"
#include "domain/history/accept.h"
#include "domain/history/ids.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "domain/history/timeline.h"
#include "framdrift/household/v1/household.pb.h"
#include "framdrift/household/v1/household_events.pb.h"

namespace framdrift::household {

using history::PersonId;

using ApplicationId = StrongId<struct ApplicationIdTag>;
using DecisionId = StrongId<struct DecisionIdTag>;
using AppealId = StrongId<struct AppealIdTag>;
using PaymentId = StrongId<struct PaymentIdTag>;
using ReversalId = StrongId<struct ReversalIdTag>;

// A time somebody lived in the household: from a day to the first day out.
struct Membership {
  PersonId person;
  v1::MemberRole role = v1::MEMBER_ROLE_UNSPECIFIED;
  absl::CivilDay from;
  std::optional<absl::CivilDay> to;
};

// The event that recorded something, and when it happened. Sealed words stand at `position`.
struct Mark {
  int64_t position = 0;
  history::Occurred occurred;
  absl::CivilDay day;
};

// `month` is unset for an enquiry about none.
struct Application {
  v1::ApplicationKind kind = v1::APPLICATION_KIND_UNSPECIFIED;
  std::optional<absl::CivilMonth> month;
  // The applicant first.
  std::vector<PersonId> applicants;
  codes::v1::Channel channel = codes::v1::CHANNEL_UNSPECIFIED;
  Mark received;
  std::optional<Mark> completed;
  int supplements_requested = 0;
};

// As it reads now. Amounts are in öre and split equally over `applicants`.
struct Decision {
  std::optional<ApplicationId> application;
  // The adults it covers, the applicant first.
  std::vector<PersonId> applicants;
  std::vector<PersonId> children;
  absl::CivilMonth month;
  v1::AidOutcome outcome = v1::AID_OUTCOME_UNSPECIFIED;
  std::string ground;
  int64_t granted_ore = 0;
  v1::DecidedBy decided_by = v1::DECIDED_BY_UNSPECIFIED;
  std::string rule_version;
  std::optional<history::StaffId> decision_maker;
  std::string delegation;
  Mark decided;
  // As it was made.
  v1::AidOutcome first_outcome = v1::AID_OUTCOME_UNSPECIFIED;
  v1::DecidedBy first_decided_by = v1::DECIDED_BY_UNSPECIFIED;
  // The newest change, or the decision itself.
  Mark latest;
  int changes = 0;
  std::optional<Mark> first_changed;
};

struct Appeal {
  DecisionId decision;
  PersonId appellant;
  // UNSPECIFIED while it is not decided.
  v1::AppealOutcome outcome = v1::APPEAL_OUTCOME_UNSPECIFIED;
  Mark lodged;
};

struct Payment {
  DecisionId decision;
  int64_t amount_ore = 0;
  Mark paid;
  std::map<ReversalId, int64_t> reversals;

  int64_t reversed_ore() const;
};

struct Household {
  bool formed = false;
  // In the order they were recorded.
  std::vector<Membership> memberships;
  std::map<ApplicationId, Application> applications;
  std::map<DecisionId, Decision> decisions;
  std::map<AppealId, Appeal> appeals;
  std::map<PaymentId, Payment> payments;

  bool IsMemberOn(const PersonId& person, absl::CivilDay day) const;
  // Who lives in it on `day`, in the order they joined.
  std::vector<Membership> MembersOn(absl::CivilDay day) const;
  // Who counts as a member for a whole month: those of its first day.
  std::vector<Membership> MembersIn(absl::CivilMonth month) const;
  v1::HouseholdType TypeOn(absl::CivilDay day) const;

  // Paid under a decision, and of that taken back, in öre.
  int64_t PaidOre(const DecisionId& decision) const;
  int64_t ReversedOre(const DecisionId& decision) const;
};

struct HouseholdDecider {
  using Event = v1::HouseholdEvent;
  using Sealed = v1::HouseholdSealed;
  using State = Household;
  static constexpr history::StreamKind kKind = history::StreamKind::kHousehold;

  // Total over any subset of a history in any order; never refuses.
  static void Evolve(Household& state, const history::Recorded<Event>& entry);
  // Adds every rule that the event breaks in the state before it, but those that need facts from
  // outside the stream.
  static void Check(const Household& before, const history::Recorded<Event>& entry, Refusals& out);
};

// NOT_FOUND with HOUSEHOLD_NOT_FOUND unless `state` is formed.
absl::Status CheckKnown(const Household& state);

// The persons named in `ids`; those that are no UUIDs are left out.
std::vector<PersonId> PersonsOf(const google::protobuf::RepeatedPtrField<std::string>& ids);

using HouseholdEvents = history::EventsOf<HouseholdDecider>;
using HouseholdTimeline = history::Timeline<HouseholdDecider>;

}  // namespace framdrift::household
