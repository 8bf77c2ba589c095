// Who else takes part: consents, referrals and transfers of a case.
#pragma once

#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "base/strong_id.h"
#include "domain/cases/stamp.h"
#include "domain/history/ids.h"
#include "framdrift/casework/v1/cooperation_events.pb.h"

namespace framdrift::cases {

using ConsentId = StrongId<struct ConsentIdTag>;
using ReferralId = StrongId<struct ReferralIdTag>;
using TransferId = StrongId<struct TransferIdTag>;
// A board or a partner.
using ReceiverId = StrongId<struct ReceiverIdTag>;

// In the order they were named, each once.
using SharedFields = std::vector<casework::v1::SharedField>;

struct Consent {
  Stamp given;
  ConsentId id;
  casework::v1::ConsentPurpose purpose = casework::v1::CONSENT_PURPOSE_UNSPECIFIED;
  ReceiverId receiver;
  SharedFields fields;
  // The first day without it.
  std::optional<absl::CivilDay> until;
  casework::v1::ConsentGiver given_by = casework::v1::CONSENT_GIVER_UNSPECIFIED;
  std::optional<Stamp> withdrawn;

  // Whether it holds at that moment.
  bool InForce(const history::Envelope& at) const {
    return !IsBefore(at, given) && !(withdrawn && !IsBefore(at, *withdrawn)) &&
           !(until && at.day >= *until);
  }

  friend bool operator==(const Consent&, const Consent&) = default;
};

struct Referral {
  Stamp sent;
  ReferralId id;
  ReceiverId receiver;
  ConsentId consent;
  casework::v1::ConsentPurpose purpose = casework::v1::CONSENT_PURPOSE_UNSPECIFIED;
  SharedFields fields;
  std::optional<absl::CivilDay> answer_by;
  std::optional<Stamp> accepted;
  std::optional<Stamp> declined;
  std::optional<Stamp> answered;
  casework::v1::DeclineReason decline_reason = casework::v1::DECLINE_REASON_UNSPECIFIED;
  casework::v1::ReferralResult result = casework::v1::REFERRAL_RESULT_UNSPECIFIED;

  bool settled() const { return declined || answered; }

  friend bool operator==(const Referral&, const Referral&) = default;
};

struct Transfer {
  Stamp proposed;
  TransferId id;
  history::UnitId from_unit;
  history::UnitId to_unit;
  history::BoardId to_board;
  casework::v1::TransferReason reason = casework::v1::TRANSFER_REASON_UNSPECIFIED;
  // What the receiver reads until it answers.
  SharedFields fields;
  std::optional<Stamp> accepted;
  std::optional<Stamp> rejected;
  // Unanswered when the episode ended.
  std::optional<Stamp> lapsed;
  casework::v1::DeclineReason decline_reason = casework::v1::DECLINE_REASON_UNSPECIFIED;

  bool waiting() const { return !accepted && !rejected && !lapsed; }

  friend bool operator==(const Transfer&, const Transfer&) = default;
};

struct Cooperation {
  std::vector<Consent> consents;
  std::vector<Referral> referrals;
  std::vector<Transfer> transfers;

  // The proposal that waits for an answer; null when none does.
  const Transfer* waiting_transfer() const {
    for (const Transfer& transfer : transfers) {
      if (transfer.waiting()) return &transfer;
    }
    return nullptr;
  }

  friend bool operator==(const Cooperation&, const Cooperation&) = default;
};

}  // namespace framdrift::cases
