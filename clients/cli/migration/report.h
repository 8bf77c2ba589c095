// What became of an import: counts, refused rows with line and reason, deviations.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "base/mutex.h"
#include "clients/cli/migration/facts.h"
#include "clients/cli/migration/row.h"
#include "clients/cli/options.h"
#include "framdrift/migration/v1/migration_service.pb.h"

namespace framdrift::cli::migration {

// A row as a report quotes it: `name=value; name=value`.
std::string TextOf(const Row& row);

// Thread-safe: rows are counted by the sender, answers by the reader. Memory grows with what is
// wrong, not with the file; beyond kMaxLines, lines are counted only.
class Report {
 public:
  static constexpr size_t kMaxLines = 100'000;

  void CountRow() ABSL_LOCKS_EXCLUDED(mutex_);
  void CountCase() ABSL_LOCKS_EXCLUDED(mutex_);
  void Refuse(RefusedRow refused, const Row& row) ABSL_LOCKS_EXCLUDED(mutex_);
  // The rows at fault, and every other row of the case as held back by them.
  void RefuseCase(const std::vector<RefusedRow>& at_fault, const std::vector<Row>& rows)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // The rows of a case sent and not answered yet: the report quotes those that are refused.
  void Await(const std::string& key, std::vector<Row> rows) ABSL_LOCKS_EXCLUDED(mutex_);
  void AddAnswer(const framdrift::migration::v1::ImportCasesResponse& answer)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // No case that awaits an answer will get one.
  void AnswersEnded() ABSL_LOCKS_EXCLUDED(mutex_);
  // Waits a moment for fewer than `cases` to await an answer. True when it came to that, or when
  // answers have ended.
  bool WaitForFewer(size_t cases) ABSL_LOCKS_EXCLUDED(mutex_);

  int64_t rows() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Rows answered or refused.
  int64_t rows_taken() const ABSL_LOCKS_EXCLUDED(mutex_);
  int64_t refused() const ABSL_LOCKS_EXCLUDED(mutex_);

  // The counts and the lines to stdout, in the order of the file: a table with the first few lines,
  // or one JSON object with all. Also all lines to the CSV file `path` unless it is empty;
  // UNAVAILABLE when it cannot be written.
  absl::Status Print(Format format, bool dry_run, const std::string& path) const
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Line {
    const char* kind;
    RefusedRow row;
    std::string text;
  };
  struct Counts {
    int64_t rows = 0;
    int64_t rows_taken = 0;
    int64_t cases = 0;
    int64_t cases_refused = 0;
    int64_t added = 0;
    int64_t unchanged = 0;
    int64_t corrected = 0;
    int64_t voided = 0;
    int64_t refused = 0;
    int64_t deviations = 0;
    int64_t position = 0;
  };
  void RefuseRows(const std::vector<RefusedRow>& at_fault, const std::vector<Row>& rows)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void AddLine(const char* kind, RefusedRow row, std::string text)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::vector<std::pair<const char*, int64_t>> NamedCounts() const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::vector<Line> SortedLines() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void PrintTable(const std::vector<Line>& lines) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void PrintJson(const std::vector<Line>& lines, bool dry_run) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  mutable Mutex mutex_;
  CondVar answered_;
  bool answers_ended_ ABSL_GUARDED_BY(mutex_) = false;
  Counts counts_ ABSL_GUARDED_BY(mutex_);
  std::unordered_map<std::string, std::vector<Row>> awaited_ ABSL_GUARDED_BY(mutex_);
  std::vector<Line> lines_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace framdrift::cli::migration
