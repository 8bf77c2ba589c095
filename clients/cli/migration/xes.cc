#include <expat.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/status_macros.h"
#include "clients/cli/migration/gzip_file.h"
#include "clients/cli/migration/row.h"

namespace framdrift::cli::migration {
namespace {

constexpr size_t kXesChunkBytes = 256 << 10;
constexpr size_t kMaxDepth = 64;

// The element's name without a namespace prefix.
absl::string_view LocalName(const char* name) {
  const absl::string_view full = name;
  const size_t colon = full.rfind(':');
  return colon == absl::string_view::npos ? full : full.substr(colon + 1);
}

const char* Attribute(const char** attributes, absl::string_view name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (name == attributes[0]) return attributes[1];
  }
  return nullptr;
}

bool IsAttributeElement(absl::string_view name) {
  for (const char* known :
       {"string", "date", "int", "float", "boolean", "id", "list", "container"}) {
    if (name == known) return true;
  }
  return false;
}

// Follows the parser through the file. Not thread-safe.
class XesParse {
 public:
  explicit XesParse(const RowSink& sink) : sink_(sink), parser_(XML_ParserCreate(nullptr)) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const char* name, const char** attributes) {
          static_cast<XesParse*>(self)->Start(LocalName(name), attributes);
        },
        [](void* self, const char* name) { static_cast<XesParse*>(self)->End(LocalName(name)); });
    // Entities have no use in a log, and expanding them has cost others dearly.
    XML_SetEntityDeclHandler(
        parser_.get(),
        [](void* self,
           const char*,
           int,
           const char*,
           int,
           const char*,
           const char*,
           const char*,
           const char*) { static_cast<XesParse*>(self)->Fail("it declares entities"); });
  }

  absl::Status Feed(const char* bytes, size_t size, bool last) {
    const XML_Status parsed =
        XML_Parse(parser_.get(), bytes, static_cast<int>(size), last ? XML_TRUE : XML_FALSE);
    FD_RETURN_IF_ERROR(status_);
    if (parsed != XML_STATUS_OK) return Malformed(XML_ErrorString(XML_GetErrorCode(parser_.get())));
    if (last && !seen_log_) return Malformed("it holds no log element");
    return absl::OkStatus();
  }

 private:
  int64_t Line() const { return static_cast<int64_t>(XML_GetCurrentLineNumber(parser_.get())); }

  absl::Status Malformed(absl::string_view what) const {
    return absl::InvalidArgumentError(
        absl::StrCat("Line ", Line(), ": this is no XES log: ", what, "."));
  }

  void Fail(absl::string_view what) {
    if (status_.ok()) status_ = Malformed(what);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void Start(absl::string_view name, const char** attributes) {
    open_.emplace_back(name);
    if (open_.size() > kMaxDepth) return Fail("its elements are nested too deeply");
    if (open_.size() == 1) {
      seen_log_ = name == "log";
      if (!seen_log_) Fail(absl::StrCat("its outermost element is ", name));
      return;
    }
    const std::string& parent = open_[open_.size() - 2];
    if (name == "trace") {
      if (parent != "log") return Fail("a trace stands outside the log");
    } else if (name == "event") {
      if (parent != "trace" && parent != "log") {
        return Fail(absl::StrCat("an event stands inside ", parent));
      }
      Row& row = rows_.emplace_back();
      row.line = Line();
      in_event_ = true;
    } else if (IsAttributeElement(name)) {
      StartAttribute(name, attributes);
    }
  }

  void StartAttribute(absl::string_view element, const char** attributes) {
    const char* key = Attribute(attributes, "key");
    const char* value = Attribute(attributes, "value");
    if (key == nullptr) return Fail(absl::StrCat("a ", element, " has no key"));
    keys_.push_back(keys_.empty() ? std::string(key) : absl::StrCat(keys_.back(), "/", key));
    if (value == nullptr) {
      if (element == "list" || element == "container") return;
      return Fail(absl::StrCat("the ", element, " ", key, " has no value"));
    }
    const bool in_trace = open_.size() > 2 && open_[1] == "trace";
    if (in_event_) {
      rows_.back().fields.emplace_back(keys_.back(), value);
    } else if (in_trace) {
      case_.emplace_back(absl::StrCat(kCasePrefix, keys_.back()), value);
    }
  }

  void End(absl::string_view name) {
    if (open_.size() > 1 && IsAttributeElement(name) && !keys_.empty()) keys_.pop_back();
    open_.pop_back();
    if (name == "event") in_event_ = false;
    // What stands in the log itself, be it a trace or an event of none, has come to its end.
    if (open_.size() == 1) HandOn();
  }

  // A trace's attributes may stand after its events.
  void HandOn() {
    for (Row& row : rows_) {
      row.fields.insert(row.fields.end(), case_.begin(), case_.end());
      if (status_.ok()) status_ = sink_(std::move(row));
    }
    rows_.clear();
    case_.clear();
    if (!status_.ok()) XML_StopParser(parser_.get(), XML_FALSE);
  }

  struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };

  const RowSink& sink_;
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  absl::Status status_;
  std::vector<std::string> open_;
  // The keys of the attributes around the current place, each with those outside it.
  std::vector<std::string> keys_;
  // Of the trace at the current place.
  std::vector<std::pair<std::string, std::string>> case_;
  std::vector<Row> rows_;
  bool in_event_ = false;
  bool seen_log_ = false;
};

}  // namespace

absl::Status ReadXes(const std::string& path, const RowSink& sink, const ReadProgress& progress) {
  FD_ASSIGN_OR_RETURN(GzipFile file, GzipFile::Open(path));
  XesParse parse(sink);
  std::vector<char> chunk(kXesChunkBytes);
  while (true) {
    FD_ASSIGN_OR_RETURN(const size_t size, file.Read(chunk.data(), chunk.size()));
    FD_RETURN_IF_ERROR(parse.Feed(chunk.data(), size, size == 0));
    if (size == 0) return absl::OkStatus();
    progress(file.Offset());
  }
}

}  // namespace framdrift::cli::migration
