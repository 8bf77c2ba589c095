// An indicator as the contracts name and show it.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/indicators/indicator.h"
#include "domain/indicators/refusals.h"
#include "framdrift/indicator/v1/indicator.pb.h"
#include "services/reading.h"

namespace framdrift::services {

struct IndicatorResource {
  using Decider = indicators::IndicatorDecider;
  using Message = indicator::v1::Indicator;
  static constexpr char kCollection[] = "indicators";
  static constexpr const char* kNotFound = indicators::kIndicatorNotFound;
  // Without where it stands.
  static absl::Status Render(Reading& reading, const StreamView<Decider>& view, Message& out);
};

// Takes out what lists leave out.
void TrimForList(indicator::v1::Indicator& indicator);

// 1 to 63 letters, digits and hyphens.
bool IsIndicatorCode(absl::string_view text);

struct IndicatorName {
  std::string tenant;
  // Nothing where the name's last segment is `-`.
  std::optional<Id16> id;
};

// tenants/{tenant}/indicators/{uuid or code}: a code stands for the id that follows from it.
// INVALID_ARGUMENT for field `name` otherwise.
absl::StatusOr<IndicatorName> ParseIndicatorName(absl::string_view name);
// The id of the indicator whose id the server chose when it was defined with that code.
Id16 IndicatorIdOf(absl::string_view tenant, absl::string_view code);

// The id that a request's `name` gives.
template <typename Request>
absl::StatusOr<Id16> IndicatorAsked(const Request& request) {
  FD_ASSIGN_OR_RETURN(const IndicatorName name, ParseIndicatorName(request.name()));
  if (name.id) return *name.id;
  return InvalidField("name", "Say which one: give its UUID or its code.");
}

}  // namespace framdrift::services
