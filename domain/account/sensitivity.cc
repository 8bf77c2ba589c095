#include "domain/account/sensitivity.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"

namespace framdrift::account {
namespace {

using absl::int128;

constexpr double kSpread = 0.2;
constexpr double kMostFactor = 100;
constexpr double kMostKronor = 1e7;

Rate Nearest(double value) { return {static_cast<int64_t>(std::llround(value * kMillion))}; }

// A parameter with how it is read and set.
struct Knob {
  Parameter parameter;
  std::function<void(Model&, double)> set;
};

void Scale(double factor, int128& amount) {
  amount = DivideRounded(amount * Nearest(factor).ppm, kMillion);
}

void ScaleWork(double factor, Months& months, bool wage_too) {
  for (Months::Work* work : {&months.regular, &months.municipal}) {
    if (wage_too) Scale(factor, work->gross);
    Scale(factor, work->productive_gross);
  }
}

Knob Factor(std::string code, std::function<void(Months&, double)> scale) {
  return {{std::move(code), 1, 0, kMostFactor}, [scale](Model& model, double factor) {
            scale(model.before, factor);
            scale(model.after, factor);
          }};
}

using Amounts = PerActor<int128> Months::*;

void AddAmounts(const Model& model, absl::string_view prefix, Amounts amounts,
                std::vector<Knob>& out) {
  for (const Actor actor : kActors) {
    if ((model.before.*amounts)[actor] == 0 && (model.after.*amounts)[actor] == 0) continue;
    out.push_back(Factor(absl::StrCat(prefix, ActorCode(actor)),
                         [amounts, actor](Months& months, double factor) {
                           Scale(factor, (months.*amounts)[actor]);
                         }));
  }
}

// Subsidies also stand with the employer that receives them: both sides change by the same.
void AddSubsidies(const Model& model, std::vector<Knob>& out) {
  int128 all = 0;
  for (const Actor actor : kActors) {
    all += model.before.subsidies[actor] + model.after.subsidies[actor];
  }
  if (all == 0) return;
  out.push_back(Factor("subsidies", [](Months& months, double factor) {
    int128 paid = 0;
    for (const Actor actor : kActors) {
      Scale(factor, months.subsidies[actor]);
      paid += months.subsidies[actor];
    }
    Scale(factor, months.municipal.subsidies);
    months.regular.subsidies = paid - months.municipal.subsidies;
  }));
}

Knob RateKnob(std::string code, const Model& model, Rate Taxes::*rate) {
  return {{std::move(code), static_cast<double>((model.taxes.*rate).ppm) / kMillion, 0, 1},
          [rate](Model& changed, double value) { changed.taxes.*rate = Nearest(value); }};
}

void AddTaxes(const Model& model, std::vector<Knob>& out) {
  out.push_back(RateKnob("tax.payroll", model, &Taxes::payroll));
  out.push_back(RateKnob("tax.municipal", model, &Taxes::municipal));
  out.push_back(RateKnob("tax.regional", model, &Taxes::regional));
  out.push_back(RateKnob("tax.job-credit", model, &Taxes::job_credit));
  out.push_back(RateKnob("tax.consumption", model, &Taxes::consumption));
  out.push_back(RateKnob("tax.municipal-kept", model, &Taxes::municipal_kept));
  out.push_back(RateKnob("tax.regional-kept", model, &Taxes::regional_kept));
}

void AddEffect(const Model& model, std::vector<Knob>& out) {
  const auto add = [&](std::string code, double Effect::*part) {
    out.push_back({{std::move(code), model.terms.effect.*part, 0, 1},
                   [part](Model& changed, double value) { changed.terms.effect.*part = value; }});
  };
  add("effect.success", &Effect::success);
  add("effect.deadweight", &Effect::deadweight);
  add("effect.displacement", &Effect::displacement);
  add("effect.retention", &Effect::retention);
}

void AddTerms(const Model& model, std::vector<Knob>& out) {
  out.push_back({{"discount-rate", model.terms.discount_rate, 0, 1},
                 [](Model& changed, double value) { changed.terms.discount_rate = value; }});
  out.push_back({{"participants", model.terms.participants, 0, 1e9},
                 [](Model& changed, double value) { changed.terms.participants = value; }});
  out.push_back({{"public-funds", model.terms.public_funds, 0, 1},
                 [](Model& changed, double value) { changed.terms.public_funds = value; }});
  for (const Actor actor : kActors) {
    const double cost = static_cast<double>(model.terms.cost_ore[actor]) / 100;
    if (cost == 0) continue;
    out.push_back({{absl::StrCat("cost.", ActorCode(actor)), cost, -kMostKronor, kMostKronor},
                   [actor](Model& changed, double value) {
                     changed.terms.cost_ore[actor] = std::llround(value * 100);
                   }});
  }
}

std::vector<Knob> KnobsOf(const Model& model) {
  std::vector<Knob> knobs;
  const int128 gross = model.before.regular.gross + model.before.municipal.gross +
                       model.after.regular.gross + model.after.municipal.gross;
  if (gross != 0) {
    knobs.push_back(
        Factor("wage", [](Months& months, double factor) { ScaleWork(factor, months, true); }));
    knobs.push_back(Factor(
        "productivity", [](Months& months, double factor) { ScaleWork(factor, months, false); }));
  }
  AddAmounts(model, "taxed.", &Months::taxed, knobs);
  AddAmounts(model, "untaxed.", &Months::untaxed, knobs);
  AddAmounts(model, "resources.", &Months::resources, knobs);
  AddSubsidies(model, knobs);
  AddTaxes(model, knobs);
  AddEffect(model, knobs);
  AddTerms(model, knobs);
  return knobs;
}

absl::Status NoSuchParameter(absl::string_view code) {
  return absl::NotFoundError(absl::StrCat("The account has no parameter '", code, "'."));
}

PerParty<double> ValuesAt(const Account& account, size_t horizon) {
  auto values =
      Each([horizon](const PartyAccount& party) { return party.value[horizon]; }, account.parties);
  values.society += account.public_funds[horizon];
  return values;
}

// The values of an account with one parameter at one value.
using Values = std::function<PerParty<double>(const Knob&, double)>;

Swing SwingOf(const Knob& knob, const Range* range, const Values& values) {
  const Parameter& parameter = knob.parameter;
  Swing swing;
  swing.parameter = parameter;
  if (range != nullptr) {
    swing.low = range->low;
    swing.high = range->high;
  } else if (parameter.base == 0) {
    swing.high = kSpread;
  } else {
    swing.low = parameter.base - kSpread * std::abs(parameter.base);
    swing.high = parameter.base + kSpread * std::abs(parameter.base);
  }
  swing.low = std::clamp(swing.low, parameter.least, parameter.most);
  swing.high = std::clamp(swing.high, parameter.least, parameter.most);
  swing.value_at_low = values(knob, swing.low);
  swing.value_at_high = values(knob, swing.high);
  return swing;
}

std::vector<Swing> SwingsOf(const std::vector<Knob>& knobs, const std::vector<Range>& ranges,
                            const Values& values) {
  std::vector<Swing> swings;
  for (const Knob& knob : knobs) {
    const auto range = std::find_if(ranges.begin(), ranges.end(), [&](const Range& one) {
      return one.code == knob.parameter.code;
    });
    swings.push_back(SwingOf(knob, range == ranges.end() ? nullptr : &*range, values));
  }
  std::stable_sort(swings.begin(), swings.end(), [](const Swing& a, const Swing& b) {
    return std::abs(a.value_at_high.society - a.value_at_low.society) >
           std::abs(b.value_at_high.society - b.value_at_low.society);
  });
  return swings;
}

// One month as a model, for a knob to turn.
Model MonthOf(const MeasuredModel& model, const MeasuredModel::Sides& sides) {
  Model month;
  month.before = sides.against;
  month.after = sides.participants;
  month.taxes = model.taxes;
  month.terms = model.terms;
  return month;
}

PerParty<double> ChangeOf(const Model& month) {
  return Difference({Book(month.before, month.taxes), std::max<int64_t>(month.before.count(), 1)},
                    {Book(month.after, month.taxes), std::max<int64_t>(month.after.count(), 1)});
}

PerParty<double> ValuesWith(const MeasuredModel& model, size_t horizon, const Knob& knob,
                            double value) {
  std::vector<PerParty<double>> changes;
  Terms terms = model.terms;
  for (const MeasuredModel::Sides& sides : model.months) {
    Model month = MonthOf(model, sides);
    knob.set(month, value);
    changes.push_back(ChangeOf(month));
    terms = month.terms;
  }
  const Course course = Course::Measured(std::move(changes), terms.effect.retention);
  return ValuesAt(Compute(PerParty<double>(), course, 1, terms), horizon);
}

bool IsAssumedEffect(const std::string& code) {
  return code == "effect.success" || code == "effect.deadweight" || code == "effect.displacement";
}

}  // namespace

PerParty<double> SuccessOf(const Model& model) {
  return Difference({Book(model.before, model.taxes), model.persons},
                    {Book(model.after, model.taxes), model.persons});
}

Account AccountOf(const Model& model) {
  const PerParty<double> success = SuccessOf(model);
  const Effect& effect = model.terms.effect;
  return Compute(success,
                 Course::Assumed(success, effect),
                 (effect.success - effect.deadweight) * (1 - effect.displacement),
                 model.terms);
}

std::vector<Parameter> ParametersOf(const Model& model) {
  std::vector<Parameter> parameters;
  for (const Knob& knob : KnobsOf(model)) parameters.push_back(knob.parameter);
  return parameters;
}

absl::StatusOr<Model> With(const Model& model, absl::string_view code, double value) {
  const std::vector<Knob> knobs = KnobsOf(model);
  const auto knob = std::find_if(
      knobs.begin(), knobs.end(), [&](const Knob& one) { return one.parameter.code == code; });
  if (knob == knobs.end()) return NoSuchParameter(code);
  Model changed = model;
  knob->set(changed, value);
  return changed;
}

absl::StatusOr<std::vector<Swing>> Tornado(const Model& model, size_t horizon,
                                           const std::vector<Range>& ranges) {
  const std::vector<Knob> knobs = KnobsOf(model);
  for (const Range& range : ranges) {
    const bool known = std::any_of(knobs.begin(), knobs.end(), [&](const Knob& knob) {
      return knob.parameter.code == range.code;
    });
    if (!known) return NoSuchParameter(range.code);
  }
  return SwingsOf(knobs, ranges, [&](const Knob& knob, double value) {
    Model changed = model;
    knob.set(changed, value);
    return ValuesAt(AccountOf(changed), horizon);
  });
}

std::vector<PerParty<double>> DifferencesOf(const MeasuredModel& model) {
  std::vector<PerParty<double>> differences;
  for (const MeasuredModel::Sides& sides : model.months) {
    differences.push_back(ChangeOf(MonthOf(model, sides)));
  }
  return differences;
}

std::vector<Swing> Tornado(const MeasuredModel& model, size_t horizon,
                           const std::vector<Range>& ranges) {
  Model whole;
  whole.taxes = model.taxes;
  whole.terms = model.terms;
  for (const MeasuredModel::Sides& sides : model.months) {
    whole.before.Add(sides.against);
    whole.after.Add(sides.participants);
  }
  std::vector<Knob> knobs = KnobsOf(whole);
  std::erase_if(knobs, [](const Knob& knob) { return IsAssumedEffect(knob.parameter.code); });
  return SwingsOf(knobs, ranges, [&](const Knob& knob, double value) {
    return ValuesWith(model, horizon, knob, value);
  });
}

absl::string_view ActorCode(Actor actor) {
  switch (actor) {
    case Actor::kMunicipality:
      return "municipality";
    case Actor::kRegion:
      return "region";
    case Actor::kEmploymentService:
      return "employment-service";
    case Actor::kSocialInsurance:
      return "social-insurance";
    case Actor::kUnemploymentInsurance:
      return "unemployment-insurance";
    case Actor::kStudyAid:
      return "study-aid";
    case Actor::kState:
      return "state";
    case Actor::kJustice:
      return "justice";
    case Actor::kEmployer:
      return "employer";
  }
  return "";
}

}  // namespace framdrift::account
