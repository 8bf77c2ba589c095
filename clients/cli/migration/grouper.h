// Brings a file's rows together by case in bounded memory, whatever their order in the file.
#pragma once

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/migration/row.h"

namespace framdrift::cli::migration {

// Rows beyond `memory_bytes` go to unnamed temporary files in TMPDIR, parted by the hash of their
// case, and come back one file at a time. Not thread-safe.
class Grouper {
 public:
  explicit Grouper(size_t memory_bytes = size_t{64} << 20) : memory_bytes_(memory_bytes) {}

  // RESOURCE_EXHAUSTED when the temporary files cannot be written.
  absl::Status Add(const std::string& key, Row row);

  // Visits every case once with its rows in the order added; cases come in the order of their first
  // row as long as all fit into memory. A failure of `visit` ends it and is passed up.
  absl::Status ForEachCase(
      const std::function<absl::Status(const std::string&, std::vector<Row>)>& visit);

  int64_t cases() const { return cases_; }

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using TemporaryFile = std::unique_ptr<std::FILE, CloseFile>;
  using Cases = std::vector<std::pair<std::string, std::vector<Row>>>;

  // The rows in memory, grouped.
  class Table {
   public:
    void Add(const std::string& key, Row row);
    Cases Take();

   private:
    Cases cases_;
    std::unordered_map<std::string, size_t> index_;
  };

  absl::Status Spill();
  absl::Status Write(const std::string& key, const Row& row);

  size_t memory_bytes_;
  size_t held_bytes_ = 0;
  Table table_;
  std::vector<TemporaryFile> files_;
  int64_t cases_ = 0;
};

}  // namespace framdrift::cli::migration
