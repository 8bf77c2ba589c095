// A case, its person and its tenant's policies; then what is due, written as a line.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "domain/deadlines/case_deadlines.h"
#include "domain/policy/adoption.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::deadlines {

using testing::Past;
using testing::Proto;
using testing::Stockholm;

inline const Past kExit{"2024-04-10", "exit_recorded { reason: EXIT_REASON_WORK_UNSUBSIDISED }"};

inline std::string Clock(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S", time, Stockholm());
}

// "due 2024-03-04 09:00:00, pending", "due …, met 2024-03-05 10:00:00", "due …, missed EXITED",
// "due …, exempt HEALTH until 2024-04-01", "due …, paused".
inline std::string Written(const Deadline& deadline) {
  const auto name = [](const std::string& full, const std::string& prefix) {
    return full.substr(prefix.size());
  };
  std::string text = absl::StrCat("due ", Clock(deadline.due), ", ");
  switch (deadline.status) {
    case Status::kPending:
      return text + "pending";
    case Status::kPaused:
      return text + "paused";
    case Status::kMet:
      return text + "met " + Clock(deadline.met->stamp.occurred.at);
    case Status::kMissed:
      return text + "missed " +
             name(casework::v1::Milestone_Name(deadline.closed->milestone), "MILESTONE_");
    case Status::kExempt:
      break;
  }
  text += "exempt " +
          name(codes::v1::DeadlineExemption_Name(deadline.exemption->code), "DEADLINE_EXEMPTION_");
  if (deadline.exemption->until) {
    absl::StrAppend(&text, " until ", absl::FormatCivilTime(*deadline.exemption->until));
  }
  return text;
}

class GivenDeadlines {
 public:
  explicit GivenDeadlines(const std::vector<Past>& past) : case_(past) {}

  GivenDeadlines& Born(absl::CivilDay day) {
    person_.birth_date = day;
    return *this;
  }
  // The next version, in force from `day`: PolicyRules in text format.
  GivenDeadlines& Policy(absl::CivilDay day, const std::string& rules) {
    policy::Policy policy = policy::PolicyFrom(Proto<policy::v1::PolicyRules>(rules));
    policy.version = static_cast<int32_t>(policies_.versions.size()) + 1;
    policy.effective = day;
    policies_.versions.push_back(policy);
    return *this;
  }

  const cases::Case& state() const { return case_.state(); }
  std::vector<Deadline> All() const {
    return DeadlinesOf(state(), person_, PolicyTerms(policies_, Stockholm()));
  }
  std::vector<Deadline> Of(casework::v1::Deadline rule) const {
    std::vector<Deadline> found;
    for (const Deadline& deadline : All()) {
      if (deadline.rule == rule) found.push_back(deadline);
    }
    return found;
  }
  // Exactly these, in order.
  const GivenDeadlines& Then(casework::v1::Deadline rule,
                             const std::vector<std::string>& expected) const {
    std::vector<std::string> found;
    for (const Deadline& deadline : Of(rule)) found.push_back(Written(deadline));
    EXPECT_EQ(found, expected) << casework::v1::Deadline_Name(rule);
    return *this;
  }

 private:
  cases::GivenCase case_;
  PersonFacts person_;
  policy::PolicyHistory policies_;
};

}  // namespace framdrift::deadlines
