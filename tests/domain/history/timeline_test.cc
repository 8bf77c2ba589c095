// Two clocks, corrections and voidings, on the richest stream there is: a case.
#include "domain/history/timeline.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "domain/cases/contact.h"
#include "domain/history/amend.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::CaseEvent;
using history::AsOf;
using testing::Instant;

// Builds a history event by event: happened, recorded, what.
class Log {
 public:
  // Returns the position.
  int64_t Record(const std::string& happened, const std::string& recorded, CaseEvent event) {
    history::Recorded<CaseEvent> entry;
    entry.envelope.position = static_cast<int64_t>(timeline_.entries().size()) * 2 + 1;
    entry.envelope.occurred = testing::Occurred(happened);
    entry.envelope.recorded_at = Instant(recorded);
    entry.event = std::move(event);
    timeline_.Add(std::move(entry));
    return timeline_.entries().back().envelope.position;
  }
  int64_t Record(const std::string& happened, const std::string& recorded,
                 const std::string& event) {
    return Record(happened, recorded, Proto<CaseEvent>(event));
  }

  int64_t Correct(int64_t position, const std::string& recorded, const std::string& replacement,
                  const std::string& happened = "") {
    CaseEvent event;
    auto& corrected = *event.mutable_event_corrected();
    corrected.set_position(position);
    corrected.mutable_replacement()->PackFrom(Proto<CaseEvent>(replacement));
    if (!happened.empty()) {
      *corrected.mutable_occurred() =
          history::WhenFrom(testing::Occurred(happened), testing::Stockholm());
    }
    return Record(recorded, recorded, std::move(event));
  }

  int64_t Void(int64_t position, const std::string& recorded) {
    CaseEvent event;
    event.mutable_event_voided()->set_position(position);
    return Record(recorded, recorded, std::move(event));
  }

  const CaseTimeline& timeline() const { return timeline_; }
  const Case& current() const { return timeline_.current(); }
  casework::v1::Flow flow() const { return current().latest()->flow; }
  casework::v1::Flow flow(const AsOf& as_of) const {
    const Case state = timeline_.At(as_of);
    return state.latest() == nullptr ? casework::v1::FLOW_UNSPECIFIED : state.latest()->flow;
  }

 private:
  CaseTimeline timeline_{testing::Stockholm()};
};

constexpr char kMain[] = "flow_assigned { flow: FLOW_MAIN }";
constexpr char kOther[] = "flow_assigned { flow: FLOW_OTHER }";
constexpr char kOpen[] = "case_opened { target_group: TARGET_GROUP_YOUNG }";

TEST(TimelineTest, ABackDatedEventRefoldsTheStream) {
  Log log;
  log.Record("2024-03-01 09:00", "2024-03-01 09:00", kOpen);
  log.Record("2024-03-10 09:00", "2024-03-10 09:00", kMain);
  log.Record("2024-03-05 09:00", "2024-03-11 09:00", kOther);
  EXPECT_EQ(log.flow(), casework::v1::FLOW_MAIN);
  EXPECT_EQ(log.current().last_event->first.day, absl::CivilDay(2024, 3, 10));
}

TEST(TimelineTest, WhatWasTrueAndWhatWasKnownAreTwoQuestions) {
  Log log;
  log.Record("2024-03-01 09:00", "2024-03-01 09:00", kOpen);
  const int64_t main = log.Record("2024-03-10 09:00", "2024-03-10 09:00", kMain);
  log.Record("2024-03-05 09:00", "2024-03-11 09:00", kOther);
  EXPECT_EQ(log.flow({.valid = Instant("2024-03-06")}), casework::v1::FLOW_OTHER);
  EXPECT_EQ(log.flow({.valid = Instant("2024-03-06"), .known = Instant("2024-03-10 12:00")}),
            casework::v1::FLOW_UNSPECIFIED);
  EXPECT_EQ(log.flow({.valid = Instant("2024-03-06"), .position = main}),
            casework::v1::FLOW_UNSPECIFIED);
  EXPECT_EQ(log.flow({.position = main}), casework::v1::FLOW_MAIN);
}

TEST(TimelineTest, AnInstantIncludesWhatHappensAtIt) {
  Log log;
  log.Record("2024-03-01 09:00", "2024-03-01 09:00", kOpen);
  EXPECT_EQ(log.timeline().At({.valid = Instant("2024-03-01 09:00")}).episodes.size(), 1u);
  EXPECT_TRUE(log.timeline()
                  .At({.valid = Instant("2024-03-01 09:00") - absl::Microseconds(1)})
                  .episodes.empty());
}

TEST(TimelineTest, AnImportIsKnownWhenItsSourceKnewIt) {
  CaseTimeline timeline(testing::Stockholm());
  history::Recorded<CaseEvent> entry;
  entry.envelope.position = 1;
  entry.envelope.occurred = testing::Occurred("2011-10-11");
  entry.envelope.recorded_at = Instant("2024-03-01");
  entry.envelope.source_recorded_at = Instant("2011-10-12");
  entry.event = Proto<CaseEvent>(kOpen);
  timeline.Add(entry);
  EXPECT_EQ(timeline.At({.known = Instant("2011-10-12")}).episodes.size(), 1u);
  EXPECT_TRUE(timeline.At({.known = Instant("2011-10-11")}).episodes.empty());
}

TEST(TimelineTest, ADayThatHoldsAFactWithoutTimeIsFoldedByPositionAlone) {
  Log log;
  log.Record("2024-03-01 16:00", "2024-03-01 16:00", kMain);
  log.Record("2024-03-01 09:00", "2024-03-01 17:00", kOther);
  EXPECT_EQ(log.flow(), casework::v1::FLOW_MAIN);
  log.Record("2024-03-01", "2024-03-01 18:00", kOpen);
  EXPECT_EQ(log.flow(), casework::v1::FLOW_OTHER);
}

TEST(TimelineTest, TheDayIsThatOfTheTenantsZone) {
  Log log;
  log.Record("2024-03-01 23:30", "2024-03-02 08:00", kMain);
  log.Record("2024-03-02", "2024-03-02 08:30", kOpen);
  log.Record("2024-03-02 00:10", "2024-03-02 09:00", kOther);
  EXPECT_EQ(log.flow(), casework::v1::FLOW_OTHER);
  EXPECT_EQ(log.timeline().Effective()[0].envelope.day, absl::CivilDay(2024, 3, 1));
}

TEST(TimelineTest, TheLatestCorrectionHoldsAndMayMoveTheEvent) {
  Log log;
  log.Record("2024-03-01 09:00", "2024-03-01 09:00", kOpen);
  const int64_t main = log.Record("2024-03-10 09:00", "2024-03-10 09:00", kMain);
  log.Correct(main, "2024-03-11 09:00", kOther);
  EXPECT_EQ(log.flow(), casework::v1::FLOW_OTHER);
  log.Correct(main, "2024-03-12 09:00", kMain, "2024-03-02");
  EXPECT_EQ(log.flow(), casework::v1::FLOW_MAIN);
  EXPECT_EQ(log.flow({.valid = Instant("2024-03-03")}), casework::v1::FLOW_MAIN);
  EXPECT_EQ(log.flow({.valid = Instant("2024-03-03"), .known = Instant("2024-03-11 10:00")}),
            casework::v1::FLOW_UNSPECIFIED);
}

TEST(TimelineTest, ACorrectionAppliesWhateverItsOwnDate) {
  Log log;
  log.Record("2024-03-01 09:00", "2024-03-01 09:00", kOpen);
  const int64_t main = log.Record("2024-03-02 09:00", "2024-03-02 09:00", kMain);
  log.Correct(main, "2024-03-20 09:00", kOther);
  EXPECT_EQ(log.flow({.valid = Instant("2024-03-03")}), casework::v1::FLOW_OTHER);
}

TEST(TimelineTest, AVoidedEventNeverHappenedUntilItsVoidingIsVoided) {
  Log log;
  log.Record("2024-03-01 09:00", "2024-03-01 09:00", kOpen);
  const int64_t main = log.Record("2024-03-02 09:00", "2024-03-02 09:00", kMain);
  const int64_t voiding = log.Void(main, "2024-03-03 09:00");
  EXPECT_EQ(log.flow(), casework::v1::FLOW_UNSPECIFIED);
  EXPECT_EQ(log.flow({.known = Instant("2024-03-02 10:00")}), casework::v1::FLOW_MAIN);
  const int64_t revived = log.Void(voiding, "2024-03-04 09:00");
  EXPECT_EQ(log.flow(), casework::v1::FLOW_MAIN);
  log.Void(revived, "2024-03-05 09:00");
  EXPECT_EQ(log.flow(), casework::v1::FLOW_UNSPECIFIED);
}

TEST(TimelineTest, AVoidedCorrectionGivesWayToTheOneBefore) {
  Log log;
  log.Record("2024-03-01 09:00", "2024-03-01 09:00", kOpen);
  const int64_t main = log.Record("2024-03-02 09:00", "2024-03-02 09:00", kMain);
  log.Correct(main, "2024-03-03 09:00", kOther);
  const int64_t second = log.Correct(main, "2024-03-04 09:00", kMain);
  log.Void(second, "2024-03-05 09:00");
  EXPECT_EQ(log.flow(), casework::v1::FLOW_OTHER);
}

TEST(TimelineTest, ACorrectionOfAnotherKindLeavesTheOriginal) {
  Log log;
  log.Record("2024-03-01 09:00", "2024-03-01 09:00", kOpen);
  const int64_t main = log.Record("2024-03-02 09:00", "2024-03-02 09:00", kMain);
  log.Correct(main, "2024-03-03 09:00", "note_added { }");
  EXPECT_EQ(log.flow(), casework::v1::FLOW_MAIN);
}

history::Context Now(const std::string& now) {
  history::Context context;
  context.now = Instant(now);
  context.zone = testing::Stockholm();
  return context;
}

TEST(BackdatedTest, AnEventMayLieBackInTimeWhereNothingStandsInItsWay) {
  const GivenCase given({kOpened, kContacted, kPlanned});
  const auto decided = given.When(Command<casework::v1::RecordContactRequest>(
      "mode: CONTACT_MODE_PHONE occurred { date { year: 2024 month: 3 day: 2 } }"));
  ASSERT_TRUE(decided.result().ok());
  EXPECT_TRUE(history::CheckBackdated(given.timeline(), *decided.result(), given.context()).ok());
}

TEST(BackdatedTest, IsRefusedWithTheLaterEventsItWouldMakeIllegal) {
  const GivenCase given({kOpened, kContacted, kPlanned});
  CaseEvents events(1);
  events[0].event = Proto<CaseEvent>(kOpen);
  events[0].occurred = testing::Occurred("2024-02-01");
  const auto refusals =
      RefusalsOf(history::CheckBackdated(given.timeline(), events, Now("2024-03-20 09:00")));
  ASSERT_EQ(refusals.size(), 1u);
  EXPECT_EQ(refusals[0].reason, "LATER_EVENT_IN_THE_WAY");
  EXPECT_EQ(refusals[0].metadata.at("position"), "1");
  EXPECT_EQ(refusals[0].metadata.at("reason"), "EPISODE_OPEN");
}

// Any event of a small history: its days and hours collide, and it amends any position before it.
CaseEvent AnyEvent(int64_t positions) {
  CaseEvent event;
  const int64_t position = *rc::gen::inRange<int64_t>(0, positions + 1) * 2 + 1;
  switch (*rc::gen::inRange(0, 9)) {
    case 0:
      return Proto<CaseEvent>(kOpen);
    case 1:
      return Proto<CaseEvent>(kContacted.event);
    case 2:
      return Proto<CaseEvent>(kPlanned.event);
    case 3:
      return Proto<CaseEvent>(kStarted.event);
    case 4:
      return Proto<CaseEvent>(kCompleted.event);
    case 5:
      return Proto<CaseEvent>(kOther);
    case 6:
      event.mutable_note_locked()->set_note_position(position);
      return event;
    case 7: {
      auto& corrected = *event.mutable_event_corrected();
      corrected.set_position(position);
      corrected.mutable_replacement()->PackFrom(Proto<CaseEvent>(kMain));
      if (*rc::gen::arbitrary<bool>()) {
        *corrected.mutable_occurred() =
            history::WhenFrom(testing::Occurred("2024-03-02"), testing::Stockholm());
      }
      return event;
    }
    default:
      event.mutable_event_voided()->set_position(position);
      return event;
  }
}

std::string AnyTime() {
  const int day = *rc::gen::inRange(1, 4);
  const int hour = *rc::gen::inRange(-2, 24);
  if (hour == -2) return "2024-03";
  if (hour == -1) return absl::StrCat("2024-03-0", day);
  return absl::StrCat("2024-03-0", day, hour < 10 ? " 0" : " ", hour, ":00");
}

RC_GTEST_PROP(TimelinePropertyTest, FoldingAsItGrowsIsFoldingAnew, ()) {
  Log log;
  const int size = *rc::gen::inRange(0, 25);
  for (int i = 0; i < size; ++i) {
    log.Record(AnyTime(), "2024-04-01", AnyEvent(i));
    RC_ASSERT(log.current() == log.timeline().At({}));
  }
}

RC_GTEST_PROP(TimelinePropertyTest, AddingAllAtOnceIsAddingOneByOne, ()) {
  Log log;
  const int size = *rc::gen::inRange(0, 25);
  const auto kept = static_cast<std::ptrdiff_t>(*rc::gen::inRange(0, size + 1));
  for (int i = 0; i < size; ++i) log.Record(AnyTime(), "2024-04-01", AnyEvent(i));
  const std::vector<CaseTimeline::Entry>& entries = log.timeline().entries();
  CaseTimeline timeline(testing::Stockholm());
  timeline.AddAll({entries.begin(), entries.begin() + kept});
  timeline.AddAll({entries.begin() + kept, entries.end()});
  RC_ASSERT(timeline.current() == log.current());
  RC_ASSERT(timeline.revision() == size);
}

RC_GTEST_PROP(TimelinePropertyTest, WhatWasKnownAtAPositionIsTheFoldOfThePrefix, ()) {
  Log whole;
  Log prefix;
  const int size = *rc::gen::inRange(1, 20);
  const int kept = *rc::gen::inRange(0, size + 1);
  int64_t last = 0;
  for (int i = 0; i < size; ++i) {
    const std::string happened = AnyTime();
    const CaseEvent event = AnyEvent(i);
    whole.Record(happened, "2024-04-01", event);
    if (i < kept) last = prefix.Record(happened, "2024-04-01", event);
  }
  RC_ASSERT(whole.timeline().At({.position = last}) == prefix.current());
}

}  // namespace
}  // namespace framdrift::cases
