// Why a policy is refused; each refusal names the exact field.
#pragma once

namespace framdrift::policy {

inline constexpr char kPolicyBeforeAnother[] = "POLICY_BEFORE_ANOTHER";
inline constexpr char kPolicyDateInvalid[] = "POLICY_DATE_INVALID";
inline constexpr char kPolicyNameInvalid[] = "POLICY_NAME_INVALID";
inline constexpr char kPolicyNameTwice[] = "POLICY_NAME_TWICE";
inline constexpr char kPolicyPrivacyUnfit[] = "POLICY_PRIVACY_UNFIT";
inline constexpr char kPolicyValueOutOfRange[] = "POLICY_VALUE_OUT_OF_RANGE";
inline constexpr char kPolicyValueUnknown[] = "POLICY_VALUE_UNKNOWN";
inline constexpr char kPolicyVersionNotFound[] = "POLICY_VERSION_NOT_FOUND";

}  // namespace framdrift::policy
