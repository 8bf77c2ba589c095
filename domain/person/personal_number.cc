#include "domain/person/personal_number.h"

#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/person/refusals.h"

namespace framdrift::person {
namespace {

constexpr absl::string_view kInterimLetters = "TRSUWXJKLMN";
constexpr int kCoordinationDays = 60;
constexpr int kCentury = 100;
// As for every date: nobody in a register was born earlier.
constexpr int kFirstYear = 1800;
// No month is 20 or more: a third digit of 2 or more makes an organisation number.
constexpr char kFirstOrganisationDigit = '2';

absl::Status Invalid(absl::string_view reason, absl::string_view message) {
  return StatusWithReason(
      absl::StatusCode::kInvalidArgument, reason, message, {{"field", "personal_number"}});
}

absl::Status Malformed() {
  return Invalid(kPersonalNumberMalformed,
                 "Write a personal number as YYYYMMDDNNNN, YYYYMMDD-NNNN, YYMMDD-NNNN or, for "
                 "someone over 100, YYMMDD+NNNN.");
}

// The parts of a written number: `date` is six digits, `serial` four characters.
struct Written {
  std::optional<int> century;
  std::optional<char> separator;
  absl::string_view date;
  absl::string_view serial;
};

bool AllDigits(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
  }
  return true;
}

int NumberOf(absl::string_view digits) {
  int number = 0;
  for (const char c : digits) number = number * 10 + (c - '0');
  return number;
}

std::optional<Written> Split(absl::string_view text) {
  Written written;
  if (text.size() >= 12) {
    if (!AllDigits(text.substr(0, 2))) return std::nullopt;
    written.century = NumberOf(text.substr(0, 2));
    text.remove_prefix(2);
  }
  if (text.size() == 11) {
    if (text[6] != '-' && text[6] != '+') return std::nullopt;
    written.separator = text[6];
  } else if (text.size() != 10) {
    return std::nullopt;
  }
  written.date = text.substr(0, 6);
  written.serial = text.substr(text.size() - 4);
  if (!AllDigits(written.date) || !AllDigits(written.serial.substr(1))) return std::nullopt;
  return written;
}

// Luhn over ten digits; an interim letter counts as 1.
bool CheckDigitFits(absl::string_view date, absl::string_view serial) {
  const std::string digits = absl::StrCat(date, serial);
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const char c = digits[i];
    const int digit = absl::ascii_isdigit(static_cast<unsigned char>(c)) ? c - '0' : 1;
    const int product = i % 2 == 0 ? 2 * digit : digit;
    sum += product / 10 + product % 10;
  }
  return sum % 10 == 0;
}

std::optional<absl::CivilDay> RealDay(int64_t year, int month, int day) {
  const absl::CivilDay civil(year, month, day);
  if (civil.year() != year || civil.month() != month || civil.day() != day) return std::nullopt;
  return civil;
}

// The birth `written` means when read on `on`: in the century it names, or the latest possible one.
std::optional<absl::CivilDay> BirthOf(const Written& written, int month, int day,
                                      absl::CivilDay on) {
  const int year = NumberOf(written.date.substr(0, 2));
  const bool plus = written.separator == '+';
  const int64_t latest_year = plus ? on.year() - kCentury : on.year();
  if (written.century) {
    const auto birth = RealDay(int64_t{*written.century} * kCentury + year, month, day);
    const bool possible =
        birth && *birth <= on && birth->year() >= kFirstYear && birth->year() <= latest_year;
    return possible ? birth : std::nullopt;
  }
  int64_t candidate = latest_year - (latest_year - year) % kCentury;
  // 29 February and a day later this year may need the century before.
  for (int tries = 0; tries < 2; ++tries, candidate -= kCentury) {
    const auto birth = RealDay(candidate, month, day);
    if (birth && *birth <= on) return birth;
  }
  return std::nullopt;
}

absl::StatusOr<v1::IdentifierKind> KindOf(const Written& written, InterimNumbers interim) {
  const char first = written.serial[0];
  if (!absl::ascii_isdigit(static_cast<unsigned char>(first))) {
    if (kInterimLetters.find(first) == absl::string_view::npos) return Malformed();
    if (interim == InterimNumbers::kRefused) {
      return Invalid(kPersonalNumberInterim,
                     "This is an interim number: say that interim numbers are allowed, or register "
                     "the person without a number.");
    }
    return v1::IDENTIFIER_KIND_INTERIM_NUMBER;
  }
  if (written.serial.substr(0, 3) == "000") return Malformed();
  return NumberOf(written.date.substr(4)) > kCoordinationDays
             ? v1::IDENTIFIER_KIND_COORDINATION_NUMBER
             : v1::IDENTIFIER_KIND_PERSONAL_NUMBER;
}

}  // namespace

absl::StatusOr<PersonalNumber> PersonalNumber::Parse(absl::string_view written, absl::CivilDay on,
                                                     InterimNumbers interim) {
  const std::optional<Written> parts = Split(written);
  if (!parts) return Malformed();
  if (parts->date[2] >= kFirstOrganisationDigit) {
    return Invalid(kPersonalNumberOrganisation,
                   "This is the number of an organisation, not of a person: register a partner.");
  }
  PersonalNumber number;
  FD_ASSIGN_OR_RETURN(number.kind_, KindOf(*parts, interim));
  int day = NumberOf(parts->date.substr(4));
  // An interim number may also have a coordination day.
  if (day > kCoordinationDays) day -= kCoordinationDays;
  const auto birth = BirthOf(*parts, NumberOf(parts->date.substr(2, 2)), day, on);
  if (!birth) {
    return Invalid(kPersonalNumberDate,
                   "The number's date does not exist or lies in the future: check year, month, day "
                   "and, for someone over 100, the plus sign.");
  }
  if (!CheckDigitFits(parts->date, parts->serial)) {
    return Invalid(kPersonalNumberCheckDigit,
                   "The last digit does not fit the others: a digit is mistyped.");
  }
  number.birth_date_ = *birth;
  number.normalised_ = absl::StrCat(birth->year(), parts->date.substr(2), parts->serial);
  return number;
}

v1::Sex PersonalNumber::sex() const {
  return (normalised_[10] - '0') % 2 == 1 ? v1::SEX_MALE : v1::SEX_FEMALE;
}

std::string PersonalNumber::Long() const {
  return absl::StrCat(normalised_.substr(0, 8), "-", normalised_.substr(8));
}

std::string PersonalNumber::Short(absl::CivilDay on) const {
  const bool hundred = on.year() - birth_date_.year() >= kCentury;
  return absl::StrCat(normalised_.substr(2, 6), hundred ? "+" : "-", normalised_.substr(8));
}

}  // namespace framdrift::person
