// What the commands on an evaluation cause, and why they are refused.
#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/evaluation/evaluation.h"
#include "domain/evaluation/ids.h"
#include "domain/evaluation/measured.h"
#include "domain/evaluation/price_table.h"
#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "domain/history/timeline.h"
#include "framdrift/evaluation/v1/evaluation_service.pb.h"

namespace framdrift::evaluation {

using EvaluationEvents = absl::StatusOr<history::EventsOf<EvaluationDecider>>;

struct CommissionFacts {
  // Whether the network that the command names exists; true where it names none.
  bool network_exists = true;
};

struct ParametersFacts {
  // The price table that the command names; null when there is none.
  const PriceTable* price_table = nullptr;
};

// ALREADY_EXISTS with EVALUATION_EXISTS; refused with SETTLEMENT_INCOMPLETE, DECIDED_AFTER_START,
// DATES_OUT_OF_ORDER, NETWORK_UNKNOWN.
EvaluationEvents Decide(const Evaluation& state, const v1::CommissionEvaluationRequest& command,
                        const CommissionFacts& facts, const history::Context& context);

// Those below: NOT_FOUND with EVALUATION_NOT_FOUND; refused with OCCURRED_BEFORE_START.
// CODE_INVALID, SHARE_OUT_OF_RANGE, SHARES_NOT_ONE, AMOUNT_NEGATIVE, AMOUNT_OUT_OF_RANGE,
// STATE_OUT_OF_RANGE.
EvaluationEvents Decide(const Evaluation& state, const v1::DefineTypicalCaseRequest& command,
                        const history::Context& context);
// CODE_INVALID, PRICE_TABLE_UNKNOWN, PRICE_YEAR_MISSING, PARAMETER_OUT_OF_RANGE, PARTY_UNKNOWN,
// GRANTS_NOT_ZERO, AMOUNT_NEGATIVE, AMOUNT_OUT_OF_RANGE.
EvaluationEvents Decide(const Evaluation& state, const v1::SetParametersRequest& command,
                        const ParametersFacts& facts, const history::Context& context);
// FACTOR_UNKNOWN.
EvaluationEvents Decide(const Evaluation& state, const v1::NoteQualitativeFactorRequest& command,
                        const history::Context& context);

// What a cohort's filters pick.
struct CohortFacts {
  // How many events the log held.
  int64_t position = 0;
  // The instant they are as of.
  absl::Time evaluated_at = {};
  size_t persons = 0;
  size_t comparison_persons = 0;
  // Whether somebody is on both sides.
  bool overlaps = false;
  // Fewer persons are not told of.
  size_t cell_limit = 0;
};

// COHORT_FROZEN, COHORT_EMPTY, COHORT_TOO_SMALL, COHORTS_OVERLAP, FOLLOW_UP_OUT_OF_RANGE,
// ASSIGNMENT_NOT_EXPLAINED, TRIAL_MISSING, TRIAL_CHANGED, EVALUATION_PUBLISHED; INVALID_ARGUMENT
// for filters beside a draw, or for neither.
EvaluationEvents Decide(const Evaluation& state, const v1::FreezeCohortRequest& command,
                        const CohortFacts& facts, const history::Context& context);
// What `command` fixes, without what its filters pick.
v1::CohortFrozen CohortAsked(const v1::FreezeCohortRequest& command);
// The instant it is frozen as of: of a day its end, and never later than now. As
// history::PastOccurredFrom refuses.
absl::StatusOr<absl::Time> FreezingAt(const v1::FreezeCohortRequest& command,
                                      const history::Context& context);

// As CheckTrial refuses; EVALUATION_PUBLISHED.
EvaluationEvents Decide(const Evaluation& state, const v1::DesignTrialRequest& command,
                        const history::Context& context);

struct AssignFacts {
  // Of those the command names, who are not registered.
  std::vector<std::string> unknown_persons = {};
};

// Draws in order of id. As CheckTrial refuses; PERSON_UNKNOWN with the first such person,
// EVALUATION_PUBLISHED.
EvaluationEvents Decide(const Evaluation& state, const v1::AssignTrialRequest& command,
                        const AssignFacts& facts, const history::Context& context);

// What was measured of a cohort.
struct CohortMeasured {
  std::vector<MeasuredPerson> persons;
  size_t cell_limit = 0;
};

struct ComputeFacts {
  // The price table of the scenario's terms; null when there is none.
  const PriceTable* price_table = nullptr;
  // Where an account of what was measured is asked for.
  CohortMeasured measured = {};
  // How many events the log holds.
  int64_t position = 0;
};

// As ModelOf and ExAnteAccount refuse, or ExPostAccount; COHORT_MISSING, EVALUATION_PUBLISHED.
EvaluationEvents Decide(const Evaluation& state, const v1::ComputeAccountRequest& command,
                        const ComputeFacts& facts, const history::Context& context);

// How many events the log held when the prices of `account` were as it has them.
int64_t PricedAt(const v1::Account& account);
// Whether the year's prices stand otherwise in `now` than in `table` when the account was computed.
bool PricesChanged(const v1::Account& account, const history::Timeline<PriceTableDecider>& table,
                   const PriceTable& now);

struct PublishFacts {
  // How many events the log holds.
  int64_t position = 0;
  // Of each account of the evaluation, in order, whether its prices have changed.
  std::vector<bool> prices_changed = {};
};

// ACCOUNT_NOT_COMPUTED, ACCOUNT_STALE for each whose prices have changed, EVALUATION_PUBLISHED.
EvaluationEvents Decide(const Evaluation& state, const v1::PublishEvaluationRequest& command,
                        const PublishFacts& facts, const history::Context& context);

struct AmendFacts {
  // Of the evaluation: the subject of what is sealed.
  Id16 id{};
};

// As history::DecideCorrection and DecideVoiding, and EVALUATION_PUBLISHED; a publication itself
// may be voided. TRIAL_BEGUN for a design by which somebody is drawn; TRIAL_MEASURED.
EvaluationEvents Decide(const history::Timeline<EvaluationDecider>& timeline,
                        const v1::CorrectEvaluationEventRequest& command, const AmendFacts& facts,
                        const history::Context& context);
EvaluationEvents Decide(const history::Timeline<EvaluationDecider>& timeline,
                        const v1::VoidEvaluationEventRequest& command, const AmendFacts& facts,
                        const history::Context& context);

}  // namespace framdrift::evaluation
