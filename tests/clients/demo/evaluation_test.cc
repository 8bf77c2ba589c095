// The demo's evaluation as the commands that record it.
#include "clients/demo/evaluation.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <variant>

#include "clients/demo/evaluation_content.h"
#include "clients/demo/organisation.h"

namespace framdrift::demo {
namespace {

namespace ev = evaluation::v1;

World WorldOfSeed(uint64_t seed) { return WorldOf({seed, 100, 2, absl::CivilDay(2025, 3, 3)}, 0); }

std::string BytesOf(const World& world) {
  std::string bytes;
  for (const EvaluationCommand& command : EvaluationCommands(world)) {
    bytes += std::visit([](const auto& request) { return request.SerializeAsString(); }, command);
  }
  return bytes;
}

TEST(DemoEvaluationTest, IsTheSameForTheSameFlags) {
  EXPECT_EQ(BytesOf(WorldOfSeed(1)), BytesOf(WorldOfSeed(1)));
  EXPECT_NE(BytesOf(WorldOfSeed(1)), BytesOf(WorldOfSeed(2)));
}

TEST(DemoEvaluationTest, GivesEachCommandARequestIdOfItsOwn) {
  std::set<std::string> ids;
  const auto commands = EvaluationCommands(WorldOfSeed(1));
  for (const EvaluationCommand& command : commands) {
    ids.insert(std::visit([](const auto& request) { return request.request_id(); }, command));
  }
  EXPECT_EQ(ids.size(), commands.size());
}

TEST(DemoEvaluationTest, IsAnotherOnAnotherDay) {
  const World one = WorldOfSeed(1);
  const World next = WorldOf({1, 100, 2, absl::CivilDay(2025, 3, 4)}, 0);
  std::set<std::string> ids;
  for (const World& world : {one, next}) {
    for (const EvaluationCommand& command : EvaluationCommands(world)) {
      ids.insert(std::visit([](const auto& request) { return request.request_id(); }, command));
    }
  }
  EXPECT_EQ(ids.size(), EvaluationCommands(one).size() + EvaluationCommands(next).size());
  EXPECT_NE(EvaluationId(one), EvaluationId(next));
  EXPECT_NE(EvaluationNetworkId(one), EvaluationNetworkId(next));
  EXPECT_NE(EvaluationPricesId(one), EvaluationPricesId(next));
}

TEST(DemoEvaluationTest, HasTypicalCasesWhoseSharesComeToOneAtPricesThatStand) {
  std::set<std::string> codes;
  for (const ev::PriceRow& row : EvaluationPrices()) codes.insert(row.code());
  double shares = 0;
  for (const ev::TypicalCase& one : EvaluationTypicalCases()) {
    shares += one.share();
    for (const ev::MonthState* state : {&one.before(), &one.after()}) {
      for (const ev::StateItem& item : state->items()) {
        EXPECT_EQ(codes.count(item.code()), 1) << item.code();
      }
    }
  }
  EXPECT_DOUBLE_EQ(shares, 1);
}

TEST(DemoEvaluationTest, SaysThatPricesAndTermsAreInvented) {
  for (const EvaluationCommand& command : EvaluationCommands(WorldOfSeed(1))) {
    if (const auto* issue = std::get_if<ev::IssuePriceTableRequest>(&command)) {
      EXPECT_NE(issue->source().find("Påhittade"), std::string::npos);
    }
  }
  EXPECT_NE(EvaluationTerms("", 2024).source().find("påhittade"), std::string::npos);
}

}  // namespace
}  // namespace framdrift::demo
