// How far each member has come by a day, what support it had and what it is behind with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "domain/programme/board.h"
#include "domain/programme/programme.h"
#include "framdrift/programme/v1/programme.pb.h"

namespace framdrift::programme {

// Whether the member took part at the end of `day`.
bool TookPart(const Member& member, absl::CivilDay day);

// How far it had come at the end of `day`, one for each block of `content`.
std::vector<v1::BuildingBlockStatus> StatusesOn(const Member& member, const v1::Template& content,
                                                absl::CivilDay day);
// M2 at the end of `day`.
double ProgressOn(const Member& member, const v1::Template& content, absl::CivilDay day);

struct SupportOfMonth {
  absl::CivilMonth month;
  int contacts = 0;
  int64_t minutes = 0;
};

// M3.
struct Support {
  // Of the learning meetings since it joined.
  int meetings_attended = 0;
  int meetings_held = 0;
  // From the month it joined to that of the day, or of its or the programme's last day where that
  // was before: both counted.
  std::vector<SupportOfMonth> months;
  int contacts = 0;
  int64_t minutes = 0;
  // Days as guest times persons.
  int64_t shadow_days = 0;
  int actions = 0;
  int actions_done = 0;
  // Agreed at a meeting that another has followed; and of these done before that.
  int actions_followed = 0;
  int actions_done_in_time = 0;

  // Of these months.
  double contacts_per_month() const;
};

// What a member published of an indicator, and how far that has come.
struct MeasureNow {
  const LinkedMeasure* measure = nullptr;
  // Of the latest period; null before anything was published.
  const v1::MeasurePublished* latest = nullptr;
  // What it published last, of whatever period: with the baseline and target that hold.
  const v1::MeasurePublished* goal = nullptr;
  // Whether its baseline says no more than the figures here (indicators::IsTold); what was carried
  // may have been struck through or hidden since.
  bool baseline_told = false;
  // Periods with a value that is shown, under the definition of the latest.
  int points = 0;
  // M4: baseline, target and at least three points under an unchanged definition.
  bool measurable = false;
  // M1; none without a baseline that is told, a target or a value that is shown, or where the two
  // are the same.
  std::optional<double> attainment;
};

struct Behind {
  v1::BehindWith with = v1::BEHIND_WITH_UNSPECIFIED;
  // The milestone's or action's title; of a report its period's first day.
  std::string what;
  // Since when.
  absl::CivilDay since;
};

struct MemberProgress {
  const Member* member = nullptr;
  // M2.
  double progress = 0;
  Support support;
  std::vector<MeasureNow> measures;
  // In order of since when.
  std::vector<Behind> behind;
  // Others of like size and their mean progress; none where it is alone or its size is not stated.
  int peers = 0;
  std::optional<double> progress_of_peers;
};

enum class SizeClass { kUnknown, kSmall, kMedium, kLarge };
// Below 15,000; below 50,000; from there on.
SizeClass SizeClassOf(int32_t population);

// Of every member that takes part, by name. `programme` is what had happened by the end of `day`;
// it must be started and outlive the result.
std::vector<MemberProgress> ProgressOfMembers(const Programme& programme, absl::CivilDay day);

// Parts of it.
Support SupportOf(const Programme& programme, const Member& member, absl::CivilDay day);
MeasureNow MeasureOf(const LinkedMeasure& measure);
std::vector<Behind> BehindOf(const Programme& programme, const Member& member, absl::CivilDay day);

}  // namespace framdrift::programme
