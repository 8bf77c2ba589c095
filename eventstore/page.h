// Pages of events read from a log, with the bytes they stand in.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "eventstore/event_view.h"

namespace framdrift::eventstore {

enum class Direction { kForward, kBackward };

// Events in the order read, and the packed commits they point into: the views live as long as the
// page. Movable. Not thread-safe.
class Page {
 public:
  Page() = default;
  Page(Page&&) = default;
  Page& operator=(Page&&) = default;

  const std::vector<EventView>& events() const { return events_; }
  bool empty() const { return events_.empty(); }
  // How many events the log held, durably, when the page was read: the page is true of that state.
  Position head() const { return head_; }
  // Whether the head had been reached, or (backward) the beginning: nothing follows the page.
  bool complete() const { return complete_; }

 private:
  friend class PageBuilder;
  struct Commit {
    std::string bytes;
    CommitView view;
  };
  // Views point into the commits, which therefore never move.
  std::deque<std::unique_ptr<Commit>> commits_;
  std::vector<EventView> events_;
  Position head_ = 0;
  bool complete_ = true;
};

}  // namespace framdrift::eventstore
