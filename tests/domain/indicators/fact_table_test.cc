// A table of facts holds what was put into it last, however rows come, change and go.
#include "domain/indicators/fact_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <utility>
#include <vector>

namespace framdrift::indicators {
namespace {

RowKey Key(int number, int ordinal = 1) {
  RowKey key;
  key.case_id[14] = static_cast<uint8_t>(number >> 8);
  key.case_id[15] = static_cast<uint8_t>(number);
  key.ordinal = ordinal;
  return key;
}

TEST(MomentTest, AMomentGivesBackItsDayAndInstant) {
  absl::TimeZone zone;
  ASSERT_TRUE(absl::LoadTimeZone("Europe/Stockholm", &zone));
  const absl::Time at = absl::FromCivil(absl::CivilSecond(2024, 10, 27, 23, 59, 59), zone);
  const Moment moment = MomentOf(at, zone);
  EXPECT_EQ(CivilDayOf(DayOf(moment)), absl::CivilDay(2024, 10, 27));
  EXPECT_EQ(TimeOf(moment, zone), at);
  EXPECT_LT(moment, MomentOf(DayOf(moment) + 1));
  const absl::Time early = absl::FromCivil(absl::CivilSecond(1931, 2, 3, 4, 5, 6), zone);
  EXPECT_EQ(TimeOf(MomentOf(early, zone), zone), early);
  EXPECT_EQ(DayOf(kNoMoment), kNoDay);
}

TEST(FactTableTest, MissingIsMissingUntilItIsSet) {
  const Fields fields(Subject::kEpisode, {{"score", "", FieldType::kNumber}});
  FactTable table(fields);
  FactRow row(fields);
  table.Put(Key(1), row);
  EXPECT_EQ(table.moments(episode::kOpened)[0], kNoMoment);
  EXPECT_EQ(table.days(episode::kPlanned)[0], kNoDay);
  EXPECT_EQ(table.values(episode::kSex)[0], 0);
  EXPECT_NE(table.numbers(episode::kCount)[0], table.numbers(episode::kCount)[0]);
  EXPECT_EQ(table.ValueOn(episode::kFlow, 0, 20000), 0u);
  row.SetMoment(episode::kOpened, MomentOf(DayNumber{100}));
  row.SetNumber(episode::kCount, 2.5);
  table.Put(Key(1), row);
  ASSERT_EQ(table.size(), 1u);
  EXPECT_EQ(table.DayOfField(episode::kOpened, 0), 100);
  EXPECT_EQ(table.numbers(episode::kCount)[0], 2.5);
}

TEST(FactTableTest, AVaryingFieldHasTheValueOfTheDay) {
  const Fields fields(Subject::kEpisode);
  FactTable table(fields);
  FactRow row(fields);
  const uint32_t north = table.Intern(episode::kUnit, "north");
  const uint32_t south = table.Intern(episode::kUnit, "south");
  EXPECT_EQ(table.Intern(episode::kUnit, "north"), north);
  row.AddChange(episode::kUnit, 10, north);
  row.AddChange(episode::kUnit, 20, south);
  row.AddChange(episode::kFlow, 12, 1);
  table.Put(Key(1), row);
  EXPECT_EQ(table.ValueOn(episode::kUnit, 0, 9), 0u);
  EXPECT_EQ(table.ValueOn(episode::kUnit, 0, 19), north);
  EXPECT_EQ(table.NameOf(episode::kUnit, table.ValueOn(episode::kUnit, 0, 20)), "south");
  EXPECT_EQ(table.ValueOn(episode::kFlow, 0, 12), 1u);
}

TEST(MomentTest, ADayIsTheCivilDaySoManyDaysAfterTheFirst) {
  // Four centuries, and days far away.
  for (DayNumber day = -150'000; day <= 150'000; ++day) {
    ASSERT_EQ(CivilDayOf(day), absl::CivilDay(1970, 1, 1) + day) << day;
  }
  for (const DayNumber day : {-40'000'000, -719'469, 40'000'000}) {
    EXPECT_EQ(CivilDayOf(day), absl::CivilDay(1970, 1, 1) + day) << day;
  }
}

TEST(FactTableTest, AFieldFollowsAnother) {
  const Fields fields(Subject::kEpisode);
  FactTable table(fields);
  FactRow row(fields);
  row.AddChange(episode::kUnit, 10, table.Intern(episode::kUnit, "north"));
  row.AddChange(episode::kUnit, 20, table.Intern(episode::kUnit, "south"));
  table.Follow(episode::kMunicipality, "north", "1287");
  table.Put(Key(1), row);
  const auto on = [&](DayNumber day) {
    return table.NameOf(episode::kMunicipality, table.ValueOn(episode::kMunicipality, 0, day));
  };
  EXPECT_EQ(on(9), "");
  EXPECT_EQ(on(10), "1287");
  EXPECT_EQ(on(20), "") << "nobody has said where the south is";
}

RC_GTEST_PROP(FactTableTest, HoldsWhatAMapWouldHold, ()) {
  const Fields fields(Subject::kEpisode);
  FactTable table(fields);
  std::map<int, std::vector<Change>> expected;
  FactRow row(fields);
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 40), rc::gen::inRange(-1, 9)));
  for (const auto& [number, size] : steps) {
    if (size < 0) {
      RC_ASSERT(table.Erase(Key(number)) == (expected.erase(number) > 0));
      continue;
    }
    row.Clear();
    std::vector<Change>& changes = expected[number];
    changes.clear();
    for (int i = 0; i < size; ++i) {
      changes.push_back({i, static_cast<uint32_t>(number + i)});
      row.AddChange(episode::kContacts, i, static_cast<uint32_t>(number + i));
      row.AddChange(episode::kRepeatedAbsences, i, static_cast<uint32_t>(number + i));
    }
    row.SetDay(episode::kPlanned, number);
    table.Put(Key(number), row);
  }
  RC_ASSERT(table.size() == expected.size());
  FactRow read(fields);
  for (const auto& [number, changes] : expected) {
    const std::optional<RowId> id = table.Find(Key(number));
    RC_ASSERT(id.has_value());
    RC_ASSERT(table.days(episode::kPlanned)[*id] == number);
    table.Read(*id, read);
    RC_ASSERT(std::vector<Change>(read.changes(episode::kContacts).begin(),
                                  read.changes(episode::kContacts).end()) == changes);
    RC_ASSERT(std::vector<Change>(read.changes(episode::kRepeatedAbsences).begin(),
                                  read.changes(episode::kRepeatedAbsences).end()) == changes);
  }
  RC_ASSERT(!table.Find(Key(40)).has_value());
}

TEST(FactTableTest, PacksThePoolWhenRowsGrow) {
  const Fields fields(Subject::kEpisode);
  FactTable table(fields);
  FactRow row(fields);
  for (int size = 2; size <= 20; ++size) {
    for (int number = 0; number < 1000; ++number) {
      row.Clear();
      for (int i = 0; i < size; ++i) row.AddChange(episode::kContacts, i, 1);
      table.Put(Key(number), row);
    }
  }
  EXPECT_LT(table.changes(episode::kContacts).bytes(), 1000u * 4 * (2 + 2 * 21) + 8000u);
  for (RowId id = 0; id < 1000; ++id) {
    EXPECT_EQ(table.changes(episode::kContacts).Get(id).size(), 20u);
  }
}

TEST(FactTableTest, AnOrdinaryEpisodeTakesAtMostTwoHundredBytes) {
  const Fields fields(Subject::kEpisode);
  FactTable table(fields);
  FactRow row(fields);
  constexpr int kRows = 50'000;
  for (int number = 0; number < kRows; ++number) {
    row.Clear();
    row.SetMoment(episode::kOpened, MomentOf(number % 1000));
    for (const FieldId field : {episode::kUnit, episode::kCaseworker, episode::kFlow}) {
      row.AddChange(field, number % 1000, 1);
    }
    for (int i = 0; i < 2; ++i) row.AddChange(episode::kContacts, number % 1000 + 14 * i, 1);
    table.Put(Key(number), row);
  }
  EXPECT_LE(table.bytes() / kRows, 200u);
}

}  // namespace
}  // namespace framdrift::indicators
