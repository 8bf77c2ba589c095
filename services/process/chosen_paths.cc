#include "services/process/chosen_paths.h"

#include "base/refusal.h"
#include "projections/cases.h"
#include "projections/paths.h"

namespace framdrift::services {
namespace {

absl::StatusOr<std::optional<int64_t>> StartOf(const google::type::Date* date,
                                               absl::string_view field, absl::TimeZone zone) {
  if (date == nullptr) return std::optional<int64_t>();
  const absl::StatusOr<absl::CivilDay> day = history::DayFrom(*date);
  if (!day.ok()) return InvalidField(field, "Give a date that is in the calendar.");
  return std::optional<int64_t>(absl::ToUnixMicros(history::StartOf(*day, zone)));
}

}  // namespace

absl::StatusOr<TimeSpan> SpanOf(const google::type::Date* begin, absl::string_view begin_field,
                                const google::type::Date* end, absl::string_view end_field,
                                absl::TimeZone zone) {
  TimeSpan span;
  FD_ASSIGN_OR_RETURN(span.begin_us, StartOf(begin, begin_field, zone));
  FD_ASSIGN_OR_RETURN(span.end_us, StartOf(end, end_field, zone));
  if (span.begin_us && span.end_us && *span.end_us < *span.begin_us) {
    return InvalidField(end_field, "This day is before the first; give a later one.");
  }
  return span;
}

absl::StatusOr<filter::Filter> CaseFilter(const std::string& text, absl::TimeZone zone) {
  return filter::Filter::Compile(text, projections::ListableCases().schema.schema(), zone);
}

absl::StatusOr<ChosenCounts> VisitChosen(
    const projections::RowView& rows, const PathChoice& choice, process::Alphabet& alphabet,
    absl::string_view from,
    absl::FunctionRef<bool(absl::string_view key, const process::v1::CasePath& path,
                           const process::Trace& trace)>
        visit) {
  ChosenCounts counts;
  process::Tracer tracer(choice.selection, alphabet);
  process::Trace trace;
  const auto read = [&](absl::string_view key, process::v1::CasePath& path) {
    if (choice.cut_us) process::CutAfter(*choice.cut_us, path);
    tracer.Read(path, trace);
    if (trace.empty()) {
      ++counts.empty;
      return true;
    }
    if (!choice.first.Holds(trace.times_us.front())) return true;
    ++counts.cases;
    return visit(key, path, trace);
  };
  FD_RETURN_IF_ERROR(projections::VisitPaths(rows, choice.filter, from, read));
  return counts;
}

}  // namespace framdrift::services
