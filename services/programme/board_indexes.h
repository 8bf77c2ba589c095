// The boards of programmes, by indexes that grow with their streams.
#pragma once

#include <list>
#include <memory>
#include <string>
#include <utility>

#include "base/mutex.h"
#include "base/strong_id.h"
#include "domain/programme/board.h"

namespace framdrift::services {

// Thread-safe. Keeps an index of each of the programmes that were asked about last.
class BoardIndexes {
 public:
  using Timeline = history::Timeline<programme::ProgrammeDecider>;

  // The board of the programme's timeline as of then.
  programme::Board BoardOf(const std::string& tenant, const Id16& id, const Timeline& timeline,
                           history::AsOf as_of) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Key = std::pair<std::string, Id16>;
  struct Kept {
    Key key;
    Mutex mutex;
    programme::BoardIndex index ABSL_GUARDED_BY(mutex);
  };

  std::shared_ptr<Kept> Find(const Key& key) ABSL_LOCKS_EXCLUDED(mutex_);

  Mutex mutex_;
  // The one asked about last is first.
  std::list<std::shared_ptr<Kept>> kept_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace framdrift::services
