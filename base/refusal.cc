#include "base/refusal.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"

namespace framdrift {
namespace {

constexpr char kPayloadUrl[] = "framdrift/refusals";

// Each string as its decimal length, a colon, its bytes: no escaping, any bytes.
void Put(std::string& out, absl::string_view text) {
  absl::StrAppend(&out, text.size(), ":", text);
}

bool Take(absl::string_view& in, std::string& text) {
  const size_t colon = in.find(':');
  size_t size = 0;
  if (colon == absl::string_view::npos || !absl::SimpleAtoi(in.substr(0, colon), &size))
    return false;
  in.remove_prefix(colon + 1);
  if (in.size() < size) return false;
  text = std::string(in.substr(0, size));
  in.remove_prefix(size);
  return true;
}

std::string Encode(const std::vector<Refusal>& refusals) {
  std::string out;
  for (const Refusal& refusal : refusals) {
    Put(out, refusal.reason);
    Put(out, refusal.message);
    Put(out, absl::StrCat(refusal.metadata.size()));
    for (const auto& [key, value] : refusal.metadata) {
      Put(out, key);
      Put(out, value);
    }
  }
  return out;
}

absl::Status WithRefusals(absl::StatusCode code, const std::vector<Refusal>& refusals) {
  std::string message;
  for (const Refusal& refusal : refusals) {
    absl::StrAppend(&message, message.empty() ? "" : " ", refusal.message);
  }
  absl::Status status(code, message);
  status.SetPayload(kPayloadUrl, absl::Cord(Encode(refusals)));
  return status;
}

}  // namespace

void Refusals::Add(absl::string_view reason, absl::string_view message,
                   std::map<std::string, std::string> metadata) {
  all_.push_back({std::string(reason), std::string(message), std::move(metadata)});
}

absl::Status Refusals::AsStatus(absl::StatusCode code) const {
  if (all_.empty()) return absl::OkStatus();
  return WithRefusals(code, all_);
}

absl::Status Refuse(absl::string_view reason, absl::string_view message,
                    std::map<std::string, std::string> metadata) {
  return StatusWithReason(
      absl::StatusCode::kFailedPrecondition, reason, message, std::move(metadata));
}

absl::Status StatusWithReason(absl::StatusCode code, absl::string_view reason,
                              absl::string_view message,
                              std::map<std::string, std::string> metadata) {
  return WithRefusals(code, {{std::string(reason), std::string(message), std::move(metadata)}});
}

absl::Status InvalidField(absl::string_view field, absl::string_view message) {
  return StatusWithReason(absl::StatusCode::kInvalidArgument,
                          "FIELD_INVALID",
                          message,
                          {{"field", std::string(field)}});
}

std::vector<Refusal> RefusalsOf(const absl::Status& status) {
  const absl::optional<absl::Cord> payload = status.GetPayload(kPayloadUrl);
  if (!payload.has_value()) return {};
  const std::string bytes(*payload);
  absl::string_view in = bytes;
  std::vector<Refusal> refusals;
  while (!in.empty()) {
    Refusal refusal;
    std::string count_text;
    size_t count = 0;
    if (!Take(in, refusal.reason) || !Take(in, refusal.message) || !Take(in, count_text) ||
        !absl::SimpleAtoi(count_text, &count)) {
      return refusals;
    }
    for (; count > 0; --count) {
      std::string key;
      std::string value;
      if (!Take(in, key) || !Take(in, value)) return refusals;
      refusal.metadata.emplace(std::move(key), std::move(value));
    }
    refusals.push_back(std::move(refusal));
  }
  return refusals;
}

}  // namespace framdrift
