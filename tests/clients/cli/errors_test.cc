#include "clients/cli/errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "clients/cli/options.h"
#include "clients/cli/texts.h"
#include "google/rpc/error_details.pb.h"

namespace framdrift::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

grpc::Status StatusOf(grpc::StatusCode code, const google::protobuf::Message& detail,
                      const std::string& reason = "FIELD_INVALID") {
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  google::rpc::Status details;
  details.add_details()->PackFrom(info);
  details.add_details()->PackFrom(detail);
  return {code, "All of it in one line.", details.SerializeAsString()};
}

grpc::Status WrongFields(const std::vector<std::string>& fields) {
  google::rpc::BadRequest bad;
  for (const std::string& field : fields) {
    auto& violation = *bad.add_field_violations();
    violation.set_field(field);
    violation.set_description("This is required.");
  }
  return StatusOf(grpc::StatusCode::INVALID_ARGUMENT, bad);
}

TEST(ErrorsTest, NamesFieldsAsTheUserWroteThem) {
  const grpc::Status status = WrongFields({"personal_number"});
  EXPECT_THAT(Explain(status, Fields::kFlags).reasons,
              ElementsAre("--personal-number: This is required."));
  EXPECT_THAT(Explain(status, Fields::kNames).reasons,
              ElementsAre("personal_number: This is required."));
  EXPECT_EQ(Explain(status, Fields::kFlags).what, "error");
  EXPECT_EQ(Explain(status, Fields::kFlags).exit_code, kExitUsage);
  EXPECT_EQ(Explain(WrongFields({"text", "kind"}), Fields::kFlags).what, "2 errors");
  EXPECT_THAT(Explain(WrongFields({"parent"}), Fields::kFlags).reasons,
              ElementsAre("This is required."));
}

TEST(ErrorsTest, NamesTimesByTheFlagsTheyAreWrittenWith) {
  EXPECT_THAT(
      Explain(WrongFields({"valid_time", "known_time", "as_of_position"}), Fields::kFlags).reasons,
      ElementsAre("--as-of: This is required.",
                  "--known: This is required.",
                  "--as-of: This is required."));
  EXPECT_THAT(Explain(WrongFields({"before.valid_time"}), Fields::kFlags).reasons,
              ElementsAre("A..B: This is required."));
  EXPECT_THAT(Explain(WrongFields({"valid_time"}), Fields::kNames).reasons,
              ElementsAre("valid_time: This is required."));
}

TEST(ErrorsTest, TellsAThingByItsIdAlone) {
  google::rpc::PreconditionFailure failure;
  auto& violation = *failure.add_violations();
  violation.set_type("CASE_CHANGED");
  violation.set_subject("tenants/demo/cases/c-1");
  violation.set_description("The case has changed.");
  EXPECT_THAT(
      Explain(StatusOf(grpc::StatusCode::FAILED_PRECONDITION, failure), Fields::kFlags).reasons,
      ElementsAre("The case has changed. [CASE_CHANGED c-1]"));
}

TEST(ErrorsTest, SaysInSwedishToWhatAPastTimeWasTooEarly) {
  google::rpc::ErrorInfo info;
  info.set_reason("CASE_NOT_FOUND");
  google::rpc::Status details;
  details.add_details()->PackFrom(info);
  const auto said = [&](const char* message) {
    return Explain({grpc::StatusCode::NOT_FOUND, message, details.SerializeAsString()},
                   Fields::kFlags)
        .reasons.front();
  };
  Speak(Language::kSwedish);
  EXPECT_EQ(said("There was no tenants/t/cases/c then: ask for a later time."),
            "tenants/t/cases/c fanns inte då: fråga om en senare tid. [CASE_NOT_FOUND]");
  EXPECT_THAT(said("There is no tenants/t/cases/c."), HasSubstr("öppna ett"));
  Speak(Language::kEnglish);
}

TEST(ErrorsTest, SaysWhatEachRefusalIsAbout) {
  google::rpc::PreconditionFailure failure;
  for (const char* step : {"c1", "c2"}) {
    auto& violation = *failure.add_violations();
    violation.set_type("STEP_STILL_RUNNING");
    violation.set_subject(step);
    violation.set_description("A step still runs; complete or cancel it.");
  }
  const Explanation explained =
      Explain(StatusOf(grpc::StatusCode::FAILED_PRECONDITION, failure, "STEP_STILL_RUNNING"),
              Fields::kFlags);
  EXPECT_EQ(explained.what, "refused for 2 reasons");
  EXPECT_THAT(explained.reasons,
              ElementsAre("A step still runs; complete or cancel it. [STEP_STILL_RUNNING c1]",
                          "A step still runs; complete or cancel it. [STEP_STILL_RUNNING c2]"));
  EXPECT_EQ(explained.exit_code, kExitConflict);
}

TEST(ErrorsTest, DoesNotSayTwiceWhatTheWordsName) {
  google::rpc::PreconditionFailure failure;
  auto& violation = *failure.add_violations();
  violation.set_type("HOURS_OUT_OF_RANGE");
  violation.set_subject("hours_per_week");
  violation.set_description("A week has 0 to 168 hours; give another hours_per_week.");
  const Explanation explained =
      Explain(StatusOf(grpc::StatusCode::FAILED_PRECONDITION, failure), Fields::kFlags);
  EXPECT_EQ(explained.what, "refused");
  EXPECT_THAT(
      explained.reasons,
      ElementsAre("A week has 0 to 168 hours; give another hours_per_week. [HOURS_OUT_OF_RANGE]"));
}

TEST(ErrorsTest, SaysWhatAReasonNames) {
  google::rpc::ErrorInfo info;
  info.set_reason("PERSON_EXISTS");
  (*info.mutable_metadata())["person_id"] = "290c1a70";
  google::rpc::Status details;
  details.add_details()->PackFrom(info);
  const grpc::Status status(grpc::StatusCode::ALREADY_EXISTS,
                            "Another person is registered with this number: use that record.",
                            details.SerializeAsString());
  EXPECT_THAT(Explain(status, Fields::kFlags).reasons,
              ElementsAre("Another person is registered with this number: use that record. "
                          "[PERSON_EXISTS person_id=290c1a70]"));
}

TEST(ErrorsTest, HasAnExitCodeForEveryKindOfFailure) {
  const auto code = [](grpc::StatusCode status) {
    return Explain({status, "Why."}, Fields::kFlags).exit_code;
  };
  EXPECT_EQ(code(grpc::StatusCode::INTERNAL), kExitFailed);
  EXPECT_EQ(code(grpc::StatusCode::DATA_LOSS), kExitFailed);
  EXPECT_EQ(code(grpc::StatusCode::INVALID_ARGUMENT), kExitUsage);
  EXPECT_EQ(code(grpc::StatusCode::NOT_FOUND), kExitNotFound);
  EXPECT_EQ(code(grpc::StatusCode::ALREADY_EXISTS), kExitConflict);
  EXPECT_EQ(code(grpc::StatusCode::FAILED_PRECONDITION), kExitConflict);
  EXPECT_EQ(code(grpc::StatusCode::ABORTED), kExitConflict);
  EXPECT_EQ(code(grpc::StatusCode::UNAUTHENTICATED), kExitDenied);
  EXPECT_EQ(code(grpc::StatusCode::PERMISSION_DENIED), kExitDenied);
  EXPECT_EQ(code(grpc::StatusCode::UNAVAILABLE), kExitUnavailable);
  EXPECT_EQ(code(grpc::StatusCode::DEADLINE_EXCEEDED), kExitUnavailable);
  EXPECT_EQ(code(grpc::StatusCode::RESOURCE_EXHAUSTED), kExitUnavailable);
}

TEST(ErrorsTest, SaysWhatToDoAboutAServerThatIsNotThere) {
  EXPECT_THAT(Explain({grpc::StatusCode::UNAVAILABLE, "connect failed"}, Fields::kFlags).reasons,
              ElementsAre(HasSubstr("Is framdriftd running")));
  EXPECT_THAT(Explain({grpc::StatusCode::DEADLINE_EXCEEDED, "Deadline"}, Fields::kFlags).reasons,
              ElementsAre(HasSubstr("--timeout")));
}

}  // namespace
}  // namespace framdrift::cli
