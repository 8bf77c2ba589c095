#include "clients/demo/personal_numbers.h"

#include <array>

#include "absl/strings/str_format.h"

namespace framdrift::demo {
namespace {

// The last digit of a serial is even for women and odd for men.
constexpr std::array kOfWomen = {238, 980, 982, 984, 986, 988};
constexpr std::array kOfMen = {239, 981, 983, 985, 987, 989};

// Luhn over the nine digits after the century.
int CheckDigit(absl::string_view nine) {
  int sum = 0;
  for (size_t i = 0; i < nine.size(); ++i) {
    const int product = (nine[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += product / 10 + product % 10;
  }
  return (10 - sum % 10) % 10;
}

}  // namespace

bool IsTestNumber(absl::string_view number) {
  if (number.size() != 12) return false;
  const absl::string_view serial = number.substr(8, 3);
  return serial == "238" || serial == "239" || serial.substr(0, 2) == "98";
}

std::string NumberBook::Take(absl::CivilDay& birth, bool woman) {
  for (;; ++birth) {
    for (const int serial : woman ? kOfWomen : kOfMen) {
      const std::string eleven =
          absl::StrFormat("%04d%02d%02d%03d", birth.year(), birth.month(), birth.day(), serial);
      const std::string number =
          absl::StrFormat("%s%d", eleven, CheckDigit(absl::string_view(eleven).substr(2)));
      if (taken_.insert(number).second) return number;
    }
  }
}

}  // namespace framdrift::demo
