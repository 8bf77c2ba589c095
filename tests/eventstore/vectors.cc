#include "tests/eventstore/vectors.h"

#include <zlib.h>

#include <cstdlib>
#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace framdrift::eventstore {

class JsonParser {
 public:
  explicit JsonParser(absl::string_view text) : rest_(text) {}

  Json Value() {
    Json value;
    value.exists_ = true;
    if (Next() == '{') {
      Sequence('}', [&] {
        const std::string name = String();
        Take(':');
        value.fields_[name] = Value();
      });
    } else if (Next() == '[') {
      Sequence(']', [&] { value.items_.push_back(Value()); });
    } else if (Next() == '"') {
      value.text_ = String();
    } else {
      const size_t end = std::min(rest_.size(), rest_.find_first_of(",]} \t\r\n"));
      FD_CHECK(end > 0);
      value.text_ = std::string(rest_.substr(0, end));
      rest_.remove_prefix(end);
    }
    return value;
  }

  bool AtEnd() {
    rest_ = absl::StripLeadingAsciiWhitespace(rest_);
    return rest_.empty();
  }

 private:
  char Next() {
    FD_CHECK(!AtEnd());
    return rest_.front();
  }
  void Take(char expected) {
    FD_CHECK(Next() == expected);
    rest_.remove_prefix(1);
  }
  template <typename Item>
  void Sequence(char end, Item item) {
    rest_.remove_prefix(1);
    while (Next() != end) {
      item();
      if (Next() != end) Take(',');
    }
    Take(end);
  }
  // Escapes are kept as they are written: nothing that is compared has any.
  std::string String() {
    Take('"');
    std::string out;
    while (!rest_.empty() && rest_.front() != '"') {
      const size_t size = rest_.front() == '\\' ? 2 : 1;
      out.append(rest_.data(), size);
      rest_.remove_prefix(size);
    }
    Take('"');
    return out;
  }

  absl::string_view rest_;
};

namespace {

std::filesystem::path SourceDirectory() {
  const char* directory = std::getenv("FRAMDRIFT_SOURCE_DIR");
  return directory == nullptr ? std::filesystem::current_path() : std::filesystem::path(directory);
}

// zlib reads plain files as they are.
Json ReadJson(const std::filesystem::path& path) {
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
  return Json::Parse(text);
}

}  // namespace

Json Json::Parse(const std::string& text) {
  JsonParser parser(text);
  Json value = parser.Value();
  FD_CHECK(parser.AtEnd());
  return value;
}

const Json& Json::operator[](const std::string& name) const {
  static const Json* const missing = new Json;
  const auto found = fields_.find(name);
  return found == fields_.end() ? *missing : found->second;
}

Json ReadGolden(const std::string& name) {
  return ReadJson(SourceDirectory() / "tests/eventstore/golden" / name);
}

std::optional<Json> ReadReference(const std::string& path) {
  const std::filesystem::path file = SourceDirectory().parent_path() / "shared/data" / path;
  if (!std::filesystem::exists(file)) return std::nullopt;
  return ReadJson(file);
}

}  // namespace framdrift::eventstore
