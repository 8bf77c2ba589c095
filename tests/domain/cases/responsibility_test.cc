// Who may have been responsible: what a fold would say is never missed, and what is over is told
// apart from what goes on.
#include "domain/cases/responsibility.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/domain/history/any_history.h"

namespace framdrift::cases {
namespace {

using casework::v1::CaseEvent;
using Entry = history::Recorded<CaseEvent>;
using testing::Instant;

Responsibilities ResponsibilitiesOf(const std::vector<Entry>& entries) {
  Responsibilities found;
  for (const Entry& entry : entries) {
    found.Add(ResponsibilityNoteOf(entry, testing::Stockholm()));
  }
  return found;
}

// What a list of the past would find in the folded case.
bool IsSuchACase(const Case& state, const ResponsibleThen& who) {
  const Episode* latest = state.latest();
  if (latest == nullptr) return false;
  if (!who.unit.empty() && latest->unit() != who.unit) return false;
  if (!who.caseworker.empty() &&
      (!latest->assignment || latest->assignment->caseworker != who.caseworker)) {
    return false;
  }
  return !who.open || latest->open();
}

constexpr int kMost = 25;

RC_GTEST_PROP(ResponsibilityPropertyTest, NeverMissesWhatAFoldSays, ()) {
  const std::vector<Entry> entries = AnyHistory(kMost);
  const CaseTimeline timeline = TimelineOf(entries);
  const Responsibilities found = ResponsibilitiesOf(entries);
  for (int i = 0; i < 10; ++i) {
    const history::AsOf as_of = AnyAsOf(kMost);
    const Case state = timeline.At(as_of);
    ResponsibleThen who;
    who.unit = *rc::gen::arbitrary<bool>() ? AnyUnitOf(*rc::gen::inRange(0, kAnyUnits)) : who.unit;
    if (*rc::gen::arbitrary<bool>()) {
      who.caseworker = AnyCaseworkerOf(*rc::gen::inRange(0, kAnyCaseworkers));
    }
    who.open = *rc::gen::arbitrary<bool>();
    if (IsSuchACase(state, who)) {
      RC_ASSERT(found.MayHold(who, as_of, testing::Stockholm()));
    }
  }
}

class ResponsibilityTest : public ::testing::Test {
 protected:
  // Happened and recorded at once.
  int64_t Record(const std::string& when, const std::string& event) {
    Entry entry;
    entry.envelope.position = static_cast<int64_t>(entries_.size()) + 1;
    entry.envelope.occurred = testing::Occurred(when);
    entry.envelope.recorded_at = Instant(when);
    entry.event = Proto<CaseEvent>(event);
    entries_.push_back(std::move(entry));
    return entries_.back().envelope.position;
  }
  int64_t Assign(const std::string& when, int caseworker) {
    return Record(when,
                  absl::StrCat("case_assigned { caseworker_id: '",
                               AnyCaseworkerOf(caseworker).ToString(),
                               "' unit_id: '",
                               AnyUnitOf(0).ToString(),
                               "' }"));
  }
  bool MayHold(int caseworker, const std::string& valid, const std::string& known = "2024-12-31",
               bool open = false) const {
    return ResponsibilitiesOf(entries_).MayHold(
        {.unit = {}, .caseworker = AnyCaseworkerOf(caseworker), .open = open},
        {.valid = Instant(valid), .known = Instant(known)},
        testing::Stockholm());
  }

  std::vector<Entry> entries_;
};

TEST_F(ResponsibilityTest, GoesFromOneCaseworkerToTheNext) {
  Record("2024-03-01 09:00", "case_opened { }");
  Assign("2024-03-01 10:00", 0);
  Assign("2024-03-10 10:00", 1);
  EXPECT_FALSE(MayHold(0, "2024-03-01 09:30"));
  EXPECT_TRUE(MayHold(0, "2024-03-05"));
  EXPECT_FALSE(MayHold(1, "2024-03-05"));
  EXPECT_FALSE(MayHold(0, "2024-03-11"));
  EXPECT_TRUE(MayHold(1, "2024-03-11"));
  // Before the second was known, the first still held.
  EXPECT_TRUE(MayHold(0, "2024-03-11", "2024-03-10 09:00"));
  EXPECT_FALSE(MayHold(1, "2024-03-11", "2024-03-10 09:00"));
}

TEST_F(ResponsibilityTest, EndsWithTheExitForThoseWhoAskForOpenCases) {
  Record("2024-03-01 09:00", "case_opened { }");
  Assign("2024-03-02 10:00", 0);
  Record("2024-03-20 10:00", "exit_recorded { }");
  EXPECT_TRUE(MayHold(0, "2024-03-19", "2024-12-31", true));
  EXPECT_FALSE(MayHold(0, "2024-03-21", "2024-12-31", true));
  EXPECT_TRUE(MayHold(0, "2024-03-21"));
  Record("2024-05-01 09:00", "case_reopened { }");
  EXPECT_FALSE(MayHold(0, "2024-05-02"));
}

TEST_F(ResponsibilityTest, IsNotTakenAwayByAnEventThatWasAmended) {
  Record("2024-03-01 09:00", "case_opened { }");
  Assign("2024-03-02 10:00", 0);
  const int64_t second = Assign("2024-03-10 10:00", 1);
  EXPECT_FALSE(MayHold(0, "2024-03-11"));
  Record("2024-03-12 09:00", absl::StrCat("event_voided { position: ", second, " }"));
  EXPECT_TRUE(MayHold(0, "2024-03-11"));
}

}  // namespace
}  // namespace framdrift::cases
