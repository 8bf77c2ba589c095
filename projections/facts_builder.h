// The build of the rows of facts, each stream folded as a whole once it is read.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "domain/history/timeline.h"
#include "projections/facts_rows.h"
#include "projections/kept_events.h"
#include "projections/kept_fold.h"
#include "projections/projection.h"

namespace framdrift::projections {

// Each row follows from one stream and the policies. Not thread-safe.
class FactsBuilder final : public Builder {
 public:
  // Makes rows of what was true and known at `as_of`; nothing means all there is.
  FactsBuilder(FoldSource source, const Partition& partition, std::optional<history::AsOf> as_of)
      : source_(std::move(source)), partition_(partition), as_of_(as_of) {}

  static Routing RoutingOf(uint16_t stream_kind);
  absl::Status Apply(const eventstore::EventView& event) override;
  absl::Status Finish(RowChanges& changes, FoldedCallback folded) override;

 private:
  absl::Status FoldPolicies(RowChanges& changes, FoldedCallback folded);

  const FoldSource source_;
  const Partition partition_;
  const std::optional<history::AsOf> as_of_;
  KeptEvents policies_;
  KeptEvents kept_;
  uint64_t events_ = 0;
  std::unique_ptr<facts_rows::Terms> terms_;
};

}  // namespace framdrift::projections
