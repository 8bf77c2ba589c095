#include "services/casework/collect.h"

#include <map>
#include <utility>

namespace framdrift::services {

absl::Status Collect(const absl::Status& status, const std::string& case_name, Refusals& out) {
  if (!absl::IsFailedPrecondition(status)) return status;
  for (const Refusal& refusal : RefusalsOf(status)) {
    std::map<std::string, std::string> metadata = refusal.metadata;
    metadata.emplace("case", case_name);
    out.Add(refusal.reason, refusal.message, std::move(metadata));
  }
  return absl::OkStatus();
}

}  // namespace framdrift::services
