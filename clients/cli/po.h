// A catalogue of translations in the PO format of gettext, read from memory.
#pragma once

#include <functional>
#include <string>
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
  // any text and stand in the translation for what they matched, translated in its turn. Of several
  // that match, the one with most words of its own. As it is when none matches.
  std::string Translate(const std::string& sentence) const;

  // The same of prose, in which an entry that begins with a value has to have so many letters of
  // its own that no sentence is taken for another. Numbers among the values are as `number` makes
  // them.
  std::string TranslateProse(const std::string& prose,
                             const std::function<std::string(const std::string&)>& number) const;

 private:
  struct Entry {
    std::string context;
    std::string id;
    std::string text;
  };

  struct Pattern {
    std::string id;
    std::string text;
    int letters = 0;  // that are no value's
  };
  using ValueFunction = std::function<std::string(const std::string&)>;

  std::string TranslateBy(const std::string& sentence, const ValueFunction& number,
                          int least_letters) const;

  // False when it is there already or does not keep its values.
  bool Add(Entry entry);

  absl::flat_hash_map<std::string, std::string> texts_;
  std::vector<Pattern> patterns_;  // those with most letters first
};

}  // namespace framdrift::cli
