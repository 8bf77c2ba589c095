// Resource names of the contracts: tenants/{tenant}/{collection}/{uuid}.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/strong_id.h"

namespace framdrift::services {

struct ResourceName {
  std::string tenant;
  // Nothing where the name's last segment is `-`: the server chooses.
  std::optional<Id16> id;
};

// Parses the name of a resource in `collection`. INVALID_ARGUMENT for field `name` otherwise.
absl::StatusOr<ResourceName> ParseName(absl::string_view name, absl::string_view collection);

// Parses `tenants/{tenant}`, or any name that begins so, as field `field`. INVALID_ARGUMENT
// otherwise.
absl::StatusOr<std::string> ParseTenant(absl::string_view name, absl::string_view field);

// An id as the contracts write it; nothing where there is none.
template <typename Id>
std::string Written(const Id& id) {
  return id.empty() ? std::string() : id.ToString();
}

std::string FormatName(absl::string_view tenant, absl::string_view collection, const Id16& id);

// The quoted revision that a resource carries as its etag.
std::string FormatEtag(uint64_t revision);
// The revision of an etag. INVALID_ARGUMENT for field `etag` otherwise.
absl::StatusOr<uint64_t> ParseEtag(absl::string_view etag);

}  // namespace framdrift::services
