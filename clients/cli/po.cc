#include "clients/cli/po.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace framdrift::cli {
namespace {

constexpr absl::string_view kSentence = "sentence";
// More than what the parser says of any value has.
constexpr int kLettersOfProse = 15;

// As in gettext's own tables: the context, an EOT, the text.
std::string KeyOf(absl::string_view context, absl::string_view id) {
  return context.empty() ? std::string(id) : absl::StrCat(context, "\x04", id);
}

// Where `$` and a digit stand next in `pattern`, from `from` on.
size_t NextHole(absl::string_view pattern, size_t from) {
  for (size_t i = from; i + 1 < pattern.size(); ++i) {
    if (pattern[i] == '$' && absl::ascii_isdigit(static_cast<unsigned char>(pattern[i + 1]))) {
      return i;
    }
  }
  return absl::string_view::npos;
}

int LettersOf(absl::string_view pattern) {
  return static_cast<int>(std::count_if(pattern.begin(), pattern.end(), [](char c) {
    return absl::ascii_isalpha(static_cast<unsigned char>(c));
  }));
}

std::set<char> HolesOf(absl::string_view pattern) {
  std::set<char> holes;
  for (size_t i = NextHole(pattern, 0); i != absl::string_view::npos;
       i = NextHole(pattern, i + 2)) {
    holes.insert(pattern[i + 1]);
  }
  return holes;
}

absl::Status BadEntry(size_t line) {
  return absl::InvalidArgumentError(absl::StrCat(
      "The entry before line ", line, " is there twice, or does not keep its values $0 to $9."));
}

// What the holes of `pattern` stand for in `text`, each with its name; false when it does not fit.
bool Match(absl::string_view pattern, absl::string_view text,
           std::vector<std::pair<std::string, std::string>>& values) {
  size_t hole = NextHole(pattern, 0);
  if (!absl::ConsumePrefix(&text, pattern.substr(0, hole))) return false;
  if (hole == absl::string_view::npos) return text.empty();
  while (hole != absl::string_view::npos) {
    const size_t next = NextHole(pattern, hole + 2);
    const bool last = next == absl::string_view::npos;
    const absl::string_view after = pattern.substr(hole + 2, last ? next : next - hole - 2);
    if (last && !absl::EndsWith(text, after)) return false;
    const size_t end = last ? text.size() - after.size() : text.find(after);
    if (end == absl::string_view::npos) return false;
    values.emplace_back(pattern.substr(hole, 2), text.substr(0, end));
    text.remove_prefix(end + after.size());
    hole = next;
  }
  return true;
}

}  // namespace

absl::StatusOr<PoCatalogue> PoCatalogue::Read(absl::string_view text) {
  PoCatalogue catalogue;
  Entry entry;
  std::string* part = nullptr;
  const auto finish = [&] { return catalogue.Add(std::exchange(entry, {})); };
  size_t number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line.front() == '#') continue;
    const bool begins = absl::StartsWith(line, "msgctxt ") ||
                        (absl::StartsWith(line, "msgid ") && part != &entry.context);
    if (begins && !finish()) return BadEntry(number);
    if (absl::ConsumePrefix(&line, "msgctxt ")) part = &entry.context;
    if (absl::ConsumePrefix(&line, "msgid ")) part = &entry.id;
    if (absl::ConsumePrefix(&line, "msgstr ")) part = &entry.text;
    std::string piece;
    const bool quoted = line.size() >= 2 && line.front() == '"' && line.back() == '"';
    if (!quoted || part == nullptr || !absl::CUnescape(line.substr(1, line.size() - 2), &piece)) {
      return absl::InvalidArgumentError(absl::StrCat("Line ", number, " is none of a PO file."));
    }
    *part += piece;
  }
  if (!finish()) return BadEntry(number);
  std::stable_sort(catalogue.patterns_.begin(),
                   catalogue.patterns_.end(),
                   [](const auto& a, const auto& b) { return a.letters > b.letters; });
  return catalogue;
}

bool PoCatalogue::Add(Entry entry) {
  if (entry.id.empty() || entry.text.empty()) return true;
  if (HolesOf(entry.id) != HolesOf(entry.text)) return false;
  if (entry.context == kSentence) patterns_.push_back({entry.id, entry.text, LettersOf(entry.id)});
  return texts_.try_emplace(KeyOf(entry.context, entry.id), std::move(entry.text)).second;
}

const std::string* PoCatalogue::Find(absl::string_view context, absl::string_view id) const {
  const auto found = texts_.find(KeyOf(context, id));
  return found == texts_.end() ? nullptr : &found->second;
}

std::string PoCatalogue::Translate(const std::string& sentence) const {
  return TranslateBy(
      sentence, [](const std::string& value) { return value; }, 0);
}

std::string PoCatalogue::TranslateProse(const std::string& prose,
                                        const ValueFunction& number) const {
  return TranslateBy(prose, number, kLettersOfProse);
}

std::string PoCatalogue::TranslateBy(const std::string& sentence, const ValueFunction& number,
                                     int least_letters) const {
  for (const Pattern& pattern : patterns_) {
    if (NextHole(pattern.id, 0) == 0 && pattern.letters < least_letters) continue;
    std::vector<std::pair<std::string, std::string>> values;
    if (!Match(pattern.id, sentence, values)) continue;
    for (auto& [hole, value] : values) value = TranslateBy(number(value), number, least_letters);
    return absl::StrReplaceAll(pattern.text, values);
  }
  return sentence;
}

}  // namespace framdrift::cli
