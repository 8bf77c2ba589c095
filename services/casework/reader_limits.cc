#include "services/casework/reader_limits.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "domain/cases/decision.h"
#include "domain/cases/visibility.h"
#include "domain/organisation/unit.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

// The boards of units, each looked up once.
class Boards {
 public:
  explicit Boards(Reading& reading) : reading_(reading) {}

  // Empty for no unit and for one that is not known.
  absl::StatusOr<history::BoardId> Of(const history::UnitId& unit) {
    if (unit.empty()) return history::BoardId();
    const auto known = boards_.find(unit);
    if (known != boards_.end()) return known->second;
    FD_ASSIGN_OR_RETURN(const auto view, reading_.View<organisation::UnitDecider>(unit.bytes()));
    return boards_.emplace(unit, view.state().board).first->second;
  }

 private:
  Reading& reading_;
  std::map<history::UnitId, history::BoardId> boards_;
};

struct ReaderLimits {
  cases::Reader reader;
  cases::Visibility visible;
};

// None where the reader reads all.
absl::StatusOr<std::optional<ReaderLimits>> LimitsOf(Reading& reading, const cases::Case& state,
                                                     Boards& boards) {
  const history::UnitId own = reading.context().actor.unit;
  const cases::Episode* latest = state.latest();
  if (own.empty() || latest == nullptr || latest->unit().empty()) return std::nullopt;
  ReaderLimits limits;
  limits.reader.unit = own;
  FD_ASSIGN_OR_RETURN(limits.reader.board, boards.Of(own));
  FD_ASSIGN_OR_RETURN(const history::BoardId board_of_case, boards.Of(latest->unit()));
  const history::Envelope now =
      cases::EnvelopeOf({reading.context().now, history::Precision::kSecond}, reading.context());
  limits.visible = cases::VisibleTo(state, limits.reader, board_of_case, now);
  return limits;
}

// The unit that answers for the case from the event on; none where the event names none.
history::UnitId UnitSetBy(const v1::CaseEvent& event) {
  if (event.has_case_opened())
    return history::IdOrNone<history::UnitId>(event.case_opened().unit_id());
  if (event.has_case_assigned())
    return history::IdOrNone<history::UnitId>(event.case_assigned().unit_id());
  if (event.has_transfer_accepted()) {
    return history::IdOrNone<history::UnitId>(event.transfer_accepted().unit_id());
  }
  return {};
}

// The positions of the notes that stay with other boards.
absl::StatusOr<std::set<int64_t>> NotesOfOthers(const cases::Case& state,
                                                const cases::Reader& reader, Boards& boards) {
  std::set<int64_t> hidden;
  for (const cases::Note& note : state.notes) {
    if (note.unit == reader.unit) continue;
    FD_ASSIGN_OR_RETURN(const history::BoardId board, boards.Of(note.unit));
    if (!cases::NoteVisibleTo(reader, board)) hidden.insert(note.stamp.position);
  }
  return hidden;
}

// Of an episode, what the fields show.
v1::Episode Shown(const v1::Episode& whole, const cases::Visibility& visible) {
  v1::Episode shown;
  if (visible.Shows(v1::SHARED_FIELD_PLAN)) {
    *shown.mutable_plan() = whole.plan();
  } else if (whole.has_plan()) {
    *shown.mutable_plan()->mutable_adopted() = whole.plan().adopted();
  }
  if (visible.Shows(v1::SHARED_FIELD_STEPS)) *shown.mutable_steps() = whole.steps();
  if (visible.Shows(v1::SHARED_FIELD_CONTACTS)) *shown.mutable_contacts() = whole.contacts();
  if (visible.Shows(v1::SHARED_FIELD_ASSESSMENTS)) {
    *shown.mutable_assessments() = whole.assessments();
    *shown.mutable_approved_levels() = whole.approved_levels();
  }
  if (visible.Shows(v1::SHARED_FIELD_ATTENDANCE)) {
    *shown.mutable_absences() = whole.absences();
    *shown.mutable_attendances() = whole.attendances();
    *shown.mutable_deviations() = whole.deviations();
  }
  if (visible.Shows(v1::SHARED_FIELD_OUTCOMES)) {
    if (whole.has_exit()) *shown.mutable_exit() = whole.exit();
    *shown.mutable_follow_ups() = whole.follow_ups();
  }
  return shown;
}

// Of a case, what the fields show, and the referrals and transfers to the reader.
v1::Case Shown(const v1::Case& whole, const ReaderLimits& limits) {
  const cases::Visibility& visible = limits.visible;
  v1::Case shown;
  shown.set_name(whole.name());
  shown.set_etag(whole.etag());
  if (visible.Shows(v1::SHARED_FIELD_PERSON)) shown.set_person(whole.person());
  for (const v1::Episode& episode : whole.episodes()) {
    *shown.add_episodes() = Shown(episode, visible);
  }
  if (visible.Shows(v1::SHARED_FIELD_OBSTACLES)) *shown.mutable_obstacles() = whole.obstacles();
  if (visible.Shows(v1::SHARED_FIELD_INCOME_SUPPORT)) {
    *shown.mutable_aid_months() = whole.aid_months();
  }
  if (visible.Shows(v1::SHARED_FIELD_OUTCOMES)) {
    *shown.mutable_placements() = whole.placements();
    *shown.mutable_jobs() = whole.jobs();
    *shown.mutable_studies() = whole.studies();
  }
  for (const v1::Referral& referral : whole.referrals()) {
    if (referral.receiver_id() == limits.reader.board.ToString()) *shown.add_referrals() = referral;
  }
  for (const v1::Transfer& transfer : whole.transfers()) {
    if (transfer.to_unit_id() == limits.reader.unit.ToString()) *shown.add_transfers() = transfer;
  }
  return shown;
}

}  // namespace

absl::StatusOr<cases::Visibility> VisibleToReader(Reading& reading, const cases::Case& state) {
  Boards boards(reading);
  FD_ASSIGN_OR_RETURN(const std::optional<ReaderLimits> limits, LimitsOf(reading, state, boards));
  if (limits) return limits->visible;
  cases::Visibility all;
  all.whole = true;
  return all;
}

absl::StatusOr<bool> ReadsAll(Reading& reading, const StreamView<cases::CaseDecider>& view) {
  Boards boards(reading);
  FD_ASSIGN_OR_RETURN(const std::optional<ReaderLimits> limits,
                      LimitsOf(reading, view.state(), boards));
  if (!limits) return true;
  if (!limits->visible.whole) return false;
  // Notes belong to units that have answered for the case: none of those may be another board's.
  for (const auto& entry : view.timeline().entries()) {
    if (history::Timeline<cases::CaseDecider>::IsAmendment(entry.event)) return false;
    FD_ASSIGN_OR_RETURN(const history::BoardId board, boards.Of(UnitSetBy(entry.event)));
    if (!board.empty() && !cases::NoteVisibleTo(limits->reader, board)) return false;
  }
  return true;
}

absl::StatusOr<bool> LimitToReader(Reading& reading, const StreamView<cases::CaseDecider>& view,
                                   const cases::Case& shown, v1::Case& out) {
  Boards boards(reading);
  FD_ASSIGN_OR_RETURN(const std::optional<ReaderLimits> limits,
                      LimitsOf(reading, view.state(), boards));
  if (!limits) return true;
  if (!limits->visible.whole) {
    out = Shown(out, *limits);
    return false;
  }
  FD_ASSIGN_OR_RETURN(const std::set<int64_t> hidden, NotesOfOthers(shown, limits->reader, boards));
  auto& notes = *out.mutable_notes();
  notes.erase(
      std::remove_if(notes.begin(),
                     notes.end(),
                     [&](const v1::Note& note) { return hidden.contains(note.position()); }),
      notes.end());
  return true;
}

absl::Status LimitToReader(Reading& reading, const StreamView<cases::CaseDecider>& view,
                           v1::GetCaseHistoryResponse& out) {
  Boards boards(reading);
  FD_ASSIGN_OR_RETURN(const std::optional<ReaderLimits> limits,
                      LimitsOf(reading, view.state(), boards));
  if (!limits) return absl::OkStatus();
  if (!limits->visible.whole) {
    out.clear_entries();
    return absl::OkStatus();
  }
  for (v1::HistoryEntry& entry : *out.mutable_entries()) {
    const v1::CaseEvent& event = entry.event();
    const bool holds_note =
        event.has_note_added() || event.has_event_corrected() || event.has_event_voided();
    if (!holds_note || !entry.has_sealed()) continue;
    // As it was recorded: a note that was struck through since stays with its board as well.
    const cases::Case then = view.timeline().At({.position = entry.position() - 1});
    const cases::Case with = view.timeline().At({.position = entry.position()});
    FD_ASSIGN_OR_RETURN(std::set<int64_t> hidden, NotesOfOthers(with, limits->reader, boards));
    FD_ASSIGN_OR_RETURN(const std::set<int64_t> before,
                        NotesOfOthers(then, limits->reader, boards));
    hidden.insert(before.begin(), before.end());
    const int64_t about = event.has_event_corrected() ? event.event_corrected().position()
                          : event.has_event_voided()  ? event.event_voided().position()
                                                      : entry.position();
    if (hidden.contains(about)) entry.clear_sealed();
  }
  return absl::OkStatus();
}

}  // namespace framdrift::services
