#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "domain/history/when.h"
#include "domain/person/person.h"
#include "domain/person/refusals.h"

namespace framdrift::person {
namespace {

using history::Envelope;

constexpr int kAdult = 18;
constexpr int kFullTimePercent = 100;

void Check(const Person& before, const v1::PersonRegistered&, const Envelope&, Refusals& out) {
  if (before.registered) out.Add(kPersonExists, "The person is registered already.");
}

void Check(const Person&, const v1::IdentifierChanged& event, const Envelope&, Refusals& out) {
  if (event.identifier_kind() == v1::IDENTIFIER_KIND_UNSPECIFIED && !event.name_changed()) {
    out.Add(kIdentifierUnchanged, "Give a new number or a new name.");
  }
}

void Check(const Person&, const v1::ContactDetailsChanged&, const Envelope&, Refusals&) {}

bool IsCountryCode(const std::string& code) {
  return code.size() == 2 && absl::ascii_isupper(static_cast<unsigned char>(code[0])) &&
         absl::ascii_isupper(static_cast<unsigned char>(code[1]));
}

void CheckDate(const Person& before, const v1::DateAnswer& answer, const char* field,
               Refusals& out) {
  if (!answer.has_date() || !before.birth_date) return;
  const auto day = history::DayFrom(answer.date());
  if (day.ok() && *day < *before.birth_date) {
    out.Add(kBackgroundDateBeforeBirth,
            absl::StrCat("The date of ", field, " lies before the person's birth: check it."),
            {{"field", field}});
  }
}

void Check(const Person& before, const v1::BackgroundSet& event, const Envelope&, Refusals& out) {
  const bool any = event.has_sex() || event.has_country_of_birth() || event.has_education_level() ||
                   event.has_education_date() || event.has_last_job_end_date() ||
                   event.has_residence_permit_date() || event.has_arrival_date();
  if (!any) out.Add(kBackgroundEmpty, "State at least one background fact.");
  if (event.has_sex() && before.number_sex != v1::SEX_UNSPECIFIED) {
    out.Add(kSexGivenByNumber, "The person's number gives the sex: leave it out.");
  }
  if (event.country_of_birth().has_country_code() &&
      !IsCountryCode(event.country_of_birth().country_code())) {
    out.Add(kCountryCodeInvalid, "Give the country of birth as two capital letters, such as SE.");
  }
  CheckDate(before, event.education_date(), "education_date", out);
  CheckDate(before, event.last_job_end_date(), "last_job_end_date", out);
  CheckDate(before, event.residence_permit_date(), "residence_permit_date", out);
  CheckDate(before, event.arrival_date(), "arrival_date", out);
}

void Check(const Person& before, const v1::RepresentativeSet& event, const Envelope&,
           Refusals& out) {
  const auto from = history::DayFrom(event.from_date());
  if (event.has_to_date()) {
    const auto to = history::DayFrom(event.to_date());
    if (from.ok() && to.ok() && *to <= *from) {
      out.Add(kRepresentativeDatesOutOfOrder,
              "The first day out must come after the first day: swap or correct the dates.");
    }
  }
  const bool parent = event.kind() == v1::REPRESENTATIVE_KIND_PARENT;
  if (parent && from.ok() && before.AgeOn(*from).value_or(0) >= kAdult) {
    out.Add(kParentOfAdult,
            "From 18 nobody is represented by a parent: name a guardian or administrator.");
  }
}

void Check(const Person&, const v1::ProtectionSet& event, const Envelope&, Refusals& out) {
  if (event.protection() == codes::v1::PROTECTION_UNSPECIFIED ||
      event.protection() == codes::v1::PROTECTION_NONE) {
    out.Add(kProtectionKindMissing, "Say how the details are protected, or lift the protection.");
  }
}

void Check(const Person& before, const v1::ProtectionLifted&, const Envelope&, Refusals& out) {
  if (before.protection == codes::v1::PROTECTION_NONE) {
    out.Add(kProtectionNotSet, "The person's details are not protected.");
  }
}

void Check(const Person&, const v1::LivelihoodSet& event, const Envelope&, Refusals& out) {
  if (event.has_extent_percent() &&
      (event.extent_percent() < 0 || event.extent_percent() > kFullTimePercent)) {
    out.Add(kLivelihoodExtentOutOfRange, "Give the extent as 0 to 100 per cent of full time.");
  }
  if (event.has_monthly_gross_ore() && event.monthly_gross_ore() < 0) {
    out.Add(kAmountNegative, "An amount is zero or more.", {{"field", "monthly_gross_ore"}});
  }
}

void Check(const Person& before, const v1::PersonMerged& event, const Envelope&, Refusals& out) {
  if (event.has_survivor_id() && !before.absorbed.empty()) {
    out.Add(kPersonMerged,
            "Other records were merged into this one: merge into it instead, or unmerge those.",
            {{"person", before.absorbed.begin()->ToString()}});
  }
}

void Check(const Person& before, const v1::PersonUnmerged& event, const Envelope&, Refusals& out) {
  const bool merged =
      event.has_survivor_id()
          ? before.merged_into.has_value() && before.merged_into->ToString() == event.survivor_id()
          : [&] {
              const auto id = history::PersonId::Parse(event.absorbed_id());
              return id.ok() && before.absorbed.count(*id) > 0;
            }();
  if (!merged) out.Add(kPersonsNotMerged, "These two records are not merged.");
}

}  // namespace

absl::Status CheckKnown(const Person& state) {
  if (state.registered) return absl::OkStatus();
  return StatusWithReason(absl::StatusCode::kNotFound,
                          kPersonNotFound,
                          "There is no such person in this tenant: check the id.");
}

void PersonDecider::Check(const Person& before, const history::Recorded<Event>& entry,
                          Refusals& out) {
  const Event& event = entry.event;
  const Envelope& envelope = entry.envelope;
  if (before.merged_into && !event.has_person_unmerged()) {
    out.Add(kPersonMerged,
            "Another record goes on for this one: use that, or unmerge the two.",
            {{"person", before.merged_into->ToString()}});
  }
  switch (event.kind_case()) {
    case Event::kPersonRegistered:
      return person::Check(before, event.person_registered(), envelope, out);
    case Event::kIdentifierChanged:
      return person::Check(before, event.identifier_changed(), envelope, out);
    case Event::kContactDetailsChanged:
      return person::Check(before, event.contact_details_changed(), envelope, out);
    case Event::kBackgroundSet:
      return person::Check(before, event.background_set(), envelope, out);
    case Event::kRepresentativeSet:
      return person::Check(before, event.representative_set(), envelope, out);
    case Event::kProtectionSet:
      return person::Check(before, event.protection_set(), envelope, out);
    case Event::kProtectionLifted:
      return person::Check(before, event.protection_lifted(), envelope, out);
    case Event::kLivelihoodSet:
      return person::Check(before, event.livelihood_set(), envelope, out);
    case Event::kPersonMerged:
      return person::Check(before, event.person_merged(), envelope, out);
    case Event::kPersonUnmerged:
      return person::Check(before, event.person_unmerged(), envelope, out);
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      return;
  }
}

}  // namespace framdrift::person
