#include "clients/demo/organisation.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "base/check.h"
#include "clients/demo/activities.h"
#include "clients/demo/calendar.h"
#include "clients/demo/names.h"
#include "clients/demo/rng.h"

namespace framdrift::demo {
namespace {

namespace org = organisation::v1;

constexpr uint64_t kOrganisationStream = 101;
// What one caseworker has on average, and how long a case is open.
constexpr int kCasesPerCaseworker = 38;
constexpr int kDaysOpen = 225;
constexpr Quantile kTenureDays[] = {{0, 240}, {300, 480}, {600, 900}, {1000, 2000}};

class Organiser {
 public:
  explicit Organiser(World& world)
      : world_(world),
        out_(world.organisation),
        rng_({world.settings.seed, world.number, kOrganisationStream}),
        facts_(world.end),
        before_(world.start - 60) {}

  std::vector<Fact> Run() {
    MakeUnits();
    MakePosts();
    MakePartners();
    AddActivities(world_, rng_, facts_);
    return facts_.Take();
  }

 private:
  std::string MakeBoard(int64_t number, const std::string& name) {
    const std::string id = world_.ids.Of("board", number);
    auto& fact = facts_.Add(id, At(before_, 9));
    fact.mutable_board_event()->mutable_board_created()->set_display_name(name);
    return id;
  }

  std::string MakeUnit(int64_t number, const std::string& board, const std::string& name) {
    const std::string id = world_.ids.Of("unit", number);
    auto& fact = facts_.Add(id, At(before_, 10, number));
    org::UnitCreated& created = *fact.mutable_unit_event()->mutable_unit_created();
    created.set_board_id(board);
    created.set_municipality_code(std::string(world_.municipality->code));
    created.set_display_name(name);
    return id;
  }

  void MakeUnits() {
    out_.labour_board = MakeBoard(1, "Arbetsmarknadsnämnden");
    out_.social_board = MakeBoard(2, "Socialnämnden");
    out_.labour_unit = MakeUnit(1, out_.labour_board, "Arbetsmarknadsenheten");
    out_.support_unit = MakeUnit(2, out_.social_board, "Enheten för ekonomiskt bistånd");
    out_.care_unit = MakeUnit(3, out_.social_board, "Individ- och familjeomsorgen");
  }

  void MakePosts() {
    const Settings& settings = world_.settings;
    const int64_t open = int64_t{settings.persons} * kDaysOpen / (int64_t{settings.years} * 365);
    const int64_t posts = std::max<int64_t>(2, open / kCasesPerCaseworker + 1);
    for (int64_t i = 0; i < posts; ++i) {
      out_.caseworkers.push_back(MakePost(out_.labour_unit, org::ROLE_CASEWORKER));
    }
    out_.decider = MakePost(out_.support_unit, org::ROLE_CASEWORKER);
    for (int i = 0; i < 2; ++i) out_.care.push_back(MakePost(out_.care_unit, org::ROLE_CASEWORKER));
    MakePost(out_.labour_unit, org::ROLE_TEAM_LEAD);
    MakePost(out_.labour_unit, org::ROLE_MANAGER);
    MakePost(out_.support_unit, org::ROLE_MANAGER);
    MakePost(out_.labour_unit, org::ROLE_ADMINISTRATOR);
    if (world_.municipality->part != Part::kOutside) {
      MakePost(out_.labour_unit, org::ROLE_PROGRAMME_LEAD);
    }
  }

  Post MakePost(const std::string& unit, org::Role role) {
    Post post;
    post.unit_id = unit;
    absl::CivilDay from = WorkingDayFrom(world_.start - 30);
    while (At(from, 0) < world_.end) {
      Tenure tenure;
      tenure.from = from;
      const absl::CivilDay until = WorkingDayFrom(from + rng_.From(kTenureDays));
      if (At(until, 17) < world_.end) tenure.until = until;
      MakeStaff(unit, role, tenure);
      post.tenures.push_back(std::move(tenure));
      from = until;
    }
    return post;
  }

  void MakeStaff(const std::string& unit, org::Role role, Tenure& tenure) {
    const int64_t number = ++staff_;
    tenure.staff_id = world_.ids.Of("staff", number);
    const bool born_abroad = rng_.Chance(180);
    const Name name = InventName(rng_, rng_.Chance(680), born_abroad);
    tenure.name = absl::StrCat(name.given, " ", name.family);
    const absl::Time began = At(tenure.from, 8);
    auto& registered = facts_.Add(tenure.staff_id, began);
    registered.mutable_staff_event()->mutable_staff_registered()->set_unit_id(unit);
    auto& sealed = *registered.add_parts()->mutable_staff_sealed()->mutable_staff_registered();
    sealed.set_display_name(tenure.name);
    sealed.set_email(absl::StrFormat("m%03d@%s.example", number, world_.municipality->id));
    auto& granted = *facts_.Add(tenure.staff_id, began + absl::Minutes(5))
                         .mutable_staff_event()
                         ->mutable_role_granted();
    granted.set_role(role);
    granted.set_unit_id(unit);
    if (role != org::ROLE_CASEWORKER) return;
    SetCapacity(tenure.staff_id, began + absl::Minutes(10), rng_.Chance(800) ? 100 : 75);
    const absl::CivilDay later = WorkingDayFrom(tenure.from + rng_.Between(150, 700));
    if (rng_.Chance(200) && (!tenure.until || later < *tenure.until)) {
      SetCapacity(tenure.staff_id, At(later, 9), rng_.Chance(500) ? 75 : 100);
    }
    if (tenure.until) {
      facts_.Add(tenure.staff_id, At(*tenure.until, 17))
          .mutable_staff_event()
          ->mutable_staff_ended();
    }
  }

  void SetCapacity(const std::string& staff, absl::Time at, int fte_percent) {
    auto& set = *facts_.Add(staff, at).mutable_staff_event()->mutable_capacity_set();
    set.set_fte_percent(fte_percent);
    set.set_max_load(60 * fte_percent / 100);
  }

  void MakePartners() {
    namespace partner = framdrift::partner::v1;
    const std::string of = std::string(world_.municipality->name);
    out_.agency = MakePartner("Arbetsförmedlingen, lokalt kontor", partner::PARTNER_KIND_AGENCY);
    MakePartner(absl::StrCat("Vuxenutbildningen i ", of), partner::PARTNER_KIND_EDUCATION_PROVIDER);
    MakePartner(absl::StrCat("Föreningen Gemenskap i ", of), partner::PARTNER_KIND_ASSOCIATION);
    const int employers = 6 + world_.settings.persons / 200;
    for (int i = 0; i < employers; ++i) {
      Employer employer;
      employer.id = MakePartner(InventWorkplace(rng_), partner::PARTNER_KIND_EMPLOYER);
      for (int64_t n = 0; n < 2; ++n) OfferPlacement(employer, i * 2 + n);
      out_.employers.push_back(std::move(employer));
    }
  }

  std::string MakePartner(const std::string& name, framdrift::partner::v1::PartnerKind kind) {
    const std::string id = world_.ids.Of("partner", ++partners_);
    auto& fact = facts_.Add(id, At(before_, 13, partners_ % 60));
    auto& registered = *fact.mutable_partner_event()->mutable_partner_registered();
    registered.set_display_name(name);
    registered.set_partner_kind(kind);
    const bool born_abroad = rng_.Chance(150);
    const Name contact = InventName(rng_, rng_.Chance(500), born_abroad);
    auto& sealed = *fact.add_parts()->mutable_partner_sealed()->mutable_partner_registered();
    sealed.set_contact_name(absl::StrCat(contact.given, " ", contact.family));
    return id;
  }

  void OfferPlacement(Employer& employer, int64_t number) {
    static constexpr absl::string_view kTitles[] = {"Biträde i butik",
                                                    "Köksbiträde",
                                                    "Lagermedarbetare",
                                                    "Lokalvårdare",
                                                    "Medhjälpare i verkstad",
                                                    "Vaktmästare"};
    const absl::CivilDay day = before_ + 10;
    employer.placement_ids.push_back(world_.ids.Of("placement", number));
    auto& offered = *facts_.Add(employer.id, At(day, 10, number % 60))
                         .mutable_partner_event()
                         ->mutable_placement_offered();
    offered.set_placement_id(employer.placement_ids.back());
    offered.set_title(std::string(rng_.Pick<absl::string_view>(kTitles)));
    offered.set_type(codes::v1::ACTIVITY_TYPE_INTERNSHIP);
    offered.set_seats(static_cast<int32_t>(rng_.Between(1, 4)));
    *offered.mutable_from_date() = DateOf(world_.start);
  }

  World& world_;
  Organisation& out_;
  Rng rng_;
  FactList facts_;
  const absl::CivilDay before_;
  int64_t staff_ = 0;
  int64_t partners_ = 0;
};

}  // namespace

const Tenure& Post::HolderOn(absl::CivilDay day) const {
  FD_CHECK(!tenures.empty());
  for (const Tenure& tenure : tenures) {
    if (!tenure.until || day < *tenure.until) return tenure;
  }
  return tenures.back();
}

World WorldOf(const Settings& settings, uint64_t number) {
  const Municipality* municipality = &Municipalities()[number];
  World world{
      municipality, settings, number, Ids(settings.seed, municipality->id), {}, {}, 0, 0, {}};
  world.start = PlusMonths(settings.today, -12 * settings.years);
  world.end = At(settings.today, 0);
  Rng rng({settings.seed, number});
  world.in_time_first = static_cast<int>(rng.Between(580, 720));
  const bool improves = municipality->part == Part::kMember;
  world.in_time_last =
      world.in_time_first + static_cast<int>(improves ? rng.Between(80, 220) : rng.Between(0, 60));
  if (municipality->part == Part::kOriginator) world.in_time_first = world.in_time_last = 920;
  return world;
}

std::vector<Fact> Organise(World& world) { return Organiser(world).Run(); }

}  // namespace framdrift::demo
