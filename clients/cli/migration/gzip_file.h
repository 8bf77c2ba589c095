// A file to read from start to end, unpacked where it is gzip.
#pragma once

#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace framdrift::cli::migration {

// Not thread-safe.
class GzipFile {
 public:
  // NOT_FOUND naming the file when it cannot be opened.
  static absl::StatusOr<GzipFile> Open(const std::string& path);

  // Bytes read into `buffer`; 0 at the end. DATA_LOSS when the compression is damaged.
  absl::StatusOr<size_t> Read(char* buffer, size_t size);
  // How far into the file as it lies on disk.
  int64_t Offset() const;

 private:
  struct Close {
    void operator()(gzFile file) const { gzclose_r(file); }
  };
  explicit GzipFile(gzFile file) : file_(file) {}
  std::unique_ptr<gzFile_s, Close> file_;
};

}  // namespace framdrift::cli::migration
