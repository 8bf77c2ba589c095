// Ids that follow from something else, so that whoever knows that finds them again.
#pragma once

#include "absl/strings/string_view.h"
#include "base/strong_id.h"

namespace framdrift::services {

// A version 8 UUID that depends on nothing but `purpose`, one line of text, and `of`.
Id16 DerivedId(absl::string_view purpose, absl::string_view of);

// The `ordinal`-th id that the server chooses for the command committed as `commit_id`: the same on
// every try.
Id16 ChosenId(const Id16& commit_id, uint32_t ordinal);

}  // namespace framdrift::services
