#include "services/indicator/indicator_queries.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/indicators/period.h"
#include "domain/indicators/reading.h"
#include "projections/directory.h"
#include "projections/facts.h"
#include "projections/projector.h"
#include "services/casework/person_name.h"
#include "services/indicator/access.h"
#include "services/indicator/comparison.h"
#include "services/indicator/field_view.h"
#include "services/indicator/figures.h"
#include "services/indicator/group_names.h"
#include "services/indicator/indicator_resource.h"
#include "services/indicator/missing_facts.h"
#include "services/indicator/pinned_page.h"
#include "services/indicator/question.h"
#include "services/list.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using indicators::IndicatorDecider;
using View = StreamView<IndicatorDecider>;

constexpr absl::Duration kPatience = absl::Seconds(1);

// The indicator at the reading's position. INDICATOR_NOT_FOUND with the name it was asked by, also
// of one that was struck through.
absl::StatusOr<View> IndicatorAt(Reading& reading, const std::string& name, const Id16& id) {
  FD_ASSIGN_OR_RETURN(View view, reading.View<IndicatorDecider>(id));
  if (view.state().is_defined()) return view;
  return NotFound(IndicatorResource::kNotFound, name);
}

// Has the facts come to where the rows of `reading` are; without `must`, after a moment what there
// is will do.
absl::Status AwaitFacts(const Reading& reading, bool must) {
  const absl::Status status = reading.runtime().projector->WaitUntil(
      reading.tenant(), projections::kFacts, reading.position(), kPatience);
  return !must && absl::IsDeadlineExceeded(status) ? absl::OkStatus() : status;
}

// One page of figures, and what all pages say.
template <typename Response>
absl::Status AddFigures(const FactsAt& facts, const PinnedPage& page, FiguresTold told,
                        Response& response) {
  FD_RETURN_IF_ERROR(AddPage(page, facts, told.figures.size(), response, [&](size_t i) {
    *response.add_figures() = std::move(told.figures[i]);
    return absl::OkStatus();
  }));
  return AddGroupNames(facts.reading, told.by, *response.mutable_figures());
}

// Computes what the request asks of `definition`.
template <typename Request>
absl::StatusOr<FiguresTold> FiguresAsked(const Request& request, const v1::Definition& definition,
                                         FactsAt& facts) {
  FD_ASSIGN_OR_RETURN(FigureQuestion question, QuestionOf(definition, facts));
  FD_RETURN_IF_ERROR(SetBreakdown(definition, request.breakdown(), question));
  FD_ASSIGN_OR_RETURN(question.question.windows,
                      WindowsOf(PeriodsAskedBy(request), definition.period(), facts.day()));
  question.question.curves = request.curve();
  return TellFigures(question, facts);
}

// Whose row it is: a cost is of one of the staff or of an activity.
const char* CollectionOf(const indicators::RowBehind& row, const indicators::FactTables& tables) {
  using indicators::Subject;
  const Subject subject = row.table->fields().subject();
  if (subject != Subject::kStaff && subject != Subject::kCost) return "cases";
  const bool of_staff = tables.table(Subject::kStaff).Find({row.key().case_id, 1}).has_value();
  return of_staff ? "staff" : "activities";
}

absl::StatusOr<std::string> NameOfOwner(Reading& reading, absl::string_view collection,
                                        const Id16& id) {
  if (collection == "cases") return PersonNameOf(reading, id);
  return GroupNameOf(reading, collection == "staff" ? "caseworker" : "activity", FormatUuid(id));
}

absl::StatusOr<v1::IndicatorCase> CaseFrom(const indicators::RowBehind& row, FactsAt& facts,
                                           bool with_name) {
  const indicators::FactTable& table = *row.table;
  const auto date = [&](indicators::FieldId field) {
    const indicators::DayNumber day = table.DayOfField(field, row.id);
    return day == indicators::kNoDay ? google::type::Date()
                                     : history::DateFrom(indicators::CivilDayOf(day));
  };
  const char* const collection = CollectionOf(row, facts.tables);
  v1::IndicatorCase out;
  out.set_case_(FormatName(facts.reading.tenant(), collection, row.key().case_id));
  out.set_ordinal(row.key().ordinal);
  *out.mutable_start_date() = date(table.fields().start());
  const std::optional<indicators::FieldId> end = table.fields().end();
  if (end && table.DayOfField(*end, row.id) != indicators::kNoDay) {
    *out.mutable_end_date() = date(*end);
  }
  if (with_name) {
    FD_ASSIGN_OR_RETURN(*out.mutable_person_name(),
                        NameOfOwner(facts.reading, collection, row.key().case_id));
  }
  return out;
}

indicators::Counted PartOf(v1::FigurePart part) {
  switch (part) {
    case v1::FIGURE_PART_NUMERATOR:
      return indicators::Counted::kAbove;
    case v1::FIGURE_PART_SKIPPED:
      return indicators::Counted::kSkipped;
    default:
      return indicators::Counted::kBelow;
  }
}

// The rows behind the figure that the request names, by case.
absl::StatusOr<std::vector<indicators::RowBehind>> RowsAsked(
    const v1::ListIndicatorCasesRequest& request, const v1::Definition& definition,
    FigureQuestion& question, FactsAt& facts) {
  FD_RETURN_IF_ERROR(SetBreakdown(definition, request.breakdown(), question));
  FD_ASSIGN_OR_RETURN(const bool may, MayTellGroup(question, request.group(), facts));
  if (!may) return CaseAccessMissing(facts.reading.context().actor);
  PeriodsAsked periods;
  periods.from = request.period_date();
  periods.periods = 1;
  FD_ASSIGN_OR_RETURN(question.question.windows,
                      WindowsOf(periods, definition.period(), facts.day()));
  question.question.windows.resize(1);
  FD_ASSIGN_OR_RETURN(std::vector<indicators::RowBehind> rows,
                      indicators::RowsBehind(question.plan,
                                             question.tables(),
                                             question.question,
                                             request.group(),
                                             PartOf(request.part()),
                                             question.working_days));
  const auto key = [](const indicators::RowBehind& row) {
    return std::tuple(row.key().case_id, row.key().ordinal, row.table->fields().subject());
  };
  std::sort(rows.begin(),
            rows.end(),
            [&](const indicators::RowBehind& a, const indicators::RowBehind& b) {
              return key(a) < key(b);
            });
  return rows;
}

}  // namespace

absl::Status IndicatorQueries::List(RowsReading& reading, const v1::ListIndicatorsRequest& request,
                                    v1::ListIndicatorsResponse& response) const {
  const std::string listed_by = ListedBy(request);
  FD_ASSIGN_OR_RETURN(const eventstore::Position start, PageStart(request.page_token(), listed_by));
  FD_ASSIGN_OR_RETURN(const size_t size, PageSize(request.page_size()));
  const auto answer = [&](FactsAt& at) {
    absl::Status status;
    eventstore::Position last = 0;
    const auto visit = [&](const Id16& id, eventstore::Position first) {
      const absl::StatusOr<View> view = at.reading.View<IndicatorDecider>(id);
      if (!view.ok()) {
        status = view.status();
        return false;
      }
      const bool listed =
          view->state().is_defined() && (request.include_retired() || !view->state().retired);
      if (!listed) return true;
      if (static_cast<size_t>(response.indicators_size()) == size) {
        response.set_next_page_token(NextPageToken(last, listed_by));
        return false;
      }
      v1::Indicator& out = *response.add_indicators();
      status = RenderStanding(at, *view, out);
      TrimForList(out);
      last = first;
      return status.ok();
    };
    response.set_position(static_cast<int64_t>(at.reading.position()));
    const absl::Status visited =
        projections::VisitStreams(reading.rows(), IndicatorDecider::kKind, start, visit);
    return visited.ok() ? status : visited;
  };
  FD_RETURN_IF_ERROR(AwaitFacts(reading, request.min_position() > 0));
  return facts.With(reading, {}, std::nullopt, answer);
}

absl::Status IndicatorQueries::Get(RowsReading& reading, const v1::GetIndicatorRequest& request,
                                   v1::GetIndicatorResponse& response) const {
  FD_ASSIGN_OR_RETURN(const Id16 id, IndicatorAsked(request));
  return facts.With(reading, {}, std::nullopt, [&](FactsAt& at) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const View view, IndicatorAt(at.reading, request.name(), id));
    response.set_position(static_cast<int64_t>(at.reading.position()));
    return RenderStanding(at, view, *response.mutable_indicator());
  });
}

absl::Status IndicatorQueries::Fields(RowsReading& reading,
                                      const v1::ListIndicatorFieldsRequest& request,
                                      v1::ListIndicatorFieldsResponse& response) const {
  v1::Definition definition;
  definition.set_span(request.span());
  const indicators::Subject subject = indicators::SubjectOf(definition);
  return facts.With(reading, {}, std::nullopt, [&](FactsAt& at) {
    const indicators::FactTable& table = at.tables.table(subject);
    for (const indicators::Field& field : table.fields().all())
      AddField(table, field, *response.add_fields());
    for (const indicators::Field& field : indicators::DerivedFields(subject)) {
      AddField(table, field, *response.add_fields());
    }
    response.set_position(static_cast<int64_t>(at.reading.position()));
    return absl::OkStatus();
  });
}

absl::Status IndicatorQueries::Figures(RowsReading& reading,
                                       const v1::QueryIndicatorRequest& request,
                                       v1::QueryIndicatorResponse& response) const {
  FD_ASSIGN_OR_RETURN(const Id16 id, IndicatorAsked(request));
  FD_ASSIGN_OR_RETURN(const PinnedPage page,
                      PinnedPageOf(request.page_token(), request.page_size(), ListedBy(request)));
  const bool exact = MayOpenCases(reading.context().actor);
  // Who sees only what is published sees it as it is now.
  const PastAsked past = exact ? PastAskedBy(request) : PastAsked();
  return facts.With(reading, past, page.pin, [&](FactsAt& at) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const View view, IndicatorAt(at.definitions, request.name(), id));
    const indicators::Indicator& state = view.state();
    FD_ASSIGN_OR_RETURN(const indicators::Version* version, VersionAsked(state, request.version()));
    const v1::Definition& definition = version->definition;
    FiguresTold told;
    FD_ASSIGN_OR_RETURN(const std::vector<indicators::Window> windows,
                        WindowsOf(PeriodsAskedBy(request), definition.period(), at.day()));
    if (exact) {
      FD_ASSIGN_OR_RETURN(told, FiguresAsked(request, definition, at));
    } else {
      told.figures = PublishedFigures(state, windows, request.breakdown());
      told.by = request.breakdown();
    }
    response.set_version(version->number);
    response.set_overlapping(told.overlapping);
    if (state.baseline) *response.mutable_baseline() = *state.baseline;
    if (state.target) *response.mutable_target() = *state.target;
    for (const indicators::Publication& publication : state.publications) {
      const auto from = history::DayOrNone(publication.content.from_date());
      const bool asked = from && std::any_of(windows.begin(), windows.end(), [&](const auto& one) {
                           return one.first == indicators::DayNumberOf(*from);
                         });
      if (!asked || publication.content.breakdown() != request.breakdown()) continue;
      v1::Publication& out = *response.add_publications();
      out.set_position(publication.position);
      *out.mutable_publish_time() = history::TimestampFrom(publication.at.at);
      *out.mutable_content() = publication.content;
    }
    return AddFigures(at, page, std::move(told), response);
  });
}

absl::Status IndicatorQueries::Preview(RowsReading& reading,
                                       const v1::PreviewIndicatorRequest& request,
                                       v1::PreviewIndicatorResponse& response) const {
  FD_RETURN_IF_ERROR(CheckCaseAccess(reading.context().actor));
  FD_ASSIGN_OR_RETURN(const PinnedPage page,
                      PinnedPageOf(request.page_token(), request.page_size(), ListedBy(request)));
  return facts.With(reading, PastAskedBy(request), page.pin, [&](FactsAt& at) -> absl::Status {
    FD_ASSIGN_OR_RETURN(FiguresTold told, FiguresAsked(request, request.definition(), at));
    response.set_overlapping(told.overlapping);
    return AddFigures(at, page, std::move(told), response);
  });
}

absl::Status IndicatorQueries::Cases(RowsReading& reading,
                                     const v1::ListIndicatorCasesRequest& request,
                                     v1::ListIndicatorCasesResponse& response) const {
  FD_RETURN_IF_ERROR(CheckCaseAccess(reading.context().actor));
  FD_ASSIGN_OR_RETURN(const Id16 id, IndicatorAsked(request));
  FD_ASSIGN_OR_RETURN(const PinnedPage page,
                      PinnedPageOf(request.page_token(), request.page_size(), ListedBy(request)));
  return facts.With(reading, PastAskedBy(request), page.pin, [&](FactsAt& at) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const View view, IndicatorAt(at.definitions, request.name(), id));
    FD_ASSIGN_OR_RETURN(const indicators::Version* version,
                        VersionAsked(view.state(), request.version()));
    FD_ASSIGN_OR_RETURN(FigureQuestion question, QuestionOf(version->definition, at));
    FD_ASSIGN_OR_RETURN(const std::vector<indicators::RowBehind> rows,
                        RowsAsked(request, version->definition, question, at));
    return AddPage(page, at, rows.size(), response, [&](size_t i) -> absl::Status {
      FD_ASSIGN_OR_RETURN(*response.add_cases(), CaseFrom(rows[i], at, request.include_names()));
      return absl::OkStatus();
    });
  });
}

absl::Status IndicatorQueries::Missing(RowsReading& reading,
                                       const v1::ListMissingFactsRequest& request,
                                       v1::ListMissingFactsResponse& response) const {
  FD_RETURN_IF_ERROR(CheckCaseAccess(reading.context().actor));
  FD_ASSIGN_OR_RETURN(const PinnedPage page,
                      PinnedPageOf(request.page_token(), request.page_size(), ListedBy(request)));
  return facts.With(reading, {}, page.pin, [&](FactsAt& at) -> absl::Status {
    PeriodsAsked asked;
    asked.from = request.period_date();
    asked.periods = 1;
    v1::Period month;
    month.set_unit(v1::PERIOD_UNIT_MONTH);
    FD_ASSIGN_OR_RETURN(const std::vector<indicators::Window> windows,
                        WindowsOf(asked, month, at.day()));
    FD_ASSIGN_OR_RETURN(const std::vector<EpisodeLacking> all,
                        EpisodesLacking(windows.front(), at));
    return AddPage(page, at, all.size(), response, [&](size_t i) -> absl::Status {
      v1::MissingFacts& out = *response.add_facts();
      out.set_case_(FormatName(reading.tenant(), "cases", all[i].key.case_id));
      out.set_ordinal(all[i].key.ordinal);
      out.set_caseworker_id(all[i].caseworker);
      for (const std::string& field : all[i].fields) out.add_missing(field);
      out.set_figures(all[i].figures);
      if (!request.include_names()) return absl::OkStatus();
      FD_ASSIGN_OR_RETURN(*out.mutable_person_name(), PersonNameOf(at.reading, all[i].key.case_id));
      return absl::OkStatus();
    });
  });
}

absl::Status IndicatorQueries::Compare(RowsReading& reading,
                                       const v1::ComparePublicationRequest& request,
                                       v1::ComparePublicationResponse& response) const {
  FD_RETURN_IF_ERROR(CheckCaseAccess(reading.context().actor));
  FD_ASSIGN_OR_RETURN(const Id16 id, IndicatorAsked(request));
  FD_ASSIGN_OR_RETURN(const TenantEntry* tenant, reading.runtime().tenants.Get(reading.tenant()));
  FD_ASSIGN_OR_RETURN(const View view, IndicatorAt(reading, request.name(), id));
  FD_ASSIGN_OR_RETURN(const indicators::Publication* publication,
                      PublicationAsked(view.state(), request.publication_position()));
  const v1::IndicatorPublished& content = publication->content;
  const std::optional<v1::Definition> definition =
      indicators::DefinitionAt(view.timeline(), publication->position, content.version());
  if (!definition) {
    return Refuse(indicators::kIndicatorVersionUnknown,
                  "The version it was published with is no more; compare another publication.",
                  {{"version", absl::StrCat(content.version())}});
  }
  FD_ASSIGN_OR_RETURN(const auto then, facts.Then(*tenant, {.position = content.known_position()}));
  CasesCompared cases;
  FD_RETURN_IF_ERROR(facts.With(reading, {}, std::nullopt, [&](FactsAt& at) {
    response.set_position(static_cast<int64_t>(at.reading.position()));
    return CompareFigures(*definition, *publication, *then, at, cases, response);
  }));
  // The facts are let go: reading the log takes as long as it is.
  return AddEventsSince(reading.runtime().store, *tenant, *publication, cases, response);
}

}  // namespace framdrift::services
