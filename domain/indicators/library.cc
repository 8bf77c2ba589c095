#include "domain/indicators/library.h"

#include <algorithm>

#include "base/check.h"
#include "domain/indicators/library_groups.h"
#include "google/protobuf/text_format.h"

namespace framdrift::indicators {

using indicator::v1::Definition;

const std::vector<Definition>& BuiltInDefinitions() {
  static const auto* const kDefinitions = [] {
    auto* definitions = new std::vector<Definition>();
    for (const auto& group : {TimeDefinitions(),
                              ActivityDefinitions(),
                              OutcomeDefinitions(),
                              ResourceDefinitions(),
                              EnrolmentDefinitions(),
                              SupportDefinitions()}) {
      for (const char* text : group) {
        FD_CHECK(google::protobuf::TextFormat::ParseFromString(text, &definitions->emplace_back()));
      }
    }
    return definitions;
  }();
  return *kDefinitions;
}

const Definition* FindBuiltIn(absl::string_view code) {
  const std::vector<Definition>& definitions = BuiltInDefinitions();
  const auto found = std::find_if(
      definitions.begin(), definitions.end(), [&](const auto& one) { return one.code() == code; });
  return found == definitions.end() ? nullptr : &*found;
}

}  // namespace framdrift::indicators
