#include "services/process/case_list.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "domain/process/rules.h"
#include "domain/process/spread.h"
#include "domain/process/throughput.h"
#include "projections/page_token.h"
#include "services/casework/person_name.h"
#include "services/list.h"
#include "services/process/chosen_paths.h"

namespace framdrift::services {
namespace {

namespace v1 = process::v1;
using process::Trace;

// The figure whose cases are asked for.
class Figure {
 public:
  static absl::StatusOr<Figure> Of(const v1::ListProcessCasesRequest& request,
                                   const history::Context& context, process::Alphabet& alphabet) {
    Figure figure(request, alphabet);
    const absl::Time at =
        request.has_status_time() ? history::TimeFrom(request.status_time()) : context.now;
    figure.status_us_ = absl::ToUnixMicros(at);
    FD_ASSIGN_OR_RETURN(
        figure.last_,
        SpanOf(request.has_finish_start_date() ? &request.finish_start_date() : nullptr,
               "finish_start_date",
               request.has_finish_end_date() ? &request.finish_end_date() : nullptr,
               "finish_end_date",
               context.zone));
    return figure;
  }

  // Whether the case is among those the figure counts.
  bool Counts(const v1::CasePath& path, const Trace& trace) const {
    return last_.Holds(trace.times_us.back()) && HasStep(trace) && StoodSo(path, trace) &&
           (variant_.empty() || process::VariantOf(trace, alphabet_) == variant_) &&
           (rule_ == v1::PROCESS_RULE_UNSPECIFIED ||
            process::BreachesIn(path)[static_cast<size_t>(rule_)] > 0);
  }

 private:
  Figure(const v1::ListProcessCasesRequest& request, process::Alphabet& alphabet)
      : alphabet_(alphabet),
        activity_(NumberOf(request.activity(), alphabet)),
        next_activity_(NumberOf(request.next_activity(), alphabet)),
        last_activity_(NumberOf(request.last_activity(), alphabet)),
        variant_(request.variant()),
        rule_(request.rule()),
        state_(request.state()) {}

  static std::optional<uint32_t> NumberOf(const std::string& code, process::Alphabet& alphabet) {
    if (code.empty()) return std::nullopt;
    v1::PathActivity activity;
    activity.set_code(code);
    return alphabet.Intern(activity);
  }

  bool HasStep(const Trace& trace) const {
    if (!activity_ && !next_activity_) return true;
    const size_t first = next_activity_ ? 1 : 0;
    for (size_t i = first; i < trace.size(); ++i) {
      const bool next = !next_activity_ || trace.activities[i] == *next_activity_;
      if (next && (!activity_ || trace.activities[i - first] == *activity_)) return true;
    }
    return false;
  }

  bool StoodSo(const v1::CasePath& path, const Trace& trace) const {
    const auto after = std::upper_bound(trace.times_us.begin(), trace.times_us.end(), status_us_);
    const auto happened = static_cast<size_t>(after - trace.times_us.begin());
    if (last_activity_ && (happened == 0 || trace.activities[happened - 1] != *last_activity_)) {
      return false;
    }
    switch (state_) {
      case v1::PATH_STATE_STARTED:
        return happened > 0;
      case v1::PATH_STATE_UNDER_WAY:
        return happened > 0 && happened < trace.size();
      case v1::PATH_STATE_FINISHED:
        return happened == trace.size();
      case v1::PATH_STATE_OPEN:
        return process::IsOpenAt(path, status_us_);
      default:
        return true;
    }
  }

  const process::Alphabet& alphabet_;
  std::optional<uint32_t> activity_;
  std::optional<uint32_t> next_activity_;
  std::optional<uint32_t> last_activity_;
  std::string variant_;
  v1::ProcessRule rule_;
  v1::PathState state_;
  int64_t status_us_ = 0;
  TimeSpan last_;
};

void Render(const v1::CasePath& path, const Trace& trace, const process::Alphabet& alphabet,
            v1::ProcessCase& out) {
  out.set_name(path.case_().name());
  out.set_phase(path.case_().phase());
  out.set_caseworker_id(path.case_().caseworker_id());
  *out.mutable_first_time() = history::TimestampFrom(absl::FromUnixMicros(trace.times_us.front()));
  *out.mutable_last_time() = history::TimestampFrom(absl::FromUnixMicros(trace.times_us.back()));
  out.set_duration_days(process::DaysOf(trace.duration_us()));
  out.set_activity_count(static_cast<int64_t>(trace.size()));
  out.set_last_activity(alphabet.code(trace.activities.back()));
  out.set_variant(process::VariantOf(trace, alphabet));
  const process::Breaches breaches = process::BreachesIn(path);
  for (size_t rule = 0; rule < breaches.size(); ++rule) {
    if (breaches[rule] > 0) out.add_rules(static_cast<v1::ProcessRule>(rule));
  }
}

absl::Status AddPersonName(RowsReading& reading, v1::ProcessCase& out) {
  // A case has the id of its person.
  FD_ASSIGN_OR_RETURN(const ResourceName name, ParseName(out.name(), "cases"));
  FD_ASSIGN_OR_RETURN(*out.mutable_person_name(), PersonNameOf(reading, *name.id));
  return absl::OkStatus();
}

}  // namespace

absl::Status AnswerCases(RowsReading& reading, const v1::ListProcessCasesRequest& request,
                         v1::ListProcessCasesResponse& response) {
  const std::string listed_by = absl::StrCat(reading.tenant(), ListedBy(request));
  FD_ASSIGN_OR_RETURN(const size_t size, PageSize(request.page_size()));
  FD_ASSIGN_OR_RETURN(const PathChoice choice, ChoiceOf(request, reading.context().zone));
  process::Alphabet alphabet;
  FD_ASSIGN_OR_RETURN(const Figure figure, Figure::Of(request, reading.context(), alphabet));
  projections::PageToken page;
  std::string from;
  if (!request.page_token().empty()) {
    FD_ASSIGN_OR_RETURN(page, projections::DecodePageToken(request.page_token(), listed_by));
    from = projections::KeyAfter(page.key);
  }
  const bool first_page = from.empty();
  std::string last;
  bool more = false;
  const auto visit = [&](absl::string_view key, const v1::CasePath& path, const Trace& trace) {
    if (!figure.Counts(path, trace)) return true;
    if (first_page) ++page.total;
    if (static_cast<size_t>(response.cases_size()) == size) {
      more = true;
      return first_page;
    }
    Render(path, trace, alphabet, *response.add_cases());
    last = std::string(key);
    return true;
  };
  FD_RETURN_IF_ERROR(VisitChosen(reading.rows(), choice, alphabet, from, visit).status());
  for (v1::ProcessCase& listed : *response.mutable_cases()) {
    FD_RETURN_IF_ERROR(AddPersonName(reading, listed));
  }
  response.set_total_size(page.total);
  if (more) {
    response.set_next_page_token(
        projections::EncodePageToken({{}, std::move(last), page.total}, listed_by));
  }
  return absl::OkStatus();
}

}  // namespace framdrift::services
