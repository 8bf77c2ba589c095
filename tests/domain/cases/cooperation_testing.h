// Histories of a case that is shared with others.
#pragma once

#include "tests/domain/cases/episode_testing.h"

namespace framdrift::cases {

inline const Past kConsented{
    "2024-03-05 14:00",
    "consent_given { consent_id: '00000000-0000-4000-8000-0000000000d1' purpose: "
    "CONSENT_PURPOSE_REFERRAL receiver_id: '00000000-0000-4000-8000-0000000000b1' fields: "
    "SHARED_FIELD_PLAN fields: SHARED_FIELD_STEPS until_date { year: 2024 month: 6 day: 1 } "
    "given_by: CONSENT_GIVER_CITIZEN }"};
inline const Past kProposed{
    "2024-03-06 09:00",
    "transfer_proposed { transfer_id: '00000000-0000-4000-8000-0000000000d1' to_unit_id: "
    "'00000000-0000-4000-8000-000000000002' to_board_id: '00000000-0000-4000-8000-0000000000b1' "
    "reason: TRANSFER_REASON_SOCIAL_SUPPORT fields: SHARED_FIELD_PLAN }"};
inline const Past kTransferRejected{
    "2024-03-07 09:00",
    "transfer_rejected { transfer_id: '00000000-0000-4000-8000-0000000000d1' }"};
inline const Past kTransferAccepted{
    "2024-03-07 09:00",
    "transfer_accepted { transfer_id: '00000000-0000-4000-8000-0000000000d1' unit_id: "
    "'00000000-0000-4000-8000-000000000002' }"};

}  // namespace framdrift::cases
