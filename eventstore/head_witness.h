// What the log held at least, kept outside RocksDB: shows when RocksDB opens without it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "eventstore/event.h"
#include "eventstore/log_backend.h"

namespace framdrift::eventstore {

// The root of a log's tree when it held `position` events.
struct WitnessedHead {
  LogId log;
  Position position = 0;
  Hash root{};
  friend bool operator==(const WitnessedHead&, const WitnessedHead&) = default;
};

// Two checksummed slots in one file (FORMAT.md). Writes go to one slot until a sync makes it
// durable, then to the other: whatever is torn, one slot is whole. Not thread-safe.
class HeadWitness {
 public:
  // Makes `path` with no heads in it, synced, with its directory. ALREADY_EXISTS if there is one.
  static absl::StatusOr<std::unique_ptr<HeadWitness>> Create(const std::string& path);
  // NOT_FOUND without the file; DATA_LOSS, naming it, when neither slot is whole.
  static absl::StatusOr<std::unique_ptr<HeadWitness>> Open(const std::string& path);
  ~HeadWitness();
  HeadWitness(const HeadWitness&) = delete;
  HeadWitness& operator=(const HeadWitness&) = delete;

  // The newest heads written, sorted by log.
  const std::vector<WitnessedHead>& heads() const { return heads_; }
  // Replaces the heads of these logs. Survives the process at once, a power loss after Sync.
  absl::Status Write(const std::vector<WitnessedHead>& changed);
  absl::Status Sync();
  // Whether something was written since the last Sync.
  bool dirty() const { return dirty_; }

 private:
  HeadWitness(std::string path, int file, uint64_t slot_bytes)
      : path_(std::move(path)), file_(file), slot_bytes_(slot_bytes) {}
  absl::Status WriteSlot();
  // Makes the file again with room for all heads.
  absl::Status Grow();

  const std::string path_;
  int file_;
  uint64_t slot_bytes_;
  uint64_t sequence_ = 0;
  uint64_t slot_ = 0;  // the one written to
  bool dirty_ = false;
  std::vector<WitnessedHead> heads_;
};

}  // namespace framdrift::eventstore
