#include "clients/cli/texts.h"

#include <cstddef>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "clients/cli/po.h"

namespace framdrift::cli {

extern const unsigned char kSwedishPo[];
extern const size_t kSwedishPoSize;

namespace {

Language& ChosenLanguage() {
  static Language language = Language::kEnglish;
  return language;
}

const PoCatalogue& Swedish() {
  static const PoCatalogue& catalogue = *[] {
    const auto* text = reinterpret_cast<const char*>(kSwedishPo);  // the same bytes
    auto read = PoCatalogue::Read(absl::string_view(text, kSwedishPoSize));
    FD_CHECK(read.ok());
    return new PoCatalogue(*std::move(read));
  }();
  return catalogue;
}

absl::string_view ContextOf(Term kind) {
  switch (kind) {
    case Term::kNoun:
      return "noun";
    case Term::kVerb:
      return "verb";
    case Term::kColumn:
      return "column";
    case Term::kCode:
      return "code";
    case Term::kRefusal:
      return "refusal";
    case Term::kHelp:
      return "help";
    case Term::kSentence:
      return "sentence";
  }
  return "";
}

std::string FromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Language ChooseLanguage(const std::vector<std::string>& words) {
  std::string wanted;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") break;
    if (words[i] == "--lang" && i + 1 < words.size()) wanted = words[i + 1];
    if (absl::StartsWith(words[i], "--lang=")) wanted = words[i].substr(7);
  }
  for (const char* name : {"FRAMDRIFT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (wanted.empty()) wanted = FromEnvironment(name);
  }
  const std::string lower = absl::AsciiStrToLower(wanted);
  const bool swedish =
      absl::StartsWith(lower, "sv") &&
      (lower.size() == 2 || !absl::ascii_isalpha(static_cast<unsigned char>(lower[2])));
  return swedish ? Language::kSwedish : Language::kEnglish;
}

void Speak(Language language) { ChosenLanguage() = language; }

Language Spoken() { return ChosenLanguage(); }

std::string Say(absl::string_view english) {
  if (ChosenLanguage() == Language::kEnglish) return std::string(english);
  const std::string* text = Swedish().Find("", english);
  return text == nullptr ? std::string(english) : *text;
}

std::string Say(Term kind, absl::string_view key, absl::string_view english) {
  if (ChosenLanguage() == Language::kEnglish) return std::string(english);
  const std::string* text = Swedish().Find(ContextOf(kind), key);
  return text == nullptr ? std::string(english) : *text;
}

std::string Translate(const std::string& sentence) {
  return ChosenLanguage() == Language::kEnglish ? sentence : Swedish().Translate(sentence);
}

std::string TranslateProse(const std::string& prose,
                           const std::function<std::string(const std::string&)>& number) {
  return ChosenLanguage() == Language::kEnglish ? prose : Swedish().TranslateProse(prose, number);
}

bool HasSwedish(Term kind, absl::string_view key) {
  return Swedish().Find(ContextOf(kind), key) != nullptr;
}

}  // namespace framdrift::cli
