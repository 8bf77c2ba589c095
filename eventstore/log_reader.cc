#include "eventstore/log_reader.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace framdrift::eventstore {
namespace {

constexpr Position kEndOfLog = std::numeric_limits<Position>::max();

std::unique_ptr<RecordCursor> LogCursor(const LogBackend& backend, LogId log, ScanKind kind) {
  return backend.Scan(
      Column::kLog, kind, LogKey(log.tenant, log.log, 0), LogKey(log.tenant, log.log, kEndOfLog));
}

absl::Status Misplaced(Position position) {
  return absl::DataLossError(absl::StrCat("the log has a gap or a misplaced commit at position ",
                                          position,
                                          ". Run `framdrift log verify`."));
}

// Decodes the commit under the cursor; its bytes must say the position its key says.
absl::Status DecodeHere(const RecordCursor& cursor, absl::string_view bytes, CommitView& commit) {
  FD_RETURN_IF_ERROR(DecodeCommit(bytes, commit));
  FD_ASSIGN_OR_RETURN(const Position key, PositionOf(cursor.key(), kLogKeyBytes));
  return key == commit.first_position ? absl::OkStatus() : Misplaced(key);
}

}  // namespace

absl::StatusOr<const CommitView*> PageBuilder::AddCommit(std::string bytes) {
  auto commit = std::make_unique<Page::Commit>();
  commit->bytes = std::move(bytes);
  FD_RETURN_IF_ERROR(DecodeCommit(commit->bytes, commit->view));
  page_.commits_.push_back(std::move(commit));
  return &page_.commits_.back()->view;
}

absl::Status LogReader::ScanCommits(LogId log, Position after, Position until, ScanKind kind,
                                    absl::FunctionRef<bool(const CommitView&)> visit) const {
  if (after >= until) return absl::OkStatus();
  const std::unique_ptr<RecordCursor> cursor = LogCursor(backend_, log, kind);
  CommitView commit;
  Position expected = 0;
  cursor->SeekForPrev(LogKey(log.tenant, log.log, after + 1));
  for (; cursor->Valid(); cursor->Next()) {
    FD_RETURN_IF_ERROR(DecodeHere(*cursor, cursor->value(), commit));
    const bool first = expected == 0;
    if (first ? commit.last_position() <= after : commit.first_position != expected) {
      return Misplaced(first ? after + 1 : expected);
    }
    if (commit.first_position > until || !visit(commit)) return absl::OkStatus();
    expected = commit.last_position() + 1;
  }
  FD_RETURN_IF_ERROR(cursor->status());
  return expected > until ? absl::OkStatus() : Misplaced(std::max(expected, after + 1));
}

absl::StatusOr<Position> LogReader::Scan(LogId log, Position after, Position until,
                                         absl::FunctionRef<bool(const EventView&)> visit) const {
  Position last = after;
  FD_RETURN_IF_ERROR(
      ScanCommits(log, after, until, ScanKind::kSweep, [&](const CommitView& commit) {
        for (const EventView& event : commit.events) {
          if (event.position <= after) continue;
          if (event.position > until) return false;
          last = event.position;
          if (!visit(event)) return false;
        }
        return last < until;
      }));
  return last;
}

absl::StatusOr<Page> LogReader::ReadLog(LogId log, Position until, Position from,
                                        Direction direction, size_t limit) const {
  if (direction == Direction::kBackward) return ReadBack(log, until, from, limit);
  from = std::max<Position>(from, 1);
  PageBuilder page(until);
  if (from > until || limit == 0) return page.Finish(from > until);
  const std::unique_ptr<RecordCursor> cursor = LogCursor(backend_, log, ScanKind::kPoint);
  Position next = from;
  cursor->SeekForPrev(LogKey(log.tenant, log.log, from));
  for (; cursor->Valid() && next <= until && page.size() < limit; cursor->Next()) {
    FD_ASSIGN_OR_RETURN(const CommitView* commit, page.AddCommit(std::string(cursor->value())));
    if (commit->first_position > next || commit->last_position() < next) return Misplaced(next);
    for (const EventView& event : commit->events) {
      if (event.position < from || event.position > until || page.size() == limit) continue;
      page.AddEvent(event);
      next = event.position + 1;
    }
  }
  FD_RETURN_IF_ERROR(cursor->status());
  if (next <= until && page.size() < limit) return Misplaced(next);
  return page.Finish(next > until);
}

absl::StatusOr<Page> LogReader::ReadBack(LogId log, Position until, Position from,
                                         size_t limit) const {
  from = from == 0 ? until : std::min(from, until);
  PageBuilder page(until);
  if (from == 0 || limit == 0) return page.Finish(from == 0);
  const std::unique_ptr<RecordCursor> cursor = LogCursor(backend_, log, ScanKind::kPoint);
  Position next = from;
  cursor->SeekForPrev(LogKey(log.tenant, log.log, from));
  for (; cursor->Valid() && next > 0 && page.size() < limit; cursor->Prev()) {
    FD_ASSIGN_OR_RETURN(const CommitView* commit, page.AddCommit(std::string(cursor->value())));
    if (commit->first_position > next || commit->last_position() < next) return Misplaced(next);
    for (auto event = commit->events.rbegin(); event != commit->events.rend(); ++event) {
      if (event->position > from || page.size() == limit) continue;
      page.AddEvent(*event);
      next = event->position - 1;
    }
  }
  FD_RETURN_IF_ERROR(cursor->status());
  if (next > 0 && page.size() < limit) return Misplaced(next);
  return page.Finish(next == 0);
}

absl::StatusOr<Page> LogReader::ReadCommit(LogId log, Position until, Position position) const {
  if (position == 0 || position > until) {
    return absl::OutOfRangeError(absl::StrCat("the log ends at position ", until));
  }
  const std::unique_ptr<RecordCursor> cursor = LogCursor(backend_, log, ScanKind::kPoint);
  cursor->SeekForPrev(LogKey(log.tenant, log.log, position));
  FD_RETURN_IF_ERROR(cursor->status());
  if (!cursor->Valid()) return Misplaced(position);
  PageBuilder page(until);
  FD_ASSIGN_OR_RETURN(const CommitView* commit, page.AddCommit(std::string(cursor->value())));
  if (commit->first_position > position || commit->last_position() < position) {
    return Misplaced(position);
  }
  for (const EventView& event : commit->events) page.AddEvent(event);
  return page.Finish(true);
}

absl::StatusOr<std::optional<std::string>> LogReader::LastCommit(LogId log) const {
  const std::unique_ptr<RecordCursor> cursor = LogCursor(backend_, log, ScanKind::kPoint);
  cursor->SeekForPrev(LogKey(log.tenant, log.log, kEndOfLog));
  FD_RETURN_IF_ERROR(cursor->status());
  if (!cursor->Valid()) return std::optional<std::string>();
  return std::optional<std::string>(cursor->value());
}

absl::StatusOr<std::optional<CommitEntry>> LogReader::FindCommit(LogId log,
                                                                 const Id16& commit_id) const {
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                      backend_.Get(Column::kCommit, CommitKey(log.tenant, log.log, commit_id)));
  if (!value.has_value()) return std::optional<CommitEntry>();
  FD_ASSIGN_OR_RETURN(const CommitEntry entry, DecodeCommitEntry(*value));
  return std::optional<CommitEntry>(entry);
}

absl::StatusOr<TreeEdge> LogReader::TreeAt(absl::string_view tenant, LogId log,
                                           Position size) const {
  const Position tiled = size - size % kTileHashes;
  std::vector<Hash> tail;
  std::vector<Hash> leaves;
  FD_RETURN_IF_ERROR(ScanCommits(log, tiled, size, ScanKind::kPoint, [&](const CommitView& commit) {
    ComputeLeaves(tenant, commit, leaves);
    for (size_t i = 0; i < leaves.size(); ++i) {
      const Position position = commit.first_position + i;
      if (position > tiled && position <= size) tail.push_back(leaves[i]);
    }
    return true;
  }));
  return TreeEdge::Rebuild(
      size, tail, [&](uint8_t level, uint64_t index) -> absl::StatusOr<std::string> {
        FD_ASSIGN_OR_RETURN(
            std::optional<std::string> tile,
            backend_.Get(Column::kTree, TreeKey(log.tenant, log.log, level, index)));
        if (tile.has_value()) return *std::move(tile);
        return absl::DataLossError(absl::StrCat("tile ", level, "/", index, " is missing"));
      });
}

}  // namespace framdrift::eventstore
