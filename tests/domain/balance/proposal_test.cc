#include "domain/balance/proposal.h"

#include "absl/strings/str_cat.h"
#include "domain/balance/explanation.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace framdrift::balance {
namespace {

using casework::v1::MoveReason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const absl::CivilDay kToday(2024, 5, 2);

history::StaffId Staff(int i) {
  return *history::StaffId::Parse(absl::StrCat("00000000-0000-4000-8000-00000000000", i));
}
history::CaseId Case(int i) {
  return *history::CaseId::Parse(absl::StrCat("00000000-0000-4000-8000-0000000000", 10 + i));
}

// A unit of caseworkers with cases of weight one, assigned long ago, without meetings.
class ProposalTest : public ::testing::Test {
 protected:
  Caseworker& Add(int id, int64_t capacity_in_cases) {
    Caseworker& one = staff_.emplace_back();
    one.id = Staff(id);
    one.capacity = 100 * capacity_in_cases;
    one.takes_cases = true;
    one.languages = {"sv"};
    return one;
  }
  CaseToMove& Give(int caseworker) {
    CaseToMove& one = cases_.emplace_back();
    one.id = Case(static_cast<int>(cases_.size()));
    one.caseworker = Staff(caseworker);
    one.assigned = absl::CivilDay(2023, 1, 1);
    return one;
  }
  void Give(int caseworker, int count) {
    for (int i = 0; i < count; ++i) Give(caseworker);
  }
  Proposal Proposed() {
    for (Caseworker& one : staff_) {
      one.load = elsewhere_;
      for (const CaseToMove& given : cases_) {
        if (given.caseworker == one.id) one.load += given.weight;
      }
    }
    terms_.today = kToday;
    return Propose(staff_, cases_, terms_);
  }
  static std::vector<history::CaseId> Moved(const Proposal& proposal) {
    std::vector<history::CaseId> moved;
    for (const Move& move : proposal.moves) moved.push_back(move.moved.id);
    return moved;
  }

  std::vector<Caseworker> staff_;
  std::vector<CaseToMove> cases_;
  Terms terms_;
  int64_t elsewhere_ = 0;
};

TEST_F(ProposalTest, EvensLoadsOverCapacity) {
  Add(1, 10);
  Add(2, 10);
  Give(1, 8);
  const Proposal proposal = Proposed();
  EXPECT_EQ(proposal.moves.size(), 4u);
  EXPECT_EQ(proposal.spread_before, 80);
  EXPECT_EQ(proposal.spread_after, 0);
  EXPECT_EQ(proposal.loads[0].cases_after, 4);
  EXPECT_EQ(proposal.loads[1].after, 400);
}

TEST_F(ProposalTest, SaysTheLoadOfBothBeforeAndAfterEachMove) {
  Add(1, 10);
  Add(2, 10);
  Give(1, 4);
  const Proposal proposal = Proposed();
  ASSERT_EQ(proposal.moves.size(), 2u);
  EXPECT_EQ(proposal.moves[1].giver_before, 300);
  EXPECT_EQ(proposal.moves[1].giver_after, 200);
  EXPECT_EQ(proposal.moves[1].receiver_before, 100);
  EXPECT_EQ(proposal.moves[1].receiver_after, 200);
}

TEST_F(ProposalTest, LeavesLoadsAsTheyAreThatAreEvenEnough) {
  Add(1, 10);
  Add(2, 10);
  Give(1, 5);
  Give(2, 4);
  EXPECT_THAT(Proposed().moves, IsEmpty());
}

TEST_F(ProposalTest, AsksForNoMoreMovesThanWanted) {
  Add(1, 10);
  Add(2, 10);
  Give(1, 8);
  terms_.max_moves = 1;
  EXPECT_EQ(Proposed().moves.size(), 1u);
}

TEST_F(ProposalTest, NeverGoesBeyondALimit) {
  Add(1, 10);
  Add(2, 20).limit = 200;
  Give(1, 8);
  const Proposal proposal = Proposed();
  EXPECT_EQ(proposal.loads[1].after, 200);
}

TEST_F(ProposalTest, GivesToCaseworkersOnly) {
  Add(1, 10);
  Add(2, 10).takes_cases = false;
  Give(1, 8);
  EXPECT_THAT(Proposed().moves, IsEmpty());
}

TEST_F(ProposalTest, MovesCasesWithTheFewestMeetingsAndThenTheNewest) {
  Add(1, 10);
  Add(2, 10);
  Give(1).meetings = 2;
  Give(1).meetings = 1;
  Give(1).meetings = 1;
  cases_[2].assigned = kToday - 3;
  Give(1).meetings = 3;
  const Proposal proposal = Proposed();
  EXPECT_THAT(Moved(proposal), ElementsAre(Case(3), Case(2)));
  EXPECT_THAT(proposal.moves[0].reasons,
              ElementsAre(MoveReason::MOVE_REASON_EVENS_LOAD,
                          MoveReason::MOVE_REASON_FEW_MEETINGS,
                          MoveReason::MOVE_REASON_NEWLY_ASSIGNED));
}

TEST_F(ProposalTest, LeavesCasesThatHaveSettledOrMustStay) {
  Add(1, 10);
  Add(2, 10);
  for (int i = 0; i < 4; ++i) Give(1).meetings = 6;
  for (int i = 0; i < 4; ++i) Give(1).stays = true;
  EXPECT_THAT(Proposed().moves, IsEmpty());
}

TEST_F(ProposalTest, NeverTakesAPersonFromWhoSpeaksTheirLanguageToWhoDoesNot) {
  Add(1, 10).languages.insert("so");
  Add(2, 10);
  for (int i = 0; i < 4; ++i) Give(1).language = "so";
  for (int i = 0; i < 4; ++i) cases_[i].interpreter = true;
  EXPECT_THAT(Proposed().moves, IsEmpty());
}

TEST_F(ProposalTest, LetsAnInterpreterMeetALanguageThatTheGiverDoesNotSpeakEither) {
  Add(1, 10);
  Add(2, 10);
  for (int i = 0; i < 4; ++i) Give(1).language = "so";
  EXPECT_THAT(Proposed().moves, IsEmpty());
  for (CaseToMove& one : cases_) one.interpreter = true;
  EXPECT_EQ(Proposed().moves.size(), 2u);
}

TEST_F(ProposalTest, MovesFirstWhatMeetsALanguage) {
  Add(1, 10);
  Add(2, 10).languages.insert("so");
  Give(1, 3);
  Give(1).language = "so";
  cases_[3].meetings = 5;
  const Proposal proposal = Proposed();
  ASSERT_FALSE(proposal.moves.empty());
  EXPECT_EQ(proposal.moves[0].moved.id, Case(4));
  EXPECT_EQ(proposal.moves[0].reasons[1], MoveReason::MOVE_REASON_LANGUAGE_MET);
}

TEST_F(ProposalTest, FindsHomesFirstForCasesOfWhoWorksThereNoMore) {
  Add(1, 0).takes_cases = false;
  Add(2, 10);
  Add(3, 10);
  Give(1, 3);
  cases_[0].meetings = 9;
  Give(2, 2);
  const Proposal proposal = Proposed();
  EXPECT_EQ(proposal.loads[0].cases_after, 0);
  EXPECT_EQ(proposal.loads[1].cases_after + proposal.loads[2].cases_after, 5);
  EXPECT_THAT(proposal.moves[0].reasons, ElementsAre(MoveReason::MOVE_REASON_CASEWORKER_GONE));
  EXPECT_EQ(proposal.moves[0].to, Staff(3));
}

TEST_F(ProposalTest, CountsLoadInOtherUnits) {
  Add(1, 10);
  Add(2, 10);
  elsewhere_ = 300;
  Give(1, 2);
  const Proposal proposal = Proposed();
  EXPECT_EQ(proposal.loads[1].before, 300);
  EXPECT_EQ(proposal.loads[1].after, 400);
}

TEST_F(ProposalTest, LeavesLightCasesThatCannotChangeAnything) {
  Add(1, 10);
  Add(2, 10);
  Give(1, 2);
  for (CaseToMove& one : cases_) one.weight = 0;
  EXPECT_THAT(Proposed().moves, IsEmpty());
}

TEST_F(ProposalTest, SaysWhyInWords) {
  Add(1, 2);
  Add(2, 10);
  Give(1, 3);
  const Proposal proposal = Proposed();
  ASSERT_FALSE(proposal.moves.empty());
  EXPECT_EQ(Explain(proposal.moves[0], 200, 1000),
            "Whoever has the case has more than they can carry; loads become more even: from 150 % "
            "to 100 % and from 0 % to 10 % of capacity; no meeting has been held with whoever has "
            "it.");
}

}  // namespace
}  // namespace framdrift::balance
