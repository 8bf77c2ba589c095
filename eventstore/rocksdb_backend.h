// A LogBackend in an embedded RocksDB of its own.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "eventstore/log_backend.h"

namespace framdrift::eventstore {

// Opens the RocksDB in `directory`, making it where there is none yet. DATA_LOSS,
// naming the file where RocksDB says which, when RocksDB refuses; UNAVAILABLE when another process
// holds it. A bit flipped in the write-ahead log is refused; a torn last record is dropped, as it
// was never acknowledged.
absl::StatusOr<std::unique_ptr<LogBackend>> OpenRocksDbBackend(const std::string& directory);

}  // namespace framdrift::eventstore
