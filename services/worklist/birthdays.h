// The deadline before an eighteenth birthday: on no row, worked out when one asks.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "domain/deadlines/policy_terms.h"
#include "domain/history/timeline.h"
#include "domain/policy/policy.h"
#include "framdrift/worklist/v1/worklist.pb.h"
#include "framdrift/worklist/v1/worklist_rows.pb.h"
#include "services/reading.h"

namespace framdrift::services {

// Looks up persons and cases at the reading's position, or as of then. Not thread-safe; lives for
// one answer.
class Birthdays {
 public:
  // The reading must outlive it.
  explicit Birthdays(Reading& reading, std::optional<history::AsOf> as_of = std::nullopt)
      : reading_(reading), as_of_(std::move(as_of)) {}

  // The case's item of TURNING_18, with its whole name; none where there is nothing to do.
  absl::StatusOr<std::optional<worklist::v1::WorkItem>> ItemOf(const Id16& case_id,
                                                               const worklist::v1::OpenCase& open);
  // The streams that what was worked out so far follows from, but for the policy's.
  const std::vector<eventstore::StreamId>& looked_at() const { return looked_at_; }

 private:
  Reading& reading_;
  const std::optional<history::AsOf> as_of_;
  std::vector<eventstore::StreamId> looked_at_;
  policy::PolicyHistory policies_;
  // Of `policies_`; none until a minor's case is met.
  std::optional<deadlines::PolicyTerms> terms_;
};

}  // namespace framdrift::services
