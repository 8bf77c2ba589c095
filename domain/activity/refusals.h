// Why a command on an activity or its sessions is refused.
#pragma once

namespace framdrift::activity {

inline constexpr char kActivityClosed[] = "ACTIVITY_CLOSED";
inline constexpr char kActivityExists[] = "ACTIVITY_EXISTS";
inline constexpr char kActivityNotFound[] = "ACTIVITY_NOT_FOUND";
inline constexpr char kActivityTypeUnknown[] = "ACTIVITY_TYPE_UNKNOWN";
inline constexpr char kCancellationReasonUnknown[] = "CANCELLATION_REASON_UNKNOWN";
inline constexpr char kPartnerUnknown[] = "PARTNER_UNKNOWN";
inline constexpr char kSeatsOutOfRange[] = "SEATS_OUT_OF_RANGE";
inline constexpr char kSessionCancelled[] = "SESSION_CANCELLED";
inline constexpr char kSessionExists[] = "SESSION_EXISTS";
inline constexpr char kSessionHeld[] = "SESSION_HELD";
inline constexpr char kSessionNotFound[] = "SESSION_NOT_FOUND";
inline constexpr char kSessionTimesInvalid[] = "SESSION_TIMES_INVALID";
inline constexpr char kSessionsRemain[] = "SESSIONS_REMAIN";
inline constexpr char kStaffNotActive[] = "STAFF_NOT_ACTIVE";
inline constexpr char kUnitNotOpen[] = "UNIT_NOT_OPEN";

}  // namespace framdrift::activity
