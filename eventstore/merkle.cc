#include "eventstore/merkle.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "eventstore/hash.h"

namespace framdrift::eventstore {
namespace {

// The root over `hashes`, roots of neighbouring full subtrees of one height, a power of two in
// number.
Hash RootOver(absl::Span<const Hash> hashes) {
  std::vector<Hash> level(hashes.begin(), hashes.end());
  while (level.size() > 1) {
    for (size_t i = 0; i < level.size() / 2; ++i) {
      level[i] = HashChildren(level[2 * i], level[2 * i + 1]);
    }
    level.resize(level.size() / 2);
  }
  return level.front();
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
  if (peaks_.empty()) return Sha256("");
  Hash root = peaks_.back();
  for (size_t i = peaks_.size() - 1; i > 0; --i) root = HashChildren(peaks_[i - 1], root);
  return root;
}

void TreeEdge::AddToTile(size_t level, const Hash& hash, std::vector<Tile>& full) {
  if (level == growing_.size()) growing_.emplace_back().reserve(kTileBytes);
  std::string& growing = growing_[level];
  growing.append(AsView(hash).data(), hash.size());
  if (growing.size() < kTileBytes) return;
  full.push_back({.level = static_cast<uint8_t>(level),
                  .index = size_ >> (8 * (level + 1)),
                  .bytes = growing});
  growing.clear();
}

void TreeEdge::Append(absl::Span<const Hash> leaves, std::vector<Tile>& full) {
  for (const Hash& leaf : leaves) {
    AddToTile(0, leaf, full);
    Hash root = leaf;
    size_t height = 0;
    for (uint64_t bits = size_; (bits & 1) != 0; bits >>= 1) {
      root = HashChildren(peaks_.back(), root);
      peaks_.pop_back();
      if (++height % 8 == 0) AddToTile(height / 8, root, full);
    }
    peaks_.push_back(root);
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
  std::vector<std::vector<Hash>> levels;
  if (size > 0) levels.emplace_back(tail.begin(), tail.end());
  for (uint8_t level = 1; (size >> (8 * level)) > 0; ++level) {
    std::vector<Hash>& hashes = levels.emplace_back();
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
  for (const std::vector<Hash>& hashes : levels) {
    edge.growing_.emplace_back(reinterpret_cast<const char*>(hashes.data()),
                               hashes.size() * sizeof(Hash));
  }
  // Of each level's hashes, the powers of two they split into are the full subtrees.
  for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
    absl::Span<const Hash> rest = *level;
    for (size_t part = kTileHashes / 2; part > 0; part /= 2) {
      if (rest.size() < part) continue;
      edge.peaks_.push_back(RootOver(rest.first(part)));
      rest.remove_prefix(part);
    }
  }
  return edge;
}

}  // namespace framdrift::eventstore
