// Rows in memory, made anew for one answer.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "projections/rows.h"

namespace framdrift::projections {

// Constant once it is shared.
class MemoryRows final : public RowView {
 public:
  explicit MemoryRows(const Checkpoint& checkpoint) : checkpoint_(checkpoint) {}

  // Puts and deletes rows; whatever was counted counts among these.
  absl::Status Write(RowChanges changes);

  const Checkpoint& checkpoint() const override { return checkpoint_; }
  absl::StatusOr<std::optional<std::string>> Get(absl::string_view key) const override;
  absl::Status Scan(
      absl::string_view prefix, absl::string_view from,
      absl::FunctionRef<bool(absl::string_view key, absl::string_view value)> visit) const override;

 private:
  const Checkpoint checkpoint_;
  std::map<std::string, std::string> rows_;
};

}  // namespace framdrift::projections
