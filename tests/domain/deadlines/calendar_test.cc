// Two years of the Swedish calendar, every day and many times of day, against a plain count.
#include <gtest/gtest.h>

#include "domain/deadlines/decision_deadlines.h"
#include "tests/domain/deadlines/given_deadlines.h"
#include "tests/domain/deadlines/plain_calendar.h"

namespace framdrift::deadlines {
namespace {

using casework::v1::CaseEvent;
using plain::Date;

// 00:00 to 23:59:59, densest where the clock changes.
constexpr int kTimes[] = {0,
                          1799,
                          3600,
                          5400,
                          7199,
                          7200,
                          9000,
                          10799,
                          10800,
                          12600,
                          28800,
                          32400,
                          43200,
                          57600,
                          61200,
                          72000,
                          86399};

history::Envelope At(const Date& date, int64_t unix_seconds) {
  history::Envelope envelope;
  envelope.position = 1;
  envelope.occurred.at = absl::FromUnixSeconds(unix_seconds);
  envelope.day = absl::CivilDay(date.year, date.month, date.day);
  return envelope;
}

// Calls visit(date, second of the clock, seconds since 1970) for every day of 2025 and 2026 and
// time of kTimes; twice for the hour that is there twice.
template <typename Visitor>
void EachMoment(const Visitor& visit) {
  for (Date date = {2025, 1, 1}; date.year < 2027; date = plain::Next(date)) {
    for (const int second : kTimes) {
      const bool in_change = second >= 7200 && second < 10800;
      if (plain::IsSpringChange(date) && in_change) continue;
      const int64_t at = plain::InstantOf({date, second});
      visit(date, second, at);
      if (plain::IsAutumnChange(date) && in_change) visit(date, second, at + 3600);
    }
  }
}

// The due times of the rule, in seconds since 1970.
std::vector<int64_t> DueOf(const std::vector<Deadline>& deadlines, casework::v1::Deadline rule) {
  std::vector<int64_t> due;
  for (const Deadline& deadline : deadlines) {
    if (deadline.rule == rule) due.push_back(absl::ToUnixSeconds(deadline.due));
  }
  return due;
}

class CalendarTest : public ::testing::Test {
 protected:
  CalendarTest() {
    within_a_day_.versions.emplace_back().deadlines.first_contact =
        policy::v1::FIRST_CONTACT_RULE_WITHIN_24_HOURS;
  }

  // The same after one event at `envelope`.
  std::vector<int64_t> DueAfter(const std::string& event, const history::Envelope& envelope,
                                casework::v1::Deadline rule, const PolicyTerms& terms) {
    cases::Case state;
    cases::CaseDecider::Evolve(
        state, {envelope, events_.try_emplace(event, Proto<CaseEvent>(event)).first->second});
    return DueOf(DeadlinesOf(state, {}, terms), rule);
  }

  policy::PolicyHistory none_;
  policy::PolicyHistory within_a_day_;
  PolicyTerms terms_{none_, Stockholm()};
  std::map<std::string, CaseEvent> events_;
};

using Seconds = std::vector<int64_t>;

TEST_F(CalendarTest, FirstContactIsDueTheNextWorkingDayAtTheSameTime) {
  EachMoment([&](const Date& date, int second, int64_t at) {
    EXPECT_EQ(
        DueAfter("case_opened {}", At(date, at), casework::v1::DEADLINE_FIRST_CONTACT, terms_),
        Seconds{plain::InstantOf({plain::WorkingDaysLater(date, 1), second})})
        << plain::Text(date) << " " << second;
  });
}

TEST_F(CalendarTest, FirstContactWithinADayIsDueAfter24Hours) {
  const PolicyTerms terms(within_a_day_, Stockholm());
  EachMoment([&](const Date& date, int, int64_t at) {
    EXPECT_EQ(DueAfter("case_opened {}", At(date, at), casework::v1::DEADLINE_FIRST_CONTACT, terms),
              Seconds{at + 86400})
        << plain::Text(date);
  });
}

TEST_F(CalendarTest, WorkPlanIsDueByTheEndOfTheTenthWorkingDay) {
  EachMoment([&](const Date& date, int, int64_t at) {
    EXPECT_EQ(DueAfter("case_opened {}", At(date, at), casework::v1::DEADLINE_WORK_PLAN, terms_),
              Seconds{plain::EndOf(plain::WorkingDaysLater(date, 10))})
        << plain::Text(date);
  });
}

TEST_F(CalendarTest, ContactAndReviewAreDueByTheEndOfTheFourteenthAndTwentyEighthDay) {
  EachMoment([&](const Date& date, int, int64_t at) {
    EXPECT_EQ(DueAfter("contact_held {}", At(date, at), casework::v1::DEADLINE_CONTACT, terms_),
              Seconds{plain::EndOf(plain::Later(date, 14))})
        << plain::Text(date);
    EXPECT_EQ(
        DueAfter("work_plan_adopted {}", At(date, at), casework::v1::DEADLINE_PLAN_REVIEW, terms_),
        Seconds{plain::EndOf(plain::Later(date, 28))})
        << plain::Text(date);
  });
}

TEST_F(CalendarTest, FollowUpsAreDueOnTheDaySoManyMonthsLater) {
  EachMoment([&](const Date& date, int, int64_t at) {
    Seconds expected;
    for (const int months : {1, 3, 6, 12, 24}) {
      expected.push_back(plain::EndOf(plain::MonthsLater(date, months)));
    }
    EXPECT_EQ(DueAfter("exit_recorded { reason: EXIT_REASON_WORK_UNSUBSIDISED }",
                       At(date, at),
                       casework::v1::DEADLINE_FOLLOW_UP,
                       terms_),
              expected)
        << plain::Text(date);
  });
}

TEST_F(CalendarTest, DecisionsAreDueByTheEndOfTheNextWorkingDay) {
  household::Household state;
  household::Application& application = state.applications[household::ApplicationId()];
  application.kind = household::v1::APPLICATION_KIND_NEW;
  EachMoment([&](const Date& date, int, int64_t at) {
    const history::Envelope envelope = At(date, at);
    application.completed = {1, envelope.occurred, envelope.day};
    const auto deadlines = DecisionDeadlinesOf(state, {}, terms_);
    ASSERT_EQ(deadlines.size(), 1u);
    EXPECT_EQ(absl::ToUnixSeconds(deadlines.begin()->second.due),
              plain::EndOf(plain::WorkingDaysLater(date, 1)))
        << plain::Text(date);
  });
}

TEST_F(CalendarTest, Turning18IsDueNinetyDaysBeforeAndNotBeforeTheOpening) {
  const Date opened = {2025, 1, 1};
  cases::Case state;
  cases::CaseDecider::Evolve(
      state, {At(opened, plain::InstantOf({opened, 0})), Proto<CaseEvent>("case_opened {}")});
  for (Date birthday = {2025, 1, 2}; birthday.year < 2027; birthday = plain::Next(birthday)) {
    const PersonFacts person{absl::CivilDay(birthday.year - 18, birthday.month, birthday.day)};
    Date due = plain::Later(birthday, -90);
    if (plain::NumberOf(due) < plain::NumberOf(opened)) due = opened;
    EXPECT_EQ(DueOf(DeadlinesOf(state, person, terms_), casework::v1::DEADLINE_TURNING_18),
              Seconds{plain::EndOf(due)})
        << plain::Text(birthday);
  }
}

TEST_F(CalendarTest, AnActivityIsDueWhenTheThirdMonthHasPassed) {
  for (Date first = {2025, 1, 1}; first.year < 2027; first = plain::MonthsLater(first, 1)) {
    cases::Case state;
    const history::Envelope at = At(first, plain::InstantOf({first, 0}));
    cases::CaseDecider::Evolve(state, {at, Proto<CaseEvent>("case_opened {}")});
    for (int i = 0; i < 3; ++i) {
      const Date month = plain::MonthsLater(first, i);
      CaseEvent event;
      event.mutable_aid_month_set()->mutable_month()->set_year(month.year);
      event.mutable_aid_month_set()->mutable_month()->set_month(month.month);
      event.mutable_aid_month_set()->set_paid_ore(1);
      cases::CaseDecider::Evolve(state, {at, event});
    }
    EXPECT_EQ(DueOf(DeadlinesOf(state, {}, terms_), casework::v1::DEADLINE_ACTIVITY),
              Seconds{plain::EndOf(plain::Previous(plain::MonthsLater(first, 3)))})
        << plain::Text(first);
  }
}

}  // namespace
}  // namespace framdrift::deadlines
