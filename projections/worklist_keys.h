// Under which keys the rows of the worklist projection stand.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "domain/history/ids.h"
#include "projections/worklist.h"

namespace framdrift::projections::worklist_keys {

// `c` + case → CaseRow; `i` + list + place → WorkItem, its name only the last part; `o` + list +
// case → OpenCase; `a` + activity + start + session → SessionRow; `l` + who leads a session + its
// activity → nothing; `t` + activity + a case with an open episode and a step of it → nothing; `p`
// + person → OpenApplications; `h` + household → HouseholdRow. A list is its kind, one byte, and
// the id; a place is the due time, the case and the item's name.
inline constexpr char kCase[] = "c";
inline constexpr char kItem[] = "i";
inline constexpr char kOpenCase[] = "o";
inline constexpr char kSession[] = "a";
inline constexpr char kLeader[] = "l";
inline constexpr char kParticipant[] = "t";
inline constexpr char kPerson[] = "p";
inline constexpr char kHousehold[] = "h";

std::string OfCase(const Id16& case_id);
std::string OfList(absl::string_view prefix, const ListOf& list);
std::string OfItem(const ListOf& list, absl::Time due, const Id16& case_id, absl::string_view name);
std::string OfOpenCase(const ListOf& list, const Id16& case_id);
// Of all sessions of the activity that begin at or after `start`.
std::string OfSessions(const Id16& activity, absl::Time start);
std::string OfSession(const Id16& activity, absl::Time start, const Id16& session);
// Without an activity or a case: what all those keys begin with.
std::string OfLeader(const Id16& staff, const std::optional<Id16>& activity = std::nullopt);
std::string OfParticipant(const Id16& activity, const std::optional<Id16>& case_id = std::nullopt);
std::string OfPerson(const Id16& person);
std::string OfHousehold(const Id16& household);

// The id that stands in `key` at `offset`; zeros where the key is too short.
Id16 IdAt(absl::string_view key, size_t offset);
// Of a key of an item or session: what stands behind the list or activity.
absl::Time TimeAt(absl::string_view key, size_t offset);

}  // namespace framdrift::projections::worklist_keys
