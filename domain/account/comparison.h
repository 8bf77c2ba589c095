// What happened to those who were assigned to an initiative, against those who were not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace framdrift::account {

// Stands with every figure of groups that chance did not make.
inline constexpr char kSelfSelected[] = "Self-selected: not an effect.";

// A person's outcome: one value, where it was measured.
struct Outcome {
  // Indexes the arms; 0 is the control.
  size_t arm = 0;
  // Indexes the blocks; 0 where there are none.
  size_t block = 0;
  // Attended or enrolled in one of the named activities.
  bool took_up = false;
  std::optional<double> value;
};

struct Arm {
  std::string name;
  int64_t assigned = 0;
  int64_t missing = 0;
  int64_t took_up = 0;
  // Of those with a value; none without any.
  std::optional<double> mean;
  // With n − 1, also for values of 0 and 1; none for fewer than two.
  std::optional<double> sd;

  int64_t measured() const { return assigned - missing; }
};

// One arm against the control.
struct Contrast {
  std::string name;
  // m₁ − m₀ and √(s₁²/n₁ + s₀²/n₀): none where either side lacks what it is made of.
  std::optional<double> difference;
  std::optional<double> standard_error;
  // Of the shares that took up, over all assigned.
  double take_up_difference = 0;
  double take_up_error = 0;
  // difference / take_up_difference; none where that is within two standard errors of 0.
  std::optional<double> wald;
  // √(e₁²/n₁ + e₀²/n₀) / |take_up_difference|, e of the outcomes less wald for those who took up.
  std::optional<double> wald_error;
};

// The difference of one arm in each block, and over them.
struct BlockContrasts {
  std::string arm;
  struct Block {
    std::string name;
    // Of both sides, measured.
    int64_t measured = 0;
    std::optional<double> difference;
    std::optional<double> standard_error;
  };
  std::vector<Block> blocks;
  // Over the blocks that have a difference.
  std::optional<double> unweighted_mean;
  // By how many were measured in each.
  std::optional<double> weighted_mean;
  // With n − 1; none for fewer than two.
  std::optional<double> sd;
};

struct Comparison {
  // The control first.
  std::vector<Arm> arms;
  // Of each other arm: by intention to treat.
  std::vector<Contrast> contrasts;
  // Empty without blocks.
  std::vector<BlockContrasts> blocks;
  // kSelfSelected unless the arms were drawn at random; shown wherever a figure of this is.
  std::string warning;
};

// `arm_names` has the control first; `block_names` is empty where there are no blocks. Real numbers
// throughout; an outcome of an arm or block that has no name is a bug.
Comparison Compare(const std::vector<Outcome>& outcomes, const std::vector<std::string>& arm_names,
                   const std::vector<std::string>& block_names, bool random_assignment);

}  // namespace framdrift::account
