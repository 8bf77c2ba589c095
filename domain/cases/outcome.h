// How an episode ended and what became of it: the exit, its follow-ups, the end of observation.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "domain/cases/stamp.h"
#include "framdrift/casework/v1/outcome_events.pb.h"
#include "framdrift/codes/v1/codes.pb.h"

namespace framdrift::cases {

// The marks at which an exit is followed up, in months after it.
inline constexpr std::array<int, 5> kFollowUpMonths = {1, 3, 6, 12, 24};
// So many tries without an answer settle a mark.
inline constexpr int kUnansweredTries = 2;

struct Exit {
  Stamp stamp;
  codes::v1::ExitReason reason = codes::v1::EXIT_REASON_UNSPECIFIED;
  std::string local_code;
  codes::v1::LivelihoodState destination = codes::v1::LIVELIHOOD_STATE_UNSPECIFIED;
  bool subsidised = false;
  double hours_per_week = 0;
  casework::v1::Evidence evidence = casework::v1::EVIDENCE_UNSPECIFIED;
  // Of the reason in force; none after a reclassification until it is verified too.
  std::optional<Stamp> verified;
  std::optional<Stamp> reclassified;

  friend bool operator==(const Exit&, const Exit&) = default;
};

struct FollowUpTry {
  Stamp stamp;
  casework::v1::StillSelfSupporting answer = casework::v1::STILL_SELF_SUPPORTING_UNSPECIFIED;
  casework::v1::FollowUpSource source = casework::v1::FOLLOW_UP_SOURCE_UNSPECIFIED;
  codes::v1::LivelihoodState livelihood = codes::v1::LIVELIHOOD_STATE_UNSPECIFIED;

  friend bool operator==(const FollowUpTry&, const FollowUpTry&) = default;
};

// One mark that somebody has tried or waived.
struct FollowUp {
  int month = 0;
  std::vector<FollowUpTry> tries;
  std::optional<Stamp> waived;
  casework::v1::WaiveReason waive_reason = casework::v1::WAIVE_REASON_UNSPECIFIED;

  // Answered; else waived; else NO_ANSWER after two tries; UNSPECIFIED while it is open or waived.
  casework::v1::StillSelfSupporting answer() const;
  // Answered, tried in vain twice, or waived.
  bool settled() const;

  friend bool operator==(const FollowUp&, const FollowUp&) = default;
};

struct ObservationEnd {
  Stamp stamp;
  casework::v1::ObservationEnd reason = casework::v1::OBSERVATION_END_UNSPECIFIED;

  friend bool operator==(const ObservationEnd&, const ObservationEnd&) = default;
};

struct Outcome {
  std::optional<Exit> exit;
  std::vector<FollowUp> follow_ups;
  std::optional<ObservationEnd> observation_end;

  // Null when nobody has tried or waived that mark.
  const FollowUp* FindFollowUp(int month) const;
  // True when every mark of kFollowUpMonths is settled.
  bool follow_ups_settled() const;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

}  // namespace framdrift::cases
