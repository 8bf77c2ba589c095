// What one source had said of one stream the last time: its rows, as earlier imports recorded them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "services/event_mapping.h"
#include "services/migration/import_outcome.h"
#include "services/migration/row_identity.h"
#include "services/migration/row_matching.h"
#include "services/snapshot.h"
#include "services/stream_reader.h"

namespace framdrift::services {

// What `event` and what is sealed of it say; equal for equal messages.
template <typename Event, typename Sealed>
std::string ContentOf(const Event& event, const std::optional<Sealed>& sealed) {
  const std::string open = DeterministicBytes(event);
  return absl::StrCat(open.size(), ":", open, sealed ? DeterministicBytes(*sealed) : "");
}

// Not thread-safe.
template <typename Decider>
class SourceHistory {
 public:
  using Event = typename Decider::Event;
  using Sealed = typename Decider::Sealed;
  using Entry = history::Recorded<Event>;

  // Of an empty stream.
  SourceHistory() = default;

  // Finds the rows of `origin` in the stream that `snapshot` holds.
  static absl::StatusOr<SourceHistory> Read(const StreamReader& reader, const Id16& id,
                                            std::shared_ptr<const Snapshot<Decider>> snapshot,
                                            const ImportOrigin& origin) {
    SourceHistory history;
    history.snapshot_ = std::move(snapshot);
    FD_RETURN_IF_ERROR(history.FindRows(reader, id, origin));
    history.ReadAsTheSourceHadIt(reader.zone());
    return history;
  }

  const RecordedRows& rows() const { return rows_; }
  // The event at `position`; null when the snapshot does not hold it.
  const Entry* At(int64_t position) const {
    const auto entry = by_position_.find(position);
    return entry == by_position_.end() ? nullptr : entry->second;
  }
  // Where the row at `position`, not in effect, was struck through.
  int64_t VoidingOf(int64_t position) const { return voidings_.at(position); }

 private:
  absl::Status FindRows(const StreamReader& reader, const Id16& id, const ImportOrigin& origin) {
    eventstore::Revision next = 1;
    for (bool complete = false; !complete;) {
      FD_ASSIGN_OR_RETURN(const eventstore::Page page,
                          reader.runtime().store.ReadStream(reader.tenant_id(),
                                                            eventstore::LogNumber::kMain,
                                                            StreamOf(Decider::kKind, id),
                                                            next,
                                                            eventstore::Direction::kForward,
                                                            kPage));
      for (const eventstore::EventView& view : page.events()) {
        next = view.revision + 1;
        Remember(view, origin);
      }
      complete = page.complete();
    }
    return absl::OkStatus();
  }

  void Remember(const eventstore::EventView& view, const ImportOrigin& origin) {
    bool of_source = false;
    bool of_case = false;
    std::optional<eventstore::Tag> row;
    for (size_t i = 0; i < view.tags.size(); ++i) {
      const eventstore::Tag tag = view.tags[i];
      of_source |= tag.kind == kImportSourceTag && tag.value == origin.source_id;
      of_case |= tag.kind == kImportCaseTag && tag.value == origin.case_id;
      if (tag.kind == kImportRowTag || tag.kind == kImportDerivedRowTag) row = tag;
    }
    if (!of_source || !of_case) return;
    const auto position = static_cast<int64_t>(view.position);
    ours_.insert(position);
    // A row recorded anew, as another kind of event, stands where it does now.
    if (row) {
      RecordedRow& recorded = rows_[row->value];
      recorded.position = recorded.said_at = position;
      recorded.derived = row->kind == kImportDerivedRowTag;
    }
  }

  // What the rows say with the amendments that imports made, and without what people amended: that
  // is what the source had the last time. From the last to the first, so that a voided amendment
  // has no effect itself.
  void ReadAsTheSourceHadIt(absl::TimeZone zone) {
    std::set<int64_t> voided;
    std::map<int64_t, const Entry*> corrections;
    const auto& entries = snapshot_->timeline().entries();
    for (auto it = entries.rbegin(); it != entries.rend(); ++it) {
      const int64_t position = it->envelope.position;
      by_position_[position] = &*it;
      if (!ours_.contains(position) || voided.contains(position)) continue;
      if (it->event.has_event_voided()) {
        voided.insert(it->event.event_voided().position());
        voidings_[it->event.event_voided().position()] = position;
      } else if (it->event.has_event_corrected()) {
        corrections.try_emplace(it->event.event_corrected().position(), &*it);
      }
    }
    for (auto& [identity, row] : rows_) {
      const auto entry = by_position_.find(row.position);
      if (entry == by_position_.end()) continue;
      row.in_effect = !voided.contains(row.position);
      const auto correction = corrections.find(row.position);
      if (correction == corrections.end()) {
        row.occurred = entry->second->envelope.occurred;
        row.content =
            ContentOf(entry->second->event, SealedIn(snapshot_->RecordedParts(row.position)));
      } else {
        row.said_at = correction->second->envelope.position;
        ReadCorrected(*correction->second, entry->second->envelope.occurred, zone, row);
      }
    }
  }

  static std::optional<Sealed> SealedIn(const typename Snapshot<Decider>::Parts& parts) {
    return parts.empty() ? std::nullopt : std::optional<Sealed>(parts.front().content);
  }

  void ReadCorrected(const Entry& correction, const history::Occurred& original,
                     absl::TimeZone zone, RecordedRow& row) const {
    const auto& corrected = correction.event.event_corrected();
    row.occurred = original;
    if (corrected.has_occurred()) {
      row.occurred = history::OccurredFrom(corrected.occurred(), zone).value_or(original);
    }
    Event event;
    if (!corrected.replacement().UnpackTo(&event)) return;
    row.content =
        ContentOf(event, SealedIn(snapshot_->ReplacedParts(correction.envelope.position)));
  }

  static constexpr size_t kPage = 1024;

  std::shared_ptr<const Snapshot<Decider>> snapshot_;
  // Events of the origin, the rows among them, and the voidings by what they strike through.
  std::set<int64_t> ours_;
  RecordedRows rows_;
  std::map<int64_t, int64_t> voidings_;
  absl::flat_hash_map<int64_t, const Entry*> by_position_;
};

}  // namespace framdrift::services
