// A directory of a test's own, gone when the test is.
#pragma once

#include <filesystem>
#include <string>

#include "base/check.h"

namespace framdrift::testing {

class TempDir {
 public:
  TempDir() {
    // Short, because a unix socket's path has at most 107 bytes.
    std::string path = "/tmp/framdrift-XXXXXX";
    FD_CHECK(mkdtemp(path.data()) != nullptr);
    path_ = path;
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace framdrift::testing
