// How an episode ends and what comes after: work, studies, verification, follow-ups.
#include <algorithm>
#include <string>

#include "clients/demo/calendar.h"
#include "clients/demo/story.h"
#include "clients/demo/texts.h"

namespace framdrift::demo {
namespace {

namespace v1 = framdrift::casework::v1;
namespace person_v1 = framdrift::person::v1;
using codes::v1::ExitReason;

constexpr int kExitMarks[] = {1, 3, 6, 12, 24};
// Of a thousand jobs, those that last no month.
constexpr int kShortJobs = 35;

bool IsWork(ExitReason reason) {
  return reason == codes::v1::EXIT_REASON_WORK_UNSUBSIDISED ||
         reason == codes::v1::EXIT_REASON_WORK_SUBSIDISED ||
         reason == codes::v1::EXIT_REASON_OWN_BUSINESS ||
         reason == codes::v1::EXIT_REASON_MUNICIPAL_LABOUR_MARKET_JOB;
}

bool IsStudy(ExitReason reason) {
  return reason == codes::v1::EXIT_REASON_STUDY_WITH_STUDY_AID ||
         reason == codes::v1::EXIT_REASON_OTHER_STUDY;
}

bool IsLost(ExitReason reason) {
  return reason == codes::v1::EXIT_REASON_MOVED || reason == codes::v1::EXIT_REASON_DECEASED;
}

v1::JobSubsidy SubsidyOf(ExitReason reason) {
  if (reason == codes::v1::EXIT_REASON_WORK_SUBSIDISED) return v1::JOB_SUBSIDY_REGULAR;
  if (reason == codes::v1::EXIT_REASON_MUNICIPAL_LABOUR_MARKET_JOB)
    return v1::JOB_SUBSIDY_MUNICIPAL;
  return v1::JOB_SUBSIDY_NONE;
}

class ExitWriter {
 public:
  ExitWriter(Story& story, const Episode& episode)
      : story_(story), episode_(episode), day_(DayOf(episode.exited)) {}

  void Run() {
    if (episode_.exited >= story_.world.end) return;
    if (IsWork(reason())) {
      WriteJob();
    } else if (IsStudy(reason())) {
      WriteStudy();
    } else if (episode_.ending.destination != codes::v1::LIVELIHOOD_STATE_UNKNOWN) {
      story_.statements.push_back({episode_.ending.destination, day_});
    }
    WriteExit();
    IsLost(reason()) ? WriteLost() : WriteFollowUps();
  }

 private:
  ExitReason reason() const { return episode_.ending.reason; }
  absl::Time Until() const { return episode_.reopened.value_or(absl::InfiniteFuture()); }

  // The day the job or studies end: before the person comes back, or soon; none while they go on.
  std::optional<absl::CivilDay> LastOf(bool is_short) {
    if (is_short) return day_ + story_.rng.Between(8, 24);
    if (episode_.reopened) return std::max(DayOf(*episode_.reopened) - 3, day_ + 1);
    return std::nullopt;
  }

  void Remember(int percent, person_v1::FactSource source, std::optional<absl::CivilDay> last) {
    Occupation occupation{episode_.ending.destination, day_, {}, percent, source};
    if (last && At(*last, 8) < story_.world.end) occupation.to = last;
    story_.occupations.push_back(occupation);
  }

  void WriteJob() {
    Rng& rng = story_.rng;
    const std::string id = story_.world.ids.Of("job", story_.who.number, episode_.number);
    const int percent = rng.Chance(620) ? 100 : rng.Chance(600) ? 75 : 50;
    Fact& fact = story_.CaseFact(At(day_, 7));
    auto& started = *fact.mutable_case_event()->mutable_job_started();
    started.set_job_id(id);
    const bool own = reason() == codes::v1::EXIT_REASON_OWN_BUSINESS;
    started.set_job_kind(own ? v1::JOB_KIND_OWN_BUSINESS
                             : static_cast<v1::JobKind>(rng.Between(1, 3)));
    started.set_percent(percent);
    started.set_subsidy(SubsidyOf(reason()));
    started.set_evidence(v1::EVIDENCE_CONTRACT);
    if (!own && rng.Chance(300)) {
      started.set_partner_id(rng.Pick<Employer>(story_.world.organisation.employers).id);
    } else if (!own) {
      fact.add_parts()->mutable_case_sealed()->mutable_job_started()->set_employer(
          InventWorkplace(rng));
    }
    const bool regular = started.subsidy() != v1::JOB_SUBSIDY_MUNICIPAL;
    const auto last = LastOf(regular && rng.Chance(kShortJobs));
    Remember(percent, person_v1::FACT_SOURCE_JOB, last);
    if (last) story_.Case(At(*last, 8)).mutable_job_ended()->set_job_id(id);
  }

  void WriteStudy() {
    const std::string id = story_.world.ids.Of("study", story_.who.number, episode_.number);
    auto& started = *story_.Case(At(day_, 7)).mutable_study_started();
    started.set_study_id(id);
    started.set_with_study_aid(reason() == codes::v1::EXIT_REASON_STUDY_WITH_STUDY_AID);
    started.set_percent(100);
    started.set_evidence(v1::EVIDENCE_STUDY_DECISION);
    const auto last = LastOf(false);
    Remember(100, person_v1::FACT_SOURCE_STUDY, last);
    if (last) story_.Case(At(*last, 8)).mutable_study_ended()->set_study_id(id);
  }

  void WriteExit() {
    Rng& rng = story_.rng;
    Fact& fact = story_.CaseFact(episode_.exited);
    auto& exit = *fact.mutable_case_event()->mutable_exit_recorded();
    exit.set_reason(reason());
    exit.set_destination(episode_.ending.destination);
    exit.set_subsidised(SubsidyOf(reason()) != v1::JOB_SUBSIDY_NONE);
    if (IsWork(reason())) exit.set_hours_per_week(rng.Chance(650) ? 40 : 25);
    const bool verified = rng.Chance(480);
    exit.set_verified(verified);
    if (verified) exit.set_evidence(v1::EVIDENCE_CONTRACT);
    exit.set_code_list_version(1);
    fact.add_parts()->mutable_case_sealed()->mutable_exit_recorded()->set_text(
        std::string(ClosingText(rng)));
    story_.Case(episode_.exited + absl::Minutes(1)).mutable_enrolment_ended()->set_reason(reason());
    const absl::Time later = story_.Office(day_ + rng.Between(3, 45));
    if (later >= Until()) return;
    if (reason() == codes::v1::EXIT_REASON_NO_NEW_APPLICATION && rng.Chance(250)) {
      auto& reclassified = *story_.Case(later).mutable_exit_reclassified();
      reclassified.set_reason(codes::v1::EXIT_REASON_OTHER_INCOME);
      reclassified.set_destination(codes::v1::LIVELIHOOD_STATE_OTHER);
      reclassified.set_code_list_version(1);
    } else if (!verified && rng.Chance(680)) {
      story_.Case(later).mutable_exit_verified()->set_evidence(v1::EVIDENCE_PAYSLIP);
    }
  }

  void WriteLost() {
    const bool moved = reason() == codes::v1::EXIT_REASON_MOVED;
    for (const int mark : kExitMarks) {
      auto& waived =
          *story_.Case(episode_.exited + absl::Minutes(2 + mark)).mutable_follow_up_waived();
      waived.set_month(mark);
      waived.set_reason(moved ? v1::WAIVE_REASON_MOVED : v1::WAIVE_REASON_DECEASED);
    }
    if (!moved) return;
    story_.Case(episode_.exited + absl::Minutes(40))
        .mutable_observation_ended()
        ->set_reason(v1::OBSERVATION_END_MOVED);
  }

  void WriteFollowUps() {
    Rng& rng = story_.rng;
    for (const int mark : kExitMarks) {
      const absl::CivilDay due = PlusMonths(day_, mark);
      const absl::Time at = story_.Office(due + rng.Between(0, 9), 10, 15);
      if (at >= Until() || at >= story_.world.end) return;
      if (rng.Chance(60)) continue;
      WriteTry(at, mark, rng.Chance(90));
    }
  }

  // Two tries without an answer close the mark.
  void WriteTry(absl::Time at, int mark, bool in_vain) {
    const bool yes = episode_.ending.self_supporting && story_.rng.Chance(930);
    const absl::Time again = at + absl::Hours(24 * 7);
    auto& recorded = *story_.Case(at).mutable_follow_up_recorded();
    recorded.set_month(mark);
    recorded.set_source(v1::FOLLOW_UP_SOURCE_CITIZEN);
    recorded.set_answer(in_vain ? v1::STILL_SELF_SUPPORTING_NO_ANSWER
                        : yes   ? v1::STILL_SELF_SUPPORTING_YES
                                : v1::STILL_SELF_SUPPORTING_NO);
    if (!in_vain && yes) recorded.set_livelihood(episode_.ending.destination);
    if (!in_vain || again >= Until()) return;
    auto& second = *story_.Case(again).mutable_follow_up_recorded();
    second.set_month(mark);
    second.set_source(v1::FOLLOW_UP_SOURCE_CITIZEN);
    second.set_answer(v1::STILL_SELF_SUPPORTING_NO_ANSWER);
  }

  Story& story_;
  const Episode& episode_;
  const absl::CivilDay day_;
};

}  // namespace

void WriteExit(Story& story, const Episode& episode) { ExitWriter(story, episode).Run(); }

}  // namespace framdrift::demo
