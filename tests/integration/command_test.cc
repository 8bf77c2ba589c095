// What a command answers, over the wire: once and for ever, and why not.
#include <memory>
#include <string>

#include "base/strong_id.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

namespace v1 = organisation::v1;
using testing::CallError;
using testing::CallFails;
using testing::CallOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Organisation = v1::OrganisationService::Stub;

constexpr char kBoardId[] = "0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kBoard[] = "tenants/kungsbacka/boards/0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kUnit[] = "tenants/kungsbacka/units/0190b2c8-5b0e-7c3a-9f00-000000000002";
constexpr char kRequestId[] = "0190b2c8-5b0e-7c3a-9f00-00000000000a";

class CommandTest : public ::testing::Test {
 protected:
  CommandTest() { Connect(); }
  void Connect() { stub_ = std::make_unique<Organisation>(server_.channel()); }

  static v1::CreateBoardRequest NewBoard(const std::string& name = kBoard) {
    v1::CreateBoardRequest request;
    request.set_name(name);
    request.set_display_name("Arbetsmarknadsnämnden");
    return request;
  }
  static v1::CreateUnitRequest NewUnit() {
    v1::CreateUnitRequest request;
    request.set_name(kUnit);
    request.set_display_name("Arbetsmarknadsenheten");
    request.set_board_id(kBoardId);
    request.set_municipality_code("1384");
    return request;
  }
  static v1::GetBoardRequest Board(const std::string& name = kBoard) {
    v1::GetBoardRequest request;
    request.set_name(name);
    return request;
  }
  static v1::GetUnitRequest Unit(const std::string& name = kUnit) {
    v1::GetUnitRequest request;
    request.set_name(name);
    return request;
  }
  void CreateBoardAndUnit() {
    CallOk(*stub_, &Organisation::CreateBoard, NewBoard());
    CallOk(*stub_, &Organisation::CreateUnit, NewUnit());
  }
  void Restart() {
    server_.Restart();
    Connect();
  }

  testing::TestServer server_;
  std::unique_ptr<Organisation> stub_;
};

TEST_F(CommandTest, AnswersWithTheNewStateAndWhereTheLogStandsWithIt) {
  const auto response = CallOk(*stub_, &Organisation::CreateBoard, NewBoard());
  EXPECT_EQ(response.board().name(), kBoard);
  EXPECT_EQ(response.board().etag(), "\"1\"");
  EXPECT_EQ(response.board().display_name(), "Arbetsmarknadsnämnden");
  // Position 1 is the founding of the tenant.
  EXPECT_EQ(response.position(), 2);
  EXPECT_FALSE(response.duplicate());
}

TEST_F(CommandTest, FindsWhatWasWrittenAfterARestart) {
  CreateBoardAndUnit();
  Restart();
  const auto board = CallOk(*stub_, &Organisation::GetBoard, Board());
  EXPECT_EQ(board.board().display_name(), "Arbetsmarknadsnämnden");
  EXPECT_EQ(board.position(), 3);
  const auto unit = CallOk(*stub_, &Organisation::GetUnit, Unit());
  EXPECT_EQ(unit.unit().board_id(), kBoardId);
  EXPECT_EQ(unit.unit().state(), v1::Unit::STATE_OPEN);
}

TEST_F(CommandTest, LetsTheServerChooseAnIdAndTheSameOneAgain) {
  v1::CreateBoardRequest request = NewBoard("tenants/kungsbacka/boards/-");
  request.set_request_id(kRequestId);
  const auto first = CallOk(*stub_, &Organisation::CreateBoard, request);
  const auto again = CallOk(*stub_, &Organisation::CreateBoard, request);
  EXPECT_EQ(first.board().name(), again.board().name());
  EXPECT_EQ(CallOk(*stub_, &Organisation::GetBoard, Board(first.board().name())).board().name(),
            first.board().name());
}

TEST_F(CommandTest, AnswersARepeatedRequestAsItDidAtFirstForEver) {
  v1::CreateBoardRequest request = NewBoard();
  request.set_request_id(kRequestId);
  const auto first = CallOk(*stub_, &Organisation::CreateBoard, request);
  CallOk(*stub_, &Organisation::CreateUnit, NewUnit());
  v1::CorrectBoardEventRequest correction;
  correction.set_name(kBoard);
  correction.set_position(first.position());
  correction.set_reason_code("mistyped");
  correction.mutable_replacement()->mutable_board_created()->set_display_name("Nämnden");
  EXPECT_EQ(CallOk(*stub_, &Organisation::CorrectBoardEvent, correction).board().display_name(),
            "Nämnden");
  for (int i = 0; i < 2; ++i) {
    auto again = CallOk(*stub_, &Organisation::CreateBoard, request);
    EXPECT_TRUE(again.duplicate());
    again.set_duplicate(false);
    EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
    Restart();
  }
}

TEST_F(CommandTest, TakesARequestIdInEitherCaseForTheSame) {
  v1::CreateBoardRequest request = NewBoard();
  request.set_request_id("0190B2C8-5B0E-7C3A-9F00-00000000000A");
  CallOk(*stub_, &Organisation::CreateBoard, request);
  request.set_request_id(kRequestId);
  EXPECT_TRUE(CallOk(*stub_, &Organisation::CreateBoard, request).duplicate());
}

TEST_F(CommandTest, RefusesARequestIdThatWasUsedForAnotherBodyMethodOrActor) {
  v1::CreateBoardRequest request = NewBoard();
  request.set_request_id(kRequestId);
  CallOk(*stub_, &Organisation::CreateBoard, request);

  EXPECT_EQ(
      CallFails(*stub_, &Organisation::CreateBoard, request, {{"framdrift-actor", "somebody-else"}})
          .code,
      grpc::StatusCode::ALREADY_EXISTS);
  request.set_display_name("Socialnämnden");
  const CallError other_body = CallFails(*stub_, &Organisation::CreateBoard, request);
  EXPECT_EQ(other_body.code, grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(other_body.info.reason(), "COMMIT_ID_REUSED");
  v1::CreateUnitRequest unit = NewUnit();
  unit.set_request_id(kRequestId);
  EXPECT_EQ(CallFails(*stub_, &Organisation::CreateUnit, unit).code,
            grpc::StatusCode::ALREADY_EXISTS);
}

TEST_F(CommandTest, RefusesAStaleEtagAndNamesTheCurrentOne) {
  CreateBoardAndUnit();
  v1::CloseUnitRequest close;
  close.set_name(kUnit);
  close.set_etag("\"7\"");
  const CallError error = CallFails(*stub_, &Organisation::CloseUnit, close);
  EXPECT_EQ(error.code, grpc::StatusCode::ABORTED);
  EXPECT_EQ(error.info.reason(), "ETAG_STALE");
  EXPECT_EQ(error.info.metadata().at("etag"), "\"1\"");
  EXPECT_EQ(CallOk(*stub_, &Organisation::GetUnit, Unit()).unit().state(), v1::Unit::STATE_OPEN);
  close.set_etag("\"1\"");
  EXPECT_EQ(CallOk(*stub_, &Organisation::CloseUnit, close).unit().etag(), "\"2\"");
}

TEST_F(CommandTest, SaysEveryReasonWhenARuleSaysNo) {
  CallOk(*stub_, &Organisation::CreateBoard, NewBoard());
  v1::CreateUnitRequest unit = NewUnit();
  unit.set_board_id("0190b2c8-5b0e-7c3a-9f00-0000000000ff");
  unit.set_municipality_code("0000");
  const CallError error = CallFails(*stub_, &Organisation::CreateUnit, unit);
  EXPECT_EQ(error.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(error.info.domain(), "framdrift");
  EXPECT_THAT(error.refusals(), UnorderedElementsAre("BOARD_UNKNOWN", "MUNICIPALITY_CODE_UNKNOWN"));
}

TEST_F(CommandTest, NamesEveryFieldAtFaultAtOnce) {
  v1::CreateUnitRequest unit = NewUnit();
  unit.set_name("tenants/kungsbacka/boards/0190b2c8-5b0e-7c3a-9f00-000000000002");
  unit.set_request_id("7");
  unit.set_board_id("nobody");
  unit.set_display_name(std::string(201, 'x'));
  unit.mutable_occurred()->mutable_date()->set_year(2024);
  unit.clear_municipality_code();
  const CallError error = CallFails(*stub_, &Organisation::CreateUnit, unit);
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.info.reason(), "FIELD_INVALID");
  EXPECT_THAT(
      error.fields(),
      UnorderedElementsAre(
          "name", "request_id", "occurred.date", "board_id", "municipality_code", "display_name"));
}

TEST_F(CommandTest, RefusesTextThatIsNotUtf8AsInvalid) {
  v1::CreateBoardRequest request = NewBoard();
  request.set_display_name("N\xE4mnden");
  const CallError error = CallFails(*stub_, &Organisation::CreateBoard, request);
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.info.reason(), "REQUEST_MALFORMED");
  EXPECT_THAT(error.details.message(), HasSubstr("UTF-8"));
}

TEST_F(CommandTest, RefusesWhatIsTooLargeAndSaysTheLimit) {
  v1::CreateBoardRequest request = NewBoard();
  request.set_display_name(std::string(size_t{5} << 20, 'x'));
  const CallError error = CallFails(*stub_, &Organisation::CreateBoard, request);
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.info.reason(), "REQUEST_TOO_LARGE");
  EXPECT_EQ(error.info.metadata().at("max_bytes"), "4194304");
  request.set_display_name(std::string(size_t{20} << 20, 'x'));
  EXPECT_EQ(CallFails(*stub_, &Organisation::CreateBoard, request).code,
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(CommandTest, KnowsNoTenantThatNoCommandFounded) {
  EXPECT_EQ(CallFails(*stub_, &Organisation::GetBoard, Board()).info.reason(), "TENANT_NOT_FOUND");
  v1::CloseUnitRequest close;
  close.set_name(kUnit);
  // A command that finds nothing to work on founds nothing either.
  EXPECT_EQ(CallFails(*stub_, &Organisation::CloseUnit, close).info.reason(), "UNIT_NOT_FOUND");
  const CallError error = CallFails(*stub_, &Organisation::GetBoard, Board());
  EXPECT_EQ(error.code, grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(error.info.reason(), "TENANT_NOT_FOUND");
}

TEST_F(CommandTest, ShowsNoTenantWhatAnotherHas) {
  CreateBoardAndUnit();
  CallOk(*stub_,
         &Organisation::CreateBoard,
         NewBoard("tenants/ljusdal/boards/0190b2c8-5b0e-7c3a-9f00-000000000001"));
  const CallError error =
      CallFails(*stub_,
                &Organisation::GetUnit,
                Unit("tenants/ljusdal/units/0190b2c8-5b0e-7c3a-9f00-000000000002"));
  EXPECT_EQ(error.code, grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(error.info.reason(), "UNIT_NOT_FOUND");
}

TEST_F(CommandTest, WaitsForAPositionThatIsNotThereYetAndSaysWhenToComeBack) {
  CallOk(*stub_, &Organisation::CreateBoard, NewBoard());
  v1::GetBoardRequest request = Board();
  request.set_min_position(100);
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(500));
  v1::GetBoardResponse response;
  const CallError error(stub_->GetBoard(&context, request, &response));
  EXPECT_EQ(error.code, grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(error.info.reason(), "POSITION_NOT_REACHED");
  EXPECT_TRUE(error.has_retry);
  request.set_min_position(2);
  EXPECT_EQ(CallOk(*stub_, &Organisation::GetBoard, request).position(), 2);
}

TEST_F(CommandTest, RefusesAnActorItCannotRead) {
  const CallError error =
      CallFails(*stub_, &Organisation::CreateBoard, NewBoard(), {{"framdrift-actor", "role=Chef"}});
  EXPECT_EQ(error.code, grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(error.info.reason(), "ACTOR_MALFORMED");
}

}  // namespace
}  // namespace framdrift
