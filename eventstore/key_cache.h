// Unwrapped data keys in memory, as many as fit, and who was erased since the start.
#pragma once

#include <list>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/container/node_hash_map.h"
#include "absl/strings/string_view.h"
#include "base/mutex.h"
#include "eventstore/sealing.h"

namespace framdrift::eventstore {

// Thread-safe. Holds the newest key of a subject; the one longest unused leaves first, overwritten.
class KeyCache {
 public:
  explicit KeyCache(size_t max_keys) : max_keys_(max_keys) {}
  ~KeyCache();

  std::optional<DataKey> Find(absl::string_view tenant, const Id16& subject)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Does nothing for an erased subject: the key was read before the erasure.
  void Insert(absl::string_view tenant, const Id16& subject, const DataKey& key)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void MarkErased(absl::string_view tenant, const Id16& subject) ABSL_LOCKS_EXCLUDED(mutex_);
  bool IsErased(absl::string_view tenant, const Id16& subject) const ABSL_LOCKS_EXCLUDED(mutex_);
  size_t size() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Tenant;
  struct Entry {
    Tenant* tenant;
    Id16 subject;
    DataKey key;
  };
  using Entries = std::list<Entry>;  // most recently used first
  struct Tenant {
    absl::flat_hash_map<Id16, Entries::iterator> keys;
    absl::flat_hash_set<Id16> erased;
  };

  void Drop(Tenant& tenant, const Id16& subject) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const size_t max_keys_;
  mutable Mutex mutex_;
  Entries entries_ ABSL_GUARDED_BY(mutex_);
  absl::node_hash_map<std::string, Tenant> tenants_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace framdrift::eventstore
