// What StreamReader, UnitOfWork and StreamView do with one kind of stream: compiled once for each
// decider instead of in every file that uses it.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "domain/history/amend.h"
#include "services/stream_reader.h"
#include "services/stream_view.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

template <typename Decider>
absl::StatusOr<std::shared_ptr<const Snapshot<Decider>>> StreamReader::Read(const Id16& id) {
  if (tenant_ == nullptr) return std::make_shared<const Snapshot<Decider>>(zone());
  const eventstore::StreamId stream = StreamOf(Decider::kKind, id);
  auto cached = std::static_pointer_cast<const Snapshot<Decider>>(
      runtime_.streams.Find({tenant_id_, stream}));
  if (cached != nullptr && cached->current_at() >= head_) return cached;
  if (freshness_ == Freshness::kCached) {
    if (cached == nullptr) return MayWait();
    fresh_ = false;
    return cached;
  }
  if (cached == nullptr) cached = std::make_shared<const Snapshot<Decider>>(zone());
  return CatchUp<Decider>(id, std::move(cached));
}

template <typename Decider>
std::shared_ptr<const Snapshot<Decider>> StreamReader::Extend(
    const Id16& id, std::shared_ptr<const Snapshot<Decider>> snapshot,
    std::vector<Entry<Decider>> entries, eventstore::Position current_at) {
  auto extended = runtime_.streams.Extend(
      {tenant_id_, StreamOf(Decider::kKind, id)},
      std::move(snapshot),
      [](const SnapshotBase& base) -> std::shared_ptr<SnapshotBase> {
        return std::make_shared<Snapshot<Decider>>(static_cast<const Snapshot<Decider>&>(base));
      },
      [&](SnapshotBase& base) {
        for (Entry<Decider>& entry : entries) {
          static_cast<Snapshot<Decider>&>(base).Add(std::move(entry.recorded),
                                                    std::move(entry.parts));
        }
      });
  extended->SetCurrentAt(current_at);
  return std::static_pointer_cast<const Snapshot<Decider>>(std::move(extended));
}

template <typename Decider>
absl::StatusOr<std::shared_ptr<const Snapshot<Decider>>> StreamReader::CatchUp(
    const Id16& id, std::shared_ptr<const Snapshot<Decider>> snapshot) {
  eventstore::Revision revision = snapshot->revision();
  std::vector<Entry<Decider>> entries;
  eventstore::Position head = head_;
  for (bool complete = false; !complete;) {
    FD_ASSIGN_OR_RETURN(const eventstore::Page page,
                        ReadAfter(StreamOf(Decider::kKind, id), revision));
    for (const eventstore::EventView& view : page.events()) {
      FD_ASSIGN_OR_RETURN(auto recorded, RecordedFrom<Decider>(view));
      FD_ASSIGN_OR_RETURN(auto parts, PartsFrom<Decider>(runtime_.store, tenant_id_, view));
      entries.push_back({std::move(recorded), std::move(parts)});
      revision = view.revision;
    }
    complete = page.complete();
    head = page.head();
  }
  return Extend<Decider>(id, std::move(snapshot), std::move(entries), head);
}

template <typename Decider>
absl::StatusOr<UnitOfWork::Touched<Decider>*> UnitOfWork::Touch(const Id16& id) {
  const eventstore::StreamId stream = StreamOf(Decider::kKind, id);
  for (const auto& touched : touched_) {
    if (touched->stream == stream) return static_cast<Touched<Decider>*>(touched.get());
  }
  auto touched = std::make_unique<Touched<Decider>>(stream);
  FD_ASSIGN_OR_RETURN(touched->snapshot, reader_.Read<Decider>(id));
  Touched<Decider>* result = touched.get();
  touched_.push_back(std::move(touched));
  return result;
}

template <typename Decider>
absl::StatusOr<const Snapshot<Decider>*> UnitOfWork::Load(const Id16& id) {
  Touched<Decider>* touched = nullptr;
  FD_ASSIGN_OR_RETURN(touched, Touch<Decider>(id));
  return touched->snapshot.get();
}

template <typename Decider>
absl::Status UnitOfWork::Emit(
    const Id16& id,
    std::vector<history::Emitted<typename Decider::Event, typename Decider::Sealed>> events) {
  Touched<Decider>* touched = nullptr;
  FD_ASSIGN_OR_RETURN(touched, Touch<Decider>(id));
  FD_RETURN_IF_ERROR(history::CheckBackdated(touched->snapshot->timeline(), events, context_));
  for (auto& emitted : events) {
    new_events_.push_back(NewEventFrom<Decider>(id, emitted));
    touched->emitted.emplace_back(new_events_.size() - 1, std::move(emitted));
  }
  return absl::OkStatus();
}

template <typename Decider>
const SnapshotBase* UnitOfWork::Touched<Decider>::snapshot_base() const {
  return snapshot.get();
}

template <typename Decider>
void UnitOfWork::Touched<Decider>::Committed(UnitOfWork& work,
                                             const eventstore::CommitResult& result) {
  if (emitted.empty()) return;
  history::Envelope envelope;
  envelope.recorded_at = result.recorded_at;
  envelope.actor = work.context_.actor;
  envelope.revision = static_cast<int64_t>(snapshot->revision());
  std::vector<typename StreamReader::Entry<Decider>> entries;
  for (auto& [index, event] : emitted) {
    envelope.position = static_cast<int64_t>(result.first_position + index);
    ++envelope.revision;
    envelope.occurred = {ToMicros(event.occurred.at), event.occurred.precision};
    entries.push_back({{envelope, std::move(event.event)}, std::move(event.parts)});
  }
  snapshot = work.reader_.Extend<Decider>(
      stream.id, std::move(snapshot), std::move(entries), result.last_position);
}

template <typename Decider>
StreamView<Decider>::StreamView(const Id16& id, const Snapshot<Decider>& snapshot, int64_t until)
    : id_(id), snapshot_(&snapshot) {
  const auto& entries = snapshot.timeline().entries();
  size_t seen = entries.size();
  while (seen > 0 && entries[seen - 1].envelope.position > until) --seen;
  revision_ = seen;
  if (seen < entries.size()) {
    past_.emplace(snapshot.timeline().At({.position = until}));
  }
  FindAmendments();
}

template <typename Decider>
void StreamView<Decider>::FindAmendments() {
  const auto& entries = snapshot_->timeline().entries();
  for (size_t i = revision_; i > 0; --i) {
    const auto& entry = entries[i - 1];
    const int64_t position = entry.envelope.position;
    if (!history::Timeline<Decider>::IsAmendment(entry.event) || voidings_.contains(position)) {
      continue;
    }
    if (entry.event.has_event_voided()) {
      voidings_.try_emplace(entry.event.event_voided().position(), position);
    } else {
      corrections_.try_emplace(entry.event.event_corrected().position(), position);
    }
  }
}

}  // namespace framdrift::services

// All of it for streams of one kind, in a file of its own.
#define FRAMDRIFT_STREAM_KIND(Decider)                                                   \
  template absl::StatusOr<std::shared_ptr<const framdrift::services::Snapshot<Decider>>> \
  framdrift::services::StreamReader::Read<Decider>(const framdrift::Id16&);              \
  template absl::StatusOr<const framdrift::services::Snapshot<Decider>*>                 \
  framdrift::services::UnitOfWork::Load<Decider>(const framdrift::Id16&);                \
  template absl::Status framdrift::services::UnitOfWork::Emit<Decider>(                  \
      const framdrift::Id16&,                                                            \
      std::vector<framdrift::history::Emitted<Decider::Event, Decider::Sealed>>);        \
  template class framdrift::services::StreamView<Decider>
