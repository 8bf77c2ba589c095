#include "domain/organisation/unit.h"

#include <gtest/gtest.h>

#include "domain/history/refusals.h"
#include "domain/organisation/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::organisation {
namespace {

using history::kOccurredBeforeStart;
using testing::Given;
using testing::Past;
using testing::Proto;

constexpr char kBoard[] = "0190b2c8-5b0e-7c3a-9f00-00000000000b";
constexpr char kOther[] = "0190b2c8-5b0e-7c3a-9f00-0000000000ff";

const Past kBoardMade{"2024-01-08", "board_created { display_name: 'AN' }"};
const Past kUnitMade{"2024-01-08 09:00",
                     "unit_created { board_id: '0190b2c8-5b0e-7c3a-9f00-00000000000b' "
                     "municipality_code: '1284' display_name: 'AME' }"};
const Past kUnitDone{"2024-06-30", "unit_closed {}"};

v1::CreateUnitRequest CreateUnit(const std::string& municipality_code) {
  v1::CreateUnitRequest command;
  command.set_board_id(kBoard);
  command.set_municipality_code(municipality_code);
  command.set_display_name("AME");
  return command;
}

TEST(BoardTest, CreatesABoard) {
  Given<BoardDecider>({})
      .When(Proto<v1::CreateBoardRequest>("display_name: 'AN'"))
      .Then({"board_created { display_name: 'AN' }"});
}

TEST(BoardTest, RefusesABoardThatExists) {
  const auto decided =
      Given<BoardDecider>({kBoardMade}).When(Proto<v1::CreateBoardRequest>("display_name: 'AN'"));
  decided.ThenRefuse({kBoardExists});
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kAlreadyExists);
}

TEST(BoardTest, RefusesATimeToCome) {
  Given<BoardDecider>({})
      .When(Proto<v1::CreateBoardRequest>("occurred { date { year: 2099 month: 1 day: 1 } }"))
      .ThenRefuse({"OCCURRED_IN_FUTURE"});
}

TEST(BoardTest, CorrectsTheNameOfABoard) {
  const Given<BoardDecider> given({kBoardMade});
  given
      .When(Proto<v1::CorrectBoardEventRequest>(
          "position: 1 replacement { board_created { display_name: 'Arbetsmarknadsnämnden' } } "
          "reason_code: 'typing-error'"))
      .Then({"event_corrected { position: 1 reason_code: 'typing-error' replacement { "
             "[type.googleapis.com/framdrift.organisation.v1.BoardEvent] { "
             "board_created { display_name: 'Arbetsmarknadsnämnden' } } } }"});
}

TEST(UnitTest, CreatesAUnitOfABoard) {
  Given<UnitDecider>({})
      .When(CreateUnit("1284"), UnitFacts{.board_known = true})
      .Then({kUnitMade.event});
}

TEST(UnitTest, RefusesAUnitThatExists) {
  Given<UnitDecider>({kUnitMade})
      .When(CreateUnit("1284"), UnitFacts{.board_known = true})
      .ThenRefuse({kUnitExists});
}

TEST(UnitTest, RefusesAnUnknownBoardAndAnUnknownMunicipalityAtOnce) {
  Given<UnitDecider>({})
      .When(CreateUnit("9999"), UnitFacts{})
      .ThenRefuse({kBoardUnknown, kMunicipalityCodeUnknown});
}

TEST(UnitTest, ClosesAUnitAndNamesTheOneThatTakesOver) {
  v1::CloseUnitRequest command;
  command.set_successor_unit_id(kOther);
  const auto decided =
      Given<UnitDecider>({kUnitMade}).When(command, UnitFacts{.successor_open = true});
  decided.Then({"unit_closed { successor_unit_id: '0190b2c8-5b0e-7c3a-9f00-0000000000ff' }"});
  EXPECT_FALSE(decided.After().open());
  EXPECT_EQ(decided.After().successor.ToString(), kOther);
}

TEST(UnitTest, RefusesToCloseAUnitThatDoesNotExist) {
  const auto decided = Given<UnitDecider>({}).When(v1::CloseUnitRequest(), UnitFacts{});
  decided.ThenRefuse({kUnitNotFound});
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kNotFound);
}

TEST(UnitTest, RefusesToCloseTwiceOrInFavourOfAClosedUnit) {
  v1::CloseUnitRequest command;
  command.set_successor_unit_id(kOther);
  Given<UnitDecider>({kUnitMade, kUnitDone})
      .When(command, UnitFacts{})
      .ThenRefuse({kUnitClosed, kSuccessorNotOpen});
}

TEST(UnitTest, RefusesToCloseBeforeItsCreation) {
  Given<UnitDecider>({kUnitMade})
      .When(Proto<v1::CloseUnitRequest>("occurred { date { year: 2023 month: 12 day: 31 } }"),
            UnitFacts{})
      .ThenRefuse({kOccurredBeforeStart});
}

TEST(UnitTest, ClosesOnTheVeryDayOfItsCreation) {
  Given<UnitDecider>({kUnitMade})
      .When(Proto<v1::CloseUnitRequest>("occurred { date { year: 2024 month: 1 day: 8 } }"),
            UnitFacts{})
      .Then({"unit_closed {}"});
}

TEST(UnitTest, VoidsTheClosingSoThatTheUnitIsOpenAgain) {
  const Given<UnitDecider> given({kUnitMade, kUnitDone});
  given.When(Proto<v1::VoidUnitEventRequest>("position: 2 reason_code: 'typing-error'"))
      .Then({"event_voided { position: 2 reason_code: 'typing-error' }"});
  const Given<UnitDecider> voided(
      {kUnitMade, kUnitDone, {"2024-07-01 10:00", "event_voided { position: 2 }"}});
  EXPECT_TRUE(voided.state().open());
}

TEST(UnitTest, RefusesToVoidTheCreationOfAUnitThatWasClosed) {
  Given<UnitDecider>({kUnitMade, kUnitDone})
      .When(Proto<v1::VoidUnitEventRequest>("position: 1 reason_code: 'typing-error'"))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

TEST(UnitTest, RefusesACorrectionToAnAbolishedMunicipality) {
  Given<UnitDecider>({kUnitMade})
      .When(Proto<v1::CorrectUnitEventRequest>(
          "position: 1 replacement { unit_created { municipality_code: '1121' } } "
          "reason_code: 'typing-error'"))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

}  // namespace
}  // namespace framdrift::organisation
