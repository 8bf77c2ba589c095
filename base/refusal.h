// Why a rule says no: reasons a program can branch on and sentences a person can act on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace framdrift {

// `reason` is UPPER_SNAKE, at most 63 characters, never renamed, and stands in docs/refusals.md.
// `message` says what holds and what to do next. Whatever the message names is in `metadata`.
// Neither may hold a direct identifier or free text.
struct Refusal {
  std::string reason;
  std::string message;
  std::map<std::string, std::string> metadata;

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

// Collects every refusal of one decision. Not thread-safe.
class Refusals {
 public:
  void Add(absl::string_view reason, absl::string_view message,
           std::map<std::string, std::string> metadata = {});
  bool empty() const { return all_.empty(); }
  const std::vector<Refusal>& all() const { return all_; }
  // OK when empty, else a status of `code` that carries all of them.
  absl::Status AsStatus(absl::StatusCode code = absl::StatusCode::kFailedPrecondition) const;

 private:
  std::vector<Refusal> all_;
};

// FAILED_PRECONDITION with this one refusal.
absl::Status Refuse(absl::string_view reason, absl::string_view message,
                    std::map<std::string, std::string> metadata = {});

// A status of any code that carries one reason: NOT_FOUND with PERSON_NOT_FOUND, say.
absl::Status StatusWithReason(absl::StatusCode code, absl::string_view reason,
                              absl::string_view message,
                              std::map<std::string, std::string> metadata = {});

// INVALID_ARGUMENT for `field` (a path as in the request), reason FIELD_INVALID.
absl::Status InvalidField(absl::string_view field, absl::string_view message);

// The refusals `status` carries; empty when it carries none.
std::vector<Refusal> RefusalsOf(const absl::Status& status);

}  // namespace framdrift
