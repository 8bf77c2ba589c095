// Messages of a watch that wait for a slow reader become one that says the same.
#include "services/worklist/watch_messages.h"

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace framdrift::services {
namespace {

using worklist::v1::WatchWorklistResponse;

WatchWorklistResponse Message(const std::string& text) {
  WatchWorklistResponse message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// What `first` and `next` become; they must become one.
std::string Merged(const std::string& first, const std::string& next) {
  WatchWorklistResponse waiting = Message(first);
  WatchWorklistResponse message = Message(next);
  EXPECT_TRUE(MergeMessages(waiting, message));
  return waiting.DebugString();
}

TEST(WatchMessagesTest, KeepsEveryChangeAndTheLatestOfEachItem) {
  EXPECT_EQ(
      Merged("position: 5 delta { changes { position: 5 } upserted { name: 'a' month: 1 } "
             "upserted { name: 'b' } removed: 'c' removed: 'd' }",
             "position: 7 delta { changes { position: 6 } changes { position: 7 } "
             "upserted { name: 'a' month: 2 } upserted { name: 'c' } removed: 'b' }"),
      Message("position: 7 evaluated_at {} delta { changes { position: 5 } changes { position: 6 } "
              "changes { position: 7 } upserted { name: 'a' month: 2 } upserted { name: 'c' } "
              "removed: 'd' removed: 'b' }")
          .DebugString());
}

TEST(WatchMessagesTest, KeepsWhatTheFirstOneRefreshed) {
  EXPECT_EQ(Merged("position: 5 delta { refreshed_all: true refreshed_cases: 'x' }",
                   "position: 6 delta { removed: 'a' }"),
            Message("position: 6 evaluated_at {} delta { refreshed_all: true refreshed_cases: 'x' "
                    "removed: 'a' }")
                .DebugString());
}

TEST(WatchMessagesTest, LetsWhatComesAfterItReplaceAHeartbeat) {
  EXPECT_EQ(Merged("position: 5 heartbeat { lag_events: 1 }", "position: 6 heartbeat {}"),
            Message("position: 6 heartbeat {}").DebugString());
  EXPECT_EQ(Merged("position: 5 heartbeat {}", "position: 6 delta { removed: 'a' }"),
            Message("position: 6 delta { removed: 'a' }").DebugString());
  EXPECT_EQ(Merged("position: 5 delta { removed: 'a' }", "position: 6 heartbeat {}"),
            Message("position: 6 evaluated_at {} delta { removed: 'a' }").DebugString());
}

TEST(WatchMessagesTest, KeepsSnapshotsApart) {
  WatchWorklistResponse snapshot = Message("position: 5 snapshot {}");
  WatchWorklistResponse delta = Message("position: 6 delta {}");
  EXPECT_FALSE(MergeMessages(snapshot, delta));
  EXPECT_FALSE(MergeMessages(delta, snapshot));
}

}  // namespace
}  // namespace framdrift::services
