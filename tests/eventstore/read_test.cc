#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "tests/eventstore/store_fixture.h"

namespace framdrift::eventstore {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Direction kForward = Direction::kForward;
constexpr Direction kBackward = Direction::kBackward;

std::vector<Position> PositionsOf(const Page& page) {
  std::vector<Position> positions;
  for (const EventView& event : page.events()) positions.push_back(event.position);
  return positions;
}

std::vector<Revision> RevisionsOf(const Page& page) {
  std::vector<Revision> revisions;
  for (const EventView& event : page.events()) revisions.push_back(event.revision);
  return revisions;
}

class ReadTest : public StoreTest {
 protected:
  // Positions 1–2 | 3–7 | 8 | 9–10; stream 1 at 1, 3, 5, 7, 9, 10 and stream 2 at 2, 4, 6, 8.
  void SetUp() override {
    MustOpen();
    const StreamId a = StreamOf(1);
    const StreamId b = StreamOf(2);
    ASSERT_TRUE(Append(CommitOf(1, {a, b})).ok());
    ASSERT_TRUE(Append(CommitOf(2, {a, b, a, b, a})).ok());
    ASSERT_TRUE(Append(CommitOf(3, {b})).ok());
    ASSERT_TRUE(Append(CommitOf(4, {a, a})).ok());
  }
  Page ReadLog(Position from, Direction direction, size_t limit) {
    return store_->ReadLog(kTenant, LogNumber::kMain, from, direction, limit).value();
  }
  Page ReadStream(uint64_t stream, Revision from, Direction direction, size_t limit) {
    return store_->ReadStream(kTenant, LogNumber::kMain, StreamOf(stream), from, direction, limit)
        .value();
  }
};

TEST_F(ReadTest, ReadsTheLogForwardFromAnyPositionAcrossCommits) {
  EXPECT_THAT(PositionsOf(ReadLog(0, kForward, 3)), ElementsAre(1, 2, 3));
  EXPECT_THAT(PositionsOf(ReadLog(4, kForward, 5)), ElementsAre(4, 5, 6, 7, 8));
  EXPECT_THAT(PositionsOf(ReadLog(9, kForward, 100)), ElementsAre(9, 10));
  EXPECT_THAT(PositionsOf(ReadLog(11, kForward, 100)), IsEmpty());
}

TEST_F(ReadTest, ReadsTheLogBackwardFromAnyPositionAcrossCommits) {
  EXPECT_THAT(PositionsOf(ReadLog(0, kBackward, 4)), ElementsAre(10, 9, 8, 7));
  EXPECT_THAT(PositionsOf(ReadLog(5, kBackward, 100)), ElementsAre(5, 4, 3, 2, 1));
  EXPECT_THAT(PositionsOf(ReadLog(99, kBackward, 1)), ElementsAre(10));
}

TEST_F(ReadTest, ReadsAStreamForwardByRevision) {
  EXPECT_THAT(PositionsOf(ReadStream(1, 0, kForward, 100)), ElementsAre(1, 3, 5, 7, 9, 10));
  EXPECT_THAT(RevisionsOf(ReadStream(1, 3, kForward, 3)), ElementsAre(3, 4, 5));
  EXPECT_THAT(RevisionsOf(ReadStream(2, 4, kForward, 3)), ElementsAre(4));
  EXPECT_THAT(RevisionsOf(ReadStream(2, 5, kForward, 3)), IsEmpty());
  EXPECT_THAT(RevisionsOf(ReadStream(3, 0, kForward, 3)), IsEmpty());
}

TEST_F(ReadTest, ReadsAStreamBackwardByRevision) {
  EXPECT_THAT(RevisionsOf(ReadStream(1, 0, kBackward, 100)), ElementsAre(6, 5, 4, 3, 2, 1));
  EXPECT_THAT(RevisionsOf(ReadStream(1, 4, kBackward, 2)), ElementsAre(4, 3));
  EXPECT_THAT(RevisionsOf(ReadStream(1, 2, kBackward, 2)), ElementsAre(2, 1));
  EXPECT_THAT(RevisionsOf(ReadStream(3, 0, kBackward, 2)), IsEmpty());
}

TEST_F(ReadTest, SaysTheHeadItHoldsForAndWhetherMoreFollows) {
  EXPECT_EQ(ReadLog(1, kForward, 3).head(), 10u);
  EXPECT_FALSE(ReadLog(1, kForward, 9).complete());
  EXPECT_TRUE(ReadLog(1, kForward, 10).complete());
  EXPECT_FALSE(ReadLog(0, kBackward, 9).complete());
  EXPECT_TRUE(ReadLog(0, kBackward, 10).complete());
  EXPECT_FALSE(ReadStream(1, 1, kForward, 5).complete());
  EXPECT_TRUE(ReadStream(1, 1, kForward, 6).complete());
  EXPECT_FALSE(ReadStream(1, 0, kBackward, 5).complete());
  EXPECT_TRUE(ReadStream(1, 0, kBackward, 6).complete());
  EXPECT_TRUE(ReadStream(3, 0, kBackward, 6).complete());
}

TEST_F(ReadTest, GivesBackWhatWasAppended) {
  NewCommit commit = CommitOf(5, {StreamOf(4)});
  commit.on_behalf_of = IdOf(70);
  commit.unit = IdOf(71);
  NewEvent& event = commit.events[0];
  event.correlation = IdOf(80);
  event.causation = IdOf(81);
  event.reason_code = "MOVED";
  event.legal_basis = "SoL 4:1";
  event.tags = {{.kind = 3, .value = IdOf(90)}};
  event.precision = Precision::kDay;
  event.source_recorded_at = absl::FromUnixSeconds(1'600'000'000);
  const CommitResult made = Append(commit).value();
  const Page page = ReadLog(11, kForward, 1);
  const EventView& read = page.events().at(0);
  EXPECT_EQ(read.commit_id, IdOf(5));
  EXPECT_EQ(read.stream, StreamOf(4));
  EXPECT_EQ(read.revision, 1u);
  EXPECT_EQ(read.type, event.type);
  EXPECT_EQ(read.occurred_at, event.occurred_at);
  EXPECT_EQ(read.precision, Precision::kDay);
  EXPECT_EQ(read.source_recorded_at, event.source_recorded_at);
  EXPECT_EQ(read.recorded_at, made.recorded_at);
  EXPECT_EQ(read.actor.pseudonym, IdOf(99));
  EXPECT_EQ(read.actor.role, "caseworker");
  EXPECT_EQ(read.on_behalf_of, IdOf(70));
  EXPECT_EQ(read.unit, IdOf(71));
  EXPECT_EQ(read.correlation, IdOf(80));
  EXPECT_EQ(read.causation, IdOf(81));
  EXPECT_EQ(read.reason_code, "MOVED");
  EXPECT_EQ(read.legal_basis, "SoL 4:1");
  EXPECT_EQ(read.tags.size(), 1u);
  EXPECT_EQ(read.public_part, "public");
}

TEST_F(ReadTest, ReadsACommitWhole) {
  const Page page = store_->ReadCommit(kTenant, LogNumber::kMain, 5).value();
  EXPECT_THAT(PositionsOf(page), ElementsAre(3, 4, 5, 6, 7));
  EXPECT_TRUE(absl::IsOutOfRange(store_->ReadCommit(kTenant, LogNumber::kMain, 11).status()));
  EXPECT_TRUE(absl::IsOutOfRange(store_->ReadCommit(kTenant, LogNumber::kMain, 0).status()));
}

TEST_F(ReadTest, ScansARangeUntilTold) {
  std::vector<Position> seen;
  const auto see = [&](const EventView& event) {
    seen.push_back(event.position);
    return event.position != 8;
  };
  EXPECT_EQ(store_->Scan(kTenant, LogNumber::kMain, 4, 7, see).value(), 7u);
  EXPECT_THAT(seen, ElementsAre(5, 6, 7));
  seen.clear();
  EXPECT_EQ(store_->Scan(kTenant, LogNumber::kMain, 6, 100, see).value(), 8u);
  EXPECT_THAT(seen, ElementsAre(7, 8));
  EXPECT_EQ(store_->Scan(kTenant, LogNumber::kMain, 10, 100, see).value(), 10u);
}

TEST_F(ReadTest, APageOutlivesItsMoveAndLaterAppends) {
  Page page = ReadLog(1, kForward, 100);
  Fill(100, 200);
  const Page moved = std::move(page);
  for (const EventView& event : moved.events()) EXPECT_EQ(event.public_part, "public");
}

TEST_F(ReadTest, GivesTheRootOfEveryEarlierState) {
  std::vector<Hash> roots;
  for (uint64_t i = 1; i <= 600; ++i) {
    ASSERT_TRUE(Append(CommitOf(100 + i, {StreamOf(i % 5)})).ok());
    if (i % 50 == 0) roots.push_back(store_->RootAt(kTenant, LogNumber::kMain, Head()).value());
  }
  MustOpen();
  for (uint64_t i = 0; i < roots.size(); ++i) {
    EXPECT_EQ(store_->RootAt(kTenant, LogNumber::kMain, 10 + 50 * (i + 1)).value(), roots[i]);
  }
  EXPECT_TRUE(absl::IsOutOfRange(store_->RootAt(kTenant, LogNumber::kMain, 611).status()));
  EXPECT_TRUE(Verify().ok()) << Verify();
}

TEST_F(ReadTest, PagesOfAnySizeMeetWithoutGapOrOverlap) {
  constexpr unsigned kSeed = 20260101;
  std::mt19937 random(kSeed);
  for (uint64_t i = 0; i < 200; ++i) {
    std::vector<StreamId> streams(1 + random() % 6);
    for (StreamId& stream : streams) stream = StreamOf(10 + random() % 4);
    ASSERT_TRUE(Append(CommitOf(1000 + i, streams)).ok());
  }
  std::vector<Position> all(Head());
  std::iota(all.begin(), all.end(), 1);
  for (const size_t limit : {1, 2, 7, 64}) {
    std::vector<Position> read;
    while (true) {
      const Page page = ReadLog(read.size() + 1, kForward, limit);
      for (const Position position : PositionsOf(page)) read.push_back(position);
      if (page.complete()) break;
    }
    EXPECT_EQ(read, all);
    for (uint64_t stream = 10; stream < 14; ++stream) {
      const Revision last =
          store_->StreamRevision(kTenant, LogNumber::kMain, StreamOf(stream)).value();
      std::vector<Revision> down;
      Revision from = 0;
      while (true) {
        const Page page = ReadStream(stream, from, kBackward, limit);
        for (const Revision revision : RevisionsOf(page)) down.push_back(revision);
        if (page.complete()) break;
        from = down.back() - 1;
      }
      std::vector<Revision> expected(last);
      std::iota(expected.rbegin(), expected.rend(), 1);
      EXPECT_EQ(down, expected);
    }
  }
}

}  // namespace
}  // namespace framdrift::eventstore
