// Swedish personal numbers: read in every written form, checked, and written as twelve digits.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "framdrift/person/v1/person_events.pb.h"

namespace framdrift::person {

enum class InterimNumbers : uint8_t { kRefused, kAllowed };

// A number that may exist: its date is real and not in the future, its check digit right. That
// somebody has it is not known. Immutable.
class PersonalNumber {
 public:
  // Reads YYMMDDNNNN, YYMMDD-NNNN, YYMMDD+NNNN, YYYYMMDDNNNN, YYYYMMDD-NNNN and YYYYMMDD+NNNN,
  // nothing else. `on` is the day it is read: without a century the latest birth that is not after
  // `on` is meant, with `+` the latest in a year that lies a hundred years or more back, since a
  // number is written with `+` from the year of the hundredth birthday. A `+` beside a century must
  // agree with it; a `-` beside one says nothing.
  // INVALID_ARGUMENT for field `personal_number` otherwise, never repeating the number, with reason
  // - PERSONAL_NUMBER_MALFORMED: none of the forms, or an individual number 000;
  // - PERSONAL_NUMBER_ORGANISATION: the number of an organisation, whose third digit is 2 or more;
  // - PERSONAL_NUMBER_INTERIM: an interim number that was not asked for;
  // - PERSONAL_NUMBER_DATE: there is no such day, or it lies in the future;
  // - PERSONAL_NUMBER_CHECK_DIGIT: the last digit does not fit the others.
  static absl::StatusOr<PersonalNumber> Parse(absl::string_view written, absl::CivilDay on,
                                              InterimNumbers interim = InterimNumbers::kRefused);

  // Twelve characters, YYYYMMDDNNNN: what is stored sealed and indexed.
  const std::string& normalised() const { return normalised_; }
  // A coordination number (samordningsnummer) has 60 added to its day; an interim number has a
  // letter in place of its seventh digit of ten.
  v1::IdentifierKind kind() const { return kind_; }
  // Without the 60 of a coordination number.
  absl::CivilDay birth_date() const { return birth_date_; }
  // The last digit but one is odd for a man.
  v1::Sex sex() const;

  // YYYYMMDD-NNNN.
  std::string Long() const;
  // YYMMDD-NNNN, with `+` from the year of the hundredth birthday.
  std::string Short(absl::CivilDay on) const;

  friend bool operator==(const PersonalNumber& a, const PersonalNumber& b) {
    return a.normalised_ == b.normalised_;
  }

 private:
  PersonalNumber() = default;

  std::string normalised_;
  v1::IdentifierKind kind_ = v1::IDENTIFIER_KIND_PERSONAL_NUMBER;
  absl::CivilDay birth_date_;
};

}  // namespace framdrift::person
