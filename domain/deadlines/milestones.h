// Which milestones start, meet and close each deadline and begin each phase, and which events set
// them.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/cases/case.h"
#include "domain/deadlines/deadline.h"
#include "domain/household/household.h"
#include "framdrift/casework/v1/case_codes.pb.h"

namespace framdrift::deadlines {

struct RuleMilestones {
  casework::v1::Deadline rule;
  std::vector<casework::v1::Milestone> started_by;
  std::vector<casework::v1::Milestone> met_by;
  std::vector<casework::v1::Milestone> closed_by;
};

// Every rule that is ever due.
const std::vector<RuleMilestones>& MilestonesOfRules();
// What an episode in the phase has reached; the follow-ups of a closed one may be waived instead.
casework::v1::Milestone MilestoneOf(casework::v1::Phase phase);

// Each time the episode reached the milestone, in the order its events are folded. Support months
// and placements are those of the whole case.
std::vector<cases::Stamp> MomentsOf(const cases::Case& state, size_t episode,
                                    casework::v1::Milestone milestone);
// The same for an application; nothing for a milestone of a case.
std::vector<cases::Stamp> MomentsOf(const household::Household& state,
                                    const household::ApplicationId& application,
                                    casework::v1::Milestone milestone);

// The first time; none when it was not reached.
std::optional<Moment> FirstOf(const cases::Case& state, size_t episode,
                              casework::v1::Milestone milestone);
// When the mark was settled: by an answer, or by one try in vain too many.
std::optional<cases::Stamp> SettledAt(const cases::FollowUp& mark);

}  // namespace framdrift::deadlines
