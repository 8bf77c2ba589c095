#include "domain/partner/organisation_number.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace framdrift::partner {
namespace {

constexpr size_t kDigits = 10;

// The sum that is a multiple of ten when the last digit is right (ISO/IEC 7812-1).
int LuhnSum(absl::string_view digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[i] - '0';
    const int weighted = i % 2 == 0 ? digit * 2 : digit;
    sum += weighted / 10 + weighted % 10;
  }
  return sum;
}

}  // namespace

std::optional<OrganisationNumber> ParseOrganisationNumber(absl::string_view text) {
  std::string digits;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '-' && i == kDigits - 4) continue;
    if (!absl::ascii_isdigit(static_cast<unsigned char>(text[i]))) return std::nullopt;
    digits += text[i];
  }
  if (digits.size() != kDigits || LuhnSum(digits) % 10 != 0) return std::nullopt;
  const int month = (digits[2] - '0') * 10 + (digits[3] - '0');
  const int day = (digits[4] - '0') * 10 + (digits[5] - '0');
  // An organisation's has 20 or more there, so that it is never mistaken for a person's.
  const bool personal = month < 20;
  // A coordination number has 60 added to its day.
  const bool is_date = month >= 1 && month <= 12 && day % 60 >= 1 && day % 60 <= 31;
  if (personal && !is_date) return std::nullopt;
  return OrganisationNumber{absl::StrCat(digits.substr(0, 6), "-", digits.substr(6)), personal};
}

}  // namespace framdrift::partner
