#include "base/json_text.h"

#include "absl/strings/str_cat.h"

namespace framdrift {

std::string JsonText(absl::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') json.push_back('\\');
    if (byte < 0x20) {
      absl::StrAppend(&json, "\\u00", absl::Hex(byte, absl::kZeroPad2));
    } else {
      json.push_back(c);
    }
  }
  json.push_back('"');
  return json;
}

}  // namespace framdrift
