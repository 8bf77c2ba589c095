#include "domain/person/merger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "domain/person/person_commands.h"
#include "tests/domain/person/given_person.h"

namespace framdrift::person {
namespace {

MergerFacts Merger(const std::vector<Past>& survivor) {
  return {IdOf(kId), IdOf(kOther), GivenPerson(survivor).state()};
}

TEST(MergePersonsTest, StandsInBothStreams) {
  const GivenPerson given({RegisteredWithoutNumber()});
  const auto events =
      Decide(given.state(), v1::MergePersonsRequest(), Merger({Registered()}), given.context());
  ASSERT_TRUE(events.ok()) << events.status();
  EXPECT_EQ(events->merged.at(0).event.person_merged().survivor_id(), kOther);
  EXPECT_EQ(events->survivor.at(0).event.person_merged().absorbed_id(), kId);
}

std::vector<std::string> ReasonsOf(const absl::Status& status) {
  std::vector<std::string> reasons;
  for (const Refusal& refusal : RefusalsOf(status)) reasons.push_back(refusal.reason);
  return reasons;
}

TEST(MergePersonsTest, RefusesToMergeARecordWithItself) {
  const GivenPerson given({Registered()});
  MergerFacts facts = Merger({Registered()});
  facts.survivor_id = facts.merged_id;
  const auto events = Decide(given.state(), v1::MergePersonsRequest(), facts, given.context());
  EXPECT_THAT(ReasonsOf(events.status()), ::testing::ElementsAre("PERSON_MERGED_WITH_ITSELF"));
}

TEST(MergePersonsTest, RefusesMergedRecordsAndTwoOpenCasesAtOnce) {
  const GivenPerson given({Registered(), MergedInto(kOther)});
  MergerFacts facts = Merger({Registered(), MergedInto(kAuthority)});
  facts.merged_has_open_case = true;
  facts.survivor_has_open_case = true;
  const auto events = Decide(given.state(), v1::MergePersonsRequest(), facts, given.context());
  EXPECT_THAT(
      ReasonsOf(events.status()),
      ::testing::UnorderedElementsAre("BOTH_HAVE_OPEN_CASES", "PERSON_MERGED", "PERSON_MERGED"));
}

TEST(MergePersonsTest, RefusesToGiveUpARecordThatGoesOnForAnother) {
  const GivenPerson given(
      {Registered(),
       {"2024-03-02 09:00", std::string("person_merged { absorbed_id: '") + kAuthority + "' }"}});
  const auto events =
      Decide(given.state(), v1::MergePersonsRequest(), Merger({Registered()}), given.context());
  EXPECT_THAT(ReasonsOf(events.status()), ::testing::ElementsAre("PERSON_MERGED"));
}

TEST(MergePersonsTest, DoesNotFindAnUnknownSurvivor) {
  const GivenPerson given({Registered()});
  const auto events = Decide(given.state(), v1::MergePersonsRequest(), Merger({}), given.context());
  EXPECT_EQ(events.status().code(), absl::StatusCode::kNotFound);
}

TEST(UnmergePersonsTest, MakesBothRecordsStandAlone) {
  const GivenPerson given({Registered(), MergedInto(kOther)});
  const auto events = Decide(
      given.state(),
      v1::UnmergePersonsRequest(),
      Merger({Registered(),
              {"2024-03-02 09:00", std::string("person_merged { absorbed_id: '") + kId + "' }"}}),
      given.context());
  ASSERT_TRUE(events.ok()) << events.status();
  EXPECT_EQ(events->merged.at(0).event.person_unmerged().survivor_id(), kOther);
  EXPECT_EQ(events->survivor.at(0).event.person_unmerged().absorbed_id(), kId);
}

TEST(UnmergePersonsTest, RefusesRecordsThatAreNotMerged) {
  const GivenPerson given({Registered()});
  const auto events =
      Decide(given.state(), v1::UnmergePersonsRequest(), Merger({Registered()}), given.context());
  EXPECT_THAT(ReasonsOf(events.status()), ::testing::ElementsAre("PERSONS_NOT_MERGED"));
}

}  // namespace
}  // namespace framdrift::person
