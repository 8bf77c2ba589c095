// Files of rows for the tests of readers.
#pragma once

#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/migration/row.h"

namespace framdrift::cli::migration {

using Reader = absl::Status (*)(const std::string&, const RowSink&, const ReadProgress&);

// A file of the test's own that is gone after it.
class TestFile {
 public:
  explicit TestFile(const std::string& content, bool gzip = false)
      : path_(::testing::TempDir() + "rows_" + std::to_string(++made_) + "_" +
              ::testing::UnitTest::GetInstance()->current_test_info()->name()) {
    const gzFile file = gzopen(path_.c_str(), gzip ? "wb" : "wbT");
    gzwrite(file, content.data(), static_cast<unsigned>(content.size()));
    gzclose(file);
  }
  ~TestFile() { std::remove(path_.c_str()); }
  TestFile(const TestFile&) = delete;
  TestFile& operator=(const TestFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  static inline int made_ = 0;
  std::string path_;
};

struct ReadResult {
  absl::Status status;
  std::vector<Row> rows;
};

inline ReadResult ReadAll(Reader reader, const std::string& path) {
  ReadResult result;
  result.status = reader(
      path,
      [&result](Row row) {
        result.rows.push_back(std::move(row));
        return absl::OkStatus();
      },
      [](int64_t) {});
  return result;
}

inline ReadResult ReadText(Reader reader, const std::string& content, bool gzip = false) {
  const TestFile file(content, gzip);
  return ReadAll(reader, file.path());
}

// `../shared/data/NAME` beside the project, or empty where it is not there.
inline std::string SharedData(const std::string& name) {
  const char* source = std::getenv("FRAMDRIFT_SOURCE_DIR");
  const std::string path =
      std::string(source == nullptr ? "." : source) + "/../shared/data/" + name;
  return std::ifstream(path).good() ? path : "";
}

}  // namespace framdrift::cli::migration
