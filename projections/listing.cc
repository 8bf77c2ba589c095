#include "projections/listing.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/filter/filter.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "projections/matches.h"
#include "projections/page_token.h"

namespace framdrift::projections {
namespace {

using filter::MessageRow;
using google::protobuf::Message;

std::unique_ptr<Message> Copy(const Listable& listable, const Message& row) {
  std::unique_ptr<Message> copy(listable.prototype.New());
  copy->CopyFrom(row);
  return copy;
}

// What all pages of one list have in common.
std::string QueryText(const Listable& listable, const ListQuery& query) {
  std::string text;
  for (const absl::string_view part :
       {absl::string_view(listable.prototype.GetDescriptor()->full_name()),
        query.tenant,
        query.filter,
        query.order_by,
        query.pinned}) {
    absl::StrAppend(&text, part.size(), ":", part);
  }
  return text;
}

// A row with what it is ordered by.
struct Ranked {
  std::vector<OwnedValue> values;
  std::string key;
  std::unique_ptr<Message> row;
};

class Ranking {
 public:
  Ranking(const Listable& listable, std::vector<filter::OrderKey> order)
      : listable_(listable), order_(std::move(order)) {}

  std::vector<OwnedValue> ValuesOf(const Message& row) const {
    std::vector<OwnedValue> values;
    const MessageRow seen(listable_.schema, row);
    for (const filter::OrderKey& key : order_) values.push_back(Own(seen.Get(key.field)));
    return values;
  }
  // Whether the row stands behind what `values` and `key` stand for.
  bool IsAfter(const Message& row, absl::string_view row_key, const std::vector<OwnedValue>& values,
               absl::string_view key) const {
    const MessageRow seen(listable_.schema, row);
    for (size_t i = 0; i < order_.size(); ++i) {
      const int order =
          filter::Compare(seen.Get(order_[i].field), Borrow(values[i]), order_[i].descending);
      if (order != 0) return order > 0;
    }
    return row_key > key;
  }
  bool IsBefore(const Ranked& a, const Ranked& b) const {
    for (size_t i = 0; i < order_.size(); ++i) {
      const int order =
          filter::Compare(Borrow(a.values[i]), Borrow(b.values[i]), order_[i].descending);
      if (order != 0) return order < 0;
    }
    return a.key < b.key;
  }
  size_t size() const { return order_.size(); }

 private:
  const Listable& listable_;
  const std::vector<filter::OrderKey> order_;
};

// The first `size` rows behind `after`, in the order of `ranking`; all that match are counted.
absl::StatusOr<std::vector<Ranked>> FirstOf(const RowView& rows, const Listable& listable,
                                            const filter::Filter& filter, const Ranking& ranking,
                                            const std::optional<PageToken>& after, size_t size,
                                            int64_t& matches) {
  const auto before = [&](const Ranked& a, const Ranked& b) { return ranking.IsBefore(a, b); };
  // A heap whose first is the last of the best so far.
  std::vector<Ranked> best;
  FD_RETURN_IF_ERROR(
      VisitMatches(rows, listable, filter, "", [&](absl::string_view key, Message& row) {
        ++matches;
        if (after && !ranking.IsAfter(row, key, after->values, after->key)) return true;
        if (best.size() == size) {
          if (ranking.IsAfter(row, key, best.front().values, best.front().key)) return true;
          std::pop_heap(best.begin(), best.end(), before);
          best.pop_back();
        }
        best.push_back({ranking.ValuesOf(row), std::string(key), Copy(listable, row)});
        std::push_heap(best.begin(), best.end(), before);
        return true;
      }));
  std::sort_heap(best.begin(), best.end(), before);
  return best;
}

// The same where rows are ordered as they stand: reads no further than it must.
absl::StatusOr<std::vector<Ranked>> NextOf(const RowView& rows, const Listable& listable,
                                           const filter::Filter& filter,
                                           const std::optional<PageToken>& after, size_t size) {
  std::vector<Ranked> next;
  const std::string from = after ? KeyAfter(after->key) : "";
  FD_RETURN_IF_ERROR(
      VisitMatches(rows, listable, filter, from, [&](absl::string_view key, Message& row) {
        next.push_back({{}, std::string(key), Copy(listable, row)});
        return next.size() < size;
      }));
  return next;
}

absl::StatusOr<int64_t> CountMatches(const RowView& rows, const Listable& listable,
                                     const filter::Filter& filter, absl::string_view text) {
  if (text.empty()) return listable.count_all(rows);
  int64_t matches = 0;
  FD_RETURN_IF_ERROR(VisitMatches(rows, listable, filter, "", [&](absl::string_view, Message&) {
    ++matches;
    return true;
  }));
  return matches;
}

}  // namespace

absl::StatusOr<ListedPage> ListRows(const RowView& rows, const Listable& listable,
                                    const ListQuery& query) {
  if (query.page_size < 0) return InvalidField("page_size", "A page has no negative size.");
  const int wanted = query.page_size == 0 ? kDefaultPageSize : query.page_size;
  const auto size = static_cast<size_t>(std::min(wanted, kMaxPageSize));
  const filter::Schema& schema = listable.schema.schema();
  FD_ASSIGN_OR_RETURN(const filter::Filter filter,
                      filter::Filter::Compile(query.filter, schema, query.zone));
  FD_ASSIGN_OR_RETURN(std::vector<filter::OrderKey> order,
                      filter::ParseOrder(query.order_by, schema));
  if (order == listable.native_order) order.clear();
  const std::string query_text = QueryText(listable, query);
  std::optional<PageToken> after;
  if (!query.page_token.empty()) {
    FD_ASSIGN_OR_RETURN(after, DecodePageToken(query.page_token, query_text));
    // The checksum is no secret: what a client made up must not be trusted.
    if (after->values.size() != order.size()) return InvalidField("page_token", "Not one of ours.");
  }
  ListedPage page;
  // One more than asked for shows whether there is another page.
  std::vector<Ranked> found;
  if (order.empty()) {
    FD_ASSIGN_OR_RETURN(found, NextOf(rows, listable, filter, after, size + 1));
    if (!after) {
      FD_ASSIGN_OR_RETURN(page.total, CountMatches(rows, listable, filter, query.filter));
    }
  } else {
    const Ranking ranking(listable, std::move(order));
    FD_ASSIGN_OR_RETURN(found,
                        FirstOf(rows, listable, filter, ranking, after, size + 1, page.total));
  }
  if (after) page.total = after->total;
  if (found.size() > size) {
    found.pop_back();
    page.next_page_token = EncodePageToken(
        {std::move(found.back().values), std::move(found.back().key), page.total}, query_text);
  }
  for (Ranked& ranked : found) page.rows.push_back(std::move(ranked.row));
  return page;
}

}  // namespace framdrift::projections
