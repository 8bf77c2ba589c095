// Pages of worklists are given as they were kept for exactly as long as nothing they follow from
// has changed.
#include "services/worklist/kept_lists.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "projections/worklist_keys.h"

namespace framdrift::services {
namespace {

namespace keys = projections::worklist_keys;
using eventstore::StreamId;
using projections::ListKind;
using projections::ListOf;
using projections::RowsWritten;

constexpr char kLund[] = "lund";
constexpr char kKey[] = "as it was asked";
const ListOf kMine{ListKind::kStaff, {1}};
const ListOf kOthers{ListKind::kStaff, {2}};
const StreamId kPerson{2, {3}};
const StreamId kOtherPerson{2, {4}};
const absl::Time kNow = absl::FromUnixSeconds(1'709'280'000);

class KeptListsTest : public ::testing::Test {
 protected:
  // Made at position 5, for an hour.
  static KeptList List() {
    KeptList list;
    list.bytes = std::make_shared<const std::string>("encoded");
    list.position = 5;
    list.from = kNow;
    list.until = kNow + absl::Hours(1);
    list.lists = {kMine};
    list.streams = {kPerson};
    return list;
  }
  void Keep() { lists_.Keep(kKey, lists_.Told(kLund), List()); }
  void Tell(eventstore::Position until, std::vector<std::string> rows,
            std::vector<StreamId> streams) {
    RowsWritten written;
    written.tenant = kLund;
    written.projection = projections::kWorklist;
    written.until = until;
    written.keys = std::make_shared<const std::vector<std::string>>(std::move(rows));
    written.streams = std::make_shared<const std::vector<StreamId>>(std::move(streams));
    feed_.Tell(written);
  }
  bool Has(eventstore::Position position, absl::Time now = kNow) {
    return lists_.Find(kLund, kKey, position, now) != nullptr;
  }

  projections::ChangeFeed feed_;
  KeptLists lists_{feed_};
};

std::string ItemOf(const ListOf& list) { return keys::OfItem(list, kNow, {9}, "new-1"); }

TEST_F(KeptListsTest, HoldsAtLaterPositionsWhileOnlyOtherThingsChange) {
  EXPECT_FALSE(Has(5));
  Keep();
  EXPECT_TRUE(Has(5));
  Tell(7, {ItemOf(kOthers), keys::OfOpenCase(kOthers, {9})}, {kOtherPerson});
  EXPECT_TRUE(Has(7));
  EXPECT_EQ(*lists_.Find(kLund, kKey, 7, kNow)->bytes, "encoded");
}

TEST_F(KeptListsTest, IsNotGivenForRowsOfWhichItWasNotTold) {
  Keep();
  EXPECT_FALSE(Has(6));
  Tell(7, {}, {});
  EXPECT_FALSE(Has(5));
  EXPECT_TRUE(Has(7));
}

TEST_F(KeptListsTest, IsForgottenWithWhateverItFollowsFrom) {
  const auto told = [&](std::vector<std::string> rows, std::vector<StreamId> streams) {
    Keep();
    Tell(7, std::move(rows), std::move(streams));
    return !Has(7);
  };
  EXPECT_TRUE(told({ItemOf(kMine)}, {}));
  EXPECT_TRUE(told({keys::OfOpenCase(kMine, {9})}, {}));
  EXPECT_TRUE(told({}, {kPerson}));
  EXPECT_TRUE(told({keys::OfSession({8}, kNow, {7})}, {}));
  EXPECT_FALSE(told({}, {}));
}

TEST_F(KeptListsTest, IsForgottenWhenAnyRowMayBeAnother) {
  Keep();
  RowsWritten written;
  written.tenant = kLund;
  written.projection = projections::kWorklist;
  written.until = 5;
  feed_.Tell(written);
  EXPECT_FALSE(Has(5));
}

TEST_F(KeptListsTest, CountsWhatWasToldWhileItWasMade) {
  const uint64_t told = lists_.Told(kLund);
  Tell(4, {}, {kPerson});
  lists_.Keep(kKey, told, List());
  EXPECT_FALSE(Has(5));
}

TEST_F(KeptListsTest, IsForgottenWhenMoreChangedThanIsRemembered) {
  Keep();
  for (uint16_t kind = 100; kind < 10000; ++kind) Tell(kind, {}, {{kind, {}}});
  EXPECT_FALSE(Has(9999));
  Keep();
  Tell(10000, {}, {kOtherPerson});
  EXPECT_TRUE(Has(10000));
}

TEST_F(KeptListsTest, HoldsOnlyForInstantsAtWhichNothingStandsElsewhere) {
  Keep();
  EXPECT_TRUE(Has(5, kNow + absl::Minutes(59)));
  EXPECT_FALSE(Has(5, kNow + absl::Hours(1)));
  Keep();
  EXPECT_FALSE(Has(5, kNow - absl::Seconds(1)));
}

TEST_F(KeptListsTest, KeepsTheLatestUsed) {
  KeptLists few(feed_, 4 * (sizeof(KeptList) + 100));
  for (int i = 0; i < 10; ++i) {
    few.Keep(std::to_string(i), few.Told(kLund), List());
    EXPECT_NE(few.Find(kLund, "0", 5, kNow), nullptr);
  }
  EXPECT_NE(few.Find(kLund, "9", 5, kNow), nullptr);
  EXPECT_EQ(few.Find(kLund, "1", 5, kNow), nullptr);
}

}  // namespace
}  // namespace framdrift::services
