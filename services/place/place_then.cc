#include "services/place/place_then.h"

#include <utility>

#include "base/status_macros.h"
#include "base/strong_id.h"
#include "domain/place/figures.h"

namespace framdrift::services {

absl::StatusOr<std::map<std::string, Id16>> IndicatorsOf(const place::Place& place) {
  std::map<std::string, Id16> ids;
  for (const auto& goal : place.cooperation.goals) {
    FD_ASSIGN_OR_RETURN(ids[goal.indicator_id()], ParseUuid(goal.indicator_id()));
  }
  return ids;
}

absl::StatusOr<PlaceThen> PlaceThenOf(Reading& reading, place::Place state,
                                      const history::AsOf& as_of, absl::Time evaluated_at) {
  PlaceThen then;
  then.state = std::move(state);
  then.day = absl::ToCivilDay(evaluated_at, reading.context().zone);
  FD_ASSIGN_OR_RETURN(const auto ids, IndicatorsOf(then.state));
  // A goal may be told by an indicator that was defined later: what counts is what was known, and
  // which periods had ended.
  history::AsOf known = as_of;
  known.valid = absl::InfiniteFuture();
  std::map<std::string, indicators::Indicator> indicators;
  for (const auto& [text, id] : ids) {
    FD_ASSIGN_OR_RETURN(const auto indicator, reading.View<indicators::IndicatorDecider>(id));
    indicators[text] = indicator.timeline().At(known);
  }
  then.figures = place::FiguresOf(then.state, then.day, indicators);
  return then;
}

}  // namespace framdrift::services
