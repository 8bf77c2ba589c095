// Checks a request against what its fields declare, at the edge, before anything else looks at it.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace framdrift::services {

// Where a field sets no `max` of its own: bytes of text or elements of a list. Long enough for a
// page of notes; whatever needs more says so in the contract.
inline constexpr size_t kDefaultMax = 8192;

// Deeper messages are refused, so that none can exhaust the stack.
inline constexpr int kMaxDepth = 32;

// One field at fault: its path in the request, as `goals[0].title`, and a sentence for a person.
struct FieldViolation {
  std::string field;
  std::string description;

  friend bool operator==(const FieldViolation&, const FieldViolation&) = default;
};

// Everything wrong with `request` that its contract alone tells: (framdrift.type.v1.rules) not
// kept, unknown fields and enum values, dates and times that do not exist, numbers that are not
// finite, an Any of an unknown type. Recursive; fields in the order of their numbers.
std::vector<FieldViolation> ViolationsOf(const google::protobuf::Message& request);

// OK when there are none, else INVALID_ARGUMENT with all of them, reason FIELD_INVALID.
absl::Status CheckRequest(const google::protobuf::Message& request);

}  // namespace framdrift::services
