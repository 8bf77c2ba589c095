// Lists and counts of cases: the right rows, in the right order, each once over all pages.
#include "projections/listing.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "gmock/gmock.h"
#include "base/filter/filter.h"
#include "tests/projections/projector_fixture.h"

namespace framdrift::projections {
namespace {

using casework::v1::CaseSummary;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ListingTest : public ProjectorTest {
 protected:
  void SetUp() override {
    ProjectorTest::SetUp();
    OpenProjector();
    CaseLog log(7, 1, 60);
    AppendRandom(log, 200);
    ASSERT_TRUE(CatchUp(kCases).ok());
    rows_ = projector_->Read(kTenant, kCases).value();
    for (const auto& [name, row] : ExpectCases(*store_, kTenant, Head()).by_name) {
      expected_.push_back(row);
    }
    ASSERT_GT(expected_.size(), 40u);
  }

  ListQuery Query(absl::string_view filter = "", absl::string_view order_by = "",
                  int page_size = 0) const {
    ListQuery query;
    query.tenant = kTenant;
    query.filter = filter;
    query.order_by = order_by;
    query.page_size = page_size;
    query.zone = Stockholm();
    return query;
  }
  // The names on all pages.
  std::vector<std::string> AllPages(ListQuery query) const {
    std::vector<std::string> names;
    std::string token;
    do {
      query.page_token = token;
      const auto page = ListRows(*rows_, ListableCases(), query);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) return names;
      EXPECT_LE(page->rows.size(), static_cast<size_t>(query.page_size));
      for (const auto& row : page->rows) {
        names.push_back(static_cast<const CaseSummary&>(*row).name());
      }
      EXPECT_EQ(page->total, static_cast<int64_t>(Expected(query).size()));
      token = page->next_page_token;
    } while (!token.empty());
    return names;
  }
  // The names that match, in order, by way of sorting them all.
  std::vector<std::string> Expected(const ListQuery& query) const {
    const filter::MessageSchema& schema = ListableCases().schema;
    const auto filter = filter::Filter::Compile(query.filter, schema.schema(), query.zone).value();
    const auto order = filter::ParseOrder(query.order_by, schema.schema()).value();
    std::vector<const CaseSummary*> kept;
    for (const CaseSummary& row : expected_) {
      if (filter.Matches(filter::MessageRow(schema, row))) kept.push_back(&row);
    }
    const auto key = [](const CaseSummary& row) {
      const auto& day = row.open_date();
      return std::tuple(!row.has_open_date(), day.year(), day.month(), day.day(), row.name());
    };
    std::sort(kept.begin(), kept.end(), [&](const CaseSummary* a, const CaseSummary* b) {
      for (const filter::OrderKey& by : order) {
        const int compared = filter::Compare(filter::MessageRow(schema, *a).Get(by.field),
                                             filter::MessageRow(schema, *b).Get(by.field),
                                             by.descending);
        if (compared != 0) return compared < 0;
      }
      return key(*a) < key(*b);
    });
    std::vector<std::string> names;
    for (const CaseSummary* row : kept) names.push_back(row->name());
    return names;
  }

  std::unique_ptr<RowView> rows_;
  std::vector<CaseSummary> expected_;
};

TEST_F(ListingTest, GivesEachMatchOnceInOrderWhateverThePageSize) {
  for (const char* filter : {"",
                             "phase = ACTIVE OR phase = INTAKE",
                             "paused",
                             "-caseworker_id:*",
                             "open_date = 2023-02",
                             "event_count >= 5 AND NOT flow = MAIN",
                             "exit_reason:* last_event_time > 2023-03",
                             "T0 OR T1",
                             "phase = (NOT EXITED) target_group != YOUNG"}) {
    for (const char* order_by : {"",
                                 "open_date",
                                 "open_date desc",
                                 "last_event_time desc",
                                 "unit_id,event_count desc",
                                 "phase desc, caseworker_id"}) {
      for (const int page_size : {1, 7, 1000}) {
        const ListQuery query = Query(filter, order_by, page_size);
        EXPECT_EQ(AllPages(query), Expected(query))
            << filter << " by " << order_by << " in pages of " << page_size;
      }
    }
  }
}

TEST_F(ListingTest, CountsWhatItLists) {
  for (const char* filter : {"", "phase = ACTIVE", "paused", "phase = CLOSED"}) {
    const auto counted = CountRows(*rows_, ListableCases(), Query(filter), "");
    ASSERT_TRUE(counted.ok());
    EXPECT_EQ(counted->count, static_cast<int64_t>(Expected(Query(filter)).size())) << filter;
    EXPECT_THAT(counted->groups, IsEmpty());
  }
}

TEST_F(ListingTest, CountsByTheValuesOfAField) {
  const auto by_phase = CountRows(*rows_, ListableCases(), Query(), "phase");
  ASSERT_TRUE(by_phase.ok());
  int64_t sum = 0;
  for (size_t i = 0; i < by_phase->groups.size(); ++i) {
    const Group& group = by_phase->groups[i];
    EXPECT_EQ(group.count,
              static_cast<int64_t>(Expected(Query(absl::StrCat("phase = ", group.value))).size()));
    if (i > 0) {
      EXPECT_LE(group.count, by_phase->groups[i - 1].count);
    }
    sum += group.count;
  }
  EXPECT_EQ(sum, by_phase->count);
  const auto by_year = CountRows(*rows_, ListableCases(), Query("open_date:*"), "open_date.year");
  ASSERT_TRUE(by_year.ok());
  for (const Group& group : by_year->groups) {
    EXPECT_EQ(
        group.count,
        static_cast<int64_t>(Expected(Query(absl::StrCat("open_date = ", group.value))).size()));
  }
  const auto by_month = CountRows(*rows_, ListableCases(), Query(), "last_event_time.month");
  ASSERT_TRUE(by_month.ok());
  for (const Group& group : by_month->groups) EXPECT_EQ(group.value.size(), 7u);
}

TEST_F(ListingTest, RefusesTokensOfOtherQueries) {
  const auto page = ListRows(*rows_, ListableCases(), Query("", "phase", 5));
  ASSERT_TRUE(page.ok());
  ASSERT_FALSE(page->next_page_token.empty());
  const auto reason = [&](ListQuery query, const std::string& token) {
    query.page_token = token;
    const auto refusals = RefusalsOf(ListRows(*rows_, ListableCases(), query).status());
    return refusals.empty() ? std::string() : refusals.front().reason;
  };
  EXPECT_EQ(reason(Query("", "phase", 9), page->next_page_token), "");
  EXPECT_EQ(reason(Query("paused", "phase", 5), page->next_page_token), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(reason(Query("", "unit_id", 5), page->next_page_token), "PAGE_TOKEN_INVALID");
  ListQuery malmo = Query("", "phase", 5);
  malmo.tenant = "malmo";
  EXPECT_EQ(reason(malmo, page->next_page_token), "PAGE_TOKEN_INVALID");
  for (size_t i = 0; i < page->next_page_token.size(); i += 3) {
    std::string changed = page->next_page_token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(reason(Query("", "phase", 5), changed), "PAGE_TOKEN_INVALID");
  }
}

TEST_F(ListingTest, RefusesWhatCannotBeListedOrCounted) {
  EXPECT_EQ(RefusalsOf(ListRows(*rows_, ListableCases(), Query("colour = red")).status())[0].reason,
            "FILTER_INVALID");
  EXPECT_EQ(RefusalsOf(ListRows(*rows_, ListableCases(), Query("", "colour")).status())[0].reason,
            "ORDER_INVALID");
  EXPECT_EQ(ListRows(*rows_, ListableCases(), Query("", "", -1)).status().code(),
            absl::StatusCode::kInvalidArgument);
  for (const char* group_by : {"colour", "phase.year", "open_date.day", "attr", "person_name"}) {
    EXPECT_EQ(CountRows(*rows_, ListableCases(), Query(), group_by).status().code(),
              absl::StatusCode::kInvalidArgument)
        << group_by;
  }
}

}  // namespace
}  // namespace framdrift::projections
