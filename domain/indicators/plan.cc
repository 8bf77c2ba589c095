#include "domain/indicators/plan.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/filter/schema.h"
#include "base/refusal.h"
#include "domain/indicators/functions.h"
#include "domain/indicators/refusals.h"
#include "domain/indicators/span_ratio.h"

namespace framdrift::indicators {
namespace {

using indicator::v1::Definition;
using indicator::v1::Measure;

// What a filter or an attribute can hold of numbers, and no period is longer.
constexpr int kMostMonths = 1200;
constexpr int kMostDays = 36'600;

class DefinitionCompiler {
 public:
  DefinitionCompiler(const Fields& fields, const absl::TimeZone& zone)
      : fields_(fields), zone_(zone) {}

  absl::StatusOr<Plan> Compile(const Definition& definition) {
    plan_.fields = &fields_;
    plan_.zone = zone_;
    plan_.population = Filter("population", definition.population());
    plan_.population_text = definition.population();
    plan_.period = definition.period();
    if (definition.period().rolling() < 0 || definition.period().rolling() > kMostMonths) {
      Fault("period.rolling", absl::StrCat("write how many units, 1 to ", kMostMonths));
    }
    Anchoring(definition.anchor());
    plan_.counts_persons = definition.count_of() == indicator::v1::COUNT_OF_PERSONS;
    if (definition.pick() != indicator::v1::PICK_UNSPECIFIED) {
      plan_.pick = definition.pick();
      if (!plan_.counts_persons) Fault("pick", "only persons are picked for: set count_of");
    }
    for (int i = 0; i < definition.breakdowns_size(); ++i) {
      if (const auto by = Group(absl::StrCat("breakdowns[", i, "]"), definition.breakdowns(i))) {
        plan_.breakdowns.push_back(*by);
      }
    }
    if (!definition.weight().empty()) plan_.weight = Number("weight", definition.weight());
    MeasureOf(definition);
    if (plan_.weight && !Weighs()) {
      Fault("weight", "rows weigh only in counts, shares, sums, means, ratios, bands and returns");
    }
    const bool counts =
        plan_.measure.kind == Measure::kCount || plan_.measure.kind == Measure::kShare;
    if (plan_.counts_persons && plan_.pick == indicator::v1::PICK_ANY && !counts) {
      Fault("pick", "any row stands for a person only in a count or share: pick one");
    }
    if (!faults_.empty()) return faults_.AsStatus(absl::StatusCode::kInvalidArgument);
    return std::move(plan_);
  }

 private:
  // Whether the measure takes weights into account.
  bool Weighs() const {
    const MeasurePlan& measure = plan_.measure;
    if (plan_.compares) return false;
    return measure.kind != Measure::kDuration ||
           measure.statistic == indicator::v1::DURATION_STATISTIC_MEAN;
  }

  void Fault(absl::string_view field, absl::string_view message) {
    faults_.Add(kDefinitionInvalid,
                absl::StrCat(field, ": ", message, "."),
                {{"field", std::string(field)}});
  }

  Condition Filter(absl::string_view field, absl::string_view text) {
    absl::StatusOr<Condition> condition = CompileCondition(text, fields_, zone_);
    if (condition.ok()) return *std::move(condition);
    for (const Refusal& refusal : RefusalsOf(condition.status())) {
      std::map<std::string, std::string> metadata = refusal.metadata;
      metadata["field"] = std::string(field);
      faults_.Add(kDefinitionInvalid, absl::StrCat(field, ": ", refusal.message), metadata);
    }
    return {};
  }

  std::string Milestones() const {
    std::vector<std::string> names;
    for (const Field& field : fields_.all()) {
      if (field.milestone) names.push_back(field.name);
    }
    return absl::StrJoin(names, ", ");
  }

  FieldId Milestone(absl::string_view field, absl::string_view name) {
    const std::optional<FieldId> found = fields_.Find(name);
    if (found && fields_[*found].milestone) return *found;
    Fault(field,
          absl::StrCat(name.empty() ? "name a milestone" : "there is no such milestone",
                       " of a ",
                       NameOf(fields_.subject()),
                       "; there are ",
                       Milestones()));
    return 0;
  }

  std::string Suggest(absl::string_view name) const {
    std::vector<filter::Field> known;
    for (const Field& field : fields_.all()) known.push_back({field.name});
    for (const Field& field : DerivedFields(fields_.subject())) known.push_back({field.name});
    return filter::Schema(std::move(known)).Suggest(name);
  }

  std::optional<Operand> Named(absl::string_view field, absl::string_view name) {
    const std::optional<Operand> found = FindOperand(fields_, name);
    if (!found) Fault(field, Suggest(name));
    return found;
  }

  std::optional<Operand> Number(absl::string_view field, absl::string_view name) {
    const std::optional<Operand> found = Named(field, name);
    if (found && found->type != FieldType::kNumber) {
      Fault(field, absl::StrCat(name, " is no number"));
      return std::nullopt;
    }
    return found;
  }

  std::optional<Operand> Group(absl::string_view field, absl::string_view name) {
    const std::optional<Operand> found = Named(field, name);
    const bool groups =
        found && (found->type == FieldType::kCode || found->type == FieldType::kName ||
                  found->type == FieldType::kSet || found->type == FieldType::kBool);
    if (found && !groups) {
      Fault(field, absl::StrCat(name, " has no groups; break down by a code, name or flag"));
      return std::nullopt;
    }
    return found;
  }

  void Anchoring(const indicator::v1::Anchor& anchor) {
    plan_.anchor_kind = anchor.kind();
    plan_.anchor = fields_.start();
    if (!anchor.milestone().empty()) {
      plan_.anchor = Milestone("anchor.milestone", anchor.milestone());
      if (anchor.kind() != indicator::v1::ANCHOR_KIND_UNSPECIFIED) {
        Fault("anchor.kind", "with a milestone there is no kind");
      }
      return;
    }
    const bool stands = anchor.kind() == indicator::v1::ANCHOR_KIND_STOCK
                            ? fields_.goes_on()
                            : fields_.end().has_value();
    if (anchor.kind() != indicator::v1::ANCHOR_KIND_UNSPECIFIED && !stands) {
      Fault("anchor.kind",
            absl::StrCat("a ",
                         NameOf(fields_.subject()),
                         " has no end; anchor it at ",
                         fields_[fields_.start()].name));
    }
  }

  QuantityPlan QuantityOf(const std::string& path, const indicator::v1::Quantity& quantity) {
    QuantityPlan plan;
    plan.unit = UnitOf(quantity.unit());
    plan.by_days = quantity.by_days();
    const bool overlaps = plan_.anchor_kind == indicator::v1::ANCHOR_KIND_OVERLAP;
    if (plan.by_days && (!overlaps || quantity.field().empty())) {
      Fault(path + ".by_days", "a field is shared out by days where the span overlaps the period");
    }
    if (!quantity.field().empty()) {
      plan.number = Number(path + ".field", quantity.field());
      if (!quantity.from().empty() || !quantity.to().empty()) {
        Fault(path + ".from", "with a field there are no milestones");
      }
      return plan;
    }
    plan.from = Milestone(path + ".from", quantity.from());
    plan.to = Milestone(path + ".to", quantity.to());
    return plan;
  }

  static indicator::v1::DurationUnit UnitOf(indicator::v1::DurationUnit unit) {
    return unit == indicator::v1::DURATION_UNIT_UNSPECIFIED
               ? indicator::v1::DURATION_UNIT_CIVIL_DAYS
               : unit;
  }

  void MeasureOf(const Definition& definition) {
    const Measure& measure = definition.measure();
    if (measure.kind_case() == Measure::kSpread) {
      plan_.across = Group("measure.spread.by", measure.spread().by());
      plan_.statistic = measure.spread().statistic();
      MeasureOf("measure.spread.of", measure.spread().of());
    } else if (measure.kind_case() == Measure::kCompare) {
      const indicator::v1::Compare& compare = measure.compare();
      plan_.compares = true;
      plan_.across = Group("measure.compare.by", compare.by());
      plan_.group = compare.group();
      plan_.with = compare.with();
      if (compare.group().empty()) Fault("measure.compare.group", "name the group");
      if (compare.with().empty()) Fault("measure.compare.with", "name the other group");
      MeasureOf("measure.compare.of", compare.of());
      const bool estimates =
          plan_.measure.kind == Measure::kShare || plan_.measure.kind == Measure::kMean ||
          plan_.measure.kind == Measure::kReturn || plan_.measure.kind == Measure::KIND_NOT_SET;
      if (!estimates) Fault("measure.compare.of", "only shares and means are compared");
    } else {
      MeasureOf("measure", measure);
    }
    if (plan_.across && !plan_.breakdowns.empty()) {
      Fault("breakdowns", "a spread or comparison is over groups already; leave this empty");
    }
  }

  void MeasureOf(const std::string& path, const Measure& measure) {
    MeasurePlan& plan = plan_.measure;
    plan.kind = measure.kind_case();
    switch (measure.kind_case()) {
      case Measure::kCount:
        plan.numerator = Filter(path + ".count.of", measure.count().of());
        break;
      case Measure::kShare:
        ShareOf(path + ".share", measure.share());
        break;
      case Measure::kDuration:
        DurationOf(path + ".duration", measure.duration());
        break;
      case Measure::kSum:
        plan.quantity = QuantityOf(path + ".sum.of", measure.sum().of());
        break;
      case Measure::kMean:
        plan.quantity = QuantityOf(path + ".mean.of", measure.mean().of());
        break;
      case Measure::kRatio:
        plan.quantity = QuantityOf(path + ".ratio.numerator", measure.ratio().numerator());
        plan.below = QuantityOf(path + ".ratio.denominator", measure.ratio().denominator());
        plan.numerator =
            Filter(path + ".ratio.numerator_filter", measure.ratio().numerator_filter());
        plan.denominator =
            Filter(path + ".ratio.denominator_filter", measure.ratio().denominator_filter());
        break;
      case Measure::kReturn:
        ReturnOf(path + ".return", measure.return_());
        break;
      case Measure::kDistribution:
        DistributionOf(path + ".distribution", measure.distribution());
        break;
      case Measure::kSpread:
      case Measure::kCompare:
        Fault(path, "a spread or comparison is of a measure of rows");
        break;
      case Measure::KIND_NOT_SET:
        Fault(path, "name one measure");
        break;
    }
  }

  void ShareOf(const std::string& path, const indicator::v1::Share& share) {
    MeasurePlan& plan = plan_.measure;
    if (share.numerator().empty()) Fault(path + ".numerator", "write which rows count");
    plan.numerator = Filter(path + ".numerator", share.numerator());
    plan.denominator = Filter(path + ".denominator", share.denominator());
    CollectStates(plan.numerator, plan.states);
    CollectStates(plan.denominator, plan.states);
    std::vector<std::string> known;
    for (int i = 0; i < share.known_size(); ++i) {
      if (Named(absl::StrCat(path, ".known[", i, "]"), share.known(i))) {
        known.push_back(absl::StrCat(share.known(i), ":*"));
      }
    }
    plan.known = Filter(path + ".known", absl::StrJoin(known, " AND "));
    if (share.observable().empty()) return;
    plan.observable = FindDay(fields_, share.observable());
    if (!plan.observable) Fault(path + ".observable", Suggest(share.observable()));
  }

  void DurationOf(const std::string& path, const indicator::v1::Duration& duration) {
    MeasurePlan& plan = plan_.measure;
    plan.quantity.from = Milestone(path + ".from", duration.from());
    plan.quantity.to = Milestone(path + ".to", duration.to());
    plan.quantity.unit = UnitOf(duration.unit());
    if (duration.statistic() != indicator::v1::DURATION_STATISTIC_UNSPECIFIED) {
      plan.statistic = duration.statistic();
    }
    if (duration.percent() != 0) plan.percent = duration.percent();
    if (plan.percent <= 0 || plan.percent >= 100) {
      Fault(path + ".percent", "write a number above 0 and below 100");
    }
    plan.at = duration.at();
    if (duration.at() < 0) Fault(path + ".at", "a duration is never negative");
    plan.event = Filter(path + ".event", duration.event());
    plan.competing = Filter(path + ".competing", duration.competing());
    const bool asks_ends = !duration.event().empty() || !duration.competing().empty() ||
                           !duration.competing_milestone().empty();
    if (asks_ends && !plan.is_survival()) {
      Fault(path + ".statistic", "only survival and incidence tell ends apart");
    }
    if (!duration.competing().empty() && duration.event().empty()) {
      Fault(path + ".event", "with no event named every end is one and none can compete");
    }
    if (!duration.competing_milestone().empty()) {
      plan.competing_milestone =
          Milestone(path + ".competing_milestone", duration.competing_milestone());
    }
  }

  void ReturnOf(const std::string& path, const indicator::v1::Return& measure) {
    MeasurePlan& plan = plan_.measure;
    plan.from = Milestone(path + ".from", measure.from());
    for (int i = 0; i < measure.to_size(); ++i) {
      plan.to.push_back(Milestone(absl::StrCat(path, ".to[", i, "]"), measure.to(i)));
    }
    if (plan.to.empty()) Fault(path + ".to", "name what coming back is");
    plan.months = measure.months();
    plan.days = measure.days();
    plan.after_days = measure.after_days();
    plan.stayed = measure.stayed();
    if ((measure.months() > 0) == (measure.days() > 0) || measure.months() > kMostMonths ||
        measure.days() > kMostDays) {
      Fault(path + ".months", "write either months or days, above 0");
    }
    plan.seen_days = measure.seen_days();
    if (measure.seen_days() != 0 &&
        (measure.seen_days() < measure.days() || measure.seen_days() > kMostDays)) {
      Fault(path + ".seen_days", "it is no less than days, and only with them");
    }
    if (measure.after_days() != 0 && measure.after_days() >= measure.days()) {
      Fault(path + ".after_days", "it comes before days, and only with them");
    }
  }

  void DistributionOf(const std::string& path, const indicator::v1::Distribution& measure) {
    MeasurePlan& plan = plan_.measure;
    plan.quantity = QuantityOf(path + ".of", measure.of());
    for (int i = 0; i < measure.bands_size(); ++i) {
      const std::string place = absl::StrCat(path, ".bands[", i, "]");
      const std::optional<Band> band = ParseBand(measure.bands(i));
      if (!band) {
        Fault(place, "write a band such as 31..60, >6..12 or >12");
        continue;
      }
      if (!plan.bands.empty()) {
        const Band& last = plan.bands.back();
        const bool apart =
            last.high && band->low &&
            (*band->low > *last.high || (*band->low == *last.high && band->above_low));
        if (!apart) Fault(place, "bands rise and do not overlap");
      }
      plan.bands.push_back(*band);
    }
    if (measure.bands().empty()) Fault(path + ".bands", "write at least one band");
  }

  const Fields& fields_;
  const absl::TimeZone& zone_;
  Plan plan_;
  Refusals faults_;
};

}  // namespace

Subject SubjectOf(const Definition& definition) {
  switch (definition.span()) {
    case indicator::v1::SPAN_ENROLMENT:
      return Subject::kEnrolment;
    case indicator::v1::SPAN_SUPPORT_SPELL:
      return Subject::kSupportSpell;
    case indicator::v1::SPAN_SESSION:
      return Subject::kSession;
    case indicator::v1::SPAN_APPLICATION:
      return Subject::kApplication;
    case indicator::v1::SPAN_DECISION:
      return Subject::kDecision;
    case indicator::v1::SPAN_DEADLINE:
      return Subject::kDeadline;
    case indicator::v1::SPAN_LEVEL:
      return Subject::kLevel;
    case indicator::v1::SPAN_PERSON:
      return Subject::kPerson;
    case indicator::v1::SPAN_STAFF:
      return Subject::kStaff;
    case indicator::v1::SPAN_COST:
      return Subject::kCost;
    default:
      return Subject::kEpisode;
  }
}

absl::StatusOr<Plan> Compile(const Definition& definition, const Fields& fields,
                             const absl::TimeZone& zone) {
  if (RatioOfSpans(definition) != nullptr) return CompileRatioOfSpans(definition, fields, zone);
  return DefinitionCompiler(fields, zone).Compile(definition);
}

}  // namespace framdrift::indicators
