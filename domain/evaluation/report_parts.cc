#include "domain/evaluation/report_parts.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace framdrift::evaluation {
namespace {

namespace rv1 = report::v1;

}  // namespace

rv1::Bars& AddBars(const std::string& caption, rv1::Section& out) {
  rv1::Bars& bars = *out.add_blocks()->mutable_bars();
  bars.set_caption(caption);
  bars.set_unit("SEK");
  return bars;
}

void AddBar(const std::string& label, double from, double to, rv1::Bars& out) {
  rv1::Bar& bar = *out.add_bars();
  bar.set_label(label);
  bar.set_from(from);
  bar.set_to(to);
}

std::string PaybackCell(const v1::PartyLine& line) {
  if (!line.has_payback_months()) return "never";
  if (line.payback_months() == 0) return "at once";
  return line.payback_months() == 1 ? "after 1 month"
                                    : absl::StrCat("after ", line.payback_months(), " months");
}

std::string ParameterWords(absl::string_view code) {
  static const auto& words = *new std::map<std::string, std::string>{
      {"wage", "Wage"},
      {"productivity", "Productivity"},
      {"subsidies", "Subsidies"},
      {"tax.payroll", "Payroll tax"},
      {"tax.municipal", "Municipal tax"},
      {"tax.regional", "Regional tax"},
      {"tax.job-credit", "Job tax credit"},
      {"tax.consumption", "Consumption tax"},
      {"tax.municipal-kept", "Share of its tax the municipality keeps"},
      {"tax.regional-kept", "Share of its tax the region keeps"},
      {"effect.success", "Share that succeeds"},
      {"effect.deadweight", "Share that would have succeeded without"},
      {"effect.displacement", "Displacement"},
      {"effect.retention", "Effect kept from month to month"},
      {"discount-rate", "Discount rate"},
      {"participants", "Participants"},
      {"public-funds", "Cost of public funds"}};
  const auto known = words.find(std::string(code.data(), code.size()));
  if (known != words.end()) return known->second;
  for (const auto& [prefix, what] : {std::pair("taxed.", "Taxed benefits"),
                                     std::pair("untaxed.", "Untaxed support"),
                                     std::pair("resources.", "Real resources"),
                                     std::pair("cost.", "Cost of the initiative")}) {
    absl::string_view rest = code;
    if (!absl::ConsumePrefix(&rest, prefix)) continue;
    return absl::StrCat(what, ", ", absl::StrReplaceAll(rest, {{"-", " "}}));
  }
  return std::string(code.data(), code.size());
}

double ValueAt(const v1::PartyLine& line, int months) {
  for (const v1::HorizonValue& value : line.values()) {
    if (value.months() == months) return value.value();
  }
  return 0;
}

}  // namespace framdrift::evaluation
