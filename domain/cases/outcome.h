// How an episode ended and what became of it.
#pragma once

#include <optional>

#include "domain/cases/stamp.h"

namespace framdrift::cases {

struct Exit {
  Stamp stamp;

  friend bool operator==(const Exit&, const Exit&) = default;
};

struct Outcome {
  std::optional<Exit> exit;

  // True when every follow-up of the exit is done or waived.
  bool follow_ups_settled() const { return false; }

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

}  // namespace framdrift::cases
