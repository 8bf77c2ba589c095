// What the program says to people, in the language of the reader: one catalogue a language.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace framdrift::cli {

// English stands in the sources and the contracts; Swedish in texts/sv.po.
enum class Language { kEnglish, kSwedish };

// What a word of the contracts is. `kNoun` has keys such as `case`, `kVerb` `case open`, `kColumn`
// `caseworker id` or, where one message means something of its own by it, `Case.name`; `kCode` the
// names of enum values, `kRefusal` reasons; `kHelp` and `kSentence` the English text itself.
enum class Term { kNoun, kVerb, kColumn, kCode, kRefusal, kHelp, kSentence };

// The language the command line or the environment asks for: `--lang`, else FRAMDRIFT_LANG, else
// the first of LC_ALL, LC_MESSAGES and LANG that is set. English when it is none we have.
Language ChooseLanguage(const std::vector<std::string>& words);

// From now on all texts are in `language`; English before. Not thread-safe.
void Speak(Language language);
Language Spoken();

// The program's own words. `english` is a literal, and a test sees to it that every one has a
// translation. `$0` to `$9` stand for values, put in with absl::Substitute.
std::string Say(absl::string_view english);

// The word for `key`; `english` when the language has none or is English.
std::string Say(Term kind, absl::string_view key, absl::string_view english);

// A sentence that was made elsewhere, by the server or the parser: translated where the catalogue
// has its pattern, else as it is.
std::string Translate(const std::string& sentence);

// The same of prose, in which values may be anything, with the numbers among them as `number` makes
// them.
std::string TranslateProse(const std::string& prose,
                           const std::function<std::string(const std::string&)>& number);

// Whether the Swedish catalogue has a text for `key`.
bool HasSwedish(Term kind, absl::string_view key);

}  // namespace framdrift::cli
