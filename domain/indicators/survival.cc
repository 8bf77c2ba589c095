#include "domain/indicators/survival.h"

#include <algorithm>
#include <cmath>

namespace framdrift::indicators {

Survival::Survival(std::vector<Spell> spells) : size_(spells.size()) {
  std::sort(
      spells.begin(), spells.end(), [](const Spell& a, const Spell& b) { return a.time < b.time; });
  Step step;
  // For whom neither has happened, just before the step.
  double free = 1;
  for (size_t i = 0; i < spells.size();) {
    step.time = spells[i].time;
    step.at_risk = spells.size() - i;
    step.events = 0;
    step.competing = 0;
    for (; i < spells.size() && spells[i].time == step.time; ++i) {
      step.events += spells[i].end == SpellEnd::kEvent ? 1 : 0;
      step.competing += spells[i].end == SpellEnd::kCompeting ? 1 : 0;
    }
    if (step.events + step.competing == 0) continue;
    const double n = static_cast<double>(step.at_risk);
    const double d = static_cast<double>(step.events);
    step.survival *= 1 - d / n;
    step.log_variance += d / (n * (n - d));
    step.incidence += free * d / n;
    free *= 1 - (d + static_cast<double>(step.competing)) / n;
    steps_.push_back(step);
  }
}

size_t Survival::events() const {
  size_t events = 0;
  for (const Step& step : steps_) events += step.events;
  return events;
}

const Survival::Step* Survival::StepAt(double time) const {
  const auto after = std::upper_bound(
      steps_.begin(), steps_.end(), time, [](double t, const Step& step) { return t < step.time; });
  return after == steps_.begin() ? nullptr : &*(after - 1);
}

std::optional<double> Survival::SurvivalAt(double time) const {
  if (size_ == 0) return std::nullopt;
  const Step* step = StepAt(time);
  return step == nullptr ? 1.0 : step->survival;
}

std::optional<Interval> Survival::BandAt(double time) const {
  const Step* step = StepAt(time);
  if (step == nullptr || step->survival <= 0 || step->survival >= 1) return std::nullopt;
  const double width =
      kNormal975 * std::sqrt(step->log_variance) / std::abs(std::log(step->survival));
  return Interval{std::pow(step->survival, std::exp(width)),
                  std::pow(step->survival, std::exp(-width))};
}

std::optional<double> Survival::Quantile(double share) const {
  for (const Step& step : steps_) {
    if (step.survival <= 1 - share + kQuantileSlack) return step.time;
  }
  return std::nullopt;
}

std::optional<double> Survival::IncidenceAt(double time) const {
  if (size_ == 0) return std::nullopt;
  const Step* step = StepAt(time);
  return step == nullptr ? 0.0 : step->incidence;
}

}  // namespace framdrift::indicators
