#include "services/reading.h"

#include "services/derived_id.h"

namespace framdrift::services {

Id16 Answer::ChosenId(uint32_t ordinal) const { return services::ChosenId(commit_id_, ordinal); }

std::optional<Id16> Answer::Written(history::StreamKind kind) const {
  if (commit_ == nullptr) return std::nullopt;
  for (const auto& [stream, revision] : commit_->revisions) {
    if (stream.kind == static_cast<uint16_t>(kind)) return stream.id;
  }
  return std::nullopt;
}

}  // namespace framdrift::services
