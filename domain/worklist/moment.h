// Where items stand on a list at the instant one asks.
#pragma once

#include "absl/time/time.h"
#include "framdrift/worklist/v1/worklist.pb.h"

namespace framdrift::worklist {

// The instant one asks at, and what of the days around it a list shows.
struct Moment {
  absl::Time now;
  // The first instant of tomorrow.
  absl::Time tomorrow;
  // The first instant whose deadlines and reminders are not shown yet.
  absl::Time horizon;

  // With deadlines and reminders of today and `due_days` days more. Days are civil days in `zone`.
  static Moment At(absl::Time now, int due_days, absl::TimeZone zone);
};

// The order of lists: by due time, then case, then name.
bool StandsBefore(const v1::WorkItem& a, const v1::WorkItem& b);

// UNSPECIFIED where the item is not on the list then.
v1::WorkItemGroup GroupAt(const v1::WorkItem& item, const Moment& moment);
// Sets `group` and `late`.
void Evaluate(const Moment& moment, v1::WorkItem& item);

}  // namespace framdrift::worklist
