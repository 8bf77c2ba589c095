// The live fold of facts, over cases, persons, households, units, staff, activities and policies.
#pragma once

#include <memory>
#include <string>

#include "projections/facts_rows.h"
#include "projections/projection.h"
#include "projections/stream_states.h"

namespace framdrift::projections {

// A policy makes every case and household be computed anew, some in each Flush; until all are, the
// fold is busy. Begun again in the middle it begins with the first. Not thread-safe.
class FactsFold final : public Fold {
 public:
  explicit FactsFold(FoldSource source);

  absl::Status Apply(const eventstore::EventView& event) override;
  absl::Status Flush(eventstore::Position until, const RowView& rows, RowChanges& changes) override;
  bool busy() const override { return recomputing_; }
  size_t held() const override;

 private:
  absl::Status RenewTerms(eventstore::Position until, const RowView& rows, RowChanges& changes);
  absl::Status FlushCase(const Id16& id, const indicators::CaseHistory& history,
                         const RowView& rows, RowChanges& changes);
  absl::Status FlushHousehold(const Id16& id, const household::Household& state,
                              const RowView& rows, RowChanges& changes);
  absl::Status FlushResources(eventstore::Position until, const RowView& rows, RowChanges& changes);
  // Some cases and households from next_ on.
  absl::Status Recompute(eventstore::Position until, const RowView& rows, RowChanges& changes);

  const FoldSource source_;
  StreamStates<indicators::CaseHistoryDecider> cases_;
  StreamStates<person::PersonDecider> persons_;
  StreamStates<household::HouseholdDecider> households_;
  StreamStates<organisation::UnitDecider> units_;
  StreamStates<indicators::StaffHistoryDecider> staff_;
  StreamStates<indicators::ActivityCostsDecider> activities_;
  StreamStates<policy::PolicyDecider> policies_;
  std::unique_ptr<facts_rows::Terms> terms_;
  bool recomputing_ = false;
  // The key of the first case or household not computed anew.
  std::string next_;
};

}  // namespace framdrift::projections
