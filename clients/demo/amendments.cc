#include "clients/demo/amendments.h"

#include <optional>
#include <utility>

#include "clients/demo/calendar.h"
#include "clients/demo/rng.h"

namespace framdrift::demo {
namespace {

constexpr uint64_t kAmendmentStream = 404;
// Of a thousand: persons with a wrong attendance, with a contact entered twice, notes that are
// locked and reminders that were due and are dealt with.
constexpr int kWrongAttendance = 45;
constexpr int kWrongContact = 18;
constexpr int kLocked = 150;
constexpr int kDismissed = 850;

class Amender {
 public:
  Amender(const World& world, const Profile& who, absl::Span<const Fact> facts)
      : world_(world),
        who_(who),
        facts_(facts),
        rng_({world.settings.seed, world.number, kAmendmentStream, static_cast<uint64_t>(who.number)}) {}

  std::vector<Amendment> Run() {
    std::optional<size_t> attendance;
    std::optional<size_t> contact;
    for (size_t i = 0; i < facts_.size(); ++i) {
      const auto& event = facts_[i].case_event();
      if (event.has_attendance_recorded() && rng_.Chance(250)) attendance = i;
      if (event.has_contact_held() && rng_.Chance(250)) contact = i;
      if (event.has_note_added() && rng_.Chance(kLocked)) Lock(i);
      if (event.has_reminder_set() && rng_.Chance(kDismissed)) Dismiss(i);
    }
    if (attendance && rng_.Chance(kWrongAttendance)) Correct(*attendance);
    if (contact && rng_.Chance(kWrongContact)) Void(*contact);
    return std::move(amendments_);
  }

 private:
  absl::Time TimeOf(size_t index) const {
    return absl::FromUnixSeconds(facts_[index].occurred().time().seconds());
  }

  // An event of the case at `at`; null when that is not before the end.
  casework::v1::CaseEvent* Add(size_t target, absl::Time at) {
    if (at >= world_.end) return nullptr;
    Amendment& amendment = amendments_.emplace_back();
    amendment.target = target;
    amendment.fact.set_stream_id(who_.id);
    *amendment.fact.mutable_occurred() = WhenAt(at);
    *amendment.fact.mutable_known_time() = TimestampOf(at);
    return amendment.fact.mutable_case_event();
  }

  void Lock(size_t index) {
    auto* event = Add(index, TimeOf(index) + absl::Hours(24 * 14));
    if (event != nullptr) event->mutable_note_locked();
  }

  void Dismiss(size_t index) {
    const auto& due = facts_[index].case_event().reminder_set().due_date();
    const absl::CivilDay day(due.year(), due.month(), due.day());
    auto* event = Add(index, At(day, 10, rng_.Between(0, 59)));
    if (event != nullptr) event->mutable_reminder_dismissed();
  }

  // The wrong box was ticked for a session.
  void Correct(size_t index) {
    auto* event = Add(index, TimeOf(index) + absl::Hours(24 * rng_.Between(1, 12) + 6));
    if (event == nullptr) return;
    casework::v1::CaseEvent replacement = facts_[index].case_event();
    auto& recorded = *replacement.mutable_attendance_recorded();
    const bool was_there = recorded.code() == codes::v1::ATTENDANCE_CODE_PRESENT;
    recorded.set_code(was_there ? codes::v1::ATTENDANCE_CODE_SICK_UNCERTIFIED
                                : codes::v1::ATTENDANCE_CODE_PRESENT);
    recorded.set_minutes(was_there ? 0 : recorded.planned_minutes());
    event->mutable_event_corrected()->mutable_replacement()->PackFrom(replacement);
    event->mutable_event_corrected()->set_reason_code("typing-error");
    amendments_.back().fact.add_parts()->mutable_case_sealed()->mutable_event_corrected()->set_text(
        "Fel rad i närvarolistan.");
  }

  void Void(size_t index) {
    auto* event = Add(index, TimeOf(index) + absl::Hours(rng_.Between(1, 40)));
    if (event == nullptr) return;
    event->mutable_event_voided()->set_reason_code("duplicate");
    amendments_.back().fact.add_parts()->mutable_case_sealed()->mutable_event_voided()->set_text(
        "Antecknat två gånger.");
  }

  const World& world_;
  const Profile& who_;
  const absl::Span<const Fact> facts_;
  Rng rng_;
  std::vector<Amendment> amendments_;
};

}  // namespace

std::vector<Amendment> AmendmentsOf(const World& world, const Profile& who,
                                    absl::Span<const Fact> facts) {
  return Amender(world, who, facts).Run();
}

void SetPosition(Fact& amendment, int64_t position) {
  casework::v1::CaseEvent& event = *amendment.mutable_case_event();
  if (event.has_event_corrected()) {
    event.mutable_event_corrected()->set_position(position);
  } else if (event.has_event_voided()) {
    event.mutable_event_voided()->set_position(position);
  } else if (event.has_note_locked()) {
    event.mutable_note_locked()->set_note_position(position);
  } else {
    event.mutable_reminder_dismissed()->set_reminder_position(position);
  }
}

}  // namespace framdrift::demo
