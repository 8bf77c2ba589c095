#include "clients/demo/place_goals.h"

#include <cstdint>

#include "absl/strings/string_view.h"
#include "clients/demo/calendar.h"
#include "clients/demo/rng.h"

namespace framdrift::demo {
namespace {

using absl::CivilDay;
namespace iv1 = indicator::v1;

constexpr uint64_t kStream = 2162;
constexpr int kBaseYear = 2016;
constexpr int kLastYear = 2018;

struct Goal {
  absl::string_view title;
  absl::string_view desired_state;
  absl::string_view code;
  absl::string_view indicator;
  absl::string_view explanation;
  // Of a share of episodes.
  absl::string_view numerator;
  absl::string_view denominator;
  absl::string_view observable;
  absl::string_view milestone;
  // In thousandths: at first, by which a year is better at least and at most, and in the end.
  int64_t first;
  int64_t least;
  int64_t most;
  int64_t target;
};

constexpr Goal kPlaceGoals[] = {
    {"Den som bor här har ett arbete att gå till",
     "Den som vill bo kvar kan försörja sig",
     "till-arbete-eller-studier",
     "Andel som går till arbete eller studier",
     "Av dem som avslutades under året, andelen som gick till arbete som "
     "varade en månad eller till studier med studiestöd.",
     "exit_letter = (A OR B)",
     "",
     "exit_observable",
     "exited",
     310,
     10,
     45,
     450},
    {"Ingen väntar på ett första samtal",
     "Servicekontoret tar emot den som söker stöd samma dag",
     "forsta-kontakt-i-tid",
     "Första kontakt i tid",
     "Av dem som kom under året, andelen vars första samtal hölls i tid.",
     "first_contact <= first_contact_due",
     "first_contact:* OR first_contact_due < now",
     "",
     "opened",
     640,
     20,
     70,
     900}};

constexpr absl::string_view kConclusion =
    "Servicen är öppen längre än före arbetet, och personal och lokaler används av fler. Kostnaden "
    "ligger under basåret. Provtagning och buss är ännu inte lösta.";

class GoalTeller {
 public:
  GoalTeller(const World& world, const std::string& place, FactList& facts)
      : world_(world),
        place_(place),
        rng_({world.settings.seed, world.number, kStream}),
        facts_(facts) {}

  void Run() {
    int64_t number = 0;
    for (const Goal& goal : kPlaceGoals) Tell(goal, number++);
  }

 private:
  void Tell(const Goal& goal, int64_t number) {
    const std::string id = world_.ids.Of("place indicator", number);
    const auto on = [&](CivilDay day) -> iv1::IndicatorEvent& {
      return *facts_.Add(id, At(day, 11, number)).mutable_indicator_event();
    };
    *on(CivilDay(2016, 12, 6)).mutable_indicator_defined()->mutable_definition() =
        DefinitionOf(goal);
    int64_t permille = goal.first;
    for (int year = kBaseYear; year <= kLastYear; ++year) {
      if (year > kBaseYear) permille += rng_.Between(goal.least, goal.most);
      const double value = static_cast<double>(permille) / 1000;
      const CivilDay published(year + 1, 2, 15);
      Publish(year, value, *on(published).mutable_external_value_recorded());
      if (year > kBaseYear) continue;
      SetPoint(value,
               CivilDay(year, 12, 31),
               *on(published + 1).mutable_baseline_set()->mutable_baseline());
      SetPoint(static_cast<double>(goal.target) / 1000,
               CivilDay(2019, 12, 31),
               *on(published + 2).mutable_target_set()->mutable_target());
    }
    auto& set = *facts_.Add(place_, At(CivilDay(2017, 3, 3), 15, number))
                     .mutable_place_event()
                     ->mutable_joint_goal_set();
    set.set_goal_id(world_.ids.Of("place goal", number));
    set.set_title(std::string(goal.title));
    set.set_desired_state(std::string(goal.desired_state));
    set.set_indicator_id(id);
    for (const char* actor : {"Ledning", "Omsorg", "Byalaget i Ramsjö"}) set.add_actors(actor);
  }

  static iv1::Definition DefinitionOf(const Goal& goal) {
    iv1::Definition definition;
    definition.set_code(std::string(goal.code));
    definition.set_title(std::string(goal.indicator));
    definition.set_span(iv1::SPAN_EPISODE);
    iv1::Share& share = *definition.mutable_measure()->mutable_share();
    share.set_numerator(std::string(goal.numerator));
    share.set_denominator(std::string(goal.denominator));
    share.set_observable(std::string(goal.observable));
    definition.mutable_anchor()->set_milestone(std::string(goal.milestone));
    definition.mutable_period()->set_unit(iv1::PERIOD_UNIT_YEAR);
    definition.set_direction(iv1::DIRECTION_UP);
    definition.set_desired_state(std::string(goal.desired_state));
    definition.set_explanation(std::string(goal.explanation));
    return definition;
  }

  void Publish(int year, double value, iv1::ExternalValueRecorded& out) const {
    out.set_source("kommunens årsredovisning");
    out.set_municipality_code(std::string(world_.municipality->code));
    *out.mutable_from_date() = DateOf(CivilDay(year, 1, 1));
    *out.mutable_to_date() = DateOf(CivilDay(year + 1, 1, 1));
    out.set_value(value);
  }

  static void SetPoint(double value, CivilDay day, iv1::Point& out) {
    out.set_value(value);
    *out.mutable_date() = DateOf(day);
  }

  const World& world_;
  const std::string& place_;
  Rng rng_;
  FactList& facts_;
};

}  // namespace

void TellPlaceGoals(const World& world, const std::string& place, FactList& facts) {
  GoalTeller(world, place, facts).Run();
  const absl::Time at = At(CivilDay(2018, 12, 10), 14);
  auto& evaluated = *facts.Add(place, at).mutable_place_event()->mutable_place_evaluated();
  evaluated.set_conclusion(std::string(kConclusion));
  report::v1::Report& report = *evaluated.mutable_report();
  report.set_title("Report of the place");
  report.set_subject("Ramsjö");
  *report.mutable_as_of_time() = TimestampOf(at);
  *report.mutable_evaluated_time() = TimestampOf(at);
  report::v1::Section& section = *report.add_sections();
  section.set_heading("What those who evaluated concluded");
  section.add_blocks()->set_quotation(evaluated.conclusion());
}

}  // namespace framdrift::demo
