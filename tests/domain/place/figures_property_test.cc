// The figures of random histories, held against a plain second implementation that reads the events
// one figure at a time and computes money with fractions of its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "domain/place/figures.h"
#include "domain/place/place.h"
#include "tests/testing/given.h"

namespace framdrift::place {
namespace {

using Event = v1::PlaceEvent;
using Wide = absl::int128;

constexpr int kHistories = 100;
constexpr int kEvents = 120;
constexpr const char* kDepartments[] = {"Kost", "Omsorg", "Skola"};
constexpr const char* kServices[] = {"bibliotek", "butik", "måltider"};

std::string IdOf(int number) {
  return absl::StrCat("0190b2c8-5b0e-7c3a-9f00-0000000000", number < 10 ? "0" : "", number);
}

struct Happened {
  absl::CivilDay day;
  absl::CivilDay known;
  Event event;
  bool voided = false;
  absl::CivilDay voided_on;
};

// Of histories in which needs are recorded before they are met, the rest may be anything.
class Histories {
 public:
  explicit Histories(uint32_t seed) : random_(seed) {}

  int Up(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }

  std::vector<Happened> Make() {
    std::vector<Happened> all;
    absl::CivilDay known(2016, 1, 1);
    Happened founded{known, known, {}, false, known};
    founded.event.mutable_place_founded()->set_ore_per_km(1850);
    all.push_back(founded);
    AddBase(all, known);
    for (int i = 0; i < kEvents; ++i) {
      known += Up(12);
      Happened one{known - Up(30), known, Random(), false, known + Up(200)};
      one.day = std::max(one.day, absl::CivilDay(2016, 1, 2));
      one.voided = Up(9) == 0;
      all.push_back(one);
    }
    return all;
  }

 private:
  void AddBase(std::vector<Happened>& all, absl::CivilDay day) {
    if (Up(5) == 0) return;
    v1::BaseYearFixed fixed;
    fixed.set_year(2015);
    fixed.set_index_thousandths(300'000 + Up(30'000));
    for (const char* department : kDepartments) {
      v1::BaseAmount& amount = *fixed.add_amounts();
      amount.set_department(department);
      amount.set_service(kServices[Up(2)]);
      amount.set_ore_millionths(int64_t{Up(1'000'000'000)} * Up(1'000'000));
    }
    Happened happened{day, day, {}, false, day};
    *happened.event.mutable_base_year_fixed() = fixed;
    all.push_back(happened);
  }

  Event Random() {
    Event event;
    switch (Up(8)) {
      case 0:
        event.mutable_need_recorded()->set_need_id(IdOf(next_need_++));
        break;
      case 1:
        event.mutable_need_met()->set_need_id(IdOf(Up(next_need_)));
        break;
      case 2: {
        auto& reassessed = *event.mutable_need_reassessed();
        reassessed.set_need_id(IdOf(Up(next_need_)));
        reassessed.set_standing(static_cast<v1::NeedStanding>(Up(3)));
        break;
      }
      case 3:
        Share(*event.mutable_staff_shared());
        break;
      case 4: {
        auto& trip = *event.mutable_trip_avoided();
        trip.set_trips(1 + Up(20));
        trip.set_km(Up(300));
        trip.set_minutes(Up(300));
        trip.set_ore_per_km(Up(5000));
        trip.set_ore_per_hour(Up(100'000));
        break;
      }
      case 5:
      case 6:
        Book(*event.mutable_account_entry_booked());
        break;
      case 7:
        event.mutable_price_index_set()->set_year(2016 + Up(3));
        event.mutable_price_index_set()->set_index_thousandths(1 + Up(400'000));
        break;
      default: {
        auto& hours = *event.mutable_service_hours_set();
        hours.set_service(kServices[Up(2)]);
        hours.set_hours_per_week(Up(80) / 2.0);
      }
    }
    return event;
  }

  void Share(v1::StaffShared& shared) {
    shared.set_staff_id(IdOf(Up(5)));
    shared.set_home_department(kDepartments[Up(2)]);
    shared.set_percent_before(Up(100));
    shared.set_percent_after(Up(100));
    for (const char* department : kDepartments) {
      if (Up(1) == 0) continue;
      v1::DepartmentHours& hours = *shared.add_hours();
      hours.set_department(department);
      hours.set_hours_per_week(Up(20));
    }
  }

  void Book(v1::AccountEntryBooked& booked) {
    booked.set_department(kDepartments[Up(2)]);
    booked.set_amount_ore(int64_t{Up(2'000'000'000)} - 1'000'000'000);
    booked.set_year(2016 + Up(3));
    const bool by_month = booked.year() % 2 == 1 || Up(39) == 0;
    booked.set_month(by_month ? 1 + Up(11) : 0);
    int32_t left = 1'000'000;
    for (const char* service : kServices) {
      v1::AllocationShare& share = *booked.add_shares();
      share.set_department(Up(1) == 0 ? "" : kDepartments[Up(2)]);
      share.set_service(service);
      share.set_millionths(service == kServices[2] ? left : Up(left));
      left -= share.millionths();
    }
  }

  std::mt19937 random_;
  int next_need_ = 1;
};

// What counts of `all` on `day` as known on `known`, in the order of days and then of recording.
std::vector<Event> Counting(const std::vector<Happened>& all, absl::CivilDay day,
                            absl::CivilDay known, std::vector<absl::CivilDay>& days) {
  std::multimap<absl::CivilDay, const Happened*> sorted;
  for (const Happened& one : all) {
    const bool gone = one.voided && one.voided_on <= known;
    if (one.known <= known && one.day <= day && !gone) sorted.emplace(one.day, &one);
  }
  std::vector<Event> events;
  for (const auto& [at, one] : sorted) {
    events.push_back(one->event);
    days.push_back(at);
  }
  return events;
}

int64_t HalfAway(Wide numerator, Wide denominator) {
  const Wide twice = numerator * 2 + (numerator < 0 ? -denominator : denominator);
  return static_cast<int64_t>(twice / (denominator * 2));
}

struct Plain {
  std::vector<Event> events;
  std::vector<absl::CivilDay> days;

  // The standing and the days open of each need at the end of `day`.
  std::map<std::string, std::pair<v1::NeedStanding, int64_t>> Needs(absl::CivilDay day) const {
    std::map<std::string, std::pair<v1::NeedStanding, int64_t>> needs;
    for (size_t i = 0; i < events.size(); ++i) {
      if (!events[i].has_need_recorded()) continue;
      const std::string& id = events[i].need_recorded().need_id();
      v1::NeedStanding standing = v1::NEED_STANDING_OPEN;
      int64_t open = 0;
      absl::CivilDay since = days[i];
      for (size_t k = i + 1; k <= events.size(); ++k) {
        const bool last = k == events.size();
        v1::NeedStanding next = standing;
        if (!last && events[k].need_met().need_id() == id) next = v1::NEED_STANDING_COVERED;
        if (!last && events[k].need_reassessed().need_id() == id &&
            events[k].need_reassessed().standing() != v1::NEED_STANDING_UNSPECIFIED) {
          next = events[k].need_reassessed().standing();
        }
        if (!last && next == standing) continue;
        if (standing == v1::NEED_STANDING_OPEN) open += (last ? day : days[k]) - since;
        if (!last) since = days[k];
        standing = next;
      }
      needs[id] = {standing, open};
    }
    return needs;
  }

  int64_t Travel() const {
    Wide sixtieths = 0;
    for (const Event& event : events) {
      const v1::TripAvoided& trip = event.trip_avoided();
      sixtieths += Wide(trip.trips()) * trip.km() * trip.ore_per_km() * 60;
      sixtieths += Wide(trip.trips()) * trip.minutes() * trip.ore_per_hour();
    }
    return HalfAway(sixtieths, 60);
  }

  // In millionths of an öre; empty names stand for all.
  Wide Actual(int32_t year, const std::string& department, const std::string& service) const {
    Wide sum = 0;
    for (const Event& event : events) {
      const v1::AccountEntryBooked& booked = event.account_entry_booked();
      for (const v1::AllocationShare& share : booked.shares()) {
        const std::string& served =
            share.department().empty() ? booked.department() : share.department();
        if (booked.year() != year || (!department.empty() && served != department) ||
            (!service.empty() && share.service() != service)) {
          continue;
        }
        sum += Wide(booked.amount_ore()) * share.millionths();
      }
    }
    return sum;
  }

  Wide Base(const std::string& department, const std::string& service) const {
    Wide sum = 0;
    for (const Event& event : events) {
      for (const v1::BaseAmount& amount : event.base_year_fixed().amounts()) {
        if (!department.empty() && amount.department() != department) continue;
        if (!service.empty() && amount.service() != service) continue;
        sum += amount.ore_millionths();
      }
    }
    return sum;
  }

  // Whether all of `year` is booked and over.
  bool Whole(int32_t year, absl::CivilDay day) const {
    std::set<int32_t> months;
    bool any = false;
    for (const Event& event : events) {
      const v1::AccountEntryBooked& booked = event.account_entry_booked();
      if (!event.has_account_entry_booked() || booked.year() != year) continue;
      any = true;
      if (booked.month() > 0) months.insert(booked.month());
    }
    return any && (months.empty() || months.size() == 12) && day >= absl::CivilDay(year, 12, 31);
  }

  int64_t Index(int32_t year) const {
    int64_t index = 0;
    for (const Event& event : events) {
      if (year == 2015 && event.has_base_year_fixed()) {
        index = event.base_year_fixed().index_thousandths();
      }
      if (event.has_price_index_set() && event.price_index_set().year() == year) {
        index = event.price_index_set().index_thousandths();
      }
    }
    return index;
  }

  // What each member of staff works, as said last, with the percentage before said first.
  std::map<std::string, v1::StaffShared> Staff() const {
    std::map<std::string, v1::StaffShared> staff;
    for (const Event& event : events) {
      if (!event.has_staff_shared()) continue;
      v1::StaffShared shared = event.staff_shared();
      const auto found = staff.find(shared.staff_id());
      if (found != staff.end()) shared.set_percent_before(found->second.percent_before());
      staff[shared.staff_id()] = shared;
    }
    return staff;
  }
};

void ExpectNeeds(const Plain& plain, absl::CivilDay day, const v1::PlaceFigures& figures) {
  std::map<v1::NeedStanding, int64_t> count;
  std::map<v1::NeedStanding, int64_t> days;
  int64_t longest = 0;
  for (const auto& [id, need] : plain.Needs(day)) {
    ++count[need.first];
    days[need.first] += need.second;
    if (need.first == v1::NEED_STANDING_OPEN) longest = std::max(longest, need.second);
  }
  EXPECT_EQ(figures.needs_open(), count[v1::NEED_STANDING_OPEN]);
  EXPECT_EQ(figures.needs_covered(), count[v1::NEED_STANDING_COVERED]);
  EXPECT_EQ(figures.needs_lapsed(), count[v1::NEED_STANDING_LAPSED]);
  EXPECT_EQ(figures.longest_days_open(), longest);
  EXPECT_EQ(figures.has_mean_days_open(), count[v1::NEED_STANDING_OPEN] > 0);
  if (figures.has_mean_days_open()) {
    EXPECT_NEAR(figures.mean_days_open() * static_cast<double>(figures.needs_open()),
                static_cast<double>(days[v1::NEED_STANDING_OPEN]),
                1e-6);
  }
}

void ExpectStaff(const Plain& plain, const v1::PlaceFigures& figures) {
  int64_t shared = 0;
  double hours = 0;
  double outside = 0;
  double before = 0;
  for (const auto& [id, member] : plain.Staff()) {
    if (member.hours().empty()) continue;
    ++shared;
    before += member.percent_before();
    for (const v1::DepartmentHours& one : member.hours()) {
      hours += one.hours_per_week();
      if (one.department() != member.home_department()) outside += one.hours_per_week();
    }
  }
  EXPECT_EQ(figures.staff_shared(), shared);
  EXPECT_DOUBLE_EQ(figures.hours_per_week(), hours);
  EXPECT_EQ(figures.has_share_outside_home(), hours > 0);
  if (hours > 0) {
    EXPECT_DOUBLE_EQ(figures.share_outside_home(), outside / hours);
  }
  if (shared > 0) {
    EXPECT_NEAR(figures.mean_percent_before() * static_cast<double>(shared), before, 1e-9);
  }
}

void ExpectAccount(const Plain& plain, absl::CivilDay day, const v1::PlaceFigures& figures) {
  const int64_t base_index = plain.Index(2015);
  Wide all = 0;
  bool any = false;
  std::set<int32_t> incomplete;
  std::set<int32_t> without_index;
  for (const v1::AccountDeviation& row : figures.deviations()) {
    const Wide actual = plain.Actual(row.year(), row.department(), row.service());
    EXPECT_EQ(row.actual_ore(), HalfAway(actual, 1'000'000));
    const int64_t index = plain.Index(row.year());
    const bool whole = plain.Whole(row.year(), day);
    if (!whole) incomplete.insert(row.year());
    if (whole && base_index > 0 && index == 0) without_index.insert(row.year());
    const bool known = whole && base_index > 0 && index > 0;
    ASSERT_EQ(row.has_deviation_ore(), known);
    if (!known) continue;
    any = true;
    const Wide base = plain.Base(row.department(), row.service());
    const Wide difference = actual * base_index - base * index;
    EXPECT_EQ(row.deviation_ore(), HalfAway(difference, Wide(1'000'000) * base_index));
    EXPECT_EQ(row.base_ore(), HalfAway(base * index, Wide(1'000'000) * base_index));
    if (row.department().empty()) all += difference;
  }
  EXPECT_EQ(std::set<int32_t>(figures.incomplete_years().begin(), figures.incomplete_years().end()),
            incomplete);
  ASSERT_EQ(figures.has_account_deviation_ore(), any && without_index.empty());
  if (figures.has_account_deviation_ore()) {
    EXPECT_EQ(figures.account_deviation_ore(), HalfAway(all, Wide(1'000'000) * base_index));
  }
}

// Contribution and service received are the same money, seen from both ends.
void ExpectBalances(const Plain& plain, const v1::PlaceFigures& figures) {
  for (const v1::DepartmentBalance& balance : figures.balances()) {
    Wide received = 0;
    Wide contributed = 0;
    for (int32_t year = 2016; year <= 2019; ++year) {
      received += plain.Actual(year, balance.department(), "");
    }
    for (const Event& event : plain.events) {
      if (event.account_entry_booked().department() != balance.department()) continue;
      contributed += event.account_entry_booked().amount_ore();
    }
    EXPECT_EQ(balance.received_ore(), HalfAway(received, 1'000'000));
    EXPECT_EQ(balance.contributed_ore(), static_cast<int64_t>(contributed));
  }
}

history::Timeline<PlaceDecider> TimelineOf(const std::vector<Happened>& all) {
  // Voidings stand in the log where they were made.
  std::multimap<absl::CivilDay, Happened> log;
  for (const Happened& one : all) log.emplace(one.known, one);
  history::Timeline<PlaceDecider> timeline(testing::Stockholm());
  int64_t position = 0;
  std::vector<history::Recorded<Event>> entries;
  const auto add = [&](absl::CivilDay day, absl::CivilDay known, Event event) {
    history::Recorded<Event> entry;
    entry.envelope.position = entry.envelope.revision = ++position;
    entry.envelope.occurred = {absl::FromCivil(day, testing::Stockholm()),
                               history::Precision::kDay};
    entry.envelope.recorded_at = absl::FromCivil(known, testing::Stockholm());
    entry.event = std::move(event);
    entries.push_back(std::move(entry));
    return position;
  };
  std::multimap<absl::CivilDay, int64_t> voidings;
  for (const auto& [known, one] : log) {
    const int64_t at = add(one.day, known, one.event);
    if (one.voided) voidings.emplace(one.voided_on, at);
  }
  for (const auto& [day, target] : voidings) {
    Event event;
    event.mutable_event_voided()->set_position(target);
    add(day, day, event);
  }
  timeline.AddAll(std::move(entries));
  return timeline;
}

TEST(PlaceFiguresPropertyTest, AreThoseOfAPlainSecondImplementationOnAnyDayAsKnownOnAnyDay) {
  for (uint32_t seed = 1; seed <= kHistories; ++seed) {
    SCOPED_TRACE(seed);
    Histories histories(seed);
    const std::vector<Happened> all = histories.Make();
    const auto timeline = TimelineOf(all);
    for (int i = 0; i < 5; ++i) {
      const absl::CivilDay day = absl::CivilDay(2016, 1, 1) + histories.Up(1000);
      const absl::CivilDay known = absl::CivilDay(2016, 1, 1) + histories.Up(1000);
      Plain plain;
      plain.events = Counting(all, day, known, plain.days);
      history::AsOf as_of;
      as_of.valid = absl::FromCivil(day, testing::Stockholm());
      as_of.known = absl::FromCivil(known, testing::Stockholm());
      const v1::PlaceFigures figures = FiguresOf(timeline.At(as_of), day);
      ExpectNeeds(plain, day, figures);
      ExpectStaff(plain, figures);
      EXPECT_EQ(figures.travel_avoided_ore(), plain.Travel());
      ExpectAccount(plain, day, figures);
      ExpectBalances(plain, figures);
      if (::testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace
}  // namespace framdrift::place
