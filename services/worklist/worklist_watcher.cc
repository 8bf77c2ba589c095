#include "services/worklist/worklist_watcher.h"

#include <algorithm>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "projections/projector.h"
#include "projections/worklist.h"
#include "services/call.h"
#include "services/event_mapping.h"
#include "services/names.h"
#include "services/watch/watch_beginning.h"
#include "services/worklist/item_texts.h"

namespace framdrift::services {
namespace {

namespace v1 = worklist::v1;
using eventstore::Position;

constexpr int kItemsInMessage = 1000;

bool IsEmpty(const v1::WorklistDelta& delta) {
  return delta.changes().empty() && delta.upserted().empty() && delta.removed().empty() &&
         !delta.refreshed_all();
}

}  // namespace

WorklistWatcher::WorklistWatcher(Runtime& runtime, const TenantEntry& tenant, history::Actor actor,
                                 v1::WatchWorklistRequest request, std::shared_ptr<Stream> stream)
    : runtime_(runtime),
      tenant_(tenant),
      actor_(std::move(actor)),
      request_(std::move(request)),
      stream_(std::move(stream)),
      beat_interval_(BeatIntervalOf(request_)),
      last_sent_(runtime.clock.Monotonic()) {
  for (const int group : request_.groups()) {
    query_.groups.insert(static_cast<v1::WorkItemGroup>(group));
  }
  query_.include_snoozed = request_.include_snoozed();
}

void WorklistWatcher::Fail(const absl::Status& status) {
  stream_->End([status](const WatchPlace&) { return status; });
}

void WorklistWatcher::Begin(const std::shared_ptr<const projections::RowView>& rows) {
  if (const absl::Status begun = BeginWith(rows); !begun.ok()) Fail(begun);
}

absl::Status WorklistWatcher::BeginWith(const std::shared_ptr<const projections::RowView>& rows) {
  FD_ASSIGN_OR_RETURN(query_.filter, WorkItemFilter(request_.filter(), tenant_.zone));
  position_ = rows->checkpoint().position;
  evaluated_at_ = ToMicros(runtime_.clock.Now());
  FD_RETURN_IF_ERROR(ReadScope(position_));
  CaseItems items(runtime_, tenant_, *rows);
  const auto after = static_cast<Position>(request_.resume_after_position());
  if (after == 0) return SendSnapshot(items, v1::WorklistSnapshot::REASON_BEGIN);
  if (position_ - after > kFarthestResume) {
    return SendSnapshot(items, v1::WorklistSnapshot::REASON_RESUME_TOO_FAR);
  }
  return Resume(*rows, items, after);
}

absl::Status WorklistWatcher::ReadScope(Position position) {
  StreamReader reader(runtime_, tenant_.id, &tenant_, Freshness::kCurrent, position);
  Reading reading(reader, ContextOf(runtime_, &tenant_, actor_));
  FD_ASSIGN_OR_RETURN(scope_, ScopeAsked(reading, request_.scope()));
  return absl::OkStatus();
}

absl::Status WorklistWatcher::SendSnapshot(CaseItems& items, v1::WorklistSnapshot::Reason reason) {
  Delta all;
  FD_RETURN_IF_ERROR(RefreshAll(items, all));
  FD_RETURN_IF_ERROR(AddTextsTo(*all.mutable_upserted()));
  std::sort(all.mutable_upserted()->begin(), all.mutable_upserted()->end(), worklist::StandsBefore);
  last_sent_ = runtime_.clock.Monotonic();
  int next = 0;
  do {
    Message message = NewMessage();
    v1::WorklistSnapshot& snapshot = *message.mutable_snapshot();
    snapshot.set_reason(reason);
    const int end = std::min(all.upserted_size(), next + kItemsInMessage);
    while (next < end) *snapshot.add_items() = std::move(*all.mutable_upserted(next++));
    snapshot.set_more(next < all.upserted_size());
    told_ = {message.position(), message.evaluated_at()};
    stream_->Begin(std::move(message));
  } while (next < all.upserted_size());
  return absl::OkStatus();
}

absl::Status WorklistWatcher::Resume(const projections::RowView& rows, CaseItems& items,
                                     Position after) {
  FD_ASSIGN_OR_RETURN(const LogStretch log, ReadStretch(runtime_, tenant_, after, rows));
  FD_ASSIGN_OR_RETURN(const absl::Time seen_at, SeenAt(runtime_, tenant_.id, request_));
  // What the reader has of cases that nothing happened to: the same rows, seen then.
  told_ = {static_cast<int64_t>(after), history::TimestampFrom(seen_at)};
  const absl::Time now = std::exchange(evaluated_at_, seen_at);
  Delta had;
  FD_RETURN_IF_ERROR(RefreshAll(items, had));
  evaluated_at_ = now;
  Delta delta;
  AddChanges(log, after, delta);
  std::set<Id16> touched;
  for (const CaseCommit& commit : log.commits) touched.insert(commit.case_id);
  touched.insert(log.persons.begin(), log.persons.end());
  bool leads = false;
  if (log.sessions_changed && scope_.unit.empty()) {
    FD_ASSIGN_OR_RETURN(leads, projections::LeadsSessions(rows, scope_.staff.bytes()));
  }
  delta.set_refreshed_all(log.lists_changed || log.items_changed || leads ||
                          log.staff.contains(scope_.viewer.bytes()) ||
                          log.staff.contains(scope_.staff.bytes()));
  if (delta.refreshed_all()) sent_.clear();
  for (const Id16& case_id : touched) sent_.erase(case_id);
  FD_RETURN_IF_ERROR(RefreshAll(items, delta));
  if (!delta.refreshed_all()) {
    std::set<std::string> refreshed;
    for (const v1::WorklistChange& change : delta.changes()) refreshed.insert(change.case_());
    for (const v1::WorkItem& item : delta.upserted()) {
      if (touched.contains(CaseOf(item))) refreshed.insert(item.case_());
    }
    for (const std::string& name : refreshed) delta.add_refreshed_cases(name);
  }
  // The reader is to hear at once that the watch goes on.
  if (IsEmpty(delta)) Beat(0, now);
  return Send(std::move(delta));
}

void WorklistWatcher::Take(const WatchNews& news, absl::Time now) {
  const auto& worklist_news = static_cast<const WorklistNews&>(news);
  if (ended() || news.until < position_) return;
  if (news.until == position_ && !worklist_news.all) return;
  if (const absl::Status taken = TakeNews(worklist_news, ToMicros(now)); !taken.ok()) Fail(taken);
}

absl::Status WorklistWatcher::TakeNews(const WorklistNews& news, absl::Time now) {
  Delta delta;
  AddChanges(news.log, position_, delta);
  position_ = news.until;
  bool all = news.all || IsNewDay(now);
  evaluated_at_ = now;
  if (news.log.staff.contains(scope_.viewer.bytes()) ||
      news.log.staff.contains(scope_.staff.bytes()) || news.log.lists_changed) {
    FD_RETURN_IF_ERROR(ReadScope(position_));
    all = true;
  }
  if (now >= EndOfCover(scope_, tenant_.zone)) return NotCovering(scope_);
  if (request_.include_names()) ForgetSent(news.log.persons);
  if (all) {
    FD_RETURN_IF_ERROR(RefreshAll(*news.items, delta));
    return Send(std::move(delta));
  }
  std::set<Id16> cases = DueCases(now);
  cases.insert(news.cases.begin(), news.cases.end());
  // A person's name and birth date stand in no row.
  cases.insert(news.log.persons.begin(), news.log.persons.end());
  FD_RETURN_IF_ERROR(Refresh(*news.items, cases, delta));
  return Send(std::move(delta));
}

void WorklistWatcher::Wake(absl::Time now) {
  if (ended()) return;
  if (const absl::Status woken = WakeAt(ToMicros(now)); !woken.ok()) Fail(woken);
}

absl::Status WorklistWatcher::WakeAt(absl::Time now) {
  if (now >= EndOfCover(scope_, tenant_.zone)) return NotCovering(scope_);
  FD_ASSIGN_OR_RETURN(const std::unique_ptr<projections::RowView> rows,
                      runtime_.projector->Read(tenant_.id, projections::kWorklist));
  // News are on their way, and bring what is due with them.
  if (rows->checkpoint().position != position_) return absl::OkStatus();
  const bool all = IsNewDay(now);
  evaluated_at_ = now;
  CaseItems items(runtime_, tenant_, *rows);
  Delta delta;
  if (all) {
    FD_RETURN_IF_ERROR(RefreshAll(items, delta));
  } else {
    FD_RETURN_IF_ERROR(Refresh(items, DueCases(now), delta));
  }
  return Send(std::move(delta));
}

void WorklistWatcher::Beat(int64_t lag_events, absl::Time now) {
  if (ended()) return;
  // Nothing was due since, or it would have been sent.
  evaluated_at_ = std::max(evaluated_at_, std::min(ToMicros(now), next_wake_));
  Message message = NewMessage();
  message.mutable_heartbeat()->set_lag_events(lag_events);
  Tell(std::move(message));
}

bool WorklistWatcher::IsNewDay(absl::Time now) const {
  return now < evaluated_at_ ||
         absl::ToCivilDay(now, tenant_.zone) != absl::ToCivilDay(evaluated_at_, tenant_.zone);
}

std::set<Id16> WorklistWatcher::DueCases(absl::Time now) const {
  std::set<Id16> due;
  if (now < next_wake_) return due;
  for (const auto& [case_id, sent] : sent_) {
    if (sent.next_change <= now) due.insert(case_id);
  }
  return due;
}

void WorklistWatcher::ForgetSent(const std::set<Id16>& persons) {
  for (const Id16& person : persons) {
    const auto sent = sent_.find(person);
    if (sent == sent_.end()) continue;
    for (SentItem& item : sent->second.items) item.second = 0;
  }
}

absl::Status WorklistWatcher::Refresh(CaseItems& items, const std::set<Id16>& cases, Delta& delta) {
  if (cases.empty()) return absl::OkStatus();
  for (const Id16& case_id : cases) {
    const CaseItems::Items& found = items.At(case_id, evaluated_at_);
    FD_RETURN_IF_ERROR(found.status());
    Items mine;
    for (const v1::WorkItem& item : *found) {
      if (scope_.HasItem(item)) mine.push_back(item);
    }
    Show(case_id, std::move(mine), delta);
  }
  SetNextWake();
  return absl::OkStatus();
}

absl::Status WorklistWatcher::RefreshAll(CaseItems& items, Delta& delta) {
  FD_ASSIGN_OR_RETURN(const ItemsAt at, items.SeenAt(evaluated_at_));
  std::map<Id16, Items> by_case;
  for (const auto& [case_id, sent] : sent_) by_case[case_id];
  FD_RETURN_IF_ERROR(VisitListed(
      at, scope_, [&](v1::WorkItem& item) { by_case[CaseOf(item)].push_back(std::move(item)); }));
  for (auto& [case_id, mine] : by_case) Show(case_id, std::move(mine), delta);
  SetNextWake();
  return absl::OkStatus();
}

void WorklistWatcher::Show(const Id16& case_id, Items items, Delta& delta) {
  const auto before = sent_.find(case_id);
  std::vector<SentItem> old;
  if (before != sent_.end()) old = std::move(before->second.items);
  SentCase sent;
  for (v1::WorkItem& item : items) {
    const Shown shown = ShowsItem(scope_, query_, evaluated_at_, item);
    sent.next_change = std::min(sent.next_change, NextChange(item, evaluated_at_));
    if (shown != Shown::kYes) continue;
    const std::string key(KeyOf(item));
    const size_t hash = absl::HashOf(item.SerializeAsString());
    sent.items.emplace_back(key, hash);
    const auto known =
        std::find_if(old.begin(), old.end(), [&](const SentItem& one) { return one.first == key; });
    const bool as_it_was = known != old.end() && known->second == hash;
    if (known != old.end()) old.erase(known);
    if (!as_it_was) *delta.add_upserted() = std::move(item);
  }
  for (const auto& [key, hash] : old) {
    delta.add_removed(absl::StrCat(FormatName(tenant_.id, "cases", case_id), "/workItems/", key));
  }
  if (!sent.items.empty() || sent.next_change != absl::InfiniteFuture()) {
    sent_[case_id] = std::move(sent);
  } else if (before != sent_.end()) {
    sent_.erase(before);
  }
}

void WorklistWatcher::AddChanges(const LogStretch& log, Position after, Delta& delta) const {
  for (const CaseCommit& commit : log.commits) {
    if (commit.position <= after) continue;
    const bool mine =
        std::any_of(commit.holders.begin(), commit.holders.end(), [&](const CaseHolder& holder) {
          return scope_.HasCaseOf(holder);
        });
    if (mine) *delta.add_changes() = ChangeFrom(tenant_.id, commit);
  }
}

absl::Status WorklistWatcher::AddTextsTo(
    google::protobuf::RepeatedPtrField<worklist::v1::WorkItem>& items) {
  if (!request_.include_names() || items.empty()) return absl::OkStatus();
  StreamReader reader(runtime_, tenant_.id, &tenant_, Freshness::kCurrent, position_);
  Reading reading(reader, ContextOf(runtime_, &tenant_, actor_));
  for (v1::WorkItem& item : items) FD_RETURN_IF_ERROR(AddTexts(reading, item));
  return absl::OkStatus();
}

absl::Status WorklistWatcher::Send(Delta delta) {
  if (IsEmpty(delta)) return absl::OkStatus();
  FD_RETURN_IF_ERROR(AddTextsTo(*delta.mutable_upserted()));
  std::sort(
      delta.mutable_upserted()->begin(), delta.mutable_upserted()->end(), worklist::StandsBefore);
  // Until the last part the reader has only what it had: it resumes after that.
  auto& upserted = *delta.mutable_upserted();
  while (upserted.size() > kItemsInMessage) {
    Message part;
    part.set_position(told_.position);
    *part.mutable_evaluated_at() = told_.evaluated_at;
    part.mutable_delta()->set_refreshed_all(delta.refreshed_all());
    part.mutable_delta()->mutable_refreshed_cases()->Swap(delta.mutable_refreshed_cases());
    delta.clear_refreshed_all();
    for (int i = upserted.size() - kItemsInMessage; i < upserted.size(); ++i) {
      *part.mutable_delta()->add_upserted() = std::move(upserted[i]);
    }
    upserted.DeleteSubrange(upserted.size() - kItemsInMessage, kItemsInMessage);
    stream_->Offer(std::move(part));
  }
  Message message = NewMessage();
  *message.mutable_delta() = std::move(delta);
  Tell(std::move(message));
  return absl::OkStatus();
}

void WorklistWatcher::Tell(Message message) {
  told_ = {message.position(), message.evaluated_at()};
  last_sent_ = runtime_.clock.Monotonic();
  stream_->Offer(std::move(message));
}

WorklistWatcher::Message WorklistWatcher::NewMessage() const {
  Message message;
  message.set_position(static_cast<int64_t>(position_));
  *message.mutable_evaluated_at() = history::TimestampFrom(evaluated_at_);
  return message;
}

void WorklistWatcher::SetNextWake() {
  const absl::CivilDay today = absl::ToCivilDay(evaluated_at_, tenant_.zone);
  next_wake_ =
      std::min(history::StartOf(today + 1, tenant_.zone), EndOfCover(scope_, tenant_.zone));
  for (const auto& [case_id, sent] : sent_) next_wake_ = std::min(next_wake_, sent.next_change);
}

}  // namespace framdrift::services
