// What tests of cases share: short histories to begin with, and the decider they fold with.
#pragma once

#include <string>
#include <vector>

#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/case_service.pb.h"
#include "tests/testing/given.h"

namespace framdrift::cases {

using testing::Past;
using testing::Proto;
using GivenCase = testing::Given<CaseDecider>;

inline constexpr char kUnit[] = "00000000-0000-4000-8000-000000000001";
inline constexpr char kAnna[] = "00000000-0000-4000-8000-00000000000a";
inline constexpr char kBertil[] = "00000000-0000-4000-8000-00000000000b";
inline constexpr char kStep[] = "00000000-0000-4000-8000-0000000000c1";
inline constexpr char kOtherStep[] = "00000000-0000-4000-8000-0000000000c2";

inline const Past kOpened{"2024-03-01 09:00",
                          "case_opened { target_group: TARGET_GROUP_YOUNG unit_id: "
                          "'00000000-0000-4000-8000-000000000001' }"};
inline const Past kContacted{"2024-03-04 10:00", "first_contact_held { mode: CONTACT_MODE_VISIT }"};
inline const Past kNote{"2024-03-06 10:00", "note_added { note_kind: NOTE_KIND_RECORD }"};
inline const Past kLockOfNote{"2024-03-06 11:00", "note_locked { note_position: 2 }"};
inline const Past kPlanned{
    "2024-03-05 13:00",
    "work_plan_adopted { terms { track: PLAN_TRACK_WORK goals { target_date { year: 2024 month: 9 "
    "day: 1 } } } steps { step_id: '00000000-0000-4000-8000-0000000000c1' activity_type: "
    "ACTIVITY_TYPE_INTERNSHIP } }"};
inline const Past kStarted{"2024-03-11 08:00",
                           "step_started { step_id: '00000000-0000-4000-8000-0000000000c1' }"};
inline const Past kCompleted{"2024-04-12 16:00",
                             "step_completed { step_id: '00000000-0000-4000-8000-0000000000c1' }"};

// The command of that type on one case, with these fields.
template <typename Request>
Request Command(const std::string& text = "") {
  Request request = Proto<Request>(text);
  request.set_name("tenants/lund/cases/00000000-0000-4000-8000-0000000000ff");
  return request;
}

}  // namespace framdrift::cases
