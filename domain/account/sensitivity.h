// How much of an account hangs on each of its parameters: one at a time, the others as they are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/account/account.h"
#include "domain/account/booking.h"

namespace framdrift::account {

// All an account from typical cases follows from.
struct Model {
  // Of `persons` persons each.
  Months before;
  Months after;
  int64_t persons = 1;
  Taxes taxes;
  Terms terms;
};

// The books of both states, in kronor: what a success changes for one person in a month.
PerParty<double> SuccessOf(const Model& model);
Account AccountOf(const Model& model);

// A parameter by its code: `wage`, `tax.payroll`, `resources.municipality`, `effect.success` …
struct Parameter {
  std::string code;
  double base = 0;
  // The legal values.
  double least = 0;
  double most = 0;
};

// Every parameter of `model` that has a value or may get one, in a fixed order. Amounts of both
// states have a factor with base 1: `wage`, `productivity`, `subsidies`, and `taxed.`, `untaxed.`,
// `resources.` each with the actor's code, where there are such amounts. `cost.` is in kronor.
std::vector<Parameter> ParametersOf(const Model& model);

// `model` with the parameter at `value`. NOT_FOUND when it has none of that code. Amounts are
// rounded to the nearest 10^-6 öre and rates to the nearest millionth: a sensitivity is no booking.
absl::StatusOr<Model> With(const Model& model, absl::string_view code, double value);

struct Range {
  std::string code;
  double low = 0;
  double high = 0;
};

// One bar of a tornado: the values at a horizon with the parameter low and high; society's with
// what public funds save or cost.
struct Swing {
  Parameter parameter;
  double low = 0;
  double high = 0;
  PerParty<double> value_at_low;
  PerParty<double> value_at_high;
};

// The longest bar first, by society's value; `horizon` indexes kHorizons. A parameter goes ±20 %
// within its legal values unless `ranges` has it; one whose base is 0 goes from 0 to 0.2. NOT_FOUND
// for a range of a parameter the model does not have.
absl::StatusOr<std::vector<Swing>> Tornado(const Model& model, size_t horizon,
                                           const std::vector<Range>& ranges);

// All an account of what was measured follows from: month by month those compared with and the
// participants, at least one month.
struct MeasuredModel {
  struct Sides {
    Months against;
    Months participants;
  };
  std::vector<Sides> months;
  Taxes taxes;
  Terms terms;
};

// What each month changed for one person: the difference of the means.
std::vector<PerParty<double>> DifferencesOf(const MeasuredModel& model);
// The same as of a model, but that success, deadweight and displacement are measured, not assumed:
// they are no parameters, and what is retained counts for the months after those measured. Ranges
// of parameters that it does not have are passed over.
std::vector<Swing> Tornado(const MeasuredModel& model, size_t horizon,
                           const std::vector<Range>& ranges);

// The actor's name in codes: `municipality`, `employment-service` …
absl::string_view ActorCode(Actor actor);

}  // namespace framdrift::account
