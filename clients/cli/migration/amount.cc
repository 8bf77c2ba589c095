#include "clients/cli/migration/amount.h"

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace framdrift::cli::migration {
namespace {

// Whether `whole` is digits, in groups of three where `separator` stands between them.
bool IsWhole(absl::string_view whole, char separator) {
  if (whole.empty()) return false;
  for (size_t i = 0; i < whole.size(); ++i) {
    const bool digit = absl::ascii_isdigit(static_cast<unsigned char>(whole[i]));
    const bool between = whole[i] == separator && i > 0 && (whole.size() - i) % 4 == 0;
    if (!digit && !between) return false;
  }
  return true;
}

}  // namespace

absl::StatusOr<std::string> OreFromKronor(absl::string_view text) {
  const absl::Status unreadable =
      absl::DataLossError(absl::StrCat("\"", text, "\" is no amount such as 12500,50."));
  // The spaces of thousands: plain, no-break and narrow; and the minus sign that is no hyphen.
  const std::string plain = absl::StrReplaceAll(
      text, {{" ", ""}, {"\xc2\xa0", ""}, {"\xe2\x80\xaf", ""}, {"\xe2\x88\x92", "-"}});
  absl::string_view rest = plain;
  const bool negative = !rest.empty() && rest.front() == '-';
  if (negative) rest.remove_prefix(1);
  const size_t mark = rest.find_last_of(",.");
  const absl::string_view whole = rest.substr(0, mark);
  absl::string_view cents = mark == absl::string_view::npos ? "" : rest.substr(mark + 1);
  const char grouping = mark != absl::string_view::npos && rest[mark] == ',' ? '.' : ',';
  if (!IsWhole(whole, grouping)) return unreadable;
  if (mark != absl::string_view::npos &&
      (cents.empty() || cents.size() > 2 ||
       cents.find_first_not_of("0123456789") != absl::string_view::npos)) {
    return unreadable;
  }
  std::string ore = absl::StrReplaceAll(whole, {{std::string(1, grouping), ""}});
  absl::StrAppend(&ore, cents, std::string(2 - cents.size(), '0'));
  int64_t number = 0;
  if (!absl::SimpleAtoi(ore, &number)) return unreadable;
  return absl::StrCat(negative ? -number : number);
}

absl::StatusOr<std::string> OreFromKronor(absl::string_view text, char decimal) {
  const char other = decimal == ',' ? '.' : ',';
  if (text.find(other) != absl::string_view::npos) {
    return absl::DataLossError(
        absl::StrCat("\"",
                     text,
                     "\" has the decimal sign ",
                     std::string(1, other),
                     ", and the file's is ",
                     std::string(1, decimal),
                     "; set the amount right, or `decimal` in the mapping."));
  }
  return OreFromKronor(text);
}

}  // namespace framdrift::cli::migration
