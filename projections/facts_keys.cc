#include "projections/facts_keys.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace framdrift::projections::facts_keys {
namespace {

absl::string_view Bytes(const Id16& id) {
  return {reinterpret_cast<const char*>(id.data()), id.size()};
}

}  // namespace

std::string OfPerson(const Id16& person) { return absl::StrCat(kPersons, Bytes(person)); }

std::string OfPart(const Id16& person, Part part) {
  std::string key = OfPerson(person);
  key.push_back(static_cast<char>(part));
  return key;
}

std::string OfMembership(const Id16& person, const Id16& household) {
  return absl::StrCat(OfPart(person, Part::kMembership), Bytes(household));
}

std::string OfApplications(const Id16& person, const Id16& household) {
  return absl::StrCat(OfPart(person, Part::kApplication), Bytes(household));
}

std::string OfApplication(const Id16& person, const Id16& household, const Id16& application) {
  return absl::StrCat(OfApplications(person, household), Bytes(application));
}

std::string OfHousehold(const Id16& household) {
  return absl::StrCat(kHousehold, Bytes(household));
}

std::string OfUnit(const Id16& unit) { return absl::StrCat(kUnit, Bytes(unit)); }

std::string OfStaff(const Id16& staff) { return absl::StrCat(kStaff, Bytes(staff)); }

std::string OfActivity(const Id16& activity) { return absl::StrCat(kActivity, Bytes(activity)); }

std::string OwnerOf(absl::string_view key) { return std::string(key.substr(0, 1 + sizeof(Id16))); }

Id16 IdOf(absl::string_view key) {
  Id16 id{};
  if (key.size() >= 1 + id.size()) std::copy_n(key.begin() + 1, id.size(), id.begin());
  return id;
}

Part PartOf(absl::string_view key) {
  const size_t at = 1 + sizeof(Id16);
  return key.size() > at ? static_cast<Part>(key[at]) : Part{};
}

}  // namespace framdrift::projections::facts_keys
