#include "services/process/process_queries.h"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/process/map.h"
#include "domain/process/rules.h"
#include "domain/process/spread.h"
#include "domain/process/throughput.h"
#include "domain/process/variants.h"
#include "projections/page_token.h"
#include "services/list.h"
#include "services/process/chosen_paths.h"

namespace framdrift::services {
namespace {

namespace v1 = process::v1;
using process::Spread;
using process::Trace;

// More than a person can read; a tenant with milestones of its own has some hundreds.
constexpr size_t kMaxSteps = 5'000;
constexpr int32_t kDefaultPeriods = 60;
constexpr int32_t kMaxPeriods = 1'000;

// Reads the chosen cases into `add`, and says in the answer how many there were.
template <typename Request, typename Response, typename Add>
absl::Status Fold(const RowsReading& reading, const Request& request, process::Alphabet& alphabet,
                  Response& response, const Add& add) {
  FD_ASSIGN_OR_RETURN(const PathChoice choice, ChoiceOf(request, reading.context().zone));
  const auto visit = [&](absl::string_view, const v1::CasePath& path, const Trace& trace) {
    add(path, trace);
    return true;
  };
  FD_ASSIGN_OR_RETURN(const ChosenCounts counts,
                      VisitChosen(reading.rows(), choice, alphabet, "", visit));
  response.set_case_count(counts.cases);
  response.set_empty_case_count(counts.empty);
  return absl::OkStatus();
}

double Share(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

template <typename Message>
void SetTimes(const Spread& times, Message& out) {
  out.set_median_days(times.median);
  out.set_mean_days(times.mean);
  out.set_p90_days(times.p90);
}

void Render(const process::MapStep& step, const process::Alphabet& alphabet, v1::ProcessStep& out) {
  out.set_activity(alphabet.code(step.from));
  out.set_next_activity(alphabet.code(step.to));
  out.set_count(step.count);
  out.set_case_count(step.cases);
  SetTimes(step.times, out);
}

void Render(const process::MapActivity& activity, const process::Alphabet& alphabet,
            v1::ProcessActivity& out) {
  out.set_activity(alphabet.code(activity.activity));
  out.set_label(alphabet.label(activity.activity));
  out.set_count(activity.count);
  out.set_case_count(activity.cases);
  out.set_first_count(activity.first);
  out.set_last_count(activity.last);
}

// Where a variant stands among the others: its number of cases, and its name.
struct Place {
  int64_t cases = 0;
  std::string name;

  bool IsBefore(const process::Variant& variant) const {
    return std::tuple<int64_t, const std::string&>(-cases, name) <
           std::tuple<int64_t, const std::string&>(-variant.times.count, variant.name);
  }
};

absl::StatusOr<Place> PlaceAfter(const std::string& page_token, const std::string& listed_by) {
  FD_ASSIGN_OR_RETURN(const projections::PageToken token,
                      projections::DecodePageToken(page_token, listed_by));
  const std::pair<std::string, std::string> parts =
      absl::StrSplit(token.key, absl::MaxSplits(' ', 1));
  Place place{0, parts.second};
  if (!absl::SimpleAtoi(parts.first, &place.cases)) {
    return InvalidField("page_token", "Give the next_page_token of the page before, as it was.");
  }
  return place;
}

void Render(const process::Variant& variant, const process::Alphabet& alphabet, int64_t all,
            int64_t until, v1::ProcessVariant& out) {
  out.set_variant(variant.name);
  out.set_case_count(variant.times.count);
  out.set_share(Share(variant.times.count, all));
  out.set_cumulative_share(Share(until, all));
  SetTimes(variant.times, out);
  for (const uint32_t activity : variant.activities) out.add_activities(alphabet.code(activity));
}

absl::StatusOr<size_t> PeriodsAsked(int32_t max_periods) {
  if (max_periods < 0) return InvalidField("max_periods", "A number of periods is not negative.");
  return static_cast<size_t>(max_periods == 0 ? kDefaultPeriods
                                              : std::min(max_periods, kMaxPeriods));
}

void RenderLast(const process::StatusCounts& counts, const process::Alphabet& alphabet,
                v1::GetProcessStatusResponse& out) {
  for (const auto& [number, last] : counts.last) {
    v1::ProcessLastActivity& activity = *out.add_last_activities();
    activity.set_activity(alphabet.code(number));
    activity.set_label(alphabet.label(number));
    activity.set_case_count(last.cases);
    activity.set_under_way_count(last.under_way);
  }
  std::sort(out.mutable_last_activities()->begin(),
            out.mutable_last_activities()->end(),
            [](const v1::ProcessLastActivity& a, const v1::ProcessLastActivity& b) {
              return std::tuple<int64_t, const std::string&>(-a.case_count(), a.activity()) <
                     std::tuple<int64_t, const std::string&>(-b.case_count(), b.activity());
            });
}

}  // namespace

absl::Status AnswerMap(RowsReading& reading, const v1::GetProcessMapRequest& request,
                       v1::GetProcessMapResponse& response) {
  process::Alphabet alphabet;
  process::MapFold fold;
  int64_t activities = 0;
  FD_RETURN_IF_ERROR(
      Fold(reading, request, alphabet, response, [&](const v1::CasePath&, const Trace& trace) {
        activities += static_cast<int64_t>(trace.size());
        fold.Add(trace);
      }));
  const process::ProcessMap map = fold.Finish(alphabet);
  const size_t shown = std::min(map.steps.size(), kMaxSteps);
  for (size_t i = 0; i < shown; ++i) Render(map.steps[i], alphabet, *response.add_steps());
  for (const process::MapActivity& activity : map.activities) {
    Render(activity, alphabet, *response.add_activities());
  }
  response.set_activity_count(activities);
  response.set_omitted_step_count(static_cast<int64_t>(map.steps.size() - shown));
  return absl::OkStatus();
}

absl::Status AnswerVariants(RowsReading& reading, const v1::ListProcessVariantsRequest& request,
                            v1::ListProcessVariantsResponse& response) {
  const std::string listed_by = absl::StrCat(reading.tenant(), ListedBy(request));
  FD_ASSIGN_OR_RETURN(const size_t size, PageSize(request.page_size()));
  std::optional<Place> after;
  if (!request.page_token().empty()) {
    FD_ASSIGN_OR_RETURN(after, PlaceAfter(request.page_token(), listed_by));
  }
  process::Alphabet alphabet;
  process::VariantFold fold;
  FD_RETURN_IF_ERROR(
      Fold(reading, request, alphabet, response, [&](const v1::CasePath&, const Trace& trace) {
        fold.Add(trace);
      }));
  const std::vector<process::Variant> variants = fold.Finish(alphabet);
  response.set_total_size(static_cast<int64_t>(variants.size()));
  int64_t until = 0;
  const process::Variant* last = nullptr;
  for (const process::Variant& variant : variants) {
    until += variant.times.count;
    if (after && !after->IsBefore(variant)) continue;
    if (static_cast<size_t>(response.variants_size()) == size) {
      response.set_next_page_token(projections::EncodePageToken(
          {{}, absl::StrCat(last->times.count, " ", last->name), 0}, listed_by));
      break;
    }
    Render(variant, alphabet, response.case_count(), until, *response.add_variants());
    last = &variant;
  }
  return absl::OkStatus();
}

absl::Status AnswerThroughput(RowsReading& reading, const v1::GetProcessThroughputRequest& request,
                              v1::GetProcessThroughputResponse& response) {
  FD_ASSIGN_OR_RETURN(const size_t limit, PeriodsAsked(request.max_periods()));
  process::Alphabet alphabet;
  process::ThroughputFold fold(request.period(), reading.context().zone);
  std::vector<int64_t> durations_us;
  FD_RETURN_IF_ERROR(
      Fold(reading, request, alphabet, response, [&](const v1::CasePath&, const Trace& trace) {
        fold.Add(trace);
        durations_us.push_back(trace.duration_us());
      }));
  for (const process::PeriodCounts& counts : fold.Finish(limit)) {
    v1::ProcessPeriodCounts& period = *response.add_periods();
    *period.mutable_start_date() = history::DateFrom(counts.start);
    period.set_started_count(counts.started);
    period.set_finished_count(counts.finished);
    period.set_under_way_count(counts.under_way);
    period.set_activity_count(counts.activities);
  }
  const Spread spread = process::SpreadOf(durations_us);
  SetTimes(spread, response);
  response.set_min_days(spread.min);
  response.set_max_days(spread.max);
  response.set_zero_count(spread.zeros);
  return absl::OkStatus();
}

absl::Status AnswerStatus(RowsReading& reading, const v1::GetProcessStatusRequest& request,
                          v1::GetProcessStatusResponse& response) {
  const absl::Time at =
      request.has_status_time() ? history::TimeFrom(request.status_time()) : reading.context().now;
  const int64_t at_us = absl::ToUnixMicros(at);
  process::Alphabet alphabet;
  process::StatusCounts counts;
  int64_t open = 0;
  FD_RETURN_IF_ERROR(
      Fold(reading, request, alphabet, response, [&](const v1::CasePath& path, const Trace& trace) {
        process::AddStatus(trace, at_us, counts);
        if (process::IsOpenAt(path, at_us)) ++open;
      }));
  *response.mutable_status_time() = history::TimestampFrom(at);
  response.set_started_count(counts.started);
  response.set_under_way_count(counts.under_way);
  response.set_finished_count(counts.finished);
  response.set_activity_count(counts.activities);
  response.set_open_count(open);
  RenderLast(counts, alphabet, response);
  return absl::OkStatus();
}

absl::Status AnswerDeviations(RowsReading& reading, const v1::ListProcessDeviationsRequest& request,
                              v1::ListProcessDeviationsResponse& response) {
  process::Alphabet alphabet;
  process::Breaches events{};
  std::array<int64_t, v1::ProcessRule_ARRAYSIZE> cases{};
  int64_t deviating = 0;
  FD_RETURN_IF_ERROR(
      Fold(reading, request, alphabet, response, [&](const v1::CasePath& path, const Trace&) {
        const process::Breaches breaches = process::BreachesIn(path);
        bool any = false;
        for (size_t rule = 0; rule < breaches.size(); ++rule) {
          events[rule] += breaches[rule];
          if (breaches[rule] > 0) ++cases[rule];
          any |= breaches[rule] > 0;
        }
        if (any) ++deviating;
      }));
  for (const process::OrderRule& rule : process::OrderRules()) {
    const auto number = static_cast<size_t>(rule.rule);
    v1::ProcessDeviation& deviation = *response.add_deviations();
    deviation.set_rule(rule.rule);
    deviation.set_case_count(cases[number]);
    deviation.set_share(Share(cases[number], response.case_count()));
    deviation.set_count(events[number]);
  }
  std::stable_sort(response.mutable_deviations()->begin(),
                   response.mutable_deviations()->end(),
                   [](const v1::ProcessDeviation& a, const v1::ProcessDeviation& b) {
                     return a.case_count() > b.case_count();
                   });
  response.set_deviating_case_count(deviating);
  return absl::OkStatus();
}

}  // namespace framdrift::services
