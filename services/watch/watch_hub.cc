#include "services/watch/watch_hub.h"

#include <algorithm>
#include <iterator>

#include "absl/time/clock.h"
#include "services/watch/watch_end.h"

namespace framdrift::services {
namespace {

using projections::RowsWritten;

// The hub looks up no later, so that a clock that was set is noticed, and no sooner where what is
// due has to wait for news that are on their way.
constexpr absl::Duration kLongestWait = absl::Minutes(1);
constexpr absl::Duration kShortestWait = absl::Milliseconds(1);
// What a watcher that takes so long to begin has missed is too much to keep.
constexpr size_t kMostKept = 4096;
constexpr absl::Duration kStopPatience = absl::Seconds(1);
// What is written next mostly says what could not be said alone; else it is tried again.
constexpr std::chrono::milliseconds kHeldBack(500);

template <typename T>
std::shared_ptr<const std::vector<T>> Union(const std::vector<T>& a, const std::vector<T>& b) {
  std::vector<T> all;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
  return std::make_shared<const std::vector<T>>(std::move(all));
}

// What was written first and then, as one.
RowsWritten Merged(RowsWritten first, RowsWritten then) {
  const bool known = first.keys != nullptr && then.keys != nullptr &&
                     first.keys->size() + then.keys->size() <= projections::kMaxKeysTold;
  then.after = std::min(first.after, then.after);
  then.keys = known ? Union(*first.keys, *then.keys) : nullptr;
  then.streams = known ? Union(*first.streams, *then.streams) : nullptr;
  return then;
}

}  // namespace

WatchHub::WatchHub(projections::Projector& projector, Options options)
    : projector_(projector), options_(std::move(options)), inbox_(std::make_shared<Inbox>()) {
  for (const std::string& projection : options_.projections) {
    listening_.push_back(projector_.changes().Subscribe(
        projection, [inbox = inbox_](const RowsWritten& written) { Hear(*inbox, written); }));
  }
  thread_ = std::thread([this] { Run(); });
}

WatchHub::~WatchHub() {
  Close(absl::ZeroDuration());
  for (const uint64_t number : listening_) projector_.changes().Unsubscribe(number);
  thread_.join();
}

absl::Status WatchHub::Add(const WatchKey& key, std::shared_ptr<Watcher> watcher,
                           std::function<std::unique_ptr<WatchTopic>()> make) {
  MutexLock lock(inbox_->mutex);
  if (inbox_->closed) return ServerStops({});
  if (inbox_->watchers >= options_.max_watchers) return WatchesFull();
  ++inbox_->watchers;
  ++inbox_->watched[key];
  inbox_->work.joining.push_back({key, std::move(watcher), std::move(make)});
  return absl::OkStatus();
}

void WatchHub::Ready(const std::shared_ptr<Watcher>& watcher) {
  {
    MutexLock lock(inbox_->mutex);
    inbox_->work.ready.push_back(watcher);
  }
  inbox_->changed.NotifyAll();
}

void WatchHub::StreamBegins() {
  MutexLock lock(inbox_->mutex);
  ++inbox_->streams;
}

void WatchHub::StreamIsDone() {
  {
    MutexLock lock(inbox_->mutex);
    --inbox_->streams;
  }
  inbox_->changed.NotifyAll();
}

void WatchHub::Close(absl::Duration patience) {
  const absl::Time until = absl::Now() + patience;
  MutexLock lock(inbox_->mutex);
  inbox_->closed = true;
  inbox_->changed.NotifyAll();
  while (inbox_->streams > 0) {
    const absl::Duration left = until - absl::Now();
    if (left <= absl::ZeroDuration()) return;
    inbox_->changed.WaitFor(inbox_->mutex, left);
  }
}

void WatchHub::Hear(Inbox& inbox, const RowsWritten& written) {
  {
    MutexLock lock(inbox.mutex);
    WatchKey key(written.tenant, written.projection);
    if (inbox.closed || !inbox.watched.contains(key)) return;
    const auto [it, added] = inbox.work.written.try_emplace(std::move(key), written);
    if (!added) it->second = Merged(std::move(it->second), written);
  }
  inbox.changed.NotifyAll();
}

void WatchHub::Run() {
  absl::Duration wait = kLongestWait;
  while (std::optional<Work> work = Await(wait)) {
    TakeIn(*std::move(work));
    wait = std::max(Tick(), kShortestWait);
  }
  EndAll();
}

std::optional<WatchHub::Work> WatchHub::Await(absl::Duration wait) {
  MutexLock lock(inbox_->mutex);
  if (!inbox_->closed && inbox_->work.empty() && wait > absl::ZeroDuration()) {
    inbox_->changed.WaitFor(inbox_->mutex, wait);
  }
  if (inbox_->closed) return std::nullopt;
  return std::exchange(inbox_->work, {});
}

void WatchHub::TakeIn(Work work) {
  for (Joining& joining : work.joining) {
    Topic& topic = topics_[joining.key];
    if (topic.topic == nullptr) topic.topic = joining.make();
    topic.members.push_back({.watcher = std::move(joining.watcher)});
  }
  for (auto& [key, written] : work.written) {
    const auto topic = topics_.find(key);
    if (topic != topics_.end()) TellNews(topic->second, std::move(written));
  }
  for (const std::shared_ptr<Watcher>& watcher : work.ready) MakeReady(watcher);
  for (const auto& [key, status] : work.stopped) {
    const auto topic = topics_.find(key);
    if (topic == topics_.end()) continue;
    topic->second.asking_whether_stopped = false;
    if (status.ok() || absl::IsDeadlineExceeded(status)) continue;
    for (const Member& member : topic->second.members) {
      member.watcher->End([status = status](const WatchPlace&) { return status; });
    }
  }
}

void WatchHub::TellNews(Topic& topic, RowsWritten written) {
  if (topic.held_back) {
    written = Merged(*std::exchange(topic.held_back, std::nullopt), std::move(written));
  }
  if (topic.position == 0) topic.position = written.after;
  // Rows that are behind, as after a rollback, have nothing to tell until they have caught up.
  if (written.until < topic.position) return;
  if (written.until == topic.position && written.keys != nullptr) return;
  if (written.after > topic.position) {
    written.keys = nullptr;
    written.streams = nullptr;
  }
  written.after = topic.position;
  const auto news = topic.topic->LookUp(written);
  if (!news.ok()) {
    for (const Member& member : topic.members) {
      member.watcher->End([status = news.status()](const WatchPlace&) { return status; });
    }
    return;
  }
  if (*news == nullptr) {
    topic.held_back = std::move(written);
    topic.try_again = std::chrono::steady_clock::now() + kHeldBack;
    return;
  }
  topic.position = (*news)->until;
  const absl::Time now = options_.clock->Now();
  for (Member& member : topic.members) {
    if (member.ready) {
      member.watcher->Take(**news, now);
    } else if (member.kept.size() < kMostKept) {
      member.kept.push_back(*news);
    } else {
      member.watcher->End(FellBehind);
    }
  }
}

void WatchHub::MakeReady(const std::shared_ptr<Watcher>& watcher) {
  const absl::Time now = options_.clock->Now();
  for (auto& [key, topic] : topics_) {
    for (Member& member : topic.members) {
      if (member.watcher != watcher) continue;
      member.ready = true;
      for (const auto& news : std::exchange(member.kept, {})) watcher->Take(*news, now);
      return;
    }
  }
}

absl::Duration WatchHub::Tick() {
  const absl::Time now = options_.clock->Now();
  const absl::Duration clock = options_.clock->Monotonic();
  absl::Duration wait = kLongestWait;
  for (auto topic = topics_.begin(); topic != topics_.end();) {
    wait = std::min(wait, TickTopic(topic->first, topic->second, now, clock));
    topic = topic->second.members.empty() ? topics_.erase(topic) : std::next(topic);
  }
  return wait;
}

absl::Duration WatchHub::TickTopic(const WatchKey& key, Topic& topic, absl::Time now,
                                   absl::Duration clock) {
  absl::Duration wait = kLongestWait;
  if (topic.held_back && std::chrono::steady_clock::now() >= topic.try_again) {
    TellNews(topic, *std::exchange(topic.held_back, std::nullopt));
  }
  if (topic.held_back) wait = std::min(wait, absl::FromChrono(kHeldBack));
  size_t ended = 0;
  eventstore::Position awaited = 0;
  std::erase_if(topic.members, [&](const Member& member) {
    if (!member.ready) return false;
    Watcher& watcher = *member.watcher;
    if (watcher.ended()) {
      ++ended;
      return true;
    }
    // A clock that was set back is noticed by this.
    if (now >= watcher.next_wake() || now < watcher.evaluated_at()) {
      watcher.Wake(now);
    }
    if (clock >= watcher.last_sent() + watcher.beat_interval()) {
      const int64_t lag = topic.topic->LagAt(watcher.position());
      watcher.Beat(lag, now);
      if (lag > 0) awaited = watcher.position() + 1;
    }
    wait = std::min(
        {wait, watcher.next_wake() - now, watcher.last_sent() + watcher.beat_interval() - clock});
    return false;
  });
  if (ended > 0) {
    MutexLock lock(inbox_->mutex);
    inbox_->watchers -= ended;
    const auto watched = inbox_->watched.find(key);
    watched->second -= ended;
    if (watched->second == 0) inbox_->watched.erase(watched);
  }
  if (awaited > 0) AskWhetherStopped(key, topic, awaited);
  return wait;
}

void WatchHub::AskWhetherStopped(const WatchKey& key, Topic& topic, eventstore::Position position) {
  if (topic.asking_whether_stopped) return;
  topic.asking_whether_stopped = true;
  projector_.WaitFor(key.first,
                     key.second,
                     position,
                     kStopPatience,
                     [inbox = inbox_, key](const absl::Status& status) {
                       {
                         MutexLock lock(inbox->mutex);
                         inbox->work.stopped[key] = status;
                       }
                       inbox->changed.NotifyAll();
                     });
}

void WatchHub::EndAll() {
  Work work;
  {
    MutexLock lock(inbox_->mutex);
    work = std::exchange(inbox_->work, {});
  }
  for (const Joining& joining : work.joining) joining.watcher->End(ServerStops);
  for (const auto& [key, topic] : topics_) {
    for (const Member& member : topic.members) member.watcher->End(ServerStops);
  }
  topics_.clear();
}

}  // namespace framdrift::services
