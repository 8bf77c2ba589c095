#include "services/indicator/figures.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/indicators/goal.h"
#include "domain/indicators/period.h"
#include "domain/organisation/staff.h"
#include "services/authenticate.h"
#include "services/indicator/access.h"
#include "services/indicator/indicator_resource.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using indicators::Window;

// Of a caseworker nothing is told with fewer rows.
constexpr size_t kFewestOfCaseworker = 10;
// A spread over fewer caseworkers tells what each has.
constexpr size_t kFewestCaseworkers = 5;
constexpr int kPeriodsLookedAt = 12;
constexpr v1::SkipReason kReasons[indicators::kSkips] = {v1::SKIP_REASON_MISSING,
                                                         v1::SKIP_REASON_NOT_ENDED,
                                                         v1::SKIP_REASON_NOT_YET_OBSERVABLE,
                                                         v1::SKIP_REASON_END_BEFORE_START};

google::type::Date DateOf(indicators::DayNumber day) {
  return history::DateFrom(indicators::CivilDayOf(day));
}

template <typename Set>
void SetIf(const std::optional<double>& value, const Set& set) {
  if (value) set(*value);
}

void SetSpread(const indicators::SpreadFigure& spread, v1::GroupSpread& out) {
  out.set_groups(static_cast<int64_t>(spread.groups));
  SetIf(spread.mean, [&](double value) { out.set_mean(value); });
  SetIf(spread.size_weighted_mean, [&](double value) { out.set_size_weighted_mean(value); });
  SetIf(spread.pooled, [&](double value) { out.set_pooled(value); });
  SetIf(spread.deviation, [&](double value) { out.set_deviation(value); });
  SetIf(spread.variation, [&](double value) { out.set_variation(value); });
  SetIf(spread.min, [&](double value) { out.set_min(value); });
  SetIf(spread.max, [&](double value) { out.set_max(value); });
  SetIf(spread.gini, [&](double value) { out.set_gini(value); });
  SetIf(spread.max_over_median, [&](double value) { out.set_max_over_median(value); });
  for (const std::string& group : spread.without_value) out.add_without_value(group);
}

void SetComparison(const indicators::Comparison& comparison, v1::GroupComparison& out) {
  out.set_difference(comparison.difference);
  out.set_difference_error(comparison.difference_error);
  SetIf(comparison.ratio, [&](double value) { out.set_ratio(value); });
  SetIf(comparison.ratio_error, [&](double value) { out.set_ratio_error(value); });
}

void SetCurve(const indicators::Survival& survival, bool incidence, v1::Figure& out) {
  for (const indicators::Survival::Step& step : survival.steps()) {
    v1::CurveStep& told = *out.add_curve();
    told.set_time(step.time);
    told.set_share(incidence ? step.incidence : step.survival);
    told.set_at_risk(static_cast<int64_t>(step.at_risk));
    const auto band = incidence ? std::nullopt : survival.BandAt(step.time);
    if (!band) continue;
    told.mutable_interval()->set_low(band->low);
    told.mutable_interval()->set_high(band->high);
  }
}

// The field that the question is broken down by, and groups are told of; null for none.
const indicators::Operand* ByOf(const FigureQuestion& question) {
  const indicators::Plan& plan = question.plan;
  if (plan.across) return &*plan.across;
  if (!question.question.breakdown) return nullptr;
  return &plan.breakdowns[*question.question.breakdown];
}

// Its name; empty for none, and where it is derived.
std::string NameOfBy(const FigureQuestion& question) {
  const indicators::Operand* by = ByOf(question);
  if (by == nullptr || by->derived != indicators::Derived::kNone) return "";
  return (*question.plan.fields)[by->field].name;
}

bool IsByCaseworker(const FigureQuestion& question) { return NameOfBy(question) == "caseworker"; }

// Whether it is spread over so few caseworkers that who may not see each of them is told nothing.
bool TellsOfCaseworkers(const FigureQuestion& question, const indicators::Figure& figure) {
  return figure.spread && figure.spread->groups < kFewestCaseworkers && IsByCaseworker(question);
}

bool HasValue(const indicators::Figure& figure) {
  return figure.value.has_value() || (!figure.bands.empty() && figure.below > 0);
}

bool IsMet(v1::Direction direction, double value, double target) {
  if (direction == v1::DIRECTION_UP) return value >= target;
  return direction == v1::DIRECTION_DOWN && value <= target;
}

// How the figure stands to baseline and target.
void SetGoal(const indicators::Indicator& indicator, indicators::DayNumber day,
             v1::Standing& standing) {
  if (!standing.figure().has_value() || !indicator.target) return;
  const double value = standing.figure().value();
  const double target = indicator.target->value();
  const v1::Direction direction = indicator.latest().definition.direction();
  if (!indicator.baseline) {
    if (IsMet(direction, value, target)) standing.set_outlook(v1::OUTLOOK_MET);
    return;
  }
  const double baseline = indicator.baseline->value();
  SetIf(indicators::AttainmentOf(baseline, target, value),
        [&](double attainment) { standing.set_attainment(attainment); });
  if (standing.has_attainment() && standing.attainment() >= 1) {
    standing.set_outlook(v1::OUTLOOK_MET);
    return;
  }
  const auto since = history::DayOrNone(indicator.baseline->date());
  if (!since || !standing.has_attainment()) return;
  const std::optional<indicators::DayNumber> forecast =
      indicators::ForecastOf({baseline, indicators::DayNumberOf(*since)}, target, {value, day});
  standing.set_outlook(forecast ? v1::OUTLOOK_AHEAD : v1::OUTLOOK_NOT_AT_THIS_PACE);
  if (forecast) *standing.mutable_forecast_date() = DateOf(*forecast);
}

}  // namespace

v1::Figure HiddenFigure(const Window& window, const std::string& group) {
  v1::Figure out;
  *out.mutable_from_date() = DateOf(window.first);
  *out.mutable_to_date() = DateOf(window.end);
  out.set_group(group);
  out.set_suppressed(true);
  return out;
}

v1::Figure FigureFrom(const indicators::Plan& plan, const Window& window, const std::string& group,
                      const indicators::Figure& figure) {
  v1::Figure out = HiddenFigure(window, group);
  out.set_suppressed(false);
  SetIf(figure.value, [&](double value) { out.set_value(value); });
  SetIf(figure.numerator, [&](double value) { out.set_numerator(value); });
  SetIf(figure.denominator, [&](double value) { out.set_denominator(value); });
  if (figure.interval) {
    out.mutable_interval()->set_low(figure.interval->low);
    out.mutable_interval()->set_high(figure.interval->high);
  }
  out.set_numerator_rows(static_cast<int64_t>(figure.above));
  out.set_denominator_rows(static_cast<int64_t>(figure.below));
  for (size_t skip = 0; skip < indicators::kSkips; ++skip) {
    if (figure.skipped[skip] == 0) continue;
    v1::SkippedRows& skipped = *out.add_skipped();
    skipped.set_reason(kReasons[skip]);
    skipped.set_count(static_cast<int64_t>(figure.skipped[skip]));
  }
  out.set_same_day_rows(static_cast<int64_t>(figure.same_day));
  for (size_t band = 0; band < figure.bands.size(); ++band) {
    v1::BandCount& counted = *out.add_bands();
    counted.set_band(plan.measure.bands[band].text);
    counted.set_count(figure.bands[band]);
  }
  if (figure.spread) SetSpread(*figure.spread, *out.mutable_spread());
  if (figure.comparison) SetComparison(*figure.comparison, *out.mutable_comparison());
  const bool incidence = plan.measure.statistic == v1::DURATION_STATISTIC_INCIDENCE_AT;
  if (figure.curve) SetCurve(*figure.curve, incidence, out);
  return out;
}

absl::StatusOr<bool> MayTellGroup(const FigureQuestion& question, absl::string_view group,
                                  FactsAt& facts) {
  const history::Actor& actor = facts.reading.context().actor;
  if (group.empty() || !IsByCaseworker(question) || actor.role == kDeveloper) return true;
  const absl::StatusOr<Id16> caseworker = ParseUuid(group);
  if (!caseworker.ok()) return true;
  if (*caseworker == actor.id.bytes()) return true;
  if (actor.role != "manager" || actor.unit.empty()) return false;
  FD_ASSIGN_OR_RETURN(const auto staff,
                      facts.reading.View<organisation::StaffDecider>(*caseworker));
  return staff.state().home_unit == actor.unit;
}

absl::StatusOr<FiguresTold> TellFigures(const FigureQuestion& question, FactsAt& facts) {
  FD_ASSIGN_OR_RETURN(
      const indicators::Answer answer,
      indicators::Evaluate(
          question.plan, question.tables(), question.question, question.working_days));
  std::vector<bool> told;
  for (const std::string& group : answer.groups) {
    FD_ASSIGN_OR_RETURN(const bool may, MayTellGroup(question, group, facts));
    told.push_back(may);
  }
  const bool few_hidden =
      IsByCaseworker(question) && facts.reading.context().actor.role != kDeveloper;
  const bool all_told =
      !few_hidden || std::all_of(told.begin(), told.end(), [](bool one) { return one; });
  FiguresTold out;
  out.overlapping = answer.overlapping;
  out.by = NameOfBy(question);
  for (size_t window = 0; window < answer.windows.size(); ++window) {
    for (size_t group = 0; group < answer.groups.size(); ++group) {
      const indicators::Figure& figure = answer.at(window, group);
      const bool few =
          few_hidden && group > 0 && std::max(figure.above, figure.below) < kFewestOfCaseworker;
      const bool tells = !all_told && TellsOfCaseworkers(question, figure);
      out.figures.push_back(
          told[group] && !few && !tells
              ? FigureFrom(question.plan, answer.windows[window], answer.groups[group], figure)
              : HiddenFigure(answer.windows[window], answer.groups[group]));
      v1::Figure& last = out.figures.back();
      if (!all_told && last.has_spread()) last.mutable_spread()->clear_without_value();
    }
  }
  return out;
}

absl::StatusOr<v1::Standing> StandingOf(const indicators::Indicator& indicator, FactsAt& facts) {
  const v1::Definition& definition = indicator.latest().definition;
  FD_ASSIGN_OR_RETURN(FigureQuestion question, QuestionOf(definition, facts));
  FD_ASSIGN_OR_RETURN(
      const std::vector<Window> windows,
      WindowsOf(
          {.from = {}, .to = {}, .periods = kPeriodsLookedAt}, definition.period(), facts.day()));
  v1::Standing standing;
  const auto look = [&](std::vector<Window> some) -> absl::StatusOr<bool> {
    question.question.windows = std::move(some);
    FD_ASSIGN_OR_RETURN(const indicators::Answer answer,
                        indicators::Evaluate(question.plan,
                                             question.tables(),
                                             question.question,
                                             question.working_days,
                                             &facts.selections));
    for (size_t window = answer.windows.size(); window-- > 0;) {
      const indicators::Figure& figure = answer.at(window, 0);
      if (!HasValue(figure) || TellsOfCaseworkers(question, figure)) continue;
      *standing.mutable_figure() = FigureFrom(question.plan, answer.windows[window], "", figure);
      if (figure.spread && IsByCaseworker(question)) {
        standing.mutable_figure()->mutable_spread()->clear_without_value();
      }
      SetGoal(indicator, std::min(facts.day(), answer.windows[window].end - 1), standing);
      return true;
    }
    return false;
  };
  // Nearly always the last period has a figure, or, of a year that is not over, the one before.
  FD_ASSIGN_OR_RETURN(bool found, look({windows.back()}));
  if (!found) {
    FD_ASSIGN_OR_RETURN(found, look({windows.end()[-2]}));
  }
  if (!found) FD_RETURN_IF_ERROR(look({windows.begin(), windows.end() - 2}).status());
  return standing;
}

std::vector<v1::Figure> PublishedFigures(const indicators::Indicator& indicator,
                                         const std::vector<Window>& windows,
                                         absl::string_view breakdown) {
  std::map<std::pair<indicators::DayNumber, indicators::DayNumber>, std::vector<v1::Figure>> last;
  for (const indicators::Publication& publication : indicator.publications) {
    const v1::IndicatorPublished& content = publication.content;
    const auto from = history::DayOrNone(content.from_date());
    const auto to = history::DayOrNone(content.to_date());
    if (!from || !to || (!breakdown.empty() && content.breakdown() != breakdown)) continue;
    const Window window{indicators::DayNumberOf(*from), indicators::DayNumberOf(*to)};
    const bool asked = std::any_of(windows.begin(), windows.end(), [&](const Window& one) {
      return one.first <= window.first && window.end <= one.end;
    });
    if (!asked) continue;
    std::vector<v1::Figure>& figures = last[{window.first, window.end}];
    figures.clear();
    for (const v1::PublishedValue& value : content.values()) {
      if (breakdown.empty() && !value.group().empty()) continue;
      v1::Figure& figure = figures.emplace_back(HiddenFigure(window, value.group()));
      figure.set_suppressed(value.suppressed());
      if (value.has_value()) figure.set_value(value.value());
      if (value.has_numerator()) figure.set_numerator(value.numerator());
      if (value.has_denominator()) figure.set_denominator(value.denominator());
    }
  }
  std::vector<v1::Figure> all;
  for (auto& [window, figures] : last) {
    for (v1::Figure& figure : figures) all.push_back(std::move(figure));
  }
  return all;
}

v1::Standing PublishedStanding(const indicators::Indicator& indicator) {
  // Every period there is.
  const Window always{indicators::DayNumberOf(absl::CivilDay(1800, 1, 1)),
                      indicators::DayNumberOf(absl::CivilDay(9999, 12, 31))};
  std::vector<v1::Figure> figures = PublishedFigures(indicator, {always}, "");
  v1::Standing standing;
  if (figures.empty()) return standing;
  *standing.mutable_figure() = std::move(figures.back());
  const auto to = history::DayOrNone(standing.figure().to_date());
  SetGoal(indicator, indicators::DayNumberOf(*to) - 1, standing);
  return standing;
}

absl::Status RenderStanding(FactsAt& facts, const StreamView<indicators::IndicatorDecider>& view,
                            v1::Indicator& out) {
  FD_RETURN_IF_ERROR(IndicatorResource::Render(facts.reading, view, out));
  const indicators::Indicator& state = view.state();
  if (!MayOpenCases(facts.reading.context().actor)) {
    *out.mutable_standing() = PublishedStanding(state);
    return absl::OkStatus();
  }
  if (state.retired) return absl::OkStatus();
  absl::StatusOr<v1::Standing> standing = StandingOf(state, facts);
  // What the policy no longer has makes one indicator untold, not the list.
  if (standing.ok()) *out.mutable_standing() = *std::move(standing);
  return absl::IsInvalidArgument(standing.status()) ? absl::OkStatus() : standing.status();
}

}  // namespace framdrift::services
