// Folds whole logs in memory and fills empty generations with the sorted rows.
#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "eventstore/event_store.h"
#include "projections/follower.h"
#include "projections/row_store.h"

namespace framdrift::projections {

struct BulkBuildOptions {
  ZoneOf zone_of;
  // Each scans the whole log in order and applies the partitions that are its.
  int threads = 1;
  // As many events as all threads together hold at a time: a longer log is folded in more
  // partitions, one after the other, so that memory does not grow with it.
  eventstore::Position events_at_once = 8'000'000;
};

// Gets how many events of the tenant's log have been folded, of how many; false ends the build with
// CANCELLED. Called on the caller's thread.
using BulkProgress = absl::FunctionRef<bool(eventstore::Position folded, eventstore::Position all)>;

// Fills `builds`, which hold nothing of the tenant, with the rows of its log as it is now; one scan
// serves all of them. `outcomes` has a status for each build: one that is not OK is left out, and
// one whose fold fails gets its error, which names the event's position.
absl::Status BulkBuild(const eventstore::EventStore& store, RowStore& rows,
                       const std::vector<Build>& builds, const std::string& tenant,
                       const BulkBuildOptions& options, std::vector<absl::Status>& outcomes,
                       BulkProgress progress);

}  // namespace framdrift::projections
