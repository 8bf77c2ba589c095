#include "domain/cases/livelihood_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/cases/find.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"
#include "domain/history/when.h"

namespace framdrift::cases {
namespace {

// Replaces the item that `same` recognises, or adds one.
template <typename Item, typename Same>
void Put(std::vector<Item>& items, Item item, const Same& same) {
  const auto it = std::find_if(items.begin(), items.end(), same);
  if (it == items.end()) {
    items.push_back(std::move(item));
  } else {
    *it = std::move(item);
  }
}

absl::CivilMonth MonthOf(const google::type::Date& month) {
  return absl::CivilMonth(month.year(), month.month());
}

void PercentInRange(int percent, Refusals& out) {
  if (percent >= 0 && percent <= 100) return;
  out.Add(kPercentOutOfRange,
          "A share of full time is 0 to 100 percent; give another.",
          {{"percent", absl::StrCat(percent)}});
}

struct Reasons {
  absl::string_view unknown;
  absl::string_view ended;
  absl::string_view field;
};

// That `item` exists, has begun by that moment and has not ended.
template <typename Item>
void CanEnd(const Item* item, const std::string& id, const Reasons& reasons,
            const history::Envelope& at, Refusals& out) {
  const std::map<std::string, std::string> named = {{std::string(reasons.field), id}};
  if (item == nullptr) {
    out.Add(reasons.unknown, "The case knows of no such thing; record that it began first.", named);
    return;
  }
  if (item->ended) {
    out.Add(reasons.ended, "It has ended already; correct that event instead.", named);
  }
  if (IsBefore(at, item->started)) {
    out.Add(kDatesOutOfOrder, "It ends after it began; give a later day.", named);
  }
}

}  // namespace

void EverOpened(const Case& state, const history::Envelope&, Refusals& out) {
  if (state.episodes.empty()) out.Add(kCaseNotOpened, "The person has no case; open one first.");
}

void EndablePlacement(const Case& state, const history::PlacementId& id,
                      const history::Envelope& at, Refusals& out) {
  CanEnd(FindById(state.livelihood.placements, id),
         id.ToString(),
         {kPlacementUnknown, kPlacementEnded, "placement_id"},
         at,
         out);
}

void EndableJob(const Case& state, const JobId& id, const history::Envelope& at, Refusals& out) {
  CanEnd(FindById(state.livelihood.jobs, id),
         id.ToString(),
         {kJobUnknown, kJobEnded, "job_id"},
         at,
         out);
}

void EndableStudy(const Case& state, const StudyId& id, const history::Envelope& at,
                  Refusals& out) {
  CanEnd(FindById(state.livelihood.studies, id),
         id.ToString(),
         {kStudyUnknown, kStudyEnded, "study_id"},
         at,
         out);
}

void Evolve(Case& state, const casework::v1::PlacementStarted& event,
            const history::Envelope& envelope) {
  state.livelihood.placements.push_back(
      {.started = Stamp::Of(envelope),
       .id = history::IdOrNone<history::PlacementId>(event.placement_id()),
       .partner = history::IdOrNone<history::PartnerId>(event.partner_id()),
       .step = history::IdOrNone<StepId>(event.step_id()),
       .activity_type = event.activity_type(),
       .percent = event.percent(),
       .until = history::DayOrNone(event.until_date())});
}

void Evolve(Case& state, const casework::v1::PlacementEnded& event,
            const history::Envelope& envelope) {
  Placement* placement = FindById(state.livelihood.placements,
                                  history::IdOrNone<history::PlacementId>(event.placement_id()));
  if (placement == nullptr) return;
  placement->ended = Stamp::Of(envelope);
  placement->end = event.end();
}

void Evolve(Case& state, const casework::v1::JobStarted& event, const history::Envelope& envelope) {
  state.livelihood.jobs.push_back(
      {.started = Stamp::Of(envelope),
       .id = history::IdOrNone<JobId>(event.job_id()),
       .partner = history::IdOrNone<history::PartnerId>(event.partner_id()),
       .kind = event.job_kind(),
       .percent = event.percent(),
       .subsidy = event.subsidy(),
       .evidence = event.evidence()});
}

void Evolve(Case& state, const casework::v1::JobEnded& event, const history::Envelope& envelope) {
  Job* job = FindById(state.livelihood.jobs, history::IdOrNone<JobId>(event.job_id()));
  if (job != nullptr) job->ended = Stamp::Of(envelope);
}

void Evolve(Case& state, const casework::v1::StudyStarted& event,
            const history::Envelope& envelope) {
  state.livelihood.studies.push_back(
      {.started = Stamp::Of(envelope),
       .id = history::IdOrNone<StudyId>(event.study_id()),
       .partner = history::IdOrNone<history::PartnerId>(event.partner_id()),
       .with_study_aid = event.with_study_aid(),
       .percent = event.percent(),
       .evidence = event.evidence()});
}

void Evolve(Case& state, const casework::v1::StudyEnded& event, const history::Envelope& envelope) {
  Study* study = FindById(state.livelihood.studies, history::IdOrNone<StudyId>(event.study_id()));
  if (study == nullptr) return;
  study->ended = Stamp::Of(envelope);
  study->completed = event.completed();
}

void Evolve(Case& state, const casework::v1::AidMonthSet& event,
            const history::Envelope& envelope) {
  AidMonth month = {.stamp = Stamp::Of(envelope),
                    .month = MonthOf(event.month()),
                    .household = history::IdOrNone<history::HouseholdId>(event.household_id()),
                    .applied = event.applied(),
                    .refused = event.refused(),
                    .granted_ore = event.granted_ore(),
                    .paid_ore = event.paid_ore(),
                    .reversed_ore = event.reversed_ore(),
                    .role = event.role(),
                    .share = event.share()};
  Put(state.livelihood.aid_months, month, [&](const AidMonth& other) {
    return other.month == month.month && other.household == month.household;
  });
}

void Evolve(Case& state, const casework::v1::AidMonthElsewhere& event,
            const history::Envelope& envelope) {
  AidMonthElsewhere month = {.stamp = Stamp::Of(envelope),
                             .month = MonthOf(event.month()),
                             .municipality_code = event.municipality_code(),
                             .source = event.source()};
  Put(state.livelihood.aid_elsewhere, month, [&](const AidMonthElsewhere& other) {
    return other.month == month.month && other.municipality_code == month.municipality_code;
  });
}

void Check(const Case& before, const casework::v1::PlacementStarted& event,
           const history::Envelope& envelope, Refusals& out) {
  const Episode* episode = OpenEpisode(before, envelope, out);
  if (episode == nullptr) return;
  if (FindById(before.livelihood.placements,
               history::IdOrNone<history::PlacementId>(event.placement_id()))) {
    out.Add(kPlacementExists,
            "The case has a placement with that id; choose another.",
            {{"placement_id", event.placement_id()}});
  }
  const bool step_missing =
      !event.step_id().empty() &&
      episode->FindStep(history::IdOrNone<StepId>(event.step_id())) == nullptr;
  if (step_missing) {
    out.Add(
        kStepUnknown, "The plan has no such step; plan it first.", {{"step_id", event.step_id()}});
  }
  PercentInRange(event.percent(), out);
  InOrder(history::DateFrom(envelope.day), event.until_date(), "until_date", out);
}

void Check(const Case& before, const casework::v1::PlacementEnded& event,
           const history::Envelope& envelope, Refusals& out) {
  EndablePlacement(
      before, history::IdOrNone<history::PlacementId>(event.placement_id()), envelope, out);
}

void Check(const Case& before, const casework::v1::JobStarted& event,
           const history::Envelope& envelope, Refusals& out) {
  EverOpened(before, envelope, out);
  if (FindById(before.livelihood.jobs, history::IdOrNone<JobId>(event.job_id()))) {
    out.Add(kJobExists,
            "The case has a job with that id; choose another.",
            {{"job_id", event.job_id()}});
  }
  PercentInRange(event.percent(), out);
}

void Check(const Case& before, const casework::v1::JobEnded& event,
           const history::Envelope& envelope, Refusals& out) {
  EndableJob(before, history::IdOrNone<JobId>(event.job_id()), envelope, out);
}

void Check(const Case& before, const casework::v1::StudyStarted& event,
           const history::Envelope& envelope, Refusals& out) {
  EverOpened(before, envelope, out);
  if (FindById(before.livelihood.studies, history::IdOrNone<StudyId>(event.study_id()))) {
    out.Add(kStudyExists,
            "The case has studies with that id; choose another.",
            {{"study_id", event.study_id()}});
  }
  PercentInRange(event.percent(), out);
}

void Check(const Case& before, const casework::v1::StudyEnded& event,
           const history::Envelope& envelope, Refusals& out) {
  EndableStudy(before, history::IdOrNone<StudyId>(event.study_id()), envelope, out);
}

// The household's income-support commands decide aid months; the case takes them as they are.
void Check(const Case&, const casework::v1::AidMonthSet&, const history::Envelope&, Refusals&) {}

void Check(const Case&, const casework::v1::AidMonthElsewhere&, const history::Envelope&,
           Refusals&) {}

}  // namespace framdrift::cases
