// The tree gives RFC 6962's roots at every size, and its edge can be rebuilt from its tiles.
#include "eventstore/merkle.h"

#include <map>
#include <utility>

#include "absl/strings/escaping.h"
#include "eventstore/bytes.h"
#include "eventstore/hash.h"
#include "gtest/gtest.h"
#include "tests/eventstore/vectors.h"

namespace framdrift::eventstore {
namespace {

Hash LeafNumber(uint64_t number) {
  std::string bytes(1, '\0');
  PutInteger(bytes, number);
  return Sha256(bytes);
}

// A tree with the tiles it has filled.
class TiledTree {
 public:
  void GrowTo(uint64_t size) {
    std::vector<Tile> full;
    while (edge.size() < size) {
      const Hash leaf = LeafNumber(edge.size());
      edge.Append({&leaf, 1}, full);
    }
    for (const Tile& tile : full) tiles[{tile.level, tile.index}] = tile.bytes;
  }

  absl::StatusOr<TreeEdge> RebuildAt(uint64_t size) const {
    std::vector<Hash> tail;
    for (uint64_t i = size - size % kTileHashes; i < size; ++i) tail.push_back(LeafNumber(i));
    return TreeEdge::Rebuild(
        size, tail, [this](uint8_t level, uint64_t index) -> absl::StatusOr<std::string> {
          const auto found = tiles.find({level, index});
          if (found == tiles.end()) return absl::NotFoundError("no such tile");
          return found->second;
        });
  }

  TreeEdge edge;
  std::map<std::pair<uint8_t, uint64_t>, std::string> tiles;
};

TEST(MerkleTest, GivesTheRootsOfTheSecondImplementation) {
  const Json file = ReadGolden("tree.json");
  TiledTree tree;
  const Json& roots = file["roots"];
  for (int i = 0; i < roots.size(); ++i) {
    const auto size = roots.at(i)["size"].number<uint64_t>();
    tree.GrowTo(size);
    EXPECT_EQ(tree.edge.Root(), roots.at(i)["root"].array<32>()) << size;
  }
  EXPECT_EQ(tree.tiles.size(), 257U + 1U);
}

TEST(MerkleTest, AnEdgeRebuiltFromTilesIsTheOneThatGrew) {
  const Json file = ReadGolden("tree.json");
  TiledTree tree;
  const Json& roots = file["roots"];
  tree.GrowTo(66000);
  for (int i = 0; i < roots.size(); ++i) {
    const auto size = roots.at(i)["size"].number<uint64_t>();
    absl::StatusOr<TreeEdge> edge = tree.RebuildAt(size);
    ASSERT_TRUE(edge.ok()) << edge.status();
    EXPECT_EQ(edge->Root(), roots.at(i)["root"].array<32>()) << size;
    // It goes on where the other did.
    TiledTree grown{*std::move(edge), {}};
    grown.GrowTo(size + 300);
    TiledTree whole;
    if (size < 1000) {
      whole.GrowTo(size + 300);
      EXPECT_EQ(grown.edge.Root(), whole.edge.Root());
    }
  }
}

TEST(MerkleTest, RefusesATileOfAnotherLengthAndATailOfAnotherSize) {
  TiledTree tree;
  tree.GrowTo(600);
  tree.tiles[{0, 1}].pop_back();
  EXPECT_TRUE(absl::IsDataLoss(tree.RebuildAt(600).status()));
  tree.tiles.erase({0, 1});
  EXPECT_TRUE(absl::IsNotFound(tree.RebuildAt(600).status()));
  EXPECT_TRUE(absl::IsDataLoss(TreeEdge::Rebuild(3, {}, nullptr).status()));
}

TEST(MerkleTest, GivesTheRootsOfTesserasTestLog) {
  const auto file = ReadReference("merkle/tessera_expected.json");
  if (!file.has_value()) GTEST_SKIP() << kNoReferenceData;
  const Json& leaves = (*file)["leaves"];
  ASSERT_EQ(leaves.size(), 15);
  TreeEdge tree;
  std::vector<Tile> full;
  for (int size = 0; size <= leaves.size(); ++size) {
    std::string root;
    ASSERT_TRUE(
        absl::Base64Unescape((*file)["checkpoints"][std::to_string(size)]["root"].text(), &root));
    EXPECT_EQ(AsView(tree.Root()), root) << size;
    if (size == leaves.size()) break;
    const Hash leaf = Sha256({absl::string_view("\0", 1), leaves.at(size).text()});
    tree.Append({&leaf, 1}, full);
  }
}

}  // namespace
}  // namespace framdrift::eventstore
