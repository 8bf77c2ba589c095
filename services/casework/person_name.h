// What a person is called, and how lists sort by it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "domain/person/person.h"
#include "services/reading.h"

namespace framdrift::services {

struct PersonName {
  std::string given;
  std::string family;

  bool empty() const { return given.empty() && family.empty(); }
};

// Empty where there is none, or it is erased. Whether a protected person's may be shown is for the
// caller to know.
PersonName NameOf(const StreamView<person::PersonDecider>& view);

// As lists show it, given name first; empty also where the person is protected.
absl::StatusOr<std::string> PersonNameOf(Reading& reading, const Id16& person_id);

// `Kim Ek` and `Ek, Kim`.
std::string GivenFirst(const PersonName& name);
std::string FamilyFirst(const PersonName& name);

// Bytes that sort as Swedish does: family name, then given name, capitals as small letters, å, ä
// and ö after z, accents aside.
std::string SwedishSortKey(const PersonName& name);

}  // namespace framdrift::services
