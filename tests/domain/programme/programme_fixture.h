// A programme with a small template and two members, for tests of what is decided of it.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "domain/programme/commands.h"
#include "domain/programme/programme.h"
#include "domain/programme/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::programme {

inline constexpr char kA[] = "0190b2c8-5b0e-7c3a-9f00-0000000000a1";
inline constexpr char kB[] = "0190b2c8-5b0e-7c3a-9f00-0000000000b2";
inline constexpr char kPart[] = "0190b2c8-5b0e-7c3a-9f00-0000000000c3";

inline FreshId Fresh() { return {*ParseUuid(kPart)}; }

inline constexpr char kTemplate[] =
    "version: 1 report_months: 3 "
    "blocks { code: 'plan' title: 'Plan' weight: 2 } "
    "blocks { code: 'measure' title: 'Measuring' weight: 1 } "
    "questions { code: 'done' title: 'What is done?' required: true } "
    "questions { code: 'support' title: 'What support?' } "
    "milestones { code: 'plan-tested' title: 'Tried' block: 'plan' "
    "status: BUILDING_BLOCK_STATUS_TESTED months: 6 } ";

// Two learning meetings; periods begin in January, April, July and October.
inline testing::Past Started() {
  return {"2023-01-01",
          absl::StrCat("programme_started { title: 'Spread' originator: 'Origo' "
                       "from_date { year: 2023 month: 1 day: 1 } "
                       "until_date { year: 2024 month: 1 day: 1 } planned_meetings: 2 "
                       "template { ",
                       kTemplate,
                       "} }")};
}

inline testing::Past Joined(const std::string& when = "2023-01-10", const std::string& member = kA,
                            const std::string& code = "9901") {
  return {when,
          absl::StrCat("member_joined { member_id: '",
                       member,
                       "' display_name: 'Kommun ",
                       code,
                       "' municipality_code: '",
                       code,
                       "' tenant: 'k",
                       code,
                       "' population: 12000 }")};
}

inline testing::Past Left(const std::string& when, const std::string& member = kA) {
  return {when, absl::StrCat("member_withdrew { member_id: '", member, "' reason: 'Resurs' }")};
}

inline testing::Past Met(const std::string& when, int number,
                         const std::vector<std::string>& members) {
  std::string event = absl::StrCat("learning_meeting_held { number: ", number);
  for (const std::string& member : members) {
    absl::StrAppend(&event, " attendances { member_id: '", member, "' persons: 2 }");
  }
  return {when, event + " }"};
}

inline testing::Past Set(const std::string& when, const std::string& block,
                         const std::string& status, const std::string& member = kA,
                         const std::string& reason = "") {
  return {when,
          absl::StrCat("building_block_status_set { member_id: '",
                       member,
                       "' block: '",
                       block,
                       "' status: BUILDING_BLOCK_STATUS_",
                       status,
                       " evidence: 'Beslut' reason: '",
                       reason,
                       "' }")};
}

inline testing::Past Ended(const std::string& when) { return {when, "programme_ended {}"}; }

// Decides on 1 February 2023 at noon, or an hour after the last event.
inline testing::Given<ProgrammeDecider> GivenProgramme(
    const std::vector<testing::Past>& more = {}) {
  std::vector<testing::Past> past = {Started(), Joined()};
  past.insert(past.end(), more.begin(), more.end());
  absl::Time now = testing::Instant("2023-02-01 12:00");
  for (const testing::Past& one : past) {
    now = std::max(now, testing::Instant(one.when) + absl::Hours(1));
  }
  testing::Given<ProgrammeDecider> given(past);
  given.At(absl::FormatTime("%Y-%m-%d %H:%M", now, testing::Stockholm()));
  return given;
}

}  // namespace framdrift::programme
