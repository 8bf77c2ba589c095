// Which of a file's rows are which of those recorded before: by code and instant, as multisets.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/strong_id.h"
#include "domain/history/recorded.h"
#include "services/migration/row_identity.h"

namespace framdrift::services {

// A row that an earlier import recorded, as the source had it the last time.
struct RecordedRow {
  int64_t position = 0;
  // Where what it says now stands: its own position, or that of the import's last correction.
  int64_t said_at = 0;
  bool derived = false;
  // False when the source had taken it back.
  bool in_effect = true;
  history::Occurred occurred;
  std::string content;
};

// By identity.
using RecordedRows = std::map<Id16, RecordedRow>;

struct FileRow {
  std::string code;
  history::Occurred occurred;
  // Whether it is the same row whenever it happened, as a case's opening is.
  bool at_any_time = false;
  std::string content;
};

struct RowMatch {
  Id16 identity{};
  // Null when the row is new; else into the recorded rows.
  const RecordedRow* recorded = nullptr;
  // Whether it says what was recorded, and of the same time.
  bool same_content = false;
  bool same_time = false;
  bool same() const { return same_content && same_time; }
};

// One match for each row, no recorded row twice. Of rows with the same code and instant, first
// those that say the same are matched, then the rest in order; what is left over on the file's side
// is new and gets the next ordinals.
absl::StatusOr<std::vector<RowMatch>> MatchRows(const std::vector<FileRow>& rows,
                                                const RecordedRows& recorded,
                                                const RowIdentities& identities,
                                                absl::string_view key);

}  // namespace framdrift::services
