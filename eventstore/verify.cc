#include "eventstore/verify.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "eventstore/codec.h"
#include "eventstore/hash.h"
#include "eventstore/keys.h"
#include "eventstore/log_reader.h"
#include "eventstore/merkle.h"

namespace framdrift::eventstore {
namespace {

constexpr Position kProgressEvery = 10000;

class Verifier {
 public:
  Verifier(const LogBackend& backend, const LogState& log) : backend_(backend), log_(log) {}

  absl::Status Check(const CommitView& commit) {
    ComputeLeaves(log_.tenant, commit, leaves_);
    if (commit.log != log_.id.log) return Fault(commit, "belongs to another log");
    if (commit.recorded_at <= recorded_at_) return Fault(commit, "is recorded before its elder");
    if (commit.key_sequence < key_sequence_) return Fault(commit, "forgets keys used before it");
    recorded_at_ = commit.recorded_at;
    key_sequence_ = commit.key_sequence;
    FD_RETURN_IF_ERROR(CheckStreams(commit));
    FD_RETURN_IF_ERROR(CheckCommitIndex(commit));
    tiles_.clear();
    tree_.Append(leaves_, tiles_);
    for (const Tile& tile : tiles_) {
      FD_ASSIGN_OR_RETURN(
          const std::optional<std::string> stored,
          backend_.Get(Column::kTree,
                       TreeKey(log_.id.tenant, log_.id.log, tile.level, tile.index)));
      if (stored != tile.bytes) {
        return Fault(
            commit,
            absl::StrCat(
                "completes tile ", tile.level, "/", tile.index, ", which is stored otherwise"));
      }
    }
    return absl::OkStatus();
  }

  const TreeEdge& tree() const { return tree_; }

 private:
  absl::Status Fault(const CommitView& commit, absl::string_view what) const {
    return absl::DataLossError(absl::StrCat("The commit at position ",
                                            commit.first_position,
                                            " of log ",
                                            static_cast<int>(log_.id.log),
                                            " of ",
                                            log_.tenant,
                                            " ",
                                            what,
                                            ". Restore the newest backup whose log verifies."));
  }

  // Each stream goes on from its last event: its revision and leaf, and so does its index.
  absl::Status CheckStreams(const CommitView& commit) {
    bitmaps_.assign(commit.streams.size(), std::string());
    std::vector<StreamHead> heads;
    for (const CommitStreamView& stream : commit.streams) {
      const StreamHead& head = streams_[stream.stream];
      if (head.revision != stream.base_revision || AsView(head.leaf) != stream.base_leaf) {
        return Fault(commit, "does not go on where its stream ended: events are missing");
      }
      heads.push_back(head);
    }
    for (const EventView& event : commit.events) {
      StreamHead& head = heads[event.stream_index];
      if (event.revision != ++head.revision) return Fault(commit, "has a gap in a stream");
      head.leaf = leaves_[event.event_index];
      std::string& bitmap = bitmaps_[event.stream_index];
      bitmap.resize(event.event_index / 8 + 1, '\0');
      bitmap.back() = static_cast<char>(bitmap.back() | (1 << (event.event_index % 8)));
    }
    for (size_t i = 0; i < heads.size(); ++i) {
      const StreamId& stream = commit.streams[i].stream;
      streams_[stream] = heads[i];
      FD_ASSIGN_OR_RETURN(
          const std::optional<std::string> stored,
          backend_.Get(Column::kStream,
                       StreamKey(log_.id.tenant, log_.id.log, stream, commit.first_position)));
      if (stored != EncodeStreamEntry({heads[i].revision, heads[i].leaf, bitmaps_[i]})) {
        return Fault(commit, "is not what the index of streams says");
      }
    }
    return absl::OkStatus();
  }

  absl::Status CheckCommitIndex(const CommitView& commit) const {
    FD_ASSIGN_OR_RETURN(
        const std::optional<std::string> stored,
        backend_.Get(Column::kCommit, CommitKey(log_.id.tenant, log_.id.log, commit.commit_id)));
    if (stored == EncodeCommitEntry({commit.first_position, commit.request_digest})) {
      return absl::OkStatus();
    }
    return Fault(commit, "is not what the index of commits says");
  }

  const LogBackend& backend_;
  const LogState& log_;
  absl::Time recorded_at_ = absl::InfinitePast();
  uint64_t key_sequence_ = 0;
  TreeEdge tree_;
  absl::flat_hash_map<StreamId, StreamHead> streams_;
  std::vector<Hash> leaves_;
  std::vector<Tile> tiles_;
  std::vector<std::string> bitmaps_;
};

}  // namespace

absl::Status VerifyLog(const LogBackend& backend, const LogState& log,
                       absl::FunctionRef<void(Position)> progress) {
  const Position head = log.head.load(std::memory_order_acquire);
  const LogReader reader(backend);
  Verifier verifier(backend, log);
  absl::Status fault;
  Position reported = 0;
  FD_RETURN_IF_ERROR(
      reader.ScanCommits(log.id, 0, head, ScanKind::kSweep, [&](const CommitView& commit) {
        fault = verifier.Check(commit);
        if (commit.last_position() >= reported + kProgressEvery) {
          reported = commit.last_position();
          progress(reported);
        }
        return fault.ok() && commit.last_position() < head;
      }));
  FD_RETURN_IF_ERROR(fault);
  // The stored tiles and the tail give the root that is served; the leaves give the true one.
  FD_ASSIGN_OR_RETURN(const TreeEdge served, reader.TreeAt(log.tenant, log.id, head));
  if (served.Root() != verifier.tree().Root()) {
    return absl::DataLossError("The tree of the log is not that of its events.");
  }
  progress(head);
  return absl::OkStatus();
}

}  // namespace framdrift::eventstore
