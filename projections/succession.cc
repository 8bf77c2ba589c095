#include "projections/succession.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace framdrift::projections {

std::string FormatGenerationName(const GenerationName& name) {
  return absl::StrCat(name.projection, " ", name.version, " ", name.number);
}

std::optional<GenerationName> ParseGenerationName(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, ' ');
  GenerationName name;
  if (parts.size() != 3 || parts[0].empty() || !absl::SimpleAtoi(parts[1], &name.version) ||
      !absl::SimpleAtoi(parts[2], &name.number)) {
    return std::nullopt;
  }
  name.projection = std::string(parts[0]);
  return name;
}

// A line for each: the microsecond since when, and the name.
std::string Succession::Encode() const {
  std::string value;
  for (const Entry& entry : entries_) {
    absl::StrAppend(
        &value, absl::ToUnixMicros(entry.since), " ", FormatGenerationName(entry.name), "\n");
  }
  return value;
}

absl::StatusOr<Succession> Succession::Decode(absl::string_view value) {
  Succession succession;
  for (const absl::string_view line : absl::StrSplit(value, '\n', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> parts =
        absl::StrSplit(line, absl::MaxSplits(' ', 1));
    int64_t micros = 0;
    const std::optional<GenerationName> name = ParseGenerationName(parts.second);
    if (!name || !absl::SimpleAtoi(parts.first, &micros)) {
      return absl::DataLossError(absl::StrCat("\"", line, "\" names no generation"));
    }
    succession.entries_.push_back({*name, absl::FromUnixMicros(micros)});
  }
  return succession;
}

bool Succession::Answers(const GenerationName& name) const {
  return !entries_.empty() && entries_.front().name == name;
}

bool Succession::Has(const GenerationName& name) const {
  return std::any_of(
      entries_.begin(), entries_.end(), [&](const Entry& entry) { return entry.name == name; });
}

void Succession::Answer(const GenerationName& name, absl::Time now, Previous previous,
                        size_t most_kept) {
  if (Answers(name)) return;
  now = absl::FromUnixMicros(absl::ToUnixMicros(now));
  if (!entries_.empty()) {
    entries_.front().since = now;
    if (previous == Previous::kDropped) entries_.erase(entries_.begin());
  }
  Remove(name);
  entries_.insert(entries_.begin(), {name, now});
  if (entries_.size() > most_kept + 1) entries_.resize(most_kept + 1);
}

void Succession::Remove(const GenerationName& name) {
  std::erase_if(entries_, [&](const Entry& entry) { return entry.name == name; });
}

}  // namespace framdrift::projections
