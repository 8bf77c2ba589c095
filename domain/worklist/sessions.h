// Sessions on a worklist: those of today, and those without attendance.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "domain/activity/activity.h"
#include "domain/cases/case.h"
#include "domain/history/ids.h"
#include "domain/worklist/moment.h"
#include "framdrift/worklist/v1/worklist.pb.h"
#include "framdrift/worklist/v1/worklist_rows.pb.h"

namespace framdrift::worklist {

// An id as bytes of a row, and back; the empty id where they are none.
template <typename Id>
std::string BytesOf(const Id& id) {
  return {reinterpret_cast<const char*>(id.bytes().data()), id.bytes().size()};
}
template <typename Id>
Id IdFrom(absl::string_view bytes) {
  Id16 id{};
  if (bytes.size() != id.size()) return Id();
  std::copy(bytes.begin(), bytes.end(), id.begin());
  return Id(id);
}

// What tells at which sessions the person is expected; none while no episode is open.
std::optional<v1::OpenCase> OpenCaseOf(const cases::Case& state, absl::TimeZone zone);

// The sessions of one activity that matter, by start.
using Sessions = std::vector<activity::Session>;

// From when on sessions of each of the case's activities may matter: when the first of its steps
// began, or is to.
std::map<history::ActivityId, absl::Time> ActivitiesOf(const v1::OpenCase& open,
                                                       absl::TimeZone zone);

// The SESSION items of today and the ATTENDANCE items that are missing, by due time, then name,
// evaluated. A session is expected when its step runs then, or is planned for that day; attendance
// is missing as an exit would refuse it.
std::vector<v1::WorkItem> SessionItemsOf(const v1::OpenCase& open,
                                         const std::map<history::ActivityId, Sessions>& sessions,
                                         const Moment& moment, absl::TimeZone zone);

// Of those items the ones that also stand on the list of who leads the session, because that is
// somebody else than whose list they are on: `staff_id` is the leader, and of the case nothing is
// set but its name, the step and whether absence was announced.
std::vector<v1::WorkItem> LedItemsOf(const std::vector<v1::WorkItem>& of_case);
// Whether an item is such a one.
bool IsForLeader(const v1::WorkItem& item);

}  // namespace framdrift::worklist
