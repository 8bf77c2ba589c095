#include "domain/deadlines/deadline.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace framdrift::deadlines {

std::optional<absl::Time> TurnsLateAt(const Deadline& deadline) {
  const bool for_good = deadline.exemption && !deadline.exemption->until;
  const bool waits = deadline.status == Status::kPending || deadline.status == Status::kExempt;
  if (!waits || deadline.closed || for_good) return std::nullopt;
  return deadline.due;
}

bool IsLate(const Deadline& deadline, absl::Time now) {
  const std::optional<absl::Time> late = TurnsLateAt(deadline);
  return late && *late <= now;
}

bool WasMetInTime(const Deadline& deadline) {
  if (deadline.status != Status::kMet) return false;
  const absl::Time met = deadline.met->stamp.occurred.at;
  return absl::FromUnixSeconds(absl::ToUnixSeconds(met)) <= deadline.due;
}

bool IsOpen(const Deadline& deadline) { return !deadline.met && !deadline.closed; }

casework::v1::DeadlineStatus StatusAt(const Deadline& deadline, absl::Time now) {
  if (IsLate(deadline, now)) return casework::v1::DEADLINE_STATUS_LATE;
  switch (deadline.status) {
    case Status::kPending:
      return casework::v1::DEADLINE_STATUS_PENDING;
    case Status::kMet:
      return WasMetInTime(deadline) ? casework::v1::DEADLINE_STATUS_MET
                                    : casework::v1::DEADLINE_STATUS_MET_LATE;
    case Status::kMissed:
      return casework::v1::DEADLINE_STATUS_MISSED;
    case Status::kExempt:
      return IsOpen(deadline) && deadline.exemption->applies_again <= now
                 ? casework::v1::DEADLINE_STATUS_PENDING
                 : casework::v1::DEADLINE_STATUS_EXEMPT;
    case Status::kPaused:
      return casework::v1::DEADLINE_STATUS_PAUSED;
  }
  return casework::v1::DEADLINE_STATUS_UNSPECIFIED;
}

std::vector<Deadline> OpenOrLast(const std::vector<Deadline>& deadlines) {
  std::map<std::tuple<size_t, int, int>, const Deadline*> last;
  for (const Deadline& deadline : deadlines) {
    last[{deadline.episode, deadline.rule, deadline.month}] = &deadline;
  }
  std::vector<Deadline> found;
  for (const Deadline& deadline : deadlines) {
    const bool is_last = last[{deadline.episode, deadline.rule, deadline.month}] == &deadline;
    if (is_last || IsOpen(deadline)) found.push_back(deadline);
  }
  std::stable_sort(found.begin(), found.end(), [](const Deadline& a, const Deadline& b) {
    return a.due < b.due;
  });
  return found;
}

}  // namespace framdrift::deadlines
