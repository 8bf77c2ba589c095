// A catalogue of translations in the PO format of gettext, read from memory.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace framdrift::cli {

// Immutable, and so thread-safe. Of the format it knows comments, msgctxt, msgid and msgstr;
// entries without a translation are left out.
class PoCatalogue {
 public:
  // INVALID_ARGUMENT names the line that is none of PO, or after an entry that stands there twice
  // or whose translation has not the same `$0` to `$9`.
  static absl::StatusOr<PoCatalogue> Read(absl::string_view text);

  // Null when there is none.
  const std::string* Find(absl::string_view context, absl::string_view id) const;

  // The translation of `sentence` by the entries of context `sentence`: their `$0` to `$9` match
  // any text and stand in the translation for what they matched, translated in its turn. As it is
  // when none matches.
  std::string Translate(const std::string& sentence) const;

 private:
  struct Entry {
    std::string context;
    std::string id;
    std::string text;
  };

  // False when it is there already or does not keep its values.
  bool Add(Entry entry);

  absl::flat_hash_map<std::string, std::string> texts_;
  std::vector<std::pair<std::string, std::string>> patterns_;
};

}  // namespace framdrift::cli
