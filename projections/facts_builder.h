// The build of the rows of facts.
#pragma once

#include <cstdint>
#include <optional>

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
  FactsBuilder(FoldSource source, const Partition& partition, std::optional<history::AsOf> as_of);

  static Routing RoutingOf(uint16_t stream_kind);
  bool Folds(uint16_t kind) const override { return RoutingOf(kind) != Routing::kNone; }
  absl::Status FoldStream(const eventstore::StreamId& id, const KeptEvents::Stream& stream,
                          RowChanges& changes) override;
  absl::Status Finish(RowChanges& changes) override;

 private:
  absl::Status FoldPolicy(const eventstore::StreamId& id, const KeptEvents::Stream& stream);
  absl::StatusOr<facts_rows::Rows> RowsOf(const eventstore::StreamId& id,
                                          const KeptEvents::Stream& stream);
  // Once all policies are folded.
  const facts_rows::Terms& Policies();

  const FoldSource source_;
  const Partition partition_;
  const std::optional<history::AsOf> as_of_;
  KeptFold<indicators::CaseHistoryDecider> cases_;
  KeptFold<household::HouseholdDecider> households_;
  KeptFold<person::PersonDecider> persons_;
  KeptFold<organisation::UnitDecider> units_;
  KeptFold<indicators::StaffHistoryDecider> staff_;
  KeptFold<indicators::ActivityCostsDecider> activities_;
  policy::PolicyHistory policies_;
  std::optional<facts_rows::Terms> terms_;
};

}  // namespace framdrift::projections
