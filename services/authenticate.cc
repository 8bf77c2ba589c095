#include "services/authenticate.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "services/derived_id.h"

namespace framdrift::services {
namespace {

constexpr size_t kMaxNameBytes = 63;
constexpr char kPurpose[] = "development sign-in";

absl::Status Malformed(absl::string_view part) {
  return StatusWithReason(
      absl::StatusCode::kUnauthenticated,
      "ACTOR_MALFORMED",
      absl::StrCat("The header ",
                   kActorHeader,
                   " must read `id=ID; role=ROLE; unit=UUID; on-behalf-of=ID`; its part for ",
                   part,
                   " does not."),
      {{"part", std::string(part)}});
}

bool IsName(absl::string_view text, absl::string_view punctuation) {
  return !text.empty() && text.size() <= kMaxNameBytes &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
                  punctuation.find(c) != absl::string_view::npos;
         });
}

absl::StatusOr<history::StaffId> StaffFrom(absl::string_view key, absl::string_view value) {
  const absl::StatusOr<Id16> id = ParseUuid(value);
  if (id.ok()) return history::StaffId(*id);
  if (!IsName(value, "._-")) return Malformed(key);
  return history::StaffId(DerivedId(kPurpose, value));
}

absl::Status SetPart(absl::string_view key, absl::string_view value, history::Actor& actor) {
  if (key == "id") {
    FD_ASSIGN_OR_RETURN(actor.id, StaffFrom(key, value));
  } else if (key == "role") {
    if (!IsName(value, "_-")) return Malformed(key);
    actor.role = std::string(value);
  } else if (key == "unit") {
    const absl::StatusOr<Id16> unit = ParseUuid(value);
    if (!unit.ok()) return Malformed(key);
    actor.unit = history::UnitId(*unit);
  } else if (key == "on-behalf-of") {
    FD_ASSIGN_OR_RETURN(actor.on_behalf_of, StaffFrom(key, value));
  } else {
    return Malformed(key);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<history::Actor> ActorFrom(absl::string_view header) {
  history::Actor actor;
  actor.role = kDeveloper;
  for (absl::string_view part : absl::StrSplit(header, ';')) {
    part = absl::StripAsciiWhitespace(part);
    if (part.empty()) continue;
    const size_t equals = part.find('=');
    const bool bare = equals == absl::string_view::npos;
    FD_RETURN_IF_ERROR(SetPart(
        bare ? "id" : part.substr(0, equals), bare ? part : part.substr(equals + 1), actor));
  }
  if (actor.id.empty()) actor.id = history::StaffId(DerivedId(kPurpose, kDeveloper));
  return actor;
}

absl::StatusOr<history::Actor> Authenticate(const grpc::ServerContextBase& context) {
  const auto header = context.client_metadata().find(kActorHeader);
  if (header == context.client_metadata().end()) return ActorFrom("");
  return ActorFrom(absl::string_view(header->second.data(), header->second.size()));
}

}  // namespace framdrift::services
