// Why a command on a partner is refused.
#pragma once

namespace framdrift::partner {

inline constexpr char kAgreementExists[] = "AGREEMENT_EXISTS";
inline constexpr char kAgreementKindUnknown[] = "AGREEMENT_KIND_UNKNOWN";
inline constexpr char kOrganisationNumberInvalid[] = "ORGANISATION_NUMBER_INVALID";
inline constexpr char kPartnerExists[] = "PARTNER_EXISTS";
inline constexpr char kPartnerKindUnknown[] = "PARTNER_KIND_UNKNOWN";
inline constexpr char kPartnerNotFound[] = "PARTNER_NOT_FOUND";
inline constexpr char kPlacementExists[] = "PLACEMENT_EXISTS";
inline constexpr char kPlacementNotFound[] = "PLACEMENT_NOT_FOUND";
inline constexpr char kPlacementTypeUnknown[] = "PLACEMENT_TYPE_UNKNOWN";
inline constexpr char kPlacementWithdrawn[] = "PLACEMENT_WITHDRAWN";
inline constexpr char kSeatsOutOfRange[] = "SEATS_OUT_OF_RANGE";
inline constexpr char kWithdrawalReasonUnknown[] = "WITHDRAWAL_REASON_UNKNOWN";

}  // namespace framdrift::partner
