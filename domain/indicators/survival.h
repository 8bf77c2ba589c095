// Times until something happens, some of them cut off: Kaplan and Meier, Aalen and Johansen.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/indicators/statistics.h"

namespace framdrift::indicators {

// How a time ended: with what one waits for, with something that makes it impossible, or unseen.
enum class SpellEnd { kEvent, kCompeting, kCensored };

struct Spell {
  double time = 0;
  SpellEnd end = SpellEnd::kCensored;
};

// What a quantile may lie above its level and still be reached.
inline constexpr double kQuantileSlack = 1e-12;

// The curves of a set of spells. At equal times ends precede censorings. Constant after
// construction.
class Survival {
 public:
  // One for each time at which a spell ends by event or competing end, rising.
  struct Step {
    double time = 0;
    size_t at_risk = 0;
    size_t events = 0;
    size_t competing = 0;
    // The share for whom the event has not happened; competing ends are censored in it.
    double survival = 1;
    // Greenwood's variance of log survival; without bound once survival is 0.
    double log_variance = 0;
    // The share for whom the event has happened, competing ends taken into account.
    double incidence = 0;
  };

  explicit Survival(std::vector<Spell> spells);

  const std::vector<Step>& steps() const { return steps_; }
  size_t size() const { return size_; }
  size_t events() const;
  // Ends at `time` included. None of no spells.
  std::optional<double> SurvivalAt(double time) const;
  // 95 %, on the scale of log(−log S). None where the curve is 1 or 0.
  std::optional<Interval> BandAt(double time) const;
  // The smallest time at which survival is at most 1 − `share`; none where it never is.
  std::optional<double> Quantile(double share) const;
  std::optional<double> IncidenceAt(double time) const;

 private:
  // The last step at or before `time`; null before the first.
  const Step* StepAt(double time) const;

  size_t size_;
  std::vector<Step> steps_;
};

}  // namespace framdrift::indicators
