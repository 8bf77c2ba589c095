// What the commands on a place cause, and why they are refused.
#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "base/strong_id.h"
#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "domain/history/timeline.h"
#include "domain/indicators/indicator.h"
#include "domain/place/place.h"
#include "framdrift/place/v1/place_service.pb.h"

namespace framdrift::place {

using PlaceEvents = absl::StatusOr<history::EventsOf<PlaceDecider>>;

// What a command is told of the stream it is about.
struct PlaceFacts {
  // The place, which is the subject of what is sealed.
  Id16 id{};
  // The id of the part where the command chooses none.
  Id16 fresh_id{};
};

// What a command is told of another stream that it names.
struct NamedFacts {
  Id16 fresh_id{};
  // Whether there is one.
  bool exists = false;
  // What it is called.
  std::string display_name;
};

// ALREADY_EXISTS with PLACE_EXISTS; refused as Check says.
PlaceEvents Decide(const Place& state, const v1::FoundPlaceRequest& command,
                   const history::Context& context);

// Those below: NOT_FOUND with PLACE_NOT_FOUND; refused with OCCURRED_IN_FUTURE,
// OCCURRED_BEFORE_START and as Check says of the event.
// Groups, partners, goals and meetings. PARTNER_UNKNOWN and INDICATOR_UNKNOWN where there is none.
PlaceEvents Decide(const Place& state, const v1::FormGroupRequest& command, const PlaceFacts& facts,
                   const history::Context& context);
PlaceEvents Decide(const Place& state, const v1::RecordPlaceMeetingRequest& command,
                   const PlaceFacts& facts, const history::Context& context);
PlaceEvents Decide(const Place& state, const v1::AgreePartnerRequest& command,
                   const NamedFacts& facts, const history::Context& context);
PlaceEvents Decide(const Place& state, const v1::SetJointGoalRequest& command,
                   const NamedFacts& facts, const history::Context& context);

// Needs.
PlaceEvents Decide(const Place& state, const v1::RecordNeedRequest& command,
                   const PlaceFacts& facts, const history::Context& context);
PlaceEvents Decide(const Place& state, const v1::MeetNeedRequest& command,
                   const history::Context& context);
PlaceEvents Decide(const Place& state, const v1::ReassessNeedRequest& command,
                   const history::Context& context);

// Staff. STAFF_UNKNOWN where there is none such.
PlaceEvents Decide(const Place& state, const v1::ShareStaffRequest& command,
                   const NamedFacts& facts, const history::Context& context);
PlaceEvents Decide(const Place& state, const v1::RecordCompetenceActivityRequest& command,
                   const history::Context& context);
PlaceEvents Decide(const Place& state, const v1::RecordSupervisionRequest& command,
                   const history::Context& context);

// The account.
PlaceEvents Decide(const Place& state, const v1::BookAccountEntryRequest& command,
                   const history::Context& context);
PlaceEvents Decide(const Place& state, const v1::FixBaseYearRequest& command,
                   const history::Context& context);
PlaceEvents Decide(const Place& state, const v1::SetPriceIndexRequest& command,
                   const history::Context& context);

// Service.
PlaceEvents Decide(const Place& state, const v1::RecordAvoidedTripRequest& command,
                   const history::Context& context);
PlaceEvents Decide(const Place& state, const v1::SetServiceHoursRequest& command,
                   const history::Context& context);
PlaceEvents Decide(const Place& state, const v1::RecordQualityRequest& command,
                   const history::Context& context);

// The goals' indicators, by id, as they are known.
using GoalIndicators = std::map<std::string, indicators::Indicator>;
// Freezes the report of the place at the time of the evaluation, as known now.
PlaceEvents Decide(const history::Timeline<PlaceDecider>& timeline,
                   const v1::EvaluatePlaceRequest& command, const GoalIndicators& facts,
                   const history::Context& context);

// As every correction and voiding; refused with BASE_YEAR_FIXED for a base year and with
// EVALUATION_NOT_CORRECTED for an evaluation, which never change.
PlaceEvents Decide(const history::Timeline<PlaceDecider>& timeline,
                   const v1::CorrectPlaceEventRequest& command, const PlaceFacts& facts,
                   const history::Context& context);
PlaceEvents Decide(const history::Timeline<PlaceDecider>& timeline,
                   const v1::VoidPlaceEventRequest& command, const PlaceFacts& facts,
                   const history::Context& context);

}  // namespace framdrift::place
