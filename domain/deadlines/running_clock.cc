#include "domain/deadlines/running_clock.h"

#include <algorithm>

#include "domain/history/when.h"

namespace framdrift::deadlines {
namespace {

using Version = PolicyTerms::Version;

// The first day after a pause; none while it is not known.
std::optional<absl::CivilDay> EndOf(const std::vector<cases::Pause>& pauses, size_t i) {
  if (pauses[i].resumed) return pauses[i].resumed->day;
  return i + 1 < pauses.size() ? pauses[i + 1].stamp.day : pauses[i].until;
}

// `due` later by what the pauses that began before it rest.
DueTime Shifted(DueTime due, const RunningClock& clock, const std::vector<cases::Pause>& pauses,
                const Version& version, absl::TimeZone zone) {
  if (clock.rests == RunningClock::Rests::kNothing) return due;
  for (size_t i = 0; i < pauses.size(); ++i) {
    if (pauses[i].stamp.occurred.at > due.In(zone)) break;
    const absl::CivilDay from = std::max(pauses[i].stamp.day, clock.started.stamp.day);
    const std::optional<absl::CivilDay> to = EndOf(pauses, i);
    if (!to || *to <= from) continue;
    if (clock.rests == RunningClock::Rests::kWorkingDays) {
      const int rested = version.calendar.Between(from - 1, *to - 1);
      due = due.On(version.calendar.Add(due.day(), rested));
    } else {
      due = due.On(due.day() + (*to - from));
    }
  }
  return due;
}

bool Exempts(const cases::Exemption& exemption, casework::v1::Deadline rule) {
  return exemption.deadline == rule ||
         (exemption.deadline == casework::v1::DEADLINE_ACTIVITY_REQUIREMENT &&
          rule == casework::v1::DEADLINE_ACTIVITY);
}

// Settles one clock under one version after another.
class Settling {
 public:
  Settling(const RunningClock& clock, const Bearing& bearing, const PolicyTerms& terms)
      : clock_(clock), bearing_(bearing), terms_(terms) {
    Count(terms.On(clock.started.stamp.day), absl::InfinitePast());
    for (const Version* later : terms.CountedAnewAfter(clock.started.stamp.day)) {
      if (!RunsAt(later->from)) break;
      Count(*later, later->from);
      if (due_ < later->from) due_ = LastSecondOf(later->policy->effective, terms.zone());
    }
  }

  std::optional<Deadline> Result() {
    if (clock_.applies && !clock_.applies(*version_)) return std::nullopt;
    if (!met_ && clock_.closed && clock_.closed->stamp.occurred.at <= due_) return std::nullopt;
    Deadline deadline;
    deadline.rule = clock_.rule;
    deadline.episode = clock_.episode;
    deadline.month = clock_.month;
    deadline.started = clock_.started;
    deadline.due = due_;
    deadline.policy_version = version_->policy->version;
    deadline.met = met_;
    if (!met_) deadline.closed = clock_.closed;
    Exempt(deadline);
    deadline.status = StatusOf(deadline);
    return deadline;
  }

 private:
  void Count(const Version& version, absl::Time since) {
    version_ = &version;
    static const std::vector<cases::Pause>* const kNone = new std::vector<cases::Pause>;
    const std::vector<cases::Pause>& pauses = bearing_.pauses ? *bearing_.pauses : *kNone;
    due_ = Shifted(clock_.due(version), clock_, pauses, version, terms_.zone()).In(terms_.zone());
    met_ = clock_.met(version, since);
    if (met_ && clock_.closed && cases::IsBefore(clock_.closed->stamp, met_->stamp)) met_.reset();
  }

  // Neither met, stopped nor due before `at`.
  bool RunsAt(absl::Time at) const {
    const std::optional<Moment>& end = met_ ? met_ : clock_.closed;
    return at <= due_ && (!end || at <= end->stamp.occurred.at);
  }

  // Applies the exemptions that were given before it ended and hold when it is due.
  void Exempt(Deadline& deadline) const {
    if (bearing_.exemptions == nullptr) return;
    const std::optional<Moment>& end = deadline.met ? deadline.met : deadline.closed;
    for (const cases::Exemption& one : *bearing_.exemptions) {
      if (!Exempts(one, clock_.rule) || (end && cases::IsBefore(end->stamp, one.stamp))) continue;
      if (!one.until) {
        deadline.exemption = Exempted{.code = one.code};
        return;
      }
      if (*one.until <= absl::ToCivilDay(deadline.due, terms_.zone())) continue;
      deadline.exemption =
          Exempted{one.code, one.until, history::StartOf(*one.until, terms_.zone())};
      deadline.due = LastSecondOf(*one.until, terms_.zone());
    }
  }

  Status StatusOf(const Deadline& deadline) const {
    if (deadline.met) return Status::kMet;
    if (deadline.closed) return deadline.exemption ? Status::kExempt : Status::kMissed;
    const bool paused =
        bearing_.pauses && !bearing_.pauses->empty() && !bearing_.pauses->back().resumed;
    if (paused) return Status::kPaused;
    return deadline.exemption ? Status::kExempt : Status::kPending;
  }

  const RunningClock& clock_;
  const Bearing& bearing_;
  const PolicyTerms& terms_;
  const Version* version_ = nullptr;
  absl::Time due_;
  std::optional<Moment> met_;
};

}  // namespace

std::optional<Deadline> DeadlineOf(const RunningClock& clock, const Bearing& bearing,
                                   const PolicyTerms& terms) {
  return Settling(clock, bearing, terms).Result();
}

}  // namespace framdrift::deadlines
