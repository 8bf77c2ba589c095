// The rows behind the figures of one period, by numbers that all questions share.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/indicators/evaluate.h"
#include "domain/indicators/suppression.h"
#include "services/indicator/question.h"

namespace framdrift::services {

// Gives each row one number, whatever tables it stands in. Not thread-safe.
class RowNumbers {
 public:
  uint32_t Of(indicators::Subject subject, const indicators::RowKey& key) {
    const auto next = static_cast<uint32_t>(numbers_.size());
    return numbers_.try_emplace({subject, key.case_id, key.ordinal}, next).first->second;
  }

 private:
  std::map<std::tuple<indicators::Subject, Id16, int32_t>, uint32_t> numbers_;
};

// The rows of the question's first window in `part` of that group's figure.
absl::StatusOr<std::vector<uint32_t>> NumbersBehind(const FigureQuestion& question,
                                                    absl::string_view group,
                                                    indicators::Counted part, RowNumbers& numbers);
// All that the group's figure tells of.
absl::StatusOr<indicators::TellableFigure> TellableOf(const FigureQuestion& question,
                                                      absl::string_view group, RowNumbers& numbers);

}  // namespace framdrift::services
