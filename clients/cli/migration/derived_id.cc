#include "clients/cli/migration/derived_id.h"

#include <algorithm>

#include <openssl/sha.h>

#include "absl/strings/str_cat.h"
#include "base/strong_id.h"

namespace framdrift::cli::migration {

std::string IdFromName(const std::string& source, const std::string& kind,
                       const std::string& name) {
  const std::string text = absl::StrCat(source, "\n", kind, "\n", name);
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  Id16 id;
  std::copy_n(digest, id.size(), id.begin());
  id[6] = static_cast<uint8_t>((id[6] & 0x0f) | 0x80);  // version 8: made from other data
  id[8] = static_cast<uint8_t>((id[8] & 0x3f) | 0x80);
  return FormatUuid(id);
}

}  // namespace framdrift::cli::migration
