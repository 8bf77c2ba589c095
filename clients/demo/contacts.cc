// Meetings and talks between the plan's milestones, notes, reminders and exempted deadlines.
#include <string>

#include "clients/demo/calendar.h"
#include "clients/demo/story.h"
#include "clients/demo/texts.h"

namespace framdrift::demo {
namespace {

namespace v1 = framdrift::casework::v1;

// Days from one contact to the next; the policy wants at most 14.
constexpr Quantile kDaysToContact[] = {{0, 6}, {550, 14}, {850, 30}, {1000, 70}};
constexpr int kModes[] = {380, 330, 60, 110, 10, 50, 60};

void WriteNote(Story& story, absl::Time at) {
  Fact& fact = story.CaseFact(at);
  fact.mutable_case_event()->mutable_note_added()->set_note_kind(v1::NOTE_KIND_RECORD);
  fact.add_parts()->mutable_case_sealed()->mutable_note_added()->set_text(
      std::string(NoteText(story.rng)));
}

void WriteReminder(Story& story, absl::Time at) {
  Fact& fact = story.CaseFact(at);
  auto& set = *fact.mutable_case_event()->mutable_reminder_set();
  set.set_reminder_kind(static_cast<v1::ReminderKind>(story.rng.Between(1, 4)));
  *set.mutable_due_date() = DateOf(WorkingDayFrom(DayOf(at) + story.rng.Between(3, 30)));
  fact.add_parts()->mutable_case_sealed()->mutable_reminder_set()->set_text("Hör av dig igen.");
}

void WriteExemption(Story& story, absl::Time at) {
  Fact& fact = story.CaseFact(at);
  auto& exempted = *fact.mutable_case_event()->mutable_deadline_exempted();
  exempted.set_deadline(story.rng.Chance(500) ? v1::DEADLINE_CONTACT : v1::DEADLINE_PLAN_REVIEW);
  exempted.set_code(static_cast<codes::v1::DeadlineExemption>(story.rng.Between(1, 8)));
  *exempted.mutable_until_date() = DateOf(DayOf(at) + story.rng.Between(14, 60));
  fact.add_parts()->mutable_case_sealed()->mutable_deadline_exempted()->set_text(
      "Efter samtal med teamledaren.");
}

}  // namespace

void WriteContacts(Story& story, const Episode& episode) {
  if (episode.first_contact >= episode.exited) return;
  Rng& rng = story.rng;
  absl::CivilDay day = DayOf(episode.first_contact);
  for (;;) {
    day = WorkingDayFrom(day + rng.From(kDaysToContact));
    const absl::Time at = story.Office(day, 9, 15);
    if (at >= episode.exited || at >= story.world.end) return;
    if (episode.PausedOn(day)) continue;
    Fact& fact = story.CaseFact(at);
    fact.mutable_case_event()->mutable_contact_held()->set_mode(
        static_cast<v1::ContactMode>(1 + rng.Weighted(kModes)));
    if (rng.Chance(300)) {
      fact.add_parts()->mutable_case_sealed()->mutable_contact_held()->set_text(
          std::string(MeetingText(rng)));
    }
    if (rng.Chance(140)) WriteNote(story, at + absl::Minutes(18));
    if (rng.Chance(45)) WriteReminder(story, at + absl::Minutes(21));
    if (rng.Chance(8)) WriteExemption(story, at + absl::Minutes(24));
  }
}

}  // namespace framdrift::demo
