// Ids made from what a source calls a thing.
#pragma once

#include <string>

namespace framdrift::cli::migration {

// The same source, kind and name, the same id.
std::string IdFromName(const std::string& source, const std::string& kind, const std::string& name);

}  // namespace framdrift::cli::migration
