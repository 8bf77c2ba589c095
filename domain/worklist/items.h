// What stands on the worklist of a case but its sessions: deadlines, reminders, proposals, news.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "domain/cases/case.h"
#include "domain/deadlines/case_deadlines.h"
#include "domain/deadlines/policy_terms.h"
#include "domain/history/ids.h"
#include "domain/household/household.h"
#include "framdrift/worklist/v1/worklist.pb.h"
#include "framdrift/worklist/v1/worklist_rows.pb.h"

namespace framdrift::worklist {

// A complete application for income support without a decision.
struct OpenApplication {
  household::ApplicationId id;
  history::HouseholdId household;
  household::Mark completed;
};

// Each of the household's, with each of its applicants, by application.
std::vector<std::pair<history::PersonId, OpenApplication>> OpenApplicationsOf(
    const history::HouseholdId& id, const household::Household& state);

// What is known beyond the case. Items that follow from the birth date must not be stored.
struct Around {
  // Of which the person is an applicant.
  std::vector<OpenApplication> applications;
  deadlines::PersonFacts person;
};

// Who answers for the case and where it stands: what every item of it has.
v1::WorkItem FactsOf(const cases::Case& state);

// The items, by due time, then name. A name is only the last part of the item's; what depends on
// the instant one asks at is not set. Total over any subset of a history. docs/worklist.md has the
// rules.
std::vector<v1::WorkItem> ItemsOf(const cases::Case& state, const Around& around,
                                  const deadlines::PolicyTerms& terms);

// Whether somebody born that day was a minor when the open episode began, and so may have a
// deadline of TURNING_18; others have none.
bool WasMinor(const v1::OpenCase& open, absl::CivilDay birth_date);
// The item of TURNING_18 alone; none where there is nothing to do. Its due time tells the birth
// date.
std::optional<v1::WorkItem> TurningEighteen(const cases::Case& state,
                                            const deadlines::PersonFacts& person,
                                            const deadlines::PolicyTerms& terms);

}  // namespace framdrift::worklist
