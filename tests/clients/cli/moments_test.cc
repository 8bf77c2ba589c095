#include "clients/cli/moments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "clients/cli/catalogue.h"
#include "clients/cli/json.h"
#include "tests/clients/cli/messages.h"

namespace framdrift::cli {
namespace {

using ::testing::HasSubstr;

// The request as JSON after `text`, at half past nine on the 22nd of November 2026; or the error.
std::string Asked(const std::string& text) {
  const auto request = NewMessage(FindType("framdrift.casework.v1.GetCaseRequest"));
  const absl::Time now = absl::FromCivil(absl::CivilMinute(2026, 11, 22, 9, 30), Stockholm());
  const absl::Status status = SetMoment(*request, "--as-of", text, now, Stockholm());
  return status.ok() ? JsonOf(*request, false) : std::string(status.message());
}

TEST(MomentsTest, ArePositionsInstantsAndDays) {
  EXPECT_THAT(Asked("@123"), HasSubstr("\"as_of_position\":123"));
  EXPECT_THAT(Asked("2024-05-01T10:30"), HasSubstr("\"valid_time\":\"2024-05-01T08:30:00Z\""));
  EXPECT_THAT(Asked("known:2024-05-01T10:30"),
              HasSubstr("\"known_time\":\"2024-05-01T08:30:00Z\""));
}

TEST(MomentsTest, MeanTheEndOfADayAlsoWhenClocksChange) {
  EXPECT_THAT(Asked("2024-05-01"), HasSubstr("\"valid_time\":\"2024-05-01T21:59:59.999999999Z\""));
  EXPECT_THAT(Asked("2024-03-31"), HasSubstr("\"valid_time\":\"2024-03-31T21:59:59.999999999Z\""));
  EXPECT_THAT(Asked("2024-10-27"), HasSubstr("\"valid_time\":\"2024-10-27T22:59:59.999999999Z\""));
}

TEST(MomentsTest, HaveWordsInBothLanguages) {
  for (const char* word : {"now", "nu", "today", "idag", "2026-11-22"}) {
    EXPECT_THAT(Asked(word), HasSubstr("\"valid_time\":\"2026-11-22T08:30:00Z\"")) << word;
  }
  for (const char* word : {"yesterday", "igår"}) {
    EXPECT_THAT(Asked(word), HasSubstr("\"valid_time\":\"2026-11-21T22:59:59.999999999Z\""))
        << word;
  }
}

TEST(MomentsTest, SayWhatWouldBeRight) {
  for (const char* wrong : {"", "@", "@0", "@-1", "soon", "2024-02-30", "known:@7", "known:"}) {
    EXPECT_THAT(Asked(wrong), HasSubstr("is not a time such as 2024-05-01T10:30")) << wrong;
  }
}

TEST(MomentsTest, ThatWereKnownAreTimesAndNoPositions) {
  const auto request = NewMessage(FindType("framdrift.casework.v1.GetCaseRequest"));
  const absl::Status status =
      SetMoment(*request, "--known", "known:@7", absl::UnixEpoch(), Stockholm());
  EXPECT_EQ(std::string(status.message()),
            "--known: \"@7\" is not a time such as 2024-05-01T10:30, 2024-05-01 or yesterday.");
}

TEST(MomentsTest, AreKnownByTheirFields) {
  EXPECT_TRUE(HasMoment(FindType("framdrift.casework.v1.GetCaseRequest")));
  EXPECT_FALSE(HasMoment(FindType("framdrift.casework.v1.AddNoteRequest")));
  EXPECT_FALSE(HasTwoMoments(FindType("framdrift.casework.v1.GetCaseRequest")));
}

}  // namespace
}  // namespace framdrift::cli
