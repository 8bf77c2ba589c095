// The rows of the worklist projection, made of states.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/activity/activity.h"
#include "domain/cases/case.h"
#include "domain/deadlines/policy_terms.h"
#include "domain/policy/policy.h"
#include "domain/worklist/items.h"
#include "framdrift/worklist/v1/worklist_rows.pb.h"
#include "projections/rows.h"

namespace framdrift::projections::worklist_rows {

// The tenant's policies, and the terms that hold under them.
class Terms {
 public:
  Terms(policy::PolicyHistory history, absl::TimeZone zone)
      : history_(std::move(history)), terms_(history_, zone) {}
  Terms(const Terms&) = delete;
  Terms& operator=(const Terms&) = delete;

  const deadlines::PolicyTerms& operator*() const { return terms_; }

 private:
  const policy::PolicyHistory history_;
  const deadlines::PolicyTerms terms_;
};

// Rows by key.
using Rows = std::map<std::string, std::string>;

// Turns the rows `old` into `made`; those that stay the same are not touched.
void Replace(const Rows& old, Rows made, RowChanges& changes);

// Every row of a case, by what CaseRow says of it; none of a case that has no episode.
Rows OfCase(const Id16& id, const cases::Case& state, const worklist::v1::OpenApplications& open,
            const deadlines::PolicyTerms& terms);
// The same, of what stands under the key of the case. DATA_LOSS where that does not read.
absl::StatusOr<Rows> OfStoredCase(const Id16& id, std::string value);

// Every row of the sessions of an activity and of who leads them.
Rows OfActivity(const Id16& id, const activity::Activity& state);
// The same, of what stands under the keys of its sessions. DATA_LOSS where that does not read.
absl::StatusOr<Rows> OfStoredActivity(const Id16& id, Rows sessions);

// A household's open applications, by person.
using ByPerson = std::map<history::PersonId, std::vector<worklist::v1::OpenApplication>>;
ByPerson OpenApplicationsOf(const Id16& id, const household::Household& state, absl::TimeZone zone);
// Puts them in order, as one row holds them.
void Sort(worklist::v1::OpenApplications& applications);

}  // namespace framdrift::projections::worklist_rows
