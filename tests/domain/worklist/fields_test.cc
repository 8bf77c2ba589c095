// No kind, group or field of a work item is there that no event sets.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>
#include <string>

#include "domain/deadlines/milestones.h"
#include "framdrift/worklist/v1/worklist.pb.h"
#include "tests/domain/worklist/given_worklist.h"

namespace framdrift::worklist {
namespace {

using google::protobuf::FieldDescriptor;

// Set when a list is asked for, from other streams, the reader and the clock.
const std::set<std::string> kJoined = {
    "case", "person_name", "group", "late", "text", "snoozed_until_time"};

bool IsSet(const v1::WorkItem& item, const FieldDescriptor* field) {
  std::vector<const FieldDescriptor*> set;
  item.GetReflection()->ListFields(item, &set);
  return std::find(set.begin(), set.end(), field) != set.end();
}

// One kind of item, and histories of which the last event of one makes it or changes it.
struct Example {
  v1::WorkItemKind kind;
  std::string now;
  Histories before;
  Histories event;
};

Histories Joined(const Histories& a, const Histories& b) {
  return {And(a.of_case, b.of_case),
          And(a.of_household, b.of_household),
          And(a.of_activity, b.of_activity)};
}

// With the fields that its event sets in an item of the kind, and none had before.
using WithFields = std::pair<Example, std::vector<std::string>>;

const std::string kNow = "2024-03-14 08:00";

Histories Then(const std::string& event) { return {{{"2024-03-02 10:00", event}}, {}, {}}; }

std::vector<WithFields> ExamplesOfDeadlines() {
  using household::Field;
  constexpr auto kKind = v1::WORK_ITEM_KIND_DEADLINE;
  const Histories opened{{cases::kOpened}, {}, {}};
  const Histories assigned{Assigned(), {}, {}};
  const std::string completed =
      "application_completed { " + Field("application_id", household::kApplication) + "}";
  return {{{kKind, kNow, {}, opened},
           {"name",
            "kind",
            "due_time",
            "late_time",
            "rule",
            "event_position",
            "unit_id",
            "phase",
            "target_group"}},
          {{kKind, kNow, opened, {{Assigned(kMe)[1]}, {}, {}}},
           {"staff_id", "caseworker_id", "assign_time"}},
          {{kKind, kNow, assigned, Then("case_paused {}")}, {"paused"}},
          {{kKind, kNow, assigned, Then("work_plan_adopted { terms { track: PLAN_TRACK_STUDY } }")},
           {"track"}},
          {{kKind, kNow, assigned, Then("flow_assigned { flow: FLOW_OTHER }")}, {"flow"}},
          {{kKind, kNow, assigned, Then("exit_recorded {}")}, {"month"}},
          {{kKind,
            kNow,
            {Assigned(), household::And(household::Formed(), household::Applied()), {}},
            {{}, {{"2024-03-04 10:00", completed}}, {}}},
           {"application_id", "household_id"}}};
}

std::vector<WithFields> ExamplesOfRemindersAndProposals() {
  const Histories assigned{Assigned(), {}, {}};
  const std::string id = "'00000000-0000-4000-8000-0000000000f1' ";
  return {{{v1::WORK_ITEM_KIND_REMINDER,
            kNow,
            assigned,
            Then("reminder_set { reminder_kind: REMINDER_KIND_CONTACT }")},
           {"reminder_kind"}},
          {{v1::WORK_ITEM_KIND_TRANSFER,
            kNow,
            assigned,
            Then("transfer_proposed { transfer_id: " + id + "}")},
           {"transfer_id", "from_unit_id"}},
          {{v1::WORK_ITEM_KIND_REFERRAL,
            kNow,
            assigned,
            Then("referral_sent { referral_id: " + id + "receiver_id: " + id + "}")},
           {"referral_id", "receiver_id"}},
          {{v1::WORK_ITEM_KIND_ANSWER,
            kNow,
            assigned,
            Then("referral_sent { referral_id: " + id +
                 "answer_by_date { year: 2024 month: 3 day: 8 } }")},
           {"referral_id"}},
          {{v1::WORK_ITEM_KIND_NEW,
            "2024-03-02 08:00",
            {{cases::kOpened}, {}, {}},
            {{Assigned(kMe)[1]}, {}, {}}},
           {"expire_time"}}};
}

std::vector<WithFields> ExamplesOfSessions() {
  const Histories in_activity{InActivity(), {}, {}};
  const Histories session{{}, {}, SessionOn(14)};
  const std::string announced = absl::StrCat("absence_announced { step_id: '", cases::kStep, "' }");
  return {
      {{v1::WORK_ITEM_KIND_SESSION, kNow, in_activity, session},
       {"step_id",
        "activity_id",
        "session_id",
        "start_time",
        "end_time",
        "place",
        "leader_staff_id"}},
      {{v1::WORK_ITEM_KIND_SESSION,
        kNow,
        Joined(in_activity, session),
        {{{"2024-03-12 08:00", announced}}, {}, {}}},
       {"absence_announced"}},
      {{v1::WORK_ITEM_KIND_ATTENDANCE, "2024-03-15 08:00", in_activity, session}, {"session_id"}}};
}

std::vector<WithFields> Examples() {
  std::vector<WithFields> all = ExamplesOfDeadlines();
  for (const auto& more : {ExamplesOfRemindersAndProposals(), ExamplesOfSessions()}) {
    all.insert(all.end(), more.begin(), more.end());
  }
  return all;
}

std::vector<v1::WorkItem> ItemsAt(const Example& example, const Histories& histories) {
  std::vector<v1::WorkItem> items = GivenWorklist(histories).At(example.now).All();
  std::erase_if(items, [&](const v1::WorkItem& item) { return item.kind() != example.kind; });
  return items;
}

TEST(FieldsTest, EveryFieldIsSetByAnEventOrWhenAListIsAskedFor) {
  std::set<std::string> set = kJoined;
  for (const auto& [example, fields] : Examples()) {
    const auto before = ItemsAt(example, example.before);
    const auto after = ItemsAt(example, Joined(example.before, example.event));
    for (const std::string& name : fields) {
      SCOPED_TRACE(name);
      const FieldDescriptor* field = v1::WorkItem::descriptor()->FindFieldByName(name);
      ASSERT_NE(field, nullptr);
      const auto is_set = [&](const v1::WorkItem& item) { return IsSet(item, field); };
      EXPECT_TRUE(std::none_of(before.begin(), before.end(), is_set));
      EXPECT_TRUE(std::any_of(after.begin(), after.end(), is_set));
      set.insert(name);
    }
  }
  for (int i = 0; i < v1::WorkItem::descriptor()->field_count(); ++i) {
    const std::string& name = v1::WorkItem::descriptor()->field(i)->name();
    EXPECT_TRUE(set.contains(name)) << name << " is set by no event";
  }
}

TEST(FieldsTest, EveryKindIsMadeByAnEventAndEveryGroupIsReached) {
  std::set<v1::WorkItemKind> kinds;
  std::set<v1::WorkItemGroup> groups;
  for (const auto& [example, fields] : Examples()) {
    const Histories all = Joined(example.before, example.event);
    for (const std::string& now :
         {std::string("2024-03-02 12:00"), std::string("2024-03-19 08:00"), example.now}) {
      for (const v1::WorkItem& item : GivenWorklist(all).At(now).All()) {
        kinds.insert(item.kind());
        groups.insert(item.group());
      }
    }
  }
  EXPECT_EQ(kinds.size(), static_cast<size_t>(v1::WorkItemKind_ARRAYSIZE) - 1);
  EXPECT_EQ(groups.size(), static_cast<size_t>(v1::WorkItemGroup_ARRAYSIZE));
}

TEST(FieldsTest, EveryRuleOfADeadlineCanBeAnItem) {
  // Those of deadlines::MilestonesOfRules, which names only milestones that events set.
  std::set<casework::v1::Deadline> rules;
  for (const auto& [example, fields] : Examples()) {
    for (const v1::WorkItem& item : GivenWorklist(Joined(example.before, example.event))
                                        .Born(absl::CivilDay(2007, 1, 1))
                                        .All()) {
      rules.insert(item.rule());
    }
  }
  const std::vector<Past> supported =
      And(Assigned(),
          {{"2024-03-02", "aid_month_set { month { year: 2024 month: 3 } paid_ore: 1 }"},
           {"2024-04-02", "aid_month_set { month { year: 2024 month: 4 } paid_ore: 1 }"},
           {"2024-05-02", "aid_month_set { month { year: 2024 month: 5 } paid_ore: 1 }"}});
  for (const v1::WorkItem& item : GivenWorklist(supported).All()) rules.insert(item.rule());
  for (const deadlines::RuleMilestones& rule : deadlines::MilestonesOfRules()) {
    EXPECT_TRUE(rules.contains(rule.rule)) << casework::v1::Deadline_Name(rule.rule);
  }
}

}  // namespace
}  // namespace framdrift::worklist
