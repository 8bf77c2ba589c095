#include "projections/worklist_keys.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "eventstore/bytes.h"
#include "projections/stream_rows.h"

namespace framdrift::projections::worklist_keys {
namespace {

absl::string_view Bytes(const Id16& id) {
  return {reinterpret_cast<const char*>(id.data()), id.size()};
}

std::string OfPair(absl::string_view prefix, const Id16& first, const std::optional<Id16>& second) {
  return absl::StrCat(prefix, Bytes(first), second ? Bytes(*second) : absl::string_view());
}

}  // namespace

std::string OfCase(const Id16& case_id) { return absl::StrCat(kCase, Bytes(case_id)); }

std::string OfList(absl::string_view prefix, const ListOf& list) {
  const char kind = static_cast<char>(list.kind);
  return absl::StrCat(prefix, absl::string_view(&kind, 1), Bytes(list.id));
}

std::string OfItem(const ListOf& list, absl::Time due, const Id16& case_id,
                   absl::string_view name) {
  return absl::StrCat(OfList(kItem, list), SortableTime(due), Bytes(case_id), name);
}

std::string OfOpenCase(const ListOf& list, const Id16& case_id) {
  return absl::StrCat(OfList(kOpenCase, list), Bytes(case_id));
}

std::string OfSessions(const Id16& activity, absl::Time start) {
  return absl::StrCat(kSession, Bytes(activity), SortableTime(start));
}

std::string OfSession(const Id16& activity, absl::Time start, const Id16& session) {
  return absl::StrCat(OfSessions(activity, start), Bytes(session));
}

std::string OfLeader(const Id16& staff, const std::optional<Id16>& activity) {
  return OfPair(kLeader, staff, activity);
}

std::string OfParticipant(const Id16& activity, const std::optional<Id16>& case_id) {
  return OfPair(kParticipant, activity, case_id);
}

std::string OfPerson(const Id16& person) { return absl::StrCat(kPerson, Bytes(person)); }

std::string OfHousehold(const Id16& household) {
  return absl::StrCat(kHousehold, Bytes(household));
}

Id16 IdAt(absl::string_view key, size_t offset) {
  Id16 id{};
  if (key.size() >= offset + id.size()) {
    std::copy_n(key.begin() + static_cast<std::ptrdiff_t>(offset), id.size(), id.begin());
  }
  return id;
}

absl::Time TimeAt(absl::string_view key, size_t offset) {
  if (key.size() < offset + sizeof(uint64_t)) return absl::InfinitePast();
  const auto sortable = eventstore::LoadInteger<uint64_t>(key.data() + offset);
  return absl::FromUnixMicros(static_cast<int64_t>(sortable ^ (uint64_t{1} << 63)));
}

}  // namespace framdrift::projections::worklist_keys
