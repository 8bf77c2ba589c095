#include <algorithm>

#include "domain/history/when.h"
#include "services/casework/parts_view.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

class LivelihoodView {
 public:
  LivelihoodView(const CaseTexts& texts, absl::TimeZone zone) : texts_(texts), zone_(zone) {}

  void Render(const cases::Placement& placement, v1::Placement& out) const {
    out.set_placement_id(Written(placement.id));
    RenderSpan(placement, out);
    out.set_partner_id(Written(placement.partner));
    out.set_step_id(Written(placement.step));
    out.set_activity_type(placement.activity_type);
    out.set_percent(placement.percent);
    if (placement.until) *out.mutable_until_date() = history::DateFrom(*placement.until);
    out.set_text(texts_.At(placement.started.position).placement_started().text());
    if (!placement.ended) return;
    out.set_end(placement.end);
    out.set_end_text(texts_.At(placement.ended->position).placement_ended().text());
  }

  void Render(const cases::Job& job, v1::Job& out) const {
    out.set_job_id(Written(job.id));
    RenderSpan(job, out);
    out.set_partner_id(Written(job.partner));
    out.set_kind(job.kind);
    out.set_percent(job.percent);
    out.set_subsidy(job.subsidy);
    out.set_evidence(job.evidence);
    const v1::CaseSealed sealed = texts_.At(job.started.position);
    out.set_employer(sealed.job_started().employer());
    out.set_text(sealed.job_started().text());
    if (job.ended) out.set_end_text(texts_.At(job.ended->position).job_ended().text());
  }

  void Render(const cases::Study& study, v1::Study& out) const {
    out.set_study_id(Written(study.id));
    RenderSpan(study, out);
    out.set_partner_id(Written(study.partner));
    out.set_with_study_aid(study.with_study_aid);
    out.set_percent(study.percent);
    out.set_evidence(study.evidence);
    out.set_text(texts_.At(study.started.position).study_started().text());
    if (!study.ended) return;
    out.set_completed(study.completed);
    out.set_end_text(texts_.At(study.ended->position).study_ended().text());
  }

 private:
  template <typename Part, typename Message>
  void RenderSpan(const Part& part, Message& out) const {
    out.set_position(part.started.position);
    *out.mutable_started() = history::WhenFrom(part.started.occurred, zone_);
    if (part.ended) *out.mutable_ended() = history::WhenFrom(part.ended->occurred, zone_);
  }

  const CaseTexts& texts_;
  const absl::TimeZone zone_;
};

void RenderAidMonth(const cases::AidMonth& month, v1::AidMonth& out) {
  out.set_position(month.stamp.position);
  *out.mutable_month() = history::DateFrom(absl::CivilDay(month.month));
  out.set_household_id(Written(month.household));
  out.set_applied(month.applied);
  out.set_refused(month.refused);
  out.set_granted_ore(month.granted_ore);
  out.set_paid_ore(month.paid_ore);
  out.set_reversed_ore(month.reversed_ore);
  out.set_role(month.role);
  out.set_share(month.share);
  out.set_support_month(month.support_month());
}

void RenderElsewhere(const cases::AidMonthElsewhere& month, v1::AidMonth& out) {
  out.set_position(month.stamp.position);
  *out.mutable_month() = history::DateFrom(absl::CivilDay(month.month));
  out.set_support_month(true);
  out.set_municipality_code(month.municipality_code);
  out.set_source(month.source);
}

}  // namespace

void RenderLivelihood(const cases::Livelihood& livelihood, const CaseTexts& texts,
                      absl::TimeZone zone, v1::Case& out) {
  const LivelihoodView view(texts, zone);
  for (const auto& one : livelihood.placements) view.Render(one, *out.add_placements());
  for (const auto& one : livelihood.jobs) view.Render(one, *out.add_jobs());
  for (const auto& one : livelihood.studies) view.Render(one, *out.add_studies());
  for (const auto& one : livelihood.aid_months) RenderAidMonth(one, *out.add_aid_months());
  for (const auto& one : livelihood.aid_elsewhere) RenderElsewhere(one, *out.add_aid_months());
  const auto by_month = [](const v1::AidMonth& a, const v1::AidMonth& b) {
    return history::DayOrNone(a.month()) < history::DayOrNone(b.month());
  };
  std::stable_sort(out.mutable_aid_months()->begin(), out.mutable_aid_months()->end(), by_month);
}

}  // namespace framdrift::services
