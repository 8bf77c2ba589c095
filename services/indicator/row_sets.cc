#include "services/indicator/row_sets.h"

#include <algorithm>

#include "base/status_macros.h"

namespace framdrift::services {

using indicator::v1::Measure;

namespace {

absl::StatusOr<std::vector<uint32_t>> NumbersBehind(const FigureQuestion& question,
                                                    absl::string_view group,
                                                    indicators::Counted part, RowNumbers& numbers) {
  FD_ASSIGN_OR_RETURN(
      const std::vector<indicators::RowBehind> rows,
      indicators::RowsBehind(
          question.plan, question.tables(), question.question, group, part, question.working_days));
  std::vector<uint32_t> all;
  for (const indicators::RowBehind& row : rows) {
    all.push_back(numbers.Of(row.table->fields().subject(), row.key()));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace

uint32_t RowNumbers::Of(indicators::Subject subject, const indicators::RowKey& key) {
  const auto next = static_cast<uint32_t>(numbers_.size());
  const auto [row, added] = numbers_.try_emplace({subject, key.case_id, key.ordinal}, next);
  if (added) {
    const auto person = static_cast<uint32_t>(person_numbers_.size());
    persons_.push_back(person_numbers_.try_emplace(key.case_id, person).first->second);
  }
  return row->second;
}

absl::StatusOr<indicators::TellableFigure> TellableOf(const FigureQuestion& question,
                                                      absl::string_view group,
                                                      RowNumbers& numbers) {
  indicators::TellableFigure figure;
  const Measure::KindCase kind = question.plan.measure.kind;
  figure.is_share = kind == Measure::kShare || kind == Measure::kReturn;
  FD_ASSIGN_OR_RETURN(figure.below,
                      NumbersBehind(question, group, indicators::Counted::kBelow, numbers));
  if (!figure.is_share) return figure;
  FD_ASSIGN_OR_RETURN(figure.above,
                      NumbersBehind(question, group, indicators::Counted::kAbove, numbers));
  return figure;
}

}  // namespace framdrift::services
