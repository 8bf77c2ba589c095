#include "services/casework/case_queries.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/balance/weight.h"
#include "domain/organisation/staff.h"
#include "domain/policy/adoption.h"
#include "projections/page_token.h"
#include "services/casework/caseload.h"
#include "services/casework/past_cases.h"
#include "services/casework/person_name.h"
#include "services/list.h"
#include "services/rows_query.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

absl::Status AddPersonName(RowsReading& reading, v1::CaseSummary& row) {
  // A case has the id of its person.
  FD_ASSIGN_OR_RETURN(const ResourceName name, ParseName(row.name(), "cases"));
  FD_ASSIGN_OR_RETURN(*row.mutable_person_name(), PersonNameOf(reading, *name.id));
  return absl::OkStatus();
}

projections::ListQuery QueryOf(const RowsReading& reading) {
  projections::ListQuery query;
  query.tenant = reading.tenant();
  query.zone = reading.context().zone;
  return query;
}

// Where a page of a list begins: pages of a past keep the position of the first beside the token.
absl::StatusOr<PastPage> PageAsked(const PastAsked& asked, const std::string& page_token) {
  return asked.any() ? DecodePastPage(page_token) : PastPage{.position = 0, .token = page_token};
}

std::string NextPage(const CaseRows& rows, int64_t position, std::string token) {
  if (!rows.past) return token;
  return EncodePastPage({.position = position, .token = std::move(token)});
}

// The position an answer holds for: a page of a past is of its first one's.
int64_t PositionOf(const RowsReading& reading, const PastPage& page) {
  const auto position = static_cast<int64_t>(reading.position());
  return page.position == 0 ? position : std::min(position, page.position);
}

absl::Status AnswerList(RowsReading& reading, const v1::ListCasesRequest& request,
                        v1::ListCasesResponse& response) {
  const PastAsked asked = PastAskedBy(request);
  FD_ASSIGN_OR_RETURN(const PastPage asked_page, PageAsked(asked, request.page_token()));
  FD_ASSIGN_OR_RETURN(const cases::ResponsibleThen who,
                      WhoseCases(request.filter(), reading.context().zone));
  FD_ASSIGN_OR_RETURN(const CaseRows rows, CaseRowsOf(reading, asked, who, asked_page.position));
  const std::string pinned = rows.pinned();
  projections::ListQuery query = QueryOf(reading);
  query.filter = request.filter();
  query.order_by = request.order_by();
  query.pinned = pinned;
  query.page_token = asked_page.token;
  query.page_size = request.page_size();
  FD_ASSIGN_OR_RETURN(projections::ListedPage page,
                      projections::ListRows(*rows.rows, projections::ListableCases(), query));
  for (const std::unique_ptr<google::protobuf::Message>& row : page.rows) {
    v1::CaseSummary& summary = *response.add_cases();
    summary.CopyFrom(*row);
    FD_RETURN_IF_ERROR(AddPersonName(reading, summary));
  }
  response.set_total_size(page.total);
  response.set_position(PositionOf(reading, asked_page));
  response.set_next_page_token(
      NextPage(rows, response.position(), std::move(page.next_page_token)));
  StateMoment(reading, rows, response);
  return absl::OkStatus();
}

absl::Status AnswerCount(RowsReading& reading, const v1::CountCasesRequest& request,
                         v1::CountCasesResponse& response) {
  FD_ASSIGN_OR_RETURN(const cases::ResponsibleThen who,
                      WhoseCases(request.filter(), reading.context().zone));
  FD_ASSIGN_OR_RETURN(const CaseRows rows, CaseRowsOf(reading, PastAskedBy(request), who, 0));
  projections::ListQuery query = QueryOf(reading);
  query.filter = request.filter();
  FD_ASSIGN_OR_RETURN(
      const projections::Counted counted,
      projections::CountRows(*rows.rows, projections::ListableCases(), query, request.group_by()));
  StateMoment(reading, rows, response);
  response.set_count(counted.count);
  for (const projections::Group& group : counted.groups) {
    v1::CaseCount& count = *response.add_groups();
    count.set_value(group.value);
    count.set_count(group.count);
  }
  return absl::OkStatus();
}

// Where one caseload stands among the others.
std::string KeyOf(const history::UnitId& unit, const history::StaffId& caseworker) {
  return absl::StrCat(unit.ToString(), caseworker.ToString());
}

// What every row of a caseload is held against, as of the same moment.
struct Scale {
  policy::Policy policy;
  std::map<history::StaffId, int64_t> totals;
};

absl::StatusOr<Scale> ScaleOf(RowsReading& reading, const CaseRows& rows) {
  FD_ASSIGN_OR_RETURN(
      const auto policies,
      reading.View<policy::PolicyDecider>(policy::PolicyStreamId(reading.tenant())));
  const absl::Time at = rows.past ? rows.past->evaluated_at : reading.context().now;
  const absl::CivilDay day = absl::ToCivilDay(at, reading.context().zone);
  Scale scale;
  scale.policy = rows.past ? policy::Current(policies.timeline().At(rows.past->as_of), day)
                           : policy::Current(policies.state(), day);
  FD_ASSIGN_OR_RETURN(scale.totals, LoadsOf(*rows.rows, scale.policy));
  return scale;
}

absl::Status Render(RowsReading& reading, const CaseRows& rows, Scale& scale,
                    const projections::CaseloadRow& row, v1::Caseload& out) {
  out.set_load_percent(LoadOf(row, scale.policy));
  if (!row.unit.empty()) out.set_unit_id(row.unit.ToString());
  out.set_open_cases(row.open);
  out.set_paused_cases(row.paused);
  for (const auto& [phase, count] : row.by_phase) {
    v1::Caseload::PhaseCount& phase_count = *out.add_phases();
    phase_count.set_phase(phase);
    phase_count.set_count(count);
  }
  if (row.caseworker.empty()) return absl::OkStatus();
  out.set_caseworker_id(row.caseworker.ToString());
  FD_ASSIGN_OR_RETURN(const auto staff,
                      reading.View<organisation::StaffDecider>(row.caseworker.bytes()));
  const organisation::Staff then =
      rows.past ? staff.timeline().At(rows.past->as_of) : staff.state();
  out.set_max_load(then.max_load);
  out.set_total_load_percent(scale.totals[row.caseworker]);
  out.set_capacity_percent(balance::CapacityPercent(then, scale.policy));
  return absl::OkStatus();
}

absl::Status AnswerCaseload(RowsReading& reading, const v1::GetCaseloadRequest& request,
                            v1::GetCaseloadResponse& response) {
  const auto only_unit = history::IdOrNone<history::UnitId>(request.unit_id());
  const auto only_caseworker = history::IdOrNone<history::StaffId>(request.caseworker_id());
  const PastAsked asked = PastAskedBy(request);
  FD_ASSIGN_OR_RETURN(const PastPage page, PageAsked(asked, request.page_token()));
  const cases::ResponsibleThen who = {
      .unit = only_unit, .caseworker = only_caseworker, .open = true};
  FD_ASSIGN_OR_RETURN(const CaseRows rows, CaseRowsOf(reading, asked, who, page.position));
  StateMoment(reading, rows, response);
  response.set_position(PositionOf(reading, page));
  const std::string listed_by = absl::StrCat(reading.tenant(), rows.pinned(), ListedBy(request));
  FD_ASSIGN_OR_RETURN(const size_t size, PageSize(request.page_size()));
  std::string after;
  if (!page.token.empty()) {
    FD_ASSIGN_OR_RETURN(projections::PageToken token,
                        projections::DecodePageToken(page.token, listed_by));
    after = std::move(token.key);
  }
  FD_ASSIGN_OR_RETURN(Scale scale, ScaleOf(reading, rows));
  std::string last;
  absl::Status status;
  const auto visit = [&](const projections::CaseloadRow& row) {
    if (!only_unit.empty() && row.unit != only_unit) return false;
    if (!only_caseworker.empty() && row.caseworker != only_caseworker) return true;
    const std::string key = KeyOf(row.unit, row.caseworker);
    if (key <= after) return true;
    if (static_cast<size_t>(response.caseloads_size()) == size) {
      response.set_next_page_token(NextPage(
          rows, response.position(), projections::EncodePageToken({{}, last, 0}, listed_by)));
      return false;
    }
    status = Render(reading, rows, scale, row, *response.add_caseloads());
    last = key;
    return status.ok();
  };
  FD_RETURN_IF_ERROR(projections::VisitCaseloads(*rows.rows, only_unit, {}, visit));
  return status;
}

}  // namespace

grpc::ServerUnaryReactor* ListCases(Runtime& runtime, grpc::CallbackServerContext* context,
                                    const v1::ListCasesRequest* request,
                                    v1::ListCasesResponse* response) {
  return RunRowsQuery(
      runtime, context, request, response, CaseReadModel(PastAskedBy(*request)), AnswerList);
}

grpc::ServerUnaryReactor* CountCases(Runtime& runtime, grpc::CallbackServerContext* context,
                                     const v1::CountCasesRequest* request,
                                     v1::CountCasesResponse* response) {
  return RunRowsQuery(
      runtime, context, request, response, CaseReadModel(PastAskedBy(*request)), AnswerCount);
}

grpc::ServerUnaryReactor* GetCaseload(Runtime& runtime, grpc::CallbackServerContext* context,
                                      const v1::GetCaseloadRequest* request,
                                      v1::GetCaseloadResponse* response) {
  return RunRowsQuery(
      runtime, context, request, response, CaseReadModel(PastAskedBy(*request)), AnswerCaseload);
}

}  // namespace framdrift::services
