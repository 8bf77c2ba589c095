// What person and municipality have agreed: the work plan and its steps.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "base/strong_id.h"
#include "domain/cases/stamp.h"
#include "domain/history/ids.h"
#include "framdrift/casework/v1/case_codes.pb.h"
#include "framdrift/codes/v1/codes.pb.h"

namespace framdrift::cases {

using StepId = StrongId<struct StepIdTag>;

// The goals' titles stand sealed at `WorkPlan::terms_stamp`, in the same order.
struct PlanGoal {
  std::optional<absl::CivilDay> target;

  friend bool operator==(const PlanGoal&, const PlanGoal&) = default;
};

struct PlanReview {
  Stamp stamp;
  casework::v1::ReviewResult result = casework::v1::REVIEW_RESULT_UNSPECIFIED;

  friend bool operator==(const PlanReview&, const PlanReview&) = default;
};

// What an event of the plan said of its next review.
struct ReviewDate {
  enum class SetBy { kAdoption, kRevision, kReview, kReviewNotHeld };

  Stamp stamp;
  SetBy set_by = SetBy::kAdoption;
  // None: as the policy says.
  std::optional<absl::CivilDay> next;

  friend bool operator==(const ReviewDate&, const ReviewDate&) = default;
};

struct PlanAcknowledgement {
  Stamp stamp;
  casework::v1::AcknowledgedBy by = casework::v1::ACKNOWLEDGED_BY_UNSPECIFIED;

  friend bool operator==(const PlanAcknowledgement&, const PlanAcknowledgement&) = default;
};

struct WorkPlan {
  Stamp adopted;
  // The adoption, or the latest revision.
  Stamp terms_stamp;
  casework::v1::PlanTrack track = casework::v1::PLAN_TRACK_UNSPECIFIED;
  std::vector<PlanGoal> goals;
  std::optional<absl::CivilDay> target;
  double hours_per_week_required = 0;
  double own_search_hours = 0;
  std::optional<absl::CivilDay> next_review;
  std::vector<PlanReview> reviews;
  // One for the adoption and each revision and review, in the order they are folded.
  std::vector<ReviewDate> review_dates;
  // Of the terms in force; none after a revision until it is seen too.
  std::optional<PlanAcknowledgement> acknowledged;

  friend bool operator==(const WorkPlan&, const WorkPlan&) = default;
};

struct Step {
  StepId id;
  // The event that planned it, and its place among that event's steps: where its text stands.
  Stamp planned;
  int index_in_event = 0;
  codes::v1::ActivityType activity_type = codes::v1::ACTIVITY_TYPE_UNSPECIFIED;
  // The tenant's own code for it, where there is one.
  std::string local_type;
  codes::v1::ActivityMode mode = codes::v1::ACTIVITY_MODE_UNSPECIFIED;
  history::ActivityId activity;
  history::PartnerId partner;
  std::optional<absl::CivilDay> from;
  // The first day after it.
  std::optional<absl::CivilDay> to;
  double hours_per_week = 0;
  std::optional<Stamp> started;
  std::optional<Stamp> completed;
  std::optional<Stamp> cancelled;

  casework::v1::StepStatus status() const {
    if (cancelled) return casework::v1::STEP_STATUS_CANCELLED;
    if (completed) return casework::v1::STEP_STATUS_COMPLETED;
    return started ? casework::v1::STEP_STATUS_STARTED : casework::v1::STEP_STATUS_PLANNED;
  }
  bool ended() const { return completed || cancelled; }
  bool running() const { return started && !ended(); }

  friend bool operator==(const Step&, const Step&) = default;
};

}  // namespace framdrift::cases
