#include "projections/participation.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/status_macros.h"
#include "domain/history/streams.h"
#include "eventstore/bytes.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "projections/recorded_event.h"

namespace framdrift::projections {
namespace {

using casework::v1::CaseEvent;
using eventstore::Position;

// `p` + activity + case → nothing.
constexpr char kPrefix[] = "p";
constexpr auto kCaseStream = static_cast<uint16_t>(history::StreamKind::kCase);

std::string KeyOf(const history::ActivityId& activity, const Id16& case_id) {
  std::string key = kPrefix;
  eventstore::PutBytes(key, activity.bytes());
  eventstore::PutBytes(key, case_id);
  return key;
}

// Whether an event of that number in the union may name an activity.
bool MayName(uint32_t number) {
  return number == CaseEvent::kWorkPlanAdopted || number == CaseEvent::kStepPlanned ||
         number == CaseEvent::kAttendanceRecorded || number == CaseEvent::kEventCorrected;
}

// The cases seen in the events, by activity.
class Seen {
 public:
  explicit Seen(absl::TimeZone zone) : zone_(zone) {}

  absl::Status See(const eventstore::EventView& event) {
    if (event.stream.kind != kCaseStream || event.header_erased || !MayName(event.type % 1000)) {
      return absl::OkStatus();
    }
    FD_RETURN_IF_ERROR(ReadEvent(event, zone_, recorded_));
    if (!recorded_.event.has_event_corrected()) {
      AddFrom(recorded_.event, event.stream.id);
      return absl::OkStatus();
    }
    CaseEvent replacement;
    if (recorded_.event.event_corrected().replacement().UnpackTo(&replacement)) {
      AddFrom(replacement, event.stream.id);
    }
    return absl::OkStatus();
  }

  void Put(RowChanges& changes) {
    for (const auto& [activity, case_id] : seen_) changes.Put(KeyOf(activity, case_id), "");
    seen_.clear();
  }

 private:
  void AddFrom(const CaseEvent& event, const Id16& case_id) {
    for (const auto& step : event.work_plan_adopted().steps()) Add(step.activity_id(), case_id);
    if (event.has_step_planned()) Add(event.step_planned().terms().activity_id(), case_id);
    Add(event.attendance_recorded().activity_id(), case_id);
  }

  void Add(const std::string& activity_id, const Id16& case_id) {
    const auto activity = history::IdOrNone<history::ActivityId>(activity_id);
    if (!activity.empty()) seen_.emplace(activity, case_id);
  }

  const absl::TimeZone zone_;
  history::Recorded<CaseEvent> recorded_;
  std::set<std::pair<history::ActivityId, Id16>> seen_;
};

class ParticipationFold final : public Fold {
 public:
  explicit ParticipationFold(absl::TimeZone zone) : seen_(zone) {}
  absl::Status Apply(const eventstore::EventView& event) override { return seen_.See(event); }
  absl::Status Flush(Position, const RowView&, RowChanges& changes) override {
    seen_.Put(changes);
    return absl::OkStatus();
  }
  size_t held() const override { return 0; }

 private:
  Seen seen_;
};

class ParticipationBuilder final : public Builder {
 public:
  explicit ParticipationBuilder(absl::TimeZone zone) : seen_(zone) {}
  absl::Status Apply(const eventstore::EventView& event) override { return seen_.See(event); }
  absl::Status Finish(RowChanges& changes) override {
    seen_.Put(changes);
    return absl::OkStatus();
  }

 private:
  Seen seen_;
};

class Participation final : public Projection {
 public:
  absl::string_view name() const override { return kParticipation; }
  uint32_t version() const override { return 1; }
  Routing RoutingOf(uint16_t stream_kind) const override {
    return stream_kind == kCaseStream ? Routing::kByStream : Routing::kNone;
  }
  std::unique_ptr<Fold> Begin(const FoldSource& source) const override {
    return std::make_unique<ParticipationFold>(source.zone);
  }
  std::unique_ptr<Builder> BeginBuild(const FoldSource& source, const Partition&) const override {
    return std::make_unique<ParticipationBuilder>(source.zone);
  }
};

}  // namespace

std::unique_ptr<Projection> ParticipationProjection() { return std::make_unique<Participation>(); }

absl::Status VisitParticipants(const RowView& rows, const history::ActivityId& activity,
                               absl::FunctionRef<bool(const history::CaseId&)> visit) {
  const Id16 first{};
  const std::string from = KeyOf(activity, first);
  const size_t prefix = from.size() - first.size();
  absl::Status status;
  FD_RETURN_IF_ERROR(
      rows.Scan(from.substr(0, prefix), from, [&](absl::string_view key, absl::string_view) {
        Id16 id{};
        if (key.size() != from.size()) {
          status = absl::DataLossError("a row of participation does not read; rebuild it");
          return false;
        }
        std::copy(key.begin() + prefix, key.end(), id.begin());
        return visit(history::CaseId(id));
      }));
  return status;
}

}  // namespace framdrift::projections
