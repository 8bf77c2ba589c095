// The RFC 6962 tree over a log's leaves, kept in tiles of 256 hashes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "eventstore/event.h"

namespace framdrift::eventstore {

inline constexpr size_t kTileHashes = 256;
inline constexpr size_t kTileBytes = kTileHashes * 32;

// SHA-256(0x01 ‖ left ‖ right).
Hash HashChildren(const Hash& left, const Hash& right);

// A full tile: 256 neighbouring hashes of one level. Level 0 holds leaves; hash i of level n + 1 is
// the root over tile i of level n.
struct Tile {
  uint8_t level = 0;
  uint64_t index = 0;
  std::string bytes;
};

// Reads the tile; an error is passed up.
using ReadTile = std::function<absl::StatusOr<std::string>(uint8_t level, uint64_t index)>;

// The partial right edge of the tree: at each level the hashes that do not fill a tile yet. Adding
// a leaf costs one hash on average, the root one for each full subtree the leaves split into. Not
// thread-safe. Copying it is a snapshot.
class TreeEdge {
 public:
  // How many leaves the tree has.
  uint64_t size() const { return size_; }
  // SHA-256 of nothing when empty.
  Hash Root() const;
  // Adds leaves, appending to `full` the tiles they fill: write them once, together with the
  // leaves.
  void Append(absl::Span<const Hash> leaves, std::vector<Tile>& full);

  // The edge of a tree of `size` leaves, of which all full tiles above and at level 0 can be read
  // and `tail` holds the last size % 256 leaves. DATA_LOSS if a tile has the wrong length or `tail`
  // does.
  static absl::StatusOr<TreeEdge> Rebuild(uint64_t size, absl::Span<const Hash> tail,
                                          const ReadTile& read);

 private:
  // Adds a hash to the tile that grows at `level`.
  void AddToTile(size_t level, const Hash& hash, std::vector<Tile>& full);

  uint64_t size_ = 0;
  // Roots of the full subtrees that the leaves split into, largest first: one for each bit of
  // size_.
  std::vector<Hash> peaks_;
  // At each level the tile that grows.
  std::vector<std::string> growing_;
};

}  // namespace framdrift::eventstore
