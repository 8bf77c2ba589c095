#include "projections/facts_fold.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "projections/facts_keys.h"

namespace framdrift::projections {
namespace {

namespace keys = facts_keys;

// How many cases and households a Flush computes anew: a few milliseconds, so that others hardly
// wait.
constexpr size_t kAtOnce = 32;

}  // namespace

FactsFold::FactsFold(FoldSource source)
    : source_(std::move(source)),
      cases_(source_),
      persons_(source_),
      households_(source_),
      units_(source_),
      staff_(source_),
      activities_(source_),
      policies_(source_) {}

absl::Status FactsFold::Apply(const eventstore::EventView& event) {
  if (cases_.Takes(event)) return cases_.Apply(event);
  if (persons_.Takes(event)) return persons_.Apply(event);
  if (households_.Takes(event)) return households_.Apply(event);
  if (units_.Takes(event)) return units_.Apply(event);
  if (staff_.Takes(event)) return staff_.Apply(event);
  if (activities_.Takes(event)) return activities_.Apply(event);
  if (!policies_.Takes(event)) return absl::OkStatus();
  FD_RETURN_IF_ERROR(policies_.Apply(event));
  terms_ = nullptr;
  recomputing_ = true;
  next_ = keys::kPersons;
  return absl::OkStatus();
}

absl::Status FactsFold::Flush(eventstore::Position until, const RowView& rows,
                              RowChanges& changes) {
  FD_RETURN_IF_ERROR(RenewTerms(until, rows, changes));
  FD_RETURN_IF_ERROR(cases_.VisitChanged(until, [&](const Id16& id, auto& stream) {
    return FlushCase(id, stream.state, rows, changes);
  }));
  FD_RETURN_IF_ERROR(persons_.VisitChanged(until, [&](const Id16& id, auto& stream) {
    FD_ASSIGN_OR_RETURN(const facts_rows::Rows old,
                        facts_rows::StoredUnder(rows, keys::OfPart(id, keys::Part::kPerson)));
    worklist_rows::Replace(old, facts_rows::OfPerson(id, stream.state), changes);
    return absl::OkStatus();
  }));
  FD_RETURN_IF_ERROR(FlushResources(until, rows, changes));
  FD_RETURN_IF_ERROR(households_.VisitChanged(until, [&](const Id16& id, auto& stream) {
    return FlushHousehold(id, stream.state, rows, changes);
  }));
  return recomputing_ ? Recompute(until, rows, changes) : absl::OkStatus();
}

size_t FactsFold::held() const {
  return cases_.held() + persons_.held() + households_.held() + units_.held() + staff_.held() +
         activities_.held() + policies_.held();
}

// Units, staff and activities, each of which has one row.
absl::Status FactsFold::FlushResources(eventstore::Position until, const RowView& rows,
                                       RowChanges& changes) {
  const auto replace = [&](std::string key, facts_rows::Rows made) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const facts_rows::Rows old, facts_rows::StoredUnder(rows, std::move(key)));
    worklist_rows::Replace(old, std::move(made), changes);
    return absl::OkStatus();
  };
  FD_RETURN_IF_ERROR(units_.VisitChanged(until, [&](const Id16& id, auto& stream) {
    return replace(keys::OfUnit(id), facts_rows::OfUnit(id, stream.state));
  }));
  FD_RETURN_IF_ERROR(staff_.VisitChanged(until, [&](const Id16& id, auto& stream) {
    return replace(keys::OfStaff(id), facts_rows::OfStaff(id, stream.state, source_.zone));
  }));
  return activities_.VisitChanged(until, [&](const Id16& id, auto& stream) {
    return replace(keys::OfActivity(id), facts_rows::OfActivity(id, stream.state));
  });
}

absl::Status FactsFold::RenewTerms(eventstore::Position until, const RowView& rows,
                                   RowChanges& changes) {
  // A change has been taken in once its Flush has been.
  FD_RETURN_IF_ERROR(
      policies_.VisitChanged(until, [](const Id16&, auto&) { return absl::OkStatus(); }));
  if (terms_ != nullptr) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(const facts_rows::Rows old, facts_rows::StoredUnder(rows, keys::kTerms));
  return policies_.WithState(
      policy::PolicyStreamId(source_.tenant), until, [&](const policy::PolicyHistory& history) {
        terms_ = std::make_unique<facts_rows::Terms>(history, source_.zone);
        worklist_rows::Replace(old, facts_rows::OfPolicies(history), changes);
        return absl::OkStatus();
      });
}

absl::Status FactsFold::FlushCase(const Id16& id, const indicators::CaseHistory& history,
                                  const RowView& rows, RowChanges& changes) {
  FD_ASSIGN_OR_RETURN(const facts_rows::Rows old,
                      facts_rows::StoredUnder(rows, keys::OfPart(id, keys::Part::kCase)));
  worklist_rows::Replace(old, facts_rows::OfCase(id, history, **terms_), changes);
  return absl::OkStatus();
}

absl::Status FactsFold::FlushHousehold(const Id16& id, const household::Household& state,
                                       const RowView& rows, RowChanges& changes) {
  FD_ASSIGN_OR_RETURN(const facts_rows::Rows old, facts_rows::StoredOfHousehold(rows, id));
  worklist_rows::Replace(old, facts_rows::OfHousehold(id, state, **terms_), changes);
  return absl::OkStatus();
}

absl::Status FactsFold::Recompute(eventstore::Position until, const RowView& rows,
                                  RowChanges& changes) {
  std::vector<std::string> some;
  recomputing_ = false;
  for (const std::string prefix : {keys::kPersons, keys::kHousehold}) {
    if (recomputing_) break;
    const auto collect = [&](absl::string_view key, absl::string_view) {
      if (key[0] == *keys::kPersons && keys::PartOf(key) != keys::Part::kCase) return true;
      if (some.size() == kAtOnce) {
        next_ = std::string(key);
        recomputing_ = true;
        return false;
      }
      some.emplace_back(key);
      return true;
    };
    FD_RETURN_IF_ERROR(rows.Scan(prefix, std::max(prefix, next_), collect));
  }
  for (const std::string& key : some) {
    const Id16 id = keys::IdOf(key);
    if (key[0] == *keys::kPersons) {
      FD_RETURN_IF_ERROR(cases_.WithState(
          id, until, [&](const auto& history) { return FlushCase(id, history, rows, changes); }));
    } else {
      FD_RETURN_IF_ERROR(households_.WithState(
          id, until, [&](const auto& state) { return FlushHousehold(id, state, rows, changes); }));
    }
  }
  return absl::OkStatus();
}

}  // namespace framdrift::projections
