#include "domain/cases/outcome.h"

namespace framdrift::cases {

casework::v1::StillSelfSupporting FollowUp::answer() const {
  for (auto it = tries.rbegin(); it != tries.rend(); ++it) {
    if (it->answer == casework::v1::STILL_SELF_SUPPORTING_YES ||
        it->answer == casework::v1::STILL_SELF_SUPPORTING_NO) {
      return it->answer;
    }
  }
  return !waived && tries.size() >= kUnansweredTries
             ? casework::v1::STILL_SELF_SUPPORTING_NO_ANSWER
             : casework::v1::STILL_SELF_SUPPORTING_UNSPECIFIED;
}

bool FollowUp::settled() const {
  return waived || answer() != casework::v1::STILL_SELF_SUPPORTING_UNSPECIFIED;
}

const FollowUp* Outcome::FindFollowUp(int month) const {
  const auto it = std::find_if(follow_ups.begin(),
                               follow_ups.end(),
                               [&](const FollowUp& follow_up) { return follow_up.month == month; });
  return it == follow_ups.end() ? nullptr : &*it;
}

bool Outcome::follow_ups_settled() const {
  return std::all_of(kFollowUpMonths.begin(), kFollowUpMonths.end(), [&](int month) {
    const FollowUp* follow_up = FindFollowUp(month);
    return follow_up != nullptr && follow_up->settled();
  });
}

}  // namespace framdrift::cases
