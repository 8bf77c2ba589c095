// A definition made ready to be evaluated, or everything that is wrong with it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "domain/indicators/condition.h"
#include "domain/indicators/fields.h"
#include "domain/indicators/reading.h"
#include "framdrift/indicator/v1/definition.pb.h"

namespace framdrift::indicators {

// low ≤ value ≤ high; `above_low`: low < value.
struct Band {
  std::string text;
  std::optional<double> low;
  bool above_low = false;
  std::optional<double> high;

  bool Holds(double value) const {
    return (!low || (above_low ? value > *low : value >= *low)) && (!high || value <= *high);
  }
};

// A number of a row: a numeric field, or how long from one milestone to another.
struct QuantityPlan {
  std::optional<Operand> number;
  FieldId from = 0;
  FieldId to = 0;
  indicator::v1::DurationUnit unit = indicator::v1::DURATION_UNIT_CIVIL_DAYS;
  // Only what falls on the days in common with the period.
  bool by_days = false;
};

struct MeasurePlan {
  using Kind = indicator::v1::Measure::KindCase;
  Kind kind = Kind::KIND_NOT_SET;
  // Share and ratio: filters above and below. Count: what counts.
  Condition numerator;
  Condition denominator;
  // A field, or a day so long after it.
  std::optional<Operand> observable;
  // What a share must know of a row.
  Condition known;
  // What is measured; of a ratio: above and below.
  QuantityPlan quantity;
  QuantityPlan below;
  // Duration.
  indicator::v1::DurationStatistic statistic = indicator::v1::DURATION_STATISTIC_MEDIAN;
  double percent = 50;
  double at = 0;
  Condition event;
  Condition competing;
  std::optional<FieldId> competing_milestone;
  // Return.
  FieldId from = 0;
  std::vector<FieldId> to;
  int months = 0;
  int days = 0;
  int after_days = 0;
  int seen_days = 0;
  bool stayed = false;
  // Distribution.
  std::vector<Band> bands;
  // What state_at and states_in ask for in numerator and denominator: a row must be observable
  // that long.
  std::vector<Operand> states;

  bool is_survival() const {
    return kind == Kind::kDuration &&
           statistic >= indicator::v1::DURATION_STATISTIC_SURVIVAL_QUANTILE;
  }
};

// Constant after construction. `fields` must outlive it.
struct Plan {
  const Fields* fields = nullptr;
  absl::TimeZone zone;
  Condition population;
  // As it was written.
  std::string population_text;
  // Of a spread or comparison: what is computed for each group.
  MeasurePlan measure;
  indicator::v1::AnchorKind anchor_kind = indicator::v1::ANCHOR_KIND_UNSPECIFIED;
  FieldId anchor = 0;
  indicator::v1::Period period;
  bool counts_persons = false;
  indicator::v1::Pick pick = indicator::v1::PICK_LATEST_START;
  std::vector<Operand> breakdowns;
  std::optional<Operand> weight;
  // Of a spread or comparison.
  std::optional<Operand> across;
  bool compares = false;
  std::string group;
  std::string with;
  indicator::v1::SpreadStatistic statistic = indicator::v1::SPREAD_STATISTIC_UNSPECIFIED;
  // Of a ratio of two spans: the count or sum below the line, by the same groups. Then the measure
  // is the count or sum above it.
  std::shared_ptr<const Plan> below;
  // Of a plan below: what `fields` points to.
  std::shared_ptr<const Fields> own_fields;
};

// The subject a definition is about.
Subject SubjectOf(const indicator::v1::Definition& definition);

// INVALID_ARGUMENT with DEFINITION_INVALID for everything that is wrong, each with the exact
// `field`, with the `character` where it is a filter's, and with what would be right. Days are
// those of `zone`.
absl::StatusOr<Plan> Compile(const indicator::v1::Definition& definition, const Fields& fields,
                             const absl::TimeZone& zone);

// `>6..12`, `..6`, `>12`, with or without the words months, days or weeks. None otherwise.
std::optional<Band> ParseBand(absl::string_view text);

}  // namespace framdrift::indicators
