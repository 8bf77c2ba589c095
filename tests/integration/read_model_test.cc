// What is answered from read models, over the wire: lists page by page, digests, rebuilds.
#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/projection/v1/projection_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

namespace org = organisation::v1;
namespace proj = projection::v1;
using testing::CallError;
using testing::CallFails;
using testing::CallOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Organisation = org::OrganisationService::Stub;
using Projections = proj::ProjectionService::Stub;

constexpr char kFollowedTenant[] = "tenants/kungsbacka";

class ReadModelTest : public ::testing::Test {
 protected:
  static std::string BoardName(int number) {
    return absl::StrFormat("%s/boards/0190b2c8-5b0e-7c3a-9f00-%012d", kFollowedTenant, number);
  }
  int64_t CreateBoard(int number) {
    org::CreateBoardRequest request;
    request.set_name(BoardName(number));
    request.set_display_name(absl::StrFormat("Nämnd %d", number));
    return CallOk(organisation_, &Organisation::CreateBoard, request).position();
  }
  static org::ListBoardsRequest Boards(int page_size, const std::string& page_token = "") {
    org::ListBoardsRequest request;
    request.set_parent(kFollowedTenant);
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    return request;
  }
  // All answers of a rebuild, and how it ended.
  grpc::Status Rebuild(const std::string& name, std::vector<proj::RebuildProjectionResponse>& all) {
    grpc::ClientContext context;
    testing::SetDeadline(context);
    proj::RebuildProjectionRequest request;
    request.set_name(name);
    const auto stream = projections_.RebuildProjection(&context, request);
    for (proj::RebuildProjectionResponse response; stream->Read(&response);)
      all.push_back(response);
    return stream->Finish();
  }
  grpc::Status RollBack(const std::string& name, proj::RollbackProjectionResponse& last) {
    grpc::ClientContext context;
    testing::SetDeadline(context);
    proj::RollbackProjectionRequest request;
    request.set_name(name);
    const auto stream = projections_.RollbackProjection(&context, request);
    for (proj::RollbackProjectionResponse response; stream->Read(&response);) last = response;
    return stream->Finish();
  }
  proj::Projection Directory() {
    proj::GetProjectionRequest request;
    request.set_name(absl::StrFormat("%s/projections/directory", kFollowedTenant));
    return CallOk(projections_, &Projections::GetProjection, request).projection();
  }
  proj::DigestProjectionResponse Digest(const std::string& projection, int64_t min_position = 0) {
    proj::DigestProjectionRequest request;
    request.set_name(absl::StrFormat("%s/projections/%s", kFollowedTenant, projection));
    request.set_min_position(min_position);
    return CallOk(projections_, &Projections::DigestProjection, request);
  }

  testing::TestServer server_;
  Organisation organisation_{server_.channel()};
  Projections projections_{server_.channel()};
};

TEST_F(ReadModelTest, ListsWhatWasJustWrittenPageByPageInOrderOfCreation) {
  for (const int number : {5, 3, 9, 1}) CreateBoard(number);
  std::vector<std::string> names;
  std::string token;
  int pages = 0;
  do {
    const auto page = CallOk(organisation_, &Organisation::ListBoards, Boards(3, token));
    for (const org::Board& board : page.boards()) names.push_back(board.name());
    EXPECT_EQ(page.position(), 5);
    token = page.next_page_token();
    ++pages;
  } while (!token.empty());
  EXPECT_EQ(pages, 2);
  EXPECT_THAT(names, ElementsAre(BoardName(5), BoardName(3), BoardName(9), BoardName(1)));
}

TEST_F(ReadModelTest, RefusesTokensOfOtherListsAndNegativeSizes) {
  for (const int number : {1, 2, 3}) CreateBoard(number);
  const auto page = CallOk(organisation_, &Organisation::ListBoards, Boards(2));
  ASSERT_FALSE(page.next_page_token().empty());
  org::ListUnitsRequest units;
  units.set_parent(kFollowedTenant);
  units.set_page_token(page.next_page_token());
  const CallError error = CallFails(organisation_, &Organisation::ListUnits, units);
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.info.reason(), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(CallFails(organisation_, &Organisation::ListBoards, Boards(2, "AAAA")).info.reason(),
            "PAGE_TOKEN_INVALID");
  EXPECT_EQ(CallFails(organisation_, &Organisation::ListBoards, Boards(-1)).code,
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ReadModelTest, LeavesOutClosedUnitsUnlessAsked) {
  CreateBoard(1);
  const std::string board = BoardName(1).substr(BoardName(1).rfind('/') + 1);
  for (const int number : {1, 2}) {
    org::CreateUnitRequest request;
    request.set_name(
        absl::StrFormat("%s/units/0190b2c8-5b0e-7c3a-9f00-%012d", kFollowedTenant, 100 + number));
    request.set_display_name("Enheten");
    request.set_board_id(board);
    request.set_municipality_code("1384");
    CallOk(organisation_, &Organisation::CreateUnit, request);
    if (number == 2) continue;
    org::CloseUnitRequest close;
    close.set_name(request.name());
    CallOk(organisation_, &Organisation::CloseUnit, close);
  }
  org::ListUnitsRequest units;
  units.set_parent(kFollowedTenant);
  units.set_board_id(board);
  EXPECT_EQ(CallOk(organisation_, &Organisation::ListUnits, units).units_size(), 1);
  units.set_include_closed(true);
  EXPECT_EQ(CallOk(organisation_, &Organisation::ListUnits, units).units_size(), 2);
  units.set_board_id("0190b2c8-5b0e-7c3a-9f00-000000000099");
  EXPECT_EQ(CallOk(organisation_, &Organisation::ListUnits, units).units_size(), 0);
}

TEST_F(ReadModelTest, SaysHowFarEachReadModelHasCome) {
  const int64_t position = CreateBoard(1);
  Digest("assignments", position);
  Digest("cases", position);
  Digest("directory", position);
  Digest("facts", position);
  Digest("participation", position);
  Digest("paths", position);
  Digest("worklist", position);
  proj::ListProjectionsRequest request;
  request.set_parent(kFollowedTenant);
  const auto list = CallOk(projections_, &Projections::ListProjections, request);
  ASSERT_EQ(list.projections_size(), 7);
  for (const proj::Projection& projection : list.projections()) {
    EXPECT_EQ(projection.state(), proj::Projection::STATE_LIVE) << projection.name();
    EXPECT_EQ(projection.position(), position);
    EXPECT_EQ(projection.lag_events(), 0);
    EXPECT_GE(projection.version(), 1);
  }
  EXPECT_EQ(list.projections(0).name(), "tenants/kungsbacka/projections/assignments");
}

TEST_F(ReadModelTest, RebuildsToTheDigestThatAnswered) {
  for (const int number : {1, 2, 3}) CreateBoard(number);
  const auto live = Digest("directory");
  // The founding and three boards.
  EXPECT_EQ(live.digest().rows(), 4);
  std::vector<proj::RebuildProjectionResponse> answers;
  const grpc::Status status = Rebuild("tenants/kungsbacka/projections/-", answers);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_FALSE(answers.empty());
  const proj::RebuildProjectionResponse& last = answers.back();
  EXPECT_EQ(last.stage(), proj::RebuildProjectionResponse::STAGE_DONE);
  ASSERT_EQ(last.results_size(), 7);
  for (const auto& result : last.results()) EXPECT_TRUE(result.equal()) << result.projection();
  const auto directory = std::find_if(last.results().begin(),
                                      last.results().end(),
                                      [](const auto& r) { return r.projection() == "directory"; });
  EXPECT_EQ(directory->after().hash(), live.digest().hash());
  EXPECT_EQ(Digest("directory").digest().hash(), live.digest().hash());
  server_.Restart();
}

TEST_F(ReadModelTest, RollsBackToTheGenerationThatAnsweredAndDropsOneThatIsKept) {
  CreateBoard(1);
  const std::string name = absl::StrFormat("%s/projections/directory", kFollowedTenant);
  const int64_t first = Directory().generation();
  std::vector<proj::RebuildProjectionResponse> answers;
  ASSERT_TRUE(Rebuild(name, answers).ok());
  const int64_t kept_at = Digest("directory").position();
  const int64_t position = CreateBoard(2);
  const auto live = Digest("directory", position);

  proj::Projection directory = Directory();
  ASSERT_EQ(directory.generations_size(), 2);
  EXPECT_GT(directory.generation(), first);
  EXPECT_EQ(directory.generations(0).number(), directory.generation());
  EXPECT_EQ(directory.generations(0).state(), proj::Generation::STATE_ANSWERING);
  EXPECT_EQ(directory.generations(0).position(), position);
  EXPECT_GT(directory.generations(0).size_bytes(), 0);
  EXPECT_EQ(directory.generations(1).number(), first);
  EXPECT_EQ(directory.generations(1).state(), proj::Generation::STATE_KEPT);
  EXPECT_EQ(directory.generations(1).version(), directory.version());
  EXPECT_EQ(directory.generations(1).position(), kept_at);
  EXPECT_EQ(directory.generations(1).since_time().seconds(),
            absl::ToUnixSeconds(server_.clock().Now()));

  proj::RollbackProjectionResponse last;
  const grpc::Status status = RollBack(name, last);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(last.stage(), proj::RebuildProjectionResponse::STAGE_DONE);
  EXPECT_EQ(last.done(), position);
  EXPECT_EQ(last.total(), position);
  ASSERT_EQ(last.results_size(), 1);
  EXPECT_TRUE(last.results(0).equal());
  EXPECT_EQ(last.results(0).after().hash(), live.digest().hash());
  EXPECT_EQ(Directory().generation(), first);
  EXPECT_EQ(Digest("directory").digest().hash(), live.digest().hash());

  proj::DropProjectionRequest drop;
  drop.set_name(name);
  drop.set_generation(first);
  EXPECT_EQ(CallFails(projections_, &Projections::DropProjection, drop).info.reason(),
            "GENERATION_ANSWERS");
  drop.set_generation(directory.generation());
  const auto dropped = CallOk(projections_, &Projections::DropProjection, drop);
  EXPECT_EQ(dropped.projection().generations_size(), 1);
  EXPECT_EQ(CallFails(projections_, &Projections::DropProjection, drop).info.reason(),
            "GENERATION_NOT_FOUND");
  EXPECT_EQ(CallError(RollBack(name, last)).info.reason(), "GENERATION_NOT_FOUND");
}

TEST_F(ReadModelTest, RefusesReadModelsThatAreNotThere) {
  CreateBoard(1);
  std::vector<proj::RebuildProjectionResponse> answers;
  const CallError unknown(Rebuild("tenants/kungsbacka/projections/nothing", answers));
  EXPECT_EQ(unknown.code, grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(unknown.info.reason(), "PROJECTION_NOT_FOUND");
  EXPECT_EQ(CallError(Rebuild("tenants/kungsbacka", answers)).code,
            grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(CallError(Rebuild("tenants/nowhere/projections/cases", answers)).code,
            grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(answers, IsEmpty());
  proj::DigestProjectionRequest request;
  request.set_name("tenants/kungsbacka/projections/nothing");
  const CallError error = CallFails(projections_, &Projections::DigestProjection, request);
  EXPECT_EQ(error.code, grpc::StatusCode::NOT_FOUND);
}

}  // namespace
}  // namespace framdrift
