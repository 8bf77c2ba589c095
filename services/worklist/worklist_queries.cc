#include "services/worklist/worklist_queries.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/cases/case_decider.h"
#include "domain/history/when.h"
#include "domain/organisation/staff.h"
#include "domain/organisation/unit.h"
#include "domain/person/person.h"
#include "domain/policy/adoption.h"
#include "projections/assignments.h"
#include "projections/page_token.h"
#include "projections/projector.h"
#include "projections/worklist.h"
#include "services/authenticate.h"
#include "services/call.h"
#include "services/encoded_query.h"
#include "services/event_mapping.h"
#include "services/list.h"
#include "services/names.h"
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

// The streams that the items of a scope follow from besides their rows.
std::vector<eventstore::StreamId> StreamsOf(const ItemsAt& at, const WorklistScope& scope) {
  std::vector<eventstore::StreamId> streams = at.birthdays.looked_at();
  streams.push_back(StreamOf(policy::PolicyDecider::kKind, policy::PolicyStreamId(at.tenant)));
  streams.push_back(StreamOf(organisation::StaffDecider::kKind, scope.viewer.bytes()));
  streams.push_back(StreamOf(organisation::StaffDecider::kKind, scope.staff.bytes()));
  streams.push_back(StreamOf(organisation::UnitDecider::kKind, scope.unit.bytes()));
  return streams;
}

// Joins names and words to the items, and adds the streams these stand in.
absl::Status AddTextsTo(Reading& reading, v1::ListWorkItemsResponse& out,
                        std::vector<eventstore::StreamId>& streams) {
  for (v1::WorkItem& item : *out.mutable_items()) {
    FD_RETURN_IF_ERROR(AddTexts(reading, item));
    streams.push_back(StreamOf(person::PersonDecider::kKind, CaseOf(item)));
    if (item.kind() == v1::WORK_ITEM_KIND_REMINDER) {
      streams.push_back(StreamOf(cases::CaseDecider::kKind, CaseOf(item)));
    }
  }
  return absl::OkStatus();
}

// The page that begins at `start`, and what it follows from.
absl::StatusOr<KeptList> MakePage(Reading& reading, const ItemsAt& at, const WorklistScope& scope,
                                  const PageStart& start, const v1::ListWorkItemsRequest& asked) {
  FD_ASSIGN_OR_RETURN(const ItemQuery query, QueryOf(asked, reading.context().zone));
  FD_ASSIGN_OR_RETURN(const size_t size, PageSize(asked.page_size()));
  const absl::Time now = at.moment.now;
  KeptList page;
  page.position = at.rows.checkpoint().position;
  page.from = now;
  page.until = at.moment.tomorrow;
  v1::ListWorkItemsResponse out;
  bool more = false;
  FD_RETURN_IF_ERROR(VisitListed(at, scope, [&](v1::WorkItem& item) {
    const Shown shown = ShowsItem(scope, query, now, item);
    page.until = std::min(page.until, NextChange(item, now));
    if (shown != Shown::kYes) return;
    ++page.total;
    std::string place = projections::PlaceOf(item);
    if (!start.after.empty() && place <= start.after) return;
    more = static_cast<size_t>(out.items_size()) == size;
    if (more) return;
    *out.add_items() = std::move(item);
    page.last = std::move(place);
  }));
  if (!more) page.last.clear();
  if (!start.after.empty()) page.total = start.total;
  out.set_total_size(page.total);
  page.lists = scope.lists;
  page.streams = StreamsOf(at, scope);
  if (asked.include_names()) FD_RETURN_IF_ERROR(AddTextsTo(reading, out, page.streams));
  page.bytes = std::make_shared<const std::string>(out.SerializeAsString());
  return page;
}

// The answer with `page`, seen at `now`; `live` is the rest of it.
grpc::ByteBuffer Encode(const KeptList& page, absl::Time now, const std::string& listed_by,
                        v1::ListWorkItemsResponse live) {
  *live.mutable_evaluated_at() = history::TimestampFrom(now);
  if (!page.last.empty()) {
    live.set_next_page_token(
        projections::EncodePageToken({{live.position(), now}, page.last, page.total}, listed_by));
  }
  return Join(page.bytes, live);
}

// The same for `rows`, which are kept where a page follows.
grpc::ByteBuffer Encode(const Runtime& runtime, const std::string& tenant, const KeptList& page,
                        absl::Time now, const std::string& listed_by,
                        const std::shared_ptr<const RowView>& rows, KeptRows& kept) {
  if (!page.last.empty()) kept.Keep(tenant, rows, runtime.clock.Monotonic());
  v1::ListWorkItemsResponse live;
  live.set_position(static_cast<int64_t>(rows->checkpoint().position));
  return Encode(page, now, listed_by, std::move(live));
}

std::string ListedByWhom(const std::string& tenant, const history::Actor& actor,
                         const v1::ListWorkItemsRequest& asked) {
  return absl::StrCat(tenant, actor.id.ToString(), ListedBy(asked));
}

// Under what a list is kept; nothing for a list of a position or instant asked for.
std::optional<std::string> KeptUnder(const v1::ListWorkItemsRequest& asked,
                                     const std::string& listed_by) {
  const bool is_now = asked.page_token().empty() && asked.position() == 0 &&
                      !asked.has_evaluated_at() && !PastAskedBy(asked).any();
  if (!is_now) return std::nullopt;
  return absl::StrCat(asked.page_size(), "\n", listed_by);
}

// Answers on the handler's thread with what is kept, which was answered to the same request before;
// false where there is nothing that holds for what was recorded by now.
bool AnswerKept(Runtime& runtime, KeptPages& kept, const grpc::ServerContextBase& context,
                const v1::ListWorkItemsRequest& asked, grpc::ByteBuffer& out) {
  const absl::StatusOr<history::Actor> actor = Authenticate(context);
  const absl::StatusOr<std::string> tenant = ParseTenant(asked.parent(), "parent");
  if (!actor.ok() || !tenant.ok()) return false;
  const std::string listed_by = ListedByWhom(*tenant, *actor, asked);
  const std::optional<std::string> key = KeptUnder(asked, listed_by);
  if (!key || !CheckDeadline(DeadlineOf(runtime, context)).ok()) return false;
  const auto head = runtime.store.Head(*tenant, eventstore::LogNumber::kMain);
  auto read = runtime.projector->Read(*tenant, projections::kWorklist);
  if (!head.ok() || !read.ok()) return false;
  const std::shared_ptr<const RowView> rows = *std::move(read);
  const auto wanted = static_cast<Position>(asked.min_position());
  const Position position = rows->checkpoint().position;
  if (position < (wanted == 0 ? *head : wanted)) return false;
  const absl::Time now = ToMicros(runtime.clock.Now());
  const auto page = kept.lists.Find(*tenant, *key, position, now);
  if (page == nullptr) return false;
  out = Encode(runtime, *tenant, *page, now, listed_by, rows, kept.rows);
  return true;
}

absl::Status AnswerPastList(RowsReading& reading, const PageStart& start,
                            const std::string& listed_by, const v1::ListWorkItemsRequest& asked,
                            grpc::ByteBuffer& out) {
  const auto page_position = static_cast<int64_t>(start.position);
  FD_ASSIGN_OR_RETURN(const PastWorklist past,
                      PastWorklistOf(reading, PastAskedBy(asked), asked.scope(), page_position));
  v1::ListWorkItemsResponse live;
  const auto position = static_cast<int64_t>(reading.position());
  live.set_position(page_position == 0 ? position : std::min(position, page_position));
  live.set_source_times_used(past.source_times_used);
  Birthdays birthdays(reading, past.as_of);
  const ItemsAt at{*past.rows, reading.tenant(), reading.context().zone, past.moment, birthdays};
  FD_ASSIGN_OR_RETURN(const KeptList page, MakePage(reading, at, past.scope, start, asked));
  out = Encode(page, past.moment.now, listed_by, std::move(live));
  return absl::OkStatus();
}

// Whether any of the lists is of somebody who leads sessions: what these lack follows from cases on
// other lists, and who they are from what the reader's unit may see.
absl::StatusOr<bool> LeadsAnySessions(const RowView& rows, const WorklistScope& scope) {
  for (const projections::ListOf& list : scope.lists) {
    if (list.kind != projections::ListKind::kStaff) continue;
    FD_ASSIGN_OR_RETURN(const bool leads, projections::LeadsSessions(rows, list.id));
    if (leads) return true;
  }
  return false;
}

absl::Status AnswerList(RowsReading& latest, KeptPages& kept, const v1::ListWorkItemsRequest& asked,
                        grpc::ByteBuffer& out) {
  if (asked.position() < 0) return InvalidField("position", "A position is not negative.");
  const std::string& tenant = latest.tenant();
  const std::string listed_by = ListedByWhom(tenant, latest.context().actor, asked);
  FD_ASSIGN_OR_RETURN(const PageStart start, StartOf(latest, asked, listed_by));
  if (PastAskedBy(asked).any()) return AnswerPastList(latest, start, listed_by, asked, out);
  const uint64_t told = kept.lists.Told(tenant);
  FD_ASSIGN_OR_RETURN(const std::shared_ptr<const RowView> rows,
                      RowsFor(latest, kept.rows, start.position));
  Runtime& runtime = latest.runtime();
  FD_ASSIGN_OR_RETURN(const TenantEntry* entry, runtime.tenants.Get(tenant));
  // What is joined stands at the rows' position too.
  StreamReader reader(runtime, tenant, entry, Freshness::kCurrent, rows->checkpoint().position);
  Reading reading(reader, latest.context());
  FD_ASSIGN_OR_RETURN(const WorklistScope scope, ScopeAsked(reading, asked.scope()));
  FD_ASSIGN_OR_RETURN(const worklist::Moment moment, MomentAt(reading, start.evaluated_at));
  Birthdays birthdays(reading);
  const ItemsAt at{*rows, tenant, reading.context().zone, moment, birthdays};
  FD_ASSIGN_OR_RETURN(KeptList page, MakePage(reading, at, scope, start, asked));
  out = Encode(runtime, tenant, page, moment.now, listed_by, rows, kept.rows);
  const std::optional<std::string> key = KeptUnder(asked, listed_by);
  if (!key) return absl::OkStatus();
  FD_ASSIGN_OR_RETURN(const bool leads, LeadsAnySessions(*rows, scope));
  if (!leads) kept.lists.Keep(*key, told, std::move(page));
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

grpc::ServerUnaryReactor* ListWorkItems(Runtime& runtime, KeptPages& kept,
                                        grpc::CallbackServerContext* context,
                                        const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) {
  const auto asked = std::make_shared<v1::ListWorkItemsRequest>();
  if (!Decode(*request, *asked)) return RefuseMalformed(context);
  if (AnswerKept(runtime, kept, *context, *asked, *response)) {
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
  RowsQuery query;
  query.request = asked.get();
  query.name = asked->parent();
  query.is_parent = true;
  query.min_position = asked->min_position();
  query.read_model = WorklistReadModel(*asked);
  query.check = [asked] { return CheckAsked(*asked); };
  query.answer = [=, &kept](RowsReading& reading) {
    return AnswerList(reading, kept, *asked, *response);
  };
  return StartRowsQuery(runtime, context, std::move(query));
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
