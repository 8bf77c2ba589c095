#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/person/person_commands.h"
#include "tests/domain/person/given_person.h"

namespace framdrift::person {
namespace {

TEST(CorrectPersonEventTest, DatesALivelihoodByItsDay) {
  const auto decided =
      GivenPerson({Registered(),
                   {"2024-03-05",
                    "livelihood_set { state: LIVELIHOOD_STATE_SICKNESS "
                    "from_date { year: 2024 month: 3 day: 5 } }"}})
          .When(Proto<v1::CorrectEventRequest>(
                    "position: 2 reason_code: 'wrong-time' replacement { livelihood_set { "
                    "state: LIVELIHOOD_STATE_SICKNESS from_date { year: 2024 month: 3 day: 4 } "
                    "} }"),
                Facts());
  ASSERT_TRUE(decided.result().ok()) << decided.result().status();
  EXPECT_EQ(decided.result()->at(0).event.event_corrected().occurred().date().day(), 4);
}

TEST(CorrectPersonEventTest, RefusesNumbersAndMergers) {
  GivenPerson({Registered()})
      .When(Proto<v1::CorrectEventRequest>(
                "position: 1 replacement { person_registered { identifier_kind: "
                "IDENTIFIER_KIND_NONE } }"),
            Facts())
      .ThenRefuse({"IDENTIFIER_NEEDS_CHANGE"});
  GivenPerson({Registered(), MergedInto(kOther)})
      .When(Proto<v1::CorrectEventRequest>("position: 2 replacement { person_merged {} }"), Facts())
      .ThenRefuse({"CORRECTION_OF_MERGER"});
}

TEST(CorrectPersonEventTest, RefusesAnEventThatIsNotThere) {
  GivenPerson({Registered()})
      .When(Proto<v1::CorrectEventRequest>("position: 9 replacement { protection_lifted {} }"),
            Facts())
      .ThenRefuse({"EVENT_NOT_FOUND"});
}

TEST(VoidPersonEventTest, StrikesThroughAndKeepsTheWordsSealed) {
  GivenPerson({Registered(), ProtectedSince("2024-03-02 09:00")})
      .When(
          Proto<v1::VoidEventRequest>("position: 2 reason_code: 'wrong-person' text: 'fel person'"),
          Facts())
      .Then({"event_voided { position: 2 reason_code: 'wrong-person' }"})
      .ThenSealed({"event_voided { text: 'fel person' }"});
}

TEST(VoidPersonEventTest, RefusesWhatALaterEventRestsOn) {
  GivenPerson({Registered(),
               ProtectedSince("2024-03-02 09:00"),
               {"2024-03-03 09:00", "protection_lifted {}"}})
      .When(Proto<v1::VoidEventRequest>("position: 2 reason_code: 'wrong-person'"), Facts())
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

TEST(VoidPersonEventTest, RefusesNumbersMergersAndTheUnknown) {
  GivenPerson({Registered(), MergedInto(kOther)})
      .When(Proto<v1::VoidEventRequest>("position: 1"), Facts())
      .ThenRefuse({"IDENTIFIER_NEEDS_CHANGE"});
  GivenPerson({Registered(), MergedInto(kOther)})
      .When(Proto<v1::VoidEventRequest>("position: 2"), Facts())
      .ThenRefuse({"CORRECTION_OF_MERGER"});
  GivenPerson({Registered()})
      .When(Proto<v1::VoidEventRequest>("position: 9"), Facts())
      .ThenRefuse({"EVENT_NOT_FOUND"});
}

}  // namespace
}  // namespace framdrift::person
