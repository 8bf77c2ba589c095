#include "clients/demo/evaluation_content.h"

#include <initializer_list>
#include <utility>

namespace framdrift::demo {
namespace {

namespace ev = evaluation::v1;
using codes::v1::ActivityType;
using codes::v1::LivelihoodState;

constexpr int64_t kOrePerKrona = 100;

ev::PriceRow Row(const char* code, const char* title, ev::PriceKind kind, ev::Party payer,
                 int64_t kronor) {
  ev::PriceRow row;
  row.set_code(code);
  row.set_title(title);
  row.set_kind(kind);
  row.set_payer(payer);
  row.set_price_ore(kronor * kOrePerKrona);
  row.set_unit(ev::PRICE_UNIT_MONTH);
  return row;
}

ev::PriceRow LivelihoodRow(const char* code, const char* title, ev::PriceKind kind, ev::Party payer,
                           int64_t kronor, LivelihoodState state) {
  ev::PriceRow row = Row(code, title, kind, payer, kronor);
  row.add_livelihood_states(state);
  return row;
}

ev::PriceRow HourRow(const char* code, const char* title, int64_t kronor,
                     std::initializer_list<ActivityType> types) {
  ev::PriceRow row = Row(code, title, ev::PRICE_KIND_RESOURCE, ev::PARTY_MUNICIPALITY, kronor);
  row.set_unit(ev::PRICE_UNIT_HOUR);
  for (const ActivityType type : types) row.add_activity_types(type);
  return row;
}

void AddItem(const char* code, int64_t kronor, ev::MonthState& out) {
  ev::StateItem& item = *out.add_items();
  item.set_code(code);
  item.set_amount_ore(kronor * kOrePerKrona);
}

ev::TypicalCase Case(const char* code, const char* title, double share) {
  ev::TypicalCase one;
  one.set_code(code);
  one.set_title(title);
  one.set_share(share);
  return one;
}

void SetAmount(ev::Party party, int64_t kronor, ev::PartyAmount& out) {
  out.set_party(party);
  out.set_amount_ore(kronor * kOrePerKrona);
}

constexpr NotedFactor kFactors[] = {
    {ev::FACTOR_KIND_SUCCESS_FACTOR,
     ev::FACTOR_AREA_APPROACH,
     4,
     "Arbetsplatsen först: praktik inom två veckor från första mötet."},
    {ev::FACTOR_KIND_ADDED_VALUE,
     ev::FACTOR_AREA_ORGANISATION,
     7,
     "Handläggare och arbetsgivare möts varje månad, också om annat."},
    {ev::FACTOR_KIND_LEARNING,
     ev::FACTOR_AREA_STEERING,
     8,
     "Parterna behöver komma överens om priser innan de kommer överens om resultat."},
    {ev::FACTOR_KIND_OBSTACLE,
     ev::FACTOR_AREA_STEERING,
     10,
     "Den som betalar är inte den som får tillbaka; avtal om fördelning saknas."},
};

constexpr NetworkPerson kPersons[] = {
    {0, "Controller"},
    {5, "Enhetschef för arbetsmarknad"},
    {6, "Utvecklingsledare"},
    {7, "Utvärderare på kansliet"},
};

}  // namespace

std::vector<ev::PriceRow> EvaluationPrices() {
  std::vector<ev::PriceRow> rows = {
      Row("lon", "Heltidslön", ev::PRICE_KIND_WAGE, ev::PARTY_UNSPECIFIED, 26'500),
      LivelihoodRow("forsorjningsstod",
                    "Försörjningsstöd",
                    ev::PRICE_KIND_UNTAXED_TRANSFER,
                    ev::PARTY_MUNICIPALITY,
                    9'800,
                    codes::v1::LIVELIHOOD_STATE_INCOME_SUPPORT),
      LivelihoodRow("etablering",
                    "Etableringsersättning",
                    ev::PRICE_KIND_UNTAXED_TRANSFER,
                    ev::PARTY_EMPLOYMENT_SERVICE,
                    6'800,
                    codes::v1::LIVELIHOOD_STATE_ESTABLISHMENT),
      LivelihoodRow("studiemedel",
                    "Studiebidrag",
                    ev::PRICE_KIND_UNTAXED_TRANSFER,
                    ev::PARTY_STUDY_AID,
                    3'900,
                    codes::v1::LIVELIHOOD_STATE_STUDY_WITH_AID),
      LivelihoodRow("aktivitetsstod",
                    "Aktivitetsstöd",
                    ev::PRICE_KIND_TAXED_TRANSFER,
                    ev::PARTY_UNEMPLOYMENT_INSURANCE,
                    9'400,
                    codes::v1::LIVELIHOOD_STATE_UNEMPLOYMENT_OR_ACTIVITY_BENEFIT),
      LivelihoodRow("sjukpenning",
                    "Sjukpenning och aktivitetsersättning",
                    ev::PRICE_KIND_TAXED_TRANSFER,
                    ev::PARTY_SOCIAL_INSURANCE,
                    11'200,
                    codes::v1::LIVELIHOOD_STATE_SICKNESS),
      LivelihoodRow("foraldrapenning",
                    "Föräldrapenning",
                    ev::PRICE_KIND_TAXED_TRANSFER,
                    ev::PARTY_SOCIAL_INSURANCE,
                    8'100,
                    codes::v1::LIVELIHOOD_STATE_PARENTAL),
      LivelihoodRow("lonestod",
                    "Lönestöd",
                    ev::PRICE_KIND_SUBSIDY,
                    ev::PARTY_EMPLOYMENT_SERVICE,
                    11'500,
                    codes::v1::LIVELIHOOD_STATE_SUBSIDISED_REGULAR_WORK),
      Row("handlaggning", "Handläggning", ev::PRICE_KIND_RESOURCE, ev::PARTY_MUNICIPALITY, 0),
      Row("vard", "Hälso- och sjukvård", ev::PRICE_KIND_RESOURCE, ev::PARTY_REGION, 0),
      Row("arbetsformedling",
          "Arbetsförmedlares tid",
          ev::PRICE_KIND_RESOURCE,
          ev::PARTY_EMPLOYMENT_SERVICE,
          0),
      Row("rattsvasende", "Rättsväsende", ev::PRICE_KIND_RESOURCE, ev::PARTY_JUSTICE, 0),
      HourRow("handledning",
              "Handledd timme på arbetsplats",
              95,
              {codes::v1::ACTIVITY_TYPE_INTERNSHIP,
               codes::v1::ACTIVITY_TYPE_WORK_TRAINING,
               codes::v1::ACTIVITY_TYPE_COMMUNITY_WORK}),
      HourRow("grupptimme",
              "Timme i grupp",
              60,
              {codes::v1::ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP,
               codes::v1::ACTIVITY_TYPE_MOTIVATION_AND_HEALTH,
               codes::v1::ACTIVITY_TYPE_SFI})};
  return rows;
}

ev::TaxParameters EvaluationTaxes() {
  ev::TaxParameters taxes;
  taxes.set_payroll(0.3142);
  taxes.set_municipal(0.205);
  taxes.set_regional(0.1118);
  taxes.set_job_credit(0.08);
  taxes.set_consumption(0.18);
  taxes.set_municipal_kept(0.4);
  taxes.set_regional_kept(0.4);
  return taxes;
}

std::vector<ev::TypicalCase> EvaluationTypicalCases() {
  ev::TypicalCase unqualified = Case("utan-gymnasium", "Ung utan gymnasieexamen", 0.5);
  AddItem("forsorjningsstod", 8'200, *unqualified.mutable_before());
  AddItem("handlaggning", 1'600, *unqualified.mutable_before());
  AddItem("vard", 700, *unqualified.mutable_before());
  AddItem("arbetsformedling", 500, *unqualified.mutable_before());
  AddItem("rattsvasende", 300, *unqualified.mutable_before());
  unqualified.mutable_after()->set_wage_ore(25'200 * kOrePerKrona);
  AddItem("vard", 500, *unqualified.mutable_after());
  AddItem("rattsvasende", 50, *unqualified.mutable_after());

  ev::TypicalCase newcomer = Case("nyanland", "Ung och ny i landet", 0.3);
  AddItem("etablering", 6'800, *newcomer.mutable_before());
  AddItem("handlaggning", 900, *newcomer.mutable_before());
  AddItem("arbetsformedling", 1'900, *newcomer.mutable_before());
  newcomer.mutable_after()->set_wage_ore(25'800 * kOrePerKrona);
  newcomer.mutable_after()->set_extent(0.75);
  AddItem("lonestod", 5'000, *newcomer.mutable_after());
  AddItem("handlaggning", 200, *newcomer.mutable_after());

  ev::TypicalCase unwell = Case("ohalsa", "Ung med ohälsa", 0.2);
  AddItem("sjukpenning", 11'200, *unwell.mutable_before());
  AddItem("handlaggning", 700, *unwell.mutable_before());
  AddItem("vard", 3'400, *unwell.mutable_before());
  unwell.mutable_after()->set_wage_ore(25'600 * kOrePerKrona);
  unwell.mutable_after()->set_extent(0.5);
  AddItem("sjukpenning", 5'600, *unwell.mutable_after());
  AddItem("vard", 1'700, *unwell.mutable_after());
  return {std::move(unqualified), std::move(newcomer), std::move(unwell)};
}

ev::Parameters EvaluationTerms(const std::string& price_table_id, int32_t price_year) {
  ev::Parameters terms;
  terms.set_price_table_id(price_table_id);
  terms.set_price_year(price_year);
  terms.set_participants(40);
  terms.set_success(0.38);
  terms.set_deadweight(0.17);
  terms.set_retention(0.985);
  terms.set_discount_rate(0.035);
  SetAmount(ev::PARTY_MUNICIPALITY, 34'000, *terms.add_costs());
  SetAmount(ev::PARTY_EMPLOYMENT_SERVICE, 12'000, *terms.add_costs());
  SetAmount(ev::PARTY_REGION, 6'000, *terms.add_costs());
  terms.set_source("Styrgruppens antaganden; påhittade för demon");
  return terms;
}

absl::Span<const NotedFactor> EvaluationFactors() { return kFactors; }

absl::Span<const NetworkPerson> EvaluationNetworkPersons() { return kPersons; }

}  // namespace framdrift::demo
