// Which days a Swedish municipality works, and how to count in them.
#pragma once

#include <set>
#include <utility>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace framdrift {

// Easter Sunday of the Gregorian calendar.
absl::CivilDay EasterSunday(int year);

// The Swedish name of the holiday `day` is; empty when it is none. Computed, never listed:
// - by law: nyårsdagen, trettondedag jul, långfredagen, påskdagen, annandag påsk, första maj,
//   Kristi himmelsfärdsdag, pingstdagen, annandag pingst until 2004, nationaldagen from 2005,
//   midsommardagen (a Saturday from 1953, before that 24 June), alla helgons dag (a Saturday from
//   1953), juldagen, annandag jul;
// - by the agreements of the municipalities, closed as on a holiday: midsommarafton, julafton,
//   nyårsafton.
// Påskafton and pingstafton always fall on a Saturday. Half days before a holiday are working days.
absl::string_view HolidayName(absl::CivilDay day);

// The calendar of one municipality: Monday to Friday but for holidays and its own closed days.
// Immutable, so safe to share between threads.
class WorkingDays {
 public:
  // `closed` are further days the policy closes: squeeze days between holidays, say.
  explicit WorkingDays(std::set<absl::CivilDay> closed = {}) : closed_(std::move(closed)) {}

  bool IsWorkingDay(absl::CivilDay day) const;
  // The first working day after `day`.
  absl::CivilDay Next(absl::CivilDay day) const;
  // The working day `count` working days after `day`, before it when negative; `day` itself for 0,
  // working or not.
  absl::CivilDay Add(absl::CivilDay day, int count) const;
  // The working days after `from`, up to and with `to`: Add(from, Between(from, to)) is `to` for
  // every working day `to`. The negative of Between(to, from) when `to` is earlier.
  int Between(absl::CivilDay from, absl::CivilDay to) const;

 private:
  std::set<absl::CivilDay> closed_;
};

}  // namespace framdrift
