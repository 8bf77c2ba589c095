#include "services/derived_id.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "eventstore/hash.h"

namespace framdrift::services {

Id16 DerivedId(absl::string_view purpose, absl::string_view of) {
  const eventstore::Hash hash = eventstore::Sha256({"framdrift ", purpose, "\n", of});
  Id16 id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  id[6] = static_cast<uint8_t>((id[6] & 0x0F) | 0x80);
  id[8] = static_cast<uint8_t>((id[8] & 0x3F) | 0x80);
  return id;
}

Id16 ChosenId(const Id16& commit_id, uint32_t ordinal) {
  const absl::string_view bytes(reinterpret_cast<const char*>(commit_id.data()), commit_id.size());
  return DerivedId(absl::StrCat("chosen id ", ordinal), bytes);
}

}  // namespace framdrift::services
