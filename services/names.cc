#include "services/names.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "eventstore/limits.h"

namespace framdrift::services {

absl::StatusOr<std::string> ParseTenant(absl::string_view name, absl::string_view field) {
  if (!absl::ConsumePrefix(&name, "tenants/")) {
    return InvalidField(field, "A name begins with tenants/{tenant}.");
  }
  const absl::string_view tenant = name.substr(0, name.find('/'));
  if (!eventstore::CheckTenant(tenant).ok()) {
    return InvalidField(field, "A tenant's id has 1 to 32 of the characters a-z, 0-9 and hyphen.");
  }
  return std::string(tenant);
}

absl::StatusOr<ResourceName> ParseName(absl::string_view name, absl::string_view collection) {
  ResourceName parsed;
  FD_ASSIGN_OR_RETURN(parsed.tenant, ParseTenant(name, "name"));
  const std::vector<absl::string_view> segments = absl::StrSplit(name, '/');
  if (segments.size() != 4 || segments[2] != collection) {
    return InvalidField(
        "name", absl::StrCat("This name must read tenants/{tenant}/", collection, "/{uuid}."));
  }
  if (segments[3] == "-") return parsed;
  const absl::StatusOr<Id16> id = ParseUuid(segments[3]);
  if (!id.ok()) {
    return InvalidField("name",
                        "A name ends with a UUID such as 0190b2c8-5b0e-7c3a-9f00-0123456789ab.");
  }
  parsed.id = *id;
  return parsed;
}

std::string FormatName(absl::string_view tenant, absl::string_view collection, const Id16& id) {
  return absl::StrCat("tenants/", tenant, "/", collection, "/", FormatUuid(id));
}

std::string FormatEtag(uint64_t revision) { return absl::StrCat("\"", revision, "\""); }

absl::StatusOr<uint64_t> ParseEtag(absl::string_view etag) {
  uint64_t revision = 0;
  absl::string_view digits = etag;
  if (!absl::ConsumePrefix(&digits, "\"") || !absl::ConsumeSuffix(&digits, "\"") ||
      !absl::SimpleAtoi(digits, &revision) || FormatEtag(revision) != etag) {
    return InvalidField("etag", "An etag is a quoted revision as a resource carries it: \"7\".");
  }
  return revision;
}

}  // namespace framdrift::services
