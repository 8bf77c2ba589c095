#include "clients/demo/programme_member.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "clients/demo/calendar.h"
#include "clients/demo/programme.h"
#include "clients/demo/programme_texts.h"

namespace framdrift::demo {
namespace {

namespace pv = programme::v1;

// The one that leaves in the middle, and after how many months.
constexpr int kLeaver = 9;
constexpr int kLeavesAfter = 8;
constexpr int kReportMonths = 3;
constexpr uint64_t kKey = 0x70726f67;

}  // namespace

ProgrammeMember::ProgrammeMember(const Settings& settings, const ProgrammeDays& days,
                                 const Municipality& municipality, int number)
    : days_(days),
      municipality_(municipality),
      ids_(settings.seed, kProgrammeTenant),
      number_(number),
      rng_({settings.seed, kKey, static_cast<uint64_t>(number)}) {
  id_ = ids_.Of("member", number);
  joined_ = WorkingDayFrom(days.first + rng_.Between(2, 30));
  if (number == kLeaver) left_ = WorkingDayFrom(PlusMonths(days.first, kLeavesAfter));
  slowness_ = rng_.Between(650, 1350);
  delegates_ = static_cast<int32_t>(rng_.Between(1, 4));
  for (const absl::CivilDay meeting : days.meetings) {
    const bool comes = rng_.Chance(880);
    attends_.push_back(comes && joined_ < meeting && (!left_ || meeting < *left_));
  }
}

pv::ProgrammeEvent& ProgrammeMember::Add(FactList& facts, absl::CivilDay day, int64_t hour) {
  if (left_ && day >= *left_) return dropped_;
  return *facts.Add(days_.programme, At(day, hour, number_ * 4)).mutable_programme_event();
}

std::string ProgrammeMember::PartId(const char* what, int64_t first, int64_t second) const {
  return ids_.Of(what, number_, first, second);
}

void ProgrammeMember::Begin(FactList& facts) {
  pv::MemberJoined& joined = *Add(facts, joined_, 10).mutable_member_joined();
  joined.set_member_id(id_);
  joined.set_display_name(std::string(municipality_.name));
  joined.set_municipality_code(std::string(municipality_.code));
  joined.set_tenant(std::string(municipality_.id));
  joined.set_population(static_cast<int32_t>(
      municipality_.invented ? 1000 * rng_.Between(6, 74) + rng_.Below(1000) : 0));
  joined.set_decision(absl::StrCat("KS § ", rng_.Between(12, 240)));
  PlanIntroduction(facts);
  Expect(facts);
}

void ProgrammeMember::PlanIntroduction(FactList& facts) {
  const absl::CivilDay day = WorkingDayFrom(joined_ + rng_.Between(10, 70));
  pv::IntroductionPlanAdopted& adopted = *Add(facts, day, 13).mutable_introduction_plan_adopted();
  adopted.set_member_id(id_);
  adopted.set_template_version(1);
  pv::IntroductionPlan& plan = *adopted.mutable_plan();
  plan.set_lead("Utvecklingsledare");
  plan.add_responsible("Förvaltningschef, individ och familj");
  plan.add_responsible("Förvaltningschef, gymnasium och vuxenutbildning");
  plan.add_units("Individ- och familjeomsorg");
  plan.add_units("Gymnasium och vuxenutbildning");
  plan.add_target_groups(codes::v1::TARGET_GROUP_UNEMPLOYED_ON_INCOME_SUPPORT);
  plan.add_target_groups(codes::v1::TARGET_GROUP_UNACCOMPANIED_MINOR);
  pv::IntroductionGoal& goal = *plan.add_goals();
  goal.set_target_group(codes::v1::TARGET_GROUP_UNEMPLOYED_ON_INCOME_SUPPORT);
  goal.set_title("Snabbare ur bidrag, och på riktigt");
  plan.add_goals()->set_title("Etablering och stöd till egen försörjning");
  *plan.mutable_workshop_date() = DateOf(WorkingDayFrom(day + 14));
  plan.set_workshop_days(2);
  *plan.mutable_target_date() = DateOf(PlusMonths(days_.until, static_cast<int>(rng_.Below(3))));
  plan.set_vision("Alla invånare försörjer sig själva");
  for (const auto& [code, months] : {std::pair("stance-designed", 3),
                                     std::pair("work-plan-tested", 8),
                                     std::pair("measuring-live", 14)}) {
    pv::PlannedMilestone& milestone = *plan.add_milestones();
    milestone.set_code(code);
    *milestone.mutable_date() =
        DateOf(PlusMonths(days_.first, months + static_cast<int>(rng_.Below(2))));
  }
}

void ProgrammeMember::Expect(FactList& facts) {
  const absl::CivilDay last = days_.meetings.front() - 2;
  // One in ten never gets round to it.
  if (rng_.Chance(100) || joined_ >= last) return;
  const absl::CivilDay day = std::min(joined_ + rng_.Between(1, 20), last);
  pv::ExpectationFixed& fixed = *Add(facts, day, 15).mutable_expectation_fixed();
  fixed.set_member_id(id_);
  fixed.set_desired_state("Den som söker stöd möts inom ett dygn och har en plan inom två veckor.");
  fixed.set_expected_result("Fler går till arbete och studier, och färre kommer tillbaka.");
  pv::ExpectedMeasure& measure = *fixed.add_measures();
  measure.set_title("Andel med handlingsplan");
  measure.set_unit("procent");
  measure.set_baseline(static_cast<double>(rng_.Between(20, 55)));
  measure.set_expected(95);
  *measure.mutable_baseline_date() = DateOf(joined_);
}

void ProgrammeMember::Tell(FactList& facts) {
  Build(facts);
  Act(facts);
  BeSupported(facts);
  Shadow(facts);
  Report(facts);
  if (!left_) return;
  pv::MemberWithdrew& withdrew = *facts.Add(days_.programme, At(*left_, 16))
                                      .mutable_programme_event()
                                      ->mutable_member_withdrew();
  withdrew.set_member_id(id_);
  withdrew.set_reason("Förvaltningen slås samman och kan inte delta");
}

void ProgrammeMember::Build(FactList& facts) {
  for (size_t i = 0; i < ProgrammeBlocks().size(); ++i) {
    const BlockTexts& block = ProgrammeBlocks()[i];
    absl::CivilDay day = joined_ + 20 + static_cast<int64_t>(i) * 18 + rng_.Below(40);
    const auto set = [&](pv::BuildingBlockStatus status, absl::string_view reason) {
      day = WorkingDayFrom(day + rng_.Between(35, 110) * slowness_ / 1000);
      pv::BuildingBlockStatusSet& event = *Add(facts, day, 11).mutable_building_block_status_set();
      event.set_member_id(id_);
      event.set_block(std::string(block.code));
      event.set_status(status);
      event.set_reason(std::string(reason));
      if (status == pv::BUILDING_BLOCK_STATUS_IN_OPERATION) {
        event.set_evidence(std::string(block.evidence));
      }
    };
    set(pv::BUILDING_BLOCK_STATUS_DESIGNED, "");
    set(pv::BUILDING_BLOCK_STATUS_TESTED, "");
    if (rng_.Chance(120)) {
      set(pv::BUILDING_BLOCK_STATUS_DESIGNED, rng_.Pick(FallBackReasons()));
      set(pv::BUILDING_BLOCK_STATUS_TESTED, "");
    }
    if (rng_.Chance(850)) set(pv::BUILDING_BLOCK_STATUS_IN_OPERATION, "");
  }
}

void ProgrammeMember::Act(FactList& facts) {
  for (size_t i = 0; i < days_.meetings.size(); ++i) {
    if (!attends_[i]) continue;
    const absl::CivilDay day = days_.meetings[i];
    const int64_t count = rng_.Between(1, 2);
    for (int64_t k = 0; k < count; ++k) {
      pv::ActionAgreed& agreed = *Add(facts, day, 14).mutable_action_agreed();
      agreed.set_action_id(PartId("action", static_cast<int64_t>(i), k));
      agreed.set_member_id(id_);
      agreed.set_meeting_number(static_cast<int32_t>(i) + 1);
      agreed.set_title(std::string(rng_.Pick(ActionTitles())));
      if (!rng_.Chance(820)) continue;
      const absl::CivilDay done = WorkingDayFrom(day + rng_.Between(12, 75) * slowness_ / 1000);
      pv::ActionDone& event = *Add(facts, done, 16).mutable_action_done();
      event.set_action_id(PartId("action", static_cast<int64_t>(i), k));
      event.set_result("Klart");
    }
  }
}

void ProgrammeMember::BeSupported(FactList& facts) {
  int64_t count = 0;
  for (absl::CivilDay month = joined_ + 15; month < days_.until; month = PlusMonths(month, 1)) {
    const int64_t contacts = rng_.Below(4);
    for (int64_t i = 0; i < contacts; ++i) {
      const absl::CivilDay day = WorkingDayFrom(month + rng_.Below(24));
      const std::string subject(rng_.Pick(SupportSubjects()));
      const bool asked = rng_.Chance(400);
      if (asked) {
        pv::SupportRequested& request = *Add(facts, day - 3, 9).mutable_support_requested();
        request.set_support_id(PartId("support", count));
        request.set_member_id(id_);
        request.set_subject(subject);
      }
      pv::SupportContactLogged& contact = *Add(facts, day, 9).mutable_support_contact_logged();
      contact.set_contact_id(PartId("contact", count));
      contact.set_member_id(id_);
      contact.set_channel(static_cast<pv::SupportChannel>(
          rng_.Between(pv::SUPPORT_CHANNEL_VIDEO, pv::SUPPORT_CHANNEL_VISIT)));
      contact.set_minutes(static_cast<int32_t>(15 * rng_.Between(1, 6)));
      contact.set_subject(subject);
      if (asked) contact.set_support_id(PartId("support", count));
      ++count;
    }
  }
}

void ProgrammeMember::Shadow(FactList& facts) {
  const int64_t times = rng_.Below(3);
  for (int64_t i = 0; i < times; ++i) {
    const absl::CivilDay day = WorkingDayFrom(joined_ + rng_.Between(60, 380));
    pv::ShadowingDone& done = *Add(facts, day, 8).mutable_shadowing_done();
    done.set_shadowing_id(PartId("shadowing", i));
    done.set_guest_member_id(id_);
    done.set_days(static_cast<int32_t>(rng_.Between(1, 3)));
    done.set_persons(static_cast<int32_t>(rng_.Between(1, 3)));
    done.set_subject("Morgonmötet och första kontakten");
  }
}

void ProgrammeMember::Report(FactList& facts) {
  for (int32_t period = 1; PlusMonths(days_.first, period * kReportMonths) < days_.until;
       ++period) {
    // The slowest stop reporting.
    if (slowness_ > 1250 && period > 3) return;
    const absl::CivilDay over = PlusMonths(days_.first, period * kReportMonths);
    const absl::CivilDay day = WorkingDayFrom(over + rng_.Between(-12, 20));
    pv::ProgressReportSubmitted& report = *Add(facts, day, 12).mutable_progress_report_submitted();
    const std::string report_id = PartId("report", period);
    report.set_report_id(report_id);
    report.set_member_id(id_);
    report.set_period(period);
    report.set_template_version(1);
    for (const char* question : {"done", "effect", "obstacles", "next"}) {
      pv::ReportAnswer& answer = *report.add_answers();
      answer.set_question(question);
      answer.set_text(std::string(rng_.Pick(ReportAnswers(question))));
    }
    if (!rng_.Chance(500)) continue;
    pv::ProgressReportCommented& comment =
        *Add(facts, day + 5, 12).mutable_progress_report_commented();
    comment.set_report_id(report_id);
    comment.set_comment("Tack, vi tar upp det vid nästa träff.");
    comment.set_author("Processtöd");
  }
}

}  // namespace framdrift::demo
