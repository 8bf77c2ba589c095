// What a chart of an indicator shows, read off its figures: a series, bars or curves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "clients/cli/names.h"
#include "framdrift/indicator/v1/definition.pb.h"
#include "framdrift/indicator/v1/indicator_service.pb.h"

namespace framdrift::cli {

// What lies 95 % of the time around a value.
struct ChartInterval {
  double low = 0;
  double high = 0;
};

// A period of a series, or a group of bars.
struct ChartPoint {
  std::string label;
  std::optional<double> value;  // none is a gap
  std::optional<ChartInterval> interval;
  std::string parts;    // `12 of 40`; empty where the value is no quotient
  bool hidden = false;  // few people are behind it
  bool whole = false;   // all groups together
};

struct ChartStep {
  double time = 0;
  double share = 0;
  std::optional<ChartInterval> interval;
  int64_t at_risk = 0;
};

struct ChartCurve {
  std::string label;
  std::vector<ChartStep> steps;  // rising by time
  std::optional<double> value;   // the indicator's own, a time or a share; none where not reached
};

// A level across the chart: where it stood, where it is to stand.
struct ChartLevel {
  double value = 0;
  std::string label;
};

enum class ChartKind { kSeries, kBars, kCurves };

// All texts are in the language of the reader.
struct Chart {
  ChartKind kind = ChartKind::kSeries;
  std::string code;
  std::string title;
  std::string about;     // which periods, or of bars and curves which one
  std::string unit;      // `civil days`; empty for counts and shares
  bool percent = false;  // shares, shown times 100
  std::vector<ChartPoint> points;
  std::vector<ChartCurve> curves;
  std::string time_unit;        // of curves
  double start = 1;             // of curves, before their first step
  std::optional<double> level;  // of curves whose value is the time at which they come to it
  std::optional<ChartLevel> baseline;
  std::optional<ChartLevel> target;
  std::string explanation;  // so it is counted
  bool invented = false;    // nobody in it exists
};

// Of all figures of `answer`: curves of the last period where it has any; else bars, of groups
// where there are some, or of bands, in the last period that tells something; else all periods as a
// series. Groups that are ids are called as `names` has them.
Chart ChartOf(const indicator::v1::Definition& definition,
              const indicator::v1::QueryIndicatorResponse& answer, const Names& names);

// `value` as the chart has it: with its unit or %.
std::string ChartText(const Chart& chart, double value);
// What is said of a point: `61.5 % (50 %–71 %), 12 of 40`, `hidden` or `no value`.
std::string ChartText(const Chart& chart, const ChartPoint& point);
// A share in percent.
std::string ShareText(double share);
// Four digits, or all of a whole number from a thousand on; with a decimal comma in Swedish.
std::string NumberText(double value);

// The unit of `period` that holds the day before `to_date`: `2024-03`, `2024 Q1`, `2024`.
std::string PeriodLabel(const indicator::v1::Period& period, const google::type::Date& to_date);

}  // namespace framdrift::cli
