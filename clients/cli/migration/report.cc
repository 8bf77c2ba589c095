#include "clients/cli/migration/report.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/substitute.h"
#include "absl/time/time.h"
#include "base/json_text.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"

namespace framdrift::cli::migration {
namespace {

constexpr size_t kShownLines = 20;
constexpr char kRefused[] = "refused";
constexpr char kDeviation[] = "deviation";

std::string Quoted(const std::string& text) {
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

// What the reason means in the language of the reader, with the row's own message beside it where
// that is in another.
std::string InWords(const RefusedRow& row) {
  const std::string words = Say(Term::kRefusal, row.reason, row.message);
  return words == row.message ? words : absl::StrCat(words, " (", row.message, ")");
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

void Report::CountCase() {
  const MutexLock lock(mutex_);
  ++counts_.cases;
}

void Report::Refuse(RefusedRow refused, const Row& row) {
  const MutexLock lock(mutex_);
  ++counts_.refused;
  ++counts_.rows_taken;
  AddLine(kRefused, std::move(refused), TextOf(row));
}

void Report::RefuseCase(const std::vector<RefusedRow>& at_fault, const std::vector<Row>& rows) {
  const MutexLock lock(mutex_);
  counts_.rows_taken += static_cast<int64_t>(rows.size());
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
      AddLine(kRefused, *fault, TextOf(row));
      continue;
    }
    const RefusedRow& cause = at_fault.front();
    AddLine(
        kRefused,
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
  counts_.rows_taken += static_cast<int64_t>(rows.size());
  answered_.NotifyAll();
  for (const auto& deviation : answer.deviations()) {
    const auto row = std::find_if(rows.begin(), rows.end(), [&deviation](const Row& candidate) {
      return candidate.line == deviation.line();
    });
    AddLine(kDeviation,
            {deviation.line(), deviation.reason(), deviation.message()},
            row == rows.end() ? "" : TextOf(*row));
  }
  if (answer.refused().empty()) return;
  std::vector<RefusedRow> at_fault;
  for (const auto& refused : answer.refused()) {
    at_fault.push_back({refused.line(), refused.reason(), refused.message()});
  }
  RefuseRows(at_fault, rows);
}

void Report::AnswersEnded() {
  const MutexLock lock(mutex_);
  answers_ended_ = true;
  answered_.NotifyAll();
}

bool Report::WaitForFewer(size_t cases) {
  constexpr absl::Duration kMoment = absl::Milliseconds(100);
  const MutexLock lock(mutex_);
  if (awaited_.size() >= cases && !answers_ended_) answered_.WaitFor(mutex_, kMoment);
  return awaited_.size() < cases || answers_ended_;
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

std::vector<std::pair<const char*, int64_t>> Report::NamedCounts() const {
  return {{"cases", counts_.cases},
          {"events", counts_.rows},
          {"added", counts_.added},
          {"unchanged", counts_.unchanged},
          {"corrected", counts_.corrected},
          {"voided", counts_.voided},
          {"refused", counts_.refused},
          {"cases_refused", counts_.cases_refused},
          {"deviations", counts_.deviations},
          {"position", counts_.position}};
}

std::vector<Report::Line> Report::SortedLines() const {
  std::vector<Line> lines = lines_;
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return a.row.line < b.row.line;
  });
  return lines;
}

void Report::PrintTable(const std::vector<Line>& lines) const {
  for (const auto& [name, count] : NamedCounts()) {
    const std::string english = absl::StrReplaceAll(name, {{"_", " "}});
    const std::string label = Say(Term::kColumn, english, name);
    fmt::print("{}{:>{}} {:>12}\n", label, "", 14 - std::min<size_t>(14, Columns(label)), count);
  }
  for (size_t i = 0; i < std::min(lines.size(), kShownLines); ++i) {
    const Line& entry = lines[i];
    fmt::print("{} {}: {}: {} [{}]\n",
               Say("line"),
               entry.row.line,
               entry.kind == kRefused ? Say("refused") : Say("deviation"),
               InWords(entry.row),
               entry.row.reason);
    if (!entry.text.empty()) fmt::print("    {}\n", entry.text);
  }
  if (lines.size() > kShownLines) {
    fmt::print("{}\n",
               absl::Substitute(Say("… and $0 more; --report FILE writes them all"),
                                lines.size() - kShownLines));
  }
}

void Report::PrintJson(const std::vector<Line>& lines, bool dry_run) const {
  std::string json = "{";
  for (const auto& [name, count] : NamedCounts()) {
    absl::StrAppend(&json, "\"", name, "\":", count, ",");
  }
  absl::StrAppend(&json, "\"dry_run\":", dry_run ? "true" : "false");
  for (const char* kind : {kRefused, kDeviation}) {
    absl::StrAppend(&json, ",\"", kind, "_rows\":[");
    bool first = true;
    for (const Line& entry : lines) {
      if (entry.kind != kind) continue;
      absl::StrAppend(&json,
                      std::exchange(first, false) ? "" : ",",
                      "{\"line\":",
                      entry.row.line,
                      ",\"reason\":",
                      JsonText(entry.row.reason),
                      ",\"message\":",
                      JsonText(entry.row.message));
      if (!entry.text.empty()) absl::StrAppend(&json, ",\"row\":", JsonText(entry.text));
      absl::StrAppend(&json, "}");
    }
    absl::StrAppend(&json, "]");
  }
  fmt::print("{}}}\n", json);
}

absl::Status Report::Print(Format format, bool dry_run, const std::string& path) const {
  const MutexLock lock(mutex_);
  const std::vector<Line> lines = SortedLines();
  if (IsForPeople(format)) {
    PrintTable(lines);
  } else {
    PrintJson(lines, dry_run);
  }
  if (path.empty()) return absl::OkStatus();
  std::ofstream file(path, std::ios::binary);
  file << "line,kind,reason,message,row\n";
  for (const Line& entry : lines) {
    file << entry.row.line << ',' << entry.kind << ',' << entry.row.reason << ','
         << Quoted(entry.row.message) << ',' << Quoted(entry.text) << '\n';
  }
  file.close();
  if (file) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("The report ", path, " cannot be written."));
}

}  // namespace framdrift::cli::migration
