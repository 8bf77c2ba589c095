#include <algorithm>
#include <cmath>

#include "domain/history/ids.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/organisation/municipality.h"
#include "domain/programme/refusals.h"
#include "domain/programme/rules.h"

namespace framdrift::programme {
namespace {

// Ten times the largest municipality.
constexpr int32_t kMostInhabitants = 10'000'000;

// Of a programme that was started.
void CheckJoined(const Programme& before, const v1::MemberJoined& joined, Refusals& out) {
  const std::string& code = joined.municipality_code();
  CheckMunicipalityCode(code, out);
  if (!code.empty() && code == before.started->content.originator_municipality_code()) {
    out.Add(kOriginatorJoins,
            "The originator supports the members and is none of them; name another municipality.",
            {{"municipality_code", code}});
  }
  const bool taken =
      std::any_of(before.members.begin(), before.members.end(), [&](const Member& member) {
        return member.takes_part() && member.joined->content.municipality_code() == code;
      });
  if (taken) {
    out.Add(kMunicipalityJoined,
            "That municipality takes part already.",
            {{"municipality_code", code}});
  }
  if (joined.population() < 0 || joined.population() > kMostInhabitants) {
    out.Add(kPopulationOutOfRange, "Give how many live there, 1 to 10,000,000, or leave it out.");
  }
}

void CheckMilestones(const v1::Template& in_force, const v1::IntroductionPlan& plan,
                     Refusals& out) {
  for (const v1::PlannedMilestone& planned : plan.milestones()) {
    const bool known = std::any_of(
        in_force.milestones().begin(),
        in_force.milestones().end(),
        [&](const v1::Milestone& milestone) { return milestone.code() == planned.code(); });
    if (known && history::DayOrNone(planned.date())) continue;
    out.Add(kTemplateMilestoneUnknown,
            "A planned milestone is one of the template's, with a day there is.",
            {{"milestone", planned.code()}});
  }
}

void CheckPlan(const Programme& before, const v1::IntroductionPlan& plan, Refusals& out) {
  const auto workshop = history::DayOrNone(plan.workshop_date());
  const auto target = history::DayOrNone(plan.target_date());
  if (plan.lead().empty() || plan.responsible().empty() || plan.units().empty() ||
      plan.target_groups().empty() || plan.goals().empty() || !workshop || !target) {
    out.Add(kIntroductionPlanIncomplete,
            "A plan has a lead, who is responsible, units, target groups, goals, a start workshop "
            "and a target date.");
  }
  if (workshop && target && *workshop >= *target) {
    out.Add(history::kDatesOutOfOrder, "The start workshop comes before the target date.");
  }
  CheckMilestones(*before.template_in_force(), plan, out);
}

void CheckExpectedMeasures(const v1::ExpectationFixed& fixed, absl::CivilDay day, Refusals& out) {
  bool has_baseline = false;
  for (const v1::ExpectedMeasure& measure : fixed.measures()) {
    const auto measured = history::DayOrNone(measure.baseline_date());
    const bool valid = !measure.title().empty() && std::isfinite(measure.baseline()) &&
                       std::isfinite(measure.expected()) &&
                       (!measure.has_baseline_date() || (measured && *measured <= day));
    if (!valid) {
      out.Add(kExpectedMeasureInvalid,
              "A measure has a title, finite values and, where given, a day there is, not after "
              "that on which it is fixed.");
    }
    has_baseline = has_baseline || measure.has_baseline_date();
  }
  if (!has_baseline) {
    out.Add(kExpectationWithoutBaseline,
            "Say where the member stands: at least one measure with the day of its baseline.");
  }
}

void CheckExpectation(const Programme& before, const v1::ExpectationFixed& fixed,
                      absl::CivilDay day, Refusals& out) {
  for (const auto& meeting : before.meetings) {
    const auto& came = meeting.content.attendances();
    const bool attended =
        std::any_of(came.begin(), came.end(), [&](const v1::MeetingAttendance& one) {
          return one.member_id() == fixed.member_id();
        });
    if (!attended) continue;
    out.Add(kExpectationAfterMeeting,
            "Expectations are fixed before the member's first learning meeting; correct what was "
            "fixed, or give an earlier time.");
    break;
  }
  CheckExpectedMeasures(fixed, day, out);
}

}  // namespace

void CheckMunicipalityCode(const std::string& code, Refusals& out) {
  if (organisation::IsMunicipalityCode(code) || organisation::IsInventedMunicipalityCode(code)) {
    return;
  }
  out.Add(kMunicipalityCodeInvalid,
          "A municipality's code has four digits, zeros in front too; give one that is in use.",
          {{"municipality_code", code}});
}

void CheckMembers(const Programme& before, const history::Recorded<v1::ProgrammeEvent>& entry,
                  Refusals& out) {
  const v1::ProgrammeEvent& event = entry.event;
  if (event.has_member_joined()) {
    CheckJoined(before, event.member_joined(), out);
  } else if (event.has_member_withdrew()) {
    CheckTakesPart(before, event.member_withdrew().member_id(), out);
  } else if (event.has_introduction_plan_adopted()) {
    const v1::IntroductionPlanAdopted& adopted = event.introduction_plan_adopted();
    const Member* member = CheckTakesPart(before, adopted.member_id(), out);
    if (member != nullptr && member->plan) {
      out.Add(kIntroductionPlanExists, "The member has an introduction plan; revise it instead.");
    }
    CheckPlan(before, adopted.plan(), out);
  } else if (event.has_introduction_plan_revised()) {
    const v1::IntroductionPlanRevised& revised = event.introduction_plan_revised();
    const Member* member = CheckTakesPart(before, revised.member_id(), out);
    if (member != nullptr && !member->plan) {
      out.Add(kIntroductionPlanMissing, "The member has no introduction plan; adopt one first.");
    }
    CheckPlan(before, revised.plan(), out);
  } else if (event.has_expectation_fixed()) {
    CheckTakesPart(before, event.expectation_fixed().member_id(), out);
    CheckExpectation(before, event.expectation_fixed(), entry.envelope.day, out);
  }
}

}  // namespace framdrift::programme
