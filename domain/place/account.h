// The account of a place: what was booked, by whom and for what, and the year it is held against.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/numeric/int128.h"
#include "absl/status/statusor.h"
#include "base/refusal.h"
#include "domain/history/recorded.h"
#include "framdrift/place/v1/place_events.pb.h"

namespace framdrift::place {

// Who is served, and by what.
struct AccountLine {
  std::string department;
  std::string service;

  friend auto operator<=>(const AccountLine&, const AccountLine&) = default;
};

// In millionths of an öre.
using AccountSums = std::map<AccountLine, absl::int128>;

struct AccountYear {
  // By who bears it.
  std::map<std::string, AccountSums> borne;
  // The months that have entries; 0 among them when one is of the whole year.
  std::set<int32_t> months;

  // Whoever bears it.
  AccountSums Sums() const;
  // Of twelve, how many have entries: all where what there is is of the whole year. Beside entries
  // of months such a one says nothing of the months that lack.
  int32_t BookedMonths() const;
};

struct BaseYear {
  int32_t year = 0;
  std::string index_name;
  int64_t index_thousandths = 0;
  AccountSums sums;
};

struct Account {
  std::map<int32_t, AccountYear> years;
  std::optional<BaseYear> base;
  // Of years, in thousandths.
  std::map<int32_t, v1::PriceIndexSet> indices;

  // The index of the base year or of one after it, in thousandths; none when it is not known.
  std::optional<int64_t> IndexOf(int32_t year) const;
};

// What was booked of `year`, as a base year holds it. COST_OUT_OF_RANGE when a sum is beyond
// reason.
absl::StatusOr<v1::BaseYearFixed> BaseYearOf(const Account& account, int32_t year);

// Events of other matters change and refuse nothing.
void Evolve(Account& account, const v1::PlaceEvent& event);
// PERIOD_MISSING, PERIOD_OUT_OF_RANGE, ALLOCATION_NOT_ONE, COST_OUT_OF_RANGE, ACCOUNT_INCOMPLETE,
// BASE_YEAR_FIXED, BASE_YEAR_EMPTY, BASE_YEAR_MISSING, INDEX_EXISTS, INDEX_OUT_OF_RANGE. What a
// base year holds is what was booked of it: nothing of that year can change any more.
void Check(const Account& before, const history::Recorded<v1::PlaceEvent>& entry, Refusals& out);

}  // namespace framdrift::place
