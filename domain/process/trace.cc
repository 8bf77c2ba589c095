#include "domain/process/trace.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "framdrift/casework/v1/case_events.pb.h"

namespace framdrift::process {
namespace {

using casework::v1::CaseEvent;

constexpr uint32_t kLeftOut = std::numeric_limits<uint32_t>::max();

// What brings a case forward; the rest is talk, paper and time.
bool IsMilestone(int event) {
  switch (event) {
    case CaseEvent::kCaseOpened:
    case CaseEvent::kFirstContactHeld:
    case CaseEvent::kEnrolmentStarted:
    case CaseEvent::kEnrolmentEnded:
    case CaseEvent::kAssessmentCompleted:
    case CaseEvent::kWorkPlanAdopted:
    case CaseEvent::kStepStarted:
    case CaseEvent::kStepCompleted:
    case CaseEvent::kMilestoneRecorded:
    case CaseEvent::kActRecorded:
    case CaseEvent::kTransferAccepted:
    case CaseEvent::kPlacementStarted:
    case CaseEvent::kJobStarted:
    case CaseEvent::kStudyStarted:
    case CaseEvent::kExitRecorded:
    case CaseEvent::kFollowUpRecorded:
    case CaseEvent::kCaseReopened:
    case CaseEvent::kObservationEnded:
      return true;
    default:
      return false;
  }
}

// FNV-1a.
uint64_t FingerprintOf(absl::string_view text) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

// The finalizer of SplitMix64: every bit of what comes in tells on every bit of what comes out.
uint64_t Mix(uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

}  // namespace

bool IsSelected(const v1::PathActivity& activity, const Selection& selection) {
  if (!selection.source.empty() && activity.source() != selection.source) return false;
  if (!selection.activities.empty()) return selection.activities.contains(activity.code());
  return selection.all || IsMilestone(activity.event());
}

uint32_t Alphabet::Intern(const v1::PathActivity& activity) {
  const auto [it, added] =
      numbers_.try_emplace(activity.code(), static_cast<uint32_t>(letters_.size()));
  if (added) {
    letters_.push_back({activity.code(), activity.label(), FingerprintOf(activity.code())});
  }
  return it->second;
}

void Tracer::Read(const v1::CasePath& path, Trace& trace) {
  numbers_.clear();
  for (const v1::PathActivity& activity : path.activities()) {
    numbers_.push_back(IsSelected(activity, selection_) ? alphabet_.Intern(activity) : kLeftOut);
  }
  trace.activities.clear();
  trace.times_us.clear();
  int64_t time_us = 0;
  const int acts = std::min(path.acts_size(), path.gaps_us_size());
  for (int i = 0; i < acts; ++i) {
    time_us += path.gaps_us(i);
    const uint32_t index = path.acts(i);
    if (index >= numbers_.size() || numbers_[index] == kLeftOut) continue;
    trace.activities.push_back(numbers_[index]);
    trace.times_us.push_back(time_us);
  }
}

void CutAfter(int64_t time_us, v1::CasePath& path) {
  int64_t at_us = 0;
  int kept = 0;
  while (kept < path.acts_size() && kept < path.gaps_us_size()) {
    at_us += path.gaps_us(kept);
    if (at_us > time_us) break;
    ++kept;
  }
  path.mutable_acts()->Truncate(kept);
  path.mutable_gaps_us()->Truncate(kept);
}

std::string VariantOf(const Trace& trace, const Alphabet& alphabet) {
  uint64_t hash = trace.size();
  for (const uint32_t activity : trace.activities) {
    hash = Mix(hash * 3 + alphabet.fingerprint(activity));
  }
  return absl::StrFormat("%016x", hash);
}

}  // namespace framdrift::process
