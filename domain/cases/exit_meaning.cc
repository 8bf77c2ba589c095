#include "domain/cases/exit_meaning.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "domain/history/when.h"

namespace framdrift::cases {
namespace {

constexpr codes::ExitMeaning kTooShort = {codes::v1::EXIT_CLASS_NO_RESULT,
                                          codes::v1::NATIONAL_LETTER_E};

// Days in work, [from, until); no end while it goes on.
struct Span {
  absl::CivilDay from;
  std::optional<absl::CivilDay> until;

  bool Reaches(absl::CivilDay day) const { return !until || *until >= day; }
};

// Unbroken spans of regular work by start: a job that begins on or before the first day without the
// one before it goes on with it.
std::vector<Span> WorkSpans(const Livelihood& livelihood) {
  std::vector<Span> jobs;
  for (const Job& job : livelihood.jobs) {
    if (job.subsidy == casework::v1::JOB_SUBSIDY_MUNICIPAL) continue;
    jobs.push_back({job.started.day, std::nullopt});
    if (job.ended) jobs.back().until = job.ended->day;
  }
  std::sort(jobs.begin(), jobs.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  std::vector<Span> spans;
  for (const Span& job : jobs) {
    if (spans.empty() || !spans.back().Reaches(job.from)) {
      spans.push_back(job);
    } else if (!job.until || (spans.back().until && *spans.back().until < *job.until)) {
      spans.back().until = job.until;
    }
  }
  return spans;
}

// The span an exit on `day` is to. Work that ended on the day of the exit is over.
Span SpanOfExit(const std::vector<Span>& spans, absl::CivilDay day) {
  std::optional<Span> before;
  for (const Span& span : spans) {
    if (!span.Reaches(day + 1)) {
      before = span;
      continue;
    }
    return span;
  }
  return before.value_or(Span{.from = day, .until = std::nullopt});
}

}  // namespace

ObservedExit ObservedMeaningOf(const Exit& exit, const Livelihood& livelihood,
                               absl::CivilDay as_of) {
  ObservedExit observed = {.meaning = codes::MeaningOf(exit.reason),
                           .observable = exit.stamp.day <= as_of,
                           .observable_from = exit.stamp.day};
  if (!codes::IsWork(exit.reason)) return observed;
  const Span span = SpanOfExit(WorkSpans(livelihood), exit.stamp.day);
  const absl::CivilDay month_on = history::AddMonths(span.from, kMonthsOfWork);
  observed.observable_from = std::max(exit.stamp.day, month_on);
  observed.observable = observed.observable_from <= as_of;
  if (observed.observable && !span.Reaches(month_on)) observed.meaning = kTooShort;
  return observed;
}

}  // namespace framdrift::cases
