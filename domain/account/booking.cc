#include "domain/account/booking.h"

#include <algorithm>

namespace framdrift::account {
namespace {

using absl::int128;

// An amount in 10^-6 öre as money.
Money Micro(int128 amount) { return Money::FromUnits(amount * kMillion * kMillion); }
// An amount in 10^-6 öre times a rate, and times two.
Money Times(int128 amount, Rate rate) { return Money::FromUnits(amount * rate.ppm * kMillion); }
Money Times(int128 amount, Rate one, Rate other) {
  return Money::FromUnits(amount * one.ppm * other.ppm);
}

Rate Rest(Rate rate) { return {kMillion - rate.ppm}; }

Money CostOfLabour(const Months::Work& work, const Taxes& taxes) {
  return Times(work.gross, {kMillion + taxes.payroll.ppm});
}

Money Production(const Months::Work& work, const Taxes& taxes) {
  // Productive gross is in 10^-12 öre already.
  return Money::FromUnits(work.productive_gross * (kMillion + taxes.payroll.ppm));
}

Money EmployersNet(const Months::Work& work, const Taxes& taxes) {
  return Production(work, taxes) - CostOfLabour(work, taxes) + Micro(work.subsidies);
}

int128 Sum(const PerActor<int128>& amounts) {
  int128 sum = 0;
  for (const Actor actor : kActors) sum += amounts[actor];
  return sum;
}

void AddEach(const PerActor<MicroOre>& amounts, int64_t times, PerActor<int128>& out) {
  for (const Actor actor : kActors) {
    if (amounts[actor] != 0) out[actor] += int128(amounts[actor]) * times;
  }
}

void AddEach(const PerActor<int128>& amounts, PerActor<int128>& out) {
  for (const Actor actor : kActors) out[actor] += amounts[actor];
}

void AddWork(const Months::Work& work, Months::Work& out) {
  out.gross += work.gross;
  out.productive_gross += work.productive_gross;
  out.subsidies += work.subsidies;
}

}  // namespace

Rate ProductivityBesideSubsidy(const Month& month, Rate payroll) {
  int128 subsidies = 0;
  for (const Actor actor : kActors) subsidies += month.subsidies[actor];
  const int128 labour =
      int128(month.wage_ore) * month.extent.ppm * (kMillion + payroll.ppm) / kMillion;
  if (labour <= 0) return kOne;
  const auto share = static_cast<int64_t>(
      std::clamp<int128>(DivideRounded(subsidies * kMillion, labour), 0, kMillion));
  return Rest({share});
}

void Months::Add(const Month& month, int64_t times) {
  count_ += times;
  Work& work = month.municipal_job ? municipal : regular;
  if (month.wage_ore != 0) {
    const int128 gross = int128(month.wage_ore) * month.extent.ppm * times;
    work.gross += gross;
    work.productive_gross += gross * month.productivity.ppm;
  }
  for (const Actor actor : kActors) {
    if (month.subsidies[actor] != 0) work.subsidies += int128(month.subsidies[actor]) * times;
  }
  AddEach(month.taxed, times, taxed);
  AddEach(month.untaxed, times, untaxed);
  AddEach(month.resources, times, resources);
  AddEach(month.subsidies, times, subsidies);
}

void Months::Add(const Months& months) {
  count_ += months.count_;
  AddWork(months.regular, regular);
  AddWork(months.municipal, municipal);
  AddEach(months.taxed, taxed);
  AddEach(months.untaxed, untaxed);
  AddEach(months.resources, resources);
  AddEach(months.subsidies, subsidies);
}

PerParty<Money> Book(const Months& months, const Taxes& taxes) {
  const int128 gross = months.regular.gross + months.municipal.gross;
  const int128 income = gross + Sum(months.taxed);
  const Rate untaxed_share = {kMillion - taxes.municipal.ppm - taxes.regional.ppm};
  // disp in 10^-12 öre.
  const int128 disposable =
      income * untaxed_share.ppm + gross * taxes.job_credit.ppm + Sum(months.untaxed) * kMillion;

  PerParty<Money> booked;
  PerActor<Money>& actors = booked.actors;
  actors[Actor::kEmployer] += EmployersNet(months.regular, taxes);
  actors[Actor::kMunicipality] += EmployersNet(months.municipal, taxes);
  actors[Actor::kMunicipality] += Times(income, taxes.municipal, taxes.municipal_kept);
  actors[Actor::kRegion] += Times(income, taxes.regional, taxes.regional_kept);
  actors[Actor::kState] += Times(gross, {taxes.payroll.ppm - taxes.job_credit.ppm}) +
                           Times(income, taxes.municipal, Rest(taxes.municipal_kept)) +
                           Times(income, taxes.regional, Rest(taxes.regional_kept)) +
                           Money::FromUnits(disposable * taxes.consumption.ppm);
  for (const Actor actor : kActors) {
    actors[actor] += -Micro(months.untaxed[actor] + months.taxed[actor] + months.resources[actor] +
                            months.subsidies[actor]);
  }
  booked.individual = Money::FromUnits(disposable * Rest(taxes.consumption).ppm);
  booked.society = Production(months.regular, taxes) + Production(months.municipal, taxes) -
                   Micro(Sum(months.resources));
  return booked;
}

Money SumOfParties(const PerParty<Money>& booked) {
  Money sum = booked.individual;
  for (const Actor actor : kActors) sum += booked.actors[actor];
  return sum;
}

}  // namespace framdrift::account
