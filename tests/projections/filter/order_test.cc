// order_by: which keys a text names, and where a faulty one is wrong.
#include "base/filter/order.h"

#include <string>

#include "base/refusal.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace framdrift::filter {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Schema& OrderSchema() {
  static const Schema* const schema = new Schema({
      {"opened", FieldType::kInstant, false, {}},
      {"unit", FieldType::kId, false, {}},
      {"attr", FieldType::kMap, false, {}},
  });
  return *schema;
}

TEST(OrderTest, NamesFieldsInOrderWithTheirDirection) {
  EXPECT_THAT(ParseOrder("", OrderSchema()).value(), IsEmpty());
  EXPECT_THAT(ParseOrder(" \t", OrderSchema()).value(), IsEmpty());
  EXPECT_THAT(ParseOrder("opened", OrderSchema()).value(), ElementsAre(OrderKey{0, false}));
  EXPECT_THAT(ParseOrder("unit desc ,opened  asc", OrderSchema()).value(),
              ElementsAre(OrderKey{1, true}, OrderKey{0, false}));
}

TEST(OrderTest, RefusesWhatIsNoOrderAtItsCharacter) {
  struct OrderMistake {
    const char* text;
    const char* character;
  };
  for (const OrderMistake& mistake :
       {OrderMistake{"opend", "1"},
        OrderMistake{"opened, ", "8"},
        OrderMistake{"opened down", "8"},
        OrderMistake{"opened desc unit", "13"},
        OrderMistake{",", "1"},
        OrderMistake{"attr", "1"},
        OrderMistake{"opened,unit,opened,unit,opened,unit,opened,unit,unit", "49"}}) {
    const absl::Status status = ParseOrder(mistake.text, OrderSchema()).status();
    const std::vector<Refusal> refusals = RefusalsOf(status);
    ASSERT_EQ(refusals.size(), 1u) << mistake.text;
    EXPECT_EQ(refusals[0].reason, "ORDER_INVALID");
    EXPECT_EQ(refusals[0].metadata.at("character"), mistake.character) << mistake.text;
  }
}

TEST(OrderTest, PutsTheUnsetLastInEitherDirection) {
  EXPECT_LT(Compare(Value(int64_t{1}), Value(int64_t{2}), false), 0);
  EXPECT_GT(Compare(Value(int64_t{1}), Value(int64_t{2}), true), 0);
  EXPECT_LT(Compare(Value(int64_t{1}), Value(), false), 0);
  EXPECT_LT(Compare(Value(int64_t{1}), Value(), true), 0);
  EXPECT_EQ(Compare(Value(), Value(), true), 0);
}

}  // namespace
}  // namespace framdrift::filter
