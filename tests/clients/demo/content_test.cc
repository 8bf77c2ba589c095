#include <map>
#include <set>
#include <string>

#include "clients/demo/municipalities.h"
#include "clients/demo/personal_numbers.h"
#include "clients/demo/rng.h"
#include "domain/household/aid_months.h"
#include "domain/indicators/plan.h"
#include "domain/livelihood/claims.h"
#include "domain/organisation/municipality.h"
#include "domain/organisation/refusals.h"
#include "domain/person/livelihood.h"
#include "domain/person/personal_number.h"
#include "domain/place/figures.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/clients/demo/replay.h"
#include "tests/testing/shared_data.h"

namespace framdrift::demo {
namespace {

using ::testing::Each;
using ::testing::Gt;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Settings kSettings = {7, 300, 3, absl::CivilDay(2026, 3, 2)};

const Replay& Sample() {
  static const Replay* const kReplay = new Replay(ReplayOf(kSettings, 5));
  return *kReplay;
}

std::string BytesOf(const Replay& replay) {
  std::string bytes;
  for (const auto& commit : replay.commits) bytes += commit.SerializeAsString();
  return bytes;
}

TEST(RngTest, GivesTheSameNumbersEverywhere) {
  Rng rng({1, 2, 3});
  const uint64_t first = rng.Next();
  EXPECT_EQ(Rng({1, 2, 3}).Next(), first);
  EXPECT_NE(Rng({3, 2, 1}).Next(), first);
  EXPECT_EQ(first, 0xabbd35ddb095a61bU);
}

TEST(RngTest, StaysWithinADistribution) {
  constexpr Quantile kDistribution[] = {{0, 10}, {500, 20}, {1000, 100}};
  Rng rng({9});
  int64_t below = 0;
  for (int i = 0; i < 10'000; ++i) {
    const int64_t value = rng.From(kDistribution);
    ASSERT_GE(value, 10);
    ASSERT_LE(value, 100);
    below += value < 20 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(below), 5000, 200);
}

TEST(NumberBookTest, GivesOutNumbersOfTheTestSeriesOnlyEachOnce) {
  NumberBook book;
  std::set<std::string> seen;
  for (int i = 0; i < 2'000; ++i) {
    absl::CivilDay birth(1980, 1, 1 + i % 28);
    const bool woman = i % 2 == 0;
    const std::string number = book.Take(birth, woman);
    EXPECT_TRUE(seen.insert(number).second) << number;
    EXPECT_TRUE(IsTestNumber(number)) << number;
    const auto parsed = person::PersonalNumber::Parse(number, kSettings.today);
    ASSERT_TRUE(parsed.ok()) << number << parsed.status();
    EXPECT_EQ(parsed->birth_date(), birth);
    EXPECT_EQ(parsed->sex() == person::v1::SEX_FEMALE, woman);
  }
}

TEST(NumberBookTest, GivesTheNumbersThatThePublishedSampleHas) {
  const auto sample =
      framdrift::testing::ReadSharedData("personnummer/skatteverket_testpersonnummer_sample.txt");
  if (!sample) GTEST_SKIP() << framdrift::testing::kNoSharedData;
  int compared = 0;
  for (size_t at = 0; at + 12 <= sample->size(); at = sample->find('\n', at) + 1) {
    const std::string number = sample->substr(at, 12);
    if (number.substr(8, 3) != "238" && number.substr(8, 3) != "239") continue;
    absl::CivilDay birth(std::stoi(number.substr(0, 4)),
                         std::stoi(number.substr(4, 2)),
                         std::stoi(number.substr(6, 2)));
    NumberBook book;
    EXPECT_EQ(book.Take(birth, number[10] == '8'), number);
    ++compared;
    if (sample->find('\n', at) == std::string::npos) break;
  }
  EXPECT_GT(compared, 3'000);
}

TEST(MunicipalitiesTest, AreOneOriginatorFourteenMembersAndThreeOutside) {
  std::map<Part, int> parts;
  for (const Municipality& one : Municipalities()) {
    ++parts[one.part];
    EXPECT_NE(organisation::IsMunicipalityCode(one.code), one.invented) << one.name;
    EXPECT_EQ(organisation::IsInventedMunicipalityCode(one.code), one.invented) << one.name;
  }
  EXPECT_EQ(parts[Part::kOriginator], 1);
  EXPECT_EQ(parts[Part::kMember], 14);
  EXPECT_EQ(parts[Part::kOutside], 3);
}

TEST(MunicipalitiesTest, BearNoRealNameWhereTheyAreInvented) {
  const auto real = framdrift::testing::ReadSharedData("municipalities/kommuner_290.csv");
  if (!real) GTEST_SKIP() << framdrift::testing::kNoSharedData;
  for (const Municipality& one : Municipalities()) {
    const std::string name(one.name);
    const bool found = real->find(name) != std::string::npos;
    EXPECT_EQ(found, !one.invented) << name;
    if (one.invented) continue;
    EXPECT_THAT(*real, HasSubstr(std::string(one.code)));
  }
}

TEST(TenantLoadTest, MakesTheSameOfTheSameFlags) {
  const Settings small = {3, 20, 2, absl::CivilDay(2025, 6, 10)};
  const std::string once = BytesOf(ReplayOf(small, 1));
  EXPECT_EQ(BytesOf(ReplayOf(small, 1)), once);
  EXPECT_NE(BytesOf(ReplayOf(small, 2)), once);
  Settings other = small;
  other.seed = 4;
  EXPECT_NE(BytesOf(ReplayOf(other, 1)), once);
}

TEST(TenantLoadTest, BreaksNoRuleOfOrder) {
  const Replay& replay = Sample();
  EXPECT_THAT(replay.persons.Breaches(), IsEmpty());
  EXPECT_THAT(replay.households.Breaches(), IsEmpty());
  EXPECT_THAT(replay.cases.Breaches(), IsEmpty());
  EXPECT_THAT(replay.activities.Breaches(), IsEmpty());
  EXPECT_THAT(replay.partners.Breaches(), IsEmpty());
  EXPECT_THAT(replay.staff.Breaches(), IsEmpty());
  EXPECT_THAT(replay.boards.Breaches(), IsEmpty());
  // An invented municipality is no municipality, and that is all.
  EXPECT_THAT(replay.units.Breaches(), Each(HasSubstr(organisation::kMunicipalityCodeUnknown)));
  EXPECT_THAT(ReplayOf(kSettings, 0).units.Breaches(), IsEmpty());
}

TEST(TenantLoadTest, SaysNothingOfDaysToComeAndKnowsNothingBeforehand) {
  const absl::Time end = At(kSettings.today, 0);
  for (const Fact& fact : Sample().facts) {
    const auto occurred = history::OccurredFrom(fact.occurred(), Zone());
    ASSERT_TRUE(occurred.ok());
    EXPECT_LT(occurred->at, end);
    EXPECT_LE(history::TimeFrom(fact.known_time()), end);
    EXPECT_GE(history::TimeFrom(fact.known_time()), occurred->at);
  }
}

TEST(TenantLoadTest, UsesPersonalNumbersOfTheTestSeriesOnly) {
  int numbers = 0;
  for (const Fact& fact : Sample().facts) {
    for (const auto& part : fact.parts()) {
      if (!part.person_sealed().has_person_registered()) continue;
      EXPECT_TRUE(IsTestNumber(part.person_sealed().person_registered().personal_number()));
      ++numbers;
    }
  }
  EXPECT_GE(numbers, kSettings.persons);
}

// What the case says and what the person's series says agree, as after every command.
TEST(TenantLoadTest, KeepsTheLivelihoodThatTheCasesClaim) {
  const auto& persons = Sample().persons.all();
  for (const auto& [id, timeline] : Sample().cases.all()) {
    const auto person = persons.find(id);
    ASSERT_NE(person, persons.end());
    const auto writes = person::EntriesToWrite(person->second.current().livelihood,
                                               livelihood::ClaimsOf(timeline.current()),
                                               kSettings.today - 1);
    EXPECT_THAT(writes, IsEmpty()) << id << " " << timeline.current().episodes.size();
  }
}

// The same months, shares and times as the household's commands would have written.
TEST(TenantLoadTest, KeepsTheAidMonthsThatTheHouseholdsDecide) {
  std::map<std::string, std::multiset<std::string>> written;
  for (const Fact& fact : Sample().facts) {
    if (!fact.case_event().has_aid_month_set()) continue;
    written[fact.stream_id()].insert(fact.case_event().aid_month_set().SerializeAsString() +
                                     std::to_string(fact.occurred().time().seconds()));
  }
  const auto& cases = Sample().cases.all();
  std::map<std::string, std::multiset<std::string>> wanted;
  for (const auto& [id, timeline] : Sample().households.all()) {
    const household::HouseholdTimeline none(Zone());
    for (const auto& write :
         household::AidMonthWrites(history::IdOrNone<history::HouseholdId>(id), none, timeline)) {
      const std::string person = write.person.ToString();
      if (!cases.contains(person)) continue;
      wanted[person].insert(write.event.SerializeAsString() +
                            std::to_string(absl::ToUnixSeconds(write.occurred.at)));
    }
  }
  EXPECT_GT(wanted.size(), 100U);
  EXPECT_EQ(written, wanted);
}

// What happens in every municipality of some size.
constexpr const char* kKinds[] = {"board_created",
                                  "unit_created",
                                  "staff_registered",
                                  "role_granted",
                                  "capacity_set",
                                  "staff_ended",
                                  "partner_registered",
                                  "placement_offered",
                                  "activity_opened",
                                  "session_scheduled",
                                  "session_moved",
                                  "session_cancelled",
                                  "person_registered",
                                  "background_set",
                                  "protection_set",
                                  "livelihood_set",
                                  "contact_details_changed",
                                  "representative_set",
                                  "household_formed",
                                  "member_joined",
                                  "application_received",
                                  "supplement_requested",
                                  "application_completed",
                                  "aid_decision_recorded",
                                  "aid_paid",
                                  "aid_month_set",
                                  "case_opened",
                                  "case_assigned",
                                  "flow_assigned",
                                  "enrolment_started",
                                  "enrolment_ended",
                                  "contact_offered",
                                  "first_contact_held",
                                  "first_contact_missed",
                                  "contact_held",
                                  "assessment_completed",
                                  "obstacle_set",
                                  "work_plan_adopted",
                                  "work_plan_revised",
                                  "work_plan_reviewed",
                                  "work_plan_acknowledged",
                                  "step_planned",
                                  "step_started",
                                  "step_completed",
                                  "step_cancelled",
                                  "attendance_recorded",
                                  "absence_announced",
                                  "deviation_raised",
                                  "deviation_resolved",
                                  "note_added",
                                  "note_locked",
                                  "case_paused",
                                  "case_resumed",
                                  "reminder_set",
                                  "reminder_dismissed",
                                  "deadline_exempted",
                                  "consent_given",
                                  "referral_sent",
                                  "referral_accepted",
                                  "referral_answered",
                                  "transfer_proposed",
                                  "transfer_accepted",
                                  "placement_started",
                                  "placement_ended",
                                  "job_started",
                                  "job_ended",
                                  "study_started",
                                  "exit_recorded",
                                  "exit_verified",
                                  "exit_reclassified",
                                  "follow_up_recorded",
                                  "follow_up_waived",
                                  "observation_ended",
                                  "case_reopened",
                                  "event_corrected",
                                  "event_voided"};

TEST(TenantLoadTest, HoldsEverythingThatHappensInAMunicipality) {
  std::map<std::string, int> kinds;
  const auto count = [&](const google::protobuf::Message& event) {
    const auto* oneof = event.GetDescriptor()->FindOneofByName("kind");
    const auto* field = event.GetReflection()->GetOneofFieldDescriptor(event, oneof);
    ++kinds[field->name()];
  };
  for (const Fact& fact : Sample().facts) {
    const auto* oneof = fact.GetDescriptor()->FindOneofByName("event");
    count(fact.GetReflection()->GetMessage(
        fact, fact.GetReflection()->GetOneofFieldDescriptor(fact, oneof)));
  }
  for (const char* kind : kKinds) {
    EXPECT_THAT(kinds[kind], Gt(0)) << kind;
  }
}

TEST(TellPlaceTest, KeepsTheAccountOfRamsjoAgainst2015ForThreeYears) {
  constexpr uint64_t kLjusdal = 2;
  const Replay replay = ReplayOf({3, 10, 2, absl::CivilDay(2026, 3, 2)}, kLjusdal);
  EXPECT_THAT(replay.places.Breaches(), IsEmpty());
  ASSERT_EQ(replay.places.all().size(), 1);
  const auto figures =
      place::FiguresOf(replay.places.all().begin()->second.current(), absl::CivilDay(2018, 12, 31));
  std::set<int32_t> years;
  for (const auto& row : figures.deviations()) {
    years.insert(row.year());
    EXPECT_EQ(row.months(), 12);
    EXPECT_TRUE(row.has_deviation_ore());
  }
  EXPECT_EQ(years, (std::set<int32_t>{2016, 2017, 2018}));
  EXPECT_GT(figures.needs_covered(), figures.needs_open());
  EXPECT_GT(figures.service_hours_gained(), 0);
  EXPECT_GT(figures.mean_percent_after(), figures.mean_percent_before());
  EXPECT_GT(figures.travel_avoided_ore(), 0);
  EXPECT_EQ(figures.incomplete_years_size(), 0);
  // As many months as had ended.
  const Replay early = ReplayOf({3, 10, 2, absl::CivilDay(2017, 6, 1)}, kLjusdal);
  EXPECT_THAT(early.places.Breaches(), IsEmpty());
  EXPECT_THAT(ReplayOf({3, 10, 2, absl::CivilDay(2026, 3, 2)}, 0).places.all(), IsEmpty());
}

TEST(TellPlaceTest, TellsHowFarRamsjoHasComeWithItsJointGoals) {
  constexpr uint64_t kLjusdal = 2;
  const Replay replay = ReplayOf({3, 10, 2, absl::CivilDay(2026, 3, 2)}, kLjusdal);
  EXPECT_THAT(replay.indicators.Breaches(), IsEmpty());
  std::map<std::string, indicators::Indicator> by_id;
  for (const auto& [id, timeline] : replay.indicators.all()) {
    by_id[id] = timeline.current();
    const auto& definition = by_id[id].latest().definition;
    const indicators::Fields fields(indicators::SubjectOf(definition));
    EXPECT_TRUE(indicators::Compile(definition, fields, Zone()).ok()) << definition.code();
  }
  const place::Place place = replay.places.all().begin()->second.current();
  const auto figures = place::FiguresOf(place, absl::CivilDay(2019, 1, 31), by_id);
  ASSERT_EQ(figures.goals_size(), 2);
  for (const auto& goal : figures.goals()) {
    EXPECT_GT(goal.value(), goal.baseline()) << goal.title();
    EXPECT_GT(goal.attainment(), 0) << goal.title();
    EXPECT_LT(goal.attainment(), 1) << goal.title();
  }
  ASSERT_EQ(place.evaluations.size(), 1);
  EXPECT_FALSE(place.evaluations[0].content.conclusion().empty());
}

}  // namespace
}  // namespace framdrift::demo
