// Who else takes part: consent and referral, transfer to another unit, and whose case it is.
#include <algorithm>
#include <string>

#include "clients/demo/calendar.h"
#include "clients/demo/story.h"

namespace framdrift::demo {
namespace {

namespace v1 = framdrift::casework::v1;

void WriteReferral(Story& story, const Episode& episode) {
  Rng& rng = story.rng;
  const std::string consent = story.world.ids.Of("consent", story.who.number, episode.number);
  const std::string referral = story.world.ids.Of("referral", story.who.number, episode.number);
  const absl::Time at = story.Office(DayOf(episode.planned) + rng.Between(5, 60), 10, 13);
  Fact& given = story.CaseFact(at);
  auto& agreed = *given.mutable_case_event()->mutable_consent_given();
  agreed.set_consent_id(consent);
  agreed.set_purpose(v1::CONSENT_PURPOSE_REFERRAL);
  agreed.set_receiver_id(story.world.organisation.agency);
  agreed.add_fields(v1::SHARED_FIELD_PERSON);
  agreed.add_fields(v1::SHARED_FIELD_PLAN);
  *agreed.mutable_until_date() = DateOf(PlusMonths(DayOf(at), 12));
  agreed.set_given_by(v1::CONSENT_GIVER_CITIZEN);
  given.add_parts()->mutable_case_sealed()->mutable_consent_given()->set_text(
      "Muntligt vid besök.");
  Fact& sent = story.CaseFact(at + absl::Minutes(30));
  auto& asked = *sent.mutable_case_event()->mutable_referral_sent();
  asked.set_referral_id(referral);
  asked.set_receiver_id(story.world.organisation.agency);
  asked.set_consent_id(consent);
  asked.set_purpose(v1::CONSENT_PURPOSE_REFERRAL);
  asked.add_fields(v1::SHARED_FIELD_PLAN);
  *asked.mutable_answer_by_date() = DateOf(DayOf(at) + 21);
  sent.add_parts()->mutable_case_sealed()->mutable_referral_sent()->set_text(
      "Finns program som passar planen?");
  const absl::Time answered = story.Office(DayOf(at) + rng.Between(3, 30));
  story.Case(answered).mutable_referral_accepted()->set_referral_id(referral);
  auto& answer = *story.Case(answered + absl::Hours(24 * 7)).mutable_referral_answered();
  answer.set_referral_id(referral);
  answer.set_result(rng.Chance(600) ? v1::REFERRAL_RESULT_ANSWERED
                                    : v1::REFERRAL_RESULT_STARTED_WITH_RECEIVER);
}

void WriteTransfer(Story& story, Episode& episode) {
  Rng& rng = story.rng;
  const Organisation& organisation = story.world.organisation;
  const absl::Time at = story.Office(DayOf(episode.planned) + rng.Between(20, 150), 10, 14);
  const absl::Time answered = story.Office(DayOf(at) + rng.Between(1, 12), 9, 15);
  if (answered >= episode.exited || answered <= at) return;
  const std::string id = story.world.ids.Of("transfer", story.who.number, episode.number);
  Fact& fact = story.CaseFact(at);
  auto& proposed = *fact.mutable_case_event()->mutable_transfer_proposed();
  proposed.set_transfer_id(id);
  proposed.set_to_unit_id(organisation.care_unit);
  proposed.set_to_board_id(organisation.social_board);
  proposed.set_reason(v1::TRANSFER_REASON_SOCIAL_SUPPORT);
  proposed.add_fields(v1::SHARED_FIELD_PERSON);
  proposed.add_fields(v1::SHARED_FIELD_PLAN);
  fact.add_parts()->mutable_case_sealed()->mutable_transfer_proposed()->set_text(
      "Behöver stöd i vardagen först.");
  v1::CaseEvent& answer = story.Case(answered);
  if (rng.Chance(780)) {
    auto& accepted = *answer.mutable_transfer_accepted();
    accepted.set_transfer_id(id);
    accepted.set_unit_id(organisation.care_unit);
    accepted.set_board_id(organisation.social_board);
    accepted.set_caseworker_id(organisation.care[episode.post % organisation.care.size()]
                                   .HolderOn(DayOf(answered))
                                   .staff_id);
    episode.transferred = answered;
  } else {
    auto& rejected = *answer.mutable_transfer_rejected();
    rejected.set_transfer_id(id);
    rejected.set_reason(v1::DECLINE_REASON_MORE_NEEDED);
  }
}

}  // namespace

void WriteCooperation(Story& story, Episode& episode) {
  if (episode.planned >= episode.exited) return;
  if (story.rng.Chance(60)) WriteReferral(story, episode);
  if (story.rng.Chance(55)) WriteTransfer(story, episode);
}

void WriteAssignments(Story& story, const Episode& episode) {
  const Organisation& organisation = story.world.organisation;
  std::string responsible;
  std::string unit;
  const auto assign = [&](absl::Time at, const Post& post, const Tenure& tenure, bool in_batch) {
    auto& assigned = *story.Case(at).mutable_case_assigned();
    assigned.set_caseworker_id(tenure.staff_id);
    assigned.set_unit_id(post.unit_id);
    assigned.set_previous_caseworker_id(responsible);
    assigned.set_previous_unit_id(unit);
    assigned.set_in_batch(in_batch);
    responsible = tenure.staff_id;
    unit = post.unit_id;
  };
  // Whoever holds the post when the case comes to it, then their successors.
  const auto follow = [&](const Post& post, absl::Time from, absl::Time until, bool first) {
    for (const Tenure& tenure : post.tenures) {
      if (tenure.until && DayOf(from) >= *tenure.until) continue;
      const absl::Time began = At(tenure.from, 10, 30);
      if (began >= until) return;
      if (began <= from) {
        if (first) assign(from + absl::Minutes(20), post, tenure, false);
        responsible = tenure.staff_id;
        unit = post.unit_id;
      } else {
        assign(began, post, tenure, true);
      }
    }
  };
  follow(organisation.caseworkers[episode.post],
         episode.opened,
         std::min(episode.transferred, episode.exited),
         true);
  if (episode.transferred >= episode.exited) return;
  follow(organisation.care[episode.post % organisation.care.size()],
         episode.transferred,
         episode.exited,
         false);
}

}  // namespace framdrift::demo
