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

// Gives each row one number, whatever tables it stands in, and each person. Not thread-safe.
class RowNumbers {
 public:
  uint32_t Of(indicators::Subject subject, const indicators::RowKey& key);
  // Of each row that has a number.
  const indicators::RowPersons& persons() const { return persons_; }

 private:
  std::map<std::tuple<indicators::Subject, Id16, int32_t>, uint32_t> numbers_;
  std::map<Id16, uint32_t> person_numbers_;
  indicators::RowPersons persons_;
};

// The rows of the question's first window that the group's figure tells of.
absl::StatusOr<indicators::TellableFigure> TellableOf(const FigureQuestion& question,
                                                      absl::string_view group, RowNumbers& numbers);

}  // namespace framdrift::services
