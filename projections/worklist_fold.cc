#include "projections/worklist_fold.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "domain/worklist/sessions.h"
#include "projections/worklist_keys.h"

namespace framdrift::projections {
namespace {

namespace keys = worklist_keys;
using worklist::v1::OpenApplications;

// How many cases a Flush computes anew: a few milliseconds, so that others hardly wait.
constexpr size_t kCasesAtOnce = 32;

absl::StatusOr<OpenApplications> ApplicationsOf(const RowView& rows, const Id16& person) {
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> value, rows.Get(keys::OfPerson(person)));
  OpenApplications open;
  if (value && !open.ParseFromString(*value)) return UnreadableRow(person);
  return open;
}

// The persons who had open applications in the household.
absl::StatusOr<std::set<Id16>> ApplicantsOf(const RowView& rows, const Id16& household) {
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> value,
                      rows.Get(keys::OfHousehold(household)));
  worklist::v1::HouseholdRow row;
  if (value && !row.ParseFromString(*value)) return UnreadableRow(household);
  std::set<Id16> persons;
  for (const std::string& person : row.person_ids()) persons.insert(keys::IdAt(person, 0));
  return persons;
}

// Puts `value` under `key`, or nothing where it is empty.
void PutOrDelete(std::string key, std::string value, RowChanges& changes) {
  value.empty() ? changes.Delete(std::move(key)) : changes.Put(std::move(key), std::move(value));
}

}  // namespace

WorklistFold::WorklistFold(FoldSource source)
    : source_(std::move(source)),
      cases_(source_),
      activities_(source_),
      households_(source_),
      policies_(source_) {}

absl::Status WorklistFold::Apply(const eventstore::EventView& event) {
  if (cases_.Takes(event)) return cases_.Apply(event);
  if (activities_.Takes(event)) return activities_.Apply(event);
  if (households_.Takes(event)) return households_.Apply(event);
  if (!policies_.Takes(event)) return absl::OkStatus();
  FD_RETURN_IF_ERROR(policies_.Apply(event));
  terms_ = nullptr;
  recomputing_ = true;
  next_case_ = keys::kCase;
  return absl::OkStatus();
}

absl::Status WorklistFold::Flush(eventstore::Position until, const RowView& rows,
                                 RowChanges& changes) {
  FD_RETURN_IF_ERROR(RenewTerms(until));
  FD_RETURN_IF_ERROR(FlushActivities(until, rows, changes));
  Applications touched;
  FD_RETURN_IF_ERROR(FlushHouseholds(until, rows, changes, touched));
  FD_RETURN_IF_ERROR(cases_.VisitChanged(until, [&](const Id16& id, auto& stream) {
    const auto known = touched.extract(id);
    if (known) return FlushCase(id, stream.state, known.mapped(), rows, changes);
    FD_ASSIGN_OR_RETURN(const OpenApplications open, ApplicationsOf(rows, id));
    return FlushCase(id, stream.state, open, rows, changes);
  }));
  for (const auto& left : touched) {
    FD_RETURN_IF_ERROR(cases_.WithState(left.first, until, [&](const cases::Case& state) {
      return FlushCase(left.first, state, left.second, rows, changes);
    }));
  }
  return recomputing_ ? Recompute(until, rows, changes) : absl::OkStatus();
}

size_t WorklistFold::held() const {
  return cases_.held() + activities_.held() + households_.held() + policies_.held();
}

absl::Status WorklistFold::RenewTerms(eventstore::Position until) {
  // A change has been taken in once its Flush has been.
  FD_RETURN_IF_ERROR(
      policies_.VisitChanged(until, [](const Id16&, auto&) { return absl::OkStatus(); }));
  if (terms_ != nullptr) return absl::OkStatus();
  return policies_.WithState(
      policy::PolicyStreamId(source_.tenant), until, [&](const policy::PolicyHistory& history) {
        terms_ = std::make_unique<worklist_rows::Terms>(history, source_.zone);
        return absl::OkStatus();
      });
}

absl::Status WorklistFold::FlushActivities(eventstore::Position until, const RowView& rows,
                                           RowChanges& changes) {
  return activities_.VisitChanged(until, [&](const Id16& id, auto& stream) {
    worklist_rows::Rows old;
    const std::string key = keys::OfSessions(id, absl::InfinitePast());
    const std::string prefix = key.substr(0, 1 + id.size());
    FD_RETURN_IF_ERROR(
        rows.Scan(prefix, prefix, [&](absl::string_view found, absl::string_view value) {
          old.emplace(found, value);
          return true;
        }));
    FD_ASSIGN_OR_RETURN(old, worklist_rows::OfStoredActivity(id, std::move(old)));
    worklist_rows::Replace(old, worklist_rows::OfActivity(id, stream.state), changes);
    return absl::OkStatus();
  });
}

absl::Status WorklistFold::FlushHouseholds(eventstore::Position until, const RowView& rows,
                                           RowChanges& changes, Applications& touched) {
  FD_RETURN_IF_ERROR(households_.VisitChanged(until, [&](const Id16& id, auto& stream) {
    return FlushHousehold(id, stream.state, rows, changes, touched);
  }));
  for (const auto& [person, open] : touched) {
    PutOrDelete(keys::OfPerson(person), SerializeRow(open), changes);
  }
  return absl::OkStatus();
}

absl::Status WorklistFold::FlushHousehold(const Id16& id, const household::Household& state,
                                          const RowView& rows, RowChanges& changes,
                                          Applications& touched) {
  const worklist_rows::ByPerson made = worklist_rows::OpenApplicationsOf(id, state, source_.zone);
  FD_ASSIGN_OR_RETURN(std::set<Id16> persons, ApplicantsOf(rows, id));
  if (persons.empty() && made.empty()) return absl::OkStatus();
  worklist::v1::HouseholdRow row;
  for (const auto& [person, open] : made) {
    persons.insert(person.bytes());
    row.add_person_ids(worklist::BytesOf(person));
  }
  PutOrDelete(keys::OfHousehold(id), SerializeRow(row), changes);
  const std::string household = worklist::BytesOf(history::HouseholdId(id));
  for (const Id16& person : persons) {
    if (!touched.contains(person)) {
      FD_ASSIGN_OR_RETURN(touched[person], ApplicationsOf(rows, person));
    }
    OpenApplications& open = touched[person];
    auto& all = *open.mutable_applications();
    all.erase(std::remove_if(all.begin(),
                             all.end(),
                             [&](const auto& one) { return one.household_id() == household; }),
              all.end());
    const auto own = made.find(history::PersonId(person));
    if (own == made.end()) continue;
    for (const auto& application : own->second) *open.add_applications() = application;
    worklist_rows::Sort(open);
  }
  return absl::OkStatus();
}

absl::Status WorklistFold::FlushCase(const Id16& id, const cases::Case& state,
                                     const OpenApplications& open, const RowView& rows,
                                     RowChanges& changes) {
  FD_ASSIGN_OR_RETURN(std::optional<std::string> value, rows.Get(keys::OfCase(id)));
  worklist_rows::Rows old;
  if (value) {
    FD_ASSIGN_OR_RETURN(old, worklist_rows::OfStoredCase(id, *std::move(value)));
  }
  worklist_rows::Replace(old, worklist_rows::OfCase(id, state, open, **terms_), changes);
  return absl::OkStatus();
}

absl::Status WorklistFold::Recompute(eventstore::Position until, const RowView& rows,
                                     RowChanges& changes) {
  std::vector<Id16> some;
  recomputing_ = false;
  FD_RETURN_IF_ERROR(rows.Scan(keys::kCase, next_case_, [&](absl::string_view key, auto) {
    if (some.size() == kCasesAtOnce) {
      next_case_ = std::string(key);
      recomputing_ = true;
      return false;
    }
    some.push_back(keys::IdAt(key, 1));
    return true;
  }));
  for (const Id16& id : some) {
    FD_ASSIGN_OR_RETURN(const OpenApplications open, ApplicationsOf(rows, id));
    FD_RETURN_IF_ERROR(cases_.WithState(id, until, [&](const cases::Case& state) {
      return FlushCase(id, state, open, rows, changes);
    }));
  }
  return absl::OkStatus();
}

}  // namespace framdrift::projections
