#include "projections/rows.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "eventstore/bytes.h"
#include "eventstore/hash.h"

namespace framdrift::projections {

using eventstore::LoadInteger;
using eventstore::PutInteger;

std::string EncodeCheckpoint(const Checkpoint& checkpoint) {
  std::string value;
  PutInteger(value, checkpoint.position);
  eventstore::PutBytes(value, checkpoint.root);
  return value;
}

absl::StatusOr<Checkpoint> DecodeCheckpoint(absl::string_view value) {
  Checkpoint checkpoint;
  if (value.size() != sizeof(checkpoint.position) + checkpoint.root.size()) {
    return absl::DataLossError("a checkpoint is damaged; rebuild the projection");
  }
  checkpoint.position = eventstore::LoadInteger<eventstore::Position>(value.data());
  std::copy(value.begin() + sizeof(checkpoint.position), value.end(), checkpoint.root.begin());
  return checkpoint;
}

std::string EncodeCount(int64_t count) {
  std::string value;
  PutInteger(value, count);
  return value;
}

absl::StatusOr<int64_t> DecodeCount(absl::string_view value) {
  if (value.size() != sizeof(int64_t)) {
    return absl::DataLossError(
        absl::StrCat("a counter has ", value.size(), " bytes; rebuild the projection"));
  }
  return LoadInteger<int64_t>(value.data());
}

absl::Status RowChanges::Settle(const RowView& view) {
  for (const auto& [key, delta] : counts_) {
    if (delta == 0) continue;
    FD_ASSIGN_OR_RETURN(const std::optional<std::string> row, view.Get(key));
    int64_t count = 0;
    if (row) {
      FD_ASSIGN_OR_RETURN(count, DecodeCount(*row));
    }
    count += delta;
    puts_[key] = count == 0 ? std::nullopt : std::optional<std::string>(EncodeCount(count));
  }
  counts_.clear();
  return absl::OkStatus();
}

absl::StatusOr<RowDigest> DigestOf(const RowView& view) {
  RowDigest digest;
  digest.checkpoint = view.checkpoint();
  std::string sizes;
  FD_RETURN_IF_ERROR(view.Scan("", "", [&](absl::string_view key, absl::string_view value) {
    sizes.clear();
    PutInteger(sizes, static_cast<uint32_t>(key.size()));
    PutInteger(sizes, static_cast<uint32_t>(value.size()));
    // Each hash covers the one before it, so that the last covers all rows and their order.
    digest.hash = eventstore::Sha256({eventstore::AsView(digest.hash), sizes, key, value});
    ++digest.rows;
    return true;
  }));
  return digest;
}

}  // namespace framdrift::projections
