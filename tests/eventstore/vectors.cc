#include "tests/eventstore/vectors.h"

#include <zlib.h>

#include <cstdlib>
#include <filesystem>

#include "google/protobuf/util/json_util.h"

namespace framdrift::eventstore {
namespace {

std::filesystem::path SourceDirectory() {
  const char* directory = std::getenv("FRAMDRIFT_SOURCE_DIR");
  return directory == nullptr ? std::filesystem::current_path() : std::filesystem::path(directory);
}

// zlib reads plain files as they are.
google::protobuf::Value Parse(const std::filesystem::path& path) {
  const gzFile file = gzopen(path.c_str(), "rb");
  FD_CHECK(file != nullptr);
  std::string text;
  char buffer[1 << 16];
  for (int read = 1; read > 0;) {
    read = gzread(file, buffer, sizeof buffer);
    FD_CHECK(read >= 0);
    text.append(buffer, static_cast<size_t>(read));
  }
  FD_CHECK(gzclose(file) == Z_OK);
  google::protobuf::Value value;
  FD_CHECK(google::protobuf::util::JsonStringToMessage(text, &value).ok());
  return value;
}

}  // namespace

google::protobuf::Value ReadGolden(const std::string& name) {
  return Parse(SourceDirectory() / "tests/eventstore/golden" / name);
}

std::optional<google::protobuf::Value> ReadReference(const std::string& path) {
  const std::filesystem::path file = SourceDirectory().parent_path() / "shared/data" / path;
  if (!std::filesystem::exists(file)) return std::nullopt;
  return Parse(file);
}

}  // namespace framdrift::eventstore
