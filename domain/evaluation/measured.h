// What was measured of a frozen cohort, booked month by month against those it is compared with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "domain/account/booking.h"
#include "domain/evaluation/evaluation.h"
#include "domain/evaluation/modelling.h"
#include "framdrift/codes/v1/codes.pb.h"

namespace framdrift::evaluation {

// So many months before the start make up "before".
inline constexpr int kMonthsBefore = 12;

// What events say of one month of a person, without who it is.
struct MeasuredMonth {
  // On the first day of the month.
  codes::v1::LivelihoodState livelihood = codes::v1::LIVELIHOOD_STATE_UNSPECIFIED;
  // Per cent of full time, and gross income in öre; none where not known.
  std::optional<int32_t> extent_percent;
  std::optional<int64_t> gross_ore;
  // Income support paid for the month less what was taken back, in öre.
  int64_t support_ore = 0;
  // Minutes attended, by type of activity.
  std::vector<std::pair<codes::v1::ActivityType, int32_t>> attended;
};

struct MeasuredPerson {
  // Of the participants; else of those they are compared with.
  bool takes_part = false;
  // Attended or enrolled as the cohort's take-up filter says; as takes_part where it has none.
  bool took_up = false;
  size_t block = 0;
  // The months before that of the start; all twelve.
  std::vector<MeasuredMonth> before;
  // From the month of the start, as far as can be known.
  std::vector<MeasuredMonth> months;
};

// The month at the prices of a year:
// - work books the income that is known, else the wage row's price times the extent, else full
// time;
// - of the rows that name the livelihood: each once, at its price, but income support that was paid
//   by what was paid;
// - attended hours book the rows that name the type of activity and have a price by the hour.
account::Month BookedMonth(const MeasuredMonth& month, const v1::PriceTableIssued& prices);

// The account of what was measured. Months count as long as at least `least` persons of each side
// can be seen; later ones keep the last difference times σ. Counts and shares of fewer persons than
// `least`, or of all but fewer, are left out. Without a comparison the difference is
// to the participants' own mean before. Its sensitivity is at `horizon`, an index of
// account::kHorizons. COHORT_TOO_SMALL where no month has enough.
absl::StatusOr<v1::Account> ExPostAccount(const Evaluation& evaluation,
                                          const std::vector<MeasuredPerson>& persons,
                                          const Priced& priced, const std::string& scenario,
                                          size_t least, size_t horizon);

}  // namespace framdrift::evaluation
