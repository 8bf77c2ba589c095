// What caseworkers write about people who do not exist.
#pragma once

#include "absl/strings/string_view.h"
#include "clients/demo/rng.h"

namespace framdrift::demo {

absl::string_view MeetingText(Rng& rng);
absl::string_view NoteText(Rng& rng);
absl::string_view GoalTitle(Rng& rng);
absl::string_view ClosingText(Rng& rng);

}  // namespace framdrift::demo
