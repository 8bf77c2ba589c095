// Lists and counts the rows of a projection with one message for each stream.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/filter/order.h"
#include "google/protobuf/message.h"
#include "projections/filter/message_row.h"
#include "projections/rows.h"

namespace framdrift::projections {

inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaxPageSize = 1000;

// A listable kind of row. Constant.
struct Listable {
  const google::protobuf::Message& prototype;
  const filter::MessageSchema& schema;
  // What the rows' sort key is made of: ordering by this costs only the page.
  std::vector<filter::OrderKey> native_order;
  // Of all rows.
  std::function<absl::StatusOr<int64_t>(const RowView&)> count_all;
};

struct ListQuery {
  absl::string_view tenant;
  absl::string_view filter;
  absl::string_view order_by;
  // What else must stay the same from page to page.
  absl::string_view pinned;
  absl::string_view page_token;
  int page_size = 0;
  absl::TimeZone zone;
};

struct ListedPage {
  std::vector<std::unique_ptr<google::protobuf::Message>> rows;
  // Empty on the last page.
  std::string next_page_token;
  // How many there are on all pages; on later pages what it was on the first.
  int64_t total = 0;
};

// The page of rows that meet the filter, in the order asked for and by id where that says nothing.
// FILTER_INVALID, ORDER_INVALID, PAGE_TOKEN_INVALID, or FIELD_INVALID for a negative page_size;
// more than kMaxPageSize means that.
absl::StatusOr<ListedPage> ListRows(const RowView& rows, const Listable& listable,
                                    const ListQuery& query);

// What the row's field of that name holds, as one would write it in a filter; empty where it is not
// set, and of a map. There is such a field. Instants are told in `zone`.
std::string FieldText(const Listable& listable, const google::protobuf::Message& row,
                      absl::string_view name, absl::TimeZone zone);

struct Group {
  // As in a filter; empty where it is not set.
  std::string value;
  int64_t count = 0;
};
struct Counted {
  int64_t count = 0;
  // The most frequent first, then by value.
  std::vector<Group> groups;
};

// More groups than a person or program can use.
inline constexpr size_t kMaxGroups = 10000;

// How many rows meet the filter, and how many of each value of `group_by`, where given: a field,
// `attr.NAME`, or a date or time with `.year` or `.month` after it. FILTER_INVALID; FIELD_INVALID
// for a `group_by` that cannot be, or has more than kMaxGroups values.
absl::StatusOr<Counted> CountRows(const RowView& rows, const Listable& listable,
                                  const ListQuery& query, absl::string_view group_by);

}  // namespace framdrift::projections
