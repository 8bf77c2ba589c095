// What is wrong with a filter or an ordering, and at which character.
#pragma once

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace framdrift::filter {

// INVALID_ARGUMENT for the request's field `field` ("filter" or "order_by"), reason FILTER_INVALID
// or ORDER_INVALID. `offset` is a byte of `text`; the message and the metadata `character` give it
// as a character, counted from 1. `message` says what would be right.
absl::Status FaultAt(absl::string_view field, absl::string_view text, size_t offset,
                     absl::string_view message);

}  // namespace framdrift::filter
