#include "clients/demo/ids.h"

#include <openssl/sha.h>

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "base/strong_id.h"

namespace framdrift::demo {

Ids::Ids(uint64_t seed, absl::string_view tenant)
    : prefix_(absl::StrCat("framdrift demo id\n", seed, " ", tenant, " ")) {}

std::string Ids::Of(absl::string_view purpose, int64_t first, int64_t second, int64_t third) const {
  const std::string text = absl::StrCat(prefix_, purpose, " ", first, " ", second, " ", third);
  std::array<uint8_t, SHA256_DIGEST_LENGTH> hash{};
  SHA256(reinterpret_cast<const uint8_t*>(text.data()), text.size(), hash.data());
  Id16 id{};
  std::copy_n(hash.begin(), id.size(), id.begin());
  id[6] = static_cast<uint8_t>((id[6] & 0x0f) | 0x80);
  id[8] = static_cast<uint8_t>((id[8] & 0x3f) | 0x80);
  return FormatUuid(id);
}

}  // namespace framdrift::demo
