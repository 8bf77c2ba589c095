// Small histories of persons, as events, and what the built-in indicators tell of them.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "domain/indicators/case_facts.h"
#include "domain/indicators/evaluate.h"
#include "domain/indicators/fact_tables.h"
#include "domain/indicators/household_facts.h"
#include "domain/indicators/library.h"
#include "domain/indicators/person_facts.h"
#include "domain/indicators/staff_history.h"
#include "domain/policy/policy.h"
#include "tests/testing/given.h"

namespace framdrift::indicators {

using testing::Past;

// The id of a person, or of anything else, by number.
inline std::string Uuid(int number) {
  return absl::StrFormat("00000000-0000-4000-8000-%012d", number);
}

inline Past Opened(const std::string& when) { return {when, "case_opened {}"}; }
inline Past ExitedTo(const std::string& when, const std::string& reason) {
  return {when, absl::StrCat("exit_recorded { reason: EXIT_REASON_", reason, " }")};
}

// `2024-01`.
inline std::string MonthOf(const std::string& month) {
  return absl::StrCat(
      "{ year: ", month.substr(0, 4), " month: ", std::stoi(month.substr(5)), " day: 1 }");
}

// Paid on the 25th of the month.
inline Past PaidFor(const std::string& month) {
  return {month + "-25",
          absl::StrCat("aid_month_set { household_id: '",
                       Uuid(900),
                       "' applied: true paid_ore: 100 month ",
                       MonthOf(month),
                       " }")};
}

class Histories {
 public:
  void Case(int person, const std::vector<Past>& past) {
    rows_[person].of_case = FactsOf(testing::Given<CaseHistoryDecider>(past).state(), terms_);
  }
  void Person(int person, const std::vector<Past>& past) {
    rows_[person].person = FactsOf(testing::Given<person::PersonDecider>(past).state());
  }
  void Staff(int number, const std::vector<Past>& past) {
    staff_[number] =
        FactsOf(testing::Given<StaffHistoryDecider>(past).state(), testing::Stockholm());
  }
  void Activity(int number, const std::vector<Past>& past) {
    activities_[number] = FactsOf(testing::Given<ActivityCostsDecider>(past).state());
  }
  void Household(const std::vector<Past>& past) {
    const HouseholdFacts facts =
        FactsOf(testing::Given<household::HouseholdDecider>(past).state(), terms_);
    for (int number = 1; number < 100; ++number) {
      const auto id = *household::PersonId::Parse(Uuid(number));
      const auto membership = facts.memberships.find(id);
      if (membership != facts.memberships.end()) {
        rows_[number].memberships.push_back(membership->second);
      }
      const auto applications = facts.applications.find(id);
      if (applications == facts.applications.end()) continue;
      for (const auto& [name, one] : applications->second) {
        rows_[number].applications.push_back(one);
      }
    }
  }

  // By the definition as it comes, for the period with `day`, as of the end of `as_of`.
  Answer Ask(absl::string_view code, absl::string_view day, absl::string_view as_of) const {
    const indicator::v1::Definition* definition = FindBuiltIn(code);
    FD_CHECK(definition != nullptr);
    FactTables tables{facts::v1::FactTerms()};
    for (const auto& [person, rows] : rows_) {
      tables.Replace(household::PersonId::Parse(Uuid(person))->bytes(), rows);
    }
    for (const auto& [number, row] : staff_) {
      tables.ReplaceStaff(history::StaffId::Parse(Uuid(number))->bytes(), row);
    }
    for (const auto& [number, row] : activities_) {
      tables.ReplaceActivity(history::ActivityId::Parse(Uuid(number))->bytes(), row);
    }
    const FactTable& table = tables.table(SubjectOf(*definition));
    const auto plan = Compile(*definition, table.fields(), testing::Stockholm());
    FD_CHECK(plan.ok());
    Question question;
    question.as_of = EndOf(DayNumberFrom(as_of));
    question.windows = {PeriodOf(plan->period, DayNumberFrom(day))};
    if (!plan->breakdowns.empty()) question.breakdown = 0;
    const FactTable* const below =
        plan->below == nullptr ? nullptr : &tables.table(plan->below->fields->subject());
    const auto answer = Evaluate(*plan, {table, below}, question, WorkingDays());
    EXPECT_TRUE(answer.ok()) << answer.status();
    return answer.ok() ? *answer : Answer{};
  }
  Figure Whole(absl::string_view code, absl::string_view day, absl::string_view as_of) const {
    return Ask(code, day, as_of).at(0, 0);
  }
  // By group; the whole under "".
  std::map<std::string, double> Groups(absl::string_view code, absl::string_view day,
                                       absl::string_view as_of) const {
    const Answer answer = Ask(code, day, as_of);
    std::map<std::string, double> groups;
    for (size_t i = 0; i < answer.groups.size(); ++i) {
      if (answer.at(0, i).value) groups[answer.groups[i]] = *answer.at(0, i).value;
    }
    return groups;
  }

 private:
  static DayNumber DayNumberFrom(absl::string_view text) {
    absl::CivilDay day;
    FD_CHECK(absl::ParseCivilTime(text, &day));
    return DayNumberOf(day);
  }

  const policy::PolicyHistory policies_ = {};
  const deadlines::PolicyTerms terms_{policies_, testing::Stockholm()};
  std::map<int, PersonRows> rows_;
  std::map<int, facts::v1::FactStaff> staff_;
  std::map<int, facts::v1::FactActivity> activities_;
};

}  // namespace framdrift::indicators
