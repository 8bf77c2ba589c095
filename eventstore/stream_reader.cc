#include <algorithm>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "eventstore/log_reader.h"

namespace framdrift::eventstore {
namespace {

std::unique_ptr<RecordCursor> StreamCursor(const LogBackend& backend, LogId log,
                                           const StreamId& stream) {
  return backend.Scan(Column::kStream,
                      ScanKind::kPoint,
                      StreamKey(log.tenant, log.log, stream, 0),
                      StreamKey(log.tenant, log.log, stream, std::numeric_limits<Position>::max()));
}

// Walks the index of one stream one way, collecting the keys of commits until they hold `limit`
// events of revisions on the wanted side of `from`.
struct IndexWalk {
  std::vector<std::string> keys;
  bool complete = true;
};

absl::StatusOr<IndexWalk> WalkForward(const LogBackend& backend, LogId log, Position until,
                                      const StreamId& stream, Revision from, size_t limit) {
  IndexWalk walk;
  Revision reached = from - 1;
  const std::unique_ptr<RecordCursor> cursor = StreamCursor(backend, log, stream);
  cursor->Seek(StreamKey(log.tenant, log.log, stream, 0));
  for (; cursor->Valid(); cursor->Next()) {
    FD_ASSIGN_OR_RETURN(const Position position, PositionOf(cursor->key(), kStreamKeyBytes));
    if (position > until) break;
    if (reached - (from - 1) >= limit) {
      walk.complete = false;
      break;
    }
    FD_ASSIGN_OR_RETURN(const StreamEntry entry, DecodeStreamEntry(cursor->value()));
    if (entry.revision < from) continue;
    walk.keys.push_back(LogKey(log.tenant, log.log, position));
    reached = entry.revision;
  }
  FD_RETURN_IF_ERROR(cursor->status());
  walk.complete = walk.complete && reached - (from - 1) <= limit;
  return walk;
}

absl::StatusOr<IndexWalk> WalkBack(const LogBackend& backend, LogId log, Position until,
                                   const StreamId& stream, Revision& from, size_t limit) {
  IndexWalk walk;
  const std::unique_ptr<RecordCursor> cursor = StreamCursor(backend, log, stream);
  cursor->SeekForPrev(StreamKey(log.tenant, log.log, stream, until));
  bool started = false;
  for (; cursor->Valid(); cursor->Prev()) {
    FD_ASSIGN_OR_RETURN(const Position position, PositionOf(cursor->key(), kStreamKeyBytes));
    FD_ASSIGN_OR_RETURN(const StreamEntry entry, DecodeStreamEntry(cursor->value()));
    if (!started) from = from == 0 ? entry.revision : std::min(from, entry.revision);
    started = true;
    // This commit's events of the stream end at entry.revision, so it starts the page, goes on with
    // it, or lies wholly behind it.
    if (entry.revision < from && from - entry.revision >= limit) break;
    walk.keys.push_back(LogKey(log.tenant, log.log, position));
  }
  FD_RETURN_IF_ERROR(cursor->status());
  walk.complete = from <= limit;
  return walk;
}

}  // namespace

absl::StatusOr<StreamHead> LogReader::HeadOf(LogId log, Position until,
                                             const StreamId& stream) const {
  const std::unique_ptr<RecordCursor> cursor = StreamCursor(backend_, log, stream);
  cursor->SeekForPrev(StreamKey(log.tenant, log.log, stream, until));
  FD_RETURN_IF_ERROR(cursor->status());
  if (!cursor->Valid()) return StreamHead{};
  FD_ASSIGN_OR_RETURN(const StreamEntry entry, DecodeStreamEntry(cursor->value()));
  return StreamHead{entry.revision, entry.leaf};
}

absl::StatusOr<Page> LogReader::ReadStream(LogId log, Position until, const StreamId& stream,
                                           Revision from, Direction direction, size_t limit) const {
  const bool forward = direction == Direction::kForward;
  if (forward) from = std::max<Revision>(from, 1);
  PageBuilder page(until);
  if (limit == 0) return page.Finish(false);
  FD_ASSIGN_OR_RETURN(IndexWalk walk,
                      forward ? WalkForward(backend_, log, until, stream, from, limit)
                              : WalkBack(backend_, log, until, stream, from, limit));
  if (!forward) std::reverse(walk.keys.begin(), walk.keys.end());
  FD_ASSIGN_OR_RETURN(std::vector<std::string> commits, backend_.GetAll(Column::kLog, walk.keys));
  if (!forward) std::reverse(commits.begin(), commits.end());
  for (std::string& bytes : commits) {
    FD_ASSIGN_OR_RETURN(const CommitView* commit, page.AddCommit(std::move(bytes)));
    const auto add = [&](const EventView& event) {
      if (event.stream != stream || page.size() == limit) return;
      if (forward ? event.revision >= from : event.revision <= from) page.AddEvent(event);
    };
    if (forward) {
      std::for_each(commit->events.begin(), commit->events.end(), add);
    } else {
      std::for_each(commit->events.rbegin(), commit->events.rend(), add);
    }
  }
  return page.Finish(walk.complete);
}

}  // namespace framdrift::eventstore
