// Streams as they stood when the log held a given number of events: what answers are rendered from.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "base/status_macros.h"
#include "domain/history/context.h"
#include "services/names.h"
#include "services/stream_reader.h"
#include "services/stream_view.h"

namespace framdrift::services {

// Not thread-safe; lives for one answer.
class Reading {
 public:
  Reading(StreamReader& reader, history::Context context)
      : reader_(reader), context_(std::move(context)) {}

  const std::string& tenant() const { return reader_.tenant_id(); }
  Runtime& runtime() const { return reader_.runtime(); }
  // The time of the call, the tenant's zone and who asks.
  const history::Context& context() const { return context_; }
  // How many events the log held: what the answer is true of.
  eventstore::Position position() const { return reader_.head(); }
  absl::Status MayWait() const { return reader_.MayWait(); }

  // The stream at position(), without events where there was none. Lives as long as this.
  template <typename Decider>
  absl::StatusOr<StreamView<Decider>> View(const Id16& id) {
    FD_ASSIGN_OR_RETURN(std::shared_ptr<const Snapshot<Decider>> snapshot,
                        reader_.Read<Decider>(id));
    StreamView<Decider> view(id, *snapshot, static_cast<int64_t>(position()));
    held_.push_back(std::move(snapshot));
    return view;
  }

  // The same; NOT_FOUND with Resource::kNotFound where there was none.
  template <typename Resource>
  absl::StatusOr<StreamView<typename Resource::Decider>> ViewExisting(const Id16& id) {
    FD_ASSIGN_OR_RETURN(StreamView<typename Resource::Decider> view,
                        View<typename Resource::Decider>(id));
    if (view.revision() == 0) {
      return NotFound(Resource::kNotFound, FormatName(tenant(), Resource::kCollection, id));
    }
    return view;
  }

  // Keeps an encoded answer that follows from `view` alone, for as long as the stream stays as it
  // is.
  template <typename Decider>
  void Keep(const StreamView<Decider>& view, const std::string& key,
            std::shared_ptr<const std::string> answer) {
    if (view.latest() == nullptr) return;
    view.latest()->kept().Keep(key, std::move(answer));
    runtime().streams.Recount({tenant(), StreamOf(Decider::kKind, view.id())});
  }

 private:
  StreamReader& reader_;
  const history::Context context_;
  std::vector<SnapshotRef> held_;
};

// The answer to a command: its streams as the commit left them.
class Answer : public Reading {
 public:
  // `commit` is null for a command that made no events.
  Answer(StreamReader& reader, history::Context context, const Id16& commit_id,
         const eventstore::CommitResult* commit)
      : Reading(reader, std::move(context)), commit_id_(commit_id), commit_(commit) {}

  // Whether an earlier call with this request_id made the events.
  bool duplicate() const { return commit_ != nullptr && commit_->duplicate; }
  // As UnitOfWork::ChosenId.
  Id16 ChosenId(uint32_t ordinal = 0) const;
  // The first stream of a kind that the commit wrote, if any: where only the decision could tell.
  std::optional<Id16> Written(history::StreamKind kind) const;

 private:
  const Id16 commit_id_;
  const eventstore::CommitResult* commit_;
};

}  // namespace framdrift::services
