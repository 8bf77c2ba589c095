#include "services/worklist/worklist_topic.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/status_macros.h"
#include "projections/worklist.h"
#include "services/call.h"
#include "services/stream_reader.h"
#include "services/watch/watch_beginning.h"

namespace framdrift::services {
namespace {

// What the keys of written rows are about: cases; or, where sessions are, any list.
void AddCases(const std::vector<std::string>& keys, WorklistNews& news) {
  for (const std::string& key : keys) {
    const projections::WorklistRow row = projections::ReadWorklistKey(key);
    if (const auto* item = std::get_if<projections::ItemRow>(&row)) {
      news.cases.push_back(item->case_id);
    } else if (const auto* open = std::get_if<projections::OpenCaseRow>(&row)) {
      news.cases.push_back(open->case_id);
    } else if (std::holds_alternative<projections::SessionRow>(row)) {
      news.all = true;
    }
  }
  std::sort(news.cases.begin(), news.cases.end());
  news.cases.erase(std::unique(news.cases.begin(), news.cases.end()), news.cases.end());
}

}  // namespace

CaseItems::CaseItems(Runtime& runtime, const TenantEntry& tenant, const projections::RowView& rows)
    : tenant_(tenant),
      rows_(rows),
      reader_(runtime, tenant.id, &tenant, Freshness::kCurrent, rows.checkpoint().position),
      reading_(reader_, ContextOf(runtime, &tenant, {})),
      birthdays_(reading_) {}

const CaseItems::Items& CaseItems::At(const Id16& case_id, absl::Time now) {
  const absl::StatusOr<ItemsAt> at = SeenAt(now);
  const auto [known, added] = items_.try_emplace(case_id);
  if (added) known->second = at.ok() ? ItemsOf(*at, case_id) : Items(at.status());
  return known->second;
}

absl::StatusOr<ItemsAt> CaseItems::SeenAt(absl::Time now) {
  if (now != now_) {
    now_ = now;
    items_.clear();
    moment_ = MomentAt(reading_, now);
  }
  FD_RETURN_IF_ERROR(moment_.status());
  return ItemsAt{rows_, tenant_.id, tenant_.zone, *moment_, birthdays_};
}

absl::StatusOr<std::shared_ptr<const WatchNews>> WorklistTopic::LookUp(
    const projections::RowsWritten& written) {
  auto news = std::make_shared<WorklistNews>();
  news->after = written.after;
  news->until = written.until;
  news->rows = written.rows;
  FD_ASSIGN_OR_RETURN(news->log, ReadStretch(runtime_, tenant_, written.after, *written.rows));
  if (!news->log.complete) return std::shared_ptr<const WatchNews>();
  news->all = written.keys == nullptr || news->log.lists_changed;
  if (written.keys != nullptr) AddCases(*written.keys, *news);
  news->items = std::make_unique<CaseItems>(runtime_, tenant_, *written.rows);
  return std::shared_ptr<const WatchNews>(std::move(news));
}

int64_t WorklistTopic::LagAt(eventstore::Position position) const {
  return EventsAfter(runtime_, tenant_.id, position);
}

}  // namespace framdrift::services
