#include "projections/memory_rows.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "base/status_macros.h"

namespace framdrift::projections {

absl::Status MemoryRows::Write(RowChanges changes) {
  FD_RETURN_IF_ERROR(changes.Settle(*this));
  for (const auto& [key, value] : changes.puts()) {
    if (value) {
      rows_[key] = *value;
    } else {
      rows_.erase(key);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<std::string>> MemoryRows::Get(absl::string_view key) const {
  const auto it = rows_.find(std::string(key));
  return it == rows_.end() ? std::nullopt : std::make_optional(it->second);
}

absl::Status MemoryRows::Scan(
    absl::string_view prefix, absl::string_view from,
    absl::FunctionRef<bool(absl::string_view key, absl::string_view value)> visit) const {
  for (auto it = rows_.lower_bound(std::string(std::max(prefix, from))); it != rows_.end(); ++it) {
    if (!absl::StartsWith(it->first, prefix) || !visit(it->first, it->second)) break;
  }
  return absl::OkStatus();
}

}  // namespace framdrift::projections
