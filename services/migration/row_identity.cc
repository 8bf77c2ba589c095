#include "services/migration/row_identity.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "eventstore/hash.h"

namespace framdrift::services {

Id16 IdFrom(const eventstore::Hash& hash) {
  Id16 id;
  std::copy_n(hash.begin(), id.size(), id.begin());
  id[6] = static_cast<uint8_t>((id[6] & 0x0f) | 0x80);
  id[8] = static_cast<uint8_t>((id[8] & 0x3f) | 0x80);
  return id;
}

// Each text after its length, so that no two lists of texts read alike.
absl::StatusOr<eventstore::Hash> RowIdentities::Hash(absl::string_view purpose,
                                                     absl::string_view text) const {
  return Number(absl::StrCat("import ", purpose, "\n", source_.size(), ":", source_, text));
}

absl::StatusOr<eventstore::Hash> RowIdentities::Number(absl::string_view normalised) const {
  if (!founded_) return eventstore::Sha256({normalised});
  return keys_.BlindIndex(tenant_, normalised);
}

absl::StatusOr<Id16> RowIdentities::Source() const {
  FD_ASSIGN_OR_RETURN(const eventstore::Hash hash, Hash("source", ""));
  return IdFrom(hash);
}

absl::StatusOr<Id16> RowIdentities::Case(absl::string_view key) const {
  FD_ASSIGN_OR_RETURN(const eventstore::Hash hash, Hash("case", key));
  return IdFrom(hash);
}

absl::StatusOr<Id16> RowIdentities::Person(absl::string_view key) const {
  FD_ASSIGN_OR_RETURN(const eventstore::Hash hash, Hash("person", key));
  return IdFrom(hash);
}

absl::StatusOr<Id16> RowIdentities::Row(absl::string_view key, absl::string_view code,
                                        absl::Time occurred, int32_t ordinal) const {
  FD_ASSIGN_OR_RETURN(const eventstore::Hash hash,
                      Hash("row",
                           absl::StrCat(key.size(),
                                        ":",
                                        key,
                                        code.size(),
                                        ":",
                                        code,
                                        absl::ToUnixMicros(occurred),
                                        "#",
                                        ordinal)));
  return IdFrom(hash);
}

absl::StatusOr<eventstore::Hash> RowIdentities::Commit(absl::string_view key,
                                                       absl::string_view content) const {
  return Hash("commit", absl::StrCat(key.size(), ":", key, content));
}

}  // namespace framdrift::services
