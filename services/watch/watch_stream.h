// The messages of one watch on their way to its reader: one write at a time, bounded in memory.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "base/mutex.h"
#include "grpcpp/support/server_callback.h"
#include "services/grpc_status.h"
#include "services/watch/watch_end.h"

namespace framdrift::services {

// Thread-safe. `Message` has a position and evaluated_at.
template <typename Message>
class WatchStream final : public grpc::ServerWriteReactor<Message> {
 public:
  struct Options {
    // Puts `next` into `waiting`, which was not sent yet; false where they stay two messages.
    std::function<bool(Message& waiting, Message& next)> merge;
    // What may wait for the reader: with more the watch ends with WATCH_FELL_BEHIND. One message
    // may always wait, however large.
    size_t max_waiting_bytes = size_t{1} << 20;
    // Called when nothing of the call is left.
    std::function<void()> done;
  };

  // To be returned to gRPC; lives until the call is done and nobody else holds it.
  static std::shared_ptr<WatchStream> Begin(Options options) {
    std::shared_ptr<WatchStream> stream(new WatchStream(std::move(options)));
    stream->self_ = stream;
    return stream;
  }

  // Sends the message when the reader has taken those before it, unless the watch has ended.
  void Offer(Message message) ABSL_LOCKS_EXCLUDED(mutex_) {
    const size_t bytes = message.ByteSizeLong();
    {
      MutexLock lock(mutex_);
      if (end_) return;
      if (waiting_.empty() || !options_.merge(waiting_.back(), message)) {
        waiting_.push_back(std::move(message));
      }
      waiting_bytes_ += bytes;
      ++waiting_offers_;
      if (waiting_offers_ > 1 && waiting_bytes_ > options_.max_waiting_bytes) {
        EndWith(FellBehind);
      }
    }
    GoOn();
  }
  // The same for what a list begins with, in any number of messages.
  void Begin(Message message) ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      MutexLock lock(mutex_);
      if (end_) return;
      waiting_.push_back(std::move(message));
    }
    GoOn();
  }
  // Ends the call, once what is being written is, with what `end` makes of the last message
  // written. The first end counts.
  using StatusAfter = std::function<absl::Status(const WatchPlace& sent)>;
  void End(StatusAfter end) ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      MutexLock lock(mutex_);
      if (!end_) EndWith(std::move(end));
    }
    GoOn();
  }
  bool ended() const ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    return end_ != nullptr;
  }

  void OnWriteDone(bool ok) override {
    {
      MutexLock lock(mutex_);
      writing_ = false;
      if (ok) {
        sent_ = {current_.position(), current_.evaluated_at()};
      } else if (!end_) {
        EndWith(ReaderIsGone);
      }
    }
    GoOn();
  }
  void OnCancel() override {
    {
      MutexLock lock(mutex_);
      if (!end_) EndWith(ReaderIsGone);
    }
    GoOn();
  }
  void OnDone() override {
    const std::shared_ptr<WatchStream> last = std::move(self_);
    if (options_.done) options_.done();
  }

 private:
  explicit WatchStream(Options options) : options_(std::move(options)) {}

  static absl::Status ReaderIsGone(const WatchPlace&) {
    return absl::CancelledError("the reader is gone");
  }
  void EndWith(StatusAfter end) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    end_ = std::move(end);
    waiting_.clear();
  }
  // Starts the next write or the end, unless a write is under way. gRPC is called without the lock;
  // `writing_` or `finished_` keeps others away meanwhile.
  void GoOn() ABSL_LOCKS_EXCLUDED(mutex_) {
    std::optional<absl::Status> end;
    {
      MutexLock lock(mutex_);
      if (writing_ || finished_) return;
      if (end_) {
        finished_ = true;
        end = end_(sent_);
      } else if (waiting_.empty()) {
        return;
      } else {
        writing_ = true;
        current_ = std::move(waiting_.front());
        waiting_.pop_front();
        if (waiting_.empty()) waiting_bytes_ = waiting_offers_ = 0;
      }
    }
    end ? this->Finish(ToGrpcStatus(*end)) : this->StartWrite(&current_);
  }

  const Options options_;
  // Until gRPC is done with it.
  std::shared_ptr<WatchStream> self_;
  mutable Mutex mutex_;
  std::deque<Message> waiting_ ABSL_GUARDED_BY(mutex_);
  // Of what was offered since nothing waited.
  size_t waiting_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t waiting_offers_ ABSL_GUARDED_BY(mutex_) = 0;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  // Set when the watch is to end.
  StatusAfter end_ ABSL_GUARDED_BY(mutex_);
  WatchPlace sent_ ABSL_GUARDED_BY(mutex_);
  // While `writing_`, gRPC's.
  Message current_;
};

}  // namespace framdrift::services
