// Reads the test vectors of tests/eventstore/golden, and those of others beside the repository.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "base/check.h"

namespace framdrift::eventstore {

// A JSON value. A missing field is an empty value; bytes stand in hexadecimal. Protobuf's own JSON
// does not serve here: its maps crash when they are built with ThreadSanitizer and it is not.
class Json {
 public:
  // Stops the test program if `text` is not JSON.
  static Json Parse(const std::string& text);

  const Json& operator[](const std::string& name) const;
  bool exists() const { return exists_; }
  const std::string& text() const { return text_; }
  // Of a number, or of one in decimal text.
  template <typename T>
  T number() const {
    if constexpr (sizeof(T) == sizeof(uint64_t)) {
      T out{};
      FD_CHECK(absl::SimpleAtoi(text_, &out));
      return out;
    } else {
      int64_t wide = 0;
      FD_CHECK(absl::SimpleAtoi(text_, &wide) &&
               wide == static_cast<int64_t>(static_cast<T>(wide)));
      return static_cast<T>(wide);
    }
  }
  std::string bytes() const { return absl::HexStringToBytes(text_); }
  template <size_t N>
  std::array<uint8_t, N> array() const {
    const std::string from = bytes();
    FD_CHECK(from.size() == N);
    std::array<uint8_t, N> out;
    std::copy(from.begin(), from.end(), out.begin());
    return out;
  }
  int size() const { return static_cast<int>(items_.size()); }
  const Json& at(int index) const { return items_.at(static_cast<size_t>(index)); }

 private:
  friend class JsonParser;

  bool exists_ = false;
  std::string text_;  // of a string, a number, true, false or null
  std::vector<Json> items_;
  std::map<std::string, Json> fields_;
};

// The parsed file; stops the test program if it cannot be read.
Json ReadGolden(const std::string& name);
// The file (gunzipped if it ends in .gz) of the reference data; nothing if that is not here.
std::optional<Json> ReadReference(const std::string& path);
inline constexpr char kNoReferenceData[] =
    "the reference data (../shared/data beside the repository) is not here";

}  // namespace framdrift::eventstore
