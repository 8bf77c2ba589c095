// One month of one person as every actor's books have it: the row whose lines add up to society's.
#pragma once

#include <cstdint>

#include "absl/numeric/int128.h"
#include "domain/account/actor.h"
#include "domain/account/money.h"

namespace framdrift::account {

// An amount in millionths of an öre: a price of whole öre times a quantity of whole millionths.
// At most kMostAmount to either side.
using MicroOre = int64_t;
inline constexpr MicroOre kMicroPerOre = 1'000'000;
// Ten million kronor.
inline constexpr MicroOre kMostAmount = 1'000'000'000 * kMicroPerOre;

// The rules of a year, each a share of one.
struct Taxes {
  // a: payroll tax and fees on the gross wage.
  Rate payroll;
  // t_m, t_r: the municipality's and the region's tax on income.
  Rate municipal;
  Rate regional;
  // j: job tax credit, of the gross wage.
  Rate job_credit;
  // Effective consumption tax, of disposable income.
  Rate consumption;
  // φ_m, φ_r: what each keeps of its own tax after equalisation.
  Rate municipal_kept = kOne;
  Rate regional_kept = kOne;

  friend bool operator==(const Taxes&, const Taxes&) = default;
};

// What a person lives on, does and uses in a month.
struct Month {
  // A full-time monthly wage in öre, at most 1 000 000 000, and how much of full time is worked.
  int64_t wage_ore = 0;
  Rate extent;
  // π: production over cost of labour, where there is work.
  Rate productivity = kOne;
  // In a municipal job the municipality is the employer.
  bool municipal_job = false;
  // B_k and U_k by payer, R_k by who bears it, and subsidies to the employer by payer.
  PerActor<MicroOre> taxed;
  PerActor<MicroOre> untaxed;
  PerActor<MicroOre> resources;
  PerActor<MicroOre> subsidies;
};

// π where nothing else is known: 1 − Σ subsidies / (gross·(1 + a)), from 0 to 1, to the nearest
// millionth. 1 without work.
Rate ProductivityBesideSubsidy(const Month& month, Rate payroll);

// Any number of months added up. Booking is linear, so the books of the sum are exactly the sum of
// the books. A value; not thread-safe.
class Months {
 public:
  // `times` ≥ 0: how often the month occurs; a share in millionths where a case stands for some.
  void Add(const Month& month, int64_t times = 1);
  void Add(const Months& months);
  int64_t count() const { return count_; }

  // Work of one kind of employer.
  struct Work {
    // Wage × extent, in 10^-6 öre, and that × π, in 10^-12 öre.
    absl::int128 gross = 0;
    absl::int128 productive_gross = 0;
    // Received, in 10^-6 öre.
    absl::int128 subsidies = 0;
  };
  Work regular;
  Work municipal;
  // In 10^-6 öre.
  PerActor<absl::int128> taxed;
  PerActor<absl::int128> untaxed;
  PerActor<absl::int128> resources;
  PerActor<absl::int128> subsidies;

 private:
  int64_t count_ = 0;
};

// F_k of every actor and the individual, and S, of all of `months`:
//   S = P − ΣR; P = gross·(1+a)·π
//   employer     P − gross·(1+a) + Σ subsidies − R; in a municipal job the municipality's
//   municipality I·t_m·φ_m;  region I·t_r·φ_r;  I = gross + ΣB
//   state        gross·(a − j) + I·(t_m(1−φ_m) + t_r(1−φ_r)) + vat·disp
//   every payer  −U_k − B_k − R_k − subsidies;  individual (1 − vat)·disp
//   disp = I·(1 − t_m − t_r) + gross·j + ΣU
// Exact, with Σ F_k + F_individual = S. S is made of its own formula, not of the sum.
PerParty<Money> Book(const Months& months, const Taxes& taxes);

// What the lines but society's add up to.
Money SumOfParties(const PerParty<Money>& booked);

}  // namespace framdrift::account
