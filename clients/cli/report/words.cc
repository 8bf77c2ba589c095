#include "clients/cli/report/words.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

#include <fmt/format.h>
#include <google/protobuf/descriptor.h>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/fields.h"
#include "clients/cli/indicator_cells.h"
#include "clients/cli/texts.h"

namespace framdrift::cli::report {
namespace {

namespace v1 = ::framdrift::report::v1;

constexpr uint32_t kMostDecimals = 12;
constexpr char kMinus[] = "−";
constexpr char kUnreadable[] = "�";
// First strong isolate and pop directional isolate.
constexpr char kApart[] = "\u2068";
constexpr char kApartEnd[] = "\u2069";

// A character of UTF-8, and how many bytes it has; a byte that begins none is U+FFFD.
struct Character {
  char32_t code;
  size_t size;
};

Character CharacterOf(absl::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {0xfffd, 1};
  auto code = static_cast<char32_t>(lead & (0x7fu >> size));
  for (size_t i = 1; i < size; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0) != 0x80) return {0xfffd, 1};
    code = code << 6 | (byte & 0x3fu);
  }
  return {code, size};
}

bool IsBreak(char32_t code) {
  return code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 || code == 0x2029;
}

// Controls of C0 and C1, and what is no character.
bool IsUnreadable(char32_t code) {
  return code < 0x20 || (code >= 0x7f && code < 0xa0) || (code & 0xfffe) == 0xfffe ||
         (code >= 0xfdd0 && code <= 0xfdef) || code == 0xfffd;
}

// Embeddings, overrides, isolates and marks of direction, and the mark of a byte order.
bool IsDirection(char32_t code) {
  return code == 0xfeff || (code >= 0x202a && code <= 0x202e) ||
         (code >= 0x2066 && code <= 0x2069) || code == 0x200e || code == 0x200f || code == 0x061c;
}

void RaiseFirstLetter(std::string& word) {
  const bool of_two_bytes = word.size() > 1 && word[0] == '\xc3' &&
                            static_cast<unsigned char>(word[1]) >= 0xa0;  // å, ä, ö
  if (of_two_bytes) {
    word[1] = static_cast<char>(word[1] - 0x20);
  } else {
    word[0] = absl::ascii_toupper(static_cast<unsigned char>(word[0]));
  }
}

bool IsFromRight(char32_t code) {
  return (code >= 0x590 && code <= 0x8ff) || (code >= 0xfb1d && code <= 0xfdff) ||
         (code >= 0xfe70 && code <= 0xfefc) || (code >= 0x10800 && code <= 0x10fff) ||
         (code >= 0x1e800 && code <= 0x1efff);
}

struct Decimal {
  bool negative = false;
  std::string whole;
  std::string fraction;
};

bool AreDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

std::optional<Decimal> DecimalIn(absl::string_view text) {
  Decimal decimal;
  decimal.negative = absl::ConsumePrefix(&text, "-");
  const size_t point = text.find('.');
  decimal.whole = std::string(text.substr(0, point));
  if (point != absl::string_view::npos) decimal.fraction = std::string(text.substr(point + 1));
  const bool point_alone = point != absl::string_view::npos && decimal.fraction.empty();
  if (decimal.whole.empty() || point_alone || !AreDigits(decimal.whole) ||
      !AreDigits(decimal.fraction)) {
    return std::nullopt;
  }
  return decimal;
}

// Half away from nought.
void Round(Decimal& decimal, uint32_t decimals) {
  const size_t wanted = std::min(decimals, kMostDecimals);
  const bool up = decimal.fraction.size() > wanted && decimal.fraction[wanted] >= '5';
  decimal.fraction.resize(wanted, '0');
  std::string digits = absl::StrCat("0", decimal.whole, decimal.fraction);
  if (up) {
    size_t at = digits.size() - 1;
    while (digits[at] == '9') digits[at--] = '0';
    ++digits[at];
  }
  decimal.whole = digits.substr(0, digits.size() - wanted);
  decimal.fraction = digits.substr(digits.size() - wanted);
  decimal.whole.erase(0, std::min(decimal.whole.find_first_not_of('0'), decimal.whole.size() - 1));
}

std::string Grouped(const Decimal& decimal) {
  const bool swedish = Spoken() == Language::kSwedish;
  const bool nought =
      absl::StrCat(decimal.whole, decimal.fraction).find_first_not_of('0') == std::string::npos;
  std::string text = decimal.negative && !nought ? kMinus : "";
  for (size_t i = 0; i < decimal.whole.size(); ++i) {
    if (i > 0 && (decimal.whole.size() - i) % 3 == 0) text += swedish ? " " : ",";
    text += decimal.whole[i];
  }
  if (!decimal.fraction.empty()) absl::StrAppend(&text, swedish ? "," : ".", decimal.fraction);
  return text;
}

// A number as it stands among words: with all its digits, and as it is where it may be a year.
std::string NumberInProse(const std::string& value) {
  constexpr size_t kMostOfYear = 4;
  const std::optional<Decimal> number = DecimalIn(value);
  const bool year = number && number->fraction.empty() && number->whole.size() <= kMostOfYear &&
                    !number->negative;
  return number && !year ? Grouped(*number) : value;
}

}  // namespace

std::vector<std::string> CleanLines(absl::string_view text) {
  struct Line {
    std::string text;
    bool from_right = false;
  };
  std::vector<Line> lines(1);
  while (!text.empty()) {
    const Character next = CharacterOf(text);
    const absl::string_view bytes = text.substr(0, next.size);
    // A carriage return and its line feed are one break.
    const bool both = next.code == '\r' && text.size() > 1 && text[1] == '\n';
    text.remove_prefix(both ? 2 : next.size);
    if (IsBreak(next.code)) {
      lines.emplace_back();
    } else if (next.code == '\t') {
      lines.back().text += ' ';
    } else if (IsUnreadable(next.code)) {
      lines.back().text += kUnreadable;
    } else if (!IsDirection(next.code)) {
      lines.back().text.append(bytes.data(), bytes.size());
      lines.back().from_right = lines.back().from_right || IsFromRight(next.code);
    }
  }
  std::vector<std::string> clean;
  for (const Line& line : lines) {
    clean.push_back(line.from_right ? absl::StrCat(kApart, line.text, kApartEnd) : line.text);
  }
  return clean;
}

std::string Clean(absl::string_view text) {
  std::string line;
  for (const std::string& part : CleanLines(text)) {
    absl::StrAppend(&line, line.empty() || part.empty() ? "" : " ", part);
  }
  return line;
}

std::string Sentence(const std::string& english) {
  return Clean(TranslateProse(english, NumberInProse));
}

std::string Heading(const std::string& english) {
  const std::string sentence = TranslateProse(english, NumberInProse);
  const bool known = english.empty() || HasSwedish(Term::kSentence, english);
  if (sentence != english || known) return Clean(sentence);
  std::string key = english;
  key[0] = absl::ascii_tolower(static_cast<unsigned char>(key[0]));
  std::string word = Say(Term::kColumn, key, key);
  if (word == key) return Clean(english);
  if (key != english) RaiseFirstLetter(word);
  return Clean(word);
}

std::string LabelText(const std::string& label, v1::CellKind kind) {
  if (kind == v1::CELL_KIND_NAME) return Clean(label);
  const bool code = kind == v1::CELL_KIND_UNSPECIFIED && FindCode(label) != nullptr;
  return code || kind == v1::CELL_KIND_CODE ? CodeWord(label) : Sentence(label);
}

std::string CodeWord(const std::string& code) {
  const google::protobuf::EnumValueDescriptor* value = FindCode(code);
  const std::string english = absl::StrReplaceAll(
      value == nullptr ? absl::AsciiStrToLower(code) : ShortName(value), {{"-", " "}, {"_", " "}});
  return Clean(Say(Term::kCode, code, english));
}

std::string NumberText(absl::string_view decimal, uint32_t decimals) {
  std::optional<Decimal> number = DecimalIn(decimal);
  if (!number) return Clean(decimal);
  Round(*number, decimals);
  return Grouped(*number);
}

std::string NumberText(double value) {
  if (!std::isfinite(value)) return "";
  const std::string digits = FourDigits(value);
  const std::optional<Decimal> number = DecimalIn(digits);
  return number ? Grouped(*number) : digits;
}

std::string ShareText(absl::string_view decimal, uint32_t decimals) {
  std::optional<Decimal> number = DecimalIn(decimal);
  if (!number) return Clean(decimal);
  number->fraction.resize(std::max<size_t>(2, number->fraction.size()), '0');
  number->whole += number->fraction.substr(0, 2);
  number->fraction.erase(0, 2);
  Round(*number, decimals);
  return absl::StrCat(Grouped(*number), " %");
}

}  // namespace framdrift::cli::report
