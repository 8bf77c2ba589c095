#include "domain/deadlines/policy_terms.h"

#include <set>
#include <utility>

#include "domain/history/when.h"

namespace framdrift::deadlines {
namespace {

PolicyTerms::Version VersionOf(const policy::Policy& policy, absl::Time from) {
  std::set<absl::CivilDay> closed;
  for (const auto& [day, label] : policy.closed_days) closed.insert(day);
  return {&policy, WorkingDays(std::move(closed)), from};
}

}  // namespace

PolicyTerms::PolicyTerms(const policy::PolicyHistory& history, absl::TimeZone zone) : zone_(zone) {
  versions_.push_back(VersionOf(*policy::FindVersion(history, 0), absl::InfinitePast()));
  for (size_t i = 0; i < history.versions.size(); ++i) {
    const policy::Policy& policy = history.versions[i];
    const bool replaced =
        i + 1 < history.versions.size() && history.versions[i + 1].effective == policy.effective;
    if (!replaced) {
      versions_.push_back(VersionOf(policy, history::StartOf(policy.effective, zone)));
    }
  }
}

const PolicyTerms::Version& PolicyTerms::On(absl::CivilDay day) const {
  size_t i = versions_.size() - 1;
  while (i > 0 && versions_[i].policy->effective > day) --i;
  return versions_[i];
}

std::vector<const PolicyTerms::Version*> PolicyTerms::CountedAnewAfter(absl::CivilDay day) const {
  std::vector<const Version*> found;
  for (const Version& version : versions_) {
    if (version.policy->effective > day && version.policy->deadlines.apply_to_running) {
      found.push_back(&version);
    }
  }
  return found;
}

}  // namespace framdrift::deadlines
