#include "projections/assignments.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/node_hash_map.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/history/streams.h"
#include "eventstore/bytes.h"
#include "projections/mentions.h"
#include "projections/recorded_event.h"

namespace framdrift::projections {
namespace {

using cases::Responsibilities;
using cases::ResponsibilityNote;
using casework::v1::CaseEvent;
using Kind = ResponsibilityNote::Kind;

// `c` + case → its responsibilities; `u` + unit + case and `s` + caseworker + case → nothing, for
// every unit and caseworker named there; and what mentions.h says.
constexpr char kCasePrefix[] = "c";
constexpr char kUnitPrefix[] = "u";
constexpr char kStaffPrefix[] = "s";

absl::string_view Bytes(const Id16& id) {
  return {reinterpret_cast<const char*>(id.data()), id.size()};
}

std::string CaseKey(const Id16& id) { return absl::StrCat(kCasePrefix, Bytes(id)); }

std::set<std::string> IndexKeys(const Responsibilities& responsibilities, const Id16& id) {
  std::set<std::string> keys;
  for (const ResponsibilityNote& note : responsibilities.notes()) {
    if (!note.unit.empty()) {
      keys.insert(absl::StrCat(kUnitPrefix, Bytes(note.unit.bytes()), Bytes(id)));
    }
    if (!note.caseworker.empty()) {
      keys.insert(absl::StrCat(kStaffPrefix, Bytes(note.caseworker.bytes()), Bytes(id)));
    }
  }
  return keys;
}

void PutTime(std::string& out, absl::Time time) {
  eventstore::PutInteger(out, static_cast<uint64_t>(absl::ToUnixMicros(time)));
}
absl::Time TakeTime(eventstore::ByteReader& in) {
  return absl::FromUnixMicros(static_cast<int64_t>(in.Integer<uint64_t>()));
}

std::string Encode(const Responsibilities& responsibilities) {
  std::string out;
  eventstore::PutInteger(out, static_cast<uint64_t>(responsibilities.first_position()));
  PutTime(out, responsibilities.first_known());
  PutTime(out, responsibilities.first_occurred());
  for (const ResponsibilityNote& note : responsibilities.notes()) {
    eventstore::PutInteger(out, static_cast<uint8_t>(note.kind));
    eventstore::PutInteger(out, static_cast<uint8_t>(note.occurred.has_value()));
    eventstore::PutInteger(out, static_cast<uint64_t>(note.position));
    PutTime(out, note.known);
    PutTime(out, note.occurred.value_or(absl::UnixEpoch()));
    eventstore::PutInteger(out, static_cast<uint64_t>(note.target));
    eventstore::PutBytes(out, note.unit.bytes());
    eventstore::PutBytes(out, note.caseworker.bytes());
  }
  return out;
}

absl::StatusOr<Responsibilities> Decode(absl::string_view bytes) {
  eventstore::ByteReader in(bytes);
  const auto first_position = static_cast<int64_t>(in.Integer<uint64_t>());
  const absl::Time first_known = TakeTime(in);
  const absl::Time first_occurred = TakeTime(in);
  std::vector<ResponsibilityNote> notes;
  while (in.ok() && in.remaining() > 0) {
    ResponsibilityNote& note = notes.emplace_back();
    note.kind = static_cast<Kind>(in.Integer<uint8_t>());
    const bool has_occurred = in.Integer<uint8_t>() != 0;
    note.position = static_cast<int64_t>(in.Integer<uint64_t>());
    note.known = TakeTime(in);
    const absl::Time occurred = TakeTime(in);
    if (has_occurred) note.occurred = occurred;
    note.target = static_cast<int64_t>(in.Integer<uint64_t>());
    note.unit = history::UnitId(in.Array<16>());
    note.caseworker = history::StaffId(in.Array<16>());
  }
  if (!in.ok()) {
    return absl::DataLossError("a row of assignments does not read; rebuild the projection");
  }
  return Responsibilities::Restore(first_position, first_known, first_occurred, std::move(notes));
}

// Reads of the log what the rows are made of. Not thread-safe.
class NoteReader {
 public:
  explicit NoteReader(absl::TimeZone zone) : zone_(zone), mention_reader_(zone) {}

  // Nothing of an event that is not a case's. What it mentions is added to `mentions`.
  absl::StatusOr<std::optional<ResponsibilityNote>> Read(const eventstore::EventView& event,
                                                         std::set<std::string>& mentions) {
    FD_RETURN_IF_ERROR(mention_reader_.Read(event, mentions));
    if (event.stream.kind != static_cast<uint16_t>(history::StreamKind::kCase)) {
      return std::nullopt;
    }
    ResponsibilityNote note;
    note.position = static_cast<int64_t>(event.position);
    note.known = event.recorded_at;
    if (event.header_erased) return note;
    if (cases::SaysOfResponsibility(static_cast<CaseEvent::KindCase>(event.type % 1000))) {
      FD_RETURN_IF_ERROR(ReadEvent(event, zone_, recorded_));
      return cases::ResponsibilityNoteOf(recorded_, zone_);
    }
    note.known = event.source_recorded_at.value_or(event.recorded_at);
    note.occurred = event.occurred_at;
    return note;
  }

 private:
  const absl::TimeZone zone_;
  MentionReader mention_reader_;
  history::Recorded<CaseEvent> recorded_;
};

void PutAll(const Id16& id, const Responsibilities& responsibilities, RowChanges& changes) {
  changes.Put(CaseKey(id), Encode(responsibilities));
  for (const std::string& key : IndexKeys(responsibilities, id)) changes.Put(key, "");
}

void PutAll(std::set<std::string>& mentions, RowChanges& changes) {
  for (const std::string& key : mentions) changes.Put(key, "");
  mentions.clear();
}

class AssignmentsFold final : public Fold {
 public:
  explicit AssignmentsFold(const FoldSource& source) : reader_(source.zone) {}

  absl::Status Apply(const eventstore::EventView& event) override {
    FD_ASSIGN_OR_RETURN(const std::optional<ResponsibilityNote> note,
                        reader_.Read(event, mentions_));
    if (!note) return absl::OkStatus();
    Held& held = held_[event.stream.id];
    if (event.revision == 1) held.loaded = true;
    held.pending.push_back(*note);
    changed_.insert(event.stream.id);
    return absl::OkStatus();
  }

  absl::Status Flush(eventstore::Position, const RowView& rows, RowChanges& changes) override {
    for (const Id16& id : changed_) {
      Held& held = held_[id];
      if (!std::exchange(held.loaded, true)) {
        FD_ASSIGN_OR_RETURN(const std::optional<std::string> value, rows.Get(CaseKey(id)));
        if (value) {
          FD_ASSIGN_OR_RETURN(held.known, Decode(*value));
        }
      }
      const Responsibilities before = held.known;
      for (const ResponsibilityNote& note : held.pending) held.known.Add(note);
      held.pending.clear();
      if (!(held.known == before)) PutAll(id, held.known, changes);
    }
    changed_.clear();
    PutAll(mentions_, changes);
    return absl::OkStatus();
  }

  size_t held() const override { return held_.size(); }

 private:
  struct Held {
    // Whether `known` holds all that was flushed before.
    bool loaded = false;
    Responsibilities known;
    std::vector<ResponsibilityNote> pending;
  };

  NoteReader reader_;
  absl::node_hash_map<Id16, Held> held_;
  std::set<Id16> changed_;
  std::set<std::string> mentions_;
};

class AssignmentsBuilder final : public Builder {
 public:
  explicit AssignmentsBuilder(const FoldSource& source) : reader_(source.zone) {}

  absl::Status Apply(const eventstore::EventView& event) override {
    FD_ASSIGN_OR_RETURN(const std::optional<ResponsibilityNote> note,
                        reader_.Read(event, mentions_));
    if (note) cases_[event.stream.id].Add(*note);
    return absl::OkStatus();
  }

  absl::Status Finish(RowChanges& changes) override {
    for (const auto& [id, responsibilities] : cases_) PutAll(id, responsibilities, changes);
    cases_.clear();
    PutAll(mentions_, changes);
    return absl::OkStatus();
  }

 private:
  NoteReader reader_;
  absl::node_hash_map<Id16, Responsibilities> cases_;
  std::set<std::string> mentions_;
};

class Assignments final : public Projection {
 public:
  absl::string_view name() const override { return kAssignments; }
  uint32_t version() const override { return 3; }
  Routing RoutingOf(uint16_t stream_kind) const override {
    switch (static_cast<history::StreamKind>(stream_kind)) {
      case history::StreamKind::kActivity:
      case history::StreamKind::kCase:
      case history::StreamKind::kHousehold:
        return Routing::kByStream;
      default:
        return Routing::kNone;
    }
  }
  std::unique_ptr<Fold> Begin(const FoldSource& source) const override {
    return std::make_unique<AssignmentsFold>(source);
  }
  std::unique_ptr<Builder> BeginBuild(const FoldSource& source, const Partition&) const override {
    return std::make_unique<AssignmentsBuilder>(source);
  }
};

// Where the ids of the cases stand that are to be looked at.
std::string PrefixOf(const cases::ResponsibleThen& who) {
  if (!who.caseworker.empty()) return absl::StrCat(kStaffPrefix, Bytes(who.caseworker.bytes()));
  if (!who.unit.empty()) return absl::StrCat(kUnitPrefix, Bytes(who.unit.bytes()));
  return kCasePrefix;
}

}  // namespace

std::unique_ptr<Projection> AssignmentsProjection() { return std::make_unique<Assignments>(); }

absl::StatusOr<bool> IsCandidate(const RowView& rows, const Id16& case_id,
                                 const cases::ResponsibleThen& who, const history::AsOf& as_of,
                                 absl::TimeZone zone) {
  FD_ASSIGN_OR_RETURN(const std::optional<std::string> value, rows.Get(CaseKey(case_id)));
  if (!value) return absl::DataLossError("a row of assignments is missing; rebuild it");
  FD_ASSIGN_OR_RETURN(const Responsibilities responsibilities, Decode(*value));
  return responsibilities.MayHold(who, as_of, zone);
}

absl::Status VisitCandidates(const RowView& rows, const cases::ResponsibleThen& who,
                             const history::AsOf& as_of, absl::TimeZone zone,
                             absl::FunctionRef<bool(const Id16& id)> visit) {
  const std::string prefix = PrefixOf(who);
  absl::Status status;
  const auto look = [&](absl::string_view key, absl::string_view) -> absl::StatusOr<bool> {
    Id16 id{};
    const absl::string_view rest = key.substr(prefix.size());
    if (rest.size() != id.size()) {
      return absl::DataLossError("a key of assignments does not read; rebuild the projection");
    }
    std::copy(rest.begin(), rest.end(), id.begin());
    FD_ASSIGN_OR_RETURN(const bool is_candidate, IsCandidate(rows, id, who, as_of, zone));
    return !is_candidate || visit(id);
  };
  FD_RETURN_IF_ERROR(rows.Scan(prefix, "", [&](absl::string_view key, absl::string_view value) {
    const absl::StatusOr<bool> going_on = look(key, value);
    status = going_on.status();
    return going_on.ok() && *going_on;
  }));
  return status;
}

}  // namespace framdrift::projections
