#include "domain/person/person.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "domain/person/person_commands.h"
#include "tests/domain/person/given_person.h"

namespace framdrift::person {
namespace {

using ::framdrift::testing::Instant;

// RegisterPerson.

TEST(RegisterPersonTest, SealsTheNumberAndTakesBirthAndSexFromIt) {
  GivenPerson({})
      .When(Proto<v1::RegisterPersonRequest>("personal_number: '570428-9999' given_name: 'Bo' "
                                             "family_name: 'Ek' contact { phone: '070' }"),
            Facts())
      .Then({"person_registered { identifier_kind: IDENTIFIER_KIND_PERSONAL_NUMBER sex: SEX_MALE "
             "birth_date { year: 1957 month: 4 day: 28 } }"})
      .ThenSealed({"person_registered { personal_number: '195704289999' given_name: 'Bo' "
                   "family_name: 'Ek' contact { phone: '070' } }"});
}

TEST(RegisterPersonTest, NamesTheSubjectOfWhatIsSealed) {
  const auto decided = GivenPerson({}).When(
      Proto<v1::RegisterPersonRequest>("personal_number: '570428-9999'"), Facts());
  ASSERT_TRUE(decided.result().ok()) << decided.result().status();
  EXPECT_EQ(decided.result()->at(0).parts.at(0).subject, IdOf(kId).bytes());
}

TEST(RegisterPersonTest, NeedsNoNumber) {
  GivenPerson({})
      .When(Proto<v1::RegisterPersonRequest>(
                "given_name: 'Amina' birth_date { year: 2001 month: 5 day: 6 }"),
            Facts())
      .Then({"person_registered { identifier_kind: IDENTIFIER_KIND_NONE "
             "birth_date { year: 2001 month: 5 day: 6 } }"});
}

TEST(RegisterPersonTest, TakesACoordinationNumber) {
  GivenPerson({})
      .When(Proto<v1::RegisterPersonRequest>("personal_number: '730288-9931'"), Facts())
      .Then({"person_registered { identifier_kind: IDENTIFIER_KIND_COORDINATION_NUMBER "
             "sex: SEX_MALE birth_date { year: 1973 month: 2 day: 28 } }"});
}

TEST(RegisterPersonTest, TakesAnInterimNumberOnlyOnRequest) {
  GivenPerson({})
      .When(Proto<v1::RegisterPersonRequest>("personal_number: '000101-T220' allow_interim: true"),
            Facts())
      .Then({"person_registered { identifier_kind: IDENTIFIER_KIND_INTERIM_NUMBER sex: SEX_FEMALE "
             "birth_date { year: 2000 month: 1 day: 1 } }"});
  const auto decided = GivenPerson({}).When(
      Proto<v1::RegisterPersonRequest>("personal_number: '000101-T220'"), Facts());
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kInvalidArgument);
  decided.ThenRefuse({"PERSONAL_NUMBER_INTERIM"});
}

TEST(RegisterPersonTest, RefusesAPersonWithNeitherNumberNorName) {
  GivenPerson({}).When(v1::RegisterPersonRequest(), Facts()).ThenRefuse({"PERSON_NAMELESS"});
}

TEST(RegisterPersonTest, RefusesABirthDateBesideANumber) {
  GivenPerson({})
      .When(Proto<v1::RegisterPersonRequest>(
                "personal_number: '570428-9999' birth_date { year: 1957 month: 4 day: 28 }"),
            Facts())
      .ThenRefuse({"BIRTH_DATE_GIVEN_BY_NUMBER"});
}

TEST(RegisterPersonTest, ListsEveryReasonAtOnce) {
  GivenPerson({})
      .When(Proto<v1::RegisterPersonRequest>("birth_date { year: 2030 month: 1 day: 1 }"), Facts())
      .ThenRefuse({"BIRTH_DATE_IN_FUTURE", "PERSON_NAMELESS"});
}

TEST(RegisterPersonTest, SaysThatThePersonExists) {
  const auto decided = GivenPerson({Registered()})
                           .When(Proto<v1::RegisterPersonRequest>("given_name: 'Bo'"), Facts());
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kAlreadyExists);
  decided.ThenRefuse({"PERSON_EXISTS"});
}

TEST(RegisterPersonTest, RefusesWhatHasNotHappened) {
  GivenPerson({})
      .When(Proto<v1::RegisterPersonRequest>(
                "given_name: 'Bo' occurred { date { year: 2030 month: 1 day: 1 } }"),
            Facts())
      .ThenRefuse({"OCCURRED_IN_FUTURE"});
}

// ChangeIdentifier.

TEST(ChangeIdentifierTest, ReplacesTheNumberAndWhatItSays) {
  GivenPerson({RegisteredWithoutNumber()})
      .When(Proto<v1::ChangeIdentifierRequest>("personal_number: '460823-9986'"), Facts())
      .Then({"identifier_changed { identifier_kind: IDENTIFIER_KIND_PERSONAL_NUMBER "
             "sex: SEX_FEMALE birth_date { year: 1946 month: 8 day: 23 } }"})
      .ThenSealed({"identifier_changed { personal_number: '194608239986' }"});
}

TEST(ChangeIdentifierTest, ChangesTheNameAlone) {
  const auto decided =
      GivenPerson({Registered()})
          .When(Proto<v1::ChangeIdentifierRequest>("given_name: 'Bo' family_name: 'Alm'"), Facts())
          .Then({"identifier_changed { name_changed: true }"})
          .ThenSealed({"identifier_changed { given_name: 'Bo' "
                       "family_name: 'Alm' }"});
  EXPECT_TRUE(decided.After().has_number());
}

TEST(ChangeIdentifierTest, RemovesAMistakenNumber) {
  const Person after = GivenPerson({Registered()})
                           .When(Proto<v1::ChangeIdentifierRequest>("remove_number: true"), Facts())
                           .Then({"identifier_changed { identifier_kind: IDENTIFIER_KIND_NONE }"})
                           .After();
  EXPECT_FALSE(after.has_number());
  EXPECT_FALSE(after.birth_date.has_value());
}

TEST(ChangeIdentifierTest, RefusesNoChange) {
  GivenPerson({Registered()})
      .When(v1::ChangeIdentifierRequest(), Facts())
      .ThenRefuse({"IDENTIFIER_UNCHANGED"});
}

TEST(ChangeIdentifierTest, RefusesToGiveAndRemoveANumberAtOnce) {
  GivenPerson({Registered()})
      .When(
          Proto<v1::ChangeIdentifierRequest>("personal_number: '460823-9986' remove_number: true"),
          Facts())
      .ThenRefuse({"NUMBER_BOTH_GIVEN_AND_REMOVED"});
}

TEST(ChangeIdentifierTest, RefusesToRemoveANumberThatIsNotThere) {
  GivenPerson({RegisteredWithoutNumber()})
      .When(Proto<v1::ChangeIdentifierRequest>("remove_number: true"), Facts())
      .ThenRefuse({"NUMBER_NOT_KNOWN"});
}

TEST(ChangeIdentifierTest, RefusesABirthDateThatTheNumberGives) {
  GivenPerson({Registered()})
      .When(Proto<v1::ChangeIdentifierRequest>("birth_date { year: 1957 month: 4 day: 27 }"),
            Facts())
      .ThenRefuse({"BIRTH_DATE_GIVEN_BY_NUMBER"});
}

TEST(ChangeIdentifierTest, RefusesABirthDateInTheFuture) {
  GivenPerson({RegisteredWithoutNumber()})
      .When(Proto<v1::ChangeIdentifierRequest>("birth_date { year: 2030 month: 4 day: 27 }"),
            Facts())
      .ThenRefuse({"BIRTH_DATE_IN_FUTURE"});
}

// ChangeContactDetails.

TEST(ChangeContactDetailsTest, SealsAllOfThem) {
  GivenPerson({Registered()})
      .When(Proto<v1::ChangeContactDetailsRequest>("contact { email: 'bo@example.com' }"), Facts())
      .Then({"contact_details_changed {}"})
      .ThenSealed({"contact_details_changed { contact { email: 'bo@example.com' } }"});
}

TEST(ChangeContactDetailsTest, DoesNotFindAnUnknownPerson) {
  const auto decided = GivenPerson({}).When(
      Proto<v1::ChangeContactDetailsRequest>("contact { email: 'bo@example.com' }"), Facts());
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kNotFound);
  decided.ThenRefuse({"PERSON_NOT_FOUND"});
}

TEST(ChangeContactDetailsTest, RefusesARecordAnotherGoesOnFor) {
  GivenPerson({Registered(), MergedInto(kOther)})
      .When(Proto<v1::ChangeContactDetailsRequest>("contact { email: 'bo@example.com' }"), Facts())
      .ThenRefuse({"PERSON_MERGED"});
}

// SetBackground.

TEST(SetBackgroundTest, KeepsWhatItDoesNotMentionAndTellsUnknownFromNotAsked) {
  const Person after =
      GivenPerson(
          {RegisteredWithoutNumber(),
           {"2024-03-02 09:00", "background_set { country_of_birth { country_code: 'SO' } }"}})
          .When(Proto<v1::SetBackgroundRequest>(
                    "background { sex { sex: SEX_FEMALE } arrival_date { unanswered: "
                    "UNANSWERED_UNKNOWN } source: FACT_SOURCE_PERSON }"),
                Facts())
          .Then({"background_set { sex { sex: SEX_FEMALE } arrival_date { unanswered: "
                 "UNANSWERED_UNKNOWN } source: FACT_SOURCE_PERSON }"})
          .After();
  EXPECT_EQ(after.sex(), v1::SEX_FEMALE);
  const v1::BackgroundSet shown = WithNotAsked(after.background);
  EXPECT_EQ(shown.country_of_birth().country_code(), "SO");
  EXPECT_EQ(shown.arrival_date().unanswered(), v1::UNANSWERED_UNKNOWN);
  EXPECT_EQ(shown.education_level().unanswered(), v1::UNANSWERED_NOT_ASKED);
  EXPECT_EQ(shown.last_job_end_date().unanswered(), v1::UNANSWERED_NOT_ASKED);
}

TEST(SetBackgroundTest, RefusesNothingAtAll) {
  GivenPerson({Registered()})
      .When(v1::SetBackgroundRequest(), Facts())
      .ThenRefuse({"BACKGROUND_EMPTY"});
}

TEST(SetBackgroundTest, RefusesASexThatTheNumberGives) {
  GivenPerson({Registered()})
      .When(Proto<v1::SetBackgroundRequest>("background { sex { sex: SEX_FEMALE } }"), Facts())
      .ThenRefuse({"SEX_GIVEN_BY_NUMBER"});
}

TEST(SetBackgroundTest, RefusesACountryThatIsNoCode) {
  GivenPerson({Registered()})
      .When(Proto<v1::SetBackgroundRequest>(
                "background { country_of_birth { country_code: 'Sverige' } }"),
            Facts())
      .ThenRefuse({"COUNTRY_CODE_INVALID"});
}

TEST(SetBackgroundTest, RefusesDatesBeforeBirthAndInTheFuture) {
  GivenPerson({Registered()})
      .When(Proto<v1::SetBackgroundRequest>(
                "background { education_date { date { year: 1950 month: 6 day: 1 } } "
                "arrival_date { date { year: 2030 month: 1 day: 1 } } }"),
            Facts())
      .ThenRefuse({"BACKGROUND_DATE_BEFORE_BIRTH", "BACKGROUND_DATE_IN_FUTURE"});
}

// SetRepresentative.

constexpr char kParent[] =
    "representative_id: '00000000-0000-7000-8000-0000000000f1' kind: REPRESENTATIVE_KIND_PARENT "
    "from_date { year: 2024 month: 1 day: 1 } ";

TEST(SetRepresentativeTest, SealsTheNameOfAParent) {
  GivenPerson({RegisteredWithoutNumber()})
      .When(Proto<v1::SetRepresentativeRequest>(std::string(kParent) +
                                                "representative_name: 'Eva Ek'"),
            RepresentativeFacts{IdOf(kId)})
      .Then({std::string("representative_set { ") + kParent + "}"})
      .ThenSealed({"representative_set { name: 'Eva Ek' }"});
}

TEST(SetRepresentativeTest, ReplacesAnAuthorityByItsId) {
  const Person after =
      GivenPerson({RegisteredWithoutNumber(),
                   {"2024-03-02 09:00", std::string("representative_set { ") + kParent + "}"}})
          .When(Proto<v1::SetRepresentativeRequest>(
                    std::string(kParent) +
                    "to_date { year: 2024 month: 6 day: 1 } representative_name: 'Eva Ek'"),
                RepresentativeFacts{IdOf(kId)})
          .After();
  ASSERT_EQ(after.representatives.size(), 1u);
  const auto& representative = after.representatives.at(*RepresentativeId::Parse(kAuthority));
  EXPECT_EQ(representative.to, absl::CivilDay(2024, 6, 1));
}

TEST(SetRepresentativeTest, RefusesDatesOutOfOrder) {
  GivenPerson({RegisteredWithoutNumber()})
      .When(Proto<v1::SetRepresentativeRequest>(
                std::string(kParent) +
                "to_date { year: 2024 month: 1 day: 1 } representative_name: 'Eva Ek'"),
            RepresentativeFacts{IdOf(kId)})
      .ThenRefuse({"REPRESENTATIVE_DATES_OUT_OF_ORDER"});
}

TEST(SetRepresentativeTest, RefusesAParentFromTheEighteenthBirthday) {
  GivenPerson({Registered()})
      .When(Proto<v1::SetRepresentativeRequest>(std::string(kParent) +
                                                "representative_name: 'Eva Ek'"),
            RepresentativeFacts{IdOf(kId)})
      .ThenRefuse({"PARENT_OF_ADULT"});
}

TEST(SetRepresentativeTest, RefusesThePersonThemselves) {
  GivenPerson({RegisteredWithoutNumber()})
      .When(Proto<v1::SetRepresentativeRequest>(std::string(kParent) +
                                                "representative_person_id: '" + kId + "'"),
            RepresentativeFacts{IdOf(kId), true})
      .ThenRefuse({"REPRESENTATIVE_IS_PERSON"});
}

TEST(SetRepresentativeTest, RefusesARepresentativeNobodyKnows) {
  GivenPerson({RegisteredWithoutNumber()})
      .When(Proto<v1::SetRepresentativeRequest>(std::string(kParent) +
                                                "representative_person_id: '" + kOther + "'"),
            RepresentativeFacts{IdOf(kId), false})
      .ThenRefuse({"REPRESENTATIVE_UNKNOWN"});
}

TEST(SetRepresentativeTest, RefusesARepresentativeWithoutNameOrRecord) {
  GivenPerson({RegisteredWithoutNumber()})
      .When(Proto<v1::SetRepresentativeRequest>(kParent), RepresentativeFacts{IdOf(kId)})
      .ThenRefuse({"REPRESENTATIVE_NAMELESS"});
}

// Protection.

TEST(SetProtectionTest, KeepsTheGroundsSealed) {
  GivenPerson({Registered()})
      .When(Proto<v1::SetProtectionRequest>("protection: PROTECTION_SECRECY_MARKING text: 'hot' "
                                            "review_date { year: 2025 month: 3 day: 1 }"),
            Facts())
      .Then({"protection_set { protection: PROTECTION_SECRECY_MARKING "
             "review_date { year: 2025 month: 3 day: 1 } }"})
      .ThenSealed({"protection_set { text: 'hot' }"});
}

TEST(SetProtectionTest, RefusesToProtectByNothing) {
  GivenPerson({Registered()})
      .When(Proto<v1::SetProtectionRequest>("protection: PROTECTION_NONE"), Facts())
      .ThenRefuse({"PROTECTION_KIND_MISSING"});
}

TEST(LiftProtectionTest, EndsIt) {
  const Person after = GivenPerson({Registered(), ProtectedSince("2024-03-02 09:00")})
                           .When(v1::LiftProtectionRequest(), Facts())
                           .Then({"protection_lifted {}"})
                           .After();
  EXPECT_EQ(after.protection, codes::v1::PROTECTION_NONE);
}

TEST(LiftProtectionTest, RefusesWhereNothingIsProtected) {
  GivenPerson({Registered()})
      .When(v1::LiftProtectionRequest(), Facts())
      .ThenRefuse({"PROTECTION_NOT_SET"});
}

// SetLivelihood.

TEST(SetLivelihoodTest, OccursOnTheDayItHoldsFromWhichMayLieBeforeTheRegistration) {
  const auto decided =
      GivenPerson({Registered()})
          .When(Proto<v1::SetLivelihoodRequest>(
                    "state: LIVELIHOOD_STATE_UNSUBSIDISED_WORK source: FACT_SOURCE_PERSON "
                    "from_date { year: 2024 month: 2 day: 1 } extent_percent: 75 "
                    "monthly_gross_ore: 2700000"),
                Facts())
          .Then({"livelihood_set { state: LIVELIHOOD_STATE_UNSUBSIDISED_WORK source: "
                 "FACT_SOURCE_PERSON from_date { year: 2024 month: 2 day: 1 } extent_percent: 75 "
                 "monthly_gross_ore: 2700000 }"});
  EXPECT_EQ(decided.result()->at(0).occurred.at, Instant("2024-02-01"));
}

TEST(SetLivelihoodTest, RefusesADayToCome) {
  GivenPerson({Registered()})
      .When(Proto<v1::SetLivelihoodRequest>("state: LIVELIHOOD_STATE_SICKNESS "
                                            "from_date { year: 2024 month: 3 day: 2 }"),
            Facts())
      .ThenRefuse({"OCCURRED_IN_FUTURE"});
}

TEST(SetLivelihoodTest, RefusesAnExtentAndAnAmountThatCannotBe) {
  GivenPerson({Registered()})
      .When(Proto<v1::SetLivelihoodRequest>(
                "state: LIVELIHOOD_STATE_SICKNESS from_date { year: 2024 month: 3 day: 1 } "
                "extent_percent: 101 monthly_gross_ore: -1"),
            Facts())
      .ThenRefuse({"LIVELIHOOD_EXTENT_OUT_OF_RANGE", "AMOUNT_NEGATIVE"});
}

TEST(LivelihoodEventsTest, FollowTheClaimsOfACase) {
  const GivenPerson given({Registered()});
  const PersonEvents events = LivelihoodEvents(given.state(),
                                               {{codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK,
                                                 absl::CivilDay(2024, 3, 1),
                                                 std::nullopt,
                                                 100,
                                                 v1::FACT_SOURCE_JOB}},
                                               given.context());
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].event.livelihood_set().state(),
            codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK);
  EXPECT_EQ(events[0].occurred.at, Instant("2024-03-01"));
}

// The state.

TEST(PersonTest, CountsWholeYearsAndALeapDayBirthdayOnTheLastOfFebruary) {
  const Person person = GivenPerson({RegisteredWithoutNumber()}).state();
  EXPECT_EQ(person.AgeOn(absl::CivilDay(2026, 2, 27)), 17);
  EXPECT_EQ(person.AgeOn(absl::CivilDay(2026, 2, 28)), 18);
  EXPECT_EQ(person.AgeOn(absl::CivilDay(2024, 2, 28)), 15);
  EXPECT_EQ(person.AgeOn(absl::CivilDay(2007, 12, 31)), std::nullopt);
}

TEST(PersonTest, EvolvesAnySubsetInAnyOrderWithoutRefusing) {
  GivenPerson given({{"2024-03-03 09:00", "protection_lifted {}"},
                     {"2024-03-01 09:00", "person_unmerged { survivor_id: 'not an id' }"},
                     {"2024-03-02 09:00", "representative_set { representative_id: 'neither' }"},
                     {"2024-03-02 08:00", "livelihood_set { state: LIVELIHOOD_STATE_SICKNESS }"},
                     {"2024-02-02", "person_merged {}"}});
  EXPECT_FALSE(given.state().registered);
  EXPECT_TRUE(given.state().representatives.empty());
}

}  // namespace
}  // namespace framdrift::person
