// Who the person is: the record, background, protection and who acts for them.
#include "clients/demo/calendar.h"
#include "clients/demo/story.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace framdrift::demo {
namespace {

namespace v1 = framdrift::person::v1;

constexpr absl::string_view kStreets[] = {"Björkvägen",
                                          "Ekgatan",
                                          "Fabriksgatan",
                                          "Järnvägsgatan",
                                          "Kvarngatan",
                                          "Lingonstigen",
                                          "Norra vägen",
                                          "Parkgatan",
                                          "Skolgatan",
                                          "Storgatan",
                                          "Tallvägen",
                                          "Åsgatan"};
constexpr absl::string_view kCountries[] = {
    "SY", "SO", "AF", "ER", "IQ", "UA", "BA", "TH", "PL", "FI"};
constexpr int kEducation[] = {60, 260, 480, 70, 125, 5};

void SetContact(Story& story, v1::ContactSealed& contact) {
  const int64_t number = story.who.number;
  const int64_t house = story.rng.Between(1, 80);
  contact.set_street(absl::StrCat(story.rng.Pick<absl::string_view>(kStreets), " ", house));
  contact.set_city(std::string(story.world.municipality->name));
  if (story.who.born_abroad && story.rng.Chance(350)) contact.set_interpreter(true);
  contact.set_email(absl::StrFormat("p%05d@%s.example", number, story.world.municipality->id));
}

void WriteBackground(Story& story, absl::Time at) {
  Rng& rng = story.rng;
  v1::BackgroundSet& set =
      *story.facts.Add(story.who.id, at).mutable_person_event()->mutable_background_set();
  set.set_source(v1::FACT_SOURCE_PERSON);
  const absl::CivilDay arrived = DayOf(at) - rng.Between(150, 3000);
  if (story.who.born_abroad) {
    set.mutable_country_of_birth()->set_country_code(
        std::string(rng.Pick<absl::string_view>(kCountries)));
    *set.mutable_arrival_date()->mutable_date() = DateOf(arrived);
  } else {
    set.mutable_country_of_birth()->set_country_code("SE");
  }
  if (rng.Chance(920)) {
    set.mutable_education_level()->set_level(
        static_cast<v1::EducationLevel>(1 + rng.Weighted(kEducation)));
  } else {
    set.mutable_education_level()->set_unanswered(v1::UNANSWERED_UNKNOWN);
  }
}

void WriteProtection(Story& story, absl::Time at) {
  const bool secret = story.rng.Chance(750);
  Fact& fact = story.facts.Add(story.who.id, at);
  auto& set = *fact.mutable_person_event()->mutable_protection_set();
  set.set_protection(secret ? codes::v1::PROTECTION_SECRECY_MARKING
                            : codes::v1::PROTECTION_PROTECTED_REGISTRATION);
  *set.mutable_review_date() = DateOf(PlusMonths(DayOf(at), 24));
  fact.add_parts()->mutable_person_sealed()->mutable_protection_set()->set_text(
      "Uppgift från folkbokföringen.");
  if (!story.rng.Chance(200)) return;
  Fact& lifted =
      story.facts.Add(story.who.id, story.Office(DayOf(at) + story.rng.Between(90, 500)));
  lifted.mutable_person_event()->mutable_protection_lifted();
  lifted.add_parts()->mutable_person_sealed()->mutable_protection_lifted()->set_text(
      "Markeringen har upphört.");
}

void WriteGuardian(Story& story, absl::Time at) {
  Fact& fact = story.facts.Add(story.who.id, at);
  auto& set = *fact.mutable_person_event()->mutable_representative_set();
  set.set_representative_id(story.world.ids.Of("representative", story.who.number));
  set.set_kind(story.who.group == codes::v1::TARGET_GROUP_UNACCOMPANIED_MINOR
                   ? v1::REPRESENTATIVE_KIND_GUARDIAN
                   : v1::REPRESENTATIVE_KIND_PARENT);
  *set.mutable_from_date() = DateOf(DayOf(at));
  *set.mutable_to_date() = DateOf(PlusMonths(story.who.birth, 18 * 12));
  const Name name = InventName(story.rng, story.rng.Chance(500), false);
  fact.add_parts()->mutable_person_sealed()->mutable_representative_set()->set_name(
      absl::StrCat(name.given, " ", name.family));
}

}  // namespace

void WriteRegistration(Story& story) {
  const absl::Time at = story.episodes.front().opened - absl::Minutes(25);
  Fact& fact = story.facts.Add(story.who.id, at);
  v1::PersonRegistered& registered = *fact.mutable_person_event()->mutable_person_registered();
  registered.set_identifier_kind(v1::IDENTIFIER_KIND_PERSONAL_NUMBER);
  *registered.mutable_birth_date() = DateOf(story.who.birth);
  registered.set_sex(story.who.woman ? v1::SEX_FEMALE : v1::SEX_MALE);
  v1::PersonRegisteredSealed& sealed =
      *fact.add_parts()->mutable_person_sealed()->mutable_person_registered();
  sealed.set_personal_number(story.who.personal_number);
  sealed.set_given_name(story.who.name.given);
  sealed.set_family_name(story.who.name.family);
  SetContact(story, *sealed.mutable_contact());
  WriteBackground(story, at + absl::Minutes(8));
  if (story.rng.Chance(15)) WriteProtection(story, at + absl::Minutes(12));
  if (PlusMonths(story.who.birth, 18 * 12) > DayOf(at))
    WriteGuardian(story, at + absl::Minutes(15));
  if (!story.rng.Chance(120)) return;
  Fact& moved = story.facts.Add(story.who.id, story.Office(DayOf(at) + story.rng.Between(30, 600)));
  moved.mutable_person_event()->mutable_contact_details_changed();
  SetContact(story,
             *moved.add_parts()
                  ->mutable_person_sealed()
                  ->mutable_contact_details_changed()
                  ->mutable_contact());
}

}  // namespace framdrift::demo
