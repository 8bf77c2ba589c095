#include "domain/cases/exit_meaning.h"
#include "domain/history/when.h"
#include "services/casework/parts_view.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

void RenderExit(const cases::Exit& exit, const cases::Livelihood& livelihood,
                const CaseTexts& texts, absl::TimeZone zone, absl::CivilDay day, v1::Exit& out) {
  out.set_position(exit.stamp.position);
  *out.mutable_occurred() = history::WhenFrom(exit.stamp.occurred, zone);
  out.set_reason(exit.reason);
  out.set_local_code(exit.local_code);
  const cases::ObservedExit observed = cases::ObservedMeaningOf(exit, livelihood, day);
  out.set_exit_class(observed.meaning.exit_class);
  out.set_letter(observed.meaning.letter);
  out.set_observable(observed.observable);
  *out.mutable_observable_from_date() = history::DateFrom(observed.observable_from);
  out.set_destination(exit.destination);
  out.set_subsidised(exit.subsidised);
  out.set_hours_per_week(exit.hours_per_week);
  if (exit.verified) *out.mutable_verified() = history::WhenFrom(exit.verified->occurred, zone);
  out.set_evidence(exit.evidence);
  if (exit.reclassified) {
    *out.mutable_reclassified() = history::WhenFrom(exit.reclassified->occurred, zone);
  }
  out.set_text(texts.At(exit.stamp.position).exit_recorded().text());
}

void RenderFollowUp(const cases::FollowUp& mark, const CaseTexts& texts, absl::TimeZone zone,
                    v1::FollowUp& out) {
  out.set_settled(mark.settled());
  out.set_answer(mark.answer());
  for (const cases::FollowUpTry& one : mark.tries) {
    v1::FollowUpTry& added = *out.add_tries();
    added.set_position(one.stamp.position);
    *added.mutable_occurred() = history::WhenFrom(one.stamp.occurred, zone);
    added.set_answer(one.answer);
    added.set_source(one.source);
    added.set_livelihood(one.livelihood);
    added.set_text(texts.At(one.stamp.position).follow_up_recorded().text());
  }
  if (!mark.waived) return;
  *out.mutable_waived() = history::WhenFrom(mark.waived->occurred, zone);
  out.set_waive_reason(mark.waive_reason);
}

}  // namespace

void RenderOutcome(const cases::Outcome& outcome, const cases::Livelihood& livelihood,
                   const CaseTexts& texts, absl::TimeZone zone, absl::CivilDay day,
                   v1::Episode& out) {
  if (outcome.observation_end) {
    v1::ObservationEnding& ending = *out.mutable_observation_end();
    ending.set_position(outcome.observation_end->stamp.position);
    *ending.mutable_occurred() = history::WhenFrom(outcome.observation_end->stamp.occurred, zone);
    ending.set_reason(outcome.observation_end->reason);
  }
  if (!outcome.exit) return;
  RenderExit(*outcome.exit, livelihood, texts, zone, day, *out.mutable_exit());
  for (const int month : cases::kFollowUpMonths) {
    v1::FollowUp& mark = *out.add_follow_ups();
    mark.set_month(month);
    *mark.mutable_due_date() =
        history::DateFrom(history::AddMonths(outcome.exit->stamp.day, month));
    if (const cases::FollowUp* known = outcome.FindFollowUp(month)) {
      RenderFollowUp(*known, texts, zone, mark);
    }
  }
}

void RenderParts(const cases::Case& state, const CaseTexts& texts, absl::TimeZone zone,
                 absl::CivilDay day, v1::Case& out) {
  for (size_t i = 0; i < state.episodes.size(); ++i) {
    v1::Episode& episode = *out.mutable_episodes(static_cast<int>(i));
    RenderAttendance(state.episodes[i].attendance, texts, zone, episode);
    RenderOutcome(state.episodes[i].outcome, state.livelihood, texts, zone, day, episode);
  }
  RenderCooperation(state.cooperation, texts, zone, out);
  RenderLivelihood(state.livelihood, texts, zone, out);
}

}  // namespace framdrift::services
