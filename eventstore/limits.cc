#include "eventstore/limits.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace framdrift::eventstore {
namespace {

absl::Status Malformed(absl::string_view where, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(where, ": ", what));
}

bool IsTenantCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

// How many bytes the well-formed UTF-8 character at the front of `text` has; 0: it is none.
size_t FrontCharacterBytes(absl::string_view text) {
  const auto at = [text](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t first = at(0);
  if (first < 0x80) return 1;
  const size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < size) return 0;
  for (size_t i = 1; i < size; ++i) {
    if ((at(i) & 0xc0) != 0x80) return 0;
  }
  const bool overlong = (first == 0xe0 && at(1) < 0xa0) || (first == 0xf0 && at(1) < 0x90);
  const bool surrogate = first == 0xed && at(1) > 0x9f;
  const bool too_large = first == 0xf4 && at(1) > 0x8f;
  return overlong || surrogate || too_large ? 0 : size;
}

absl::Status CheckText(absl::string_view where, absl::string_view text, size_t max_bytes) {
  if (text.size() > max_bytes) {
    return Malformed(where, absl::StrCat(text.size(), " bytes, at most ", max_bytes, " fit"));
  }
  while (!text.empty()) {
    const size_t size = FrontCharacterBytes(text);
    if (size == 0) return Malformed(where, "not UTF-8");
    text.remove_prefix(size);
  }
  return absl::OkStatus();
}

absl::Status CheckTime(absl::string_view where, absl::Time time) {
  if (time < absl::FromUnixMicros(kMinUnixMicros) || time > absl::FromUnixMicros(kMaxUnixMicros)) {
    return Malformed(where, "a time outside of the years 1 to 9999");
  }
  return absl::OkStatus();
}

absl::Status CheckPart(absl::string_view where, const NewPart& part) {
  if (part.subject == Id16{}) return Malformed(where, "no subject");
  if (part.plaintext.size() > kMaxPartBytes) {
    return Malformed(
        where, absl::StrCat(part.plaintext.size(), " bytes, at most ", kMaxPartBytes, " fit"));
  }
  return absl::OkStatus();
}

absl::Status CheckEvent(absl::string_view where, const NewEvent& event) {
  if (event.stream.kind == 0 || event.stream.id == Id16{}) return Malformed(where, "no stream");
  if (event.type == 0) return Malformed(where, "no type");
  if (event.schema_version == 0) return Malformed(where, "no schema version");
  if (event.precision < Precision::kSecond || event.precision > Precision::kMonth) {
    return Malformed(where, "unknown precision");
  }
  FD_RETURN_IF_ERROR(CheckTime(absl::StrCat(where, ".occurred_at"), event.occurred_at));
  if (event.source_recorded_at.has_value()) {
    FD_RETURN_IF_ERROR(
        CheckTime(absl::StrCat(where, ".source_recorded_at"), *event.source_recorded_at));
  }
  FD_RETURN_IF_ERROR(
      CheckText(absl::StrCat(where, ".reason_code"), event.reason_code, kMaxReasonCodeBytes));
  FD_RETURN_IF_ERROR(
      CheckText(absl::StrCat(where, ".legal_basis"), event.legal_basis, kMaxLegalBasisBytes));
  if (event.tags.size() > kMaxTags) {
    return Malformed(where, absl::StrCat(event.tags.size(), " tags, at most ", kMaxTags, " fit"));
  }
  if (event.public_part.size() > kMaxPartBytes) {
    return Malformed(absl::StrCat(where, ".public_part"),
                     absl::StrCat("more than ", kMaxPartBytes, " bytes"));
  }
  if (event.parts.size() > kMaxParts) {
    return Malformed(where,
                     absl::StrCat(event.parts.size(), " parts, at most ", kMaxParts, " fit"));
  }
  for (size_t i = 0; i < event.parts.size(); ++i) {
    FD_RETURN_IF_ERROR(CheckPart(absl::StrCat(where, ".parts[", i, "]"), event.parts[i]));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckTenant(absl::string_view tenant) {
  if (tenant.empty() || tenant.size() > kMaxTenantBytes) {
    return Malformed("tenant", absl::StrCat("its id has 1 to ", kMaxTenantBytes, " characters"));
  }
  if (!std::all_of(tenant.begin(), tenant.end(), IsTenantCharacter)) {
    return Malformed("tenant", "its id holds only a-z, 0-9 and -");
  }
  return absl::OkStatus();
}

absl::Status CheckLimits(const NewCommit& commit) {
  if (commit.log != LogNumber::kMain && commit.log != LogNumber::kAccess) {
    return Malformed("log", "unknown");
  }
  if (commit.commit_id == Id16{}) return Malformed("commit_id", "missing");
  if (commit.actor.pseudonym == Id16{}) return Malformed("actor", "missing");
  if (commit.actor.kind < ActorKind::kHuman || commit.actor.kind > ActorKind::kImport) {
    return Malformed("actor", "unknown kind");
  }
  FD_RETURN_IF_ERROR(CheckText("actor.role", commit.actor.role, kMaxRoleBytes));
  if (commit.conditions.size() > kMaxConditions) {
    return Malformed("conditions", absl::StrCat("at most ", kMaxConditions, " fit"));
  }
  if (commit.events.empty()) return Malformed("events", "a commit needs one");
  if (commit.events.size() > kMaxCommitEvents) {
    return Malformed(
        "events",
        absl::StrCat(commit.events.size(), " in a commit, at most ", kMaxCommitEvents, " fit"));
  }
  for (size_t i = 0; i < commit.events.size(); ++i) {
    FD_RETURN_IF_ERROR(CheckEvent(absl::StrCat("events[", i, "]"), commit.events[i]));
  }
  return absl::OkStatus();
}

}  // namespace framdrift::eventstore
