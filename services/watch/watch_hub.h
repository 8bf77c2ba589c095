// The one thread that tells all watchers what changed, and wakes them when their time has come.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "projections/projector.h"
#include "services/watch/watcher.h"

namespace framdrift::services {

// A tenant and the read model that is watched.
using WatchKey = std::pair<std::string, std::string>;

// Thread-safe. What happens to rows is looked up once for all who watch them.
class WatchHub {
 public:
  struct Options {
    // Read models that may be watched.
    std::vector<std::string> projections;
    const Clock* clock = nullptr;
    // Of all tenants: some hundred bytes and what each shows.
    size_t max_watchers = 10000;
  };

  // What is borrowed must outlive it.
  WatchHub(projections::Projector& projector, Options options);
  ~WatchHub();

  // Keeps what happens from now on for `watcher`, until Ready; `make` makes the topic of its key,
  // where there is none yet. WATCHES_FULL; WATCH_ENDED once closed.
  absl::Status Add(const WatchKey& key, std::shared_ptr<Watcher> watcher,
                   std::function<std::unique_ptr<WatchTopic>()> make)
      ABSL_LOCKS_EXCLUDED(inbox_->mutex);
  // The watcher has what its rows held when they were read, after Add; the rest it is told. To be
  // called for every watcher that was added, also when it has ended meanwhile.
  void Ready(const std::shared_ptr<Watcher>& watcher) ABSL_LOCKS_EXCLUDED(inbox_->mutex);
  // What a stream calls when it begins, and when nothing is left of it.
  void StreamBegins() ABSL_LOCKS_EXCLUDED(inbox_->mutex);
  void StreamIsDone() ABSL_LOCKS_EXCLUDED(inbox_->mutex);

  // Ends all watches with WATCH_ENDED, those to come too, and waits until their streams are done,
  // at most `patience`: a reader that takes nothing does not hear of it.
  void Close(absl::Duration patience) ABSL_LOCKS_EXCLUDED(inbox_->mutex);

 private:
  struct Joining {
    WatchKey key;
    std::shared_ptr<Watcher> watcher;
    std::function<std::unique_ptr<WatchTopic>()> make;
  };
  struct Work {
    std::vector<Joining> joining;
    std::map<WatchKey, projections::RowsWritten> written;
    std::vector<std::shared_ptr<Watcher>> ready;
    std::map<WatchKey, absl::Status> stopped;

    bool empty() const {
      return joining.empty() && written.empty() && ready.empty() && stopped.empty();
    }
  };
  // Shared with the projector's threads, which may call back after the hub is gone.
  struct Inbox {
    Mutex mutex;
    CondVar changed;
    Work work ABSL_GUARDED_BY(mutex);
    // What is written there is kept in `work`; how many watch it.
    std::map<WatchKey, size_t> watched ABSL_GUARDED_BY(mutex);
    size_t watchers ABSL_GUARDED_BY(mutex) = 0;
    size_t streams ABSL_GUARDED_BY(mutex) = 0;
    bool closed ABSL_GUARDED_BY(mutex) = false;
  };
  struct Member {
    std::shared_ptr<Watcher> watcher;
    bool ready = false;
    // What happened since it was added, until it is ready.
    std::vector<std::shared_ptr<const WatchNews>> kept;
  };
  struct Topic {
    std::unique_ptr<WatchTopic> topic;
    std::vector<Member> members;
    // 0 until the first news.
    eventstore::Position position = 0;
    // What could not be looked up alone, and when, as threads wait, it is tried again.
    std::optional<projections::RowsWritten> held_back;
    std::chrono::steady_clock::time_point try_again;
    bool asking_whether_stopped = false;
  };

  static void Hear(Inbox& inbox, const projections::RowsWritten& written);
  void Run();
  // Waits until there is work, or until `wait` is over. Nothing once closed.
  std::optional<Work> Await(absl::Duration wait);
  void TakeIn(Work work);
  void TellNews(Topic& topic, projections::RowsWritten written);
  void MakeReady(const std::shared_ptr<Watcher>& watcher);
  // Wakes and beats where it is time, and forgets who has ended. Returns how long nothing is due.
  absl::Duration Tick();
  absl::Duration TickTopic(const WatchKey& key, Topic& topic, absl::Time now, absl::Duration clock);
  // Asks whether rows have stopped that have not come to `position`.
  void AskWhetherStopped(const WatchKey& key, Topic& topic, eventstore::Position position);
  void EndAll();

  projections::Projector& projector_;
  const Options options_;
  const std::shared_ptr<Inbox> inbox_;
  std::vector<uint64_t> listening_;
  // The hub's thread only.
  std::map<WatchKey, Topic> topics_;
  std::thread thread_;
};

}  // namespace framdrift::services
