#include "services/casework/history_view.h"

#include <string>
#include <vector>

#include "domain/history/amend.h"
#include "domain/history/when.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/stream_history.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;
using google::protobuf::util::MessageDifferencer;

void RenderActor(const history::Actor& actor, v1::HistoryEntry& out) {
  out.set_actor_role(actor.role);
  out.set_actor_kind(static_cast<v1::HistoryEntry::ActorKind>(actor.kind));
  if (!actor.unit.empty()) out.set_actor_unit_id(actor.unit.ToString());
  if (!actor.on_behalf_of.empty()) out.set_on_behalf_of_id(actor.on_behalf_of.ToString());
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
    // The first names the event's kind, which is the same in both.
    if (path.size() < 2) return;
    std::string text;
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

}  // namespace

absl::Status RenderHistory(const StreamView<cases::CaseDecider>& view,
                           const v1::GetCaseHistoryRequest& request,
                           v1::GetCaseHistoryResponse& out) {
  const auto breaches = history::Breaches(view.timeline());
  const auto render = [&](v1::HistoryEntry& entry, const cases::CaseTimeline::Entry& recorded) {
    RenderActor(recorded.envelope.actor, entry);
    // It stands in the commit of whoever recorded what gave the ground.
    if (recorded.event.deviation_raised().has_rule()) {
      entry.set_actor_kind(v1::HistoryEntry::ACTOR_KIND_RULE);
    }
    const auto& parts = view.RecordedParts(recorded.envelope.position);
    if (!parts.empty()) *entry.mutable_sealed() = parts.front().content;
    if (recorded.event.has_event_corrected()) {
      for (std::string& path : ChangedFields(view.timeline(), recorded)) {
        entry.add_changed_fields(std::move(path));
      }
    }
    for (const auto& [position, breach] : breaches) {
      if (position != recorded.envelope.position) continue;
      v1::ActionRefusal& deviation = *entry.add_deviations();
      deviation.set_reason(breach.reason);
      deviation.set_message(breach.message);
    }
  };
  return AddHistory(view, request, out, render);
}

}  // namespace framdrift::services
