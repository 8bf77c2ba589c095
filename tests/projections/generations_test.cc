// What answered before is kept: rolled back to, dropped, and one alone answers whatever happens.
#include "projections/generations.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/refusal.h"
#include "gmock/gmock.h"
#include "tests/projections/planted_projection.h"
#include "tests/projections/projector_fixture.h"

namespace framdrift::projections {
namespace {

using State = Generations::State;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr uint64_t kGenerationsSeed = 7;

eventstore::NewCommit Opening(int number) {
  casework::v1::CaseEvent event;
  event.mutable_case_opened();
  return NewCommitOf(
      {NewCaseEvent(CaseStream(number), event, absl::FromUnixSeconds(1'700'000'000))});
}

std::string ReasonOf(const absl::Status& status) {
  const auto refusals = RefusalsOf(status);
  return refusals.size() == 1 ? refusals[0].reason : status.ToString();
}

// What stays of a succession over a restart.
Succession Reread(const Succession& succession) {
  const auto decoded = Succession::Decode(succession.Encode());
  EXPECT_TRUE(decoded.ok()) << decoded.status();
  return decoded.value_or(Succession());
}

TEST(SuccessionTest, KeepsThoseThatAnsweredLastAndSinceWhen) {
  const absl::Time start = absl::FromUnixSeconds(1'700'000'000);
  const auto name = [](uint64_t number) { return GenerationName{"cases", 1, number}; };
  Succession succession;
  for (uint64_t number = 1; number <= 4; ++number) {
    succession.Answer(name(number), start + absl::Seconds(number), Previous::kKept, 2);
  }
  using Entry = Succession::Entry;
  EXPECT_THAT(Reread(succession).entries(),
              ElementsAre(Entry{name(4), start + absl::Seconds(4)},
                          Entry{name(3), start + absl::Seconds(4)},
                          Entry{name(2), start + absl::Seconds(3)}));
  succession.Answer(name(2), start + absl::Seconds(9), Previous::kKept, 2);
  EXPECT_THAT(Reread(succession).entries(),
              ElementsAre(Entry{name(2), start + absl::Seconds(9)},
                          Entry{name(4), start + absl::Seconds(9)},
                          Entry{name(3), start + absl::Seconds(4)}));
  succession.Answer(name(5), start + absl::Seconds(10), Previous::kDropped, 2);
  EXPECT_THAT(Reread(succession).entries(),
              ElementsAre(Entry{name(5), start + absl::Seconds(10)},
                          Entry{name(4), start + absl::Seconds(9)},
                          Entry{name(3), start + absl::Seconds(4)}));
  succession.Remove(name(4));
  EXPECT_FALSE(succession.Has(name(4)));
  EXPECT_TRUE(succession.Answers(name(5)));
}

TEST(SuccessionTest, WhatDoesNotReadIsDataLoss) {
  for (const char* value : {"x", "12 cases", "x cases 1 2\n", "1 cases 1 x\n", "1 cases 1 2 3\n"}) {
    EXPECT_TRUE(absl::IsDataLoss(Succession::Decode(value).status())) << value;
  }
}

class GenerationsTest : public ProjectorTest {
 protected:
  // Cases, the directory and the planted one.
  std::vector<std::unique_ptr<Projection>> Projections() override {
    auto projections = ProjectorTest::Projections();
    projections.push_back(PlantedProjection(planted_));
    return projections;
  }
  ProjectionStatus StatusOf(const std::string& projection) {
    const auto status = projector_->Get(kTenant, projection);
    EXPECT_TRUE(status.ok()) << status.status();
    return status.value_or(ProjectionStatus());
  }
  // Number and state, as listed.
  std::vector<std::pair<uint64_t, State>> Listed(const std::string& projection) {
    std::vector<std::pair<uint64_t, State>> listed;
    for (const auto& one : StatusOf(projection).generations) {
      listed.emplace_back(one.name.number, one.state);
    }
    return listed;
  }
  uint64_t Answering(const std::string& projection) { return StatusOf(projection).generation; }
  void Rebuild(const std::string& projection) {
    const auto rebuilt = projector_->Rebuild({projection}, GoOn);
    ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  }

  std::shared_ptr<Planted> planted_ = std::make_shared<Planted>();
};

TEST_F(GenerationsTest, KeepsTheOneThatAnsweredAndDropsTheOneKeptBefore) {
  OpenProjector();
  CaseLog log(kGenerationsSeed, 1, 10);
  AppendRandom(log, 20);
  ASSERT_TRUE(CatchUp(kCases).ok());
  const uint64_t first = Answering(kCases);
  EXPECT_THAT(Listed(kCases), ElementsAre(Pair(first, State::kAnswering)));
  Rebuild(kCases);
  const uint64_t second = Answering(kCases);
  EXPECT_GT(second, first);
  EXPECT_THAT(Listed(kCases),
              ElementsAre(Pair(second, State::kAnswering), Pair(first, State::kKept)));
  const ProjectionStatus status = StatusOf(kCases);
  EXPECT_EQ(status.generations[1].position, Head());
  EXPECT_EQ(status.generations[1].name.version, status.version);
  EXPECT_EQ(status.generations[0].since, status.generations[1].since);
  EXPECT_GT(status.generations[0].bytes, 0u) << "built in bulk, its rows are in a file";
  Rebuild(kCases);
  const uint64_t third = Answering(kCases);
  EXPECT_THAT(Listed(kCases),
              ElementsAre(Pair(third, State::kAnswering), Pair(second, State::kKept)));
}

TEST_F(GenerationsTest, AKeptOneStandsStillAndIsRolledBackToWithWhatCameSince) {
  OpenProjector();
  CaseLog log(kGenerationsSeed, 1, 10);
  AppendRandom(log, 20);
  ASSERT_TRUE(CatchUp(kCases).ok());
  const uint64_t first = Answering(kCases);
  Rebuild(kCases);
  const eventstore::Position kept_at = Head();
  AppendRandom(log, 60);
  const RowDigest live = DigestAtHead(kCases);
  EXPECT_EQ(StatusOf(kCases).generations[1].position, kept_at);

  std::atomic<eventstore::Position> all = 0;
  const auto rolled_back = projector_->RollBack(kCases, 0, [&](const RebuildProgress& progress) {
    if (progress.stage != RebuildProgress::Stage::kComparing) all = progress.all;
    return true;
  });
  ASSERT_TRUE(rolled_back.ok()) << rolled_back.status();
  ASSERT_EQ(rolled_back->size(), 1u);
  ASSERT_TRUE(rolled_back->front().before.has_value());
  EXPECT_EQ(rolled_back->front().after.hash, live.hash);
  EXPECT_EQ(rolled_back->front().before->hash, live.hash);
  EXPECT_TRUE(all == 0 || all == Head());
  EXPECT_EQ(Answering(kCases), first);
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
  // It is followed again, and what it was rolled back from is kept likewise.
  AppendRandom(log, 20);
  ASSERT_TRUE(CatchUp(kCases).ok());
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
  const uint64_t second = StatusOf(kCases).generations[1].name.number;
  ASSERT_TRUE(projector_->RollBack(kCases, second, GoOn).ok());
  EXPECT_THAT(Listed(kCases),
              ElementsAre(Pair(second, State::kAnswering), Pair(first, State::kKept)));
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
}

TEST_F(GenerationsTest, ARestartChangesNothingOfWhoAnswersAndWhoIsKept) {
  OpenProjector();
  CaseLog log(kGenerationsSeed, 1, 10);
  AppendRandom(log, 20);
  Rebuild(kCases);
  ASSERT_TRUE(CatchUp(kCases).ok());
  const auto listed = Listed(kCases);
  ASSERT_EQ(listed.size(), 2u);
  const ProjectionStatus before = StatusOf(kCases);
  projector_ = nullptr;
  AppendRandom(log, 20);
  OpenProjector();
  EXPECT_EQ(Listed(kCases), listed);
  EXPECT_EQ(StatusOf(kCases).generations[1].since, before.generations[1].since);
  ASSERT_TRUE(projector_->RollBack(kCases, 0, GoOn).ok());
  EXPECT_EQ(Answering(kCases), listed[1].first);
  OpenProjector();
  EXPECT_EQ(Answering(kCases), listed[1].first);
  ASSERT_TRUE(CatchUp(kCases).ok());
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
}

TEST_F(GenerationsTest, DropsAKeptOneAndRefusesWhatIsNotKept) {
  OpenProjector();
  Append(Opening(1));
  EXPECT_EQ(ReasonOf(projector_->RollBack(kCases, 0, GoOn).status()), "GENERATION_NOT_FOUND");
  const uint64_t first = Answering(kCases);
  Rebuild(kCases);
  const uint64_t second = Answering(kCases);
  EXPECT_EQ(ReasonOf(projector_->Drop(kCases, second)), "GENERATION_ANSWERS");
  EXPECT_EQ(ReasonOf(projector_->RollBack(kCases, second, GoOn).status()), "GENERATION_ANSWERS");
  EXPECT_EQ(ReasonOf(projector_->Drop(kCases, 99)), "GENERATION_NOT_FOUND");
  EXPECT_EQ(projector_->Drop(kCases, 0).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(projector_->Drop("nothing", 1)), "PROJECTION_NOT_FOUND");
  EXPECT_TRUE(projector_->Drop(kCases, first).ok());
  EXPECT_THAT(Listed(kCases), ElementsAre(Pair(second, State::kAnswering)));
  EXPECT_EQ(ReasonOf(projector_->Drop(kCases, first)), "GENERATION_NOT_FOUND");
  EXPECT_EQ(ReasonOf(projector_->RollBack(kCases, first, GoOn).status()), "GENERATION_NOT_FOUND");
  OpenProjector();
  EXPECT_THAT(Listed(kCases), ElementsAre(Pair(second, State::kAnswering)));
}

TEST_F(GenerationsTest, KeepsAsManyAsItIsTold) {
  ProjectorOptions options = Options();
  options.kept_generations = 0;
  OpenProjector(options);
  Append(Opening(1));
  Rebuild(kCases);
  EXPECT_EQ(Listed(kCases).size(), 1u);
  options.kept_generations = 3;
  OpenProjector(options);
  for (int i = 0; i < 5; ++i) Rebuild(kCases);
  EXPECT_EQ(Listed(kCases).size(), 4u);
  options.kept_generations = 1;
  OpenProjector(options);
  EXPECT_EQ(Listed(kCases).size(), 4u);
  Rebuild(kCases);
  EXPECT_EQ(Listed(kCases).size(), 2u);
}

TEST_F(GenerationsTest, AnotherVersionIsKeptAndGoesOnInTheProgramThatMadeIt) {
  OpenProjector();
  for (int number = 1; number <= 3; ++number) Append(Opening(number));
  ASSERT_TRUE(CatchUp(kPlanted).ok());
  const uint64_t first = Answering(kPlanted);
  planted_->version = 2;
  OpenProjector();
  ASSERT_TRUE(CatchUp(kPlanted).ok());
  const uint64_t second = Answering(kPlanted);
  EXPECT_THAT(Listed(kPlanted),
              ElementsAre(Pair(second, State::kAnswering), Pair(first, State::kKept)));
  const absl::Status refused = projector_->RollBack(kPlanted, 0, GoOn).status();
  EXPECT_EQ(ReasonOf(refused), "GENERATION_OTHER_VERSION");
  EXPECT_THAT(refused.message(), HasSubstr("is of version 1, and this program folds version 2"));
  EXPECT_EQ(Answering(kPlanted), second);
  Append(Opening(4));
  ASSERT_TRUE(CatchUp(kPlanted).ok());
  // The older program takes up what it had, without building anything anew.
  planted_->version = 1;
  OpenProjector();
  EXPECT_EQ(Answering(kPlanted), first);
  ASSERT_TRUE(CatchUp(kPlanted).ok());
  EXPECT_EQ(projector_->Digest(kTenant, kPlanted)->rows, 5);
  EXPECT_THAT(Listed(kPlanted),
              ElementsAre(Pair(first, State::kAnswering), Pair(second, State::kKept)));
  EXPECT_TRUE(projector_->Drop(kPlanted, second).ok());
}

TEST_F(GenerationsTest, AnEmptyOneThatABulkBuildReplacesDoesNotPushOutTheOneKept) {
  OpenProjector();
  for (int number = 1; number <= 3; ++number) Append(Opening(number));
  ASSERT_TRUE(CatchUp(kPlanted).ok());
  const uint64_t first = Answering(kPlanted);
  planted_->version = 2;
  ProjectorOptions options = Options();
  options.bulk_from_events = 0;
  OpenProjector(options);
  ASSERT_TRUE(CatchUp(kPlanted).ok());
  const auto listed = Listed(kPlanted);
  ASSERT_EQ(listed.size(), 2u);
  EXPECT_THAT(listed[1], Pair(first, State::kKept));
  EXPECT_EQ(projector_->Digest(kTenant, kPlanted)->rows, 4);
}

TEST_F(GenerationsTest, KeptRowsOfAnotherLogAreDropped) {
  OpenProjector();
  CaseLog log(kGenerationsSeed, 1, 10);
  AppendRandom(log, 20);
  Rebuild(kCases);
  projector_ = nullptr;
  store_ = nullptr;
  std::filesystem::remove_all(directory_ / "data");
  OpenStore();
  CaseLog other(kGenerationsSeed + 1, 1, 10);
  AppendRandom(other, 60);
  OpenProjector();
  EXPECT_EQ(Listed(kCases).size(), 1u);
  ASSERT_TRUE(CatchUp(kCases).ok());
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
}

TEST_F(GenerationsTest, WhoAnswersDoesNotWaitForTheOneThatCatchesUp) {
  constexpr int kBehind = 400;
  std::mutex mutex;
  std::vector<eventstore::Position> folded;
  std::atomic<bool> rolling_back = false;
  std::atomic<eventstore::Position> news = 0;
  planted_->before = [&](eventstore::Position position) {
    if (!rolling_back) return;
    // The first event that the kept one takes in: the log grows while it catches up.
    if (news == 0) news = Append(Opening(kBehind + 100)).last_position;
    const std::lock_guard<std::mutex> lock(mutex);
    folded.push_back(position);
  };
  ProjectorOptions options = Options();
  options.events_per_turn = 16;
  OpenProjector(options);
  Append(Opening(1));
  Rebuild(kPlanted);
  for (int number = 0; number < kBehind; ++number) Append(Opening(2 + number));
  ASSERT_TRUE(CatchUp(kPlanted).ok());
  const eventstore::Position head = Head();
  rolling_back = true;
  const auto rolled_back = projector_->RollBack(kPlanted, 0, GoOn);
  ASSERT_TRUE(rolled_back.ok()) << rolled_back.status();
  ASSERT_TRUE(rolled_back->front().before.has_value());
  EXPECT_EQ(rolled_back->front().before->hash, rolled_back->front().after.hash);
  const std::lock_guard<std::mutex> lock(mutex);
  const auto answered = std::find(folded.begin(), folded.end(), news.load());
  const auto caught_up = std::find(folded.begin(), folded.end(), head);
  ASSERT_NE(answered, folded.end());
  ASSERT_NE(caught_up, folded.end());
  EXPECT_LT(answered, caught_up);
  projector_ = nullptr;
}

TEST_F(GenerationsTest, ARollbackMeetsConcurrentWritesAndOtherRebuilds) {
  OpenProjector();
  std::atomic<bool> stop = false;
  std::vector<std::thread> writers;
  for (int i = 0; i < 2; ++i) {
    writers.emplace_back([this, i, &stop] {
      CaseLog log(kGenerationsSeed + static_cast<uint64_t>(i), 1 + 100 * i, 30);
      while (!stop) AppendRandom(log, 1);
    });
  }
  const auto expect_equal = [](const absl::StatusOr<std::vector<RebuildResult>>& results) {
    ASSERT_TRUE(results.ok()) << results.status();
    ASSERT_EQ(results->size(), 1u);
    const RebuildResult& result = results->front();
    ASSERT_TRUE(result.before.has_value()) << result.projection;
    EXPECT_EQ(result.before->checkpoint, result.after.checkpoint) << result.projection;
    EXPECT_EQ(result.before->hash, result.after.hash) << result.projection;
  };
  std::vector<std::thread> rebuilders;
  for (const std::string& name : projector_->names()) {
    rebuilders.emplace_back([this, name, &expect_equal] {
      for (int round = 0; round < 4; ++round) {
        expect_equal(projector_->Rebuild({name}, GoOn));
        expect_equal(projector_->RollBack(name, 0, GoOn));
      }
    });
  }
  for (std::thread& rebuilder : rebuilders) rebuilder.join();
  stop = true;
  for (std::thread& writer : writers) writer.join();
  ASSERT_TRUE(CatchUp(kCases).ok());
  ExpectRowsFollowFromTheLog(*store_, kTenant, **projector_->Read(kTenant, kCases));
}

TEST_F(GenerationsTest, ACancelledRollbackLeavesWhoAnswers) {
  std::atomic<bool> held = false;
  // While it grows, every event that is read has another after it: nothing catches up.
  std::atomic<bool> growing = false;
  std::atomic<int> number = 1;
  planted_->before = [&](eventstore::Position) {
    held.wait(true);
    if (growing) Append(Opening(++number));
  };
  ProjectorOptions options = Options();
  options.events_per_turn = 1;
  OpenProjector(options);
  Append(Opening(1));
  Rebuild(kPlanted);
  for (int i = 0; i < 20; ++i) Append(Opening(++number));
  ASSERT_TRUE(CatchUp(kPlanted).ok());
  const auto listed = Listed(kPlanted);
  held = true;
  growing = true;
  absl::Status meanwhile;
  const auto cancelled = projector_->RollBack(kPlanted, 0, [&](const RebuildProgress&) {
    meanwhile = projector_->Drop(kPlanted, listed[1].first);
    held = false;
    held.notify_all();
    return false;
  });
  growing = false;
  EXPECT_EQ(cancelled.status().code(), absl::StatusCode::kCancelled);
  EXPECT_EQ(ReasonOf(meanwhile), "REBUILD_RUNNING");
  EXPECT_EQ(Listed(kPlanted), listed);
  EXPECT_TRUE(CatchUp(kPlanted).ok());
  EXPECT_TRUE(projector_->RollBack(kPlanted, 0, GoOn).ok());
  projector_ = nullptr;
}

}  // namespace
}  // namespace framdrift::projections
