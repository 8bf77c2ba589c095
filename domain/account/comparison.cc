#include "domain/account/comparison.h"

#include <cmath>

#include "base/check.h"

namespace framdrift::account {
namespace {

// Two standard errors: nearer to 0 than that is as good as none.
constexpr double kSurely = 2;

Arm ArmOf(const std::vector<const Outcome*>& outcomes, const std::string& name) {
  Arm arm;
  arm.name = name;
  double sum = 0;
  for (const Outcome* outcome : outcomes) {
    ++arm.assigned;
    if (outcome->took_up) ++arm.took_up;
    if (outcome->value) {
      sum += *outcome->value;
    } else {
      ++arm.missing;
    }
  }
  const auto n = static_cast<double>(arm.measured());
  if (arm.measured() > 0) arm.mean = sum / n;
  if (arm.measured() < 2) return arm;
  double squares = 0;
  for (const Outcome* outcome : outcomes) {
    if (outcome->value) squares += (*outcome->value - *arm.mean) * (*outcome->value - *arm.mean);
  }
  arm.sd = std::sqrt(squares / (n - 1));
  return arm;
}

// s²/n of the take-up, which is 0 or 1 for each.
double TakeUpVariance(const Arm& arm) {
  if (arm.assigned < 2) return 0;
  const auto n = static_cast<double>(arm.assigned);
  const double share = static_cast<double>(arm.took_up) / n;
  return share * (1 - share) / (n - 1);
}

double TakeUp(const Arm& arm) {
  return arm.assigned == 0 ? 0
                           : static_cast<double>(arm.took_up) / static_cast<double>(arm.assigned);
}

// s²/n of the outcomes less `effect` for those who took up; none for fewer than two.
std::optional<double> ResidualVariance(const std::vector<const Outcome*>& outcomes, double effect) {
  double n = 0;
  double sum = 0;
  double squares = 0;
  for (const Outcome* outcome : outcomes) {
    if (!outcome->value) continue;
    const double rest = *outcome->value - (outcome->took_up ? effect : 0);
    const double off = rest - (n == 0 ? rest : sum / n);
    ++n;
    sum += rest;
    squares += off * (rest - sum / n);
  }
  if (n < 2) return std::nullopt;
  return squares / (n - 1) / n;
}

void SetWaldError(const std::vector<const Outcome*>& control,
                  const std::vector<const Outcome*>& arm, Contrast& contrast) {
  if (!contrast.wald) return;
  const std::optional<double> of_control = ResidualVariance(control, *contrast.wald);
  const std::optional<double> of_arm = ResidualVariance(arm, *contrast.wald);
  if (!of_control || !of_arm) return;
  contrast.wald_error = std::sqrt(*of_control + *of_arm) / std::abs(contrast.take_up_difference);
}

Contrast ContrastOf(const Arm& control, const Arm& arm) {
  Contrast contrast;
  contrast.name = arm.name;
  contrast.take_up_difference = TakeUp(arm) - TakeUp(control);
  contrast.take_up_error = std::sqrt(TakeUpVariance(arm) + TakeUpVariance(control));
  if (!arm.mean || !control.mean) return contrast;
  contrast.difference = *arm.mean - *control.mean;
  if (arm.sd && control.sd) {
    contrast.standard_error =
        std::sqrt(*arm.sd * *arm.sd / static_cast<double>(arm.measured()) +
                  *control.sd * *control.sd / static_cast<double>(control.measured()));
  }
  if (std::abs(contrast.take_up_difference) > kSurely * contrast.take_up_error) {
    contrast.wald = *contrast.difference / contrast.take_up_difference;
  }
  return contrast;
}

void Summarise(BlockContrasts& contrasts) {
  double count = 0;
  double sum = 0;
  double weights = 0;
  double weighted = 0;
  for (const BlockContrasts::Block& block : contrasts.blocks) {
    if (!block.difference) continue;
    const auto measured = static_cast<double>(block.measured);
    ++count;
    sum += *block.difference;
    weights += measured;
    weighted += measured * *block.difference;
  }
  if (count == 0) return;
  contrasts.unweighted_mean = sum / count;
  contrasts.weighted_mean = weighted / weights;
  if (count < 2) return;
  double squares = 0;
  for (const BlockContrasts::Block& block : contrasts.blocks) {
    if (!block.difference) continue;
    const double off = *block.difference - *contrasts.unweighted_mean;
    squares += off * off;
  }
  contrasts.sd = std::sqrt(squares / (count - 1));
}

using Cells = std::vector<std::vector<std::vector<const Outcome*>>>;

BlockContrasts BlocksOf(const Cells& cells, size_t arm, const std::vector<std::string>& arm_names,
                        const std::vector<std::string>& block_names) {
  BlockContrasts contrasts;
  contrasts.arm = arm_names[arm];
  for (size_t block = 0; block < block_names.size(); ++block) {
    const Arm control = ArmOf(cells[0][block], arm_names[0]);
    const Arm other = ArmOf(cells[arm][block], arm_names[arm]);
    const Contrast contrast = ContrastOf(control, other);
    contrasts.blocks.push_back({block_names[block],
                                control.measured() + other.measured(),
                                contrast.difference,
                                contrast.standard_error});
  }
  Summarise(contrasts);
  return contrasts;
}

}  // namespace

Comparison Compare(const std::vector<Outcome>& outcomes, const std::vector<std::string>& arm_names,
                   const std::vector<std::string>& block_names, bool random_assignment) {
  const size_t blocks = block_names.empty() ? 1 : block_names.size();
  Cells cells(arm_names.size(), std::vector<std::vector<const Outcome*>>(blocks));
  std::vector<std::vector<const Outcome*>> whole(arm_names.size());
  for (const Outcome& outcome : outcomes) {
    FD_CHECK(outcome.arm < arm_names.size() && outcome.block < blocks);
    cells[outcome.arm][outcome.block].push_back(&outcome);
    whole[outcome.arm].push_back(&outcome);
  }
  Comparison comparison;
  if (!random_assignment) comparison.warning = kSelfSelected;
  for (size_t arm = 0; arm < arm_names.size(); ++arm) {
    comparison.arms.push_back(ArmOf(whole[arm], arm_names[arm]));
    if (arm == 0) continue;
    comparison.contrasts.push_back(ContrastOf(comparison.arms[0], comparison.arms[arm]));
    SetWaldError(whole[0], whole[arm], comparison.contrasts.back());
    if (!block_names.empty()) {
      comparison.blocks.push_back(BlocksOf(cells, arm, arm_names, block_names));
    }
  }
  return comparison;
}

}  // namespace framdrift::account
