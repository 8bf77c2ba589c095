#include "clients/cli/watched_list.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "clients/cli/catalogue.h"
#include "clients/cli/json.h"
#include "clients/cli/resume.h"
#include "tests/clients/cli/messages.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::unique_ptr<Message> Sent(const std::string& json) {
  return FromJson("framdrift.worklist.v1.WatchWorklistResponse", json);
}

std::vector<std::string> NamesOf(const WatchedList& list) {
  std::vector<std::string> names;
  for (const Message* item : list.Items()) {
    const auto* name = item->GetDescriptor()->FindFieldByName("name");
    names.push_back(item->GetReflection()->GetString(*item, name));
  }
  return names;
}

constexpr char kBegin[] = R"({"position": 7, "evaluatedAt": "2026-11-22T08:00:00Z", "snapshot": {
  "reason": "REASON_BEGIN", "items": [
    {"name": "b", "case": "tenants/t/cases/1", "dueTime": "2026-11-23T08:00:00Z"},
    {"name": "c", "case": "tenants/t/cases/1"},
    {"name": "a", "case": "tenants/t/cases/2", "dueTime": "2026-11-23T08:00:00Z"}]}})";

TEST(WatchedListTest, OrdersByDueTimeAndThenByName) {
  WatchedList list;
  list.Apply(*Sent(kBegin));
  EXPECT_THAT(NamesOf(list), ElementsAre("a", "b", "c"));
  EXPECT_EQ(list.position(), 7);
}

TEST(WatchedListTest, AppliesWhatChangedInTheOrderOfTheContract) {
  WatchedList list;
  list.Apply(*Sent(kBegin));
  list.Apply(*Sent(R"({"position": 9, "delta": {
    "changes": [{"position": 9, "case": "tenants/t/cases/1", "kinds": ["NoteAdded"]}],
    "refreshedCases": ["tenants/t/cases/1"], "removed": ["a"],
    "upserted": [{"name": "c", "case": "tenants/t/cases/1", "dueTime": "2026-11-22T08:00:00Z"},
                 {"name": "d", "case": "tenants/t/cases/3", "dueTime": "2026-11-22T07:00:00Z"}]}})"));
  EXPECT_THAT(NamesOf(list), ElementsAre("d", "c"));
  EXPECT_EQ(list.Changes().size(), 1u);
}

TEST(WatchedListTest, IsCompleteWhenTheLastPartOfASnapshotHasCome) {
  WatchedList list;
  list.Apply(*Sent(R"({"position": 7, "snapshot": {"items": [{"name": "a"}], "more": true}})"));
  EXPECT_FALSE(list.complete());
  list.Apply(*Sent(R"({"position": 7, "snapshot": {"items": [{"name": "b"}]}})"));
  EXPECT_TRUE(list.complete());
  EXPECT_THAT(NamesOf(list), ElementsAre("a", "b"));
  list.Apply(*Sent(R"({"position": 9, "heartbeat": {}})"));
  EXPECT_THAT(NamesOf(list), ElementsAre("a", "b"));
  list.Apply(*Sent(R"({"position": 11, "snapshot": {"reason": "REASON_RESUME_TOO_FAR"}})"));
  EXPECT_THAT(NamesOf(list), IsEmpty()) << "a new snapshot is the whole list";
}

TEST(ResumeTest, AsksForWhatFollowsTheLastMessage) {
  const auto request = FromJson("framdrift.worklist.v1.WatchWorklistRequest", "{}");
  ASSERT_TRUE(CanResume(*request));
  EXPECT_FALSE(ResumeAfter(
      *request, *Sent(R"({"position": 7, "snapshot": {"items": [{"name": "a"}], "more": true}})")))
      << "half a list is no place to go on from";
  EXPECT_TRUE(ResumeAfter(*request, *Sent(kBegin)));
  EXPECT_THAT(JsonOf(*request, false), HasSubstr("\"resume_after_position\":7"));
  EXPECT_THAT(JsonOf(*request, false),
              HasSubstr("\"resume_after_evaluated_at\":\"2026-11-22T08:00:00Z\""));
}

TEST(ResumeTest, FollowsTheLogFromTheLastEvent) {
  const auto request = FromJson("framdrift.log.v1.TailRequest", R"({"follow": true, "last": 20})");
  ASSERT_TRUE(CanResume(*request));
  EXPECT_TRUE(ResumeAfter(
      *request, *FromJson("framdrift.log.v1.TailResponse", R"({"event": {"position": 31}})")));
  EXPECT_EQ(JsonOf(*request, false), R"({"after_position":31,"last":0,"follow":true})");
  EXPECT_FALSE(CanResume(*FromJson("framdrift.log.v1.TailRequest", "{}"))) << "it ends at the head";
}

TEST(WatchedListTest, AlertsOfTargetsStandAmongTheChanges) {
  WatchedList list;
  const char* type = "framdrift.indicator.v1.WatchIndicatorsResponse";
  list.Apply(*FromJson(type, R"({"position": 3, "snapshot": {"items": [{"name": "a"}]}})"));
  list.Apply(*FromJson(type, R"({"position": 4, "delta": {"upserted": [{"name": "b"}],
                             "alerts": [{"kind": "ALERT_KIND_TARGET_MET", "value": 4}]}})"));
  EXPECT_THAT(NamesOf(list), ElementsAre("a", "b"));
  ASSERT_EQ(list.Changes().size(), 1u);
  EXPECT_THAT(JsonOf(*list.Changes().front(), false), HasSubstr("ALERT_KIND_TARGET_MET"));
}

}  // namespace
}  // namespace framdrift::cli
