// The facts that a question is asked of: those of now, or those of a past that was asked about.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/mutex.h"
#include "domain/indicators/fact_tables.h"
#include "domain/indicators/moment.h"
#include "domain/indicators/selection.h"
#include "projections/live_facts.h"
#include "services/past.h"
#include "services/reading.h"

namespace framdrift::services {

// Borrows; lives for one answer.
struct FactsAt {
  const indicators::FactTables& tables;
  // Streams at the position of the tables.
  Reading& reading;
  absl::Time evaluated_at;
  // Streams as the first page saw them: definitions are those of now where the facts are not.
  Reading& definitions;
  // What the questions of one answer have in common.
  indicators::Selections selections = {};

  indicators::Moment moment() const {
    return indicators::MomentOf(evaluated_at, reading.context().zone);
  }
  indicators::DayNumber day() const { return indicators::DayOf(moment()); }
};

// What the pages of one list share.
struct FactsPin {
  eventstore::Position position = 0;
  absl::Time evaluated_at;
  // Of definitions.
  eventstore::Position defined_at = 0;
};

// Thread-safe. Keeps the latest pasts that were asked about, for their next pages.
class FactsAsked {
 public:
  static constexpr size_t kMostPasts = 3;

  // The runtime, which must have a projector, must outlive it.
  explicit FactsAsked(Runtime& runtime) : runtime_(runtime), live_(*runtime.projector) {}

  using Use = absl::FunctionRef<absl::Status(FactsAt& facts)>;
  // Calls `use` with the facts that `asked` means for `reading`, whose rows are those of facts: of
  // the positions and instant that `pin` says, where it does. The errors of PastOf.
  absl::Status With(Reading& reading, const PastAsked& asked, const std::optional<FactsPin>& pin,
                    Use use) ABSL_LOCKS_EXCLUDED(mutex_);
  // The facts of now.
  absl::Status WithLive(const TenantEntry& tenant, const history::Actor& actor, Use use);
  // Those that were true and known then.
  absl::StatusOr<std::shared_ptr<const indicators::FactTables>> Then(const TenantEntry& tenant,
                                                                     const history::AsOf& as_of)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Kept {
    std::string tenant;
    history::AsOf as_of;
    std::shared_ptr<const indicators::FactTables> tables;
  };
  // `definitions` is null where they are those of the past too.
  absl::Status UseThen(Reading& reading, const Past& past, Reading* definitions, Use use);

  Runtime& runtime_;
  projections::LiveFacts live_;
  Mutex mutex_;
  // The latest used first.
  std::list<Kept> kept_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace framdrift::services
