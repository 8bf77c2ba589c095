// What a socio-economic account costs: the books of every month of many participants, and what
// hangs on its parameters. account_bench [PARTICIPANTS] [RUNS]: 60 months each, half of them taking
// part; one thread.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <utility>
#include <vector>

#include "base/check.h"
#include "domain/account/account.h"
#include "domain/account/booking.h"

namespace framdrift::account {
namespace {

constexpr int kMonths = 60;
constexpr MicroOre kKrona = 100 * kMicroPerOre;

using Random = std::mt19937_64;

// A stretch of months that are alike.
struct Spell {
  int months = 0;
  Month month;
};
using Life = std::vector<Spell>;

int64_t Between(Random& random, int64_t least, int64_t most) {
  return std::uniform_int_distribution<int64_t>(least, most)(random);
}

Month OnSupport(Random& random) {
  Month month;
  month.untaxed[Actor::kMunicipality] = Between(random, 8'000, 14'000) * kKrona;
  month.resources[Actor::kMunicipality] = Between(random, 500, 3'000) * kKrona;
  month.resources[Actor::kRegion] = Between(random, 0, 1'000) * kKrona;
  month.resources[Actor::kEmploymentService] = Between(random, 0, 600) * kKrona;
  return month;
}

Month Working(Random& random) {
  Month month;
  month.wage_ore = Between(random, 22'000, 34'000) * 100;
  month.extent = {Between(random, 500'000, 1'000'000)};
  month.resources[Actor::kRegion] = Between(random, 0, 600) * kKrona;
  if (Between(random, 0, 9) == 0) {
    month.subsidies[Actor::kEmploymentService] = Between(random, 5'000, 15'000) * kKrona;
    month.productivity = {Between(random, 400'000, 1'000'000)};
  }
  return month;
}

Month Sick(Random& random) {
  Month month;
  month.taxed[Actor::kSocialInsurance] = Between(random, 9'000, 16'000) * kKrona;
  month.resources[Actor::kRegion] = Between(random, 1'000, 9'000) * kKrona;
  return month;
}

std::vector<Life> Lives(int participants) {
  Random random(6);
  std::vector<Life> lives(static_cast<size_t>(participants));
  for (Life& life : lives) {
    for (int left = kMonths; left > 0; left -= life.back().months) {
      const int64_t kind = Between(random, 0, 9);
      Spell spell;
      spell.months = static_cast<int>(std::min<int64_t>(left, Between(random, 3, 30)));
      spell.month = kind < 5 ? OnSupport(random) : kind < 8 ? Working(random) : Sick(random);
      life.push_back(spell);
    }
  }
  return lives;
}

// What every month came to for those with an even number and those with an odd one.
struct Measured {
  std::array<std::array<Months, kMonths>, 2> arms;
};

Measured BookAll(const std::vector<Life>& lives) {
  Measured measured;
  for (size_t i = 0; i < lives.size(); ++i) {
    std::array<Months, kMonths>& arm = measured.arms[i % 2];
    size_t at = 0;
    for (const Spell& spell : lives[i]) {
      for (int month = 0; month < spell.months; ++month) arm[at++].Add(spell.month);
    }
  }
  return measured;
}

Account Run(const Measured& measured, const Taxes& taxes, const Terms& terms) {
  std::vector<PerParty<double>> course;
  for (int month = 0; month < kMonths; ++month) {
    const Months& control = measured.arms[0][static_cast<size_t>(month)];
    const Months& offered = measured.arms[1][static_cast<size_t>(month)];
    course.push_back(Difference({Book(control, taxes), control.count()},
                                {Book(offered, taxes), offered.count()}));
  }
  PerParty<double> success = course.front();
  return Compute(success, Course::Measured(std::move(course), terms.effect.retention), 1, terms);
}

double Share(Random& random, double least, double most) {
  return std::uniform_real_distribution<double>(least, most)(random);
}

template <typename Work>
double Seconds(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

int Main(int participants, int runs) {
  const std::vector<Life> lives = Lives(participants);
  Measured measured;
  const double booked = Seconds([&] { measured = BookAll(lives); });
  double society = 0;
  const double varied = Seconds([&] {
    Random random(7);
    for (int run = 0; run < runs; ++run) {
      Taxes taxes;
      taxes.payroll = {Between(random, 250'000, 380'000)};
      taxes.municipal = {Between(random, 140'000, 230'000)};
      taxes.regional = {Between(random, 80'000, 130'000)};
      taxes.job_credit = {Between(random, 70'000, 110'000)};
      taxes.consumption = {Between(random, 120'000, 180'000)};
      Terms terms;
      terms.participants = participants / 2.0;
      terms.discount_rate = Share(random, 0.02, 0.05);
      terms.effect.retention = Share(random, 0.97, 1);
      terms.cost_ore[Actor::kMunicipality] = Between(random, 2'000'000, 5'000'000);
      society += Run(measured, taxes, terms).parties.society.value[2];
    }
  });
  for (const auto& arm : measured.arms) {
    for (const Months& month : arm) {
      const PerParty<Money> books = Book(month, Taxes());
      FD_CHECK(SumOfParties(books) == books.society);
    }
  }
  std::printf("%d participants, %d months: booked in %.2f s, %.0f ns a month\n",
              participants,
              kMonths,
              booked,
              booked / (static_cast<double>(participants) * kMonths) * 1e9);
  std::printf("%d runs of the account in %.2f s, %.0f µs each; society on the average %.0f SEK\n",
              runs,
              varied,
              varied / runs * 1e6,
              society / runs);
  std::printf("together %.2f s\n", booked + varied);
  return 0;
}

}  // namespace
}  // namespace framdrift::account

int main(int argc, char** argv) {
  return framdrift::account::Main(argc > 1 ? std::atoi(argv[1]) : 100'000,
                                  argc > 2 ? std::atoi(argv[2]) : 1'000);
}
