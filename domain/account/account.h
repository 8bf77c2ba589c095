// The socio-economic account: from a difference a month to values, payback and potential by party.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/account/actor.h"
#include "domain/account/booking.h"
#include "domain/account/money.h"

namespace framdrift::account {

// Everything below is in real numbers (double), in kronor, and made of exact books at its very
// start: an effect is an estimate, and a discount factor has no exact decimal. Nothing is rounded
// but where it is shown. The invariant is a matter of the books (booking.h).

inline constexpr std::array<int, 3> kHorizons = {12, 36, 60};
// Payback after more months than these is never.
inline constexpr int kLongestPayback = 600;

// effect(t) = (p − d)(1 − δ)σ^t: what share of a success is the initiative's in month t.
struct Effect {
  // p and d: the share that succeeds, and that would have without.
  double success = 0;
  double deadweight = 0;
  // δ: the share of successes that push others out.
  double displacement = 0;
  // σ: the share of the effect of a month that is left the next.
  double retention = 1;

  double At(int month) const;
};

// What an account is made on besides books.
struct Terms {
  Effect effect;
  // r: a year.
  double discount_rate = 0;
  // n: persons.
  double participants = 1;
  // C_k: incremental real cost of a person in öre, discounted to month 0 and not in R already.
  PerActor<int64_t> cost_ore;
  // G_k: what an actor is given by the others for a person, in öre; below 0 for who gives. ΣG = 0.
  PerActor<int64_t> grant_ore;
  // What a krona of public net cost costs beyond itself: shown apart.
  double public_funds = 0;
};

// Months of books of `persons` persons each: totals, which stay exact.
struct Books {
  PerParty<Money> total;
  int64_t persons = 1;
};

// after − before of one person, in kronor.
PerParty<double> Difference(const Books& before, const Books& after);

// What the initiative changes for one person on the average, month by month. Constant.
class Course {
 public:
  // `success`·effect(t): `success` is what a success changes in a month.
  static Course Assumed(const PerParty<double>& success, const Effect& effect);
  // `measured`, at least one month, and later the last of them times σ for each month.
  static Course Measured(std::vector<PerParty<double>> measured, double retention);

  size_t measured_months() const { return measured_.size(); }
  PerParty<double> At(int month) const;

 private:
  std::vector<PerParty<double>> measured_;
  // From the month after those measured.
  PerParty<double> later_;
  double retention_ = 1;
};

struct PartyAccount {
  // (C_k − G_k) of one person; of society ΣC. Kronor.
  double cost = 0;
  // n·(Σ_{t<H} Δ_k(t)/(1+r)^{t/12} − cost) at each of kHorizons. Kronor.
  std::array<double, 3> value{};
  // The fewest months whose discounted sum reaches the cost; 0 is at once, none is never.
  std::optional<int> payback;
  // What (p − d)(1 − δ) would have to be, or how many times the measured effect, for a value of 0
  // at each horizon; 0 where there is no cost; none where no effect would do.
  std::array<std::optional<double>, 3> break_even;

  friend bool operator==(const PartyAccount&, const PartyAccount&) = default;
};

struct Account {
  PerParty<PartyAccount> parties;
  // n·Σ_{t<H} of ΔS: what it comes to if all succeed and keep it, and what it came to. Kronor, not
  // discounted.
  std::array<double, 3> potential{};
  std::array<double, 3> realised{};
  // realised / potential; none where nothing can be gained.
  std::array<std::optional<double>, 3> realised_share;
  // What public funds save or cost beyond themselves at each horizon: public_funds × the value to
  // all actors but employers. Not in any party's value.
  std::array<double, 3> public_funds{};
};

// `success` is what a success changes for one person in a month; `course` what is changed on the
// average. `unit_effect` is by what break_even multiplies: (p − d)(1 − δ) of an assumed course, 1
// of a measured one.
Account Compute(const PerParty<double>& success, const Course& course, double unit_effect,
                const Terms& terms);

// What the sum of discounted months up to each horizon is, for each party: Σ_{t<H}
// Δ(t)/(1+r)^{t/12}.
std::array<PerParty<double>, 3> DiscountedSums(const Course& course, double discount_rate);

}  // namespace framdrift::account
