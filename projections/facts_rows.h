// The rows of the facts projection, made of states.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "domain/household/household.h"
#include "domain/indicators/case_history.h"
#include "domain/indicators/staff_history.h"
#include "domain/organisation/unit.h"
#include "domain/person/person.h"
#include "domain/policy/adoption.h"
#include "projections/rows.h"
#include "projections/worklist_rows.h"

namespace framdrift::projections::facts_rows {

using worklist_rows::Terms;

// Rows by key; one that is due has a value.
using Rows = std::map<std::string, std::string>;

Rows OfCase(const Id16& id, const indicators::CaseHistory& history,
            const deadlines::PolicyTerms& terms);
Rows OfPerson(const Id16& id, const person::Person& state);
Rows OfStaff(const Id16& id, const indicators::StaffHistory& history, absl::TimeZone zone);
Rows OfActivity(const Id16& id, const indicators::ActivityCosts& state);
Rows OfUnit(const Id16& id, const organisation::Unit& state);
// Its own and those of its persons.
Rows OfHousehold(const Id16& id, const household::Household& state,
                 const deadlines::PolicyTerms& terms);
Rows OfPolicies(const policy::PolicyHistory& history);

// What stands in `rows` under the keys that rows of the stream may have. DATA_LOSS when a row does
// not read.
absl::StatusOr<Rows> StoredUnder(const RowView& rows, std::string key);
absl::StatusOr<Rows> StoredOfHousehold(const RowView& rows, const Id16& id);

}  // namespace framdrift::projections::facts_rows
