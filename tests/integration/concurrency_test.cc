// Many writers at once: nobody's events are lost, nobody's decision rests on what has changed.
#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "framdrift/log/v1/log_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

namespace v1 = organisation::v1;
using testing::Call;
using testing::CallError;
using testing::CallOk;
using Organisation = v1::OrganisationService::Stub;

constexpr char kSharedBoard[] = "tenants/kungsbacka/boards/0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kSharedBoardId[] = "0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr int kWriters = 8;

// Runs `work(writer)` on as many threads at once.
template <typename Work>
void AtOnce(Work work) {
  std::vector<std::thread> threads;
  for (int writer = 0; writer < kWriters; ++writer) threads.emplace_back(work, writer);
  for (std::thread& thread : threads) thread.join();
}

class ConcurrencyTest : public ::testing::Test {
 protected:
  v1::CreateBoardRequest NewBoard() const {
    v1::CreateBoardRequest request;
    request.set_name(kSharedBoard);
    request.set_display_name("Nämnden");
    return request;
  }
  testing::TestServer server_;
};

TEST_F(ConcurrencyTest, OneOfManyCreatesAndTheOthersAreToldSo) {
  std::atomic<int> created = 0;
  std::atomic<int> existed = 0;
  AtOnce([&](int) {
    Organisation stub(server_.channel());
    v1::CreateBoardResponse response;
    const grpc::Status status = Call(stub, &Organisation::CreateBoard, NewBoard(), response);
    created += status.ok();
    existed += status.error_code() == grpc::StatusCode::ALREADY_EXISTS;
  });
  EXPECT_EQ(created, 1);
  EXPECT_EQ(existed, kWriters - 1);
}

TEST_F(ConcurrencyTest, TheSameRequestManyTimesAtOnceIsDoneOnce) {
  v1::CreateBoardRequest request = NewBoard();
  request.set_name("tenants/kungsbacka/boards/-");
  request.set_request_id("0190b2c8-5b0e-7c3a-9f00-00000000000a");
  std::atomic<int> first = 0;
  std::atomic<int> again = 0;
  AtOnce([&](int) {
    Organisation stub(server_.channel());
    const auto response = CallOk(stub, &Organisation::CreateBoard, request);
    EXPECT_EQ(response.position(), 2);
    first += !response.duplicate();
    again += response.duplicate();
  });
  EXPECT_EQ(first, 1);
  EXPECT_EQ(again, kWriters - 1);
}

TEST_F(ConcurrencyTest, OneOfManyWithTheSameEtagWins) {
  Organisation stub(server_.channel());
  const auto board = CallOk(stub, &Organisation::CreateBoard, NewBoard());
  std::atomic<int> won = 0;
  std::atomic<int> stale = 0;
  AtOnce([&](int writer) {
    Organisation own(server_.channel());
    v1::CorrectBoardEventRequest request;
    request.set_name(kSharedBoard);
    request.set_etag(board.board().etag());
    request.set_position(board.position());
    request.set_reason_code("mistyped");
    request.mutable_replacement()->mutable_board_created()->set_display_name(
        "Nämnd " + std::to_string(writer));
    v1::CorrectBoardEventResponse response;
    const grpc::Status status = Call(own, &Organisation::CorrectBoardEvent, request, response);
    won += status.ok();
    stale += CallError(status).info.reason() == "ETAG_STALE";
  });
  EXPECT_EQ(won, 1);
  EXPECT_EQ(stale, kWriters - 1);
}

TEST_F(ConcurrencyTest, LosersOfARaceDecideAnewOrAreToldThatTheyLost) {
  Organisation stub(server_.channel());
  const auto board = CallOk(stub, &Organisation::CreateBoard, NewBoard());
  std::atomic<int> done = 0;
  AtOnce([&](int writer) {
    Organisation own(server_.channel());
    for (int i = 0; i < 20; ++i) {
      v1::CorrectBoardEventRequest request;
      request.set_name(kSharedBoard);
      request.set_position(board.position());
      request.set_reason_code("mistyped");
      request.mutable_replacement()->mutable_board_created()->set_display_name(
          std::to_string(writer) + "." + std::to_string(i));
      v1::CorrectBoardEventResponse response;
      const grpc::Status status = Call(own, &Organisation::CorrectBoardEvent, request, response);
      if (status.ok()) {
        // The answer is the board as this very commit left it.
        EXPECT_EQ(response.board().display_name(),
                  request.replacement().board_created().display_name());
        ++done;
      } else {
        EXPECT_EQ(status.error_code(), grpc::StatusCode::ABORTED) << status.error_message();
      }
    }
  });
  v1::GetBoardRequest get;
  get.set_name(kSharedBoard);
  const auto after = CallOk(stub, &Organisation::GetBoard, get);
  EXPECT_EQ(after.position(), board.position() + done);
  EXPECT_EQ(after.board().etag(), "\"" + std::to_string(1 + done) + "\"");
}

TEST_F(ConcurrencyTest, ReadsItsOwnWritesAmongOthersWrites) {
  Organisation stub(server_.channel());
  CallOk(stub, &Organisation::CreateBoard, NewBoard());
  AtOnce([&](int) {
    Organisation own(server_.channel());
    for (int i = 0; i < 20; ++i) {
      v1::CreateUnitRequest request;
      request.set_name("tenants/kungsbacka/units/-");
      request.set_board_id(kSharedBoardId);
      request.set_municipality_code("1384");
      request.set_display_name("Enhet");
      const auto created = CallOk(own, &Organisation::CreateUnit, request);
      v1::GetUnitRequest get;
      get.set_name(created.unit().name());
      EXPECT_GE(CallOk(own, &Organisation::GetUnit, get).position(), created.position());
      v1::CloseUnitRequest close;
      close.set_name(created.unit().name());
      EXPECT_EQ(CallOk(own, &Organisation::CloseUnit, close).unit().state(),
                v1::Unit::STATE_CLOSED);
      EXPECT_EQ(CallOk(own, &Organisation::GetUnit, get).unit().state(), v1::Unit::STATE_CLOSED);
    }
  });
}

}  // namespace
}  // namespace framdrift
