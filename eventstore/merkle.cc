#include "eventstore/merkle.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "eventstore/hash.h"

namespace framdrift::eventstore {
namespace {

// The RFC 6962 root over `hashes`, which are roots of full subtrees of one height, but for the
// last, which may be lower. An odd one rises unchanged: that is what splitting at the largest power
// of two comes to.
Hash RootOver(std::vector<Hash> hashes) {
  while (hashes.size() > 1) {
    size_t parents = 0;
    for (size_t i = 0; i + 1 < hashes.size(); i += 2) {
      hashes[parents++] = HashChildren(hashes[i], hashes[i + 1]);
    }
    if (hashes.size() % 2 == 1) hashes[parents++] = hashes.back();
    hashes.resize(parents);
  }
  return hashes.front();
}

std::vector<Hash> HashesOf(absl::string_view tile) {
  std::vector<Hash> hashes(tile.size() / sizeof(Hash));
  std::memcpy(hashes.data(), tile.data(), hashes.size() * sizeof(Hash));
  return hashes;
}

}  // namespace

Hash HashChildren(const Hash& left, const Hash& right) {
  const char prefix = 1;
  return Sha256({{&prefix, 1}, AsView(left), AsView(right)});
}

Hash TreeEdge::Root() const {
  std::vector<Hash> below;  // the root of what is right of all full tiles, if anything is
  for (const std::vector<Hash>& level : levels_) {
    std::vector<Hash> hashes = level;
    hashes.insert(hashes.end(), below.begin(), below.end());
    if (!hashes.empty()) below.assign(1, RootOver(std::move(hashes)));
  }
  return below.empty() ? Sha256("") : below.front();
}

void TreeEdge::Append(absl::Span<const Hash> leaves, std::vector<Tile>& full) {
  for (const Hash& leaf : leaves) {
    Hash hash = leaf;
    for (size_t level = 0;; ++level) {
      if (level == levels_.size()) levels_.emplace_back();
      std::vector<Hash>& hashes = levels_[level];
      hashes.push_back(hash);
      if (hashes.size() < kTileHashes) break;
      Tile& tile = full.emplace_back();
      tile.level = static_cast<uint8_t>(level);
      tile.index = size_ >> (8 * (level + 1));
      tile.bytes.assign(reinterpret_cast<const char*>(hashes.data()), kTileBytes);
      hash = RootOver(std::move(hashes));
      hashes.clear();
    }
    ++size_;
  }
}

absl::StatusOr<TreeEdge> TreeEdge::Rebuild(uint64_t size, absl::Span<const Hash> tail,
                                           const ReadTile& read) {
  if (tail.size() != size % kTileHashes) {
    return absl::DataLossError(absl::StrCat("a tree of ",
                                            size,
                                            " leaves ends with ",
                                            size % kTileHashes,
                                            " outside of tiles, not ",
                                            tail.size()));
  }
  TreeEdge edge;
  edge.size_ = size;
  if (size > 0) edge.levels_.emplace_back(tail.begin(), tail.end());
  for (uint8_t level = 1; (size >> (8 * level)) > 0; ++level) {
    std::vector<Hash>& hashes = edge.levels_.emplace_back();
    const uint64_t count = size >> (8 * level);
    for (uint64_t index = count - count % kTileHashes; index < count; ++index) {
      const auto below = static_cast<uint8_t>(level - 1);
      FD_ASSIGN_OR_RETURN(const std::string tile, read(below, index));
      if (tile.size() != kTileBytes) {
        return absl::DataLossError(absl::StrCat("tile ",
                                                index,
                                                " of level ",
                                                below,
                                                " has ",
                                                tile.size(),
                                                " bytes: restore the log from a backup"));
      }
      hashes.push_back(RootOver(HashesOf(tile)));
    }
  }
  return edge;
}

}  // namespace framdrift::eventstore
