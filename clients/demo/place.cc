#include "clients/demo/place.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "clients/demo/calendar.h"
#include "clients/demo/names.h"
#include "clients/demo/place_content.h"
#include "clients/demo/place_goals.h"
#include "clients/demo/rng.h"

namespace framdrift::demo {
namespace {

using absl::CivilDay;
namespace v1 = place::v1;

constexpr uint64_t kPlaceStream = 2161;
constexpr absl::string_view kMunicipality = "ljusdal";
constexpr int32_t kBaseYear = 2015;

class Teller {
 public:
  explicit Teller(const World& world)
      : world_(world),
        rng_({world.settings.seed, world.number, kPlaceStream}),
        facts_(world.end),
        place_(world.ids.Of("place", 1)) {}

  std::vector<Fact> Run() {
    MakeOrganisation();
    Found();
    for (size_t i = 0; i < PlaceNeeds().size(); ++i) TellNeed(static_cast<int64_t>(i));
    ShareStaff();
    KeepAccount();
    Agree();
    for (const OpeningHours& hours : PlaceOpenings()) Set(hours);
    AvoidTrips();
    Meet();
    TellPlaceGoals(world_, place_, facts_);
    return facts_.Take();
  }

 private:
  v1::PlaceEvent& On(CivilDay day, int64_t hour = 10) {
    return *facts_.Add(place_, At(day, hour, minute_++ % 60)).mutable_place_event();
  }

  void MakeOrganisation() {
    const CivilDay day(2016, 9, 1);
    const std::string board = world_.ids.Of("board", 9);
    facts_.Add(board, At(day, 9))
        .mutable_board_event()
        ->mutable_board_created()
        ->set_display_name("Kommunstyrelsen");
    unit_ = world_.ids.Of("unit", 9);
    auto& unit = *facts_.Add(unit_, At(day, 10)).mutable_unit_event()->mutable_unit_created();
    unit.set_board_id(board);
    unit.set_municipality_code(std::string(world_.municipality->code));
    unit.set_display_name("Servicekontoret i Ramsjö");
    for (size_t i = 0; i < PlaceStaff().size(); ++i) {
      staff_.push_back(world_.ids.Of("place staff", static_cast<int64_t>(i)));
      auto& registered = facts_.Add(staff_[i], At(day, 11, static_cast<int64_t>(i)));
      registered.mutable_staff_event()->mutable_staff_registered()->set_unit_id(unit_);
      const bool born_abroad = rng_.Chance(150);
      const bool woman = rng_.Chance(600);
      const Name name = InventName(rng_, woman, born_abroad);
      auto& sealed = *registered.add_parts()->mutable_staff_sealed()->mutable_staff_registered();
      sealed.set_display_name(absl::StrCat(name.given, " ", name.family));
      sealed.set_email(absl::StrCat("ramsjo", i, "@", world_.municipality->id, ".example"));
    }
    auto& lead = *facts_.Add(staff_[0], At(day, 12)).mutable_staff_event()->mutable_role_granted();
    lead.set_role(organisation::v1::ROLE_PLACE_LEAD);
    lead.set_unit_id(unit_);
  }

  void Found() {
    v1::PlaceFounded& founded = *On(CivilDay(2016, 10, 3), 8).mutable_place_founded();
    founded.set_display_name("Ramsjö");
    founded.set_municipality_code(std::string(world_.municipality->code));
    founded.set_purpose("Bevara och driva service med kvalitet, utifrån ortens behov");
    founded.set_office("Ramsjö skola");
    founded.set_lead_staff_id(staff_[0]);
    founded.set_ore_per_km(1850);
    founded.set_ore_per_hour(29500);
    const std::pair<v1::GroupKind, absl::string_view> groups[] = {
        {v1::GROUP_KIND_STEERING, "Styrgruppen"},
        {v1::GROUP_KIND_REFERENCE, "Referensgruppen av boende"},
        {v1::GROUP_KIND_WORKING, "Arbetsgruppen för måltider"},
        {v1::GROUP_KIND_WORKING, "Arbetsgruppen för mötesplatsen"}};
    for (const auto& [kind, name] : groups) {
      groups_.push_back(world_.ids.Of("place group", static_cast<int64_t>(groups_.size())));
      v1::GroupFormed& formed = *On(CivilDay(2016, 10, 12)).mutable_group_formed();
      formed.set_group_id(groups_.back());
      formed.set_group_kind(kind);
      formed.set_display_name(std::string(name));
      for (const char* actor : {"Skola", "Omsorg", "Byalaget"}) formed.add_actors(actor);
    }
  }

  void TellNeed(int64_t number) {
    const PlaceNeed& need = PlaceNeeds()[static_cast<size_t>(number)];
    const CivilDay day = CivilDay(2016, 10, 17) + number * 4;
    v1::NeedRecorded& recorded = *On(day).mutable_need_recorded();
    recorded.set_need_id(world_.ids.Of("need", number));
    recorded.set_statement(std::string(need.statement));
    recorded.set_need_source(need.source);
    recorded.set_who(std::string(need.who));
    recorded.set_service(std::string(need.service));
    recorded.set_frequency(need.frequency);
    recorded.set_urgency(need.urgency);
    if (need.met_after_days > 0) {
      const CivilDay met_on = WorkingDayFrom(day + need.met_after_days + rng_.Below(20));
      v1::NeedMet& met = *On(met_on).mutable_need_met();
      met.set_need_id(recorded.need_id());
      met.set_how(std::string(need.how));
      met.add_contributors(std::string(need.contributor));
    } else if (need.lapses) {
      v1::NeedReassessed& reassessed = *On(CivilDay(2018, 3, 5)).mutable_need_reassessed();
      reassessed.set_need_id(recorded.need_id());
      reassessed.set_standing(v1::NEED_STANDING_LAPSED);
      reassessed.set_reason(std::string(need.how));
    }
  }

  void ShareStaff() {
    for (size_t i = 0; i < staff_.size(); ++i) {
      const PlaceMember& member = PlaceStaff()[i];
      v1::StaffShared& shared =
          *On(CivilDay(2017, 1, 9) + static_cast<int64_t>(i) * 14).mutable_staff_shared();
      shared.set_staff_id(staff_[i]);
      shared.set_home_department(std::string(member.home));
      shared.add_competences(std::string(member.competence));
      shared.set_percent_before(member.percent_before);
      shared.set_percent_after(member.percent_after);
      const double hours = 0.4 * member.percent_after;
      AddHours(shared, member.home, hours - member.hours_elsewhere);
      AddHours(shared, member.other, member.hours_elsewhere);
    }
    for (int round = 0; round < 3; ++round) {
      v1::SupervisionGiven& given =
          *On(PlusMonths(CivilDay(2017, 5, 15), round * 6)).mutable_supervision_given();
      // One of them has not had any yet.
      for (size_t i = 1; i < staff_.size(); ++i) given.add_staff_ids(staff_[i - 1]);
      given.set_minutes(90);
      given.set_form("handledning i grupp");
      v1::CompetenceActivityHeld& held =
          *On(PlusMonths(CivilDay(2017, 8, 14), round * 5)).mutable_competence_activity_held();
      held.set_title(std::string(PlaceCourses()[static_cast<size_t>(round)]));
      for (const std::string& id : staff_) held.add_staff_ids(id);
      held.set_hours(3);
      held.set_cross_sector(round > 0);
    }
  }

  static void AddHours(v1::StaffShared& shared, absl::string_view department, double hours) {
    if (hours <= 0 || department.empty()) return;
    v1::DepartmentHours& one = *shared.add_hours();
    one.set_department(std::string(department));
    one.set_hours_per_week(hours);
  }

  void KeepAccount() {
    v1::BaseYearFixed base;
    for (int32_t year = kBaseYear; year <= kBaseYear + 3; ++year) {
      for (int32_t month = 1; month <= 12; ++month) BookMonth(year, month, base);
      if (year == kBaseYear) Fix(base);
    }
    const std::pair<int32_t, int64_t> indices[] = {{2016, 316430}, {2017, 322110}, {2018, 328400}};
    for (const auto& [year, thousandths] : indices) {
      v1::PriceIndexSet& set = *On(CivilDay(year + 1, 1, 15)).mutable_price_index_set();
      set.set_year(year);
      set.set_index_thousandths(thousandths);
      set.set_source("SCB, KPI 1980 = 100");
    }
  }

  void BookMonth(int32_t year, int32_t month, v1::BaseYearFixed& base) {
    // The ledger of the base year is brought in when the work begins; later months are booked as
    // they end.
    const CivilDay began(2016, 10, 10);
    const CivilDay day = std::max(began, PlusMonths(CivilDay(year, month, 1), 1) + 9);
    for (const LedgerLine& line : PlaceLedger()) {
      v1::AccountEntryBooked& booked = *On(day, 14).mutable_account_entry_booked();
      booked.set_department(std::string(line.department));
      booked.set_account(std::string(line.account));
      const int64_t level = line.permille[static_cast<size_t>(year - kBaseYear)];
      const int64_t permille = 970 + rng_.Below(61);
      const int64_t ore = rng_.Below(100);
      booked.set_amount_ore(line.kronor * level / 10 * permille / 1000 + ore);
      booked.set_year(year);
      booked.set_month(month);
      booked.set_reference(absl::StrCat("L", year, "-", ++entries_));
      for (const LedgerShare& share : line.shares) {
        if (share.department.empty()) continue;
        v1::AllocationShare& out = *booked.add_shares();
        out.set_department(std::string(share.department));
        out.set_service(std::string(line.service));
        out.set_millionths(share.millionths);
        if (year == kBaseYear) {
          sums_[{out.department(), out.service()}] += booked.amount_ore() * share.millionths;
        }
      }
    }
    base.set_year(kBaseYear);
  }

  void Fix(v1::BaseYearFixed& base) {
    base.set_index_name("KPI");
    base.set_index_thousandths(313350);
    for (const auto& [line, sum] : sums_) {
      v1::BaseAmount& amount = *base.add_amounts();
      amount.set_department(line.first);
      amount.set_service(line.second);
      amount.set_ore_millionths(sum);
    }
    *On(CivilDay(2016, 10, 20)).mutable_base_year_fixed() = base;
  }

  void Agree() {
    int64_t number = 0;
    for (const PlacePartner& promised : PlacePartners()) {
      const std::string id = world_.ids.Of("place partner", number);
      auto& fact = facts_.Add(id, At(CivilDay(2016, 9, 5), 13, number));
      auto& registered = *fact.mutable_partner_event()->mutable_partner_registered();
      registered.set_display_name(std::string(promised.name));
      registered.set_partner_kind(promised.sector == v1::SECTOR_PRIVATE
                                      ? partner::v1::PARTNER_KIND_EMPLOYER
                                      : partner::v1::PARTNER_KIND_ASSOCIATION);
      v1::PartnerAgreed& agreed = *On(CivilDay(2016, 12, 1) + number).mutable_partner_agreed();
      agreed.set_partner_id(id);
      agreed.set_display_name(std::string(promised.name));
      agreed.set_sector(promised.sector);
      agreed.set_contribution(std::string(promised.contribution));
      agreed.set_volunteer_hours_per_quarter(promised.hours);
      const CivilDay from = PlusMonths(CivilDay(2017, 1, 1), promised.months_until);
      *agreed.mutable_from_date() = DateOf(from);
      if (promised.months_long > 0) {
        *agreed.mutable_until_date() = DateOf(PlusMonths(from, promised.months_long));
      }
      ++number;
    }
  }

  void Set(const OpeningHours& hours) {
    const std::pair<CivilDay, double> points[] = {
        {CivilDay(2016, 10, 14), hours.before},
        {PlusMonths(CivilDay(2017, 2, 1), hours.months_until), hours.now}};
    for (const auto& [day, week] : points) {
      v1::ServiceHoursSet& set = *On(day).mutable_service_hours_set();
      set.set_service(std::string(hours.service));
      set.set_hours_per_week(week);
      if (week == hours.now) set.set_opening_hours(std::string(hours.words));
    }
    for (const int year : {2016, 2018}) {
      v1::QualityMeasured& measured = *On(CivilDay(year, 11, 20)).mutable_quality_measured();
      measured.set_service(std::string(hours.service));
      measured.set_survey("enkät till hushållen");
      measured.set_n(static_cast<int32_t>(rng_.Between(34, 71)));
      measured.set_value(static_cast<double>(rng_.Between(26, 34) + (year - 2016) * 4) / 10);
      measured.set_scale("1–5");
    }
  }

  void AvoidTrips() {
    for (int month = 0; month < 24; ++month) {
      for (const AvoidedTask& task : PlaceTasks()) {
        v1::TripAvoided& trip =
            *On(PlusMonths(CivilDay(2017, 1, 27), month), 15).mutable_trip_avoided();
        trip.set_task(std::string(task.task));
        trip.set_department(std::string(task.department));
        trip.set_trips(static_cast<int32_t>(rng_.Between(1, task.most_trips)));
        trip.set_km(110);
        trip.set_minutes(95);
        trip.set_ore_per_km(1850);
        trip.set_ore_per_hour(29500);
      }
    }
  }

  void Meet() {
    int64_t number = 0;
    for (const PlaceMeeting& meeting : PlaceMeetings()) {
      v1::MeetingHeld& held =
          *On(PlusMonths(CivilDay(2016, 11, 3), static_cast<int>(number) * 4), 18)
               .mutable_meeting_held();
      held.set_meeting_id(world_.ids.Of("place meeting", number));
      held.set_title(std::string(meeting.title));
      if (meeting.group >= 0) held.set_group_id(groups_[static_cast<size_t>(meeting.group)]);
      held.set_attendees(static_cast<int32_t>(rng_.Between(8, 45)));
      AddActor(held, "Omsorg", v1::SECTOR_PUBLIC);
      AddActor(held, "Byalaget i Ramsjö", v1::SECTOR_VOLUNTARY);
      AddActor(held, "Boende", v1::SECTOR_RESIDENTS);
      v1::AgreedAction& action = *held.add_actions();
      action.set_what(std::string(meeting.action));
      action.set_responsible(std::string(meeting.responsible));
      *action.mutable_due_date() =
          DateOf(PlusMonths(CivilDay(2017, 1, 31), static_cast<int>(number) * 4));
      ++number;
    }
  }

  static void AddActor(v1::MeetingHeld& held, const char* name, v1::Sector sector) {
    v1::MeetingActor& actor = *held.add_actors();
    actor.set_display_name(name);
    actor.set_sector(sector);
  }

  const World& world_;
  Rng rng_;
  FactList facts_;
  const std::string place_;
  std::string unit_;
  std::vector<std::string> staff_;
  std::vector<std::string> groups_;
  // Of the base year, by department and service, in millionths of an öre.
  std::map<std::pair<std::string, std::string>, int64_t> sums_;
  int64_t entries_ = 0;
  int64_t minute_ = 0;
};

}  // namespace

std::vector<Fact> TellPlace(const World& world) {
  if (world.municipality->id != kMunicipality) return {};
  return Teller(world).Run();
}

}  // namespace framdrift::demo
