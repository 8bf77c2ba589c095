// The case whose figures the design states: one before, one after, and what it costs.
#pragma once

#include "domain/account/sensitivity.h"

namespace framdrift::account {

inline Model CheckModel() {
  const auto kronor = [](int64_t amount) { return amount * 100 * kMicroPerOre; };
  Month before;
  before.untaxed[Actor::kMunicipality] = kronor(11'500);
  before.resources[Actor::kMunicipality] = kronor(1'500);
  before.resources[Actor::kRegion] = kronor(600);
  before.resources[Actor::kEmploymentService] = kronor(300);
  before.resources[Actor::kJustice] = kronor(200);
  Month after;
  after.wage_ore = 2'700'000;
  after.extent = kOne;
  after.resources[Actor::kRegion] = kronor(400);
  after.resources[Actor::kJustice] = kronor(50);
  Model model;
  model.before.Add(before);
  model.after.Add(after);
  model.taxes.payroll = {314'200};
  model.taxes.municipal = {170'000};
  model.taxes.regional = {95'000};
  model.taxes.job_credit = {90'000};
  model.taxes.consumption = {150'000};
  model.terms.effect = {0.40, 0.15, 0, 0.985};
  model.terms.discount_rate = 0.035;
  model.terms.participants = 24;
  model.terms.cost_ore[Actor::kMunicipality] = 3'000'000;
  model.terms.cost_ore[Actor::kEmploymentService] = 1'000'000;
  model.terms.cost_ore[Actor::kRegion] = 500'000;
  model.terms.cost_ore[Actor::kSocialInsurance] = 500'000;
  return model;
}

}  // namespace framdrift::account
