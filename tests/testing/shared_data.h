// Reads the reference data that lies beside the repository, never in it.
#pragma once

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace framdrift::testing {

// The bytes of `shared/data/PATH` next to the source folder; nullopt where it is not there, and a
// test then skips itself with GTEST_SKIP() << kNoSharedData.
inline constexpr char kNoSharedData[] =
    "the reference data is not there: put it in ../shared/data beside the source folder";

inline std::optional<std::string> ReadSharedData(const std::string& path) {
  const char* source = std::getenv("FRAMDRIFT_SOURCE_DIR");
  std::ifstream file(std::string(source == nullptr ? "." : source) + "/../shared/data/" + path,
                     std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// The same as JSON; nullopt also where it is none.
inline std::optional<google::protobuf::Value> ReadSharedJson(const std::string& path) {
  const std::optional<std::string> text = ReadSharedData(path);
  google::protobuf::Value value;
  if (!text || !google::protobuf::util::JsonStringToMessage(*text, &value).ok()) {
    return std::nullopt;
  }
  return value;
}

}  // namespace framdrift::testing
