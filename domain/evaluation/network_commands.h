// What the commands on a competence network cause, and why they are refused.
#pragma once

#include "absl/status/statusor.h"
#include "domain/evaluation/ids.h"
#include "domain/evaluation/network.h"
#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "framdrift/evaluation/v1/network_service.pb.h"

namespace framdrift::evaluation {

using NetworkEvents = absl::StatusOr<history::EventsOf<NetworkDecider>>;

struct FreshId {
  // The id of what comes to be where the command chooses none.
  Id16 id{};
};

struct ResultFacts {
  // Whether the evaluation that the command names exists; true where it names none.
  bool evaluation_exists = true;
};

// ALREADY_EXISTS with NETWORK_EXISTS; NETWORK_FORM_UNKNOWN, SETTLEMENT_INCOMPLETE.
NetworkEvents Decide(const Network& state, const v1::FoundNetworkRequest& command,
                     const history::Context& context);

// Those below: NOT_FOUND with NETWORK_NOT_FOUND; refused with OCCURRED_BEFORE_START.
// MEMBER_EXISTS, MUNICIPALITY_CODE_UNKNOWN.
NetworkEvents Decide(const Network& state, const v1::AdmitNetworkMemberRequest& command,
                     const FreshId& fresh, const history::Context& context);
// MEMBER_NOT_FOUND.
NetworkEvents Decide(const Network& state, const v1::ReleaseNetworkMemberRequest& command,
                     const history::Context& context);
// MEMBER_NOT_FOUND, MINUTES_MISSING.
NetworkEvents Decide(const Network& state, const v1::RecordNetworkMeetingRequest& command,
                     const history::Context& context);
// ASSIGNMENT_EXISTS, DATES_OUT_OF_ORDER.
NetworkEvents Decide(const Network& state, const v1::TakeAssignmentRequest& command,
                     const FreshId& fresh, const history::Context& context);
// ASSIGNMENT_NOT_FOUND, ASSIGNMENT_REPORTED, EVALUATION_UNKNOWN.
NetworkEvents Decide(const Network& state, const v1::ReportAssignmentRequest& command,
                     const ResultFacts& facts, const history::Context& context);
// MUNICIPALITY_CODE_UNKNOWN, AUDIENCE_UNKNOWN, ATTENDEES_OUT_OF_RANGE.
NetworkEvents Decide(const Network& state, const v1::RecordSeminarRequest& command,
                     const history::Context& context);
// AUDIENCE_UNKNOWN, EVALUATION_UNKNOWN.
NetworkEvents Decide(const Network& state, const v1::SpreadResultsRequest& command,
                     const ResultFacts& facts, const history::Context& context);

}  // namespace framdrift::evaluation
