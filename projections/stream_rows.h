// The rows of projections with one row for each stream: listed by a sort key, found by id, counted.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "eventstore/event_view.h"
#include "google/protobuf/message.h"
#include "projections/projection.h"
#include "projections/rows.h"

namespace framdrift::projections {

// Keys begin with a letter: `l` + sort key + id → the row; `i` + id → its sort key; `n` + counter →
// how many rows count there.
inline constexpr char kListPrefix[] = "l";
inline constexpr char kIdPrefix[] = "i";
inline constexpr char kCounterPrefix[] = "n";

std::string ListKey(absl::string_view sort_key, const Id16& id);
// The id that ends a ListKey.
absl::StatusOr<Id16> IdOfListKey(absl::string_view key);  // else DATA_LOSS

// What stands in the rows for a stream, as far as it is known without reading.
struct StoredRow {
  bool known = false;
  bool present = false;
  std::string sort_key;
  std::vector<std::string> counters;
};

struct NewRow {
  bool due = false;
  std::string sort_key;
  std::string value;
  std::vector<std::string> counters;
};

// Puts `made` where `stored` was, and remembers it there.
void Replace(const Id16& id, NewRow made, StoredRow& stored, RowChanges& changes);

struct FoundRow {
  std::string sort_key;
  std::string value;
};
absl::StatusOr<std::optional<FoundRow>> FindRow(const RowView& rows, const Id16& id);

absl::Status UnreadableRow(const Id16& id);

// The bytes that are the same whenever the message is.
std::string SerializeRow(const google::protobuf::Message& row);

// Visits the events of a stream up to position `until`, but for those whose header is erased.
absl::Status ReadStreamUntil(
    const FoldSource& source, const eventstore::StreamId& stream, eventstore::Position until,
    absl::FunctionRef<absl::Status(const eventstore::EventView& event)> visit);

// `time` as bytes that sort as it does.
std::string SortableTime(absl::Time time);
// `count` rows stand under `key`.
std::string CounterKey(absl::string_view key);

}  // namespace framdrift::projections
