// What there is in the demo's Ramsjö: invented needs, people, agreements and accounts.
#pragma once

#include <array>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "framdrift/place/v1/place_events.pb.h"

namespace framdrift::demo {

struct PlaceNeed {
  absl::string_view statement;
  absl::string_view who;
  absl::string_view service;
  place::v1::NeedSource source;
  place::v1::NeedFrequency frequency;
  place::v1::NeedUrgency urgency;
  // About when it is met; 0 when it is not.
  int64_t met_after_days;
  // By what, or why it is no longer there.
  absl::string_view how;
  absl::string_view contributor;
  bool lapses = false;
};
absl::Span<const PlaceNeed> PlaceNeeds();

// The first leads the work.
struct PlaceMember {
  absl::string_view home;
  absl::string_view other;
  absl::string_view competence;
  int percent_before;
  int percent_after;
  // A week.
  double hours_elsewhere;
};
absl::Span<const PlaceMember> PlaceStaff();
absl::Span<const absl::string_view> PlaceCourses();

struct LedgerShare {
  absl::string_view department;
  int32_t millionths = 0;
};
struct LedgerLine {
  absl::string_view department;
  absl::string_view account;
  absl::string_view service;
  // A month of the base year; and of each year in thousandths of that.
  int64_t kronor;
  std::array<int64_t, 4> permille;
  std::array<LedgerShare, 3> shares;
};
absl::Span<const LedgerLine> PlaceLedger();

struct PlacePartner {
  absl::string_view name;
  place::v1::Sector sector;
  absl::string_view contribution;
  int32_t hours;
  // From January 2017; 0 months long means until further notice.
  int months_until;
  int months_long;
};
absl::Span<const PlacePartner> PlacePartners();

struct OpeningHours {
  absl::string_view service;
  double before;
  double now;
  absl::string_view words;
  int months_until;
};
absl::Span<const OpeningHours> PlaceOpenings();

struct AvoidedTask {
  absl::string_view task;
  absl::string_view department;
  int64_t most_trips;
};
absl::Span<const AvoidedTask> PlaceTasks();

struct PlaceMeeting {
  absl::string_view title;
  // Which of the four groups; -1 for an open meeting.
  int group;
  absl::string_view action;
  absl::string_view responsible;
};
absl::Span<const PlaceMeeting> PlaceMeetings();

}  // namespace framdrift::demo
