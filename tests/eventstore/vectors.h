// Reads the test vectors of tests/eventstore/golden, and those of others beside the repository.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "base/check.h"
#include "google/protobuf/struct.pb.h"

namespace framdrift::eventstore {

// A JSON value; a missing field is an empty value. Bytes stand in hexadecimal.
class Json {
 public:
  explicit Json(const google::protobuf::Value& value) : value_(&value) {}

  Json operator[](const std::string& name) const {
    const auto& fields = value_->struct_value().fields();
    const auto found = fields.find(name);
    return found == fields.end() ? Json(google::protobuf::Value::default_instance())
                                 : Json(found->second);
  }
  bool exists() const { return value_->kind_case() != google::protobuf::Value::KIND_NOT_SET; }
  const std::string& text() const { return value_->string_value(); }
  // Of a number, or of one in decimal text.
  template <typename T>
  T number() const {
    if (value_->has_number_value()) return static_cast<T>(value_->number_value());
    T out{};
    if constexpr (sizeof(T) < sizeof(uint64_t)) {
      int64_t wide = 0;
      FD_CHECK(absl::SimpleAtoi(text(), &wide));
      out = static_cast<T>(wide);
    } else {
      FD_CHECK(absl::SimpleAtoi(text(), &out));
    }
    return out;
  }
  std::string bytes() const { return absl::HexStringToBytes(text()); }
  template <size_t N>
  std::array<uint8_t, N> array() const {
    const std::string from = bytes();
    FD_CHECK(from.size() == N);
    std::array<uint8_t, N> out;
    std::copy(from.begin(), from.end(), out.begin());
    return out;
  }
  int size() const { return value_->list_value().values_size(); }
  Json at(int index) const { return Json(value_->list_value().values(index)); }

 private:
  const google::protobuf::Value* value_;
};

// The parsed file; stops the test program if it cannot be read.
google::protobuf::Value ReadGolden(const std::string& name);
// The file (gunzipped if it ends in .gz) of the reference data; nothing if that is not here.
std::optional<google::protobuf::Value> ReadReference(const std::string& path);
inline constexpr char kNoReferenceData[] =
    "the reference data (../shared/data beside the repository) is not here";

}  // namespace framdrift::eventstore
