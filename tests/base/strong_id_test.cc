#include "base/strong_id.h"

#include <gtest/gtest.h>

namespace framdrift {
namespace {

TEST(StrongIdTest, ReadsWhatItWrites) {
  const Id16 id = NewUuidV7(1'700'000'000'000);
  const absl::StatusOr<Id16> parsed = ParseUuid(FormatUuid(id));
  ASSERT_TRUE(parsed.ok());
  EXPECT_EQ(*parsed, id);
}

TEST(StrongIdTest, RefusesEverythingThatIsNotAUuid) {
  for (const char* text : {"", "0190b2c8", "0190b2c8-5b0e-7c3a-9f00-0123456789ag",
                           "0190b2c8x5b0e-7c3a-9f00-0123456789ab",
                           "0190b2c8-5b0e-7c3a-9f00-0123456789ab0"}) {
    EXPECT_EQ(ParseUuid(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(StrongIdTest, LaterVersionSevenIdsSortAfterEarlierOnes) {
  EXPECT_LT(NewUuidV7(1'000), NewUuidV7(2'000));
}

}  // namespace
}  // namespace framdrift
