#include "clients/cli/changes.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/fields.h"
#include "clients/cli/reflect.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"
#include "clients/cli/values.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kChange[] = "framdrift.casework.v1.FieldChange";
constexpr char kCase[] = "framdrift.casework.v1.Case";

// One step of a path: `notes[position=57]` is the name `notes` with the key `position=57`.
struct Step {
  std::string name;
  std::string key;
};

// `]` ends a key only where the path or the step ends after it.
size_t EndOfKey(absl::string_view text, size_t from) {
  for (size_t at = text.find(']', from); at != absl::string_view::npos;
       at = text.find(']', at + 1)) {
    if (at + 1 == text.size() || text[at + 1] == '.') return at;
  }
  return text.size();
}

std::vector<Step> StepsOf(absl::string_view path) {
  std::vector<Step> steps;
  while (!path.empty()) {
    const size_t end = std::min(path.find_first_of(".["), path.size());
    Step step{std::string(path.substr(0, end)), ""};
    size_t next = end;
    if (end < path.size() && path[end] == '[') {
      next = EndOfKey(path, end);
      step.key = std::string(path.substr(end + 1, next - end - 1));
      next = std::min(next + 1, path.size());
    }
    steps.push_back(std::move(step));
    path.remove_prefix(std::min(next + 1, path.size()));  // the dot too
  }
  return steps;
}

std::string CodeText(const FieldDescriptor* field, absl::string_view text) {
  const auto* value = field->enum_type()->FindValueByName(std::string(text));
  return value == nullptr ? std::string(text) : Label(value);
}

// What the server wrote of one value of `field`, as other tables show such values.
std::string ValueText(const FieldDescriptor* field, const std::string& text, const Reader& reader) {
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    return absl::StrJoin(absl::StrSplit(text, ", ", absl::SkipEmpty()),
                         ", ",
                         [&](std::string* out, absl::string_view one) {
                           absl::StrAppend(out, CodeText(field, one));
                         });
  }
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL && !text.empty()) {
    return text == "true" ? Say("yes") : Say("no");
  }
  absl::Time time;
  if (field->message_type() != nullptr && ParseInstant(text, reader.zone, time)) {
    return absl::FormatTime("%Y-%m-%d %H:%M:%S", time, reader.zone);
  }
  const bool named = absl::StartsWith(text, "tenants/") &&
                     (field->name() == "name" || !CollectionOf(field).empty());
  if (reader.names != nullptr && reader.names->contains(text))
    return OneLine(reader.names->at(text));
  return OneLine(named ? text.substr(text.rfind('/') + 1) : text);
}

// The name of an element: `position=57` or `rule=…,episode=1`, its place, or the key of a map.
std::string KeyText(const FieldDescriptor* list, absl::string_view key, const Reader& reader) {
  const Descriptor* type = list->message_type();
  const auto field_at = [&](absl::string_view text) -> const FieldDescriptor* {
    const size_t equals = text.find('=');
    return equals == absl::string_view::npos || list->is_map()
               ? nullptr
               : type->FindFieldByName(std::string(text.substr(0, equals)));
  };
  std::vector<std::string> parts;
  while (!key.empty()) {
    const FieldDescriptor* field = field_at(key);
    if (field == nullptr) return std::string(key);
    size_t end = key.find(',');
    while (end != absl::string_view::npos && field_at(key.substr(end + 1)) == nullptr) {
      end = key.find(',', end + 1);
    }
    const size_t from = key.find('=') + 1;
    const std::string text(key.substr(from, std::min(end, key.size()) - from));
    // `ansökan 4e34…`, for all that the label is `ansökan, id`.
    const std::string label = Label(field);
    parts.push_back(
        absl::StrCat(label.substr(0, label.find(',')), " ", ValueText(field, text, reader)));
    key.remove_prefix(end == absl::string_view::npos ? key.size() : end + 1);
  }
  return absl::StrJoin(parts, ", ");
}

std::string PartText(const FieldDescriptor* field, const std::string& key, const Reader& reader) {
  if (key.empty()) return Label(field);
  const std::string text = KeyText(field, key, reader);
  const bool place = std::all_of(key.begin(), key.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '#';
  });
  return place ? absl::StrCat(Label(field), " ", text)
               : absl::StrCat(Label(field), " (", text, ")");
}

// Whether `key` is told by the field of that name, too.
bool IsNameOf(const std::string& key, const std::string& name) {
  return absl::StartsWith(key, name + "=") || absl::StrContains(key, "," + name + "=");
}

// What only names a part is left out where the part says more.
std::vector<const ChangeInWords*> Worth(const std::vector<ChangeInWords>& changes) {
  std::vector<const ChangeInWords*> kept;
  for (size_t begin = 0, end = 0; begin < changes.size(); begin = end) {
    while (end < changes.size() && changes[end].part == changes[begin].part) ++end;
    const auto first = changes.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = changes.begin() + static_cast<std::ptrdiff_t>(end);
    const bool all =
        std::all_of(first, last, [](const ChangeInWords& change) { return change.is_name; });
    for (auto at = first; at != last; ++at) {
      if (all || !at->is_name) kept.push_back(&*at);
    }
  }
  return kept;
}

}  // namespace

bool IsChange(const Descriptor* type) { return type->full_name() == kChange; }

ChangeInWords InWords(const Message& change, const Reader& reader) {
  const std::string path = TextOf(change, "path");
  ChangeInWords words{"", path, TextOf(change, "before"), TextOf(change, "after"), false};
  const Descriptor* type = FindType(kCase);
  const FieldDescriptor* field = nullptr;
  std::vector<std::string> parts;
  std::string key;  // of the part that the field is in
  const std::vector<Step> steps = StepsOf(path);
  for (const Step& step : steps) {
    field = type == nullptr ? nullptr : type->FindFieldByName(step.name);
    if (field == nullptr) return words;
    if (&step == &steps.back()) break;
    parts.push_back(PartText(field, step.key, reader));
    key = step.key;
    type = field->message_type();
  }
  if (field == nullptr) return words;
  const bool in_map = field->is_map();
  words.part = absl::StrJoin(parts, " › ");
  words.field = in_map ? absl::StrCat(Label(field), " ", steps.back().key) : Label(field);
  words.is_name = IsNameOf(key, field->name());
  const FieldDescriptor* held = in_map ? field->message_type()->map_value() : field;
  words.before = ValueText(held, words.before, reader);
  words.after = ValueText(held, words.after, reader);
  return words;
}

std::vector<std::string> LinesOfChanges(const std::vector<ChangeInWords>& changes, size_t width,
                                        size_t indent) {
  const Descriptor* type = FindType(kChange);
  const auto head = [&](const char* name) { return Label(type->FindFieldByName(name)); };
  Table table = {.header = {head("path"), head("before"), head("after")}, .rows = {}};
  const std::vector<const ChangeInWords*> kept = Worth(changes);
  for (const ChangeInWords* change : kept) {
    table.rows.push_back({absl::StrCat(change->part.empty() ? "" : "  ", change->field),
                          change->before,
                          change->after});
  }
  DropEmptyColumns(table);
  Fit(table, width, indent, table.header.size());
  const std::vector<std::string> rows = LinesOf(table, indent);
  std::vector<std::string> lines = {rows.front()};
  for (size_t i = 0; i < kept.size(); ++i) {
    const bool begins = i == 0 || kept[i]->part != kept[i - 1]->part;
    if (begins && !kept[i]->part.empty()) {
      lines.push_back(absl::StrCat(std::string(indent, ' '), kept[i]->part, ":"));
    }
    lines.push_back(rows[i + 1]);
  }
  return lines;
}

}  // namespace framdrift::cli
