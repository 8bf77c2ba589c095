#include "domain/account/account.h"

#include <cmath>
#include <utility>

namespace framdrift::account {
namespace {

constexpr double kOrePerKrona = 100;

double DiscountFactor(double rate, int month) { return std::pow(1 + rate, -month / 12.0); }

PerParty<double> CostOf(const Terms& terms) {
  PerParty<double> cost;
  for (const Actor actor : kActors) {
    const auto own = static_cast<double>(terms.cost_ore[actor]);
    cost.actors[actor] = (own - static_cast<double>(terms.grant_ore[actor])) / kOrePerKrona;
    cost.society += own / kOrePerKrona;
  }
  return cost;
}

PerParty<std::optional<int>> Paybacks(const Course& course, double discount_rate,
                                      const PerParty<double>& cost) {
  auto paybacks =
      Each([](double one) { return one <= 0 ? std::optional<int>(0) : std::nullopt; }, cost);
  PerParty<double> sum;
  for (int month = 0; month < kLongestPayback; ++month) {
    const double factor = DiscountFactor(discount_rate, month);
    sum = Each([factor](double so_far, double now) { return so_far + now * factor; },
               sum,
               course.At(month));
    paybacks = Each(
        [month](std::optional<int> payback, double gained, double one) {
          return !payback && gained >= one ? std::optional<int>(month + 1) : payback;
        },
        paybacks,
        sum,
        cost);
  }
  return paybacks;
}

std::optional<double> BreakEven(double cost, double gained, double unit_effect) {
  if (cost <= 0) return 0;
  if (unit_effect == 0 || gained / unit_effect <= 0) return std::nullopt;
  return cost / (gained / unit_effect);
}

}  // namespace

double Effect::At(int month) const {
  return (success - deadweight) * (1 - displacement) * std::pow(retention, month);
}

PerParty<double> Difference(const Books& before, const Books& after) {
  return Each(
      [&](Money earlier, Money later) {
        return later.ToKronor() / static_cast<double>(after.persons) -
               earlier.ToKronor() / static_cast<double>(before.persons);
      },
      before.total,
      after.total);
}

Course Course::Assumed(const PerParty<double>& success, const Effect& effect) {
  Course course;
  const double at_first = effect.At(0);
  course.later_ = Each([at_first](double one) { return one * at_first; }, success);
  course.retention_ = effect.retention;
  return course;
}

Course Course::Measured(std::vector<PerParty<double>> measured, double retention) {
  Course course;
  course.measured_ = std::move(measured);
  if (!course.measured_.empty()) {
    course.later_ =
        Each([retention](double one) { return one * retention; }, course.measured_.back());
  }
  course.retention_ = retention;
  return course;
}

PerParty<double> Course::At(int month) const {
  const auto index = static_cast<size_t>(month);
  if (index < measured_.size()) return measured_[index];
  const double left = std::pow(retention_, static_cast<double>(index - measured_.size()));
  return Each([left](double one) { return one * left; }, later_);
}

std::array<PerParty<double>, 3> DiscountedSums(const Course& course, double discount_rate) {
  std::array<PerParty<double>, 3> sums;
  PerParty<double> sum;
  for (int month = 0; month < kHorizons.back(); ++month) {
    const double factor = DiscountFactor(discount_rate, month);
    sum = Each([factor](double so_far, double now) { return so_far + now * factor; },
               sum,
               course.At(month));
    for (size_t i = 0; i < kHorizons.size(); ++i) {
      if (kHorizons[i] == month + 1) sums[i] = sum;
    }
  }
  return sums;
}

Account Compute(const PerParty<double>& success, const Course& course, double unit_effect,
                const Terms& terms) {
  Account account;
  const PerParty<double> cost = CostOf(terms);
  const PerParty<std::optional<int>> paybacks = Paybacks(course, terms.discount_rate, cost);
  account.parties = Each(
      [](double one, std::optional<int> payback) {
        PartyAccount party;
        party.cost = one;
        party.payback = payback;
        return party;
      },
      cost,
      paybacks);
  const auto gained = DiscountedSums(course, terms.discount_rate);
  const auto undiscounted = DiscountedSums(course, 0);
  for (size_t i = 0; i < kHorizons.size(); ++i) {
    account.parties = Each(
        [&](PartyAccount party, double sum) {
          party.value[i] = terms.participants * (sum - party.cost);
          party.break_even[i] = BreakEven(party.cost, sum, unit_effect);
          return party;
        },
        account.parties,
        gained[i]);
    account.potential[i] = terms.participants * success.society * kHorizons[i];
    account.realised[i] = terms.participants * undiscounted[i].society;
    if (account.potential[i] > 0) {
      account.realised_share[i] = account.realised[i] / account.potential[i];
    }
    for (const Actor actor : kActors) {
      if (actor == Actor::kEmployer) continue;
      account.public_funds[i] += terms.public_funds * account.parties.actors[actor].value[i];
    }
  }
  return account;
}

}  // namespace framdrift::account
