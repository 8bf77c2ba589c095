#include "clients/cli/migration/gzip_file.h"

#include "absl/strings/str_cat.h"

namespace framdrift::cli::migration {

absl::StatusOr<GzipFile> GzipFile::Open(const std::string& path) {
  const gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) {
    return absl::NotFoundError(absl::StrCat("The file ", path, " cannot be opened."));
  }
  return GzipFile(file);
}

absl::StatusOr<size_t> GzipFile::Read(char* buffer, size_t size) {
  const int read = gzread(file_.get(), buffer, static_cast<unsigned>(size));
  int code = Z_OK;
  const char* message = gzerror(file_.get(), &code);
  if (read < 0 || (read == 0 && code != Z_OK && code != Z_STREAM_END)) {
    return absl::DataLossError(
        absl::StrCat("The file is damaged or cut short: ", message, ". Export it again."));
  }
  return static_cast<size_t>(read);
}

int64_t GzipFile::Offset() const { return gzoffset(file_.get()); }

}  // namespace framdrift::cli::migration
