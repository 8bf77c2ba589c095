#include "services/event_mapping.h"

#include "gmock/gmock.h"
#include "tests/services/runtime_fixture.h"

namespace framdrift::services {
namespace {

using ::testing::HasSubstr;

class EventMappingTest : public RuntimeTest {
 protected:
  eventstore::NewEvent Stored() const {
    return NewEventFrom<Person>(id_, EventOf(kRegistered, kMaria));
  }
  absl::Status Read() { return Reader().Read<Person>(id_).status(); }
};

TEST_F(EventMappingTest, ReadsBackWhatItWrote) {
  Emitted emitted = EventOf(kRegistered, kMaria);
  emitted.occurred = testing::Occurred("2024-02");
  const eventstore::Position position = Append(emitted);
  const auto snapshot = Reader().Read<Person>(id_);
  ASSERT_TRUE(snapshot.ok()) << snapshot.status();
  ASSERT_EQ((*snapshot)->revision(), 1u);
  const auto& entry = (*snapshot)->timeline().entries()[0];
  EXPECT_EQ(entry.event.DebugString(), emitted.event.DebugString());
  EXPECT_EQ(entry.envelope.position, static_cast<int64_t>(position));
  EXPECT_EQ(entry.envelope.revision, 1);
  EXPECT_EQ(entry.envelope.occurred, emitted.occurred);
  EXPECT_EQ(entry.envelope.actor.id, testing::Human().id);
  EXPECT_EQ(entry.envelope.actor.role, "caseworker");
  const auto& parts = (*snapshot)->RecordedParts(entry.envelope.position);
  ASSERT_EQ(parts.size(), 1u);
  EXPECT_EQ(parts[0].subject, id_);
  EXPECT_EQ(parts[0].content.person_registered().given_name(), "Maria");
}

TEST_F(EventMappingTest, NumbersATypeByStreamKindAndFieldNumber) {
  EXPECT_EQ(Stored().type, 1001u);
  EXPECT_EQ(EventType(history::StreamKind::kBoard, 121), 15121u);
}

TEST_F(EventMappingTest, KeepsTimesToTheMicrosecond) {
  Emitted emitted = EventOf(kRegistered);
  emitted.occurred.at += absl::Nanoseconds(1999);
  EXPECT_EQ(NewEventFrom<Person>(id_, emitted).occurred_at, clock_.Now() + absl::Microseconds(1));
}

TEST_F(EventMappingTest, RefusesAStreamThatHoldsATypeItDoesNotKnow) {
  eventstore::NewEvent newer = Stored();
  newer.type = 1099;
  Append({newer});
  const absl::Status status = Read();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(RefusalsOf(status)[0].reason, kEventTypeNewer);
  EXPECT_EQ(RefusalsOf(status)[0].metadata.at("type"), "1099");
}

TEST_F(EventMappingTest, RefusesAStreamThatHoldsAVersionItDoesNotKnow) {
  eventstore::NewEvent newer = Stored();
  newer.schema_version = kSchemaVersion + 1;
  Append({newer});
  EXPECT_EQ(RefusalsOf(Read())[0].reason, kEventTypeNewer);
}

TEST_F(EventMappingTest, TellsBytesThatDoNotReadAsLost) {
  for (const std::string& bytes : {std::string("\xff\xff"), std::string()}) {
    eventstore::EventView view;
    view.type = 1001;
    view.schema_version = kSchemaVersion;
    view.position = 7;
    view.public_part = bytes;
    const auto recorded = RecordedFrom<Person>(view);
    EXPECT_EQ(recorded.status().code(), absl::StatusCode::kDataLoss);
    EXPECT_THAT(recorded.status().message(), HasSubstr("position 7"));
  }
}

TEST_F(EventMappingTest, TellsPartsThatDoNotReadAsLost) {
  eventstore::NewEvent event = Stored();
  event.parts[0].plaintext = "\xff\xff";
  Append({event});
  EXPECT_EQ(Read().code(), absl::StatusCode::kDataLoss);
}

TEST_F(EventMappingTest, ReadsAnErasedEventAsOneThatSaysNothing) {
  eventstore::EventView view;
  view.header_erased = true;
  view.position = 7;
  view.revision = 3;
  const auto recorded = RecordedFrom<Person>(view);
  ASSERT_TRUE(recorded.ok());
  EXPECT_EQ(recorded->event.kind_case(), person::v1::PersonEvent::KIND_NOT_SET);
  EXPECT_EQ(recorded->envelope.position, 7);
  EXPECT_EQ(recorded->envelope.revision, 3);
}

}  // namespace
}  // namespace framdrift::services
