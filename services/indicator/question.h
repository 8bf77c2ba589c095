// A question to a definition: its plan, its periods, its breakdown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/working_days.h"
#include "domain/indicators/evaluate.h"
#include "domain/indicators/fields.h"
#include "domain/indicators/indicator.h"
#include "domain/indicators/plan.h"
#include "domain/policy/policy.h"
#include "framdrift/indicator/v1/definition.pb.h"
#include "google/type/date.pb.h"
#include "services/indicator/facts_asked.h"

namespace framdrift::services {

// So many periods are told where no number is asked for, and at most.
inline constexpr int kDefaultPeriods = 12;
inline constexpr int kMostPeriods = 1000;

// The fields of a definition's subject, with what the tenant's policies declare.
indicators::Fields FieldsOf(indicators::Subject subject, const policy::PolicyHistory& policies);

// The day that `date` says; none where it is unset. FIELD_INVALID.
absl::StatusOr<std::optional<indicators::DayNumber>> DayAsked(const google::type::Date& date,
                                                              absl::string_view field);

// Which periods are asked about; unset days and 0 stand for what the contract says.
struct PeriodsAsked {
  google::type::Date from;
  google::type::Date to;
  int periods = 0;
};
template <typename Request>
PeriodsAsked PeriodsAskedBy(const Request& request) {
  return {request.from_date(), request.to_date(), request.periods()};
}
// Rising. `today` is the day of the question. FIELD_INVALID.
absl::StatusOr<std::vector<indicators::Window>> WindowsOf(const PeriodsAsked& asked,
                                                          const indicator::v1::Period& period,
                                                          indicators::DayNumber today);

// What is asked of facts; borrows them.
struct FigureQuestion {
  indicators::Plan plan;
  // Of the plan's subject, and of a ratio of two spans of the subject below the line.
  const indicators::FactTable* table = nullptr;
  const indicators::FactTable* below = nullptr;
  indicators::Question question;
  WorkingDays working_days;

  indicators::Tables tables() const { return {*table, below}; }
};

// DEFINITION_INVALID. Without windows yet.
absl::StatusOr<FigureQuestion> QuestionOf(const indicator::v1::Definition& definition,
                                          FactsAt& facts);
// The place of `breakdown` among the definition's. FIELD_INVALID where it is none of them.
absl::Status SetBreakdown(const indicator::v1::Definition& definition, absl::string_view breakdown,
                          FigureQuestion& question);
// The version that is asked for, 0 the latest. INDICATOR_VERSION_UNKNOWN.
absl::StatusOr<const indicators::Version*> VersionAsked(const indicators::Indicator& indicator,
                                                        int32_t version);

}  // namespace framdrift::services
