// What a list of imported facts means for one stream: which are new, which were recorded before,
// which differ, and which rules of order they break.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "base/status_macros.h"
#include "domain/history/amend.h"
#include "framdrift/migration/v1/migration_service.pb.h"
#include "services/event_mapping.h"
#include "services/migration/row_identity.h"
#include "services/snapshot.h"
#include "services/stream_reader.h"

namespace framdrift::services {

// A row, checked, as an event of `Decider`'s stream.
template <typename Decider>
struct FactRow {
  int64_t line = 0;
  // 0 for what follows from other rows and is not counted.
  int32_t counts = 1;
  Id16 identity{};
  history::Occurred occurred;
  std::optional<absl::Time> known_at;
  typename Decider::Event event;
  std::optional<typename Decider::Sealed> sealed;
};

// What becomes of the rows, summed over the streams of a case.
struct ImportOutcome {
  std::vector<eventstore::NewEvent> events;
  std::vector<eventstore::StreamCondition> conditions;
  std::vector<migration::v1::RowReport> deviations;
  int32_t added = 0;
  int32_t unchanged = 0;
  int32_t corrected = 0;
  int32_t voided = 0;
};

// Reason codes of what MODE_SNAPSHOT sets right.
inline constexpr char kImportReason[] = "import-snapshot";

// One stream under import. Not thread-safe; lives for one try.
template <typename Decider>
class StreamImport {
 public:
  using Event = typename Decider::Event;
  using Sealed = typename Decider::Sealed;
  using Row = FactRow<Decider>;

  // Reads the stream and which of its events are rows of `source`. `subject` is whose key seals.
  static absl::StatusOr<StreamImport> Open(StreamReader& reader, const Id16& id,
                                           const Id16& subject, const Id16& source,
                                           const history::Context& context) {
    StreamImport import(id, subject, source, context, reader.zone());
    FD_ASSIGN_OR_RETURN(import.snapshot_, reader.Read<Decider>(id));
    if (import.snapshot_->revision() > 0) FD_RETURN_IF_ERROR(import.FindRows(reader));
    import.after_ = import.snapshot_->timeline();
    return import;
  }

  const Snapshot<Decider>& snapshot() const { return *snapshot_; }

  // An event that no row stands behind, such as the person's registration.
  void AddOwn(history::Emitted<Event, Sealed> emitted, ImportOutcome& out) {
    Take(std::move(emitted), std::nullopt, std::nullopt, 0, out);
  }

  // Every row exactly once in effect.
  void AddRows(const std::vector<Row>& rows, bool snapshot_mode, ImportOutcome& out) {
    const auto amendments = snapshot_->timeline().CurrentAmendments();
    absl::flat_hash_set<Id16> seen;
    for (const Row& row : rows) {
      seen.insert(row.identity);
      const auto recorded = rows_.find(row.identity);
      if (recorded == rows_.end()) {
        out.added += row.counts;
        TakeRow(row, out);
      } else if (snapshot_mode && amendments.voided.contains(recorded->second)) {
        out.added += row.counts;
        VoidVoiding(recorded->second, row, out);
      } else if (snapshot_mode && Differs(recorded->second, row, amendments)) {
        out.corrected += row.counts;
        Correct(recorded->second, row, out);
      } else {
        out.unchanged += row.counts;
      }
    }
    if (snapshot_mode) VoidMissing(seen, amendments, out);
  }

  // The commit stands only while the stream is as it was read.
  void AddCondition(ImportOutcome& out) const {
    out.conditions.push_back({StreamOf(Decider::kKind, id_),
                              eventstore::StreamCondition::Kind::kRevision,
                              snapshot_->revision()});
  }

  // To be called after what adds: the rules of order that break by it.
  void AddDeviations(ImportOutcome& out) const {
    if (after_.revision() == snapshot_->timeline().revision()) return;
    const auto before = history::Breaches(snapshot_->timeline());
    for (const auto& [position, breach] : history::Breaches(after_)) {
      bool stood_before = false;
      for (const auto& [old_position, old] : before) {
        stood_before |= old_position == position && old.reason == breach.reason;
      }
      if (stood_before) continue;
      migration::v1::RowReport& report = out.deviations.emplace_back();
      const auto line = lines_.find(position);
      report.set_line(line == lines_.end() ? 0 : line->second);
      report.set_reason(breach.reason);
      report.set_message(breach.message);
    }
  }

 private:
  using Amendments = typename history::Timeline<Decider>::Amendments;

  StreamImport(const Id16& id, const Id16& subject, const Id16& source,
               const history::Context& context, absl::TimeZone zone)
      : id_(id), subject_(subject), source_(source), context_(context), after_(zone) {}

  absl::Status FindRows(const StreamReader& reader) {
    eventstore::Revision next = 1;
    for (bool complete = false; !complete;) {
      FD_ASSIGN_OR_RETURN(const eventstore::Page page,
                          reader.runtime().store.ReadStream(reader.tenant_id(),
                                                            eventstore::LogNumber::kMain,
                                                            StreamOf(Decider::kKind, id_),
                                                            next,
                                                            eventstore::Direction::kForward,
                                                            kPage));
      for (const eventstore::EventView& view : page.events()) {
        next = view.revision + 1;
        Remember(view);
      }
      complete = page.complete();
    }
    return absl::OkStatus();
  }

  void Remember(const eventstore::EventView& view) {
    bool ours = false;
    std::optional<Id16> row;
    for (size_t i = 0; i < view.tags.size(); ++i) {
      const eventstore::Tag tag = view.tags[i];
      ours |= tag.kind == kImportSourceTag && tag.value == source_;
      if (tag.kind == kImportRowTag) row = tag.value;
    }
    if (ours && row) rows_[*row] = static_cast<int64_t>(view.position);
  }

  void Take(history::Emitted<Event, Sealed> emitted, const std::optional<Id16>& row,
            const std::optional<absl::Time>& known_at, int64_t line, ImportOutcome& out) {
    eventstore::NewEvent event = NewEventFrom<Decider>(id_, emitted);
    event.source_recorded_at = known_at;
    event.tags.push_back({kImportSourceTag, source_});
    if (row) event.tags.push_back({kImportRowTag, *row});
    out.events.push_back(std::move(event));
    history::Recorded<Event> entry;
    entry.envelope.position =
        after_.entries().empty() ? 1 : after_.entries().back().envelope.position + 1;
    entry.envelope.revision = after_.revision() + 1;
    entry.envelope.occurred = emitted.occurred;
    entry.envelope.recorded_at = context_.now;
    entry.envelope.source_recorded_at = known_at;
    entry.envelope.actor = context_.actor;
    entry.event = std::move(emitted.event);
    if (line != 0) lines_[entry.envelope.position] = line;
    after_.Add(std::move(entry));
  }

  void TakeRow(const Row& row, ImportOutcome& out) {
    history::Emitted<Event, Sealed> emitted{row.event, {}, row.occurred, ""};
    if (row.sealed) emitted.parts.push_back({subject_, 0, *row.sealed});
    Take(std::move(emitted), row.identity, row.known_at, row.line, out);
  }

  history::Emitted<Event, Sealed> Amendment() const {
    return {Event(), {}, {context_.now, history::Precision::kSecond}, kImportReason};
  }

  void Void(int64_t position, int64_t line, ImportOutcome& out) {
    auto emitted = Amendment();
    emitted.event.mutable_event_voided()->set_position(position);
    emitted.event.mutable_event_voided()->set_reason_code(kImportReason);
    Take(std::move(emitted), std::nullopt, std::nullopt, line, out);
  }

  // The row came back: strikes the voiding that struck it through.
  void VoidVoiding(int64_t position, const Row& row, ImportOutcome& out) {
    const auto amendments = snapshot_->timeline().CurrentAmendments();
    for (const auto& entry : snapshot_->timeline().entries()) {
      if (!entry.event.has_event_voided() || entry.event.event_voided().position() != position ||
          amendments.voided.contains(entry.envelope.position)) {
        continue;
      }
      Void(entry.envelope.position, row.line, out);
    }
    if (Differs(position, row, amendments)) Correct(position, row, out);
  }

  void Correct(int64_t position, const Row& row, ImportOutcome& out) {
    auto emitted = Amendment();
    auto& correction = *emitted.event.mutable_event_corrected();
    correction.set_position(position);
    correction.mutable_replacement()->PackFrom(row.event);
    correction.set_reason_code(kImportReason);
    if (row.sealed) {
      Sealed sealed;
      sealed.mutable_event_corrected()->mutable_replacement()->PackFrom(*row.sealed);
      emitted.parts.push_back({subject_, 0, std::move(sealed)});
    }
    Take(std::move(emitted), std::nullopt, row.known_at, row.line, out);
  }

  void VoidMissing(const absl::flat_hash_set<Id16>& seen, const Amendments& amendments,
                   ImportOutcome& out) {
    for (const auto& [identity, position] : rows_) {
      if (seen.contains(identity) || amendments.voided.contains(position)) continue;
      ++out.voided;
      Void(position, 0, out);
    }
  }

  // Whether the row says something else than what holds at `position`.
  bool Differs(int64_t position, const Row& row, const Amendments& amendments) const {
    const auto correction = amendments.corrections.find(position);
    Event event;
    std::string sealed;
    if (correction != amendments.corrections.end()) {
      const history::Recorded<Event>& entry = *correction->second;
      if (!entry.event.event_corrected().replacement().UnpackTo(&event)) return true;
      for (const auto& part : snapshot_->RecordedParts(entry.envelope.position)) {
        Sealed replaced;
        if (part.content.event_corrected().replacement().UnpackTo(&replaced)) {
          sealed = DeterministicBytes(replaced);
        }
      }
    } else {
      for (const auto& entry : snapshot_->timeline().entries()) {
        if (entry.envelope.position == position) event = entry.event;
      }
      for (const auto& part : snapshot_->RecordedParts(position)) {
        sealed = DeterministicBytes(part.content);
      }
    }
    return DeterministicBytes(event) != DeterministicBytes(row.event) ||
           sealed != (row.sealed ? DeterministicBytes(*row.sealed) : "");
  }

  static constexpr size_t kPage = 1024;

  const Id16 id_;
  const Id16 subject_;
  const Id16 source_;
  const history::Context& context_;
  std::shared_ptr<const Snapshot<Decider>> snapshot_;
  // Row → the position of its event.
  absl::flat_hash_map<Id16, int64_t> rows_;
  // The stream as it will be, at positions that follow its last, and the lines they come from.
  history::Timeline<Decider> after_;
  absl::flat_hash_map<int64_t, int64_t> lines_;
};

}  // namespace framdrift::services
