// The cases and activities that a request of the process view chooses, read one by one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "base/filter/filter.h"
#include "base/status_macros.h"
#include "domain/history/when.h"
#include "domain/process/trace.h"
#include "framdrift/process/v1/process.pb.h"
#include "framdrift/process/v1/process_rows.pb.h"
#include "google/type/date.pb.h"
#include "projections/rows.h"

namespace framdrift::services {

// From `begin` up to but not including `end`, in microseconds since 1970; unset has no bound.
struct TimeSpan {
  std::optional<int64_t> begin_us;
  std::optional<int64_t> end_us;

  bool Holds(int64_t time_us) const {
    return (!begin_us || time_us >= *begin_us) && (!end_us || time_us < *end_us);
  }
};

struct PathChoice {
  filter::Filter filter;
  process::Selection selection;
  // When a chosen case's first activity happened.
  TimeSpan first;
  // Only what had happened by then counts.
  std::optional<int64_t> cut_us;
};

// The span from the start of one day to that of another. FIELD_INVALID, named `begin_field` or
// `end_field`, for a date that is none, and for an end before the begin.
absl::StatusOr<TimeSpan> SpanOf(const google::type::Date* begin, absl::string_view begin_field,
                                const google::type::Date* end, absl::string_view end_field,
                                absl::TimeZone zone);

// A filter of ListableCases(). FILTER_INVALID.
absl::StatusOr<filter::Filter> CaseFilter(const std::string& text, absl::TimeZone zone);

// What `request`, of any query, chooses. FILTER_INVALID, FIELD_INVALID.
template <typename Request>
absl::StatusOr<PathChoice> ChoiceOf(const Request& request, absl::TimeZone zone) {
  PathChoice choice;
  FD_ASSIGN_OR_RETURN(choice.filter, CaseFilter(request.filter(), zone));
  choice.selection.source = request.source();
  choice.selection.all = request.detail() == process::v1::ACTIVITY_DETAIL_ALL;
  choice.selection.activities.insert(request.activities().begin(), request.activities().end());
  FD_ASSIGN_OR_RETURN(choice.first,
                      SpanOf(request.has_start_date() ? &request.start_date() : nullptr,
                             "start_date",
                             request.has_end_date() ? &request.end_date() : nullptr,
                             "end_date",
                             zone));
  if constexpr (requires { request.has_valid_time(); }) {
    if (request.has_valid_time()) {
      choice.cut_us = absl::ToUnixMicros(history::TimeFrom(request.valid_time()));
    }
  }
  return choice;
}

struct ChosenCounts {
  // Visited.
  int64_t cases = 0;
  // Meet the filter, and have no activity.
  int64_t empty = 0;
};

// Visits the chosen cases that have an activity, from the key `from` on in the order their rows
// stand, until `visit` returns false. Codes get their numbers in `alphabet`. Path and trace live
// for one visit.
absl::StatusOr<ChosenCounts> VisitChosen(
    const projections::RowView& rows, const PathChoice& choice, process::Alphabet& alphabet,
    absl::string_view from,
    absl::FunctionRef<bool(absl::string_view key, const process::v1::CasePath& path,
                           const process::Trace& trace)>
        visit);

}  // namespace framdrift::services
