// The number a Swedish organisation is registered under.
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace framdrift::partner {

struct OrganisationNumber {
  // `556012-5790`.
  std::string text;
  // A sole trader's: the owner's personal number, to be sealed.
  bool personal = false;

  friend bool operator==(const OrganisationNumber&, const OrganisationNumber&) = default;
};

// Ten digits with or without a hyphen before the last four, whose last is their check digit; those
// whose third and fourth digits are a month are personal. None for anything else.
std::optional<OrganisationNumber> ParseOrganisationNumber(absl::string_view text);

}  // namespace framdrift::partner
