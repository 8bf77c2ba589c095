#include "services/indicator/board.h"

#include <algorithm>
#include <string>

#include "absl/hash/hash.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "projections/directory.h"
#include "projections/projector.h"
#include "services/call.h"
#include "services/event_mapping.h"
#include "services/indicator/figures.h"
#include "services/indicator/indicator_resource.h"

namespace framdrift::services {
namespace {

using indicators::Moment;

// The first instant after `now` that lies behind a milestone which is set ahead.
Moment NextForeseen(const indicators::FactTable& table, Moment now) {
  Moment next = indicators::kNoMoment;
  const auto look = [&](Moment moment) {
    if (moment >= now && (next == indicators::kNoMoment || moment < next)) next = moment;
  };
  for (size_t id = 0; id < table.fields().size(); ++id) {
    const auto field = static_cast<indicators::FieldId>(id);
    if (table.fields()[field].type != indicators::FieldType::kMoment) continue;
    for (const Moment moment : table.moments(field)) look(moment);
  }
  return next;
}

absl::Time NextChange(const FactsAt& facts) {
  const absl::TimeZone zone = facts.reading.context().zone;
  absl::Time next = history::StartOf(indicators::CivilDayOf(facts.day()) + 1, zone);
  for (const indicators::Subject subject : indicators::kSubjects) {
    const Moment moment = NextForeseen(facts.tables.table(subject), facts.moment());
    if (moment == indicators::kNoMoment) continue;
    // It has passed from the next instant on.
    next = std::min(next, indicators::TimeOf(moment, zone) + absl::Microseconds(1));
  }
  return next;
}

absl::StatusOr<std::shared_ptr<const IndicatorBoard>> BoardOf(FactsAt& facts, Runtime& runtime) {
  auto board = std::make_shared<IndicatorBoard>();
  board->position = facts.reading.position();
  board->evaluated_at = facts.evaluated_at;
  board->next_change = NextChange(facts);
  FD_ASSIGN_OR_RETURN(const auto rows,
                      runtime.projector->Read(facts.reading.tenant(), projections::kDirectory));
  absl::Status status;
  const auto visit = [&](const Id16& id, eventstore::Position first) -> bool {
    if (first > board->position) return false;
    const auto view = facts.reading.View<indicators::IndicatorDecider>(id);
    if (!view.ok()) {
      status = view.status();
      return false;
    }
    if (!view->state().is_defined() || view->state().retired) return true;
    IndicatorBoard::Entry& entry = board->entries.emplace_back();
    status = RenderStanding(facts, *view, entry.indicator);
    TrimForList(entry.indicator);
    entry.hash = absl::HashOf(entry.indicator.SerializeAsString());
    return status.ok();
  };
  FD_RETURN_IF_ERROR(
      projections::VisitStreams(*rows, indicators::IndicatorDecider::kKind, 0, visit));
  FD_RETURN_IF_ERROR(status);
  return std::shared_ptr<const IndicatorBoard>(std::move(board));
}

// Whose answers are exact: who may not open cases watches nothing.
history::Actor Watching() {
  history::Actor actor;
  actor.role = "manager";
  return actor;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const IndicatorBoard>> BoardNow(FactsAsked& facts, Runtime& runtime,
                                                               const TenantEntry& tenant) {
  absl::StatusOr<std::shared_ptr<const IndicatorBoard>> board;
  FD_RETURN_IF_ERROR(facts.WithLive(tenant, Watching(), [&](FactsAt& at) {
    board = BoardOf(at, runtime);
    return board.status();
  }));
  return board;
}

absl::StatusOr<std::shared_ptr<const IndicatorBoard>> BoardThen(FactsAsked& facts, Runtime& runtime,
                                                                const TenantEntry& tenant,
                                                                eventstore::Position position,
                                                                absl::Time evaluated_at) {
  history::AsOf as_of;
  as_of.position = static_cast<int64_t>(position);
  FD_ASSIGN_OR_RETURN(const auto tables, facts.Then(tenant, as_of));
  StreamReader reader(runtime, tenant.id, &tenant, Freshness::kCurrent, position);
  Reading reading(reader, ContextOf(runtime, &tenant, Watching()));
  FactsAt at{*tables, reading, evaluated_at, reading};
  return BoardOf(at, runtime);
}

}  // namespace framdrift::services
