#include "services/log/content_digest.h"

#include <string>

#include "absl/time/time.h"
#include "eventstore/bytes.h"

namespace framdrift::services {

using eventstore::PutBytes;
using eventstore::PutInteger;

void ContentDigest::Add(const eventstore::EventView& view,
                        const std::vector<eventstore::NewPart>& parts) {
  std::string bytes;
  PutInteger(bytes, view.stream.kind);
  PutBytes(bytes, view.stream.id);
  if (view.header_erased) {
    PutInteger(bytes, uint32_t{0});
    ++erased_;
  } else {
    PutInteger(bytes, view.type);
    PutInteger(bytes, view.schema_version);
    PutInteger(bytes, absl::ToUnixMicros(view.occurred_at));
    PutInteger(bytes, static_cast<uint32_t>(view.public_part.size()));
    PutBytes(bytes, view.public_part);
  }
  PutInteger(bytes, static_cast<uint16_t>(parts.size()));
  for (const eventstore::NewPart& part : parts) {
    PutBytes(bytes, part.subject);
    PutInteger(bytes, part.role);
    PutInteger(bytes, static_cast<uint32_t>(part.plaintext.size()));
    PutBytes(bytes, part.plaintext);
  }
  erased_ += static_cast<int64_t>(view.parts.size() - parts.size());
  stream_.Update(bytes);
}

}  // namespace framdrift::services
