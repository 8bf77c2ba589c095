// Pages of worklists as they were answered, encoded, for as long as they would be answered so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/mutex.h"
#include "eventstore/event.h"
#include "projections/change_feed.h"
#include "projections/worklist.h"

namespace framdrift::services {

// The first page of a list, and all that it follows from.
struct KeptList {
  // What of the answer is the same at every position and instant it holds for.
  std::shared_ptr<const std::string> bytes;
  int64_t total = 0;
  // The last item of the page; empty where no page follows.
  std::string last;
  // The rows it was made of, and the instants it holds for: from `from` on, before `until`.
  eventstore::Position position = 0;
  absl::Time from;
  absl::Time until;
  // On these lists stand the rows it was made of, and these streams were looked at.
  std::vector<projections::ListOf> lists;
  std::vector<eventstore::StreamId> streams;
};

// Thread-safe. Told by the change feed what was written, it gives nothing that could be another by
// then. Holds nothing that cannot be made anew.
class KeptLists {
 public:
  static constexpr size_t kMaxBytes = size_t{64} << 20;

  // `changes` must outlive it.
  explicit KeptLists(projections::ChangeFeed& changes, size_t max_bytes = kMaxBytes);
  ~KeptLists();

  // How often it was told of the tenant's rows: to be asked before what is kept is read.
  uint64_t Told(absl::string_view tenant) ABSL_LOCKS_EXCLUDED(mutex_);
  // Keeps a list that was made of what was read after Told said `told`.
  void Keep(absl::string_view key, uint64_t told, KeptList list) ABSL_LOCKS_EXCLUDED(mutex_);
  // The list kept under `key`, which is of one tenant, where it is that of rows at `position`, seen
  // at `now`; else null.
  std::shared_ptr<const KeptList> Find(absl::string_view tenant, absl::string_view key,
                                       eventstore::Position position, absl::Time now)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // What was told of one tenant since it was first asked for.
  struct Tenant {
    uint64_t told = 0;
    eventstore::Position position = 0;
    // Which telling was the last that any list may have changed with, and of each list and stream.
    uint64_t all = 0;
    std::map<projections::ListOf, uint64_t> lists;
    absl::flat_hash_map<eventstore::StreamId, uint64_t> streams;
  };
  struct Entry {
    std::string key;
    // Nothing it follows from has changed since it was made, up to this telling.
    uint64_t told = 0;
    std::shared_ptr<const KeptList> list;
    size_t bytes = 0;
  };
  using Entries = std::list<Entry>;

  void Hear(const projections::RowsWritten& written) ABSL_LOCKS_EXCLUDED(mutex_);
  static bool IsAsItWas(const Tenant& tenant, const Entry& entry);
  void Remove(Entries::iterator entry) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  projections::ChangeFeed& changes_;
  const size_t max_bytes_;
  Mutex mutex_;
  absl::flat_hash_map<std::string, Tenant> tenants_ ABSL_GUARDED_BY(mutex_);
  // The latest used first.
  Entries by_use_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, Entries::iterator> entries_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t listening_ = 0;
};

}  // namespace framdrift::services
