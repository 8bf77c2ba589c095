#include "clients/cli/chart.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/substitute.h"
#include "absl/time/civil_time.h"
#include "clients/cli/indicator_cells.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

namespace v1 = indicator::v1;
using Figures = google::protobuf::RepeatedPtrField<v1::Figure>;

absl::CivilDay DayOf(const google::type::Date& date) {
  return absl::CivilDay(date.year(), date.month(), date.day());
}

// The year and number of the ISO week that holds `day`.
std::string WeekLabel(absl::CivilDay day) {
  const int weekday = static_cast<int>(absl::GetWeekday(day));  // from Monday
  const absl::CivilDay thursday = day + (3 - weekday);
  const auto week = (absl::GetYearDay(thursday) - 1) / 7 + 1;
  return absl::Substitute(Say("$0 week $1"), thursday.year(), week);
}

bool IsShare(const v1::Measure& measure) {
  switch (measure.kind_case()) {
    case v1::Measure::kShare:
    case v1::Measure::kReturn:
      return true;
    case v1::Measure::kDuration:
      return measure.duration().statistic() == v1::DURATION_STATISTIC_SURVIVAL_AT ||
             measure.duration().statistic() == v1::DURATION_STATISTIC_INCIDENCE_AT;
    case v1::Measure::kCompare:
      return IsShare(measure.compare().of());
    default:
      return false;
  }
}

std::string UnitOf(v1::DurationUnit unit) {
  const v1::DurationUnit stated =
      unit == v1::DURATION_UNIT_UNSPECIFIED ? v1::DURATION_UNIT_CIVIL_DAYS : unit;
  std::string english = v1::DurationUnit_Name(stated).substr(sizeof("DURATION_UNIT_") - 1);
  for (char& c : english) c = c == '_' ? ' ' : absl::ascii_tolower(static_cast<unsigned char>(c));
  return Say(Term::kCode, v1::DurationUnit_Name(stated), english);
}

std::string UnitOf(const v1::Measure& measure) {
  if (IsShare(measure)) return "";
  switch (measure.kind_case()) {
    case v1::Measure::kDuration:
      return UnitOf(measure.duration().unit());
    case v1::Measure::kMean:
      return measure.mean().of().from().empty() ? "" : UnitOf(measure.mean().of().unit());
    default:
      return "";
  }
}

std::string GroupLabel(const std::string& group, const Names& names) {
  if (group.empty()) return Say("all");
  const auto named = names.find(group);
  if (named != names.end()) return named->second;
  return group == "missing" ? Say(Term::kColumn, "missing", "missing") : group;
}

bool Tells(const v1::Figure& figure) {
  return figure.has_value() || figure.suppressed() || figure.bands_size() > 0 ||
         figure.curve_size() > 0;
}

bool SamePeriod(const v1::Figure& a, const v1::Figure& b) {
  return DayOf(a.from_date()) == DayOf(b.from_date()) && DayOf(a.to_date()) == DayOf(b.to_date());
}

// The figures of the last period in which one tells something, or else of the last.
std::vector<const v1::Figure*> LastOf(const Figures& figures) {
  std::vector<const v1::Figure*> last;
  if (figures.empty()) return last;
  const v1::Figure* chosen = &figures[figures.size() - 1];
  for (int i = figures.size(); i-- > 0;) {
    if (!Tells(figures[i])) continue;
    chosen = &figures[i];
    break;
  }
  for (const v1::Figure& figure : figures) {
    if (SamePeriod(figure, *chosen)) last.push_back(&figure);
  }
  return last;
}

ChartPoint PointOf(const v1::Figure& figure, std::string label) {
  ChartPoint point;
  point.label = std::move(label);
  point.hidden = figure.suppressed();
  if (point.hidden) return point;
  if (figure.has_value()) point.value = figure.value();
  if (figure.has_interval()) {
    point.interval = ChartInterval{figure.interval().low(), figure.interval().high()};
  }
  if (figure.has_numerator() && figure.has_denominator()) {
    point.parts = absl::Substitute(
        Say("$0 of $1"), NumberText(figure.numerator()), NumberText(figure.denominator()));
  }
  return point;
}

void AddCurves(const std::vector<const v1::Figure*>& figures, const Names& names, Chart& chart) {
  for (const v1::Figure* figure : figures) {
    if (figure->curve().empty()) continue;
    ChartCurve& curve = chart.curves.emplace_back();
    curve.label = GroupLabel(figure->group(), names);
    if (figure->has_value()) curve.value = figure->value();
    for (const v1::CurveStep& step : figure->curve()) {
      ChartStep& drawn = curve.steps.emplace_back();
      drawn.time = step.time();
      drawn.share = step.share();
      drawn.at_risk = step.at_risk();
      if (!step.has_interval()) continue;
      drawn.interval = ChartInterval{step.interval().low(), step.interval().high()};
    }
  }
}

void AddBars(const std::vector<const v1::Figure*>& figures, const Names& names, Chart& chart) {
  for (const v1::Figure* figure : figures) {
    if (figure->bands().empty()) {
      chart.points.push_back(PointOf(*figure, GroupLabel(figure->group(), names)));
      chart.points.back().whole = figure->group().empty();
      continue;
    }
    if (!figure->group().empty()) continue;
    for (const v1::BandCount& band : figure->bands()) {
      chart.points.push_back({.label = band.band(), .value = band.count()});
    }
  }
}

ChartLevel LevelOf(const Chart& chart, const std::string& name, const v1::Point& point) {
  return ChartLevel{point.value(),
                    absl::StrCat(name,
                                 " ",
                                 ChartText(chart, point.value()),
                                 " (",
                                 absl::FormatCivilTime(DayOf(point.date())),
                                 ")")};
}

std::string DecimalComma(std::string text) {
  return Spoken() == Language::kSwedish ? absl::StrReplaceAll(text, {{".", ","}}) : text;
}

}  // namespace

std::string NumberText(double value) { return DecimalComma(FourDigits(value)); }

std::string ShareText(double share) {
  return absl::StrCat(NumberText(std::round(share * 1000) / 10), " %");
}

std::string ChartText(const Chart& chart, double value) {
  if (chart.percent) return ShareText(value);
  return chart.unit.empty() ? NumberText(value) : absl::StrCat(NumberText(value), " ", chart.unit);
}

std::string ChartText(const Chart& chart, const ChartPoint& point) {
  if (point.hidden) return Say("hidden");
  if (!point.value) return Say("no value");
  std::string text = ChartText(chart, *point.value);
  if (point.interval) {
    absl::StrAppend(&text,
                    " (",
                    ChartText(chart, point.interval->low),
                    "–",
                    ChartText(chart, point.interval->high),
                    ")");
  }
  if (!point.parts.empty()) absl::StrAppend(&text, ", ", point.parts);
  return text;
}

std::string PeriodLabel(const v1::Period& period, const google::type::Date& to_date) {
  const absl::CivilDay last = DayOf(to_date) - 1;
  switch (period.unit()) {
    case v1::PERIOD_UNIT_DAY:
      return absl::FormatCivilTime(last);
    case v1::PERIOD_UNIT_WEEK:
      return WeekLabel(last);
    case v1::PERIOD_UNIT_QUARTER:
      return absl::Substitute(Say("$0 Q$1"), last.year(), (last.month() + 2) / 3);
    case v1::PERIOD_UNIT_YEAR:
      return absl::StrCat(last.year());
    default:
      return absl::FormatCivilTime(absl::CivilMonth(last));
  }
}

Chart ChartOf(const v1::Definition& definition, const v1::QueryIndicatorResponse& answer,
              const Names& names) {
  Chart chart;
  chart.code = definition.code();
  chart.title = Say(definition.title());
  chart.explanation = Say(definition.explanation());
  chart.percent = IsShare(definition.measure());
  chart.unit = UnitOf(definition.measure());
  const auto label = [&](const v1::Figure& figure) {
    return PeriodLabel(definition.period(), figure.to_date());
  };
  const Figures& figures = answer.figures();
  if (figures.empty()) return chart;
  const std::vector<const v1::Figure*> last = LastOf(figures);
  AddCurves(last, names, chart);
  const bool groups = std::any_of(
      figures.begin(), figures.end(), [](const auto& figure) { return !figure.group().empty(); });
  const bool bands = last.front()->bands_size() > 0;
  if (!chart.curves.empty()) {
    chart.kind = ChartKind::kCurves;
    const v1::Duration& duration = definition.measure().duration();
    chart.time_unit = UnitOf(duration.unit());
    chart.start = duration.statistic() == v1::DURATION_STATISTIC_INCIDENCE_AT ? 0 : 1;
    if (duration.statistic() == v1::DURATION_STATISTIC_SURVIVAL_QUANTILE) {
      chart.level = 1 - (duration.percent() == 0 ? 50 : duration.percent()) / 100;
    }
    chart.about = label(*last.front());
    return chart;
  }
  if (groups || bands) {
    chart.kind = ChartKind::kBars;
    AddBars(last, names, chart);
    chart.about = label(*last.front());
  } else {
    for (const v1::Figure& figure : figures) {
      chart.points.push_back(PointOf(figure, label(figure)));
    }
    chart.about = absl::StrCat(chart.points.front().label, "–", chart.points.back().label);
  }
  if (bands) return chart;
  if (answer.has_baseline()) {
    chart.baseline = LevelOf(chart, Say(Term::kColumn, "baseline", "baseline"), answer.baseline());
  }
  if (answer.has_target()) {
    chart.target = LevelOf(chart, Say(Term::kColumn, "target", "target"), answer.target());
  }
  return chart;
}

}  // namespace framdrift::cli
