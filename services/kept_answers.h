// Parts of answers that follow from one state of a stream alone, encoded and kept beside it.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "base/mutex.h"

namespace framdrift::services {

// Thread-safe.
class KeptAnswers {
 public:
  // Variants of one stream's answers, such as pages, that are worth keeping.
  static constexpr size_t kMost = 4;

  // Null when it is not kept.
  std::shared_ptr<const std::string> Find(absl::string_view key) const ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    const auto it = answers_.find(std::string(key));
    return it == answers_.end() ? nullptr : it->second;
  }
  // Keeps `answer` unless there are kMost already.
  void Keep(std::string key, std::shared_ptr<const std::string> answer)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    if (answers_.size() >= kMost) return;
    bytes_ += key.size() + answer->size();
    answers_.emplace(std::move(key), std::move(answer));
  }
  void Clear() ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    answers_.clear();
    bytes_ = 0;
  }
  size_t bytes() const ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    return bytes_;
  }

 private:
  mutable Mutex mutex_;
  std::map<std::string, std::shared_ptr<const std::string>> answers_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace framdrift::services
