// What refers to the position of an earlier event: corrections, voidings, locked notes and
// dismissed reminders.
#pragma once

#include <cstddef>
#include <vector>

#include "absl/types/span.h"
#include "clients/demo/facts.h"
#include "clients/demo/story.h"

namespace framdrift::demo {

// A fact that lacks the position of another.
struct Amendment {
  // The one it refers to, among those given.
  size_t target = 0;
  Fact fact;
};

// What becomes of the facts of one person's case, by the end.
std::vector<Amendment> AmendmentsOf(const World& world, const Profile& who,
                                    absl::Span<const Fact> facts);

// Completes an amendment, now that its target stands at `position`.
void SetPosition(Fact& amendment, int64_t position);

}  // namespace framdrift::demo
