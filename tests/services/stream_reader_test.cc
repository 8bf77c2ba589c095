#include "services/stream_reader.h"

#include "services/unit_of_work.h"
#include "tests/services/runtime_fixture.h"

namespace framdrift::services {
namespace {

class StreamReaderTest : public RuntimeTest {};

TEST_F(StreamReaderTest, ReadsFromMemoryOnlyWhereItMayNotWait) {
  Append(EventOf(kRegistered));
  EXPECT_TRUE(MustWait(Reader(Freshness::kCached).Read<Person>(id_).status()));
  EXPECT_EQ((*Reader().Read<Person>(id_))->revision(), 1u);
  StreamReader cached = Reader(Freshness::kCached);
  EXPECT_EQ((*cached.Read<Person>(id_))->revision(), 1u);
  EXPECT_TRUE(cached.fresh());
}

TEST_F(StreamReaderTest, SaysWhenWhatItReadFromMemoryMayBeOld) {
  Append(EventOf(kRegistered));
  EXPECT_TRUE(Reader().Read<Person>(id_).ok());
  Append(EventOf("protection_lifted {}"));
  StreamReader cached = Reader(Freshness::kCached);
  EXPECT_EQ((*cached.Read<Person>(id_))->revision(), 1u);
  EXPECT_FALSE(cached.fresh());
  StreamReader current = Reader();
  EXPECT_EQ((*current.Read<Person>(id_))->revision(), 2u);
  EXPECT_TRUE(current.fresh());
}

TEST_F(StreamReaderTest, ReadsStreamsLongerThanAPage) {
  std::vector<eventstore::NewEvent> events(1500, NewEventFrom<Person>(id_, EventOf(kRegistered)));
  Append(events);
  EXPECT_EQ((*Reader().Read<Person>(id_))->revision(), 1500u);
}

TEST_F(StreamReaderTest, FindsNoEventsWhereThereAreNone) {
  EXPECT_EQ((*Reader().Read<Person>(id_))->revision(), 0u);
  StreamReader nowhere(*runtime_, "ljusdal", nullptr, Freshness::kCached);
  EXPECT_EQ((*nowhere.Read<Person>(id_))->revision(), 0u);
}

TEST_F(StreamReaderTest, RemembersThatAStreamHasNoEventsUntilItHas) {
  EXPECT_EQ((*Reader().Read<Person>(id_))->revision(), 0u);
  StreamReader cached = Reader(Freshness::kCached);
  EXPECT_EQ((*cached.Read<Person>(id_))->revision(), 0u);
  EXPECT_TRUE(cached.fresh());
  Append(EventOf(kRegistered));
  EXPECT_EQ((*Reader().Read<Person>(id_))->revision(), 1u);
}

TEST_F(StreamReaderTest, GivesTheSameSnapshotToAllWhoReadAtOnce) {
  Append(EventOf(kRegistered));
  EXPECT_EQ(*Reader().Read<Person>(id_), *Reader().Read<Person>(id_));
}

class UnitOfWorkTest : public RuntimeTest {
 protected:
  UnitOfWork Work(Freshness freshness = Freshness::kCurrent) {
    return UnitOfWork(*runtime_,
                      kTenant,
                      tenants_->Find(kTenant),
                      {clock_.Now(), testing::Stockholm(), testing::Human()},
                      commit_id_,
                      freshness);
  }
  const Id16 commit_id_ = *ParseUuid("0190b2c8-5b0e-7c3a-9f00-00000000000a");
};

TEST_F(UnitOfWorkTest, HoldsTheCommitToEveryStreamItLoaded) {
  Append(EventOf(kRegistered));
  const Id16 other = *ParseUuid("0190b2c8-5b0e-7c3a-9f00-000000000002");
  UnitOfWork work = Work();
  EXPECT_EQ((*work.Load<Person>(id_))->revision(), 1u);
  EXPECT_TRUE(work.empty());
  ASSERT_TRUE(work.Emit<Person>(other, {EventOf(kRegistered), EventOf(kRegistered)}).ok());
  const eventstore::NewCommit commit = work.TakeCommit({});
  EXPECT_EQ(commit.commit_id, commit_id_);
  EXPECT_EQ(commit.events.size(), 2u);
  ASSERT_EQ(commit.conditions.size(), 2u);
  EXPECT_EQ(commit.conditions[0].stream.id, id_);
  EXPECT_EQ(commit.conditions[0].revision, 1u);
  EXPECT_EQ(commit.conditions[1].stream.id, other);
  EXPECT_EQ(commit.conditions[1].revision, 0u);
}

TEST_F(UnitOfWorkTest, LeavesInMemoryWhatAReaderWouldReadFromTheLog) {
  UnitOfWork work = Work();
  ASSERT_TRUE(work.Emit<Person>(id_, {EventOf(kRegistered, kMaria)}).ok());
  const auto result = store_->AppendAndWait(kTenant, work.TakeCommit({}));
  ASSERT_TRUE(result.ok()) << result.status();
  work.Committed(*result);
  const auto remembered = *Reader(Freshness::kCached).Read<Person>(id_);
  streams_.Forget({kTenant, StreamOf(Person::kKind, id_)});
  const auto read = *Reader().Read<Person>(id_);
  ASSERT_EQ(remembered->revision(), 1u);
  const auto& one = remembered->timeline().entries()[0];
  const auto& two = read->timeline().entries()[0];
  EXPECT_EQ(one.event.DebugString(), two.event.DebugString());
  EXPECT_EQ(one.envelope.position, two.envelope.position);
  EXPECT_EQ(one.envelope.revision, two.envelope.revision);
  EXPECT_EQ(one.envelope.occurred, two.envelope.occurred);
  EXPECT_EQ(one.envelope.recorded_at, two.envelope.recorded_at);
  EXPECT_EQ(one.envelope.actor.id, two.envelope.actor.id);
  EXPECT_EQ(one.envelope.actor.role, two.envelope.actor.role);
  EXPECT_EQ(one.envelope.actor.unit, two.envelope.actor.unit);
  EXPECT_EQ(remembered->RecordedParts(one.envelope.position)[0].content.DebugString(),
            read->RecordedParts(two.envelope.position)[0].content.DebugString());
}

TEST_F(UnitOfWorkTest, ChoosesTheSameIdsOnEveryTry) {
  EXPECT_EQ(Work().ChosenId(), Work().ChosenId());
  EXPECT_NE(Work().ChosenId(0), Work().ChosenId(1));
}

}  // namespace
}  // namespace framdrift::services
