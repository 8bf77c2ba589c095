#include "clients/cli/migration/report.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace framdrift::cli::migration {
namespace {

constexpr size_t kShownLines = 20;

std::string Quoted(const std::string& text) {
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

}  // namespace

std::string TextOf(const Row& row) {
  std::string text;
  for (const auto& [name, value] : row.fields) {
    absl::StrAppend(&text, text.empty() ? "" : "; ", name, "=", value);
  }
  return text;
}

void Report::CountRow() {
  const MutexLock lock(mutex_);
  ++counts_.rows;
}

void Report::CountCase(int64_t rows) {
  const MutexLock lock(mutex_);
  ++counts_.cases;
  counts_.rows_taken += rows;
}

void Report::Refuse(RefusedRow refused, const Row& row) {
  const MutexLock lock(mutex_);
  ++counts_.refused;
  AddLine("refused", std::move(refused), TextOf(row));
}

void Report::RefuseCase(const std::vector<RefusedRow>& at_fault, const std::vector<Row>& rows) {
  const MutexLock lock(mutex_);
  RefuseRows(at_fault, rows);
}

void Report::RefuseRows(const std::vector<RefusedRow>& at_fault, const std::vector<Row>& rows) {
  ++counts_.cases_refused;
  counts_.refused += static_cast<int64_t>(rows.size());
  for (const Row& row : rows) {
    const auto fault =
        std::find_if(at_fault.begin(), at_fault.end(), [&row](const RefusedRow& refused) {
          return refused.line == row.line;
        });
    if (fault != at_fault.end()) {
      AddLine("refused", *fault, TextOf(row));
      continue;
    }
    const RefusedRow& cause = at_fault.front();
    AddLine(
        "refused",
        {row.line,
         cause.line == 0 ? cause.reason : "CASE_HELD_BACK",
         cause.line == 0
             ? cause.message
             : absl::StrCat("A case is imported wholly or not at all; see line ", cause.line, ".")},
        TextOf(row));
  }
}

void Report::Await(const std::string& key, std::vector<Row> rows) {
  const MutexLock lock(mutex_);
  awaited_[key] = std::move(rows);
}

void Report::AddAnswer(const framdrift::migration::v1::ImportCasesResponse& answer) {
  const MutexLock lock(mutex_);
  counts_.added += answer.added();
  counts_.unchanged += answer.unchanged();
  counts_.corrected += answer.corrected();
  counts_.voided += answer.voided();
  counts_.deviations += answer.deviations_size();
  counts_.position = std::max(counts_.position, answer.position());
  const auto awaited = awaited_.find(answer.key());
  const std::vector<Row> rows =
      awaited == awaited_.end() ? std::vector<Row>() : std::move(awaited->second);
  if (awaited != awaited_.end()) awaited_.erase(awaited);
  for (const auto& deviation : answer.deviations()) {
    AddLine("deviation", {deviation.line(), deviation.reason(), deviation.message()}, "");
  }
  if (answer.refused().empty()) return;
  std::vector<RefusedRow> at_fault;
  for (const auto& refused : answer.refused()) {
    at_fault.push_back({refused.line(), refused.reason(), refused.message()});
  }
  RefuseRows(at_fault, rows);
}

int64_t Report::rows() const {
  const MutexLock lock(mutex_);
  return counts_.rows;
}

int64_t Report::rows_taken() const {
  const MutexLock lock(mutex_);
  return counts_.rows_taken;
}

int64_t Report::refused() const {
  const MutexLock lock(mutex_);
  return counts_.refused;
}

void Report::AddLine(const char* kind, RefusedRow row, std::string text) {
  if (lines_.size() < kMaxLines) lines_.push_back({kind, std::move(row), std::move(text)});
}

absl::Status Report::Print(Format format, bool dry_run, const std::string& path) const {
  const MutexLock lock(mutex_);
  const std::vector<std::pair<const char*, int64_t>> counts = {
      {"cases", counts_.cases},
      {"events", counts_.rows},
      {"added", counts_.added},
      {"unchanged", counts_.unchanged},
      {"corrected", counts_.corrected},
      {"voided", counts_.voided},
      {"refused", counts_.refused},
      {"cases_refused", counts_.cases_refused},
      {"deviations", counts_.deviations},
      {"position", counts_.position}};
  std::string line;
  for (const auto& [name, count] : counts) {
    if (format == Format::kTable) {
      fmt::print("{:<14} {:>12}\n", name, count);
    } else {
      absl::StrAppend(&line, line.empty() ? "{" : ",", "\"", name, "\":", count);
    }
  }
  if (!line.empty()) fmt::print("{},\"dry_run\":{}}}\n", line, dry_run);
  if (!path.empty()) return Write(path);
  size_t shown = 0;
  for (const Line& entry : lines_) {
    if (++shown > kShownLines) {
      fmt::print(stderr, "… and more; --report FILE writes them all\n");
      break;
    }
    fmt::print(stderr,
               "line {}: {}: {} [{}]\n",
               entry.row.line,
               entry.kind,
               entry.row.message,
               entry.row.reason);
    if (!entry.text.empty()) fmt::print(stderr, "    {}\n", entry.text);
  }
  return absl::OkStatus();
}

absl::Status Report::Write(const std::string& path) const {
  std::ofstream file(path, std::ios::binary);
  file << "line,kind,reason,message,row\n";
  for (const Line& entry : lines_) {
    file << entry.row.line << ',' << entry.kind << ',' << entry.row.reason << ','
         << Quoted(entry.row.message) << ',' << Quoted(entry.text) << '\n';
  }
  file.close();
  if (!file)
    return absl::UnavailableError(absl::StrCat("The report ", path, " cannot be written."));
  return absl::OkStatus();
}

}  // namespace framdrift::cli::migration
