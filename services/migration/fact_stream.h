// One stream under an import of facts: which rules of order the facts break.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/amend.h"
#include "domain/history/fold_order.h"
#include "services/event_mapping.h"
#include "services/migration/fact_streams.h"
#include "services/migration/row_identity.h"
#include "services/snapshot.h"

namespace framdrift::services {

// Facts that come in the order they happened, as nearly all do, are checked one by one against the
// state the ones before them leave; others need the whole history. Not thread-safe.
template <typename Decider>
class FactStreamOf final : public FactStream {
 public:
  using Event = typename Decider::Event;
  using Sealed = typename Decider::Sealed;
  using Timeline = history::Timeline<Decider>;

  FactStreamOf(const Id16& id, const Id16& source, const history::Context& context,
               std::shared_ptr<const Snapshot<Decider>> snapshot)
      : id_(id),
        source_(source),
        context_(context),
        snapshot_(std::move(snapshot)),
        state_(snapshot_->state()),
        order_(snapshot_->timeline().order()) {}

  absl::Status Add(const CheckedFact& checked, FactOutcome& out) override {
    history::Emitted<Event, Sealed> emitted;
    FD_RETURN_IF_ERROR(Read(checked, emitted));
    history::Recorded<Event> entry;
    entry.envelope.position = LastRecorded() + static_cast<int64_t>(added_.size()) + 1;
    entry.envelope.revision = static_cast<int64_t>(snapshot_->revision() + added_.size()) + 1;
    entry.envelope.occurred = emitted.occurred;
    entry.envelope.day = absl::ToCivilDay(emitted.occurred.at, context_.zone);
    entry.envelope.recorded_at = context_.now;
    entry.envelope.source_recorded_at = checked.known_at;
    entry.envelope.actor = context_.actor;
    eventstore::NewEvent event = NewEventFrom<Decider>(id_, emitted);
    event.source_recorded_at = checked.known_at;
    event.tags.push_back({kImportSourceTag, source_});
    entry.event = std::move(emitted.event);
    FD_RETURN_IF_ERROR(Fold(entry, checked.line));
    added_.push_back({std::move(entry), checked.line});
    out.events.push_back(std::move(event));
    return absl::OkStatus();
  }

  void Conclude(FactOutcome& out) override {
    out.conditions.push_back({StreamOf(Decider::kKind, id_),
                              eventstore::StreamCondition::Kind::kRevision,
                              snapshot_->revision()});
    if (!in_order_) FindBreaches();
    for (auto& deviation : deviations_) out.deviations.push_back(std::move(deviation));
  }

 private:
  struct Added {
    history::Recorded<Event> entry;
    int64_t line = 0;
  };

  // What the fact says, in the domain's words.
  absl::Status Read(const CheckedFact& checked, history::Emitted<Event, Sealed>& emitted) const {
    const migration::v1::Fact& fact = *checked.fact;
    emitted.event = static_cast<const Event&>(MemberOf(fact, fact.event_case()));
    emitted.occurred = checked.occurred;
    if (emitted.event.kind_case() == 0) return FactIncomplete("A fact is one event, not none.");
    for (const migration::v1::FactPart& part : fact.parts()) {
      if (static_cast<int>(part.sealed_case()) != static_cast<int>(fact.event_case())) {
        return FactIncomplete("What is sealed is of the same kind of stream as its event.");
      }
      history::SealedPart<Sealed> sealed;
      sealed.subject = id_;
      if (!part.subject_id().empty()) {
        FD_ASSIGN_OR_RETURN(sealed.subject, ParseUuid(part.subject_id()));
      }
      sealed.content = static_cast<const Sealed&>(MemberOf(part, part.sealed_case()));
      if (static_cast<int>(sealed.content.kind_case()) !=
          static_cast<int>(emitted.event.kind_case())) {
        return FactIncomplete("What is sealed has the number of its event.");
      }
      emitted.parts.push_back(std::move(sealed));
    }
    return absl::OkStatus();
  }

  absl::Status Fold(const history::Recorded<Event>& entry, int64_t line) {
    if (Timeline::IsAmendment(entry.event)) {
      in_order_ = false;
      const int64_t target = entry.event.has_event_corrected()
                                 ? entry.event.event_corrected().position()
                                 : entry.event.event_voided().position();
      if (target > LastRecorded()) {
        return Refuse("EVENT_NOT_FOUND", "A correction or voiding is of what is recorded already.");
      }
      return history::CheckAmendment(Whole(), entry.event, context_);
    }
    in_order_ = in_order_ && order_.FoldsLast(entry.envelope);
    if (!in_order_) return absl::OkStatus();
    Refusals refusals;
    Decider::Check(state_, entry, refusals);
    for (const Refusal& refusal : refusals.all()) Report(line, refusal);
    order_.Advance(entry.envelope);
    Decider::Evolve(state_, entry);
    return absl::OkStatus();
  }

  void Report(int64_t line, const Refusal& refusal) {
    migration::v1::RowReport& report = deviations_.emplace_back();
    report.set_line(line);
    report.set_reason(refusal.reason);
    report.set_message(refusal.message);
  }

  // The breaches that were not there before.
  void FindBreaches() {
    deviations_.clear();
    const auto before = history::Breaches(snapshot_->timeline());
    for (const auto& [position, breach] : history::Breaches(Whole())) {
      bool stood_before = false;
      for (const auto& [old_position, old] : before) {
        stood_before |= old_position == position && old.reason == breach.reason;
      }
      if (stood_before) continue;
      const int64_t index = position - LastRecorded() - 1;
      Report(index < 0 ? 0 : added_[static_cast<size_t>(index)].line, breach);
    }
  }

  Timeline Whole() const {
    Timeline whole = snapshot_->timeline();
    std::vector<history::Recorded<Event>> entries;
    for (const Added& added : added_) entries.push_back(added.entry);
    whole.AddAll(std::move(entries));
    return whole;
  }

  int64_t LastRecorded() const {
    const auto& entries = snapshot_->timeline().entries();
    return entries.empty() ? 0 : entries.back().envelope.position;
  }

  const Id16 id_;
  const Id16 source_;
  const history::Context& context_;
  const std::shared_ptr<const Snapshot<Decider>> snapshot_;
  typename Decider::State state_;
  history::FoldOrder order_;
  bool in_order_ = true;
  // At the positions after the last recorded one.
  std::vector<Added> added_;
  std::vector<migration::v1::RowReport> deviations_;
};

}  // namespace framdrift::services
