// What the person lives on as the case knows it: placements, jobs, studies, months with support.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "base/strong_id.h"
#include "domain/cases/plan.h"
#include "domain/cases/stamp.h"
#include "domain/history/ids.h"
#include "framdrift/casework/v1/outcome_events.pb.h"
#include "framdrift/codes/v1/codes.pb.h"

namespace framdrift::cases {

using JobId = StrongId<struct JobIdTag>;
using StudyId = StrongId<struct StudyIdTag>;

struct Placement {
  Stamp started;
  history::PlacementId id;
  history::PartnerId partner;
  // Empty: no step of the plan.
  StepId step;
  codes::v1::ActivityType activity_type = codes::v1::ACTIVITY_TYPE_UNSPECIFIED;
  int percent = 0;
  // The first day after it, as planned.
  std::optional<absl::CivilDay> until;
  std::optional<Stamp> ended;
  casework::v1::PlacementEnd end = casework::v1::PLACEMENT_END_UNSPECIFIED;

  friend bool operator==(const Placement&, const Placement&) = default;
};

struct Job {
  Stamp started;
  JobId id;
  // Empty: the employer is no partner; its name stands sealed.
  history::PartnerId partner;
  casework::v1::JobKind kind = casework::v1::JOB_KIND_UNSPECIFIED;
  int percent = 0;
  casework::v1::JobSubsidy subsidy = casework::v1::JOB_SUBSIDY_UNSPECIFIED;
  casework::v1::Evidence evidence = casework::v1::EVIDENCE_UNSPECIFIED;
  // The first day without it.
  std::optional<Stamp> ended;

  friend bool operator==(const Job&, const Job&) = default;
};

struct Study {
  Stamp started;
  StudyId id;
  history::PartnerId partner;
  bool with_study_aid = false;
  int percent = 0;
  casework::v1::Evidence evidence = casework::v1::EVIDENCE_UNSPECIFIED;
  std::optional<Stamp> ended;
  bool completed = false;

  friend bool operator==(const Study&, const Study&) = default;
};

// This person's share of a household's income support for one month.
struct AidMonth {
  Stamp stamp;
  absl::CivilMonth month;
  history::HouseholdId household;
  bool applied = false;
  bool refused = false;
  int64_t granted_ore = 0;
  int64_t paid_ore = 0;
  int64_t reversed_ore = 0;
  casework::v1::AidRole role = casework::v1::AID_ROLE_UNSPECIFIED;
  double share = 0;

  // A month with net payment; granted but unpaid is not yet one.
  bool support_month() const { return paid_ore - reversed_ore > 0; }

  friend bool operator==(const AidMonth&, const AidMonth&) = default;
};

struct AidMonthElsewhere {
  Stamp stamp;
  absl::CivilMonth month;
  std::string municipality_code;
  std::string source;

  friend bool operator==(const AidMonthElsewhere&, const AidMonthElsewhere&) = default;
};

struct Livelihood {
  std::vector<Placement> placements;
  std::vector<Job> jobs;
  std::vector<Study> studies;
  // One for each household and month.
  std::vector<AidMonth> aid_months;
  // One for each municipality and month.
  std::vector<AidMonthElsewhere> aid_elsewhere;

  friend bool operator==(const Livelihood&, const Livelihood&) = default;
};

}  // namespace framdrift::cases
