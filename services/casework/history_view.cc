#include "services/casework/history_view.h"

#include <string>
#include <vector>

#include "domain/history/amend.h"
#include "domain/history/when.h"
#include "google/protobuf/util/message_differencer.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;
using google::protobuf::util::MessageDifferencer;

std::string Written(const history::StaffId& id) {
  return id.empty() ? std::string() : id.ToString();
}

void RenderActor(const history::Actor& actor, v1::HistoryActor& out) {
  out.set_staff_id(Written(actor.id));
  out.set_role(actor.role);
  out.set_kind(static_cast<v1::HistoryActor::Kind>(actor.kind));
  if (!actor.unit.empty()) out.set_unit_id(actor.unit.ToString());
  out.set_on_behalf_of_id(Written(actor.on_behalf_of));
}

// Collects the paths of the fields that two events differ in.
class Paths : public MessageDifferencer::Reporter {
 public:
  using Fields = std::vector<MessageDifferencer::SpecificField>;
  using Message = google::protobuf::Message;

  void ReportAdded(const Message&, const Message&, const Fields& path) override { Add(path); }
  void ReportDeleted(const Message&, const Message&, const Fields& path) override { Add(path); }
  void ReportModified(const Message&, const Message&, const Fields& path) override { Add(path); }

  const std::vector<std::string>& all() const { return all_; }

 private:
  void Add(const Fields& path) {
    std::string text;
    // The first names the event's kind, which is the same in both.
    for (size_t i = 1; i < path.size(); ++i) {
      if (i > 1) text += '.';
      text += path[i].field->name();
      if (path[i].index >= 0) text += '[' + std::to_string(path[i].index) + ']';
    }
    all_.push_back(text);
  }

  std::vector<std::string> all_;
};

// The fields that a correction reads otherwise than what held before it.
std::vector<std::string> ChangedFields(const cases::CaseTimeline& timeline,
                                       const cases::CaseTimeline::Entry& correction) {
  const int64_t target = correction.event.event_corrected().position();
  v1::CaseEvent before;
  for (const auto& entry : timeline.Effective({.position = correction.envelope.position - 1})) {
    if (entry.envelope.position == target) before = entry.event;
  }
  v1::CaseEvent after;
  if (!correction.event.event_corrected().replacement().UnpackTo(&after)) return {};
  Paths paths;
  MessageDifferencer differencer;
  differencer.ReportDifferencesTo(&paths);
  differencer.Compare(before, after);
  std::vector<std::string> changed = paths.all();
  if (correction.event.event_corrected().has_occurred()) changed.push_back("occurred");
  return changed;
}

// The name of the message that `event` holds: `CaseOpened`.
std::string KindOf(const v1::CaseEvent& event) {
  const auto* field =
      v1::CaseEvent::descriptor()->FindFieldByNumber(static_cast<int>(event.kind_case()));
  return field == nullptr ? "" : field->message_type()->name();
}

}  // namespace

void RenderHistory(const StreamView<cases::CaseDecider>& view, size_t begin, size_t end,
                   v1::GetCaseHistoryResponse& out) {
  const cases::CaseTimeline& timeline = view.timeline();
  const auto breaches = history::Breaches(timeline);
  for (size_t i = begin; i < end; ++i) {
    const auto& recorded = timeline.entries()[i];
    const history::Envelope& envelope = recorded.envelope;
    v1::HistoryEntry& entry = *out.add_entries();
    entry.set_position(envelope.position);
    entry.set_revision(envelope.revision);
    entry.set_kind(KindOf(recorded.event));
    *entry.mutable_occurred() = history::WhenFrom(envelope.occurred, timeline.zone());
    *entry.mutable_record_time() = history::TimestampFrom(envelope.recorded_at);
    if (envelope.source_recorded_at) {
      *entry.mutable_source_record_time() = history::TimestampFrom(*envelope.source_recorded_at);
    }
    RenderActor(envelope.actor, *entry.mutable_actor());
    *entry.mutable_event() = recorded.event;
    const auto& parts = view.RecordedParts(envelope.position);
    if (!parts.empty()) *entry.mutable_sealed() = parts.front().content;
    entry.set_voided_by_position(view.VoidedBy(envelope.position));
    entry.set_voided(entry.voided_by_position() != 0);
    entry.set_corrected_by_position(view.CorrectedBy(envelope.position));
    if (recorded.event.has_event_corrected()) {
      for (std::string& path : ChangedFields(timeline, recorded)) {
        entry.add_changed_fields(std::move(path));
      }
    }
    for (const auto& [position, breach] : breaches) {
      if (position != envelope.position) continue;
      v1::ActionRefusal& deviation = *entry.add_deviations();
      deviation.set_reason(breach.reason);
      deviation.set_message(breach.message);
    }
  }
}

}  // namespace framdrift::services
