#include "services/worklist/worklist_queries.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "projections/assignments.h"
#include "projections/page_token.h"
#include "projections/projector.h"
#include "projections/worklist.h"
#include "services/list.h"
#include "services/past.h"
#include "services/rows_query.h"
#include "services/worklist/item_texts.h"
#include "services/worklist/listed_items.h"
#include "services/worklist/past_worklist.h"
#include "services/worklist/reasons.h"
#include "services/worklist/scope.h"

namespace framdrift::services {
namespace {

namespace v1 = worklist::v1;
using eventstore::Position;
using projections::RowView;

absl::Status PositionNotKept(Position position) {
  return StatusWithReason(absl::StatusCode::kFailedPrecondition,
                          kPositionNotKept,
                          absl::StrCat("The list as it stood at position ",
                                       position,
                                       " is not kept any more; ask for the first page again, or "
                                       "for the list as it stands."),
                          {{"position", absl::StrCat(position)}});
}

// Where a page begins, and what it holds for.
struct PageStart {
  // 0: the latest rows.
  Position position = 0;
  absl::Time evaluated_at;
  // The last item of the page before; empty on the first page.
  std::string after;
  int64_t total = 0;
};

absl::StatusOr<PageStart> StartOf(const Reading& reading, const v1::ListWorkItemsRequest& asked,
                                  const std::string& listed_by) {
  PageStart start;
  start.position = static_cast<Position>(asked.position());
  start.evaluated_at =
      asked.has_evaluated_at() ? history::TimeFrom(asked.evaluated_at()) : reading.context().now;
  if (asked.page_token().empty()) return start;
  FD_ASSIGN_OR_RETURN(const projections::PageToken token,
                      projections::DecodePageToken(asked.page_token(), listed_by));
  const bool reads = token.values.size() == 2 && std::holds_alternative<int64_t>(token.values[0]) &&
                     std::holds_alternative<absl::Time>(token.values[1]);
  if (!reads) return InvalidField("page_token", "Give the next_page_token of the page before.");
  start.position = static_cast<Position>(std::get<int64_t>(token.values[0]));
  start.evaluated_at = std::get<absl::Time>(token.values[1]);
  start.after = token.key;
  start.total = token.total;
  return start;
}

// The rows that the page is made of.
absl::StatusOr<std::shared_ptr<const RowView>> RowsFor(const Reading& reading, KeptRows& kept,
                                                       Position position) {
  const Runtime& runtime = reading.runtime();
  FD_ASSIGN_OR_RETURN(std::shared_ptr<const RowView> rows,
                      runtime.projector->Read(reading.tenant(), projections::kWorklist));
  auto before = kept.Find(reading.tenant(), position, runtime.clock.Monotonic());
  if (position == 0 || rows->checkpoint().position == position) return rows;
  if (before == nullptr) return PositionNotKept(position);
  return before;
}

absl::StatusOr<ItemQuery> QueryOf(const auto& asked, absl::TimeZone zone) {
  ItemQuery query;
  FD_ASSIGN_OR_RETURN(query.filter, WorkItemFilter(asked.filter(), zone));
  if constexpr (requires { asked.groups(); }) {
    for (const int group : asked.groups()) {
      query.groups.insert(static_cast<v1::WorkItemGroup>(group));
    }
  }
  query.include_snoozed = asked.include_snoozed();
  return query;
}

// The page that begins at `start`, of a list that holds for the answer's position.
absl::Status FillPage(Reading& reading, const ItemsAt& at, const WorklistScope& scope,
                      const PageStart& start, const std::string& listed_by,
                      const v1::ListWorkItemsRequest& asked, v1::ListWorkItemsResponse& out) {
  FD_ASSIGN_OR_RETURN(const ItemQuery query, QueryOf(asked, reading.context().zone));
  FD_ASSIGN_OR_RETURN(const size_t size, PageSize(asked.page_size()));
  const absl::Time now = at.moment.now;
  int64_t total = 0;
  bool more = false;
  std::string last;
  FD_RETURN_IF_ERROR(VisitListed(at, scope, [&](v1::WorkItem& item) {
    if (ShowsItem(scope, query, now, item) != Shown::kYes) return;
    ++total;
    std::string place = projections::PlaceOf(item);
    if (!start.after.empty() && place <= start.after) return;
    more = static_cast<size_t>(out.items_size()) == size;
    if (more) return;
    *out.add_items() = std::move(item);
    last = std::move(place);
  }));
  out.set_total_size(start.after.empty() ? total : start.total);
  *out.mutable_evaluated_at() = history::TimestampFrom(now);
  if (asked.include_names()) {
    for (v1::WorkItem& item : *out.mutable_items()) FD_RETURN_IF_ERROR(AddTexts(reading, item));
  }
  if (!more) return absl::OkStatus();
  out.set_next_page_token(projections::EncodePageToken(
      {{out.position(), now}, std::move(last), out.total_size()}, listed_by));
  return absl::OkStatus();
}

absl::Status AnswerPastList(RowsReading& reading, const PageStart& start,
                            const std::string& listed_by, const v1::ListWorkItemsRequest& asked,
                            v1::ListWorkItemsResponse& out) {
  const auto page_position = static_cast<int64_t>(start.position);
  FD_ASSIGN_OR_RETURN(const PastWorklist past,
                      PastWorklistOf(reading, PastAskedBy(asked), asked.scope(), page_position));
  if (page_position != 0) out.set_position(std::min(out.position(), page_position));
  out.set_source_times_used(past.source_times_used);
  Birthdays birthdays(reading, past.as_of);
  const ItemsAt at{*past.rows, reading.tenant(), reading.context().zone, past.moment, birthdays};
  return FillPage(reading, at, past.scope, start, listed_by, asked, out);
}

absl::Status AnswerList(RowsReading& latest, KeptRows& kept, const v1::ListWorkItemsRequest& asked,
                        v1::ListWorkItemsResponse& out) {
  if (asked.position() < 0) return InvalidField("position", "A position is not negative.");
  const std::string listed_by =
      absl::StrCat(latest.tenant(), latest.context().actor.id.ToString(), ListedBy(asked));
  FD_ASSIGN_OR_RETURN(const PageStart start, StartOf(latest, asked, listed_by));
  if (PastAskedBy(asked).any()) return AnswerPastList(latest, start, listed_by, asked, out);
  FD_ASSIGN_OR_RETURN(const std::shared_ptr<const RowView> rows,
                      RowsFor(latest, kept, start.position));
  Runtime& runtime = latest.runtime();
  FD_ASSIGN_OR_RETURN(const TenantEntry* tenant, runtime.tenants.Get(latest.tenant()));
  // What is joined stands at the rows' position too.
  StreamReader reader(
      runtime, latest.tenant(), tenant, Freshness::kCurrent, rows->checkpoint().position);
  Reading reading(reader, latest.context());
  FD_ASSIGN_OR_RETURN(const WorklistScope scope, ScopeAsked(reading, asked.scope()));
  FD_ASSIGN_OR_RETURN(const worklist::Moment moment, MomentAt(reading, start.evaluated_at));
  out.set_position(static_cast<int64_t>(rows->checkpoint().position));
  Birthdays birthdays(reading);
  const ItemsAt at{*rows, reading.tenant(), reading.context().zone, moment, birthdays};
  FD_RETURN_IF_ERROR(FillPage(reading, at, scope, start, listed_by, asked, out));
  if (!out.next_page_token().empty()) {
    kept.Keep(reading.tenant(), rows, runtime.clock.Monotonic());
  }
  return absl::OkStatus();
}

absl::Status Count(const ItemsAt& at, const WorklistScope& scope,
                   const v1::CountWorkItemsRequest& asked, v1::CountWorkItemsResponse& out) {
  FD_ASSIGN_OR_RETURN(const ItemQuery query, QueryOf(asked, at.zone));
  std::map<v1::WorkItemGroup, v1::WorkItemCount> groups;
  FD_RETURN_IF_ERROR(VisitListed(at, scope, [&](v1::WorkItem& item) {
    const Shown shown = ShowsItem(scope, query, at.moment.now, item);
    if (shown == Shown::kSnoozed) out.set_snoozed(out.snoozed() + 1);
    if (shown != Shown::kYes) return;
    out.set_count(out.count() + 1);
    v1::WorkItemCount& count = groups[item.group()];
    count.set_group(item.group());
    count.set_count(count.count() + 1);
    if (item.late()) count.set_late(count.late() + 1);
  }));
  for (const auto& [group, count] : groups) *out.add_groups() = count;
  *out.mutable_evaluated_at() = history::TimestampFrom(at.moment.now);
  return absl::OkStatus();
}

absl::Status AnswerCount(RowsReading& reading, const v1::CountWorkItemsRequest& asked,
                         v1::CountWorkItemsResponse& out) {
  const absl::TimeZone zone = reading.context().zone;
  const PastAsked past_asked = PastAskedBy(asked);
  if (past_asked.any()) {
    FD_ASSIGN_OR_RETURN(const PastWorklist past,
                        PastWorklistOf(reading, past_asked, asked.scope(), 0));
    out.set_source_times_used(past.source_times_used);
    Birthdays birthdays(reading, past.as_of);
    return Count(
        {*past.rows, reading.tenant(), zone, past.moment, birthdays}, past.scope, asked, out);
  }
  FD_ASSIGN_OR_RETURN(const WorklistScope scope, ScopeAsked(reading, asked.scope()));
  const absl::Time now =
      asked.has_evaluated_at() ? history::TimeFrom(asked.evaluated_at()) : reading.context().now;
  FD_ASSIGN_OR_RETURN(const worklist::Moment moment, MomentAt(reading, now));
  Birthdays birthdays(reading);
  return Count({reading.rows(), reading.tenant(), zone, moment, birthdays}, scope, asked, out);
}

const char* WorklistReadModel(const auto& request) {
  return PastAskedBy(request).any() ? projections::kAssignments : projections::kWorklist;
}

// A past has its clock and its position, and is found anew for every page.
absl::Status CheckAsked(const auto& request) {
  FD_RETURN_IF_ERROR(CheckScope(request.scope()));
  if (!PastAskedBy(request).any()) return absl::OkStatus();
  if (request.has_evaluated_at()) {
    return InvalidField("evaluated_at", "A list of the past is evaluated at its own instant.");
  }
  if constexpr (requires { request.position(); }) {
    if (request.position() != 0) {
      return InvalidField("position", "Of the past, ask for as_of_position.");
    }
  }
  return absl::OkStatus();
}

}  // namespace

grpc::ServerUnaryReactor* ListWorkItems(Runtime& runtime, KeptRows& kept,
                                        grpc::CallbackServerContext* context,
                                        const v1::ListWorkItemsRequest* request,
                                        v1::ListWorkItemsResponse* response) {
  return RunRowsQuery(
      runtime,
      context,
      request,
      response,
      WorklistReadModel(*request),
      [&kept](RowsReading& reading,
              const v1::ListWorkItemsRequest& asked,
              v1::ListWorkItemsResponse& out) { return AnswerList(reading, kept, asked, out); },
      [request] { return CheckAsked(*request); });
}

grpc::ServerUnaryReactor* CountWorkItems(Runtime& runtime, grpc::CallbackServerContext* context,
                                         const v1::CountWorkItemsRequest* request,
                                         v1::CountWorkItemsResponse* response) {
  return RunRowsQuery(
      runtime, context, request, response, WorklistReadModel(*request), AnswerCount, [request] {
        return CheckAsked(*request);
      });
}

}  // namespace framdrift::services
