#include "projections/lane.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/log.h"
#include "base/status_macros.h"

namespace framdrift::projections {

void Lane::Apply(const eventstore::EventView& event) {
  if (failure_ || event.position <= position_) return;
  if (busy() || event.position > written_ + most_) return;
  // The log serves positions without gaps; a projection that skipped one would be wrong for ever.
  FD_CHECK(event.position == position_ + 1);
  if (projection_.RoutingOf(event.stream.kind) != Routing::kNone) {
    if (fold_ == nullptr) fold_ = projection_.Begin(source_);
    if (absl::Status status = fold_->Apply(event); !status.ok()) {
      Fail(event.position, std::move(status));
      return;
    }
  }
  position_ = event.position;
}

void Lane::Fail(eventstore::Position position, absl::Status status) {
  if (failure_) return;
  Log(kError,
      "projection stopped",
      {{"projection", projection_.name()},
       {"generation", generation_->name().number},
       {"tenant", source_.tenant},
       {"position", position},
       {"reason", status.message()}});
  failure_ = Failure{position, std::move(status)};
}

absl::StatusOr<RowStore::Write> Lane::Collect(RootAt root_at) {
  RowStore::Write write;
  write.generation = generation_.get();
  if (fold_ != nullptr) {
    FD_ASSIGN_OR_RETURN(const std::unique_ptr<RowView> rows, generation_->Read(source_.tenant));
    FD_RETURN_IF_ERROR(fold_->Flush(position_, *rows, write.changes));
    FD_RETURN_IF_ERROR(write.changes.Settle(*rows));
  }
  flushed_ = busy() ? position_ - 1 : position_;
  write.checkpoint.position = flushed_;
  FD_ASSIGN_OR_RETURN(write.checkpoint.root, root_at(flushed_));
  return write;
}

std::optional<RowStore::Write> Lane::Flush(RootAt root_at) {
  if (position_ == written_) return std::nullopt;
  absl::StatusOr<RowStore::Write> write = Collect(root_at);
  if (write.ok()) {
    most_ = std::min(2 * most_, kAnyNumber);
    return *std::move(write);
  }
  const eventstore::Position events = position_ - written_;
  most_ = std::max<eventstore::Position>(events / 2, 1);
  Reset();
  if (events == 1) Fail(written_ + 1, write.status());
  return std::nullopt;
}

void Lane::Reset() {
  fold_ = nullptr;
  position_ = written_;
  flushed_ = written_;
}

}  // namespace framdrift::projections
