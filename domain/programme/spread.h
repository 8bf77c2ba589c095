// How the model spread: over time, from meeting to meeting, and block by block.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "domain/programme/programme.h"

namespace framdrift::programme {

// A month's end, or the day itself in its month, on the curve of adoption.
struct AdoptionPoint {
  absl::CivilMonth month;
  int members = 0;
  // Over members and blocks: the share in operation.
  double in_operation = 0;
  // The mean of M2 over members.
  double progress = 0;
};
// From the programme's first month to that of `day`; months without members are 0.
std::vector<AdoptionPoint> AdoptionOf(const Programme& programme, absl::CivilDay day);

// An indicator's last value that was published of a period over by then.
struct MeasureChange {
  const LinkedMeasure* measure = nullptr;
  double before = 0;
  double after = 0;
};

// What changed from the eve of a learning meeting to the eve of the next, or to the day.
struct MeetingChange {
  const Noted<v1::LearningMeetingHeld>* meeting = nullptr;
  absl::CivilDay until;
  int attended = 0;
  // The mean of M2 over those that attended and take part still; none where there are none.
  std::optional<double> before;
  std::optional<double> after;
  // The same over those that took part on both days and did not attend.
  std::optional<double> others_before;
  std::optional<double> others_after;
  // Of all members: how many times a block went forward, and fell back.
  int steps_forward = 0;
  int steps_back = 0;
  // Those with a value on both days.
  std::vector<MeasureChange> measures;
};
std::vector<MeetingChange> ChangesOfMeetings(const Programme& programme, absl::CivilDay day);

// How a building block came into operation.
struct BlockSpread {
  const v1::BuildingBlock* block = nullptr;
  // Of those that take part: how many, and how many have it in operation.
  int members = 0;
  int in_operation = 0;
  // Over these, civil days from joining to when it first was: the middle, and the ends.
  std::optional<double> median_days;
  int fastest_days = 0;
  int slowest_days = 0;
  // Over these, what each had before that: means.
  double meetings_before = 0;
  double contacts_before = 0;
  double shadow_days_before = 0;
};
std::vector<BlockSpread> SpreadOfBlocks(const Programme& programme, absl::CivilDay day);

}  // namespace framdrift::programme
