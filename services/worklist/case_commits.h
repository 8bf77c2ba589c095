// The commits of a stretch of the log that touched cases, and who answered for these.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/strong_id.h"
#include "eventstore/event.h"
#include "framdrift/worklist/v1/worklist_service.pb.h"
#include "services/runtime.h"
#include "services/worklist/scope.h"

namespace framdrift::services {

// What one commit did to one case.
struct CaseCommit {
  // Of the commit's last event.
  eventstore::Position position = 0;
  // The last before the commit's first event of the case.
  eventstore::Position before = 0;
  Id16 case_id{};
  // As CaseEvent names them, in order; nothing for an event whose header is erased.
  std::vector<std::string> kinds;
  absl::Time recorded_at;
  // Who answered for the case before it, and after it where that is somebody else.
  std::vector<CaseHolder> holders;
};

struct LogStretch {
  // In order of position, then as the commit has them.
  std::vector<CaseCommit> commits;
  // Whose streams were written.
  std::set<Id16> staff;
  std::set<Id16> persons;
  // Whether a policy or a unit was: lists may then be others as a whole.
  bool lists_changed = false;
  // Whether items may have changed that do not follow from a case's own events, as sessions and
  // applications, or that stand on lists of others than those who answer for it.
  bool items_changed = false;
  // Whether a case may be expected at other sessions, or have other attendance, which stands on the
  // lists of those who lead them.
  bool sessions_changed = false;
  // Whether the stretch ends with a whole commit.
  bool complete = true;
};

// What is written between: commits that end after `after`, up to where `rows` hold. Waits for the
// disk where streams are not in memory. DATA_LOSS when the log does not read.
absl::StatusOr<LogStretch> ReadStretch(Runtime& runtime, const TenantEntry& tenant,
                                       eventstore::Position after,
                                       const projections::RowView& rows);

worklist::v1::WorklistChange ChangeFrom(const std::string& tenant, const CaseCommit& commit);

}  // namespace framdrift::services
