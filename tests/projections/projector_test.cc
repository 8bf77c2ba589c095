// The projector: rows follow from the log, whatever way they were made and whatever came between.
#include "projections/projector.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <thread>

#include "base/refusal.h"
#include "gmock/gmock.h"
#include "tests/projections/projector_fixture.h"

namespace framdrift::projections {
namespace {

using ::testing::HasSubstr;

constexpr uint64_t kProjectorSeed = 42;

eventstore::NewEvent OpeningOf(int number) {
  casework::v1::CaseEvent event;
  event.mutable_case_opened();
  return NewCaseEvent(CaseStream(number), event, absl::FromUnixSeconds(1'700'000'000));
}

class RowsTest : public ProjectorTest, public ::testing::WithParamInterface<uint64_t> {};

TEST_P(RowsTest, AreThoseOfTheWholeStreamsHoweverTheyWereMade) {
  OpenProjector();
  CaseLog log(GetParam(), 1, 20);
  for (int part = 0; part < 5; ++part) {
    AppendRandom(log, 40);
    ASSERT_TRUE(CatchUp(kCases).ok());
    const auto rows = projector_->Read(kTenant, kCases);
    ASSERT_TRUE(rows.ok());
    ExpectRowsFollowFromTheLog(*store_, kTenant, **rows);
  }
  const RowDigest live = DigestAtHead(kCases);
  const auto rebuilt = projector_->Rebuild({kCases}, GoOn);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  ASSERT_EQ(rebuilt->size(), 1u);
  ASSERT_TRUE(rebuilt->front().before.has_value());
  EXPECT_EQ(rebuilt->front().before->hash, live.hash);
  EXPECT_EQ(rebuilt->front().after.hash, live.hash);
  EXPECT_EQ(rebuilt->front().after.checkpoint, live.checkpoint);
  // And the rows that answer now go on from there.
  AppendRandom(log, 40);
  ASSERT_TRUE(CatchUp(kCases).ok());
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
}

INSTANTIATE_TEST_SUITE_P(Seeds, RowsTest, ::testing::Range(kProjectorSeed, kProjectorSeed + 8));

TEST_F(ProjectorTest, ForgettingStreamsChangesNothing) {
  ProjectorOptions options = Options();
  options.held_streams = 0;
  options.events_per_turn = 7;
  OpenProjector(options);
  CaseLog log(kProjectorSeed, 1, 10);
  AppendRandom(log, 150);
  ASSERT_TRUE(CatchUp(kCases).ok());
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
}

TEST_F(ProjectorTest, GoesOnFromItsCheckpointAfterARestart) {
  CaseLog log(kProjectorSeed, 1, 10);
  OpenProjector();
  AppendRandom(log, 50);
  const RowDigest before = DigestAtHead(kCases);
  projector_ = nullptr;
  AppendRandom(log, 50);
  OpenProjector();
  const auto list = projector_->List(kTenant);
  ASSERT_TRUE(list.ok());
  const RowDigest after = DigestAtHead(kCases);
  EXPECT_GT(after.checkpoint.position, before.checkpoint.position);
  EXPECT_EQ(projector_->List(kTenant)->front().generation, list->front().generation);
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
}

TEST_F(ProjectorTest, BuildsAnewWhenTheLogIsNotTheOneItCameFrom) {
  CaseLog log(kProjectorSeed, 1, 10);
  OpenProjector();
  AppendRandom(log, 20);
  ASSERT_TRUE(CatchUp(kCases).ok());
  const uint64_t generation = projector_->List(kTenant)->front().generation;
  projector_ = nullptr;
  store_ = nullptr;
  std::filesystem::remove_all(directory_ / "data");
  OpenStore();
  CaseLog other(kProjectorSeed + 1, 1, 10);
  AppendRandom(other, 60);
  OpenProjector();
  ASSERT_TRUE(CatchUp(kCases).ok());
  EXPECT_GT(projector_->List(kTenant)->front().generation, generation);
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
}

TEST_F(ProjectorTest, BuildsAnewWhenItsFilesAreDamagedOrGone) {
  CaseLog log(kProjectorSeed, 1, 10);
  OpenProjector();
  AppendRandom(log, 50);
  const RowDigest digest = DigestAtHead(kCases);
  projector_ = nullptr;
  std::filesystem::resize_file(directory_ / "projections/CURRENT", 0);
  OpenProjector();
  EXPECT_EQ(DigestAtHead(kCases).hash, digest.hash);
  projector_ = nullptr;
  std::filesystem::remove_all(directory_ / "projections");
  OpenProjector();
  EXPECT_EQ(DigestAtHead(kCases).hash, digest.hash);
}

TEST_F(ProjectorTest, FollowsTenantsFoundedWhileItRuns) {
  OpenProjector();
  Append(NewCommitOf({OpeningOf(1)}));
  ASSERT_TRUE(CatchUp(kCases).ok());
  ASSERT_TRUE(store_->FoundTenant("malmo").ok());
  Append(NewCommitOf({OpeningOf(1)}), "malmo");
  Append(NewCommitOf({OpeningOf(2)}), "malmo");
  ASSERT_TRUE(CatchUp(kCases, "malmo").ok());
  EXPECT_EQ(CountAllCases(**projector_->Read("malmo", kCases)).value(), 2);
  EXPECT_EQ(CountAllCases(**projector_->Read(kTenant, kCases)).value(), 1);
}

TEST_F(ProjectorTest, ARebuildComparesTenantsThatNobodyAskedForYet) {
  OpenProjector();
  ASSERT_TRUE(store_->FoundTenant("malmo").ok());
  Append(NewCommitOf({OpeningOf(1)}), "malmo");
  const auto rebuilt = projector_->Rebuild({kCases}, GoOn);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  const auto of_malmo =
      std::find_if(rebuilt->begin(), rebuilt->end(), [](const RebuildResult& result) {
        return result.tenant == "malmo";
      });
  ASSERT_NE(of_malmo, rebuilt->end());
  ASSERT_TRUE(of_malmo->before.has_value());
  EXPECT_EQ(of_malmo->before->hash, of_malmo->after.hash);
  EXPECT_EQ(of_malmo->after.checkpoint.position, 1u);
}

TEST_F(ProjectorTest, WaitsForAPositionThatDoesNotComeNoLongerThanItMay) {
  OpenProjector();
  Append(NewCommitOf({OpeningOf(1)}));
  const absl::Status status =
      projector_->WaitUntil(kTenant, kCases, Head() + 1, absl::Milliseconds(20));
  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded);
  ASSERT_EQ(RefusalsOf(status).size(), 1u);
  EXPECT_EQ(RefusalsOf(status)[0].reason, "PROJECTION_BEHIND");
  EXPECT_EQ(projector_->WaitUntil(kTenant, "nothing", 1, absl::Seconds(1)).code(),
            absl::StatusCode::kNotFound);
}

TEST_F(ProjectorTest, EndsWaitsWhenItCloses) {
  OpenProjector();
  std::atomic<int> code = -1;
  projector_->WaitFor(kTenant, kCases, 5, absl::Hours(1), [&](const absl::Status& status) {
    code = static_cast<int>(status.code());
  });
  projector_ = nullptr;
  EXPECT_EQ(code, static_cast<int>(absl::StatusCode::kUnavailable));
}

TEST_F(ProjectorTest, RebuiltRowsAreTheLiveOnesUnderConcurrentWrites) {
  // A writer's first commit may come later than the first rebuild; a row of each is there before both.
  CaseLog first(kProjectorSeed, 500, 1);
  AppendRandom(first, 5);
  OpenProjector();
  std::atomic<bool> stop = false;
  std::vector<std::thread> writers;
  for (int i = 0; i < 3; ++i) {
    writers.emplace_back([this, i, &stop] {
      CaseLog log(kProjectorSeed + static_cast<uint64_t>(i), 1 + 100 * i, 30);
      while (!stop) AppendRandom(log, 1);
    });
  }
  for (int round = 0; round < 5; ++round) {
    const auto rebuilt = projector_->Rebuild({kCases, kDirectory}, GoOn);
    ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
    ASSERT_EQ(rebuilt->size(), 2u);
    for (const RebuildResult& result : *rebuilt) {
      ASSERT_TRUE(result.before.has_value()) << result.projection;
      EXPECT_EQ(result.before->checkpoint, result.after.checkpoint) << result.projection;
      EXPECT_EQ(result.before->hash, result.after.hash) << result.projection;
      EXPECT_GT(result.after.rows, 0);
    }
  }
  stop = true;
  for (std::thread& writer : writers) writer.join();
  ASSERT_TRUE(CatchUp(kCases).ok());
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
}

TEST_F(ProjectorTest, PartitionsOfABuildMakeTheSameRows) {
  CaseLog log(kProjectorSeed, 1, 50);
  AppendRandom(log, 300);
  OpenProjector();
  const RowDigest live = DigestAtHead(kCases);
  projector_ = nullptr;
  ProjectorOptions options = Options();
  options.build_threads = 3;
  OpenProjector(options);
  const auto rebuilt = projector_->Rebuild({kCases}, GoOn);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  EXPECT_EQ(rebuilt->front().after.hash, live.hash);
}

TEST_F(ProjectorTest, ARebuildCanBeCancelledAndAnotherIsRefusedMeanwhile) {
  CaseLog log(kProjectorSeed, 1, 10);
  AppendRandom(log, 20);
  OpenProjector();
  const RowDigest live = DigestAtHead(kCases);
  const uint64_t generation = projector_->List(kTenant)->front().generation;
  absl::Status second;
  const auto cancelled = projector_->Rebuild({kCases}, [&](const RebuildProgress&) {
    second = projector_->Rebuild({kCases}, GoOn).status();
    return false;
  });
  if (!cancelled.ok()) {
    EXPECT_EQ(cancelled.status().code(), absl::StatusCode::kCancelled);
    EXPECT_EQ(second.code(), absl::StatusCode::kAborted);
    EXPECT_EQ(projector_->List(kTenant)->front().generation, generation);
  }
  EXPECT_EQ(DigestAtHead(kCases).hash, live.hash);
  EXPECT_TRUE(projector_->Rebuild({kCases}, GoOn).ok());
}

TEST_F(ProjectorTest, StopsAloneAtAnEventItCannotReadAndSaysWhere) {
  OpenProjector();
  Append(NewCommitOf({OpeningOf(1)}));
  eventstore::NewEvent newer = OpeningOf(1);
  newer.type = 3119;
  Append(NewCommitOf({newer}));
  Append(NewCommitOf({OpeningOf(2)}));
  const absl::Status status = CatchUp(kCases);
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(status.message(), HasSubstr("stopped at position 2"));
  EXPECT_TRUE(CatchUp(kDirectory).ok());
  const auto list = projector_->List(kTenant);
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(list->at(0).state, ProjectionStatus::State::kStopped);
  EXPECT_EQ(list->at(0).failure->position, 2u);
  EXPECT_EQ(list->at(0).position, 1u);
  EXPECT_EQ(list->at(0).lag_events(), 2u);
  EXPECT_EQ(list->at(1).state, ProjectionStatus::State::kLive);
  // What came before the event stays readable.
  EXPECT_EQ(CountAllCases(**projector_->Read(kTenant, kCases)).value(), 1);
  const auto rebuilt = projector_->Rebuild({kCases}, GoOn);
  EXPECT_EQ(rebuilt.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(rebuilt.status().message(), HasSubstr("position 2"));
}

TEST_F(ProjectorTest, ReadModelsThatHoldNothingAreBuiltInBulkAndThenFollowed) {
  CaseLog log(kProjectorSeed, 1, 20);
  AppendRandom(log, 100);
  OpenProjector();
  const RowDigest live = DigestAtHead(kCases);
  projector_ = nullptr;
  std::filesystem::remove_all(directory_ / "projections");
  ProjectorOptions options = Options();
  options.bulk_from_events = 0;
  OpenProjector(options);
  EXPECT_EQ(DigestAtHead(kCases).hash, live.hash);
  // They go on from there, now and after a restart.
  AppendRandom(log, 40);
  ASSERT_TRUE(CatchUp(kCases).ok());
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
  const uint64_t generation = projector_->List(kTenant)->front().generation;
  OpenProjector(options);
  AppendRandom(log, 40);
  ASSERT_TRUE(CatchUp(kCases).ok());
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
  EXPECT_EQ(projector_->List(kTenant)->front().generation, generation);
  EXPECT_TRUE(projector_->Rebuild({kCases}, GoOn).ok());
}

TEST_F(ProjectorTest, AClosedBulkBuildIsBegunAgain) {
  CaseLog log(kProjectorSeed, 1, 20);
  AppendRandom(log, 100);
  ProjectorOptions options = Options();
  options.bulk_from_events = 0;
  for (int i = 0; i < 3; ++i) OpenProjector(options);
  ASSERT_TRUE(CatchUp(kCases).ok());
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
}

TEST_F(ProjectorTest, WhatCannotBeBuiltInBulkIsFollowedToTheEventThatStopsIt) {
  Append(NewCommitOf({OpeningOf(1)}));
  eventstore::NewEvent newer = OpeningOf(1);
  newer.type = 3119;
  Append(NewCommitOf({newer}));
  ProjectorOptions options = Options();
  options.bulk_from_events = 0;
  OpenProjector(options);
  EXPECT_EQ(CatchUp(kCases).code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(CatchUp(kDirectory).ok());
  EXPECT_EQ(projector_->List(kTenant)->front().position, 1u);
}

TEST_F(ProjectorTest, WaitsForSpaceOnTheDiskAndGoesOn) {
  ProjectorOptions options = Options();
  options.min_free_bytes = 0;
  OpenProjector(options);
  Append(NewCommitOf({OpeningOf(1)}));
  ASSERT_TRUE(CatchUp(kCases).ok());
  options.min_free_bytes = uint64_t{1} << 60;
  OpenProjector(options);
  Append(NewCommitOf({OpeningOf(2)}));
  EXPECT_EQ(projector_->WaitUntil(kTenant, kCases, Head(), absl::Milliseconds(50)).code(),
            absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(CountAllCases(**projector_->Read(kTenant, kCases)).value(), 1);
  options.min_free_bytes = 0;
  OpenProjector(options);
  ASSERT_TRUE(CatchUp(kCases).ok());
  EXPECT_EQ(CountAllCases(**projector_->Read(kTenant, kCases)).value(), 2);
}

}  // namespace
}  // namespace framdrift::projections
