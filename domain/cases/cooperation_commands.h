// Decisions on working together: consent, referral and transfer.
#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "domain/cases/case_decider.h"
#include "framdrift/casework/v1/cooperation_service.pb.h"

namespace framdrift::cases {

// A person below this age consents through a representative.
inline constexpr int kAgeOfConsent = 18;

struct ConsentFacts {
  // The consent's id where the command chooses none.
  ConsentId fresh_id;
  // Whether the receiver is a board or a partner of the tenant.
  bool receiver_known = false;
  // The person's age in whole years on the day it happened; none where that is not known.
  std::optional<int> age;
  // Whether somebody represented the person that day.
  bool represented = false;
};

struct ReferralFacts {
  ReferralId fresh_id;
  bool receiver_known = false;
};

struct ProposalFacts {
  TransferId fresh_id;
  // Whether the unit asked is open, and the board that answers for it.
  bool unit_open = false;
  history::BoardId board;
};

struct AcceptanceFacts {
  // Whether the caseworker named is active in the receiving unit.
  bool caseworker_active = false;
};

// RECEIVER_UNKNOWN, CONSENT_EXISTS, CONSENT_NEEDS_REPRESENTATIVE, REPRESENTATIVE_MISSING,
// DATES_OUT_OF_ORDER.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::GiveConsentRequest& command,
                                  const ConsentFacts& facts, const history::Context& context);
// CONSENT_UNKNOWN, CONSENT_WITHDRAWN, CONSENT_NEEDS_REPRESENTATIVE, REPRESENTATIVE_MISSING,
// DATES_OUT_OF_ORDER.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::WithdrawConsentRequest& command,
                                  const ConsentFacts& facts, const history::Context& context);
// RECEIVER_UNKNOWN, REFERRAL_EXISTS, CONSENT_MISSING, CONSENT_UNKNOWN, CONSENT_NOT_IN_FORCE,
// CONSENT_FOR_OTHER_PURPOSE, CONSENT_FOR_OTHER_RECEIVER, CONSENT_FOR_FEWER_FIELDS,
// DATES_OUT_OF_ORDER.
absl::StatusOr<CaseEvents> Decide(const Case& state, const casework::v1::ReferRequest& command,
                                  const ReferralFacts& facts, const history::Context& context);
// These three: REFERRAL_UNKNOWN, REFERRAL_SETTLED, DATES_OUT_OF_ORDER.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AcceptReferralRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::DeclineReferralRequest& command,
                                  const history::Context& context);
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AnswerReferralRequest& command,
                                  const history::Context& context);
// UNIT_NOT_OPEN, TRANSFER_EXISTS, TRANSFER_WAITING, TRANSFER_TO_OWN_UNIT.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ProposeTransferRequest& command,
                                  const ProposalFacts& facts, const history::Context& context);
// TRANSFER_UNKNOWN, TRANSFER_ANSWERED, TRANSFER_OF_OTHER_UNIT, STAFF_NOT_ACTIVE_IN_UNIT,
// DATES_OUT_OF_ORDER. An actor without a unit may answer for any.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AcceptTransferRequest& command,
                                  const AcceptanceFacts& facts, const history::Context& context);
// TRANSFER_UNKNOWN, TRANSFER_ANSWERED, TRANSFER_OF_OTHER_UNIT, DATES_OUT_OF_ORDER.
absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RejectTransferRequest& command,
                                  const history::Context& context);

}  // namespace framdrift::cases
