#include "services/person/person_resource.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "domain/history/when.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = person::v1;
using history::DateFrom;
using View = StreamView<person::PersonDecider>;

// YYYYMMDD-NNNN of twelve characters.
std::string Written(const std::string& normalised) {
  if (normalised.empty()) return "";
  return absl::StrCat(normalised.substr(0, 8), "-", normalised.substr(8));
}

void RenderName(const View& view, int64_t position, v1::Person& out) {
  const auto text = view.Text(position);
  if (!text) return;
  if (text->has_person_registered()) {
    out.set_given_name(text->person_registered().given_name());
    out.set_family_name(text->person_registered().family_name());
  } else {
    out.set_given_name(text->identifier_changed().given_name());
    out.set_family_name(text->identifier_changed().family_name());
  }
}

void RenderContact(const View& view, int64_t position, v1::Person& out) {
  const auto text = view.Text(position);
  if (!text) return;
  *out.mutable_contact() = text->has_person_registered()
                               ? text->person_registered().contact()
                               : text->contact_details_changed().contact();
}

v1::Representative Rendered(const View& view, const person::RepresentativeId& id,
                            const person::Representative& representative) {
  v1::Representative out;
  out.set_representative_id(id.ToString());
  out.set_kind(representative.kind);
  if (representative.person) out.set_representative_person_id(representative.person->ToString());
  *out.mutable_from_date() = DateFrom(representative.from);
  if (representative.to) *out.mutable_to_date() = DateFrom(*representative.to);
  if (const auto text = view.Text(representative.position)) {
    out.set_name(text->representative_set().name());
    *out.mutable_contact() = text->representative_set().contact();
    out.set_scope(text->representative_set().scope());
  }
  return out;
}

v1::LivelihoodEntry Rendered(const person::LivelihoodEntry& entry) {
  v1::LivelihoodEntry out;
  out.set_state(entry.state);
  *out.mutable_from_date() = DateFrom(entry.from);
  if (entry.extent_percent) out.set_extent_percent(*entry.extent_percent);
  if (entry.monthly_gross_ore) out.set_monthly_gross_ore(*entry.monthly_gross_ore);
  out.set_source(entry.source);
  out.set_evidence(entry.evidence);
  out.set_position(entry.position);
  return out;
}

}  // namespace

std::string NormalisedNumber(const View& view, const person::Person& state) {
  if (!state.has_number()) return "";
  const auto text = view.Text(state.number_position);
  if (!text) return "";
  return text->has_person_registered() ? text->person_registered().personal_number()
                                       : text->identifier_changed().personal_number();
}

void PersonResource::RenderState(const Reading& reading, const View& view,
                                 const person::Person& state, Message& out) {
  const history::PersonId id(view.id());
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_person_id(id.ToString());
  out.set_etag(FormatEtag(view.revision()));
  out.set_identifier_kind(state.identifier_kind);
  out.set_personal_number(Written(NormalisedNumber(view, state)));
  RenderName(view, state.name_position, out);
  RenderContact(view, state.contact_position, out);
  if (state.birth_date) *out.mutable_birth_date() = DateFrom(*state.birth_date);
  out.set_sex(state.sex());
  *out.mutable_background() = person::WithNotAsked(state.background);
  for (const auto& [representative_id, representative] : state.representatives) {
    *out.add_representatives() = Rendered(view, representative_id, representative);
  }
  std::sort(out.mutable_representatives()->begin(),
            out.mutable_representatives()->end(),
            [](const v1::Representative& a, const v1::Representative& b) {
              const auto key = [](const google::type::Date& date) {
                return std::tuple(date.year(), date.month(), date.day());
              };
              return key(a.from_date()) < key(b.from_date());
            });
  out.set_protection(state.protection);
  for (const person::LivelihoodEntry& entry : state.livelihood.entries()) {
    *out.add_livelihood() = Rendered(entry);
  }
  if (state.merged_into) out.set_merged_into(state.merged_into->ToString());
  for (const history::PersonId& absorbed : state.absorbed) out.add_absorbed(absorbed.ToString());
}

absl::Status PersonResource::Render(Reading& reading, const View& view, Message& out) {
  RenderState(reading, view, view.state(), out);
  return absl::OkStatus();
}

}  // namespace framdrift::services
