#include "domain/place/figures.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "domain/history/when.h"
#include "domain/place/exact.h"
#include "domain/place/goals.h"

namespace framdrift::place {
namespace {

void AddNeeds(const Place& place, absl::CivilDay day, v1::PlaceFigures& out) {
  int64_t open_days = 0;
  int64_t covered_days = 0;
  for (const Need& need : place.needs) {
    const int64_t days = need.DaysOpen(day);
    if (need.standing == v1::NEED_STANDING_OPEN) {
      out.set_needs_open(out.needs_open() + 1);
      out.set_longest_days_open(std::max(out.longest_days_open(), days));
      open_days += days;
    } else if (need.standing == v1::NEED_STANDING_COVERED) {
      out.set_needs_covered(out.needs_covered() + 1);
      covered_days += days;
    } else {
      out.set_needs_lapsed(out.needs_lapsed() + 1);
    }
  }
  const auto mean = [](int64_t sum, int64_t count) {
    return static_cast<double>(sum) / static_cast<double>(count);
  };
  if (out.needs_open() > 0) out.set_mean_days_open(mean(open_days, out.needs_open()));
  if (out.needs_covered() > 0) out.set_mean_days_to_cover(mean(covered_days, out.needs_covered()));
}

void AddSources(const Place& place, v1::PlaceFigures& out) {
  std::map<v1::NeedSource, v1::NeedsOfSource> sources;
  for (const Need& need : place.needs) {
    v1::NeedsOfSource& source = sources[need.content.need_source()];
    if (need.standing == v1::NEED_STANDING_OPEN) {
      source.set_open(source.open() + 1);
    } else if (need.standing == v1::NEED_STANDING_COVERED) {
      source.set_covered(source.covered() + 1);
    } else {
      source.set_lapsed(source.lapsed() + 1);
    }
  }
  for (auto& [source, needs] : sources) {
    needs.set_need_source(source);
    *out.add_sources() = needs;
  }
}

void AddStaff(const Place& place, v1::PlaceFigures& out) {
  double hours = 0;
  double outside = 0;
  double percent_before = 0;
  double percent_after = 0;
  for (const SharedStaff& member : place.staff.members) {
    if (!member.is_shared()) continue;
    out.set_staff_shared(out.staff_shared() + 1);
    if (place.staff.supervised.contains(member.id)) {
      out.set_staff_with_supervision(out.staff_with_supervision() + 1);
    }
    percent_before += member.content.percent_before();
    percent_after += member.content.percent_after();
    for (const v1::DepartmentHours& one : member.content.hours()) {
      hours += one.hours_per_week();
      if (one.department() != member.content.home_department()) outside += one.hours_per_week();
    }
  }
  if (out.staff_shared() == 0) return;
  const auto count = static_cast<double>(out.staff_shared());
  out.set_hours_per_week(hours);
  if (hours > 0) out.set_share_outside_home(outside / hours);
  out.set_mean_percent_before(percent_before / count);
  out.set_mean_percent_after(percent_after / count);
}

void AddTravel(const Service& service, v1::PlaceFigures& out) {
  const Travel& travel = service.travel;
  out.set_trips_avoided(travel.trips);
  out.set_km_avoided(travel.km);
  out.set_minutes_avoided(travel.minutes);
  out.set_travel_avoided_ore(Rounded(travel.value, kSixtieths));
  for (const AvoidedTask& one : service.tasks) {
    v1::TravelOfTask& task = *out.add_tasks();
    task.set_task(one.task);
    task.set_department(one.department);
    task.set_trips(one.travel.trips);
    task.set_km(one.travel.km);
    task.set_minutes(one.travel.minutes);
    task.set_value_ore(Rounded(one.travel.value, kSixtieths));
  }
}

absl::int128 SumOf(const AccountSums& sums) {
  absl::int128 sum = 0;
  for (const auto& [line, part] : sums) sum += part;
  return sum;
}

// Before its end, or where months lack, a whole base year would make a saving that is none.
bool IsComplete(int32_t number, const AccountYear& year, absl::CivilDay day) {
  return year.BookedMonths() == 12 && absl::CivilDay(number, 12, 31) <= day;
}

// One year's price level over the base year's; none where the year is not held against it.
struct PriceLevel {
  std::optional<int64_t> index;
  int64_t base_index = 1;

  // actual − base·index/base_index, times base_index: exact.
  absl::int128 Difference(absl::int128 actual, absl::int128 base) const {
    return actual * base_index - base * *index;
  }
};

// Sets the row's amounts; both sums are in millionths of an öre.
void SetAmounts(const PriceLevel& level, absl::int128 actual, absl::int128 base,
                v1::AccountDeviation& row) {
  row.set_actual_ore(Rounded(actual, kMillionths));
  if (!level.index) return;
  const absl::int128 parts = absl::int128(kMillionths) * level.base_index;
  row.set_base_ore(Rounded(base * *level.index, parts));
  row.set_deviation_ore(Rounded(level.Difference(actual, base), parts));
}

void AddYear(int32_t number, const AccountYear& year, const Account& account,
             const PriceLevel& level, v1::PlaceFigures& out) {
  const AccountSums actual = year.Sums();
  const AccountSums base = account.base ? account.base->sums : AccountSums();
  const auto sum_at = [](const AccountSums& sums, const AccountLine& line) {
    const auto found = sums.find(line);
    return found == sums.end() ? absl::int128(0) : found->second;
  };
  std::set<AccountLine> lines;
  for (const auto& [line, sum] : actual) lines.insert(line);
  for (const auto& [line, sum] : base) lines.insert(line);
  const auto add_row = [&](const AccountLine& line) -> v1::AccountDeviation& {
    v1::AccountDeviation& row = *out.add_deviations();
    row.set_year(number);
    row.set_department(line.department);
    row.set_service(line.service);
    row.set_months(year.BookedMonths());
    return row;
  };
  for (const AccountLine& line : lines) {
    SetAmounts(level, sum_at(actual, line), sum_at(base, line), add_row(line));
  }
  SetAmounts(level, SumOf(actual), SumOf(base), add_row({}));
}

void AddAccount(const Account& account, absl::CivilDay day, v1::PlaceFigures& out) {
  absl::int128 deviation = 0;
  int64_t base_index = 1;
  bool any = false;
  for (const auto& [number, year] : account.years) {
    if (account.base && number <= account.base->year) continue;
    PriceLevel level;
    const bool complete = IsComplete(number, year, day);
    if (!complete) out.add_incomplete_years(number);
    if (account.base && complete) {
      level.index = account.IndexOf(number);
      level.base_index = base_index = account.base->index_thousandths;
      if (!level.index) out.add_years_without_index(number);
    }
    if (level.index) {
      any = true;
      deviation += level.Difference(SumOf(year.Sums()), SumOf(account.base->sums));
    }
    AddYear(number, year, account, level, out);
  }
  if (any && out.years_without_index().empty()) {
    out.set_account_deviation_ore(Rounded(deviation, absl::int128(kMillionths) * base_index));
  }
}

// What departments give each other: money in millionths of an öre, hours a week.
struct Exchange {
  absl::int128 contributed = 0;
  absl::int128 received = 0;
  double hours_given = 0;
  double hours_received = 0;
};

void AddBalances(const Place& place, v1::PlaceFigures& out) {
  std::map<std::string, Exchange> exchanges;
  const Account& account = place.account;
  for (const auto& [number, year] : account.years) {
    if (account.base && number <= account.base->year) continue;
    for (const auto& [bearer, sums] : year.borne) {
      exchanges[bearer].contributed += SumOf(sums);
      for (const auto& [line, sum] : sums) exchanges[line.department].received += sum;
    }
  }
  for (const SharedStaff& member : place.staff.members) {
    const std::string& home = member.content.home_department();
    for (const v1::DepartmentHours& one : member.content.hours()) {
      if (one.department() == home) continue;
      exchanges[home].hours_given += one.hours_per_week();
      exchanges[one.department()].hours_received += one.hours_per_week();
    }
  }
  for (const auto& [department, exchange] : exchanges) {
    v1::DepartmentBalance& balance = *out.add_balances();
    balance.set_department(department);
    balance.set_contributed_ore(Rounded(exchange.contributed, kMillionths));
    balance.set_received_ore(Rounded(exchange.received, kMillionths));
    balance.set_hours_given(exchange.hours_given);
    balance.set_hours_received(exchange.hours_received);
  }
}

void AddServices(const Service& service, v1::PlaceFigures& out) {
  double gained = 0;
  for (const Opening& opening : service.openings) {
    v1::ServiceChange& change = *out.add_services();
    change.set_service(opening.service);
    change.set_hours_before(opening.hours_before);
    change.set_hours_now(opening.hours_now);
    change.set_opening_hours(opening.opening_hours);
    gained += opening.hours_now - opening.hours_before;
  }
  out.set_service_hours_gained(gained);
}

// From the quarter in which the first agreement began. Of a partner with several agreements in a
// quarter the one that began last counts.
void AddQuarters(const Place& place, absl::CivilDay day, v1::PlaceFigures& out) {
  std::optional<absl::CivilDay> first_day;
  for (const Agreement& agreement : place.cooperation.agreements) {
    if (agreement.from && (!first_day || *agreement.from < *first_day)) first_day = agreement.from;
  }
  if (!place.founded || !first_day) return;
  // An agreement may have been older than the work.
  const absl::CivilDay begins = std::max(*first_day, place.founded_on);
  absl::CivilMonth quarter(begins.year(), (begins.month() - 1) / 3 * 3 + 1);
  for (; absl::CivilDay(quarter) <= day; quarter += 3) {
    const absl::CivilDay first(quarter);
    const absl::CivilDay after = std::min(absl::CivilDay(quarter + 3), day + 1);
    std::map<history::PartnerId, const Agreement*> active;
    for (const Agreement& agreement : place.cooperation.agreements) {
      if (!agreement.HoldsWithin(first, after)) continue;
      const Agreement*& held = active[agreement.partner];
      if (held == nullptr || *held->from <= *agreement.from) held = &agreement;
    }
    v1::PartnerQuarter& row = *out.add_quarters();
    *row.mutable_from_date() = history::DateFrom(first);
    row.set_active_partners(static_cast<int64_t>(active.size()));
    int64_t hours = 0;
    for (const auto& [partner, agreement] : active) {
      hours += agreement->content.volunteer_hours_per_quarter();
    }
    row.set_volunteer_hours(hours);
  }
}

}  // namespace

v1::PlaceFigures FiguresOf(const Place& place, absl::CivilDay day) {
  v1::PlaceFigures figures;
  AddNeeds(place, day, figures);
  AddSources(place, figures);
  AddStaff(place, figures);
  AddTravel(place.service, figures);
  AddAccount(place.account, day, figures);
  AddBalances(place, figures);
  AddServices(place.service, figures);
  AddQuarters(place, day, figures);
  return figures;
}

v1::PlaceFigures FiguresOf(const Place& place, absl::CivilDay day,
                           const std::map<std::string, indicators::Indicator>& by_id) {
  v1::PlaceFigures figures = FiguresOf(place, day);
  const indicators::Indicator unknown;
  for (const v1::JointGoalSet& goal : place.cooperation.goals) {
    const auto found = by_id.find(goal.indicator_id());
    *figures.add_goals() = AttainmentOf(goal,
                                        found == by_id.end() ? unknown : found->second,
                                        place.founding.municipality_code(),
                                        day);
  }
  return figures;
}

}  // namespace framdrift::place
