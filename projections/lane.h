// One projection of one tenant on its way along the log.
#pragma once

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "eventstore/event_view.h"
#include "projections/projection.h"
#include "projections/row_store.h"

namespace framdrift::projections {

// Why a projection stopped, and at which event.
struct Failure {
  eventstore::Position position = 0;
  absl::Status status;
};

// Not thread-safe. `projection` must outlive it.
class Lane {
 public:
  Lane(const Projection& projection, std::shared_ptr<Generation> generation, FoldSource source,
       eventstore::Position position)
      : projection_(projection),
        generation_(std::move(generation)),
        source_(std::move(source)),
        position_(position),
        written_(position),
        flushed_(position) {}

  const Projection& projection() const { return projection_; }
  const std::shared_ptr<Generation>& generation() const { return generation_; }
  const std::string& tenant() const { return source_.tenant; }
  // Up to where the rows are written.
  eventstore::Position position() const { return written_; }
  const std::optional<Failure>& failure() const { return failure_; }
  // Whether it has more to do before it takes in another event.
  bool busy() const { return fold_ != nullptr && fold_->busy(); }
  size_t held() const { return fold_ == nullptr ? 0 : fold_->held(); }

  // Takes the event in if it is the next one, and the fold is not busy with the one before; after a
  // failure none is.
  void Apply(const eventstore::EventView& event);
  // The log cannot be read beyond `position`.
  void Fail(eventstore::Position position, absl::Status status);
  // What is to be written to make the rows those of the last event taken in, or to come nearer to
  // that while the fold is busy; nothing when there is nothing new, or when that failed. `root_at`
  // gives the log's root.
  using RootAt = absl::FunctionRef<absl::StatusOr<eventstore::Hash>(eventstore::Position)>;
  std::optional<RowStore::Write> Flush(RootAt root_at);
  // What Flush gave is written.
  void Written() { written_ = flushed_; }
  // Gives up what is in memory; the events since position() come again.
  void Reset();

 private:
  static constexpr eventstore::Position kAnyNumber = eventstore::Position{1} << 32;

  absl::StatusOr<RowStore::Write> Collect(RootAt root_at);

  const Projection& projection_;
  const std::shared_ptr<Generation> generation_;
  const FoldSource source_;
  std::unique_ptr<Fold> fold_;
  // Of the last event taken in.
  eventstore::Position position_;
  eventstore::Position written_;
  // What written_ is once what Flush gave is written.
  eventstore::Position flushed_;
  // So many events are taken in between two writes: fewer once rows could not be made of more,
  // until it is known of which event they could not.
  eventstore::Position most_ = kAnyNumber;
  std::optional<Failure> failure_;
};

}  // namespace framdrift::projections
