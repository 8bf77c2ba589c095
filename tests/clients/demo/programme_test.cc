// The demo's programme as the domain folds it.
#include "clients/demo/programme.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "domain/programme/progress.h"
#include "tests/clients/demo/replay.h"

namespace framdrift::demo {
namespace {

Settings Of(uint64_t seed) { return {seed, 0, 0, absl::CivilDay(2025, 3, 3)}; }

Streams<programme::ProgrammeDecider> Replayed(const Settings& settings) {
  Streams<programme::ProgrammeDecider> streams;
  int64_t position = 1;
  for (const Fact& fact : ProgrammeFacts(settings)) {
    streams.Add(fact, fact.programme_event(), ++position);
  }
  return streams;
}

TEST(DemoProgrammeTest, BreaksNoRuleWhateverTheSeed) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    EXPECT_EQ(Replayed(Of(seed)).Breaches(), std::vector<std::string>()) << "seed " << seed;
  }
}

TEST(DemoProgrammeTest, IsTheSameForTheSameFlags) {
  EXPECT_EQ(ProgrammeCommit(Of(1)).SerializeAsString(), ProgrammeCommit(Of(1)).SerializeAsString());
  EXPECT_NE(ProgrammeCommit(Of(1)).SerializeAsString(), ProgrammeCommit(Of(2)).SerializeAsString());
}

TEST(DemoProgrammeTest, HasFourteenMembersThatMoveAtADifferentPace) {
  const auto streams = Replayed(Of(1));
  ASSERT_EQ(streams.all().size(), 1);
  const programme::Programme& state = streams.all().begin()->second.current();
  EXPECT_EQ(state.members.size(), 14);
  EXPECT_EQ(state.meetings.size(), 6);
  EXPECT_GT(state.support_contacts.size(), 100);
  const auto members = programme::ProgressOfMembers(state, absl::CivilDay(2025, 3, 2));
  EXPECT_EQ(members.size(), 13) << "one has left";
  std::set<double> progress;
  int behind = 0;
  for (const auto& member : members) {
    progress.insert(member.progress);
    behind += member.behind.empty() ? 0 : 1;
  }
  EXPECT_GE(progress.size(), 5);
  EXPECT_GT(behind, 0);
  EXPECT_LT(behind, 13);
}

}  // namespace
}  // namespace framdrift::demo
