#include "domain/deadlines/decision_deadlines.h"

#include <gtest/gtest.h>

#include "tests/domain/deadlines/given_deadlines.h"
#include "tests/domain/household/given_household.h"

namespace framdrift::deadlines {
namespace {

using household::And;
using household::Applied;
using household::Decided;
using household::Field;
using household::Formed;
using household::kApplication;

Past Completed(const std::string& when) {
  return {when, "application_completed { " + Field("application_id", kApplication) + " }"};
}

std::vector<std::string> Due(const std::vector<Past>& past,
                             const std::vector<cases::Exemption>& exemptions = {},
                             const policy::PolicyHistory& policies = {}) {
  const household::GivenHousehold given(past);
  std::vector<std::string> found;
  for (const auto& [application, deadline] :
       DecisionDeadlinesOf(given.state(), exemptions, PolicyTerms(policies, Stockholm()))) {
    EXPECT_EQ(application.ToString(), kApplication);
    found.push_back(Written(deadline));
  }
  return found;
}

using Lines = std::vector<std::string>;

TEST(DecisionDeadlineTest, IsDueByTheEndOfTheNextWorkingDayAfterACompleteApplication) {
  const std::vector<Past> applied = And(Formed(), Applied());
  EXPECT_EQ(Due(applied), Lines());
  // A Friday.
  EXPECT_EQ(Due(And(applied, Completed("2024-02-23 14:00"))),
            Lines({"due 2024-02-26 23:59:59, pending"}));
}

TEST(DecisionDeadlineTest, IsMetByTheFirstDecisionOnThatApplication) {
  const std::vector<Past> completed = And(And(Formed(), Applied()), Completed("2024-02-20 14:00"));
  EXPECT_EQ(Due(And(completed, Decided("2024-02-22 10:00"))),
            Lines({"due 2024-02-21 23:59:59, met 2024-02-22 10:00:00"}));
}

TEST(DecisionDeadlineTest, AnEnquiryHasNone) {
  const std::vector<Past> asked = And(Formed(), Applied("GENERAL_ENQUIRY"));
  EXPECT_EQ(Due(And(asked, Completed("2024-02-23 14:00"))), Lines());
}

TEST(DecisionDeadlineTest, AnExemptionOfAnApplicantHolds) {
  cases::Exemption exemption;
  exemption.stamp.occurred.at = testing::Instant("2024-02-26 09:00");
  exemption.stamp.day = absl::CivilDay(2024, 2, 26);
  exemption.deadline = casework::v1::DEADLINE_DECISION;
  exemption.code = codes::v1::DEADLINE_EXEMPTION_AWAITING_OTHER_PARTY;
  exemption.until = absl::CivilDay(2024, 3, 4);
  const std::vector<Past> completed = And(And(Formed(), Applied()), Completed("2024-02-23 14:00"));
  EXPECT_EQ(Due(completed, {exemption}),
            Lines({"due 2024-03-04 23:59:59, exempt AWAITING_OTHER_PARTY until 2024-03-04"}));
}

TEST(DecisionDeadlineTest, ThePolicySaysHowManyWorkingDays) {
  policy::PolicyHistory policies;
  policy::Policy& policy = policies.versions.emplace_back();
  policy.version = 1;
  policy.effective = absl::CivilDay(2024, 1, 1);
  policy.deadlines.decision_working_days = 3;
  const std::vector<Past> completed = And(And(Formed(), Applied()), Completed("2024-02-23 14:00"));
  EXPECT_EQ(Due(completed, {}, policies), Lines({"due 2024-02-28 23:59:59, pending"}));
}

}  // namespace
}  // namespace framdrift::deadlines
