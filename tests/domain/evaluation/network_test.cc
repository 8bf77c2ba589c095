#include "domain/evaluation/network.h"

#include <gtest/gtest.h>

#include "domain/evaluation/network_commands.h"
#include "domain/evaluation/refusals.h"
#include "domain/history/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::evaluation {
namespace {

using history::kDatesOutOfOrder;
using history::kOccurredBeforeStart;
using testing::Given;
using testing::Past;
using testing::Proto;

constexpr char kMember[] = "0190b2c8-5b0e-7c3a-9f00-0000000000d1";

const Past kFounded{"2024-01-08 08:00",
                    "network_founded { display_name: 'Forum' form: NETWORK_FORM_OPERATIVE "
                    "owner: 'Förbundet' expert: 'Nationalekonom' }"};
const Past kJoined{"2024-01-09 08:00",
                   "network_member_joined { member_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' "
                   "municipality_code: '1287' display_name: 'Controller' }"};
const Past kLeft{"2024-03-01 08:00",
                 "network_member_left { member_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' }"};
const Past kTaken{"2024-02-01 08:00",
                  "assignment_taken { assignment_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' "
                  "requester: 'Nämnden' task: 'Kalkyl' }"};

FreshId Fresh() { return {*ParseUuid(kMember)}; }

TEST(NetworkTest, IsFoundedWithAnOwnerAndAnExpert) {
  Given<NetworkDecider>({})
      .When(Proto<v1::FoundNetworkRequest>("display_name: 'Forum' form: NETWORK_FORM_OPERATIVE "
                                           "owner: 'Förbundet' expert: 'Nationalekonom'"))
      .Then({kFounded.event});
}

TEST(NetworkTest, RefusesOneWithoutFormOwnerOrExpertAndOneThatExists) {
  Given<NetworkDecider>({})
      .When(v1::FoundNetworkRequest())
      .ThenRefuse({kNetworkFormUnknown, kSettlementIncomplete});
  Given<NetworkDecider>({})
      .When(Proto<v1::FoundNetworkRequest>("form: NETWORK_FORM_OPERATIVE owner: 'Förbundet'"))
      .ThenRefuse({kSettlementIncomplete});
  Given<NetworkDecider>({kFounded}).When(v1::FoundNetworkRequest()).ThenRefuse({kNetworkExists});
}

TEST(NetworkTest, ManagersWhoCommissionNeedNoExpert) {
  EXPECT_TRUE(Given<NetworkDecider>({})
                  .When(Proto<v1::FoundNetworkRequest>(
                      "form: NETWORK_FORM_COMMISSIONERS owner: 'Förbundet'"))
                  .result()
                  .ok());
}

TEST(NetworkTest, RefusesAnythingOfOneThatIsNotKnown) {
  const Given<NetworkDecider> given({});
  given.When(v1::AdmitNetworkMemberRequest(), Fresh()).ThenRefuse({kNetworkNotFound});
  given.When(v1::ReleaseNetworkMemberRequest()).ThenRefuse({kNetworkNotFound});
  given.When(v1::RecordNetworkMeetingRequest()).ThenRefuse({kNetworkNotFound});
  given.When(v1::TakeAssignmentRequest(), Fresh()).ThenRefuse({kNetworkNotFound});
  given.When(v1::ReportAssignmentRequest(), ResultFacts()).ThenRefuse({kNetworkNotFound});
  given.When(v1::RecordSeminarRequest()).ThenRefuse({kNetworkNotFound});
  given.When(v1::SpreadResultsRequest(), ResultFacts()).ThenRefuse({kNetworkNotFound});
}

TEST(NetworkTest, AdmitsAMemberUnderAFreshId) {
  Given<NetworkDecider>({kFounded})
      .When(Proto<v1::AdmitNetworkMemberRequest>(
                "municipality_code: '1287' display_name: 'Controller'"),
            Fresh())
      .Then({kJoined.event});
}

TEST(NetworkTest, RefusesAMemberTwiceFromNowhereBeforeItWasFounded) {
  Given<NetworkDecider>({kFounded, kJoined})
      .When(Proto<v1::AdmitNetworkMemberRequest>(
                "municipality_code: '287' occurred { date { year: 2023 month: 5 day: 1 } }"),
            Fresh())
      .ThenRefuse({kMemberExists, kMunicipalityCodeUnknown, kOccurredBeforeStart});
}

TEST(NetworkTest, RefusesThePersonOfAMunicipalityAgainUntilTheyHaveLeft) {
  const auto again = Proto<v1::AdmitNetworkMemberRequest>(
      "member_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d2' "
      "municipality_code: '1287' display_name: 'Controller'");
  Given<NetworkDecider>({kFounded, kJoined}).When(again, Fresh()).ThenRefuse({kMemberExists});
  EXPECT_TRUE(Given<NetworkDecider>({kFounded, kJoined, kLeft}).When(again, Fresh()).result().ok());
}

TEST(NetworkTest, HoldsAMeetingOfMembersWithMinutes) {
  Given<NetworkDecider>({kFounded, kJoined})
      .When(Proto<v1::RecordNetworkMeetingRequest>(
          "member_ids: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' topics: 'Prislistan' minutes: '§1'"))
      .Then({"network_meeting_held { member_ids: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' "
             "topics: 'Prislistan' minutes: '§1' }"});
}

TEST(NetworkTest, RefusesAMeetingWithoutMinutesOfThoseWhoHaveLeft) {
  Given<NetworkDecider>({kFounded, kJoined, kLeft})
      .When(Proto<v1::RecordNetworkMeetingRequest>(
          "member_ids: '0190b2c8-5b0e-7c3a-9f00-0000000000d1'"))
      .ThenRefuse({kMemberNotFound, kMinutesMissing});
  Given<NetworkDecider>({kFounded, kJoined, kLeft})
      .When(Proto<v1::ReleaseNetworkMemberRequest>(
          "member_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1'"))
      .ThenRefuse({kMemberNotFound});
}

TEST(NetworkTest, RefusesAnAssignmentTwiceAndOneThatWasDueBefore) {
  Given<NetworkDecider>({kFounded, kTaken})
      .When(Proto<v1::TakeAssignmentRequest>("due_date { year: 2023 month: 1 day: 1 }"), Fresh())
      .ThenRefuse({kAssignmentExists, kDatesOutOfOrder});
}

TEST(NetworkTest, ReportsAnAssignmentOnce) {
  const auto command = Proto<v1::ReportAssignmentRequest>(
      "assignment_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' result: 'Lönsamt'");
  const Past reported{"2024-02-09 08:00",
                      "assignment_reported { assignment_id: "
                      "'0190b2c8-5b0e-7c3a-9f00-0000000000d1' result: 'Lönsamt' }"};
  Given<NetworkDecider>({kFounded, kTaken}).When(command, ResultFacts()).Then({reported.event});
  Given<NetworkDecider>({kFounded, kTaken, reported})
      .When(command, ResultFacts{false})
      .ThenRefuse({kAssignmentReported, kEvaluationUnknown});
  Given<NetworkDecider>({kFounded}).When(command, ResultFacts()).ThenRefuse({kAssignmentNotFound});
}

TEST(NetworkTest, RefusesASeminarForNobodyNowhere) {
  Given<NetworkDecider>({kFounded})
      .When(Proto<v1::RecordSeminarRequest>("municipality_code: '0000' attendees: -1"))
      .ThenRefuse({kMunicipalityCodeUnknown, kAttendeesOutOfRange, kAudienceUnknown});
}

TEST(NetworkTest, SpreadsResultsToAnAudienceThatIsNamed) {
  const Given<NetworkDecider> given({kFounded});
  given
      .When(Proto<v1::SpreadResultsRequest>("audiences: AUDIENCE_POLITICIANS text: 'KF'"),
            ResultFacts())
      .Then({"results_spread { audiences: AUDIENCE_POLITICIANS text: 'KF' }"});
  given.When(v1::SpreadResultsRequest(), ResultFacts()).ThenRefuse({kAudienceUnknown});
}

}  // namespace
}  // namespace framdrift::evaluation
