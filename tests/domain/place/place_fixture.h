// A place with a group, a need, staff and an account, for tests of what can happen in it.
#pragma once

#include <string>

#include "domain/place/commands.h"
#include "domain/place/place.h"
#include "domain/place/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::place {

using testing::Given;
using testing::Past;
using testing::Proto;

inline constexpr char kNeed[] = "0190b2c8-5b0e-7c3a-9f00-0000000000d1";
inline constexpr char kGroup[] = "0190b2c8-5b0e-7c3a-9f00-0000000000e1";
inline constexpr char kStaff[] = "0190b2c8-5b0e-7c3a-9f00-0000000000f1";
inline constexpr char kPartner[] = "0190b2c8-5b0e-7c3a-9f00-0000000000c1";
inline constexpr char kIndicator[] = "0190b2c8-5b0e-7c3a-9f00-0000000000b1";

inline const Past kFounded{"2016-10-01",
                           "place_founded { display_name: 'Ramsjö' municipality_code: '2161' "
                           "ore_per_km: 1850 ore_per_hour: 25000 }"};
inline const Past kFormed{"2016-10-02",
                          "group_formed { group_id: '0190b2c8-5b0e-7c3a-9f00-0000000000e1' "
                          "group_kind: GROUP_KIND_WORKING display_name: 'Måltider' "
                          "actors: 'Kost' }"};
inline const Past kRecorded{"2016-10-10",
                            "need_recorded { need_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' "
                            "statement: 'lagad mat på kvällar' "
                            "need_source: NEED_SOURCE_INTERVIEW who: 'boende över 80' "
                            "service: 'måltider' frequency: NEED_FREQUENCY_DAILY "
                            "urgency: NEED_URGENCY_HIGH }"};
inline const Past kMet{"2016-12-09",
                       "need_met { need_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' "
                       "how: 'skolköket' contributors: 'Kost' }"};
inline const Past kShared{"2016-11-01",
                          "staff_shared { staff_id: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' "
                          "home_department: 'Skola' percent_before: 60 percent_after: 85 "
                          "hours { department: 'Skola' hours_per_week: 24 } "
                          "hours { department: 'Omsorg' hours_per_week: 10 } }"};
inline const Past kBooked2015{"2016-10-05",
                              "account_entry_booked { department: 'Kost' account: '5010' "
                              "amount_ore: 10000000 year: 2015 "
                              "shares { department: 'Skola' service: 'måltider' "
                              "millionths: 333333 } "
                              "shares { department: 'Omsorg' service: 'måltider' "
                              "millionths: 666667 } }"};
inline const Past kFixed{"2016-10-06",
                         "base_year_fixed { year: 2015 index_name: 'KPI' "
                         "index_thousandths: 313350 "
                         "amounts { department: 'Omsorg' service: 'måltider' "
                         "ore_millionths: 6666670000000 } "
                         "amounts { department: 'Skola' service: 'måltider' "
                         "ore_millionths: 3333330000000 } }"};

inline PlaceFacts Facts(const std::string& fresh) {
  return {Id16{}, history::IdOrNone<NeedId>(fresh).bytes()};
}

inline NamedFacts Named(bool exists) {
  return {history::IdOrNone<NeedId>(kNeed).bytes(), exists, "Byalaget"};
}

}  // namespace framdrift::place
