#include "services/indicator/releases.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "projections/facts_sweep.h"
#include "services/call.h"
#include "services/indicator/question.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using indicators::IndicatorDecider;
using indicators::TellableFigure;
using indicators::Window;

absl::Status LookAt(FactsAt& then, RowNumbers& numbers, Release& release) {
  absl::StatusOr<FigureQuestion> question = QuestionOf(release.definition, then);
  if (!question.ok()) return absl::OkStatus();
  const absl::Status broken_down =
      SetBreakdown(release.definition, release.content.breakdown(), *question);
  if (!broken_down.ok()) return absl::OkStatus();
  question->question.windows = {*WindowOf(release.content)};
  FD_ASSIGN_OR_RETURN(release.whole, TellableOf(*question, "", numbers));
  for (const v1::PublishedValue& value : release.content.values()) {
    FD_ASSIGN_OR_RETURN(TellableFigure figure, TellableOf(*question, value.group(), numbers));
    (value.suppressed() ? release.told.hidden : release.told.shown).push_back(std::move(figure));
  }
  return absl::OkStatus();
}

}  // namespace

std::optional<Window> WindowOf(const v1::IndicatorPublished& content) {
  const auto from = history::DayOrNone(content.from_date());
  const auto to = history::DayOrNone(content.to_date());
  if (!from || !to) return std::nullopt;
  return Window{indicators::DayNumberOf(*from), indicators::DayNumberOf(*to)};
}

std::vector<Release> ReleasesIn(const history::Timeline<IndicatorDecider>& timeline,
                                const Window& window) {
  std::vector<Release> releases;
  const auto amendments = timeline.CurrentAmendments();
  for (const auto& entry : timeline.entries()) {
    if (!entry.event.has_indicator_published()) continue;
    const v1::IndicatorPublished& content = entry.event.indicator_published();
    const std::optional<Window> other = WindowOf(content);
    if (!other || !Overlap(*other, window)) continue;
    const int64_t position = entry.envelope.position;
    std::optional<v1::Definition> definition =
        indicators::DefinitionAt(timeline, position, content.version());
    if (!definition) continue;
    releases.push_back({.position = position,
                        .at = entry.envelope.occurred.at,
                        .voided = amendments.voided.contains(position),
                        .definition = *std::move(definition),
                        .content = content,
                        .told = {},
                        .whole = {}});
  }
  return releases;
}

absl::Status LookBack(Runtime& runtime, const TenantEntry& tenant, const history::Actor& actor,
                      const std::vector<Release*>& releases, RowNumbers& numbers) {
  std::vector<Release*> in_order = releases;
  std::stable_sort(in_order.begin(), in_order.end(), [](const Release* a, const Release* b) {
    return a->content.known_position() < b->content.known_position();
  });
  projections::FactsSweep sweep({runtime.store, tenant.id, tenant.zone});
  for (Release* release : in_order) {
    const auto position = static_cast<eventstore::Position>(release->content.known_position());
    FD_ASSIGN_OR_RETURN(const indicators::FactTables* tables, sweep.At(position));
    StreamReader reader(runtime, tenant.id, &tenant, Freshness::kCurrent, position);
    Reading reading(reader, ContextOf(runtime, &tenant, actor));
    FactsAt then{*tables, reading, release->at, reading};
    FD_RETURN_IF_ERROR(LookAt(then, numbers, *release));
  }
  return absl::OkStatus();
}

}  // namespace framdrift::services
