// What goes into the import of one stream, and what comes of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "base/strong_id.h"
#include "domain/history/recorded.h"
#include "eventstore/event.h"
#include "framdrift/migration/v1/migration_service.pb.h"

namespace framdrift::services {

// A row, checked, as an event of `Decider`'s stream.
template <typename Decider>
struct FactRow {
  int64_t line = 0;
  // As in the contract (ImportedRow).
  bool derived = false;
  bool own_line = false;
  std::string code;
  history::Occurred occurred;
  std::optional<absl::Time> known_at;
  typename Decider::Event event;
  std::optional<typename Decider::Sealed> sealed;

  // What follows from several rows is one fact, whichever of them is the first.
  bool at_any_time() const { return derived && !own_line; }
};

// Where rows come from: the source's key of the case, and the tags by which they are found again.
struct ImportOrigin {
  std::string key;
  Id16 source_id{};
  Id16 case_id{};
};

// What becomes of the rows, summed over the streams of a case.
struct ImportOutcome {
  std::vector<eventstore::NewEvent> events;
  std::vector<eventstore::StreamCondition> conditions;
  std::vector<migration::v1::RowReport> deviations;
  int32_t added = 0;
  int32_t unchanged = 0;
  int32_t corrected = 0;
  int32_t voided = 0;
  // Lines of unchanged rows, and how many; lines from which something derived was set right.
  std::map<int64_t, int32_t> unchanged_lines;
  std::set<int64_t> lines_set_right;

  // Counts an unchanged row as corrected where what its line says besides was set right. Once, at
  // the end.
  void SettleLines() {
    for (const int64_t line : lines_set_right) {
      if (!unchanged_lines.contains(line)) continue;
      --unchanged;
      ++corrected;
    }
  }
};

// Reason codes of what MODE_SNAPSHOT sets right.
inline constexpr char kImportReason[] = "import-snapshot";

}  // namespace framdrift::services
