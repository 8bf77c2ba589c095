#include "projections/facts_rows.h"

#include <set>
#include <utility>

#include "absl/status/statusor.h"
#include "base/status_macros.h"
#include "domain/indicators/case_facts.h"
#include "domain/indicators/household_facts.h"
#include "domain/indicators/person_facts.h"
#include "domain/worklist/sessions.h"
#include "projections/facts_keys.h"
#include "projections/stream_rows.h"

namespace framdrift::projections::facts_rows {
namespace {

namespace keys = facts_keys;

// One row; none where the message says nothing.
void Add(std::string key, const google::protobuf::Message& message, Rows& rows) {
  std::string value = SerializeRow(message);
  if (!value.empty()) rows[std::move(key)] = std::move(value);
}

}  // namespace

Rows OfCase(const Id16& id, const indicators::CaseHistory& history,
            const deadlines::PolicyTerms& terms) {
  Rows rows;
  Add(keys::OfPart(id, keys::Part::kCase), indicators::FactsOf(history, terms), rows);
  return rows;
}

Rows OfPerson(const Id16& id, const person::Person& state) {
  Rows rows;
  Add(keys::OfPart(id, keys::Part::kPerson), indicators::FactsOf(state), rows);
  return rows;
}

Rows OfStaff(const Id16& id, const indicators::StaffHistory& history, absl::TimeZone zone) {
  Rows rows;
  Add(keys::OfStaff(id), indicators::FactsOf(history, zone), rows);
  return rows;
}

Rows OfActivity(const Id16& id, const indicators::ActivityCosts& state) {
  Rows rows;
  Add(keys::OfActivity(id), indicators::FactsOf(state), rows);
  return rows;
}

Rows OfUnit(const Id16& id, const organisation::Unit& state) {
  Rows rows;
  Add(keys::OfUnit(id), indicators::FactsOf(state), rows);
  return rows;
}

Rows OfHousehold(const Id16& id, const household::Household& state,
                 const deadlines::PolicyTerms& terms) {
  Rows rows;
  std::set<household::PersonId> persons;
  const indicators::HouseholdFacts facts = indicators::FactsOf(state, terms);
  for (const auto& [person, membership] : facts.memberships) {
    Add(keys::OfMembership(person.bytes(), id), membership, rows);
    persons.insert(person);
  }
  for (const auto& [person, applications] : facts.applications) {
    for (const auto& [application, made] : applications) {
      Add(keys::OfApplication(person.bytes(), id, application.bytes()), made, rows);
    }
    persons.insert(person);
  }
  facts::v1::FactHousehold household;
  for (const household::PersonId& person : persons) {
    household.add_person_ids(worklist::BytesOf(person));
  }
  Add(keys::OfHousehold(id), household, rows);
  return rows;
}

Rows OfPolicies(const policy::PolicyHistory& history) {
  std::map<std::string, const policy::LocalAttribute*> declared;
  for (const policy::Policy& version : history.versions) {
    for (const policy::LocalAttribute& one : version.attributes) declared[one.name] = &one;
  }
  facts::v1::FactTerms terms;
  for (const auto& [name, one] : declared) {
    facts::v1::FactAttributeDeclared& made = *terms.add_attributes();
    made.set_name(name);
    made.set_label(one->label);
    made.set_type(one->type);
  }
  Rows rows;
  Add(keys::kTerms, terms, rows);
  return rows;
}

absl::StatusOr<Rows> StoredUnder(const RowView& rows, std::string key) {
  FD_ASSIGN_OR_RETURN(std::optional<std::string> value, rows.Get(key));
  Rows stored;
  if (value) stored.emplace(std::move(key), *std::move(value));
  return stored;
}

absl::StatusOr<Rows> StoredOfHousehold(const RowView& rows, const Id16& id) {
  FD_ASSIGN_OR_RETURN(Rows stored, StoredUnder(rows, keys::OfHousehold(id)));
  if (stored.empty()) return stored;
  facts::v1::FactHousehold household;
  if (!household.ParseFromString(stored.begin()->second)) return UnreadableRow(id);
  const auto add = [&](absl::string_view key, absl::string_view value) {
    stored.emplace(key, value);
    return true;
  };
  for (const std::string& bytes : household.person_ids()) {
    const Id16 person = worklist::IdFrom<household::PersonId>(bytes).bytes();
    const std::string membership = keys::OfMembership(person, id);
    FD_RETURN_IF_ERROR(rows.Scan(membership, membership, add));
    const std::string applications = keys::OfApplications(person, id);
    FD_RETURN_IF_ERROR(rows.Scan(applications, applications, add));
  }
  return stored;
}

}  // namespace framdrift::projections::facts_rows
