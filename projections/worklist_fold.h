// The live fold of worklists, over cases, activities, households and policies.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "domain/activity/activity.h"
#include "domain/cases/case_decider.h"
#include "domain/household/household.h"
#include "domain/policy/adoption.h"
#include "framdrift/worklist/v1/worklist_rows.pb.h"
#include "projections/projection.h"
#include "projections/stream_states.h"
#include "projections/worklist_rows.h"

namespace framdrift::projections {

// A policy makes every case be computed anew, some in each Flush; until all are, the fold is busy.
// Begun again in the middle it begins with the first case. Not thread-safe.
class WorklistFold final : public Fold {
 public:
  explicit WorklistFold(FoldSource source);

  absl::Status Apply(const eventstore::EventView& event) override;
  absl::Status Flush(eventstore::Position until, const RowView& rows, RowChanges& changes) override;
  bool busy() const override { return recomputing_; }
  size_t held() const override;

 private:
  using Applications = std::map<Id16, worklist::v1::OpenApplications>;

  absl::Status RenewTerms(eventstore::Position until);
  absl::Status FlushActivities(eventstore::Position until, const RowView& rows,
                               RowChanges& changes);
  // Sets `touched` to the applications of every person for whom they may be others now.
  absl::Status FlushHouseholds(eventstore::Position until, const RowView& rows, RowChanges& changes,
                               Applications& touched);
  absl::Status FlushHousehold(const Id16& id, const household::Household& state,
                              const RowView& rows, RowChanges& changes, Applications& touched);
  absl::Status FlushCase(const Id16& id, const cases::Case& state,
                         const worklist::v1::OpenApplications& open, const RowView& rows,
                         RowChanges& changes);
  // Some cases from next_case_ on.
  absl::Status Recompute(eventstore::Position until, const RowView& rows, RowChanges& changes);

  const FoldSource source_;
  StreamStates<cases::CaseDecider> cases_;
  StreamStates<activity::ActivityDecider> activities_;
  StreamStates<household::HouseholdDecider> households_;
  StreamStates<policy::PolicyDecider> policies_;
  std::unique_ptr<worklist_rows::Terms> terms_;
  bool recomputing_ = false;
  // The key of the first case not computed anew.
  std::string next_case_;
};

}  // namespace framdrift::projections
