// Events kept for a build come back as they were, stream by stream.
#include "projections/kept_events.h"

#include <map>
#include <string>
#include <vector>

#include "domain/history/streams.h"
#include "gtest/gtest.h"
#include "tests/projections/case_log.h"

namespace framdrift::projections {
namespace {

using eventstore::EventView;
using eventstore::StreamId;

EventView EventOf(const StreamId& stream, eventstore::Revision revision,
                  absl::string_view public_part) {
  EventView event;
  event.stream = stream;
  event.revision = revision;
  event.position = 100 + revision;
  event.type = 3001;
  event.schema_version = 1;
  event.occurred_at = absl::FromUnixMicros(-17);
  event.recorded_at = absl::FromUnixMicros(1'700'000'000'000'001);
  event.precision = eventstore::Precision::kDay;
  event.actor = {TestId(9, 1), "caseworker", eventstore::ActorKind::kHuman};
  event.public_part = public_part;
  return event;
}

std::map<StreamId, std::vector<std::string>> PublicParts(KeptEvents& kept) {
  std::map<StreamId, std::vector<std::string>> parts;
  const absl::Status drained =
      kept.Drain([&](const StreamId& id, const KeptEvents::Stream& stream) {
        KeptEvents::Reader reader(id, stream.packed);
        std::vector<std::string>& of_stream = parts[id];
        while (const EventView* event = reader.Next()) {
          EXPECT_EQ(event->stream, id);
          of_stream.emplace_back(event->public_part);
        }
        return absl::OkStatus();
      });
  EXPECT_TRUE(drained.ok()) << drained;
  return parts;
}

TEST(KeptEventsTest, EachStreamComesBackWholeAndInOrder) {
  KeptEvents kept;
  ASSERT_TRUE(kept.Add(EventOf(CaseStream(1), 1, "one")).ok());
  ASSERT_TRUE(kept.Add(EventOf(CaseStream(2), 1, "")).ok());
  ASSERT_TRUE(kept.Add(EventOf(CaseStream(1), 2, std::string(70'000, 'x'))).ok());
  ASSERT_TRUE(kept.Add(EventOf(CaseStream(2), 2, "two")).ok());
  const auto parts = PublicParts(kept);
  EXPECT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts.at(CaseStream(1)), (std::vector<std::string>{"one", std::string(70'000, 'x')}));
  EXPECT_EQ(parts.at(CaseStream(2)), (std::vector<std::string>{"", "two"}));
  EXPECT_TRUE(PublicParts(kept).empty());
}

TEST(KeptEventsTest, PoliciesAndThenHouseholdsComeBeforeWhatFollowsFromThem) {
  constexpr uint16_t kPolicy = static_cast<uint16_t>(history::StreamKind::kPolicy);
  constexpr uint16_t kHousehold = static_cast<uint16_t>(history::StreamKind::kHousehold);
  KeptEvents kept;
  std::vector<uint16_t> kinds;
  for (uint8_t number = 1; number < 9; ++number) {
    ASSERT_TRUE(kept.Add(EventOf(CaseStream(number), 1, "")).ok());
    ASSERT_TRUE(kept.Add(EventOf({kHousehold, CaseStream(number).id}, 1, "")).ok());
    ASSERT_TRUE(kept.Add(EventOf({kPolicy, CaseStream(number).id}, 1, "")).ok());
  }
  const auto note = [&](const StreamId& id, const KeptEvents::Stream&) {
    if (kinds.empty() || kinds.back() != id.kind) kinds.push_back(id.kind);
    return absl::OkStatus();
  };
  ASSERT_TRUE(kept.Drain(note).ok());
  EXPECT_EQ(kinds, (std::vector<uint16_t>{kPolicy, kHousehold, CaseStream(1).kind}));
}

TEST(KeptEventsTest, AnEventSaysAllThatAFoldMayLookAt) {
  KeptEvents kept;
  EventView first = EventOf(CaseStream(1), 1, "one");
  first.source_recorded_at = absl::FromUnixMicros(5);
  first.on_behalf_of = TestId(9, 2);
  first.unit = TestId(9, 3);
  EventView second = EventOf(CaseStream(1), 2, "two");
  second.actor = {TestId(9, 4), "import", eventstore::ActorKind::kImport};
  ASSERT_TRUE(kept.Add(first).ok());
  ASSERT_TRUE(kept.Add(second).ok());
  const auto check = [&](const StreamId& id, const KeptEvents::Stream& stream) {
    KeptEvents::Reader reader(id, stream.packed);
    for (const EventView& expected : {first, second}) {
      const EventView* event = reader.Next();
      if (event == nullptr) return absl::InternalError("an event is missing");
      EXPECT_EQ(event->position, expected.position);
      EXPECT_EQ(event->revision, expected.revision);
      EXPECT_EQ(event->type, expected.type);
      EXPECT_EQ(event->schema_version, expected.schema_version);
      EXPECT_EQ(event->occurred_at, expected.occurred_at);
      EXPECT_EQ(event->precision, expected.precision);
      EXPECT_EQ(event->recorded_at, expected.recorded_at);
      EXPECT_EQ(event->source_recorded_at, expected.source_recorded_at);
      EXPECT_EQ(event->actor.pseudonym, expected.actor.pseudonym);
      EXPECT_EQ(event->actor.role, expected.actor.role);
      EXPECT_EQ(event->actor.kind, expected.actor.kind);
      EXPECT_EQ(event->on_behalf_of, expected.on_behalf_of);
      EXPECT_EQ(event->unit, expected.unit);
    }
    EXPECT_EQ(reader.Next(), nullptr);
    return absl::OkStatus();
  };
  EXPECT_TRUE(kept.Drain(check).ok());
}

TEST(KeptEventsTest, AnErasedEventCountsAndSaysNothing) {
  KeptEvents kept;
  ASSERT_TRUE(kept.Add(EventOf(CaseStream(1), 1, "one")).ok());
  EventView erased = EventOf(CaseStream(1), 2, "");
  erased.header_erased = true;
  ASSERT_TRUE(kept.Add(erased).ok());
  ASSERT_TRUE(kept.Add(EventOf(CaseStream(1), 3, "three")).ok());
  EXPECT_EQ(PublicParts(kept).at(CaseStream(1)), (std::vector<std::string>{"one", "three"}));
}

TEST(KeptEventsTest, AGapInAStreamIsDataLoss) {
  KeptEvents kept;
  ASSERT_TRUE(kept.Add(EventOf(CaseStream(1), 1, "one")).ok());
  EXPECT_TRUE(absl::IsDataLoss(kept.Add(EventOf(CaseStream(1), 3, "three"))));
  EXPECT_TRUE(absl::IsDataLoss(kept.Add(EventOf(CaseStream(2), 2, "two"))));
}

}  // namespace
}  // namespace framdrift::projections
