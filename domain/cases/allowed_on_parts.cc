#include "domain/cases/allowed_on_parts.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "domain/cases/attendance_rules.h"
#include "domain/cases/consent_rules.h"
#include "domain/cases/exit_rules.h"
#include "domain/cases/follow_up_rules.h"
#include "domain/cases/guards.h"
#include "domain/cases/livelihood_rules.h"
#include "domain/cases/refusals.h"
#include "domain/cases/transfer_rules.h"

namespace framdrift::cases {
namespace {

// The actions on the items of one list, each known by its `id`, with guards of (state, id, at,
// out).
template <typename Item>
class OnItems {
 public:
  OnItems(const Case& state, const std::vector<Item>& items, Refusal none,
          const history::Envelope& now, std::vector<AllowedAction>& actions)
      : state_(state), items_(items), none_(std::move(none)), now_(now), actions_(actions) {}

  template <typename Guard>
  OnItems& Add(const char* command, Guard guard) {
    actions_.push_back(OnAny(
        command,
        items_,
        none_,
        [](const Item& item) { return item.id.ToString(); },
        [&](const Item& item, Refusals& out) { guard(state_, item.id, now_, out); }));
    return *this;
  }

 private:
  const Case& state_;
  const std::vector<Item>& items_;
  const Refusal none_;
  const history::Envelope& now_;
  std::vector<AllowedAction>& actions_;
};

void AddOnAttendance(const Case& state, const history::Envelope& now,
                     std::vector<AllowedAction>& actions) {
  std::vector<Step> steps;
  std::vector<Deviation> deviations;
  for (const Episode& episode : state.episodes) {
    steps.insert(steps.end(), episode.steps.begin(), episode.steps.end());
    deviations.insert(deviations.end(),
                      episode.attendance.deviations.begin(),
                      episode.attendance.deviations.end());
  }
  const Refusal no_step = {kStepUnknown, "The plan has no steps; plan one first.", {}};
  const auto id = [](const Step& step) { return step.id.ToString(); };
  actions.push_back(OnAny("AnnounceAbsence", steps, no_step, id, [&](const Step& step, auto& out) {
    if (OpenEpisode(state, now, out) != nullptr) AwaitingStep(step, out);
  }));
  actions.push_back(OnAny("RecordAttendance", steps, no_step, id, [&](const Step& step, auto& out) {
    AttendableStep(step, now, out);
  }));
  OnItems<Deviation>(
      state, deviations, {kDeviationUnknown, "The case has no deviations.", {}}, now, actions)
      .Add("ResolveDeviation", ResolvableDeviation);
}

void AddOnFollowUps(const Case& state, const history::Envelope& now,
                    std::vector<AllowedAction>& actions) {
  const Refusal none = {kFollowUpSettled, "Every follow-up is settled.", {}};
  const auto month = [](int mark) { return absl::StrCat(mark); };
  const Episode* exited = FindExited(state, 0);
  actions.push_back(
      OnAny("RecordFollowUp", kFollowUpMonths, none, month, [&](int mark, Refusals& out) {
        const FollowUp* follow_up =
            exited == nullptr ? nullptr : exited->outcome.FindFollowUp(mark);
        // A settled mark takes a record as a correction.
        if (follow_up != nullptr && !follow_up->waived) return;
        OpenMark(state, 0, mark, now, out);
      }));
  actions.push_back(
      OnAny("WaiveFollowUp", kFollowUpMonths, none, month, [&](int mark, Refusals& out) {
        OpenMark(state, 0, mark, now, out);
      }));
}

}  // namespace

void AddOnce(const Refusal& refusal, std::vector<Refusal>& all) {
  const auto same = std::find_if(
      all.begin(), all.end(), [&](const Refusal& one) { return one.reason == refusal.reason; });
  if (same == all.end()) {
    all.push_back(refusal);
  } else if (same->metadata != refusal.metadata) {
    same->metadata.clear();
  }
}

void AddActionsOnParts(const Case& state, const history::Envelope& now,
                       std::vector<AllowedAction>& actions) {
  AddOnAttendance(state, now, actions);
  const Cooperation& shared = state.cooperation;
  OnItems<Consent>(
      state, shared.consents, {kConsentUnknown, "The case has no consents.", {}}, now, actions)
      .Add("WithdrawConsent", WithdrawableConsent);
  OnItems<Referral>(
      state, shared.referrals, {kReferralUnknown, "The case has no referrals.", {}}, now, actions)
      .Add("AcceptReferral", AcceptableReferral)
      .Add("DeclineReferral", AnswerableReferral)
      .Add("AnswerReferral", AnswerableReferral);
  OnItems<Transfer>(
      state, shared.transfers, {kTransferUnknown, "The case has no transfers.", {}}, now, actions)
      .Add("AcceptTransfer", TransferToAnswer)
      .Add("RejectTransfer", TransferToAnswer);
  const Livelihood& lives_on = state.livelihood;
  OnItems<Placement>(state,
                     lives_on.placements,
                     {kPlacementUnknown, "The case has no placements.", {}},
                     now,
                     actions)
      .Add("EndPlacement", EndablePlacement);
  OnItems<Job>(state, lives_on.jobs, {kJobUnknown, "The case has no jobs.", {}}, now, actions)
      .Add("EndJob", EndableJob);
  OnItems<Study>(
      state, lives_on.studies, {kStudyUnknown, "The case has no studies.", {}}, now, actions)
      .Add("EndStudy", EndableStudy);
  AddOnFollowUps(state, now, actions);
}

}  // namespace framdrift::cases
