// A projection that cannot take in an event stops alone, says so, and goes on once that is mended.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "gmock/gmock.h"
#include "tests/projections/planted_projection.h"
#include "tests/projections/projector_fixture.h"

namespace framdrift::projections {
namespace {

using ::testing::HasSubstr;

constexpr eventstore::Position kPlantedAt = 3;

class StoppedProjectionTest : public ProjectorTest {
 protected:
  std::vector<std::unique_ptr<Projection>> Projections() override {
    auto projections = ProjectorTest::Projections();
    projections.push_back(PlantedProjection(planted_));
    return projections;
  }
  void AppendCases(int from, int count) {
    casework::v1::CaseEvent event;
    event.mutable_case_opened();
    for (int i = 0; i < count; ++i) {
      Append(NewCommitOf(
          {NewCaseEvent(CaseStream(from + i), event, absl::FromUnixSeconds(1'700'000'000))}));
    }
  }
  ProjectionStatus StatusOf(const std::string& projection) {
    const auto status = projector_->Get(kTenant, projection);
    EXPECT_TRUE(status.ok()) << status.status();
    return status.value_or(ProjectionStatus());
  }
  void ExpectStopped() {
    const absl::Status status = CatchUp(kPlanted);
    EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
    ASSERT_EQ(RefusalsOf(status).size(), 1u);
    EXPECT_EQ(RefusalsOf(status)[0].reason, "PROJECTION_STOPPED");
    EXPECT_THAT(status.message(), HasSubstr("stopped at position 3: the event at position 3"));
    const ProjectionStatus stopped = StatusOf(kPlanted);
    EXPECT_EQ(stopped.state, ProjectionStatus::State::kStopped);
    ASSERT_TRUE(stopped.failure.has_value());
    EXPECT_EQ(stopped.failure->position, kPlantedAt);
    EXPECT_EQ(stopped.position, kPlantedAt - 1);
    EXPECT_EQ(stopped.lag_events(), Head() - kPlantedAt + 1);
  }
  void ExpectGoesOn() {
    ASSERT_TRUE(CatchUp(kPlanted).ok());
    EXPECT_EQ(StatusOf(kPlanted).state, ProjectionStatus::State::kLive);
    // A row for each event, and their count.
    EXPECT_EQ(projector_->Digest(kTenant, kPlanted)->rows, static_cast<int64_t>(Head()) + 1);
  }
  // Stopped at the planted event, with more events after it.
  void Stop() {
    planted_->fails_at = kPlantedAt;
    OpenProjector();
    AppendCases(1, 5);
    ExpectStopped();
  }

  std::shared_ptr<Planted> planted_ = std::make_shared<Planted>();
};

TEST_F(StoppedProjectionTest, OthersAndAppendsGoOnAndTheLogSaysItOnce) {
  ::testing::internal::CaptureStderr();
  Stop();
  AppendCases(10, 5);
  ExpectStopped();
  EXPECT_TRUE(CatchUp(kCases).ok());
  EXPECT_TRUE(CatchUp(kDirectory).ok());
  EXPECT_EQ(StatusOf(kCases).state, ProjectionStatus::State::kLive);
  EXPECT_EQ(CountAllCases(**projector_->Read(kTenant, kCases)).value(), 10);
  // What came before the event can still be read.
  EXPECT_EQ(projector_->Digest(kTenant, kPlanted)->rows, 3);
  const std::string logged = ::testing::internal::GetCapturedStderr();
  const size_t first = logged.find("projection stopped");
  ASSERT_NE(first, std::string::npos) << logged;
  EXPECT_EQ(logged.find("projection stopped", first + 1), std::string::npos) << logged;
  for (const char* said : {"planted", "lund", "\"position\":\"3\"", "was planted"}) {
    EXPECT_THAT(logged, HasSubstr(said));
  }
}

TEST_F(StoppedProjectionTest, NamesTheEventOfManyThatRowsCannotBeMadeOf) {
  constexpr eventstore::Position kUnwritable = 23;
  planted_->fails_when_written = kUnwritable;
  AppendCases(1, 40);
  OpenProjector();
  EXPECT_EQ(CatchUp(kPlanted).code(), absl::StatusCode::kUnavailable);
  const ProjectionStatus stopped = StatusOf(kPlanted);
  ASSERT_TRUE(stopped.failure.has_value());
  EXPECT_EQ(stopped.failure->position, kUnwritable);
  EXPECT_EQ(stopped.position, kUnwritable - 1);
  EXPECT_EQ(projector_->Digest(kTenant, kPlanted)->rows, static_cast<int64_t>(kUnwritable));
  EXPECT_TRUE(CatchUp(kCases).ok());
}

TEST_F(StoppedProjectionTest, StaysStoppedOverARestartThatMendedNothing) {
  Stop();
  OpenProjector();
  ExpectStopped();
}

TEST_F(StoppedProjectionTest, GoesOnFromItsCheckpointInAProgramThatTakesTheEventIn) {
  Stop();
  const uint64_t generation = StatusOf(kPlanted).generation;
  projector_ = nullptr;
  planted_->fails_at = 0;
  OpenProjector();
  ExpectGoesOn();
  EXPECT_EQ(StatusOf(kPlanted).generation, generation);
}

TEST_F(StoppedProjectionTest, GoesOnInANewVersion) {
  Stop();
  projector_ = nullptr;
  planted_->fails_at = 0;
  planted_->version = 2;
  OpenProjector();
  ExpectGoesOn();
}

TEST_F(StoppedProjectionTest, GoesOnAfterARebuild) {
  Stop();
  planted_->fails_at = 0;
  const auto rebuilt = projector_->Rebuild({kPlanted}, GoOn);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  EXPECT_FALSE(rebuilt->front().before.has_value()) << "what had stopped is not compared";
  ExpectGoesOn();
  AppendCases(20, 3);
  ExpectGoesOn();
}

TEST_F(StoppedProjectionTest, GoesOnInTheOneKeptFromBefore) {
  OpenProjector();
  AppendCases(1, 1);
  ASSERT_TRUE(projector_->Rebuild({kPlanted}, GoOn).ok());
  planted_->fails_at = kPlantedAt;
  AppendCases(2, 4);
  ExpectStopped();
  // As long as nothing is mended, the kept one comes no further.
  const uint64_t answering = StatusOf(kPlanted).generation;
  const absl::Status refused = projector_->RollBack(kPlanted, 0, GoOn).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(refused.message(), HasSubstr("the event at position 3 was planted"));
  EXPECT_EQ(StatusOf(kPlanted).generation, answering);
  ExpectStopped();
  planted_->fails_at = 0;
  ASSERT_TRUE(projector_->RollBack(kPlanted, 0, GoOn).ok());
  EXPECT_NE(StatusOf(kPlanted).generation, answering);
  ExpectGoesOn();
}

TEST_F(StoppedProjectionTest, ARebuildOfAllRebuildsTheOthers) {
  Stop();
  const uint64_t planted = StatusOf(kPlanted).generation;
  const uint64_t cases = StatusOf(kCases).generation;
  const auto rebuilt = projector_->Rebuild(projector_->names(), GoOn);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  ASSERT_EQ(rebuilt->size(), 3u);
  for (const RebuildResult& result : *rebuilt) {
    SCOPED_TRACE(result.projection);
    EXPECT_EQ(result.outcome.ok(), result.projection != kPlanted);
    if (result.outcome.ok()) {
      EXPECT_EQ(result.before->hash, result.after.hash);
    } else {
      EXPECT_THAT(result.outcome.message(), HasSubstr("stopped at position 3"));
    }
  }
  EXPECT_EQ(StatusOf(kPlanted).generation, planted);
  EXPECT_GT(StatusOf(kCases).generation, cases);
  ExpectStopped();
  // Alone, it is refused.
  const absl::Status refused = projector_->Rebuild({kPlanted}, GoOn).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(refused.message(), HasSubstr("stopped at position 3"));
  EXPECT_EQ(StatusOf(kPlanted).generations.size(), 1u) << "what was not finished is dropped";
}

TEST_F(StoppedProjectionTest, OthersThatHoldNothingAreBuiltInBulkBesideIt) {
  AppendCases(1, 5);
  planted_->fails_at = kPlantedAt;
  ProjectorOptions options = Options();
  options.bulk_from_events = 0;
  options.build_threads = 2;
  OpenProjector(options);
  ASSERT_TRUE(CatchUp(kCases).ok());
  ASSERT_TRUE(CatchUp(kDirectory).ok());
  ExpectStopped();
  EXPECT_GT(StatusOf(kCases).generations[0].bytes, 0u) << "built in bulk";
}

TEST_F(StoppedProjectionTest, AnEventOfANewerTypeStopsWhatReadsItsStreamOnly) {
  OpenProjector();
  AppendCases(1, 2);
  casework::v1::CaseEvent event;
  event.mutable_case_opened();
  eventstore::NewEvent newer =
      NewCaseEvent(CaseStream(1), event, absl::FromUnixSeconds(1'700'000'100));
  newer.type += 199;
  Append(NewCommitOf({newer}));
  AppendCases(3, 2);
  const absl::Status status = CatchUp(kCases);
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(status.message(),
              HasSubstr(absl::StrCat("stopped at position 3: The event at position 3 is of type ",
                                     newer.type)));
  EXPECT_TRUE(CatchUp(kDirectory).ok());
  EXPECT_TRUE(CatchUp(kPlanted).ok());
  EXPECT_EQ(CountAllCases(**projector_->Read(kTenant, kCases)).value(), 2);
}

}  // namespace
}  // namespace framdrift::projections
