#include "domain/place/account.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "domain/history/cost.h"
#include "domain/place/exact.h"
#include "domain/place/refusals.h"

namespace framdrift::place {
namespace {

using Event = v1::PlaceEvent;

constexpr int32_t kFirstYear = 1950;
constexpr int32_t kLastYear = 2200;
// A million: beyond any price index, and small enough that sums stay exact.
constexpr int64_t kMostIndexThousandths = 1'000'000'000;
// Of an entry: a hundred million kronor, so that hundreds of them are exact in a base year.
constexpr int64_t kMostEntryOre = 10'000'000'000;

const std::string& ServedBy(const v1::AccountEntryBooked& entry, const v1::AllocationShare& share) {
  return share.department().empty() ? entry.department() : share.department();
}

// False when a refusal says why.
bool CheckYear(int32_t year, Refusals& out) {
  if (year == 0) {
    out.Add(kPeriodMissing, "Say which year it is of.");
    return false;
  }
  if (year < kFirstYear || year > kLastYear) {
    out.Add(kPeriodOutOfRange,
            absl::StrCat("A year is ", kFirstYear, " to ", kLastYear, ", not ", year, "."));
    return false;
  }
  return true;
}

void CheckPeriod(const v1::AccountEntryBooked& entry, absl::CivilDay day, Refusals& out) {
  if (!CheckYear(entry.year(), out)) return;
  if (entry.month() < 0 || entry.month() > 12) {
    out.Add(kPeriodOutOfRange,
            absl::StrCat("A month is 1 to 12, or 0 for the whole year, not ", entry.month(), "."));
  } else if (absl::CivilDay(entry.year(), entry.month() == 0 ? 1 : entry.month(), 1) > day) {
    out.Add(kPeriodOutOfRange, "The period had not begun when it was booked.");
  }
}

void CheckShares(const v1::AccountEntryBooked& entry, Refusals& out) {
  if (entry.shares().empty()) {
    out.Add(kAccountIncomplete, "Say which service it is for, or how it is shared out.");
    return;
  }
  int64_t sum = 0;
  bool positive = true;
  std::set<AccountLine> lines;
  for (const v1::AllocationShare& share : entry.shares()) {
    sum += share.millionths();
    positive = positive && share.millionths() > 0;
    if (share.service().empty() ||
        !lines.insert({ServedBy(entry, share), share.service()}).second) {
      out.Add(kAccountIncomplete, "Shares name a service, and department and service once.");
    }
  }
  if (sum != kMillionths || !positive) {
    out.Add(kAllocationNotOne,
            absl::StrCat(
                "Shares are above zero and sum to exactly 1,000,000 millionths, not ", sum, "."));
  }
}

void CheckBooked(const Account& before, const v1::AccountEntryBooked& entry, absl::CivilDay day,
                 Refusals& out) {
  if (entry.department().empty()) {
    out.Add(kAccountIncomplete, "Say which department bears it.");
  }
  if (entry.amount_ore() == 0 || entry.amount_ore() < -kMostEntryOre ||
      entry.amount_ore() > kMostEntryOre) {
    out.Add(history::kCostOutOfRange,
            absl::StrCat("An entry is an amount in öre, not 0 and at most ", kMostEntryOre, "."));
  }
  CheckPeriod(entry, day, out);
  CheckShares(entry, out);
  if (before.base && before.base->year == entry.year()) {
    out.Add(kBaseYearFixed, "The base year is fixed: nothing of it can be booked any more.");
  }
}

void CheckIndex(int64_t thousandths, Refusals& out) {
  if (thousandths >= 1 && thousandths <= kMostIndexThousandths) return;
  out.Add(kIndexOutOfRange,
          absl::StrCat("A price index is 1 to ", kMostIndexThousandths, " thousandths."));
}

AccountSums SumsIn(const v1::BaseYearFixed& fixed) {
  AccountSums sums;
  for (const v1::BaseAmount& amount : fixed.amounts()) {
    sums[{amount.department(), amount.service()}] += amount.ore_millionths();
  }
  return sums;
}

void CheckFixed(const Account& before, const v1::BaseYearFixed& fixed, Refusals& out) {
  if (before.base) {
    out.Add(kBaseYearFixed,
            absl::StrCat("The base year is ", before.base->year, " and never changes."));
  }
  CheckIndex(fixed.index_thousandths(), out);
  if (!CheckYear(fixed.year(), out)) return;
  const auto booked = before.years.find(fixed.year());
  if (booked == before.years.end() || booked->second.borne.empty()) {
    out.Add(kBaseYearEmpty, "Nothing is booked of that year; book its costs and revenues first.");
  } else if (booked->second.Sums() != SumsIn(fixed)) {
    out.Add(kBaseYearFixed, "The base year holds what was booked of it, which never changes.");
  }
}

void CheckIndexSet(const Account& before, const v1::PriceIndexSet& set, Refusals& out) {
  CheckIndex(set.index_thousandths(), out);
  if (!CheckYear(set.year(), out)) return;
  if (!before.base) {
    out.Add(kBaseYearMissing, "There is no base year yet; fix it first.");
  } else if (set.year() == before.base->year || before.indices.contains(set.year())) {
    out.Add(kIndexExists, "The price index of that year is known; correct it instead.");
  } else if (set.year() < before.base->year) {
    out.Add(kPeriodOutOfRange, "A price index is wanted of years after the base year.");
  }
}

}  // namespace

AccountSums AccountYear::Sums() const {
  AccountSums sums;
  for (const auto& [department, lines] : borne) {
    for (const auto& [line, sum] : lines) sums[line] += sum;
  }
  return sums;
}

int32_t AccountYear::BookedMonths() const {
  constexpr int32_t kYear = 12;
  const auto whole = static_cast<int32_t>(months.count(0));
  const auto single = static_cast<int32_t>(months.size()) - whole;
  return single == 0 && whole > 0 ? kYear : single;
}

std::optional<int64_t> Account::IndexOf(int32_t year) const {
  if (base && base->year == year) return base->index_thousandths;
  const auto found = indices.find(year);
  if (found == indices.end()) return std::nullopt;
  return found->second.index_thousandths();
}

absl::StatusOr<v1::BaseYearFixed> BaseYearOf(const Account& account, int32_t year) {
  v1::BaseYearFixed fixed;
  fixed.set_year(year);
  const auto booked = account.years.find(year);
  if (booked == account.years.end()) return fixed;
  for (const auto& [line, sum] : booked->second.Sums()) {
    if (sum > std::numeric_limits<int64_t>::max() || sum < std::numeric_limits<int64_t>::min()) {
      return Refuse(history::kCostOutOfRange,
                    "What is booked of a department and service is more than a base year holds.");
    }
    v1::BaseAmount& amount = *fixed.add_amounts();
    amount.set_department(line.department);
    amount.set_service(line.service);
    amount.set_ore_millionths(static_cast<int64_t>(sum));
  }
  return fixed;
}

void Evolve(Account& account, const Event& event) {
  if (event.has_account_entry_booked()) {
    const v1::AccountEntryBooked& entry = event.account_entry_booked();
    AccountYear& year = account.years[entry.year()];
    year.months.insert(entry.month());
    AccountSums& sums = year.borne[entry.department()];
    for (const v1::AllocationShare& share : entry.shares()) {
      sums[{ServedBy(entry, share), share.service()}] +=
          absl::int128(entry.amount_ore()) * share.millionths();
    }
  } else if (event.has_base_year_fixed() && !account.base) {
    const v1::BaseYearFixed& fixed = event.base_year_fixed();
    account.base = {fixed.year(), fixed.index_name(), fixed.index_thousandths(), SumsIn(fixed)};
  } else if (event.has_price_index_set()) {
    account.indices[event.price_index_set().year()] = event.price_index_set();
  }
}

void Check(const Account& before, const history::Recorded<Event>& entry, Refusals& out) {
  if (entry.event.has_account_entry_booked()) {
    CheckBooked(before, entry.event.account_entry_booked(), entry.envelope.day, out);
  } else if (entry.event.has_base_year_fixed()) {
    CheckFixed(before, entry.event.base_year_fixed(), out);
  } else if (entry.event.has_price_index_set()) {
    CheckIndexSet(before, entry.event.price_index_set(), out);
  }
}

}  // namespace framdrift::place
