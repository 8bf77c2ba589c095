#include "eventstore/subscription.h"

#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/status_macros.h"
#include "eventstore/log_reader.h"
#include "eventstore/recent_commits.h"

namespace framdrift::eventstore {

absl::StatusOr<Page> Subscription::Next(size_t max) {
  const Position head = log_->head.load(std::memory_order_acquire);
  std::vector<std::string> commits;
  if (position_ < head && max > 0) commits = recent_->After(*log_, position_, max);
  Page page;
  if (commits.empty()) {
    FD_ASSIGN_OR_RETURN(page,
                        reader_->ReadLog(log_->id, head, position_ + 1, Direction::kForward, max));
  } else {
    PageBuilder builder(head);
    Position last = position_;
    for (std::string& bytes : commits) {
      FD_ASSIGN_OR_RETURN(const CommitView* commit, builder.AddCommit(std::move(bytes)));
      for (const EventView& event : commit->events) {
        if (event.position <= position_ || event.position > head || builder.size() == max) continue;
        builder.AddEvent(event);
        last = event.position;
      }
    }
    page = builder.Finish(last == head);
  }
  for (const EventView& event : page.events()) FD_CHECK(event.position == ++position_);
  return page;
}

Position Subscription::lag() const {
  const Position head = log_->head.load(std::memory_order_acquire);
  return head > position_ ? head - position_ : 0;
}

}  // namespace framdrift::eventstore
