// Which generation of a projection answers, and which are kept from before it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace framdrift::projections {

struct GenerationName {
  std::string projection;
  uint32_t version = 0;
  // Rises with each build; never used again.
  uint64_t number = 0;

  friend auto operator<=>(const GenerationName&, const GenerationName&) = default;
};

// `cases 2 17`, and back; nothing when `text` is no such name.
std::string FormatGenerationName(const GenerationName& name);
std::optional<GenerationName> ParseGenerationName(absl::string_view text);

// What becomes of the generation that answered.
enum class Previous { kKept, kDropped };

// The generations of one projection that have answered. Not thread-safe.
class Succession {
 public:
  struct Entry {
    GenerationName name;
    // Since when it has answered, or been kept.
    absl::Time since;

    friend bool operator==(const Entry&, const Entry&) = default;
  };

  std::string Encode() const;
  // DATA_LOSS when `value` does not read.
  static absl::StatusOr<Succession> Decode(absl::string_view value);

  // The first answers; the others are kept, the last to answer first.
  const std::vector<Entry>& entries() const { return entries_; }
  bool Answers(const GenerationName& name) const;
  bool Has(const GenerationName& name) const;

  // Has `name`, which may be kept or new, answer from `now` on. Of the others the `most_kept` that
  // answered last are kept.
  void Answer(const GenerationName& name, absl::Time now, Previous previous, size_t most_kept);
  void Remove(const GenerationName& name);

 private:
  std::vector<Entry> entries_;
};

}  // namespace framdrift::projections
