// Opens a data directory: recovers every log and compares it with its witness before anything
// starts.
#pragma once

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "eventstore/event_store.h"
#include "eventstore/head_witness.h"
#include "eventstore/key_store.h"
#include "eventstore/key_wrapper.h"
#include "eventstore/log_backend.h"
#include "eventstore/logs.h"

namespace framdrift::eventstore {

// A data directory that holds all it ever acknowledged. Members are in the order they need.
struct OpenedStore {
  std::unique_ptr<LogBackend> backend;
  uint64_t epoch = 0;
  std::unique_ptr<KeyWrapper> own_wrapper;  // null when the caller gave one
  std::unique_ptr<KeyStore> keys;
  std::unique_ptr<HeadWitness> witness;
  std::unique_ptr<Logs> logs;
};

// DATA_LOSS, reason STORE_DAMAGED, naming the file and what to do: when RocksDB refuses the log or
// the keys; when a file is missing that a used store has; when a log ends before its witnessed head
// or has another root there; when the key store is behind the log. Becoming the
// writer is the last thing done.
absl::StatusOr<OpenedStore> OpenDataDirectory(const Options& options);

}  // namespace framdrift::eventstore
