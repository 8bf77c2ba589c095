#include "domain/indicators/span_ratio.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "domain/indicators/refusals.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Definition;
using indicator::v1::Measure;
using indicator::v1::Quantity;

void Fault(absl::string_view field, absl::string_view message, Refusals& out) {
  out.Add(
      kDefinitionInvalid, absl::StrCat(field, ": ", message, "."), {{"field", std::string(field)}});
}

// How many rows, or how much they come to; of a spread for each group.
void SetPart(const Quantity& quantity, const Definition& definition, Definition& part) {
  Measure measure;
  if (quantity.ByteSizeLong() == 0) {
    measure.mutable_count();
  } else {
    *measure.mutable_sum()->mutable_of() = quantity;
  }
  part.clear_measure();
  if (definition.measure().has_spread()) {
    *part.mutable_measure()->mutable_spread() = definition.measure().spread();
    *part.mutable_measure()->mutable_spread()->mutable_of() = measure;
  } else {
    *part.mutable_measure() = measure;
  }
}

// The faults of a part, whose fields stand under other names in the definition: of each pair the
// first is the part's.
using Renamed = std::vector<std::pair<std::string, std::string>>;
void AddFaults(const absl::Status& status, const Renamed& renamed, Refusals& out) {
  for (const Refusal& refusal : RefusalsOf(status)) {
    std::map<std::string, std::string> metadata = refusal.metadata;
    std::string field = metadata["field"];
    std::string message = refusal.message;
    for (const auto& [from, to] : renamed) {
      if (!absl::StartsWith(field, from)) continue;
      const std::string rest = message.substr(std::min(field.size(), message.size()));
      field = to + field.substr(from.size());
      message = field + rest;
      break;
    }
    metadata["field"] = field;
    out.Add(kDefinitionInvalid, message, metadata);
  }
}

void CheckShape(const Definition& definition, const std::string& path, Refusals& out) {
  const indicator::v1::Ratio& ratio = *RatioOfSpans(definition);
  constexpr char kFilterThere[] = "write it in the population of its span";
  if (!ratio.numerator_filter().empty()) Fault(path + ".numerator_filter", kFilterThere, out);
  if (!ratio.denominator_filter().empty()) Fault(path + ".denominator_filter", kFilterThere, out);
  if (definition.count_of() == indicator::v1::COUNT_OF_PERSONS) {
    Fault("count_of", "a ratio of two spans is of rows", out);
  }
  if (!definition.weight().empty()) Fault("weight", "a ratio of two spans has no weights", out);
}

// Both parts are told by the same groups.
bool AreSame(const Operand& a, const Operand& b) { return a.type == b.type && a.list == b.list; }

void CheckGroups(const Plan& above, const Plan& below, Refusals& out) {
  constexpr char kOther[] = "the spans have another kind of field by that name";
  for (size_t i = 0; i < above.breakdowns.size(); ++i) {
    if (AreSame(above.breakdowns[i], below.breakdowns[i])) continue;
    Fault(absl::StrCat("breakdowns[", i, "]"), kOther, out);
  }
  if (above.across && !AreSame(*above.across, *below.across)) {
    Fault("measure.spread.by", kOther, out);
  }
}

}  // namespace

const indicator::v1::Ratio* RatioOfSpans(const Definition& definition) {
  const Measure& measure =
      definition.measure().has_spread() ? definition.measure().spread().of() : definition.measure();
  return measure.has_ratio() && measure.ratio().has_below() ? &measure.ratio() : nullptr;
}

absl::StatusOr<Plan> CompileRatioOfSpans(const Definition& definition, const Fields& fields,
                                         const absl::TimeZone& zone) {
  const indicator::v1::Ratio& ratio = *RatioOfSpans(definition);
  const std::string of = definition.measure().has_spread() ? "measure.spread.of." : "measure.";
  const std::string path = of + "ratio";
  Refusals faults;
  CheckShape(definition, path, faults);
  Definition above = definition;
  above.clear_count_of();
  above.clear_weight();
  SetPart(ratio.numerator(), definition, above);
  absl::StatusOr<Plan> plan = Compile(above, fields, zone);
  AddFaults(plan.status(), {{of + "sum.of", path + ".numerator"}}, faults);
  Definition below = above;
  below.clear_pick();
  below.set_span(ratio.below().span());
  below.set_population(ratio.below().population());
  *below.mutable_anchor() = ratio.below().anchor();
  SetPart(ratio.denominator(), definition, below);
  const auto other = std::make_shared<const Fields>(fields.Of(SubjectOf(below)));
  absl::StatusOr<Plan> under = Compile(below, *other, zone);
  AddFaults(under.status(),
            {{of + "sum.of", path + ".denominator"},
             {"population", path + ".below.population"},
             {"anchor", path + ".below.anchor"}},
            faults);
  if (plan.ok() && under.ok()) CheckGroups(*plan, *under, faults);
  if (!faults.empty()) return faults.AsStatus(absl::StatusCode::kInvalidArgument);
  under->own_fields = other;
  plan->below = std::make_shared<const Plan>(*std::move(under));
  return plan;
}

}  // namespace framdrift::indicators
