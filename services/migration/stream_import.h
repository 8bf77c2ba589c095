// What a list of imported facts means for one stream: which are new, which were recorded before,
// which differ, and which rules of order they break.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/status_macros.h"
#include "domain/history/amend.h"
#include "domain/history/when.h"
#include "framdrift/migration/v1/migration_service.pb.h"
#include "services/event_mapping.h"
#include "services/migration/import_outcome.h"
#include "services/migration/row_identity.h"
#include "services/migration/row_matching.h"
#include "services/migration/source_history.h"
#include "services/snapshot.h"
#include "services/stream_reader.h"

namespace framdrift::services {

// One stream under import. Not thread-safe; lives for one try.
template <typename Decider>
class StreamImport {
 public:
  using Event = typename Decider::Event;
  using Sealed = typename Decider::Sealed;
  using Row = FactRow<Decider>;

  // Reads the stream and which of its events are rows of `origin`. `subject` is whose key seals.
  static absl::StatusOr<StreamImport> Open(StreamReader& reader, const Id16& id,
                                           const Id16& subject, const ImportOrigin& origin,
                                           const history::Context& context) {
    StreamImport import(id, subject, origin, context, reader.zone());
    FD_ASSIGN_OR_RETURN(import.snapshot_, reader.Read<Decider>(id));
    if (import.snapshot_->revision() > 0) {
      FD_ASSIGN_OR_RETURN(import.source_,
                          SourceHistory<Decider>::Read(reader, id, import.snapshot_, origin));
    }
    import.after_ = import.snapshot_->timeline();
    return import;
  }

  const Snapshot<Decider>& snapshot() const { return *snapshot_; }

  // An event that no row stands behind, such as the person's registration.
  void AddOwn(history::Emitted<Event, Sealed> emitted, ImportOutcome& out) {
    Take(std::move(emitted), {}, std::nullopt, 0, out);
  }

  // Every row exactly once in effect.
  absl::Status AddRows(const std::vector<Row>& rows, const RowIdentities& identities,
                       bool snapshot_mode, ImportOutcome& out) {
    std::vector<FileRow> file;
    for (const Row& row : rows) {
      file.push_back({row.code, row.occurred, row.at_any_time(), ContentOf(row.event, row.sealed)});
    }
    FD_ASSIGN_OR_RETURN(const std::vector<RowMatch> matches,
                        MatchRows(file, source_.rows(), identities, origin_.key));
    std::set<int64_t> seen;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (matches[i].recorded != nullptr) seen.insert(matches[i].recorded->position);
      AddRow(rows[i], matches[i], snapshot_mode, out);
    }
    if (snapshot_mode) VoidMissing(seen, out);
    return absl::OkStatus();
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
  using Entry = history::Recorded<Event>;

  StreamImport(const Id16& id, const Id16& subject, const ImportOrigin& origin,
               const history::Context& context, absl::TimeZone zone)
      : id_(id), subject_(subject), origin_(origin), context_(context), after_(zone) {}

  void AddRow(const Row& row, const RowMatch& match, bool snapshot_mode, ImportOutcome& out) {
    const RecordedRow* recorded = match.recorded;
    const int32_t counts = row.derived ? 0 : 1;
    if (recorded == nullptr) {
      out.added += counts;
      if (row.own_line) out.lines_set_right.insert(row.line);
      return TakeRow(row, match.identity, out);
    }
    // A row earlier than all before moves the opening to it, whatever the mode.
    const bool moves_back =
        row.at_any_time() && recorded->in_effect && row.occurred.at < recorded->occurred.at;
    if (snapshot_mode ? recorded->in_effect && match.same() : !moves_back) {
      out.unchanged += counts;
      if (counts > 0) ++out.unchanged_lines[row.line];
      return;
    }
    (recorded->in_effect ? out.corrected : out.added) += counts;
    if (row.derived && (row.own_line || (recorded->in_effect && !match.same_content))) {
      out.lines_set_right.insert(row.line);
    }
    const Entry* original = source_.At(recorded->position);
    if (original == nullptr || original->event.kind_case() != row.event.kind_case()) {
      // A correction is of the same kind: this is another event in the row's place.
      if (recorded->in_effect) Void(recorded->position, row.line, out);
      return TakeRow(row, match.identity, out);
    }
    if (!recorded->in_effect) Void(source_.VoidingOf(recorded->position), row.line, out);
    if (!match.same()) Correct(*original, *recorded, row, out);
  }

  void Take(history::Emitted<Event, Sealed> emitted, const std::vector<eventstore::Tag>& tags,
            const std::optional<absl::Time>& known_at, int64_t line, ImportOutcome& out) {
    eventstore::NewEvent event = NewEventFrom<Decider>(id_, emitted);
    event.source_recorded_at = known_at;
    event.tags = tags;
    event.tags.push_back({kImportSourceTag, origin_.source_id});
    event.tags.push_back({kImportCaseTag, origin_.case_id});
    out.events.push_back(std::move(event));
    Entry entry;
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

  void TakeRow(const Row& row, const Id16& identity, ImportOutcome& out) {
    history::Emitted<Event, Sealed> emitted{row.event, {}, row.occurred, ""};
    if (row.sealed) emitted.parts.push_back({subject_, 0, *row.sealed});
    const uint16_t kind = row.derived ? kImportDerivedRowTag : kImportRowTag;
    Take(std::move(emitted), {{kind, identity}}, row.known_at, row.line, out);
  }

  history::Emitted<Event, Sealed> Amendment() const {
    return {Event(), {}, {context_.now, history::Precision::kSecond}, kImportReason};
  }

  void Void(int64_t position, int64_t line, ImportOutcome& out) {
    auto emitted = Amendment();
    emitted.event.mutable_event_voided()->set_position(position);
    emitted.event.mutable_event_voided()->set_reason_code(kImportReason);
    Take(std::move(emitted), {}, std::nullopt, line, out);
  }

  void Correct(const Entry& original, const RecordedRow& recorded, const Row& row,
               ImportOutcome& out) {
    auto emitted = Amendment();
    auto& correction = *emitted.event.mutable_event_corrected();
    correction.set_position(recorded.position);
    correction.mutable_replacement()->PackFrom(row.event);
    correction.set_reason_code(kImportReason);
    if (!(original.envelope.occurred == row.occurred)) {
      *correction.mutable_occurred() = history::WhenFrom(row.occurred, context_.zone);
    }
    if (row.sealed) {
      Sealed sealed;
      sealed.mutable_event_corrected()->mutable_replacement()->PackFrom(*row.sealed);
      emitted.parts.push_back({subject_, 0, std::move(sealed)});
    }
    // A source that names the same time still cannot have known the new words then: the last export
    // had others. Then they are known from now on.
    std::optional<absl::Time> known_at = row.known_at;
    const Entry* said = source_.At(recorded.said_at);
    if (known_at && said != nullptr && said->envelope.known_at() >= *known_at) {
      known_at.reset();
    }
    Take(std::move(emitted), {}, known_at, row.line, out);
  }

  // What a person struck through meanwhile needs no second stroke.
  void VoidMissing(const std::set<int64_t>& seen, ImportOutcome& out) {
    const auto amendments = snapshot_->timeline().CurrentAmendments();
    std::map<int64_t, bool> missing;
    for (const auto& [identity, row] : source_.rows()) {
      if (row.in_effect && !seen.contains(row.position)) missing[row.position] = row.derived;
    }
    for (const auto& [position, derived] : missing) {
      if (amendments.voided.contains(position)) continue;
      if (!derived) ++out.voided;
      Void(position, 0, out);
    }
  }

  const Id16 id_;
  const Id16 subject_;
  const ImportOrigin origin_;
  const history::Context& context_;
  std::shared_ptr<const Snapshot<Decider>> snapshot_;
  SourceHistory<Decider> source_;
  // The stream as it will be, at positions that follow its last, and the lines they come from.
  history::Timeline<Decider> after_;
  absl::flat_hash_map<int64_t, int64_t> lines_;
};

}  // namespace framdrift::services
