// Amounts of money as people write them.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace framdrift::cli::migration {

// "12 500,50" or "12.500,50" or "12500.5" kronor in öre: "1250050". DATA_LOSS for anything else,
// among it "12.500", which could be two amounts.
absl::StatusOr<std::string> OreFromKronor(absl::string_view text);
// The same of a file whose decimal sign is known: an amount with the other one is DATA_LOSS, for it
// could be another amount.
absl::StatusOr<std::string> OreFromKronor(absl::string_view text, char decimal);

}  // namespace framdrift::cli::migration
