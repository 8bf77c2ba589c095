// What is told of the rows that are written, while they are written and when others answer.
#include "projections/change_feed.h"

#include <memory>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "tests/projections/projector_fixture.h"

namespace framdrift::projections {
namespace {

// Keeps what it is told.
class Listener {
 public:
  void Hear(const RowsWritten& written) {
    MutexLock lock(mutex_);
    heard_.push_back(written);
  }
  std::vector<RowsWritten> heard() {
    MutexLock lock(mutex_);
    return heard_;
  }

 private:
  Mutex mutex_;
  std::vector<RowsWritten> heard_ ABSL_GUARDED_BY(mutex_);
};

class ChangeFeedTest : public ProjectorTest {
 protected:
  uint64_t Listen() {
    return projector_->changes().Subscribe(
        kCases, [this](const RowsWritten& written) { listener_.Hear(written); });
  }

  Listener listener_;
};

TEST_F(ChangeFeedTest, TellsEveryWriteOnceInOrderWithTheRowsItLeft) {
  OpenProjector();
  Listen();
  CaseLog log(1, 0, 10);
  AppendRandom(log, 200);
  ASSERT_TRUE(CatchUp(kCases).ok());
  const std::vector<RowsWritten> heard = listener_.heard();
  ASSERT_FALSE(heard.empty());
  eventstore::Position last = 0;
  for (const RowsWritten& written : heard) {
    EXPECT_EQ(written.tenant, kTenant);
    EXPECT_EQ(written.projection, kCases);
    EXPECT_EQ(written.rows->checkpoint().position, written.until);
    if (written.keys == nullptr) continue;
    EXPECT_EQ(written.after, last);
    EXPECT_GT(written.until, written.after);
    last = written.until;
    for (const std::string& key : *written.keys) {
      const auto row = written.rows->Get(key);
      EXPECT_TRUE(row.ok()) << row.status();
    }
  }
  EXPECT_EQ(last, Head());
}

TEST_F(ChangeFeedTest, SaysThatAnyRowMayHaveChangedWhenOtherRowsAnswer) {
  OpenProjector();
  CaseLog log(2, 0, 10);
  AppendRandom(log, 60);
  ASSERT_TRUE(CatchUp(kCases).ok());
  Listen();
  ASSERT_TRUE(projector_->Rebuild({kCases}, GoOn).ok());
  const std::vector<RowsWritten> heard = listener_.heard();
  ASSERT_EQ(heard.size(), 1);
  EXPECT_EQ(heard[0].keys, nullptr);
  EXPECT_EQ(heard[0].until, Head());
  EXPECT_EQ(heard[0].rows->checkpoint().position, Head());
}

TEST_F(ChangeFeedTest, IsSilentForWhoDoesNotListenAnyMore) {
  OpenProjector();
  const uint64_t number = Listen();
  projector_->changes().Unsubscribe(number);
  EXPECT_FALSE(projector_->changes().HasListeners(kCases));
  CaseLog log(3, 0, 10);
  AppendRandom(log, 20);
  ASSERT_TRUE(CatchUp(kCases).ok());
  EXPECT_TRUE(listener_.heard().empty());
}

}  // namespace
}  // namespace framdrift::projections
