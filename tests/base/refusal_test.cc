#include "base/refusal.h"

#include <gtest/gtest.h>

namespace framdrift {
namespace {

TEST(RefusalTest, CarriesEveryReasonThroughAStatus) {
  Refusals refusals;
  refusals.Add("STEP_STILL_RUNNING", "End the step first.", {{"step", "a:b\n2:"}});
  refusals.Add("ATTENDANCE_MISSING", "Register attendance.", {{"session", ""}, {"day", "1"}});
  const absl::Status status = refusals.AsStatus();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(RefusalsOf(status), refusals.all());
}

TEST(RefusalTest, IsOkWhenNothingIsRefused) { EXPECT_TRUE(Refusals().AsStatus().ok()); }

TEST(RefusalTest, NamesTheFieldAtFault) {
  const std::vector<Refusal> refusals = RefusalsOf(InvalidField("slot.start_time", "Say when."));
  ASSERT_EQ(refusals.size(), 1u);
  EXPECT_EQ(refusals[0].reason, "FIELD_INVALID");
  EXPECT_EQ(refusals[0].metadata.at("field"), "slot.start_time");
}

}  // namespace
}  // namespace framdrift
