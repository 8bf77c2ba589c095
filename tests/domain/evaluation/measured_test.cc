#include "domain/evaluation/measured.h"

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "domain/evaluation/evaluation_commands.h"
#include "domain/evaluation/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::evaluation {
namespace {

using testing::Given;
using testing::Past;
using testing::Proto;

constexpr int64_t kKrona = 100;
constexpr size_t kLeast = 3;

v1::PriceTableIssued PricesOfYear() {
  return Proto<v1::PriceTableIssued>(
      "year: 2024 source: 'Test' "
      "rows { code: 'wage' kind: PRICE_KIND_WAGE price_ore: 2500000 unit: PRICE_UNIT_MONTH } "
      "rows { code: 'support' kind: PRICE_KIND_UNTAXED_TRANSFER payer: PARTY_MUNICIPALITY "
      "price_ore: 1000000 unit: PRICE_UNIT_MONTH "
      "livelihood_states: LIVELIHOOD_STATE_INCOME_SUPPORT } "
      "rows { code: 'sick' kind: PRICE_KIND_TAXED_TRANSFER payer: PARTY_SOCIAL_INSURANCE "
      "price_ore: 1200000 unit: PRICE_UNIT_MONTH livelihood_states: LIVELIHOOD_STATE_SICKNESS } "
      "rows { code: 'course' kind: PRICE_KIND_RESOURCE payer: PARTY_REGION price_ore: 60000 "
      "unit: PRICE_UNIT_HOUR activity_types: ACTIVITY_TYPE_SFI } "
      "taxes { payroll: 0.3 municipal: 0.2 regional: 0.1 }");
}

MeasuredMonth Living(codes::v1::LivelihoodState state) {
  MeasuredMonth month;
  month.livelihood = state;
  return month;
}

account::MicroOre Kronor(int64_t amount) { return amount * kKrona * account::kMicroPerOre; }

TEST(MeasuredTest, BooksTheIncomeThatIsKnownAndElseTheWageTimesTheExtent) {
  MeasuredMonth month = Living(codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK);
  month.extent_percent = 50;
  EXPECT_EQ(BookedMonth(month, PricesOfYear()).wage_ore, 2'500'000);
  EXPECT_EQ(BookedMonth(month, PricesOfYear()).extent, account::Rate{500'000});
  month.gross_ore = 1'800'000;
  EXPECT_EQ(BookedMonth(month, PricesOfYear()).wage_ore, 1'800'000);
  EXPECT_EQ(BookedMonth(month, PricesOfYear()).extent, account::kOne);
}

TEST(MeasuredTest, BooksSupportThatWasPaidAndElseItsPrice) {
  MeasuredMonth month = Living(codes::v1::LIVELIHOOD_STATE_INCOME_SUPPORT);
  const auto support = [&] {
    return BookedMonth(month, PricesOfYear()).untaxed[account::Actor::kMunicipality];
  };
  EXPECT_EQ(support(), Kronor(10'000));
  month.support_ore = 734'500;
  EXPECT_EQ(support(), Kronor(7'345));
  // Paid beside work, too.
  month.livelihood = codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK;
  EXPECT_EQ(support(), Kronor(7'345));
}

TEST(MeasuredTest, BooksBenefitsOnWhoPaysAndAttendedHours) {
  MeasuredMonth month = Living(codes::v1::LIVELIHOOD_STATE_SICKNESS);
  month.attended = {{codes::v1::ACTIVITY_TYPE_SFI, 90}, {codes::v1::ACTIVITY_TYPE_SFI, 30}};
  const account::Month booked = BookedMonth(month, PricesOfYear());
  EXPECT_EQ(booked.taxed[account::Actor::kSocialInsurance], Kronor(12'000));
  EXPECT_EQ(booked.resources[account::Actor::kRegion], Kronor(1'200));
}

TEST(MeasuredTest, AMunicipalJobIsTheMunicipalitys) {
  const MeasuredMonth month = Living(codes::v1::LIVELIHOOD_STATE_MUNICIPAL_LABOUR_MARKET_JOB);
  EXPECT_TRUE(BookedMonth(month, PricesOfYear()).municipal_job);
}

// On support for a year; `working` of the months from the start in work at 20 000 a month.
MeasuredPerson Person(bool takes_part, size_t months, size_t working) {
  MeasuredPerson person;
  person.takes_part = takes_part;
  person.took_up = takes_part;
  const MeasuredMonth support = Living(codes::v1::LIVELIHOOD_STATE_INCOME_SUPPORT);
  MeasuredMonth work = Living(codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK);
  work.gross_ore = 2'000'000;
  person.before.assign(kMonthsBefore, support);
  for (size_t month = 0; month < months; ++month) {
    person.months.push_back(month + working >= months ? work : support);
  }
  return person;
}

Evaluation Frozen(bool drawn) {
  Evaluation evaluation;
  evaluation.cohort.emplace();
  evaluation.cohort->content.set_filter("a");
  evaluation.cohort->content.set_comparison_filter("b");
  // Of a draw nobody recorded there is only the claim.
  evaluation.cohort->content.set_random_assignment(!drawn);
  evaluation.cohort->content.set_by_trial(drawn);
  evaluation.cohort->content.set_position(7);
  return evaluation;
}

absl::StatusOr<v1::Account> AccountOfPersons(const Evaluation& evaluation,
                                             const std::vector<MeasuredPerson>& persons) {
  const auto terms = Proto<v1::Parameters>(
      "price_year: 2024 participants: 10 retention: 0.5 "
      "costs { party: PARTY_MUNICIPALITY amount_ore: 1000000 }");
  const PriceYear prices = {3, PricesOfYear()};
  return ExPostAccount(evaluation, persons, {terms, prices}, "main", kLeast, 1);
}

// Six against six, all seen for four months: half of the participants work in the last two, and
// none of the others.
std::vector<MeasuredPerson> TwelvePersons() {
  std::vector<MeasuredPerson> persons;
  for (int i = 0; i < 6; ++i) {
    persons.push_back(Person(true, 4, i % 2 == 0 ? 2 : 0));
    persons.push_back(Person(false, 4, 0));
  }
  return persons;
}

const v1::PartyLine& LineOf(const v1::Account& account, v1::Party party) {
  for (const v1::PartyLine& line : account.lines()) {
    if (line.party() == party) return line;
  }
  return v1::PartyLine::default_instance();
}

TEST(MeasuredTest, TakesTheMeasuredDifferenceAndLetsTheLastFade) {
  const auto account = AccountOfPersons(Frozen(true), TwelvePersons());
  ASSERT_TRUE(account.ok()) << account.status();
  EXPECT_EQ(account->measured_months(), 4);
  const v1::PartyLine& society = LineOf(*account, v1::PARTY_SOCIETY);
  // Half of 20 000 · 1.3.
  EXPECT_DOUBLE_EQ(society.course(0), 0);
  EXPECT_DOUBLE_EQ(society.course(3), 13'000);
  EXPECT_DOUBLE_EQ(society.course(4), 6'500);
  EXPECT_DOUBLE_EQ(society.course(5), 3'250);
  EXPECT_EQ(account->measured_success(), 0.5);
  EXPECT_EQ(account->measured_deadweight(), 0);
  EXPECT_EQ(account->warning(), "");
}

TEST(MeasuredTest, PartiesAddUpToSocietyMonthByMonth) {
  const auto account = AccountOfPersons(Frozen(true), TwelvePersons());
  ASSERT_TRUE(account.ok()) << account.status();
  for (int month = 0; month < 60; ++month) {
    double sum = 0;
    for (const v1::PartyLine& line : account->lines()) {
      if (line.party() != v1::PARTY_SOCIETY) sum += line.course(month);
    }
    EXPECT_NEAR(sum, LineOf(*account, v1::PARTY_SOCIETY).course(month), 1e-6) << month;
  }
}

TEST(MeasuredTest, ComparesByIntentionToTreatAndWarnsOfThoseWhoChose) {
  const auto drawn = AccountOfPersons(Frozen(true), TwelvePersons());
  ASSERT_TRUE(drawn.ok()) << drawn.status();
  // Two of four months at 26 000 for half of them.
  EXPECT_DOUBLE_EQ(drawn->comparison().difference(), 6'500);
  EXPECT_DOUBLE_EQ(drawn->comparison().wald(), 6'500);
  EXPECT_NEAR(drawn->comparison().standard_error(), std::sqrt(6'500.0 * 6'500.0 * 6 / 5 / 6), 1e-6);
  const auto chosen = AccountOfPersons(Frozen(false), TwelvePersons());
  EXPECT_EQ(chosen->warning(), "Self-selected: not an effect.");
}

TEST(MeasuredTest, TriesEachParameterOfWhatWasMeasured) {
  const auto account = AccountOfPersons(Frozen(true), TwelvePersons());
  ASSERT_TRUE(account.ok()) << account.status();
  EXPECT_EQ(account->swing_months(), 36);
  std::map<std::string, v1::Swing> swings;
  for (const v1::Swing& swing : account->swings()) swings[swing.code()] = swing;
  EXPECT_EQ(swings.count("effect.success"), 0);
  const v1::Swing& kept = swings["effect.retention"];
  EXPECT_DOUBLE_EQ(kept.high(), 0.6);
  // Ten persons: 13 000 in two months, then what fades by σ: σ/(1 − σ) times as much; less 10 000.
  EXPECT_NEAR(kept.value_at_high(), 10 * (26'000 + 1.5 * 13'000 - 10'000), 1);
  EXPECT_NEAR(kept.value_at_low(), 10 * (26'000 + 13'000 * 2.0 / 3 - 10'000), 1);
  EXPECT_NEAR(swings["wage"].value_at_high() - swings["wage"].value_at_low(),
              10 * (26'000 + 13'000) * 0.4,
              1);
}

TEST(MeasuredTest, EstimatesWhatIsKeptFromMonthToMonthByWhoReturns) {
  std::vector<MeasuredPerson> persons = TwelvePersons();
  EXPECT_DOUBLE_EQ(AccountOfPersons(Frozen(true), persons)->measured_retention(), 1);
  // All work in the third month, and the three who did not before are back in the fourth.
  for (size_t i : {2, 6, 10}) persons[i].months[2] = persons[0].months[2];
  EXPECT_DOUBLE_EQ(AccountOfPersons(Frozen(true), persons)->measured_retention(), 0.5);
}

TEST(MeasuredTest, TellsNoShareOfTooFewPersonsOrOfAllButTooFew) {
  std::vector<MeasuredPerson> persons = TwelvePersons();
  const MeasuredMonth work = persons[0].months[3];
  const MeasuredMonth support = persons[0].months[0];
  // One of three is back in the last month: two of six work.
  persons[0].months[3] = support;
  auto account = AccountOfPersons(Frozen(true), persons);
  EXPECT_FALSE(account->has_measured_retention());
  EXPECT_FALSE(account->has_measured_success());
  EXPECT_TRUE(account->has_measured_deadweight());
  // Two of six do not work.
  persons[0].months[3] = work;
  persons[2].months[3] = work;
  EXPECT_FALSE(AccountOfPersons(Frozen(true), persons)->has_measured_success());
  // Of months that too few are seen in nothing is told.
  persons = TwelvePersons();
  persons[0].months.insert(persons[0].months.end(), 6, support);
  EXPECT_DOUBLE_EQ(AccountOfPersons(Frozen(true), persons)->measured_retention(), 1);
}

TEST(MeasuredTest, TellsNoCountsOfTooFewPersonsOfAnArm) {
  std::vector<MeasuredPerson> persons = TwelvePersons();
  const auto told = AccountOfPersons(Frozen(true), persons)->comparison();
  EXPECT_FALSE(told.take_up_withheld());
  EXPECT_EQ(told.arms(1).took_up(), 6);
  EXPECT_TRUE(told.has_wald());
  // One did not take up, and two others cannot be seen.
  persons[0].took_up = false;
  persons[1].months.clear();
  persons[3].months.clear();
  const auto hidden = AccountOfPersons(Frozen(true), persons)->comparison();
  EXPECT_TRUE(hidden.take_up_withheld());
  EXPECT_EQ(hidden.arms(1).took_up(), 0);
  EXPECT_EQ(hidden.take_up_difference(), 0);
  EXPECT_FALSE(hidden.has_wald());
  EXPECT_TRUE(hidden.arms(0).missing_withheld());
  EXPECT_EQ(hidden.arms(0).missing(), 0);
  EXPECT_FALSE(hidden.arms(1).missing_withheld());
}

TEST(MeasuredTest, TellsNoBlocksWhereOneHasTooFewOnASide) {
  Evaluation evaluation = Frozen(true);
  evaluation.cohort->content.add_blocks()->set_title("North");
  std::vector<MeasuredPerson> persons = TwelvePersons();
  for (size_t i = 0; i < 6; ++i) persons[i].block = 1;
  EXPECT_EQ(AccountOfPersons(evaluation, persons)->comparison().blocks_size(), 2);
  persons[6].block = 1;
  const auto hidden = AccountOfPersons(evaluation, persons)->comparison();
  EXPECT_TRUE(hidden.blocks_withheld());
  EXPECT_TRUE(hidden.blocks().empty());
  EXPECT_FALSE(hidden.has_weighted_mean());
}

TEST(MeasuredTest, CountsMonthsOnlyAsLongAsEnoughPersonsCanBeSeen) {
  std::vector<MeasuredPerson> persons = TwelvePersons();
  for (size_t i = 0; i < 8; ++i) persons[i].months.resize(1);
  const auto account = AccountOfPersons(Frozen(true), persons);
  ASSERT_TRUE(account.ok()) << account.status();
  EXPECT_EQ(account->measured_months(), 1);
  for (MeasuredPerson& person : persons) person.months.clear();
  EXPECT_EQ(RefusalsOf(AccountOfPersons(Frozen(true), persons).status())[0].reason,
            kCohortTooSmall);
}

TEST(MeasuredTest, WithoutAComparisonTheDifferenceIsToTheirOwnTimeBefore) {
  Evaluation evaluation = Frozen(false);
  evaluation.cohort->content.clear_comparison_filter();
  std::vector<MeasuredPerson> persons;
  for (int i = 0; i < 5; ++i) persons.push_back(Person(true, 1, 1));
  const auto account = AccountOfPersons(evaluation, persons);
  ASSERT_TRUE(account.ok()) << account.status();
  EXPECT_DOUBLE_EQ(LineOf(*account, v1::PARTY_SOCIETY).course(0), 26'000);
  EXPECT_DOUBLE_EQ(LineOf(*account, v1::PARTY_MUNICIPALITY).course(0), 14'000);
  EXPECT_FALSE(account->has_comparison());
  EXPECT_EQ(account->warning(), "Self-selected: not an effect.");
}

const Past kDecidedOn{"2024-05-02 08:00", "evaluation_commissioned { display_name: 'Jobbspår' }"};
const Past kCohortOfTen{"2024-05-03 08:00",
                        "cohort_frozen { filter: 'a' follow_up_months: 12 persons: 10 }"};

CohortFacts Ten() {
  return {.position = 9, .persons = 10, .comparison_persons = 10, .cell_limit = 5};
}

TEST(CohortTest, IsFrozenWithItsFilterAndPosition) {
  const auto decided = Given<EvaluationDecider>({kDecidedOn})
                           .When(Proto<v1::FreezeCohortRequest>("filter: 'a'"), Ten());
  const v1::CohortFrozen cohort = decided.After().cohort->content;
  EXPECT_EQ(cohort.filter(), "a");
  EXPECT_EQ(cohort.position(), 9);
  EXPECT_EQ(cohort.persons(), 10);
  EXPECT_EQ(cohort.follow_up_months(), 24);
}

TEST(CohortTest, IsFrozenAsOfWhenItIsSaidToHaveHappenedOfADayAtItsEnd) {
  const history::Context context{testing::Instant("2024-05-03 12:00"), testing::Stockholm(), {}};
  const auto at = [&](const std::string& occurred) {
    return FreezingAt(Proto<v1::FreezeCohortRequest>(occurred), context);
  };
  EXPECT_EQ(*at(""), context.now);
  EXPECT_EQ(*at("occurred { date { year: 2024 month: 3 day: 1 } }"),
            history::StartOf(absl::CivilDay(2024, 3, 2), context.zone) - absl::Microseconds(1));
  EXPECT_EQ(*at("occurred { time { seconds: 1700000000 } }"), absl::FromUnixSeconds(1'700'000'000));
  EXPECT_EQ(*at("occurred { date { year: 2024 month: 5 day: 3 } }"), context.now);
  EXPECT_FALSE(at("occurred { date { year: 9000 month: 1 day: 1 } }").ok());
}

TEST(CohortTest, RefusesOneThatIsEmptyTooSmallOrFrozenAlready) {
  const Given<EvaluationDecider> given({kDecidedOn});
  const auto command = Proto<v1::FreezeCohortRequest>("filter: 'a' comparison_filter: 'b'");
  CohortFacts facts = Ten();
  facts.persons = 0;
  given.When(command, facts).ThenRefuse({kCohortEmpty});
  facts.persons = 4;
  given.When(command, facts).ThenRefuse({kCohortTooSmall});
  facts.persons = 10;
  facts.comparison_persons = 4;
  given.When(command, facts).ThenRefuse({kCohortTooSmall});
  Given<EvaluationDecider>({kDecidedOn, kCohortOfTen})
      .When(command, Ten())
      .ThenRefuse({kCohortFrozen});
}

TEST(CohortTest, RefusesOneOnBothSidesAndADrawThatNobodyExplains) {
  CohortFacts facts = Ten();
  facts.overlaps = true;
  Given<EvaluationDecider>({kDecidedOn})
      .When(Proto<v1::FreezeCohortRequest>(
                "filter: 'a' random_assignment: true follow_up_months: 61"),
            facts)
      .ThenRefuse({kCohortsOverlap, kAssignmentNotExplained, kFollowUpOutOfRange});
}

TEST(CohortTest, IsNeededForAnAccountOfWhatWasMeasured) {
  Given<EvaluationDecider>({kDecidedOn})
      .When(Proto<v1::ComputeAccountRequest>("kind: ACCOUNT_KIND_EX_POST"), ComputeFacts())
      .ThenRefuse({kCohortMissing});
}

}  // namespace
}  // namespace framdrift::evaluation
