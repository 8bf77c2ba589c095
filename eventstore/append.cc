#include "eventstore/append.h"

#include <optional>
#include <string>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "base/refusal.h"
#include "eventstore/bytes.h"

namespace framdrift::eventstore {
namespace {

constexpr char kFailedConditionsUrl[] = "framdrift/eventstore/failed-conditions";

}  // namespace

absl::Status ConditionsFailed(absl::Span<const FailedCondition> failed) {
  absl::Status status =
      StatusWithReason(absl::StatusCode::kAborted,
                       kStreamChanged,
                       absl::StrCat(failed.size(),
                                    " of the streams this rests on changed meanwhile. Load and "
                                    "decide again."));
  std::string payload;
  for (const FailedCondition& one : failed) {
    PutInteger(payload, static_cast<uint8_t>(one.condition.kind));
    PutInteger(payload, one.condition.stream.kind);
    PutBytes(payload, one.condition.stream.id);
    PutInteger(payload, one.condition.revision);
    PutInteger(payload, one.current);
  }
  status.SetPayload(kFailedConditionsUrl, absl::Cord(payload));
  return status;
}

std::vector<FailedCondition> FailedConditions(const absl::Status& status) {
  std::vector<FailedCondition> failed;
  const absl::optional<absl::Cord> payload = status.GetPayload(kFailedConditionsUrl);
  if (!payload.has_value()) return failed;
  const std::string bytes(*payload);
  ByteReader reader(bytes);
  while (reader.remaining() > 0) {
    FailedCondition one;
    one.condition.kind = static_cast<StreamCondition::Kind>(reader.Integer<uint8_t>());
    one.condition.stream.kind = reader.Integer<uint16_t>();
    one.condition.stream.id = reader.Array<16>();
    one.condition.revision = reader.Integer<uint64_t>();
    one.current = reader.Integer<uint64_t>();
    failed.push_back(one);
  }
  return failed;
}

}  // namespace framdrift::eventstore
