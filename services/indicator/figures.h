// Figures as the contracts show them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "domain/indicators/evaluate.h"
#include "framdrift/indicator/v1/indicator.pb.h"
#include "services/indicator/question.h"

namespace framdrift::services {

indicator::v1::Figure FigureFrom(const indicators::Plan& plan, const indicators::Window& window,
                                 const std::string& group, const indicators::Figure& figure);
// Nothing but period and group.
indicator::v1::Figure HiddenFigure(const indicators::Window& window, const std::string& group);

struct FiguresTold {
  // By period, the whole before its groups.
  std::vector<indicator::v1::Figure> figures;
  bool overlapping = false;
  // The field that the groups are of; empty where there are none, and where it is derived.
  std::string by;
};
// The errors of Evaluate. A breakdown by caseworker tells each of oneself alone, a manager of those
// of the own unit too, and of nobody with fewer than ten rows; others are hidden.
absl::StatusOr<FiguresTold> TellFigures(const FigureQuestion& question, FactsAt& facts);
// Whether the figures of that group of the breakdown may be told to who asks.
absl::StatusOr<bool> MayTellGroup(const FigureQuestion& question, absl::string_view group,
                                  FactsAt& facts);

// Where an indicator stands, as the contract says it.
absl::StatusOr<indicator::v1::Standing> StandingOf(const indicators::Indicator& indicator,
                                                   FactsAt& facts);
// The same for those who see what is published alone: the latest period's value for all.
indicator::v1::Standing PublishedStanding(const indicators::Indicator& indicator);

// The indicator with where it stands, for who asks. One that the policy's fields no longer allow
// stands nowhere.
absl::Status RenderStanding(FactsAt& facts, const StreamView<indicators::IndicatorDecider>& view,
                            indicator::v1::Indicator& out);

// The figures that were published of periods within `windows` under that breakdown; of each period
// as it was published last.
std::vector<indicator::v1::Figure> PublishedFigures(const indicators::Indicator& indicator,
                                                    const std::vector<indicators::Window>& windows,
                                                    absl::string_view breakdown);

}  // namespace framdrift::services
