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

absl::StatusOr<PlaceThen> PlaceThenOf(Reading& reading, const StreamView<place::PlaceDecider>& view,
                                      const history::AsOf& as_of, absl::Time evaluated_at) {
  PlaceThen then;
  then.state = view.timeline().At(as_of);
  then.day = absl::ToCivilDay(evaluated_at, reading.context().zone);
  FD_ASSIGN_OR_RETURN(const auto ids, IndicatorsOf(then.state));
  std::map<std::string, indicators::Indicator> indicators;
  for (const auto& [text, id] : ids) {
    FD_ASSIGN_OR_RETURN(const auto indicator, reading.View<indicators::IndicatorDecider>(id));
    indicators[text] = indicator.timeline().At(as_of);
  }
  then.figures = place::FiguresOf(then.state, then.day, indicators);
  return then;
}

}  // namespace framdrift::services
