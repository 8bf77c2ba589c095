#include "services/stream_cache.h"

#include <memory>
#include <utility>

#include "gtest/gtest.h"

namespace framdrift::services {
namespace {

class FakeSnapshot : public SnapshotBase {
 public:
  explicit FakeSnapshot(eventstore::Revision revision, size_t bytes = 100) : revision_(revision) {
    bytes_ = bytes;
  }
  eventstore::Revision revision() const override { return revision_; }
  void Grow() { ++revision_; }

 private:
  eventstore::Revision revision_;
};

StreamKey KeyOf(uint8_t number) {
  StreamKey key{"kungsbacka", {3, {}}};
  key.stream.id[15] = number;
  return key;
}

SnapshotRef Extend(StreamCache& cache, const StreamKey& key, SnapshotRef held) {
  return cache.Extend(
      key,
      std::move(held),
      [](const SnapshotBase& base) -> std::shared_ptr<SnapshotBase> {
        return std::make_shared<FakeSnapshot>(static_cast<const FakeSnapshot&>(base));
      },
      [](SnapshotBase& base) { static_cast<FakeSnapshot&>(base).Grow(); });
}

TEST(StreamCacheTest, FindsWhatItKeepsUntilItIsForgotten) {
  StreamCache cache(size_t{1} << 20);
  EXPECT_EQ(cache.Find(KeyOf(1)), nullptr);
  cache.Put(KeyOf(1), std::make_shared<FakeSnapshot>(1));
  EXPECT_EQ(cache.Find(KeyOf(1))->revision(), 1u);
  EXPECT_EQ(cache.Find(KeyOf(2)), nullptr);
  cache.Forget(KeyOf(1));
  EXPECT_EQ(cache.Find(KeyOf(1)), nullptr);
  EXPECT_EQ(cache.bytes(), 0u);
}

TEST(StreamCacheTest, TellsTenantsApart) {
  StreamCache cache(size_t{1} << 20);
  StreamKey other = KeyOf(1);
  other.tenant = "ljusdal";
  cache.Put(KeyOf(1), std::make_shared<FakeSnapshot>(1));
  EXPECT_EQ(cache.Find(other), nullptr);
}

TEST(StreamCacheTest, KeepsTheSnapshotWithMoreEvents) {
  StreamCache cache(size_t{1} << 20);
  cache.Put(KeyOf(1), std::make_shared<FakeSnapshot>(2));
  cache.Put(KeyOf(1), std::make_shared<FakeSnapshot>(1));
  EXPECT_EQ(cache.Find(KeyOf(1))->revision(), 2u);
}

TEST(StreamCacheTest, ExtendsInPlaceWhatNobodyElseHolds) {
  StreamCache cache(size_t{1} << 20);
  cache.Put(KeyOf(1), std::make_shared<FakeSnapshot>(1));
  SnapshotRef held = cache.Find(KeyOf(1));
  const SnapshotBase* const address = held.get();
  EXPECT_EQ(Extend(cache, KeyOf(1), std::move(held)).get(), address);
  EXPECT_EQ(cache.Find(KeyOf(1))->revision(), 2u);
}

TEST(StreamCacheTest, ExtendsACopyOfWhatAnotherReads) {
  StreamCache cache(size_t{1} << 20);
  cache.Put(KeyOf(1), std::make_shared<FakeSnapshot>(1));
  const SnapshotRef reader = cache.Find(KeyOf(1));
  EXPECT_EQ(Extend(cache, KeyOf(1), cache.Find(KeyOf(1)))->revision(), 2u);
  EXPECT_EQ(reader->revision(), 1u);
  EXPECT_EQ(cache.Find(KeyOf(1))->revision(), 2u);
}

TEST(StreamCacheTest, TakesInWhatItDidNotKeep) {
  StreamCache cache(size_t{1} << 20);
  EXPECT_EQ(Extend(cache, KeyOf(1), std::make_shared<FakeSnapshot>(0))->revision(), 1u);
  EXPECT_EQ(cache.Find(KeyOf(1))->revision(), 1u);
}

TEST(StreamCacheTest, HoldsNoMoreBytesThanItMay) {
  constexpr size_t kMaxBytes = 64 * 4096;
  StreamCache cache(kMaxBytes);
  for (int i = 0; i < 2560; ++i) {
    StreamKey key = KeyOf(static_cast<uint8_t>(i % 256));
    key.stream.id[0] = static_cast<uint8_t>(i / 256);
    cache.Put(key, std::make_shared<FakeSnapshot>(1, 1000));
    EXPECT_LE(cache.bytes(), kMaxBytes);
    EXPECT_NE(cache.Find(key), nullptr);
  }
}

TEST(StreamCacheTest, RemembersTheHighestPositionItIsCurrentAt) {
  const FakeSnapshot snapshot(1);
  snapshot.SetCurrentAt(7);
  snapshot.SetCurrentAt(5);
  EXPECT_EQ(snapshot.current_at(), 7u);
}

}  // namespace
}  // namespace framdrift::services
