#include "domain/cases/exit_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"
#include "domain/codes/codes.h"

namespace framdrift::cases {
namespace {

// The latest thing that only happens while the episode runs; null when nothing has.
const Stamp* LatestWork(const Episode& episode) {
  const Stamp* latest = nullptr;
  const auto consider = [&](const Stamp& stamp) {
    if (latest == nullptr || latest->occurred.at < stamp.occurred.at) latest = &stamp;
  };
  for (const Contact& contact : episode.contacts) consider(contact.stamp);
  for (const AttendanceEntry& entry : episode.attendance.entries) consider(entry.stamp);
  for (const Step& step : episode.steps) {
    for (const auto* stamp : {&step.started, &step.completed, &step.cancelled}) {
      if (*stamp) consider(**stamp);
    }
  }
  if (episode.plan) consider(episode.plan->terms_stamp);
  return latest;
}

void ReasonKnown(codes::v1::ExitReason reason, Refusals& out) {
  if (codes::MeaningOf(reason) != codes::ExitMeaning{}) return;
  out.Add(kExitReasonUnknown,
          "Give a reason from the code list exit_reason.",
          {{"reason", absl::StrCat(static_cast<int>(reason))}});
}

}  // namespace

const Episode* FindExited(const Case& state, int64_t position) {
  for (auto it = state.episodes.rbegin(); it != state.episodes.rend(); ++it) {
    const std::optional<Exit>& exit = it->outcome.exit;
    if (exit && (position == 0 || exit->stamp.position == position)) return &*it;
  }
  return nullptr;
}

Episode* FindExited(Case& state, int64_t position) {
  return const_cast<Episode*>(FindExited(std::as_const(state), position));
}

int64_t PositionOfExit(const Case& state, int64_t position) {
  const Episode* episode = FindExited(state, position);
  return episode == nullptr ? position : episode->outcome.exit->stamp.position;
}

const Episode* ExitedEpisode(const Case& state, int64_t position, const history::Envelope& at,
                             Refusals& out) {
  const Episode* episode = FindExited(state, position);
  if (episode == nullptr) {
    out.Add(state.episodes.empty() ? kCaseNotOpened : kExitUnknown,
            "No such exit is recorded; record the exit first.",
            {{"exit_position", absl::StrCat(position)}});
    return nullptr;
  }
  if (IsBefore(at, episode->outcome.exit->stamp)) {
    out.Add(kBeforeExit, "That is before the exit; give a later time.");
    return nullptr;
  }
  return episode;
}

void ExitableEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* episode = OpenEpisode(state, at, out);
  if (episode == nullptr) return;
  for (const Step& step : episode->steps) {
    if (!step.running()) continue;
    out.Add(kStepStillRunning,
            "A step still runs; complete or cancel it, or say what the exit is to do with it.",
            {{"step_id", step.id.ToString()}});
  }
  const Stamp* latest = LatestWork(*episode);
  if (latest != nullptr && IsBefore(at, *latest)) {
    out.Add(kEventsAfterExit,
            "The episode has events after that day; give a later one, or correct them first.",
            {{"position", absl::StrCat(latest->position)}});
  }
}

void ReopenableCase(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* latest = state.latest();
  if (latest == nullptr) {
    out.Add(kCaseNotOpened, "The person has no case; open one first.");
  } else if (latest->open()) {
    out.Add(kCaseNotExited, "The case is open; only one that was exited can be reopened.");
  } else if (IsBefore(at, latest->outcome.exit->stamp)) {
    out.Add(kBeforeExit, "That is before the exit; give a later time.");
  }
}

void ObservedEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* episode = AnyEpisode(state, at, out);
  if (episode == nullptr || !episode->outcome.observation_end) return;
  out.Add(kObservationEnded,
          "Observation has ended already; correct that event instead.",
          {{"position", absl::StrCat(episode->outcome.observation_end->stamp.position)}});
}

void Evolve(Case& state, const casework::v1::ExitRecorded& event,
            const history::Envelope& envelope) {
  const Stamp stamp = Stamp::Of(envelope);
  CurrentEpisode(state).outcome.exit = {
      .stamp = stamp,
      .reason = event.reason(),
      .local_code = event.local_code(),
      .destination = event.destination(),
      .subsidised = event.subsidised(),
      .hours_per_week = event.hours_per_week(),
      .evidence = event.evidence(),
      .verified = event.verified() ? std::make_optional(stamp) : std::nullopt,
      .reclassified = std::nullopt};
  for (Transfer& transfer : state.cooperation.transfers) {
    if (transfer.waiting()) transfer.lapsed = stamp;
  }
}

void Evolve(Case& state, const casework::v1::ExitVerified& event,
            const history::Envelope& envelope) {
  Episode* episode = FindExited(state, event.exit_position());
  if (episode == nullptr) return;
  episode->outcome.exit->verified = Stamp::Of(envelope);
  episode->outcome.exit->evidence = event.evidence();
}

void Evolve(Case& state, const casework::v1::ExitReclassified& event,
            const history::Envelope& envelope) {
  Episode* episode = FindExited(state, event.exit_position());
  if (episode == nullptr) return;
  Exit& exit = *episode->outcome.exit;
  exit.reason = event.reason();
  exit.local_code = event.local_code();
  if (event.destination() != codes::v1::LIVELIHOOD_STATE_UNSPECIFIED) {
    exit.destination = event.destination();
  }
  exit.reclassified = Stamp::Of(envelope);
  exit.verified.reset();
}

void Evolve(Case& state, const casework::v1::CaseReopened& event,
            const history::Envelope& envelope) {
  BeginEpisode(state,
               {.stamp = Stamp::Of(envelope),
                .target_group = event.target_group(),
                .channel = event.channel(),
                .unit = history::IdOrNone<history::UnitId>(event.unit_id()),
                .reopened = true});
}

void Evolve(Case& state, const casework::v1::ObservationEnded& event,
            const history::Envelope& envelope) {
  CurrentEpisode(state).outcome.observation_end = {.stamp = Stamp::Of(envelope),
                                                   .reason = event.reason()};
}

void Check(const Case& before, const casework::v1::ExitRecorded& event,
           const history::Envelope& envelope, Refusals& out) {
  ReasonKnown(event.reason(), out);
  HoursInRange(event.hours_per_week(), "hours_per_week", out);
  ExitableEpisode(before, envelope, out);
}

void Check(const Case& before, const casework::v1::ExitVerified& event,
           const history::Envelope& envelope, Refusals& out) {
  ExitedEpisode(before, event.exit_position(), envelope, out);
}

void Check(const Case& before, const casework::v1::ExitReclassified& event,
           const history::Envelope& envelope, Refusals& out) {
  ReasonKnown(event.reason(), out);
  ExitedEpisode(before, event.exit_position(), envelope, out);
}

void Check(const Case& before, const casework::v1::CaseReopened&, const history::Envelope& envelope,
           Refusals& out) {
  ReopenableCase(before, envelope, out);
}

void Check(const Case& before, const casework::v1::ObservationEnded&,
           const history::Envelope& envelope, Refusals& out) {
  ObservedEpisode(before, envelope, out);
}

}  // namespace framdrift::cases
