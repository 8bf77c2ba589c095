#include "services/indicator/missing_facts.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/indicators/evaluate.h"
#include "projections/directory.h"
#include "projections/projector.h"
#include "services/indicator/question.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using indicators::Counted;
using indicators::RowBehind;
using indicators::RowId;
using Lacking = std::map<std::pair<Id16, int32_t>, EpisodeLacking>;

constexpr const char* kWanted[] = {"exit_reason", "exit_verified", "obstacle"};

// Episodes closed in a month that lack the field.
v1::Definition DefinitionOf(const std::string& field) {
  v1::Definition definition;
  definition.set_code("missing");
  definition.set_span(v1::SPAN_EPISODE);
  definition.set_population(absl::StrCat("NOT ", field, ":*"));
  definition.mutable_measure()->mutable_count();
  definition.mutable_anchor()->set_milestone("closed");
  definition.mutable_period()->set_unit(v1::PERIOD_UNIT_MONTH);
  return definition;
}

absl::StatusOr<std::vector<RowBehind>> RowsIn(const FigureQuestion& question, Counted part) {
  return indicators::RowsBehind(
      question.plan, question.tables(), question.question, "", part, question.working_days);
}

absl::Status AddLacking(const std::string& field, const indicators::Window& month, FactsAt& facts,
                        Lacking& lacking) {
  FD_ASSIGN_OR_RETURN(FigureQuestion question, QuestionOf(DefinitionOf(field), facts));
  question.question.windows = {month};
  FD_ASSIGN_OR_RETURN(const std::vector<RowBehind> rows, RowsIn(question, Counted::kBelow));
  const indicators::FactTable& table = *question.table;
  for (const RowBehind& behind : rows) {
    const RowId row = behind.id;
    const indicators::RowKey& key = behind.key();
    EpisodeLacking& one = lacking[{key.case_id, key.ordinal}];
    one.key = key;
    one.fields.push_back(field);
    const uint32_t caseworker = table.ValueOn(
        indicators::episode::kCaseworker, row, table.DayOfField(indicators::episode::kClosed, row));
    one.caseworker = std::string(table.NameOf(indicators::episode::kCaseworker, caseworker));
  }
  return absl::OkStatus();
}

// Counts the figure of the month's last period in whose population the episodes are.
absl::Status AddFigure(const v1::Definition& definition, const indicators::Window& month,
                       FactsAt& facts, Lacking& lacking) {
  if (indicators::SubjectOf(definition) != indicators::Subject::kEpisode) return absl::OkStatus();
  absl::StatusOr<FigureQuestion> question = QuestionOf(definition, facts);
  if (!question.ok()) return absl::OkStatus();
  const indicators::DayNumber last = std::min(month.end - 1, facts.day());
  question->question.windows = {indicators::PeriodOf(definition.period(), last)};
  // Episodes stand above the line of a ratio of two spans.
  const Counted counted = question->below == nullptr ? Counted::kBelow : Counted::kAbove;
  for (const Counted part : {counted, Counted::kSkipped}) {
    FD_ASSIGN_OR_RETURN(const std::vector<RowBehind> rows, RowsIn(*question, part));
    for (const RowBehind& row : rows) {
      const indicators::RowKey& key = row.key();
      const auto found = lacking.find({key.case_id, key.ordinal});
      if (found != lacking.end()) ++found->second.figures;
    }
  }
  return absl::OkStatus();
}

absl::Status AddFigures(const indicators::Window& month, FactsAt& facts, Lacking& lacking) {
  FD_ASSIGN_OR_RETURN(
      const auto rows,
      facts.reading.runtime().projector->Read(facts.reading.tenant(), projections::kDirectory));
  absl::Status status;
  const auto visit = [&](const Id16& id, eventstore::Position) {
    const auto view = facts.reading.View<indicators::IndicatorDecider>(id);
    status = view.status();
    if (!status.ok()) return false;
    const indicators::Indicator& state = view->state();
    if (!state.is_defined() || state.retired) return true;
    status = AddFigure(state.latest().definition, month, facts, lacking);
    return status.ok();
  };
  FD_RETURN_IF_ERROR(
      projections::VisitStreams(*rows, indicators::IndicatorDecider::kKind, 0, visit));
  return status;
}

}  // namespace

absl::StatusOr<std::vector<EpisodeLacking>> EpisodesLacking(const indicators::Window& month,
                                                            FactsAt& facts) {
  Lacking lacking;
  for (const char* field : kWanted) {
    FD_RETURN_IF_ERROR(AddLacking(field, month, facts, lacking));
  }
  FD_RETURN_IF_ERROR(AddFigures(month, facts, lacking));
  std::vector<EpisodeLacking> all;
  for (auto& [key, one] : lacking) all.push_back(std::move(one));
  std::stable_sort(all.begin(), all.end(), [](const EpisodeLacking& a, const EpisodeLacking& b) {
    return std::tuple(a.caseworker, -a.figures) < std::tuple(b.caseworker, -b.figures);
  });
  return all;
}

}  // namespace framdrift::services
