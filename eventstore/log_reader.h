// Reads events, streams and commits of a log.
#pragma once

#include <optional>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "eventstore/codec.h"
#include "eventstore/keys.h"
#include "eventstore/log_backend.h"
#include "eventstore/log_state.h"
#include "eventstore/page.h"

namespace framdrift::eventstore {

// Builds a page; commits must be added before views into them are.
class PageBuilder {
 public:
  explicit PageBuilder(Position head) { page_.head_ = head; }
  // DATA_LOSS when the bytes are no commit. The view lives as long as the page.
  absl::StatusOr<const CommitView*> AddCommit(std::string bytes);
  void AddEvent(const EventView& event) { page_.events_.push_back(event); }
  size_t size() const { return page_.events_.size(); }
  Page Finish(bool complete) {
    page_.complete_ = complete;
    return std::move(page_);
  }

 private:
  Page page_;
};

// Thread-safe. `until` is the last position that may be seen; the meaning of the reads is that of
// EventStore. A record that does not decode or stands in the wrong place is DATA_LOSS.
class LogReader {
 public:
  // `backend` must outlive this.
  explicit LogReader(const LogBackend& backend) : backend_(backend) {}

  absl::StatusOr<Page> ReadLog(LogId log, Position until, Position from, Direction direction,
                               size_t limit) const;
  absl::StatusOr<Page> ReadStream(LogId log, Position until, const StreamId& stream, Revision from,
                                  Direction direction, size_t limit) const;
  absl::StatusOr<Page> ReadCommit(LogId log, Position until, Position position) const;
  absl::StatusOr<Position> Scan(LogId log, Position after, Position until,
                                absl::FunctionRef<bool(const EventView&)> visit) const;
  // Visits whole commits, from the one that holds the position after `after`, until one begins
  // after `until` or `visit` returns false. Positions are dense, else DATA_LOSS.
  absl::Status ScanCommits(LogId log, Position after, Position until, ScanKind kind,
                           absl::FunctionRef<bool(const CommitView&)> visit) const;

  // Zeros when there is no such stream.
  absl::StatusOr<StreamHead> HeadOf(LogId log, Position until, const StreamId& stream) const;
  absl::StatusOr<std::optional<CommitEntry>> FindCommit(LogId log, const Id16& commit_id) const;
  // The newest commit's bytes; none when the log is empty.
  absl::StatusOr<std::optional<std::string>> LastCommit(LogId log) const;
  // The tree when the log held `size` events, all of which must be there.
  absl::StatusOr<TreeEdge> TreeAt(absl::string_view tenant, LogId log, Position size) const;

 private:
  absl::StatusOr<Page> ReadBack(LogId log, Position until, Position from, size_t limit) const;

  const LogBackend& backend_;
};

}  // namespace framdrift::eventstore
