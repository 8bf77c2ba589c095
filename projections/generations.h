// Which generation of each projection answers, which are kept from before it, and which are built.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "projections/row_store.h"
#include "projections/succession.h"

namespace framdrift::projections {

struct GenerationsOptions {
  // As RowStore::Open.
  std::string directory;
  uint64_t min_free_bytes = 0;
  // How many of a projection are kept beside the one that answers.
  size_t most_kept = 1;
  const Clock* clock = &SystemClock();
};

// Thread-safe.
class Generations {
 public:
  enum class State { kAnswering, kKept, kBuilding };
  struct Listed {
    std::shared_ptr<Generation> generation;
    State state = State::kBuilding;
    // Since when it has been in this state.
    absl::Time since;
  };

  // The errors of RowStore::Open. Those that never answered are dropped.
  static absl::StatusOr<std::unique_ptr<Generations>> Open(GenerationsOptions options);

  RowStore& rows() { return *rows_; }

  // The one that answers for the projection; null when none of this version does.
  std::shared_ptr<Generation> Active(absl::string_view projection, uint32_t version) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  // The one that answers, of whatever version, those kept, the last to answer first, and those
  // being built.
  std::vector<Listed> List(absl::string_view projection) const ABSL_LOCKS_EXCLUDED(mutex_);

  // A new, empty one, being built.
  absl::StatusOr<std::shared_ptr<Generation>> Create(absl::string_view projection, uint32_t version)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Makes it the one that answers: at any moment one does, after a crash too. The one that did is
  // kept or dropped; of those kept before, the ones beyond most_kept are dropped.
  absl::Status Activate(const Generation& generation, Previous previous)
      ABSL_LOCKS_EXCLUDED(changing_, mutex_);
  // Drops one that does not answer. One that is no more is OK.
  absl::Status Drop(const Generation& generation) ABSL_LOCKS_EXCLUDED(changing_, mutex_);

 private:
  struct Known {
    std::shared_ptr<Generation> generation;
    absl::Time created;
  };

  explicit Generations(GenerationsOptions options) : options_(std::move(options)) {}
  absl::Status OpenRows();
  Succession SuccessionOf(absl::string_view projection) const ABSL_LOCKS_EXCLUDED(mutex_);
  // Makes `next` the projection's, durably, and drops what it does not name any more.
  absl::Status Succeed(const std::string& projection, const Succession& next)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(changing_) ABSL_LOCKS_EXCLUDED(mutex_);
  // And drops them; those that cannot be are left to the next start.
  void Forget(const std::vector<GenerationName>& names) ABSL_LOCKS_EXCLUDED(mutex_);

  const GenerationsOptions options_;
  std::unique_ptr<RowStore> rows_;
  // Held while it is written who answers, which readers need not wait for.
  Mutex changing_ ABSL_ACQUIRED_BEFORE(mutex_);
  mutable Mutex mutex_;
  std::map<GenerationName, Known> known_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, Succession, std::less<>> successions_ ABSL_GUARDED_BY(mutex_);
  uint64_t last_number_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace framdrift::projections
