// Why a command on a person is refused; what each means stands in docs/refusals.md.
#pragma once

namespace framdrift::person {

inline constexpr char kAmountNegative[] = "AMOUNT_NEGATIVE";
inline constexpr char kBackgroundDateBeforeBirth[] = "BACKGROUND_DATE_BEFORE_BIRTH";
inline constexpr char kBackgroundDateInFuture[] = "BACKGROUND_DATE_IN_FUTURE";
inline constexpr char kBackgroundEmpty[] = "BACKGROUND_EMPTY";
inline constexpr char kBirthDateGivenByNumber[] = "BIRTH_DATE_GIVEN_BY_NUMBER";
inline constexpr char kBirthDateInFuture[] = "BIRTH_DATE_IN_FUTURE";
inline constexpr char kBothHaveOpenCases[] = "BOTH_HAVE_OPEN_CASES";
inline constexpr char kCorrectionOfMerger[] = "CORRECTION_OF_MERGER";
inline constexpr char kCountryCodeInvalid[] = "COUNTRY_CODE_INVALID";
inline constexpr char kIdentifierNeedsChange[] = "IDENTIFIER_NEEDS_CHANGE";
inline constexpr char kIdentifierUnchanged[] = "IDENTIFIER_UNCHANGED";
inline constexpr char kLivelihoodExtentOutOfRange[] = "LIVELIHOOD_EXTENT_OUT_OF_RANGE";
inline constexpr char kNumberBothGivenAndRemoved[] = "NUMBER_BOTH_GIVEN_AND_REMOVED";
inline constexpr char kNumberNotKnown[] = "NUMBER_NOT_KNOWN";
inline constexpr char kNumberReserved[] = "NUMBER_RESERVED";
inline constexpr char kParentOfAdult[] = "PARENT_OF_ADULT";
inline constexpr char kPersonExists[] = "PERSON_EXISTS";
inline constexpr char kPersonMerged[] = "PERSON_MERGED";
inline constexpr char kPersonMergedWithItself[] = "PERSON_MERGED_WITH_ITSELF";
inline constexpr char kPersonNameless[] = "PERSON_NAMELESS";
inline constexpr char kPersonNotFound[] = "PERSON_NOT_FOUND";
inline constexpr char kPersonalNumberCheckDigit[] = "PERSONAL_NUMBER_CHECK_DIGIT";
inline constexpr char kPersonalNumberDate[] = "PERSONAL_NUMBER_DATE";
inline constexpr char kPersonalNumberInterim[] = "PERSONAL_NUMBER_INTERIM";
inline constexpr char kPersonalNumberMalformed[] = "PERSONAL_NUMBER_MALFORMED";
inline constexpr char kPersonalNumberOrganisation[] = "PERSONAL_NUMBER_ORGANISATION";
inline constexpr char kPersonsNotMerged[] = "PERSONS_NOT_MERGED";
inline constexpr char kProtectionKindMissing[] = "PROTECTION_KIND_MISSING";
inline constexpr char kProtectionNotSet[] = "PROTECTION_NOT_SET";
inline constexpr char kRepresentativeDatesOutOfOrder[] = "REPRESENTATIVE_DATES_OUT_OF_ORDER";
inline constexpr char kRepresentativeIsPerson[] = "REPRESENTATIVE_IS_PERSON";
inline constexpr char kRepresentativeNameless[] = "REPRESENTATIVE_NAMELESS";
inline constexpr char kRepresentativeUnknown[] = "REPRESENTATIVE_UNKNOWN";
inline constexpr char kSexGivenByNumber[] = "SEX_GIVEN_BY_NUMBER";

}  // namespace framdrift::person
