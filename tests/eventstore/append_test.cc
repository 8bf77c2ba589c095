#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "base/refusal.h"
#include "eventstore/keys.h"
#include "tests/eventstore/holding_backend.h"
#include "tests/eventstore/store_fixture.h"

namespace framdrift::eventstore {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;

class AppendTest : public StoreTest {
 protected:
  void SetUp() override { MustOpen(); }
};

TEST_F(AppendTest, GivesEventsDensePositionsFromOne) {
  const CommitResult first = Append(CommitOf(1, {StreamOf(1), StreamOf(2)})).value();
  const CommitResult second = Append(CommitOf(2, {StreamOf(1)})).value();
  EXPECT_EQ(first.first_position, 1u);
  EXPECT_EQ(first.last_position, 2u);
  EXPECT_EQ(second.first_position, 3u);
  EXPECT_EQ(second.last_position, 3u);
  EXPECT_EQ(Head(), 3u);
  EXPECT_FALSE(first.duplicate);
}

TEST_F(AppendTest, CountsTheEventsOfEachStreamAsItsRevision) {
  const CommitResult first = Append(CommitOf(1, {StreamOf(1), StreamOf(2), StreamOf(1)})).value();
  EXPECT_THAT(first.revisions, ElementsAre(Pair(StreamOf(1), 2u), Pair(StreamOf(2), 1u)));
  const CommitResult second = Append(CommitOf(2, {StreamOf(1)})).value();
  EXPECT_THAT(second.revisions, ElementsAre(Pair(StreamOf(1), 3u)));
  EXPECT_EQ(store_->StreamRevision(kTenant, LogNumber::kMain, StreamOf(1)).value(), 3u);
  EXPECT_EQ(store_->StreamRevision(kTenant, LogNumber::kMain, StreamOf(9)).value(), 0u);
}

TEST_F(AppendTest, KeepsTheLogsOfATenantApart) {
  NewCommit access = CommitOf(1, {StreamOf(1)});
  access.log = LogNumber::kAccess;
  ASSERT_TRUE(Append(CommitOf(1, {StreamOf(1)})).ok());
  EXPECT_EQ(Append(access).value().first_position, 1u);
  EXPECT_EQ(store_->Head(kTenant, LogNumber::kAccess).value(), 1u);
}

TEST_F(AppendTest, KeepsTenantsApart) {
  ASSERT_TRUE(store_->FoundTenant("umea").ok());
  ASSERT_TRUE(Append(CommitOf(1, {StreamOf(1)})).ok());
  EXPECT_EQ(store_->AppendAndWait("umea", CommitOf(1, {StreamOf(1)})).value().first_position, 1u);
  EXPECT_THAT(store_->Tenants(), ElementsAre("lund", "umea"));
}

TEST_F(AppendTest, RefusesAnUnknownTenantAndABadTenantName) {
  const absl::Status unknown = store_->AppendAndWait("nobody", CommitOf(1, {StreamOf(1)})).status();
  EXPECT_TRUE(absl::IsNotFound(unknown));
  EXPECT_EQ(RefusalsOf(unknown).at(0).reason, kTenantNotFound);
  EXPECT_TRUE(absl::IsInvalidArgument(store_->FoundTenant("Not A Tenant")));
  EXPECT_FALSE(store_->HasTenant("nobody"));
}

TEST_F(AppendTest, RefusesACommitWithoutEvents) {
  EXPECT_TRUE(absl::IsInvalidArgument(Append(CommitOf(1, {})).status()));
  EXPECT_EQ(Head(), 0u);
}

TEST_F(AppendTest, WritesWhenAllConditionsHold) {
  ASSERT_TRUE(Append(CommitOf(1, {StreamOf(1), StreamOf(1), StreamOf(2)})).ok());
  NewCommit commit = CommitOf(2, {StreamOf(3)});
  commit.conditions = {AtRevision(StreamOf(1), 2), Exists(StreamOf(2)), AtRevision(StreamOf(3), 0)};
  EXPECT_TRUE(Append(commit).ok());
}

TEST_F(AppendTest, ReturnsEveryFailedConditionWithTheCurrentRevisionAndWritesNothing) {
  ASSERT_TRUE(Append(CommitOf(1, {StreamOf(1), StreamOf(1), StreamOf(2)})).ok());
  NewCommit commit = CommitOf(2, {StreamOf(1), StreamOf(3)});
  commit.conditions = {AtRevision(StreamOf(1), 1),
                       AtRevision(StreamOf(2), 1),
                       Exists(StreamOf(4)),
                       AtRevision(StreamOf(3), 0),
                       AtRevision(StreamOf(2), 0)};
  const absl::Status status = Append(commit).status();
  EXPECT_TRUE(absl::IsAborted(status));
  EXPECT_EQ(RefusalsOf(status).at(0).reason, kStreamChanged);
  const std::vector<FailedCondition> failed = FailedConditions(status);
  ASSERT_THAT(failed, SizeIs(3));
  EXPECT_EQ(failed[0].condition.stream, StreamOf(1));
  EXPECT_EQ(failed[0].condition.revision, 1u);
  EXPECT_EQ(failed[0].current, 2u);
  EXPECT_EQ(failed[1].condition.kind, StreamCondition::Kind::kExists);
  EXPECT_EQ(failed[1].current, 0u);
  EXPECT_EQ(failed[2].condition.stream, StreamOf(2));
  EXPECT_EQ(failed[2].current, 1u);
  EXPECT_EQ(Head(), 3u);
  EXPECT_EQ(store_->StreamRevision(kTenant, LogNumber::kMain, StreamOf(3)).value(), 0u);
}

TEST_F(AppendTest, AnswersARepeatedRequestWithItsFirstResultEvenIfItsConditionsFailNow) {
  NewCommit commit = CommitOf(1, {StreamOf(1), StreamOf(2)});
  commit.conditions = {AtRevision(StreamOf(1), 0)};
  const CommitResult first = Append(commit).value();
  Fill(100, 120);
  const CommitResult again = Append(commit).value();
  EXPECT_TRUE(again.duplicate);
  EXPECT_EQ(again.first_position, first.first_position);
  EXPECT_EQ(again.last_position, first.last_position);
  EXPECT_EQ(again.recorded_at, first.recorded_at);
  EXPECT_EQ(again.revisions, first.revisions);
  EXPECT_EQ(Head(), 23u);
}

TEST_F(AppendTest, RecognisesARepeatedRequestWhoseEventsDiffer) {
  ASSERT_TRUE(Append(CommitOf(1, {StreamOf(1)})).ok());
  EXPECT_TRUE(Append(CommitOf(1, {StreamOf(5), StreamOf(6)})).value().duplicate);
}

TEST_F(AppendTest, RecognisesARepeatedRequestAfterARestart) {
  const CommitResult first = Append(CommitOf(1, {StreamOf(1)})).value();
  MustOpen();
  const CommitResult again = Append(CommitOf(1, {StreamOf(1)})).value();
  EXPECT_TRUE(again.duplicate);
  EXPECT_EQ(again.first_position, first.first_position);
  EXPECT_EQ(again.recorded_at, first.recorded_at);
}

TEST_F(AppendTest, RefusesAnIdThatAnotherRequestUsed) {
  ASSERT_TRUE(Append(CommitOf(1, {StreamOf(1)})).ok());
  NewCommit other = CommitOf(1, {StreamOf(1)});
  other.request_digest = DigestOf(2);
  const absl::Status status = Append(other).status();
  EXPECT_TRUE(absl::IsAlreadyExists(status));
  EXPECT_EQ(RefusalsOf(status).at(0).reason, kCommitIdReused);
}

TEST_F(AppendTest, ForgetsWhatItRefused) {
  NewCommit commit = CommitOf(1, {StreamOf(1)});
  commit.conditions = {Exists(StreamOf(2))};
  ASSERT_FALSE(Append(commit).ok());
  ASSERT_TRUE(Append(CommitOf(2, {StreamOf(2)})).ok());
  EXPECT_FALSE(Append(commit).value().duplicate);
}

TEST_F(AppendTest, FindsACommitByItsId) {
  const CommitResult made = Append(CommitOf(1, {StreamOf(1), StreamOf(2)})).value();
  const std::optional<CommitFound> found =
      store_->FindCommit(kTenant, LogNumber::kMain, IdOf(1)).value();
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->request_digest, DigestOf(1));
  EXPECT_EQ(found->result.first_position, made.first_position);
  EXPECT_EQ(found->result.revisions, made.revisions);
  EXPECT_FALSE(store_->FindCommit(kTenant, LogNumber::kMain, IdOf(2)).value().has_value());
}

TEST_F(AppendTest, LetsOneOfTwoRacingWritersWin) {
  constexpr int kRounds = 200;
  std::atomic<int> won = 0;
  std::atomic<int> lost = 0;
  const auto write = [&](uint64_t writer) {
    for (uint64_t i = 0; i < kRounds; ++i) {
      NewCommit commit = CommitOf(1000 * writer + i, {StreamOf(1)});
      commit.conditions = {AtRevision(StreamOf(1), i)};
      const absl::StatusOr<CommitResult> result = Append(commit);
      ++(result.ok() ? won : lost);
      if (!result.ok()) {
        EXPECT_TRUE(absl::IsAborted(result.status()));
      }
      // Go on together: the next round's revision is there in any case.
      while (store_->StreamRevision(kTenant, LogNumber::kMain, StreamOf(1)).value() < i + 1) {
      }
    }
  };
  std::thread other(write, 1);
  write(2);
  other.join();
  EXPECT_EQ(won, kRounds);
  EXPECT_EQ(lost, kRounds);
  EXPECT_EQ(Head(), static_cast<Position>(kRounds));
  EXPECT_TRUE(Verify().ok());
}

TEST_F(AppendTest, MakesOneCommitOfTheSameRequestSentManyTimesAtOnce) {
  constexpr size_t kTimes = 50;
  Mutex mutex;
  CondVar changed;
  std::vector<absl::StatusOr<CommitResult>> results;
  for (size_t i = 0; i < kTimes; ++i) {
    store_->Append(kTenant, CommitOf(1, {StreamOf(1)}), [&](absl::StatusOr<CommitResult> result) {
      MutexLock lock(mutex);
      results.push_back(std::move(result));
      changed.NotifyAll();
    });
  }
  MutexLock lock(mutex);
  while (results.size() < kTimes) changed.Wait(mutex);
  const auto originals =
      std::count_if(results.begin(), results.end(), [](const absl::StatusOr<CommitResult>& result) {
        return result.ok() && !result->duplicate && result->first_position == 1;
      });
  const auto duplicates =
      std::count_if(results.begin(), results.end(), [](const absl::StatusOr<CommitResult>& result) {
        return result.ok() && result->duplicate && result->first_position == 1;
      });
  EXPECT_EQ(originals, 1);
  EXPECT_EQ(duplicates, static_cast<long>(kTimes) - 1);
  EXPECT_EQ(Head(), 1u);
}

TEST_F(AppendTest, RefusesTheSameIdWithAnotherDigestAlsoAtOnce) {
  Mutex mutex;
  CondVar changed;
  int ok = 0;
  int reused = 0;
  for (uint8_t i = 0; i < 20; ++i) {
    NewCommit commit = CommitOf(1, {StreamOf(1)});
    commit.request_digest = DigestOf(i);
    store_->Append(kTenant, commit, [&](const absl::StatusOr<CommitResult>& result) {
      MutexLock lock(mutex);
      ++(absl::IsAlreadyExists(result.status()) ? reused : ok);
      changed.NotifyAll();
    });
  }
  MutexLock lock(mutex);
  while (ok + reused < 20) changed.Wait(mutex);
  EXPECT_EQ(ok, 1);
  EXPECT_EQ(reused, 19);
}

TEST_F(AppendTest, LooksUpAgainWhatWasReadTooLongAgo) {
  store_.reset();
  const std::string held = CommitKey(1, LogNumber::kMain, IdOf(1));
  Gate gate;
  options_.recent_commits = 1;
  options_.backend = [&](const std::string& directory) {
    return OpenHoldingBackend(directory, held, gate);
  };
  MustOpen();
  std::thread late([this] {
    NewCommit commit = CommitOf(1, {StreamOf(1)});
    commit.conditions = {AtRevision(StreamOf(2), 3)};
    const absl::StatusOr<CommitResult> result = Append(commit);
    ASSERT_TRUE(result.ok()) << result.status();
    EXPECT_EQ(result->first_position, 7u);
    EXPECT_THAT(result->revisions, ElementsAre(Pair(StreamOf(1), 4u)));
  });
  gate.AwaitArrival();
  for (uint64_t i = 10; i < 16; ++i) ASSERT_TRUE(Append(CommitOf(i, {StreamOf(1 + i % 2)})).ok());
  gate.Open();
  late.join();
  EXPECT_EQ(store_->GetStats().sent_back, 1u);
  EXPECT_TRUE(Verify().ok());
}

TEST_F(AppendTest, CommitsTenantsInOneGroup) {
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i) {
    const std::string tenant = "t" + std::to_string(i);
    ASSERT_TRUE(store_->FoundTenant(tenant).ok());
    writers.emplace_back([this, tenant] {
      for (uint64_t n = 0; n < 100; ++n) {
        EXPECT_TRUE(store_->AppendAndWait(tenant, CommitOf(n, {StreamOf(n % 7)})).ok());
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  const EventStore::Stats stats = store_->GetStats();
  EXPECT_EQ(stats.commits, 800u);
  EXPECT_EQ(stats.events, 800u);
  EXPECT_LT(stats.groups, stats.commits);
  for (const std::string& tenant : store_->Tenants()) {
    EXPECT_TRUE(store_->Verify(tenant, LogNumber::kMain, [](Position) {}).ok());
  }
}

TEST_F(AppendTest, TakesTheLargestCommit) {
  NewCommit commit = CommitOf(1, {});
  for (uint64_t i = 0; i < 4096; ++i) commit.events.push_back(EventOf(StreamOf(i % 700)));
  ASSERT_TRUE(Append(commit).ok());
  EXPECT_EQ(Head(), 4096u);
  EXPECT_TRUE(Verify().ok());
  MustOpen();
  EXPECT_EQ(Append(CommitOf(2, {StreamOf(3)})).value().revisions.at(0).second, 7u);
}

TEST_F(AppendTest, CompletesWhatIsQueuedWhenClosed) {
  std::atomic<int> completed = 0;
  for (uint64_t i = 0; i < 300; ++i) {
    store_->Append(
        kTenant, CommitOf(i, {StreamOf(1)}), [&](const absl::StatusOr<CommitResult>& result) {
          if (result.ok()) ++completed;
        });
  }
  store_.reset();
  EXPECT_EQ(completed, 300);
  MustOpen();
  EXPECT_EQ(Head(), 300u);
}

TEST_F(AppendTest, SealsPartsThatOpenAgain) {
  NewCommit commit = CommitOf(1, {StreamOf(1)});
  commit.events[0].parts = {{.subject = IdOf(5), .role = 1, .plaintext = "Astrid"},
                            {.subject = IdOf(6), .role = 2, .plaintext = "Bo"}};
  ASSERT_TRUE(Append(commit).ok());
  MustOpen();
  const Page page = store_->ReadLog(kTenant, LogNumber::kMain, 1, Direction::kForward, 10).value();
  const EventView& event = page.events().at(0);
  ASSERT_EQ(event.parts.size(), 2u);
  EXPECT_EQ(store_->Unseal(kTenant, event, event.parts[0]).value(), "Astrid");
  EXPECT_EQ(store_->Unseal(kTenant, event, event.parts[1]).value(), "Bo");
  EXPECT_EQ(event.parts[0].ciphertext.find("Astrid"), absl::string_view::npos);
}

TEST_F(AppendTest, RefusesPartsOfTheErasedAndNoLongerOpensThem) {
  NewCommit commit = CommitOf(1, {StreamOf(1)});
  commit.events[0].parts = {{.subject = IdOf(5), .role = 1, .plaintext = "Astrid"}};
  ASSERT_TRUE(Append(commit).ok());
  ASSERT_TRUE(store_->key_store().MarkErased(kTenant, IdOf(5)).ok());
  commit.commit_id = IdOf(2);
  const absl::Status refused = Append(commit).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(refused));
  EXPECT_EQ(RefusalsOf(refused).at(0).reason, kSubjectErased);
  const Page page = store_->ReadLog(kTenant, LogNumber::kMain, 1, Direction::kForward, 1).value();
  const absl::Status gone =
      store_->Unseal(kTenant, page.events()[0], page.events()[0].parts[0]).status();
  EXPECT_TRUE(absl::IsNotFound(gone));
  EXPECT_EQ(RefusalsOf(gone).at(0).reason, kSubjectErased);
}

}  // namespace
}  // namespace framdrift::eventstore
