#include "domain/cases/guards.h"

#include "absl/strings/str_cat.h"
#include "domain/cases/refusals.h"
#include "domain/history/when.h"

namespace framdrift::cases {
namespace {

constexpr double kHoursInWeek = 168;

// True when `stamp` is there and stood at that moment.
bool Stands(const std::optional<Stamp>& stamp, const history::Envelope& at) {
  return stamp && !IsBefore(at, *stamp);
}

bool IsOpen(const Episode& episode, const history::Envelope& at) {
  return !episode.outcome.exit || IsBefore(at, episode.outcome.exit->stamp);
}

}  // namespace

void NoOpenEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* latest = state.latest();
  if (latest == nullptr || (!IsOpen(*latest, at) && state.EpisodeAt(at) == latest)) return;
  // An episode whose opening is not known may still be opened.
  if (latest->open() && !latest->opening) return;
  out.Add(kEpisodeOpen, "The person has an open episode; go on with it, or record its exit first.");
}

const Episode* AnyEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  if (state.episodes.empty()) {
    out.Add(kCaseNotOpened, "The person has no case; open one first.");
    return nullptr;
  }
  const Episode* episode = state.EpisodeAt(at);
  if (episode == nullptr) {
    out.Add(kBeforeOpening, "That is before the case was opened; give a later time.");
  }
  return episode;
}

const Episode* OpenEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* episode = AnyEpisode(state, at, out);
  if (episode == nullptr) return nullptr;
  if (!IsOpen(*episode, at)) {
    out.Add(kCaseNotOpen, "The case has been exited; reopen it first.");
    return nullptr;
  }
  return episode;
}

const Episode* ContactedEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* episode = OpenEpisode(state, at, out);
  if (episode == nullptr) return nullptr;
  const Contact* first = episode->first_contact();
  if (first == nullptr || IsBefore(at, first->stamp)) {
    out.Add(kFirstContactMissing, "Hold the first contact and record it before this.");
    return nullptr;
  }
  return episode;
}

const Episode* UncontactedEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* episode = OpenEpisode(state, at, out);
  if (episode == nullptr || episode->first_contact() == nullptr) return episode;
  out.Add(kFirstContactHeld,
          "The first contact has been held; record a later one as a contact, or correct it.");
  return nullptr;
}

const Episode* UnplannedEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* episode = ContactedEpisode(state, at, out);
  if (episode == nullptr || !episode->plan) return episode;
  out.Add(kPlanAdopted, "The episode has a work plan; revise it instead.");
  return nullptr;
}

const Episode* PlannedEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* episode = OpenEpisode(state, at, out);
  if (episode == nullptr) return nullptr;
  if (!episode->plan || IsBefore(at, episode->plan->adopted)) {
    out.Add(kPlanMissing, "Adopt a work plan before this.");
    return nullptr;
  }
  return episode;
}

const Episode* UnpausedEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* episode = OpenEpisode(state, at, out);
  if (episode == nullptr || !episode->paused()) return episode;
  out.Add(kCasePaused, "The case is paused already; resume it first.");
  return nullptr;
}

const Episode* PausedEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* episode = OpenEpisode(state, at, out);
  if (episode == nullptr) return nullptr;
  if (!episode->paused() || IsBefore(at, episode->pauses.back().stamp)) {
    out.Add(kCaseNotPaused, "The case was not paused then.");
    return nullptr;
  }
  return episode;
}

void NotEnrolled(const Case& state, const history::Envelope& at, Refusals& out) {
  if (state.enrolments.empty()) return;
  const Enrolment& last = state.enrolments.back();
  if (!last.ended) {
    out.Add(kEnrolmentOpen, "The person is enrolled; end that enrolment first.");
  } else if (!Stands(last.ended, at)) {
    out.Add(kDatesOutOfOrder,
            "An enrolment begins when the one before has ended; give a later day.");
  }
}

void Enrolled(const Case& state, const history::Envelope& at, Refusals& out) {
  if (state.enrolments.empty() || state.enrolments.back().ended) {
    out.Add(kEnrolmentNotOpen, "The person is not enrolled; enrol the person first.");
  } else if (!Stands(state.enrolments.back().started, at)) {
    out.Add(kDatesOutOfOrder, "An enrolment ends after it began; give a later day.");
  }
}

void InOrder(const google::type::Date& from, const google::type::Date& to, absl::string_view field,
             Refusals& out) {
  const std::optional<absl::CivilDay> first = history::DayOrNone(from);
  const std::optional<absl::CivilDay> after = history::DayOrNone(to);
  if (!first || !after || *first < *after) return;
  out.Add(kDatesOutOfOrder,
          absl::StrCat("Spans end after they begin: give a ", field, " after the first day."),
          {{"field", std::string(field)}});
}

void HoursInRange(double hours, absl::string_view field, Refusals& out) {
  if (hours >= 0 && hours <= kHoursInWeek) return;
  out.Add(kHoursOutOfRange,
          absl::StrCat("A week has 0 to 168 hours; give another ", field, "."),
          {{"field", std::string(field)}});
}

}  // namespace framdrift::cases
