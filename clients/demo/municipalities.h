// The demo's municipalities: a few by their real names, the others invented like all their people.
#pragma once

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace framdrift::demo {

// What the municipality is in the spread programme.
enum class Part { kOriginator, kMember, kOutside };

struct Municipality {
  // The tenant's id.
  absl::string_view id;
  // Four digits; those from 9901 on no municipality has.
  absl::string_view code;
  absl::string_view name;
  Part part = Part::kMember;
  // Whether the name is invented too.
  bool invented = true;
};

// All eighteen: the originator, fourteen members, three outside; in the order in which fewer are
// taken.
absl::Span<const Municipality> Municipalities();

// "originator", "member" or "outside".
absl::string_view NameOf(Part part);

}  // namespace framdrift::demo
