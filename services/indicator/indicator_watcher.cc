#include "services/indicator/indicator_watcher.h"

#include <algorithm>
#include <utility>

#include "base/status_macros.h"
#include "domain/history/streams.h"
#include "domain/history/when.h"
#include "projections/directory.h"
#include "projections/facts.h"
#include "projections/projector.h"
#include "services/event_mapping.h"
#include "services/watch/watch_beginning.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using eventstore::Position;
using history::StreamKind;

// The facts in memory hear of a write while this does, and have it once it is reported; definitions
// stand in rows of their own. Both mostly are there at once; else the news are looked up again.
constexpr absl::Duration kPatience = absl::Milliseconds(50);

// Whether figures may be others after it: rows of facts, definitions or a policy were written.
bool MayChangeFigures(const projections::RowsWritten& written) {
  if (written.keys == nullptr || written.streams == nullptr || !written.keys->empty()) return true;
  return std::any_of(written.streams->begin(), written.streams->end(), [](const auto& stream) {
    return stream.kind == static_cast<uint16_t>(StreamKind::kIndicator) ||
           stream.kind == static_cast<uint16_t>(StreamKind::kPolicy);
  });
}

bool IsEmpty(const v1::IndicatorDelta& delta) {
  return delta.upserted().empty() && delta.removed().empty() && delta.alerts().empty();
}

bool IsMet(const v1::Standing& standing) { return standing.outlook() == v1::OUTLOOK_MET; }

void AddAlert(const v1::Indicator& indicator, v1::IndicatorDelta& delta) {
  v1::IndicatorAlert& alert = *delta.add_alerts();
  alert.set_indicator(indicator.name());
  alert.set_kind(IsMet(indicator.standing()) ? v1::ALERT_KIND_TARGET_MET
                                             : v1::ALERT_KIND_TARGET_LOST);
  alert.set_value(indicator.standing().figure().value());
  alert.set_target_value(indicator.target().value());
}

void MergeDeltas(v1::IndicatorDelta& into, v1::IndicatorDelta& next) {
  std::set<std::string> newer(next.removed().begin(), next.removed().end());
  for (const v1::Indicator& one : next.upserted()) newer.insert(one.name());
  auto& upserted = *into.mutable_upserted();
  upserted.erase(
      std::remove_if(upserted.begin(),
                     upserted.end(),
                     [&](const v1::Indicator& one) { return newer.contains(one.name()); }),
      upserted.end());
  auto& removed = *into.mutable_removed();
  removed.erase(std::remove_if(removed.begin(),
                               removed.end(),
                               [&](const std::string& name) { return newer.contains(name); }),
                removed.end());
  into.MergeFrom(next);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const WatchNews>> IndicatorTopic::LookUp(
    const projections::RowsWritten& written) {
  auto news = std::make_shared<IndicatorNews>();
  news->after = written.after;
  news->until = written.until;
  news->rows = written.rows;
  if (!MayChangeFigures(written)) return std::shared_ptr<const WatchNews>(std::move(news));
  for (const char* projection : {projections::kFacts, projections::kDirectory}) {
    const absl::Status reached =
        runtime_.projector->WaitUntil(tenant_.id, projection, written.until, kPatience);
    if (absl::IsDeadlineExceeded(reached)) return std::shared_ptr<const WatchNews>();
    FD_RETURN_IF_ERROR(reached);
  }
  FD_ASSIGN_OR_RETURN(news->board, BoardNow(*facts_, runtime_, tenant_));
  return std::shared_ptr<const WatchNews>(std::move(news));
}

int64_t IndicatorTopic::LagAt(Position position) const {
  return EventsAfter(runtime_, tenant_.id, position);
}

bool MergeIndicatorMessages(v1::WatchIndicatorsResponse& waiting,
                            v1::WatchIndicatorsResponse& next) {
  if (waiting.has_snapshot() || next.has_snapshot()) return false;
  if (waiting.has_heartbeat()) {
    waiting = std::move(next);
    return true;
  }
  waiting.set_position(next.position());
  *waiting.mutable_evaluated_at() = next.evaluated_at();
  if (next.has_delta()) MergeDeltas(*waiting.mutable_delta(), *next.mutable_delta());
  return true;
}

IndicatorWatcher::IndicatorWatcher(Runtime& runtime, std::shared_ptr<FactsAsked> facts,
                                   const TenantEntry& tenant,
                                   const v1::WatchIndicatorsRequest& request,
                                   std::shared_ptr<Stream> stream)
    : runtime_(runtime),
      facts_(std::move(facts)),
      tenant_(tenant),
      request_(request),
      codes_(request_.codes().begin(), request_.codes().end()),
      stream_(std::move(stream)),
      beat_interval_(BeatIntervalOf(request_)),
      last_sent_(runtime.clock.Monotonic()) {}

void IndicatorWatcher::Fail(const absl::Status& status) {
  stream_->End([status](const WatchPlace&) { return status; });
}

void IndicatorWatcher::Begin() {
  if (const absl::Status begun = BeginOrResume(); !begun.ok()) Fail(begun);
}

absl::Status IndicatorWatcher::BeginOrResume() {
  if (request_.resume_after_position() > 0) {
    FD_ASSIGN_OR_RETURN(const absl::Time seen_at, SeenAt(runtime_, tenant_.id, request_));
    FD_ASSIGN_OR_RETURN(const auto had,
                        BoardThen(*facts_,
                                  runtime_,
                                  tenant_,
                                  static_cast<Position>(request_.resume_after_position()),
                                  seen_at));
    Remember(*had);
  }
  FD_ASSIGN_OR_RETURN(const auto board, BoardNow(*facts_, runtime_, tenant_));
  if (request_.resume_after_position() == 0) {
    SendSnapshot(*board);
    return absl::OkStatus();
  }
  // The reader is to hear at once that the watch goes on.
  if (!SendChanges(*board)) Beat(0, evaluated_at_);
  return absl::OkStatus();
}

void IndicatorWatcher::Take(const WatchNews& news, absl::Time) {
  if (ended() || news.until < position_) return;
  const auto& indicator_news = static_cast<const IndicatorNews&>(news);
  if (indicator_news.board == nullptr) {
    position_ = news.until;
  } else if (indicator_news.board->position >= position_) {
    SendChanges(*indicator_news.board);
  }
}

void IndicatorWatcher::Wake(absl::Time) {
  if (ended()) return;
  const auto board = BoardNow(*facts_, runtime_, tenant_);
  if (!board.ok()) return Fail(board.status());
  // News that were written meanwhile are on their way, with the same or later facts.
  if ((*board)->position >= position_) SendChanges(**board);
}

void IndicatorWatcher::Beat(int64_t lag_events, absl::Time now) {
  if (ended()) return;
  // Nothing was due since, or it would have been sent.
  evaluated_at_ = std::max(evaluated_at_, std::min(ToMicros(now), next_wake_));
  Message message = NewMessage();
  message.mutable_heartbeat()->set_lag_events(lag_events);
  Tell(std::move(message));
}

bool IndicatorWatcher::IsWatched(const v1::Indicator& indicator) const {
  return codes_.empty() || codes_.contains(indicator.definition().code());
}

void IndicatorWatcher::Remember(const IndicatorBoard& board) {
  position_ = board.position;
  evaluated_at_ = board.evaluated_at;
  next_wake_ = board.next_change;
  told_.clear();
  for (const IndicatorBoard::Entry& entry : board.entries) {
    if (!IsWatched(entry.indicator)) continue;
    told_[entry.indicator.name()] = {entry.hash, entry.indicator.standing()};
  }
}

void IndicatorWatcher::SendSnapshot(const IndicatorBoard& board) {
  Remember(board);
  Message message = NewMessage();
  message.mutable_snapshot();
  for (const IndicatorBoard::Entry& entry : board.entries) {
    if (IsWatched(entry.indicator)) *message.mutable_snapshot()->add_items() = entry.indicator;
  }
  last_sent_ = runtime_.clock.Monotonic();
  stream_->Begin(std::move(message));
}

bool IndicatorWatcher::SendChanges(const IndicatorBoard& board) {
  std::map<std::string, Told> before;
  before.swap(told_);
  Remember(board);
  v1::IndicatorDelta delta;
  for (const IndicatorBoard::Entry& entry : board.entries) {
    const v1::Indicator& indicator = entry.indicator;
    if (!IsWatched(indicator)) continue;
    const auto had = before.find(indicator.name());
    const bool is_new = had == before.end();
    if (is_new || had->second.hash != entry.hash) *delta.add_upserted() = indicator;
    const bool was_met = !is_new && IsMet(had->second.standing);
    if (was_met != IsMet(indicator.standing())) AddAlert(indicator, delta);
    if (!is_new) before.erase(had);
  }
  for (const auto& [name, told] : before) delta.add_removed(name);
  if (IsEmpty(delta)) return false;
  Message message = NewMessage();
  *message.mutable_delta() = std::move(delta);
  Tell(std::move(message));
  return true;
}

void IndicatorWatcher::Tell(Message message) {
  last_sent_ = runtime_.clock.Monotonic();
  stream_->Offer(std::move(message));
}

IndicatorWatcher::Message IndicatorWatcher::NewMessage() const {
  Message message;
  message.set_position(static_cast<int64_t>(position_));
  *message.mutable_evaluated_at() = history::TimestampFrom(evaluated_at_);
  return message;
}

}  // namespace framdrift::services
