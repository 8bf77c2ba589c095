// Income support: the household, its applications and decisions month by month, and what they mean
// for the case.
#include <algorithm>
#include <string>

#include "clients/demo/calendar.h"
#include "clients/demo/story.h"

namespace framdrift::demo {
namespace {

namespace v1 = framdrift::household::v1;
namespace person_v1 = framdrift::person::v1;

// Of a thousand whose episode ends without their supporting themselves, those paid on, for so many
// months more.
constexpr int kPaidOn = 700;
constexpr Quantile kMonthsPaidOn[] = {{0, 2}, {500, 7}, {1000, 17}};
constexpr int kByRule = 450;
constexpr int64_t kOrePerKrona = 100;

// What a month's application comes to.
struct Month {
  absl::CivilMonth month;
  bool first = false;
  absl::Time received;
  absl::Time completed;
  absl::Time decided;
  absl::Time paid;
  bool by_rule = false;
  v1::AidOutcome outcome = v1::AID_OUTCOME_GRANTED;
  int64_t amount_ore = 0;

  bool granted() const { return outcome != v1::AID_OUTCOME_REFUSED; }
};

// A moment at which the household's stream says something, and what it does to a month.
struct Change {
  enum class Kind { kNone, kApplied, kDecided, kPaid };
  absl::Time at;
  Kind kind = Kind::kNone;
  size_t month = 0;
};

class SupportWriter {
 public:
  explicit SupportWriter(Story& story)
      : story_(story),
        household_(story.world.ids.Of("household", story.who.number)),
        adults_(1 + std::count_if(story.who.relatives.begin(), story.who.relatives.end(),
                                  [](const Relative& one) { return !one.child; })) {}

  void Run() {
    for (const Episode& episode : story_.episodes) AddMonths(episode);
    if (months_.empty()) return;
    WriteHousehold();
    for (size_t i = 0; i < months_.size(); ++i) WriteMonth(i);
    WriteAidMonths();
  }

 private:
  void AddMonths(const Episode& episode) {
    Rng& rng = story_.rng;
    if (episode.first_contact >= std::min(episode.exited, story_.world.end)) return;
    absl::CivilMonth last(DayOf(episode.exited) - 14);
    if (!episode.ending.self_supporting && rng.Chance(kPaidOn)) {
      last += rng.From(kMonthsPaidOn);
      if (episode.reopened) last = std::min(last, absl::CivilMonth(DayOf(*episode.reopened)) - 1);
    }
    absl::CivilMonth month(DayOf(episode.first_contact));
    bool first = true;
    if (!months_.empty() && month <= months_.back().month + 1) {
      month = months_.back().month + 1;
      first = false;
    }
    const absl::CivilMonth end = absl::CivilMonth(story_.world.settings.today) + 1;
    for (; month <= std::min(last, end); ++month) {
      AddMonth(month, first, episode.first_contact);
      first = false;
    }
  }

  void AddMonth(absl::CivilMonth of, bool first, absl::Time after) {
    Rng& rng = story_.rng;
    Month month;
    month.month = of;
    month.first = first;
    const absl::CivilDay before(of.year(), of.month(), 1);
    if (first) {
      month.received = after + absl::Minutes(rng.Between(40, 200));
      month.completed = month.received;
      if (rng.Chance(400))
        month.completed = story_.Office(DayOf(after) + rng.Between(1, 8), 13, 15);
    } else {
      const TimeOfDay time = SomeTime(rng, 7, 20);
      month.received = At(WorkingDayFrom(before - rng.Between(9, 16)), time);
      if (!months_.empty()) {
        month.received = std::max(month.received, months_.back().decided + absl::Hours(22));
      }
      month.completed = month.received;
      month.by_rule = rng.Chance(kByRule);
    }
    month.completed = std::max(month.completed, month.received);
    if (month.by_rule) {
      month.decided = month.completed + absl::Minutes(3);
    } else {
      const int days = rng.Chance(860) ? 1 : static_cast<int>(rng.Between(2, 6));
      month.decided = At(Working().Add(DayOf(month.completed), days), SomeTime(rng, 8, 15));
    }
    month.paid = month.by_rule ? month.decided + absl::Minutes(1)
                               : At(Working().Next(DayOf(month.decided)), 6);
    const int64_t drawn = rng.Below(1000);
    month.outcome = drawn < 25   ? v1::AID_OUTCOME_REFUSED
                    : drawn < 80 ? v1::AID_OUTCOME_PARTLY_GRANTED
                                 : v1::AID_OUTCOME_GRANTED;
    if (month.granted()) month.amount_ore = AmountOf();
    months_.push_back(month);
  }

  int64_t AmountOf() {
    const auto relatives = static_cast<int64_t>(story_.who.relatives.size());
    const int64_t kronor = story_.rng.Between(4200, 5600) * 2 + relatives * 2600;
    return kronor * kOrePerKrona;
  }

  void WriteHousehold() {
    absl::Time at = story_.episodes.front().opened + absl::Minutes(30);
    story_.facts.Add(household_, at).mutable_household_event()->mutable_household_formed();
    changes_.push_back({at});
    Join(story_.who.id, v1::MEMBER_ROLE_ADULT, at);
    for (const Relative& relative : story_.who.relatives) {
      WriteRelative(relative, at);
      Join(relative.id, relative.child ? v1::MEMBER_ROLE_CHILD : v1::MEMBER_ROLE_ADULT, at);
    }
  }

  void Join(const std::string& person, v1::MemberRole role, absl::Time& at) {
    at += absl::Minutes(1);
    auto& joined =
        *story_.facts.Add(household_, at).mutable_household_event()->mutable_member_joined();
    joined.set_person_id(person);
    joined.set_role(role);
    changes_.push_back({at});
  }

  void WriteRelative(const Relative& relative, absl::Time at) {
    Fact& fact = story_.facts.Add(relative.id, at);
    auto& registered = *fact.mutable_person_event()->mutable_person_registered();
    registered.set_identifier_kind(person_v1::IDENTIFIER_KIND_PERSONAL_NUMBER);
    *registered.mutable_birth_date() = DateOf(relative.birth);
    registered.set_sex(relative.woman ? person_v1::SEX_FEMALE : person_v1::SEX_MALE);
    auto& sealed = *fact.add_parts()->mutable_person_sealed()->mutable_person_registered();
    sealed.set_personal_number(relative.personal_number);
    sealed.set_given_name(relative.name.given);
    sealed.set_family_name(relative.name.family);
  }

  template <typename Repeated>
  void AddApplicants(Repeated* applicants) const {
    *applicants->Add() = story_.who.id;
    for (const Relative& relative : story_.who.relatives) {
      if (!relative.child) *applicants->Add() = relative.id;
    }
  }

  v1::HouseholdEvent& Event(absl::Time at, Change::Kind kind, size_t month) {
    changes_.push_back({at, kind, month});
    return *story_.facts.Add(household_, at).mutable_household_event();
  }

  void WriteMonth(size_t index) {
    const Month& month = months_[index];
    const Ids& ids = story_.world.ids;
    const auto number = static_cast<int64_t>(index);
    const std::string application = ids.Of("application", story_.who.number, number);
    const absl::CivilDay first(month.month);
    auto& received =
        *Event(month.received, Change::Kind::kApplied, index).mutable_application_received();
    received.set_application_id(application);
    received.set_application_kind(month.first ? v1::APPLICATION_KIND_NEW
                                              : v1::APPLICATION_KIND_RENEWAL);
    *received.mutable_benefit_month() = DateOf(first);
    AddApplicants(received.mutable_applicant_ids());
    received.set_channel(!month.first && story_.rng.Chance(780) ? codes::v1::CHANNEL_E_SERVICE
                                                                : codes::v1::CHANNEL_VISIT);
    if (month.completed - month.received > absl::Hours(20)) {
      Event(month.received + absl::Hours(2), Change::Kind::kNone, index)
          .mutable_supplement_requested()
          ->set_application_id(application);
    }
    Event(month.completed, Change::Kind::kNone, index)
        .mutable_application_completed()
        ->set_application_id(application);
    WriteDecision(index, application);
    if (!month.granted()) return;
    auto& paid = *Event(month.paid, Change::Kind::kPaid, index).mutable_aid_paid();
    paid.set_payment_id(ids.Of("payment", story_.who.number, number));
    paid.set_decision_id(ids.Of("decision", story_.who.number, number));
    paid.set_amount_ore(month.amount_ore);
    if (month.paid < story_.world.end) story_.paid_months.push_back(month.month);
  }

  void WriteDecision(size_t index, const std::string& application) {
    const Month& month = months_[index];
    changes_.push_back({month.decided, Change::Kind::kDecided, index});
    Fact& fact = story_.facts.Add(household_, month.decided);
    auto& decision = *fact.mutable_household_event()->mutable_aid_decision_recorded();
    decision.set_decision_id(
        story_.world.ids.Of("decision", story_.who.number, static_cast<int64_t>(index)));
    decision.set_application_id(application);
    AddApplicants(decision.mutable_applicant_ids());
    for (const Relative& relative : story_.who.relatives) {
      if (relative.child) decision.add_covered_child_ids(relative.id);
    }
    *decision.mutable_benefit_month() = DateOf(absl::CivilDay(month.month));
    decision.set_outcome(month.outcome);
    decision.set_ground("riksnorm");
    decision.set_amount_ore(month.amount_ore);
    decision.set_delegation("4.1");
    decision.set_decision_maker_id(
        story_.world.organisation.decider.HolderOn(DayOf(month.decided)).staff_id);
    decision.set_decided_by(month.by_rule ? v1::DECIDED_BY_RULE : v1::DECIDED_BY_PERSON);
    if (month.by_rule) decision.set_rule_version("aterkommande/3");
    auto& part = *fact.add_parts();
    part.set_subject_id(story_.who.id);
    part.mutable_household_sealed()->mutable_aid_decision_recorded()->set_explanation(
        month.granted() ? "Hushållets inkomster räcker inte till riksnormen."
                        : "Hushållets inkomster räcker till riksnormen.");
  }

  // The person's share of a month is written when the last event of a day that changes it happened.
  void WriteAidMonths() {
    std::stable_sort(changes_.begin(), changes_.end(), [](const Change& a, const Change& b) {
      return a.at < b.at;
    });
    std::vector<casework::v1::AidMonthSet> states(months_.size());
    std::vector<size_t> changed;
    for (size_t i = 0; i < changes_.size() && changes_[i].at < story_.world.end; ++i) {
      const Change& change = changes_[i];
      if (change.kind != Change::Kind::kNone) {
        Apply(change, states[change.month]);
        if (changed.empty() || changed.back() != change.month) changed.push_back(change.month);
      }
      const bool day_goes_on = i + 1 < changes_.size() && changes_[i + 1].at < story_.world.end &&
                               DayOf(changes_[i + 1].at) == DayOf(change.at);
      if (day_goes_on) continue;
      for (const size_t month : changed) {
        *story_.Case(change.at).mutable_aid_month_set() = states[month];
      }
      changed.clear();
    }
  }

  void Apply(const Change& change, casework::v1::AidMonthSet& state) const {
    const Month& month = months_[change.month];
    *state.mutable_month() = DateOf(absl::CivilDay(month.month));
    state.set_household_id(household_);
    state.set_role(casework::v1::AID_ROLE_APPLICANT);
    state.set_share(1.0 / static_cast<double>(adults_));
    state.set_applied(true);
    if (change.kind == Change::Kind::kDecided) {
      state.set_refused(month.outcome != v1::AID_OUTCOME_GRANTED);
      state.set_granted_ore(month.amount_ore / adults_);
    } else if (change.kind == Change::Kind::kPaid) {
      state.set_paid_ore(month.amount_ore / adults_);
    }
  }

  Story& story_;
  const std::string household_;
  const int64_t adults_;
  std::vector<Month> months_;
  std::vector<Change> changes_;
};

}  // namespace

void WriteIncomeSupport(Story& story) {
  if (story.who.on_support) SupportWriter(story).Run();
}

}  // namespace framdrift::demo
