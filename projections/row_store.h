// Where the rows of all projections stand: a RocksDB of their own that may be thrown away any time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "projections/rows.h"
#include "projections/succession.h"

namespace framdrift::projections {

// One build of a projection's rows, of all tenants. Thread-safe. The rows of a generation that was
// dropped can be read as long as somebody holds it.
class Generation {
 public:
  virtual ~Generation() = default;
  virtual const GenerationName& name() const = 0;
  // What its rows take on the disk, without those that stand in the write-ahead log only.
  virtual uint64_t bytes() const = 0;

  // Position 0 when nothing was folded for the tenant yet.
  virtual absl::StatusOr<Checkpoint> CheckpointOf(absl::string_view tenant) const = 0;
  virtual absl::StatusOr<std::unique_ptr<RowView>> Read(absl::string_view tenant) const = 0;
};

// Gives rows one by one: fills key and value and returns true, or returns false after the last.
using NextRow = absl::FunctionRef<bool(std::string& key, std::string& value)>;

// Thread-safe, but for one tenant of a generation one thread writes at a time.
class RowStore {
 public:
  // Opens or creates the store in `directory` and adds to `found` the generations it has. DATA_LOSS
  // when the files are damaged: delete the directory, since all rows can be built anew.
  // With fewer free bytes on its disk, writes are RESOURCE_EXHAUSTED.
  static absl::StatusOr<std::unique_ptr<RowStore>> Open(
      const std::string& directory, uint64_t min_free_bytes,
      std::vector<std::shared_ptr<Generation>>& found);
  virtual ~RowStore() = default;

  // A new, empty one.
  virtual absl::StatusOr<std::shared_ptr<Generation>> Create(const GenerationName& name) = 0;
  // Drops it and its rows. Once.
  virtual absl::Status Drop(const Generation& generation) = 0;

  // What was last written of the projection; empty when nothing was.
  virtual absl::StatusOr<Succession> ReadSuccession(absl::string_view projection) const = 0;
  // Durable when it returns.
  virtual absl::Status WriteSuccession(absl::string_view projection, const Succession& next) = 0;

  struct Write {
    const Generation* generation = nullptr;
    // Without counts: see RowChanges::Settle.
    RowChanges changes;
    Checkpoint checkpoint;
  };
  // Writes the changes and checkpoints of one tenant, all or nothing. Not synced: after a power
  // loss the rows may be those of an earlier checkpoint.
  virtual absl::Status Apply(absl::string_view tenant, const std::vector<Write>& writes) = 0;
  // Fills a generation that holds nothing of the tenant with rows in order of their keys.
  virtual absl::Status Fill(const Generation& generation, absl::string_view tenant, NextRow next,
                            const Checkpoint& checkpoint) = 0;
};

}  // namespace framdrift::projections
