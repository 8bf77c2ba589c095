#include "services/paging.h"

#include "gtest/gtest.h"

namespace framdrift::services {
namespace {

TEST(PagingTest, GoesThroughAListPageByPage) {
  const auto first = PageOf(5, 2, "");
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->begin, 0u);
  EXPECT_EQ(first->end, 2u);
  const auto second = PageOf(5, 2, first->next_page_token);
  const auto third = PageOf(5, 2, second->next_page_token);
  EXPECT_EQ(third->begin, 4u);
  EXPECT_EQ(third->end, 5u);
  EXPECT_EQ(third->next_page_token, "");
}

TEST(PagingTest, KeepsToTheDefaultAndTheLimit) {
  EXPECT_EQ(PageOf(5000, 0, "")->end, 100u);
  EXPECT_EQ(PageOf(5000, 5000, "")->end, 1000u);
}

TEST(PagingTest, RefusesWhatIsNoPage) {
  EXPECT_EQ(PageOf(5, -1, "").status().code(), absl::StatusCode::kInvalidArgument);
  for (const char* const token : {"2", "after-", "after-x", "after--1", " after-2"}) {
    EXPECT_EQ(PageOf(5, 2, token).status().code(), absl::StatusCode::kInvalidArgument) << token;
  }
}

}  // namespace
}  // namespace framdrift::services
