// The ids of the things that have a stream, each of a type of its own.
#pragma once

#include "absl/strings/string_view.h"
#include "base/strong_id.h"

namespace framdrift::history {

using PersonId = StrongId<struct PersonIdTag>;
using HouseholdId = StrongId<struct HouseholdIdTag>;
// The case of a person has the person's sixteen bytes: one case stream for each person.
using CaseId = StrongId<struct CaseIdTag>;
using ActivityId = StrongId<struct ActivityIdTag>;
using PartnerId = StrongId<struct PartnerIdTag>;
using BoardId = StrongId<struct BoardIdTag>;
using UnitId = StrongId<struct UnitIdTag>;
using StaffId = StrongId<struct StaffIdTag>;

// Parts of a stream that others refer to.
using SessionId = StrongId<struct SessionIdTag>;
using PlacementId = StrongId<struct PlacementIdTag>;

// The id `text` writes; the empty id where it writes none.
template <typename Id>
Id IdOrNone(absl::string_view text) {
  return Id(UuidOrNone(text).value_or(Id16{}));
}

}  // namespace framdrift::history
