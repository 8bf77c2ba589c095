// A case with what bears on it in other streams; then its items, written as lines.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "domain/activity/activity.h"
#include "domain/history/when.h"
#include "domain/worklist/items.h"
#include "domain/worklist/moment.h"
#include "domain/worklist/sessions.h"
#include "tests/domain/cases/case_testing.h"
#include "tests/domain/household/given_household.h"

namespace framdrift::worklist {

using testing::Instant;
using testing::Past;
using testing::Proto;
using testing::Stockholm;

// Who records every event of these histories.
inline constexpr char kMe[] = "00000000-0000-0000-0000-0000000000aa";
inline constexpr char kActivity[] = "00000000-0000-4000-8000-0000000000d1";
inline constexpr char kSession[] = "00000000-0000-4000-8000-0000000000e1";

// The histories that items follow from; the person of the case is the household's Eva.
struct Histories {
  std::vector<Past> of_case;
  std::vector<Past> of_household;
  std::vector<Past> of_activity;
};

class GivenWorklist {
 public:
  explicit GivenWorklist(std::vector<Past> of_case) : histories_{std::move(of_case), {}, {}} {}
  explicit GivenWorklist(Histories histories) : histories_(std::move(histories)) {}

  GivenWorklist& Born(absl::CivilDay day) {
    around_.person.birth_date = day;
    return *this;
  }
  // The next version, in force from `day`: PolicyRules in text format.
  GivenWorklist& Policy(absl::CivilDay day, const std::string& rules) {
    policy::Policy policy = policy::PolicyFrom(Proto<policy::v1::PolicyRules>(rules));
    policy.version = static_cast<int32_t>(policies_.versions.size()) + 1;
    policy.effective = day;
    policies_.versions.push_back(policy);
    return *this;
  }
  GivenWorklist& At(const std::string& now) {
    now_ = Instant(now);
    return *this;
  }

  // Every item, with those of sessions, evaluated.
  std::vector<v1::WorkItem> All() const {
    const cases::GivenCase of_case(histories_.of_case);
    Around around = around_;
    const household::GivenHousehold of_household(histories_.of_household);
    for (const auto& [person, open] :
         OpenApplicationsOf(history::HouseholdId(Id16{1}), of_household.state())) {
      if (person == household::Person(household::kEva)) around.applications.push_back(open);
    }
    const Moment moment = Moment::At(now_, 7, Stockholm());
    std::vector<v1::WorkItem> items =
        ItemsOf(of_case.state(), around, deadlines::PolicyTerms(policies_, Stockholm()));
    for (v1::WorkItem& item : items) Evaluate(moment, item);
    if (const auto open = OpenCaseOf(of_case.state(), Stockholm())) {
      const testing::Given<activity::ActivityDecider> of_activity(histories_.of_activity);
      const Sessions& sessions = of_activity.state().sessions;
      const auto of_sessions =
          SessionItemsOf(*open,
                         {{history::IdOrNone<history::ActivityId>(kActivity), sessions}},
                         moment,
                         Stockholm());
      items.insert(items.end(), of_sessions.begin(), of_sessions.end());
    }
    std::sort(items.begin(), items.end(), StandsBefore);
    return items;
  }
  // The one whose name begins so.
  v1::WorkItem The(const std::string& name) const {
    for (const v1::WorkItem& item : All()) {
      if (absl::StartsWith(item.name(), name)) return item;
    }
    ADD_FAILURE() << "no item " << name;
    return {};
  }

  // Those on the list then, in order, as "2024-03-04 09:00:00 first_contact-1 LATE", with " late"
  // behind those that are late in another group.
  std::vector<std::string> Listed() const {
    std::vector<std::string> lines;
    for (const v1::WorkItem& item : All()) {
      if (item.group() == v1::WORK_ITEM_GROUP_UNSPECIFIED) continue;
      const std::string group =
          v1::WorkItemGroup_Name(item.group()).substr(std::string("WORK_ITEM_GROUP_").size());
      lines.push_back(absl::StrCat(
          absl::FormatTime("%Y-%m-%d %H:%M:%S", history::TimeFrom(item.due_time()), Stockholm()),
          " ",
          item.name(),
          " ",
          group,
          item.late() && group != "LATE" && group != "NO_CONTACT" ? " late" : ""));
    }
    return lines;
  }

 private:
  Histories histories_;
  Around around_;
  policy::PolicyHistory policies_;
  absl::Time now_ = Instant("2024-03-04 08:00");
};

inline std::vector<Past> And(std::vector<Past> past, const std::vector<Past>& next) {
  past.insert(past.end(), next.begin(), next.end());
  return past;
}

// Friday 1 March 2024, on Anna's desk from the hour after.
inline std::vector<Past> Assigned(const std::string& to = cases::kAnna) {
  return {
      cases::kOpened,
      {"2024-03-01 10:00",
       absl::StrCat("case_assigned { caseworker_id: '", to, "' unit_id: '", cases::kUnit, "' }")}};
}

// With a plan and a step in the activity, which began on 11 March.
inline std::vector<Past> InActivity() {
  const std::string step = absl::StrCat("step_id: '", cases::kStep, "'");
  return And(Assigned(kMe),
             {cases::kContacted,
              {"2024-03-05 13:00",
               absl::StrCat("work_plan_adopted { terms { track: PLAN_TRACK_WORK } steps { ",
                            step,
                            " activity_id: '",
                            kActivity,
                            "' from_date { year: 2024 month: 3 day: 11 } } }")},
              {"2024-03-11 08:00", absl::StrCat("step_started { ", step, " }")}});
}

// A session of two hours from 9 on that day of March 2024.
inline std::vector<Past> SessionOn(int day) {
  const auto at = [day](int hour) {
    const absl::Time time =
        absl::FromCivil(absl::CivilSecond(2024, 3, day, hour, 0, 0), Stockholm());
    return absl::StrCat("{ seconds: ", absl::ToUnixSeconds(time), " }");
  };
  return {{"2024-03-01", "activity_opened { display_name: 'Jobbsök' place: 'Torget 1' }"},
          {"2024-03-02",
           absl::StrCat("session_scheduled { session_id: '",
                        kSession,
                        "' start_time ",
                        at(9),
                        " end_time ",
                        at(11),
                        " place: 'Rum 2' leader_staff_id: '",
                        cases::kBertil,
                        "' }")}};
}

}  // namespace framdrift::worklist
