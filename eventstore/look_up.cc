#include "eventstore/look_up.h"

#include <algorithm>
#include <limits>

#include "absl/container/flat_hash_map.h"
#include "base/refusal.h"
#include "base/status_macros.h"

namespace framdrift::eventstore {
namespace {

constexpr Position kNewest = std::numeric_limits<Position>::max();
// Below this many pairs comparing them all is quicker than a table.
constexpr size_t kFewPairs = 64;

// For each condition the index of its stream among those written.
void MatchConditions(const PreparedCommit& commit,
                     absl::InlinedVector<PendingCondition, 1>& conditions) {
  conditions.assign(commit.conditions.size(), {PendingCondition::kNotWritten, {}});
  absl::flat_hash_map<StreamId, uint32_t> table;
  const bool few = commit.conditions.size() * commit.streams.size() <= kFewPairs;
  for (uint32_t i = 0; i < commit.streams.size() && !few; ++i) {
    table.emplace(commit.streams[i].stream, i);
  }
  for (size_t i = 0; i < conditions.size(); ++i) {
    const StreamId& stream = commit.conditions[i].stream;
    if (const auto found = table.find(stream); found != table.end()) {
      conditions[i].written = found->second;
    }
    for (uint32_t j = 0; j < commit.streams.size() && few; ++j) {
      if (commit.streams[j].stream == stream) conditions[i].written = j;
    }
  }
}

// Lowers pending.read_at to the time of what the cache gives.
absl::StatusOr<StreamHead> HeadOf(const LogReader& reader, HeadCache& cache, const LookUpAge& age,
                                  const StreamId& stream, PendingCommit& pending) {
  const LogState& log = *pending.log;
  const std::optional<HeadCache::Entry> cached = cache.Find({log.index, stream}, age.fresh_from);
  if (cached.has_value()) {
    pending.read_at = std::min(pending.read_at, cached->read_at);
    return cached->head;
  }
  FD_ASSIGN_OR_RETURN(const StreamHead head, reader.HeadOf(log.id, kNewest, stream));
  cache.Insert({log.index, stream}, {head, age.durable_group});
  return head;
}

}  // namespace

absl::StatusOr<CommitResult> ReadResult(const LogReader& reader, LogId log,
                                        const CommitEntry& entry) {
  CommitResult result;
  FD_RETURN_IF_ERROR(reader.ScanCommits(log,
                                        entry.first_position - 1,
                                        entry.first_position,
                                        ScanKind::kPoint,
                                        [&](const CommitView& commit) {
                                          result = ResultOf(commit);
                                          return false;
                                        }));
  if (result.first_position == entry.first_position) return result;
  return absl::DataLossError("the index of commits names a commit that is not there");
}

absl::StatusOr<std::optional<CommitResult>> LookUp(const LogReader& reader, HeadCache& cache,
                                                   const LookUpAge& age, PendingCommit& pending) {
  const LogId log = pending.log->id;
  pending.read_at = age.durable_group;
  FD_ASSIGN_OR_RETURN(const std::optional<CommitEntry> earlier,
                      reader.FindCommit(log, pending.commit.commit_id));
  if (earlier.has_value()) {
    if (earlier->request_digest != pending.commit.request_digest) {
      return StatusWithReason(absl::StatusCode::kAlreadyExists,
                              kCommitIdReused,
                              "Another request was carried out under this id. Use a new one.");
    }
    FD_ASSIGN_OR_RETURN(CommitResult result, ReadResult(reader, log, *earlier));
    return std::optional<CommitResult>(std::move(result));
  }
  pending.heads.clear();
  for (const PreparedStream& stream : pending.commit.streams) {
    FD_ASSIGN_OR_RETURN(const StreamHead head, HeadOf(reader, cache, age, stream.stream, pending));
    pending.heads.push_back(head);
  }
  MatchConditions(pending.commit, pending.conditions);
  for (size_t i = 0; i < pending.conditions.size(); ++i) {
    if (pending.conditions[i].written != PendingCondition::kNotWritten) continue;
    FD_ASSIGN_OR_RETURN(pending.conditions[i].head,
                        HeadOf(reader, cache, age, pending.commit.conditions[i].stream, pending));
  }
  return std::optional<CommitResult>();
}

}  // namespace framdrift::eventstore
