// Histories of a case that takes part in activities, works with others and comes to an end.
#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "domain/activity/activity.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {

inline constexpr char kActivity[] = "00000000-0000-4000-8000-0000000000e1";
inline constexpr char kOtherActivity[] = "00000000-0000-4000-8000-0000000000e2";
inline constexpr char kSession[] = "00000000-0000-4000-8000-0000000000f1";
inline constexpr char kOtherSession[] = "00000000-0000-4000-8000-0000000000f2";
inline constexpr char kPart[] = "00000000-0000-4000-8000-0000000000d1";
inline constexpr char kOtherPart[] = "00000000-0000-4000-8000-0000000000d2";
inline constexpr char kReceiver[] = "00000000-0000-4000-8000-0000000000b1";
inline constexpr char kOtherReceiver[] = "00000000-0000-4000-8000-0000000000b2";
inline constexpr char kOtherUnit[] = "00000000-0000-4000-8000-000000000002";

// kStep is the catalogue activity kActivity; kOtherStep an internship without one.
inline const Past kPlannedGroup{
    "2024-03-05 13:00",
    "work_plan_adopted { terms { track: PLAN_TRACK_WORK goals { target_date { year: 2024 month: 9 "
    "day: 1 } } } steps { step_id: '00000000-0000-4000-8000-0000000000c1' activity_type: "
    "ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP activity_id: '00000000-0000-4000-8000-0000000000e1' } "
    "steps { step_id: '00000000-0000-4000-8000-0000000000c2' activity_type: "
    "ACTIVITY_TYPE_INTERNSHIP } }"};
inline const Past kOtherStarted{"2024-03-12 08:00",
                                "step_started { step_id: '00000000-0000-4000-8000-0000000000c2' }"};
inline const Past kExited{"2024-05-01", "exit_recorded { reason: EXIT_REASON_WORK_UNSUBSIDISED }"};

template <typename Id>
Id IdOf(const char* text) {
  return *Id::Parse(text);
}

// A session of two hours.
inline activity::SessionFacts SessionAt(const std::string& start, const char* id = kSession) {
  activity::SessionFacts session;
  session.id = IdOf<history::SessionId>(id);
  session.start = testing::Instant(start);
  session.end = session.start + absl::Hours(2);
  session.type = codes::v1::ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP;
  return session;
}

// The command with `id_field` set to `id`.
template <typename Request>
Request On(const std::string& id_field, const char* id, const std::string& more = "") {
  return Command<Request>(absl::StrCat(id_field, ": '", id, "' ", more));
}

}  // namespace framdrift::cases
