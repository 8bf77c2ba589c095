#include "domain/partner/partner.h"

#include <gtest/gtest.h>

#include "domain/history/refusals.h"
#include "domain/partner/commands.h"
#include "domain/partner/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::partner {
namespace {

using history::kDatesOutOfOrder;
using history::kOccurredBeforeStart;
using testing::Given;
using testing::Past;
using testing::Proto;

constexpr char kPlacement[] = "0190b2c8-5b0e-7c3a-9f00-0000000000d1";

const Past kRegistered{"2024-01-08 08:00",
                       "partner_registered { display_name: 'Bageriet AB' "
                       "partner_kind: PARTNER_KIND_EMPLOYER organisation_number: '556012-5790' }"};
const Past kOffered{"2024-02-01 08:00",
                    "placement_offered { placement_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' "
                    "title: 'Bagare' type: ACTIVITY_TYPE_INTERNSHIP seats: 2 "
                    "from_date { year: 2024 month: 2 day: 1 } "
                    "until_date { year: 2024 month: 7 day: 1 } }"};
const Past kWithdrawn{"2024-03-01 08:00",
                      "placement_withdrawn { placement_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' "
                      "reason: WITHDRAWAL_REASON_FILLED_ELSEWHERE }"};
const Past kAgreed{"2024-02-01 09:00",
                   "agreement_made { reference: 'AN 2024/113' "
                   "agreement_kind: AGREEMENT_KIND_PLACEMENTS "
                   "from_date { year: 2024 month: 2 day: 1 } }"};

RegistrationFacts Fresh() {
  RegistrationFacts facts;
  facts.id = *history::PartnerId::Parse("0190b2c8-5b0e-7c3a-9f00-0000000000aa");
  return facts;
}

OfferFacts FreshPlacement() { return {*history::PlacementId::Parse(kPlacement)}; }

TEST(PartnerTest, RegistersAnOrganisationWithItsNumberInTheOpen) {
  Given<PartnerDecider>({})
      .When(Proto<v1::RegisterPartnerRequest>("display_name: 'Bageriet AB' "
                                              "partner_kind: PARTNER_KIND_EMPLOYER "
                                              "organisation_number: '5560125790'"),
            Fresh())
      .Then({kRegistered.event})
      .ThenSealed({});
}

TEST(PartnerTest, SealsWhoSpeaksForThePartner) {
  Given<PartnerDecider>({})
      .When(Proto<v1::RegisterPartnerRequest>(
                "partner_kind: PARTNER_KIND_AGENCY contact_name: 'Li Berg' contact_phone: '070'"),
            Fresh())
      .ThenSealed({"partner_registered { contact_name: 'Li Berg' contact_phone: '070' }"});
}

TEST(PartnerTest, SealsASoleTradersNumber) {
  Given<PartnerDecider>({})
      .When(Proto<v1::RegisterPartnerRequest>("display_name: 'Snickaren' "
                                              "partner_kind: PARTNER_KIND_EMPLOYER "
                                              "organisation_number: '8112289874'"),
            Fresh())
      .Then({"partner_registered { display_name: 'Snickaren' "
             "partner_kind: PARTNER_KIND_EMPLOYER sole_trader: true }"})
      .ThenSealed({"partner_registered { personal_number: '811228-9874' }"});
}

TEST(PartnerTest, RefusesAPartnerThatExistsUnderTheIdOrTheNumber) {
  Given<PartnerDecider>({kRegistered})
      .When(v1::RegisterPartnerRequest(), Fresh())
      .ThenRefuse({kPartnerExists});
  RegistrationFacts facts = Fresh();
  facts.number_held_by = *history::PartnerId::Parse("0190b2c8-5b0e-7c3a-9f00-0000000000bb");
  const auto decided = Given<PartnerDecider>({}).When(v1::RegisterPartnerRequest(), facts);
  decided.ThenRefuse({kPartnerExists});
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(RefusalsOf(decided.result().status())[0].metadata.at("partner_id"),
            facts.number_held_by->ToString());
}

TEST(PartnerTest, RefusesANumberThatIsNoneAndAnUnknownKindAtOnce) {
  Given<PartnerDecider>({})
      .When(Proto<v1::RegisterPartnerRequest>("organisation_number: '556012-5791'"), Fresh())
      .ThenRefuse({kOrganisationNumberInvalid, kPartnerKindUnknown});
}

TEST(PartnerTest, RefusesAnythingOfAPartnerThatIsNotKnown) {
  const Given<PartnerDecider> given({});
  const auto decided = given.When(v1::OfferPlacementRequest(), FreshPlacement());
  decided.ThenRefuse({kPartnerNotFound});
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kNotFound);
  given.When(v1::WithdrawPlacementRequest()).ThenRefuse({kPartnerNotFound});
  given.When(v1::MakeAgreementRequest()).ThenRefuse({kPartnerNotFound});
}

TEST(PartnerTest, OffersAPlacementFromTheDayOfTheOfferUnderAFreshId) {
  Given<PartnerDecider>({kRegistered})
      .At("2024-02-01 08:00")
      .When(Proto<v1::OfferPlacementRequest>("title: 'Bagare' type: ACTIVITY_TYPE_INTERNSHIP "
                                             "seats: 2 until_date { year: 2024 month: 7 day: 1 }"),
            FreshPlacement())
      .Then({kOffered.event});
}

TEST(PartnerTest, RefusesAPlacementThatExistsWithoutSeatsOrTypeThatEndsBeforeItBegins) {
  Given<PartnerDecider>({kRegistered, kOffered})
      .When(Proto<v1::OfferPlacementRequest>("from_date { year: 2024 month: 7 day: 1 } "
                                             "until_date { year: 2024 month: 7 day: 1 }"),
            FreshPlacement())
      .ThenRefuse({kPlacementExists, kPlacementTypeUnknown, kSeatsOutOfRange, kDatesOutOfOrder});
}

TEST(PartnerTest, RefusesAnOfferBeforeThePartnerWasKnown) {
  Given<PartnerDecider>({kRegistered})
      .When(Proto<v1::OfferPlacementRequest>("type: ACTIVITY_TYPE_INTERNSHIP seats: 1 "
                                             "occurred { date { year: 2023 month: 7 day: 1 } }"),
            FreshPlacement())
      .ThenRefuse({kOccurredBeforeStart});
}

TEST(PartnerTest, WithdrawsAPlacement) {
  const auto decided = Given<PartnerDecider>({kRegistered, kOffered})
                           .When(Proto<v1::WithdrawPlacementRequest>(
                               "placement_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1' "
                               "reason: WITHDRAWAL_REASON_FILLED_ELSEWHERE"));
  decided.Then({kWithdrawn.event});
  const Partner after = decided.After();
  const Placement* placement = Find(after, *history::PlacementId::Parse(kPlacement));
  ASSERT_NE(placement, nullptr);
  EXPECT_FALSE(placement->OfferedOn(absl::CivilDay(2024, 3, 1)));
}

TEST(PartnerTest, OffersAPlacementOnTheDaysOfItsPeriod) {
  const Given<PartnerDecider> given({kRegistered, kOffered});
  const Placement* placement = Find(given.state(), *history::PlacementId::Parse(kPlacement));
  ASSERT_NE(placement, nullptr);
  EXPECT_FALSE(placement->OfferedOn(absl::CivilDay(2024, 1, 31)));
  EXPECT_TRUE(placement->OfferedOn(absl::CivilDay(2024, 2, 1)));
  EXPECT_TRUE(placement->OfferedOn(absl::CivilDay(2024, 6, 30)));
  EXPECT_FALSE(placement->OfferedOn(absl::CivilDay(2024, 7, 1)));
}

TEST(PartnerTest, RefusesToWithdrawAPlacementThatDoesNotExist) {
  Given<PartnerDecider>({kRegistered})
      .When(Proto<v1::WithdrawPlacementRequest>(
          "placement_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1'"))
      .ThenRefuse({kPlacementNotFound});
}

TEST(PartnerTest, RefusesToWithdrawTwiceAndWithoutAReason) {
  Given<PartnerDecider>({kRegistered, kOffered, kWithdrawn})
      .When(Proto<v1::WithdrawPlacementRequest>(
          "placement_id: '0190b2c8-5b0e-7c3a-9f00-0000000000d1'"))
      .ThenRefuse({kPlacementWithdrawn, kWithdrawalReasonUnknown});
}

TEST(PartnerTest, MakesAnAgreement) {
  Given<PartnerDecider>({kRegistered})
      .When(Proto<v1::MakeAgreementRequest>("reference: 'AN 2024/113' "
                                            "agreement_kind: AGREEMENT_KIND_PLACEMENTS "
                                            "from_date { year: 2024 month: 2 day: 1 }"))
      .Then({kAgreed.event});
}

TEST(PartnerTest, RefusesAnAgreementThatExistsOfUnknownKindThatEndsBeforeItBegins) {
  Given<PartnerDecider>({kRegistered, kAgreed})
      .When(Proto<v1::MakeAgreementRequest>("reference: 'AN 2024/113' "
                                            "from_date { year: 2024 month: 2 day: 1 } "
                                            "until_date { year: 2024 month: 1 day: 1 }"))
      .ThenRefuse({kAgreementExists, kAgreementKindUnknown, kDatesOutOfOrder});
}

TEST(PartnerTest, RefusesADayThatDoesNotExist) {
  const auto decided =
      Given<PartnerDecider>({kRegistered})
          .When(Proto<v1::MakeAgreementRequest>("from_date { year: 2023 month: 2 day: 29 }"));
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(PartnerTest, RefusesToVoidAnOfferThatWasWithdrawn) {
  Given<PartnerDecider>({kRegistered, kOffered, kWithdrawn})
      .When(Proto<v1::VoidPartnerEventRequest>("position: 2 reason_code: 'duplicate'"))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

TEST(PartnerTest, RefusesACorrectionThatPutsAPersonalNumberInTheOpen) {
  Given<PartnerDecider>({kRegistered})
      .When(Proto<v1::CorrectPartnerEventRequest>(
          "position: 1 reason_code: 'typing-error' replacement { partner_registered { "
          "partner_kind: PARTNER_KIND_EMPLOYER organisation_number: '811228-9874' } }"))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

}  // namespace
}  // namespace framdrift::partner
