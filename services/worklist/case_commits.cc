#include "services/worklist/case_commits.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/status_macros.h"
#include "domain/cases/case_decider.h"
#include "domain/history/when.h"
#include "projections/worklist.h"
#include "services/names.h"
#include "services/stream_reader.h"
#include "services/stream_view.h"

namespace framdrift::services {
namespace {

using casework::v1::CaseEvent;
using eventstore::EventView;
using eventstore::LogNumber;
using eventstore::Position;
using history::StreamKind;

constexpr size_t kPageEvents = 1024;

bool IsOf(const EventView& event, StreamKind kind) {
  return event.stream.kind == static_cast<uint16_t>(kind);
}

// Whether an event of that number in the union may say who answers for a case.
bool MaySetHolder(int number) {
  switch (number) {
    case CaseEvent::kCaseOpened:
    case CaseEvent::kCaseAssigned:
    case CaseEvent::kCaseReopened:
    case CaseEvent::kTransferAccepted:
    case CaseEvent::kEventCorrected:
    case CaseEvent::kEventVoided:
      return true;
    default:
      return false;
  }
}

// Whether an event of that number may bring or take what stands on the lists of others than those
// who answer for the case: proposals and reminders.
bool IsAboutOthers(int number) {
  switch (number) {
    case CaseEvent::kReminderSet:
    case CaseEvent::kReminderDismissed:
    case CaseEvent::kTransferProposed:
    case CaseEvent::kTransferAccepted:
    case CaseEvent::kTransferRejected:
    case CaseEvent::kReferralSent:
    case CaseEvent::kReferralAccepted:
    case CaseEvent::kReferralDeclined:
    case CaseEvent::kReferralAnswered:
    case CaseEvent::kEventCorrected:
    case CaseEvent::kEventVoided:
      return true;
    default:
      return false;
  }
}

// Whether an event of that number may change what its case adds to a session.
bool IsAboutSessions(int number) {
  switch (number) {
    case CaseEvent::kCaseOpened:
    case CaseEvent::kCaseAssigned:
    case CaseEvent::kCaseReopened:
    case CaseEvent::kTransferAccepted:
    case CaseEvent::kExitRecorded:
    case CaseEvent::kObservationEnded:
    case CaseEvent::kWorkPlanAdopted:
    case CaseEvent::kWorkPlanRevised:
    case CaseEvent::kStepPlanned:
    case CaseEvent::kStepStarted:
    case CaseEvent::kStepCompleted:
    case CaseEvent::kStepCancelled:
    case CaseEvent::kAbsenceAnnounced:
    case CaseEvent::kAttendanceRecorded:
    case CaseEvent::kEventCorrected:
    case CaseEvent::kEventVoided:
      return true;
    default:
      return false;
  }
}

CaseHolder HolderOf(const cases::Case& state) {
  const cases::Episode* latest = state.latest();
  if (latest == nullptr) return {};
  CaseHolder holder{{}, latest->unit()};
  if (latest->assignment) holder.caseworker = latest->assignment->caseworker;
  return holder;
}

// Takes in events in order, and makes commits of them.
class Collector {
 public:
  explicit Collector(Position after) : after_(after) {}

  void Add(const EventView& event) {
    if (event.commit_id != commit_id_) EndCommit();
    commit_id_ = event.commit_id;
    last_ = event.position;
    if (IsOf(event, StreamKind::kStaff)) stretch_.staff.insert(event.stream.id);
    if (IsOf(event, StreamKind::kPerson)) stretch_.persons.insert(event.stream.id);
    stretch_.lists_changed |= IsOf(event, StreamKind::kPolicy) || IsOf(event, StreamKind::kUnit);
    stretch_.items_changed |=
        IsOf(event, StreamKind::kActivity) || IsOf(event, StreamKind::kHousehold);
    if (IsOf(event, StreamKind::kCase)) AddToCase(event);
  }
  // The commit of the last event is whole.
  void EndCommit() {
    for (CaseCommit& commit : open_) {
      commit.position = last_;
      if (last_ > after_) stretch_.commits.push_back(std::move(commit));
    }
    open_.clear();
  }
  void LeaveCommitOpen() {
    open_.clear();
    stretch_.complete = false;
  }
  const Id16& commit_id() const { return commit_id_; }
  LogStretch Take() { return std::move(stretch_); }
  // Cases of which an event may have said who answers for them.
  const std::set<Id16>& moved() const { return moved_; }

 private:
  void AddToCase(const EventView& event) {
    auto commit = std::find_if(open_.begin(), open_.end(), [&](const CaseCommit& one) {
      return one.case_id == event.stream.id;
    });
    if (commit == open_.end()) {
      commit = open_.insert(open_.end(), {.case_id = event.stream.id});
      commit->before = event.position - 1;
      commit->recorded_at = event.recorded_at;
    }
    if (event.header_erased) return;
    const int number = static_cast<int>(event.type % 1000);
    const auto* field = CaseEvent::descriptor()->FindFieldByNumber(number);
    if (field != nullptr) commit->kinds.push_back(field->message_type()->name());
    if (MaySetHolder(number)) moved_.insert(event.stream.id);
    stretch_.items_changed |= IsAboutOthers(number);
    stretch_.sessions_changed |= IsAboutSessions(number);
  }

  const Position after_;
  LogStretch stretch_;
  std::vector<CaseCommit> open_;
  std::set<Id16> moved_;
  Id16 commit_id_{};
  Position last_ = 0;
};

// Feeds the events after `after`, up to `until`, and says how the commit of the last one ends.
absl::Status Collect(const eventstore::EventStore& store, const std::string& tenant, Position after,
                     Position until, Collector& out) {
  FD_ASSIGN_OR_RETURN(eventstore::Subscription cursor,
                      store.Subscribe(tenant, LogNumber::kMain, after));
  // One more tells whether the last commit goes on beyond.
  while (cursor.position() <= until) {
    const auto left = static_cast<size_t>(until + 1 - cursor.position());
    FD_ASSIGN_OR_RETURN(const eventstore::Page page, cursor.Next(std::min(left, kPageEvents)));
    if (page.empty()) break;
    for (const EventView& event : page.events()) {
      if (event.position <= until) {
        out.Add(event);
      } else if (event.commit_id == out.commit_id()) {
        out.LeaveCommitOpen();
        return absl::OkStatus();
      }
    }
  }
  out.EndCommit();
  return absl::OkStatus();
}

// How many events of the commit that `after` stands in come before it.
absl::StatusOr<Position> BeginOfCommit(const eventstore::EventStore& store,
                                       const std::string& tenant, Position after) {
  FD_ASSIGN_OR_RETURN(eventstore::Subscription cursor,
                      store.Subscribe(tenant, LogNumber::kMain, after));
  FD_ASSIGN_OR_RETURN(const eventstore::Page page, cursor.Next(1));
  if (page.empty()) return after;
  return after - std::min<Position>(after, page.events().front().event_index);
}

// Who answered for cases, up to where the rows hold.
class Holders {
 public:
  using Found = absl::StatusOr<std::vector<CaseHolder>>;

  Holders(Runtime& runtime, const TenantEntry& tenant, const projections::RowView& rows)
      : tenant_(tenant),
        rows_(rows),
        reader_(runtime, tenant.id, &tenant, Freshness::kCurrent, rows.checkpoint().position) {}

  // Of a case to which nothing happened that says so: of one with an open episode its row knows.
  Found Throughout(const Id16& case_id) {
    const auto [known, added] = known_.try_emplace(case_id);
    if (!added) return Found({known->second});
    FD_ASSIGN_OR_RETURN(const worklist::v1::CaseRow row,
                        projections::RowOfCase(rows_, tenant_.id, case_id));
    if (row.has_open()) {
      const worklist::v1::WorkItem& facts = row.open().facts();
      known->second = {history::IdOrNone<history::StaffId>(facts.caseworker_id()),
                       history::IdOrNone<history::UnitId>(facts.unit_id())};
    } else {
      FD_ASSIGN_OR_RETURN(const auto snapshot, reader_.Read<cases::CaseDecider>(case_id));
      const StreamView<cases::CaseDecider> view(
          case_id, *snapshot, static_cast<int64_t>(rows_.checkpoint().position));
      known->second = HolderOf(view.state());
    }
    return Found({known->second});
  }
  // Before and after the commit, where these differ.
  Found Around(const CaseCommit& commit) {
    FD_ASSIGN_OR_RETURN(const auto snapshot, reader_.Read<cases::CaseDecider>(commit.case_id));
    const auto at = [&](Position position) {
      return HolderOf(snapshot->timeline().At({.position = static_cast<int64_t>(position)}));
    };
    std::vector<CaseHolder> holders = {at(commit.position)};
    const CaseHolder before = at(commit.before);
    if (before != holders[0]) holders.push_back(before);
    return holders;
  }

 private:
  const TenantEntry& tenant_;
  const projections::RowView& rows_;
  StreamReader reader_;
  std::map<Id16, CaseHolder> known_;
};

}  // namespace

absl::StatusOr<LogStretch> ReadStretch(Runtime& runtime, const TenantEntry& tenant, Position after,
                                       const projections::RowView& rows) {
  const Position until = rows.checkpoint().position;
  if (after >= until) return LogStretch();
  FD_ASSIGN_OR_RETURN(const Position begin, BeginOfCommit(runtime.store, tenant.id, after));
  Collector collector(after);
  FD_RETURN_IF_ERROR(Collect(runtime.store, tenant.id, begin, until, collector));
  LogStretch stretch = collector.Take();
  Holders holders(runtime, tenant, rows);
  for (CaseCommit& commit : stretch.commits) {
    FD_ASSIGN_OR_RETURN(commit.holders,
                        collector.moved().contains(commit.case_id)
                            ? holders.Around(commit)
                            : holders.Throughout(commit.case_id));
  }
  return stretch;
}

worklist::v1::WorklistChange ChangeFrom(const std::string& tenant, const CaseCommit& commit) {
  worklist::v1::WorklistChange change;
  change.set_position(static_cast<int64_t>(commit.position));
  change.set_case_(FormatName(tenant, "cases", commit.case_id));
  for (const std::string& kind : commit.kinds) change.add_kinds(kind);
  *change.mutable_record_time() = history::TimestampFrom(commit.recorded_at);
  return change;
}

}  // namespace framdrift::services
