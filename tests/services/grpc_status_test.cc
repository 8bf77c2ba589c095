#include "services/grpc_status.h"

#include "base/refusal.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"

namespace framdrift::services {
namespace {

using testing::CallError;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(GrpcStatusTest, IsOkForOk) { EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok()); }

TEST(GrpcStatusTest, CarriesEveryRefusal) {
  Refusals refusals;
  refusals.Add("CASE_NOT_OPEN", "The case is not open.", {{"case", "c1"}});
  refusals.Add("STEP_RUNNING", "A step is running.", {{"step", "s1"}});
  const CallError error(ToGrpcStatus(refusals.AsStatus()));
  EXPECT_EQ(error.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(error.info.reason(), "CASE_NOT_OPEN");
  EXPECT_EQ(error.info.domain(), "framdrift");
  EXPECT_EQ(error.info.metadata().at("case"), "c1");
  EXPECT_THAT(error.refusals(), ElementsAre("CASE_NOT_OPEN", "STEP_RUNNING"));
  EXPECT_EQ(error.precondition.violations(1).subject(), "s1");
  EXPECT_EQ(error.precondition.violations(1).description(), "A step is running.");
}

TEST(GrpcStatusTest, NamesTheFieldAtFault) {
  const CallError error(ToGrpcStatus(InvalidField("goals[0].title", "This is required.")));
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(error.fields(), ElementsAre("goals[0].title"));
}

TEST(GrpcStatusTest, SaysWhenToComeBack) {
  for (const absl::StatusCode code :
       {absl::StatusCode::kUnavailable, absl::StatusCode::kResourceExhausted}) {
    const CallError error(ToGrpcStatus(absl::Status(code, "full")));
    EXPECT_TRUE(error.has_retry);
    EXPECT_EQ(error.retry.retry_delay().seconds(), 1);
  }
  EXPECT_FALSE(CallError(ToGrpcStatus(absl::AbortedError("lost"))).has_retry);
}

TEST(GrpcStatusTest, NamesTheCodeWhereThereIsNoReason) {
  EXPECT_EQ(CallError(ToGrpcStatus(absl::DataLossError("bits"))).info.reason(), "DATA_LOSS");
}

TEST(GrpcStatusTest, KeepsTheTextOfInternalErrorsInTheServer) {
  for (const absl::Status& status :
       {absl::InternalError("key 0x1234 of row 7"), absl::UnknownError("key 0x1234 of row 7")}) {
    const grpc::Status sent = ToGrpcStatus(status);
    EXPECT_EQ(sent.error_code(), grpc::StatusCode::INTERNAL);
    EXPECT_THAT(sent.error_message(), Not(HasSubstr("0x1234")));
    EXPECT_THAT(sent.error_details(), Not(HasSubstr("0x1234")));
    const CallError error(sent);
    EXPECT_EQ(error.info.reason(), "INTERNAL");
    EXPECT_THAT(sent.error_message(), HasSubstr(error.info.metadata().at("incident")));
  }
}

}  // namespace
}  // namespace framdrift::services
