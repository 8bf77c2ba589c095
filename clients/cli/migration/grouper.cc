#include "clients/cli/migration/grouper.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <functional>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace framdrift::cli::migration {
namespace {

constexpr size_t kFiles = 256;
// What a row costs in memory besides its text.
constexpr size_t kFieldBytes = 96;

std::string TemporaryFolder() {
  const char* folder = std::getenv("TMPDIR");
  return folder == nullptr || *folder == '\0' ? "/tmp" : folder;
}

absl::Status CannotSpill() {
  return absl::ResourceExhaustedError(
      absl::StrCat("The temporary files for the import cannot be written or read in ",
                   TemporaryFolder(),
                   "; free space there, or name another folder with TMPDIR."));
}

// A file without a name, gone with the program; null when it cannot be made.
std::FILE* OpenTemporary() {
  std::string path = TemporaryFolder() + "/framdrift-import-XXXXXX";
  const int descriptor = mkostemp(path.data(), O_CLOEXEC);
  if (descriptor < 0) return nullptr;
  unlink(path.c_str());
  return fdopen(descriptor, "w+b");
}

bool WriteText(std::FILE* file, const std::string& text) {
  const uint64_t size = text.size();
  return std::fwrite(&size, sizeof size, 1, file) == 1 &&
         (size == 0 || std::fwrite(text.data(), size, 1, file) == 1);
}

std::optional<std::string> ReadText(std::FILE* file) {
  uint64_t size = 0;
  if (std::fread(&size, sizeof size, 1, file) != 1) return std::nullopt;
  std::string text(size, '\0');
  if (size > 0 && std::fread(text.data(), size, 1, file) != 1) return std::nullopt;
  return text;
}

}  // namespace

void Grouper::Table::Add(const std::string& key, Row row) {
  const auto [it, added] = index_.try_emplace(key, cases_.size());
  if (added) cases_.emplace_back(key, std::vector<Row>());
  cases_[it->second].second.push_back(std::move(row));
}

Grouper::Cases Grouper::Table::Take() {
  index_.clear();
  return std::exchange(cases_, {});
}

absl::Status Grouper::Add(const std::string& key, Row row) {
  if (!files_.empty()) return Write(key, row);
  held_bytes_ += key.size() + row.fault.size();
  for (const auto& [name, value] : row.fields)
    held_bytes_ += name.size() + value.size() + kFieldBytes;
  table_.Add(key, std::move(row));
  return held_bytes_ > memory_bytes_ ? Spill() : absl::OkStatus();
}

absl::Status Grouper::Spill() {
  for (size_t i = 0; i < kFiles; ++i) {
    TemporaryFile file(OpenTemporary());
    if (file == nullptr) return CannotSpill();
    files_.push_back(std::move(file));
  }
  for (const auto& [key, rows] : table_.Take()) {
    for (const Row& row : rows) FD_RETURN_IF_ERROR(Write(key, row));
  }
  return absl::OkStatus();
}

absl::Status Grouper::Write(const std::string& key, const Row& row) {
  std::FILE* file = files_[std::hash<std::string>{}(key) % kFiles].get();
  const int64_t line = row.line;
  const uint64_t count = row.fields.size();
  bool written = WriteText(file, key) && std::fwrite(&line, sizeof line, 1, file) == 1 &&
                 WriteText(file, row.fault) && std::fwrite(&count, sizeof count, 1, file) == 1;
  for (const auto& [name, value] : row.fields) {
    written = written && WriteText(file, name) && WriteText(file, value);
  }
  return written ? absl::OkStatus() : CannotSpill();
}

absl::Status Grouper::ForEachCase(
    const std::function<absl::Status(const std::string&, std::vector<Row>)>& visit) {
  const auto visit_all = [&](Cases cases) {
    for (auto& [key, rows] : cases) {
      ++cases_;
      FD_RETURN_IF_ERROR(visit(key, std::move(rows)));
    }
    return absl::OkStatus();
  };
  if (files_.empty()) return visit_all(table_.Take());
  for (TemporaryFile& file : files_) {
    if (std::fflush(file.get()) != 0) return CannotSpill();
    std::rewind(file.get());
    while (std::optional<std::string> key = ReadText(file.get())) {
      Row row;
      uint64_t count = 0;
      bool whole = std::fread(&row.line, sizeof row.line, 1, file.get()) == 1;
      std::optional<std::string> fault = ReadText(file.get());
      whole = whole && fault && std::fread(&count, sizeof count, 1, file.get()) == 1;
      if (whole) row.fault = std::move(*fault);
      for (; whole && count > 0; --count) {
        std::optional<std::string> name = ReadText(file.get());
        std::optional<std::string> value = ReadText(file.get());
        whole = name.has_value() && value.has_value();
        if (whole) row.fields.emplace_back(std::move(*name), std::move(*value));
      }
      if (!whole) return CannotSpill();
      table_.Add(*key, std::move(row));
    }
    if (std::ferror(file.get()) != 0) return CannotSpill();
    file.reset();
    FD_RETURN_IF_ERROR(visit_all(table_.Take()));
  }
  return absl::OkStatus();
}

}  // namespace framdrift::cli::migration
