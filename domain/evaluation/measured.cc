#include "domain/evaluation/measured.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "domain/account/comparison.h"
#include "domain/evaluation/limits.h"
#include "domain/evaluation/refusals.h"

namespace framdrift::evaluation {
namespace {

using account::Books;
using account::Course;
using account::Months;
using account::PerParty;
using codes::v1::LivelihoodState;

constexpr int32_t kMinutesOfHour = 60;

bool IsWork(LivelihoodState state) {
  return state == codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK ||
         state == codes::v1::LIVELIHOOD_STATE_SUBSIDISED_REGULAR_WORK ||
         state == codes::v1::LIVELIHOOD_STATE_MUNICIPAL_LABOUR_MARKET_JOB ||
         state == codes::v1::LIVELIHOOD_STATE_OWN_BUSINESS;
}

// Work without subsidy, a business of one's own, or studies: what a success is.
bool IsSuccess(LivelihoodState state) {
  return state == codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK ||
         state == codes::v1::LIVELIHOOD_STATE_OWN_BUSINESS ||
         state == codes::v1::LIVELIHOOD_STATE_STUDY_WITH_AID;
}

bool Names(const v1::PriceRow& row, LivelihoodState state) {
  return std::find(row.livelihood_states().begin(), row.livelihood_states().end(), state) !=
         row.livelihood_states().end();
}

// In 10^-6 öre, at most what may be booked.
account::MicroOre Micro(int64_t ore) {
  return std::clamp<int64_t>(ore, 0, kMostOre) * account::kMicroPerOre;
}

account::MicroOre AttendedAmount(const MeasuredMonth& month, const v1::PriceRow& row) {
  int64_t minutes = 0;
  for (const auto& [type, attended] : month.attended) {
    const bool named = std::find(row.activity_types().begin(), row.activity_types().end(), type) !=
                       row.activity_types().end();
    if (named) minutes += attended;
  }
  const absl::int128 amount =
      absl::int128(row.price_ore()) * minutes * account::kMicroPerOre / kMinutesOfHour;
  return static_cast<account::MicroOre>(std::min<absl::int128>(amount, account::kMostAmount));
}

void SetWork(const MeasuredMonth& month, const v1::PriceTableIssued& prices, account::Month& out) {
  if (!IsWork(month.livelihood)) return;
  out.municipal_job = month.livelihood == codes::v1::LIVELIHOOD_STATE_MUNICIPAL_LABOUR_MARKET_JOB;
  out.extent = account::kOne;
  if (month.gross_ore) {
    out.wage_ore = std::clamp<int64_t>(*month.gross_ore, 0, kMostOre);
    return;
  }
  for (const v1::PriceRow& row : prices.rows()) {
    if (row.kind() == v1::PRICE_KIND_WAGE && row.livelihood_states().empty()) {
      out.wage_ore = row.price_ore();
    }
  }
  for (const v1::PriceRow& row : prices.rows()) {
    if (row.kind() == v1::PRICE_KIND_WAGE && Names(row, month.livelihood)) {
      out.wage_ore = row.price_ore();
    }
  }
  if (month.extent_percent) out.extent = {int64_t{*month.extent_percent} * 10'000};
}

// Both sides, month by month and before.
struct Sides {
  Months before;
  std::vector<Months> months;
  Months all;

  void Add(const MeasuredPerson& person, const v1::PriceTableIssued& prices) {
    for (const MeasuredMonth& month : person.before) before.Add(BookedMonth(month, prices));
    if (months.size() < person.months.size()) months.resize(person.months.size());
    for (size_t t = 0; t < person.months.size(); ++t) {
      const account::Month booked = BookedMonth(person.months[t], prices);
      months[t].Add(booked);
      all.Add(booked);
    }
  }
  // How many months in a row have at least so many persons.
  size_t CountWith(size_t least) const {
    size_t count = 0;
    while (count < months.size() && months[count].count() >= static_cast<int64_t>(least)) ++count;
    return count;
  }
};

Books BooksOf(const Months& months, const account::Taxes& taxes) {
  return {account::Book(months, taxes), std::max<int64_t>(months.count(), 1)};
}

PerParty<double> MeanOf(const std::vector<PerParty<double>>& course) {
  PerParty<double> mean;
  for (const PerParty<double>& month : course) {
    mean = account::Each(
        [&](double sum, double one) { return sum + one / static_cast<double>(course.size()); },
        mean,
        month);
  }
  return mean;
}

// Society's gain of one person's mean month, in kronor.
std::optional<double> OutcomeOf(const MeasuredPerson& person, size_t months,
                                const v1::PriceTableIssued& prices, const account::Taxes& taxes) {
  Months sum;
  for (size_t t = 0; t < std::min(months, person.months.size()); ++t) {
    sum.Add(BookedMonth(person.months[t], prices));
  }
  if (sum.count() == 0) return std::nullopt;
  return account::Book(sum, taxes).society.ToKronor() / static_cast<double>(sum.count());
}

bool IsSmall(int64_t count, size_t least) {
  return count > 0 && count < static_cast<int64_t>(least);
}

// Whether the share of `part` persons in `whole` says something of too few.
bool IsSmallShare(int64_t part, int64_t whole, size_t least) {
  return IsSmall(part, least) || IsSmall(whole - part, least);
}

// Whether a block has measured persons on one side, but fewer than `least`.
bool HasSmallBlock(const std::vector<account::Outcome>& outcomes, size_t least) {
  std::map<std::pair<size_t, size_t>, int64_t> measured;
  for (const account::Outcome& one : outcomes) {
    if (one.value) ++measured[{one.block, one.arm}];
  }
  return std::any_of(measured.begin(), measured.end(), [&](const auto& side) {
    return IsSmall(side.second, least);
  });
}

void SetComparison(const account::Comparison& comparison, size_t least, v1::Account& out) {
  v1::ComparisonFigures& figures = *out.mutable_comparison();
  const bool tells_take_up =
      std::none_of(comparison.arms.begin(), comparison.arms.end(), [&](const account::Arm& one) {
        return IsSmallShare(one.took_up, one.assigned, least);
      });
  figures.set_take_up_withheld(!tells_take_up);
  for (const account::Arm& one : comparison.arms) {
    v1::ArmFigures& arm = *figures.add_arms();
    arm.set_arm(one.name);
    arm.set_assigned(one.assigned);
    arm.set_missing_withheld(IsSmall(one.missing, least));
    if (!arm.missing_withheld()) arm.set_missing(one.missing);
    if (tells_take_up) arm.set_took_up(one.took_up);
    if (one.mean) arm.set_mean(*one.mean);
    if (one.sd) arm.set_standard_deviation(*one.sd);
  }
  const account::Contrast& contrast = comparison.contrasts.front();
  if (contrast.difference) figures.set_difference(*contrast.difference);
  if (contrast.standard_error) figures.set_standard_error(*contrast.standard_error);
  if (tells_take_up) {
    figures.set_take_up_difference(contrast.take_up_difference);
    if (contrast.wald) figures.set_wald(*contrast.wald);
    if (contrast.wald_error) figures.set_wald_standard_error(*contrast.wald_error);
  }
  if (comparison.blocks.empty()) return;
  const account::BlockContrasts& blocks = comparison.blocks.front();
  for (const account::BlockContrasts::Block& one : blocks.blocks) {
    v1::BlockFigures& block = *figures.add_blocks();
    block.set_title(one.name);
    block.set_measured(one.measured);
    if (one.difference) block.set_difference(*one.difference);
    if (one.standard_error) block.set_standard_error(*one.standard_error);
  }
  if (blocks.unweighted_mean) figures.set_unweighted_mean(*blocks.unweighted_mean);
  if (blocks.weighted_mean) figures.set_weighted_mean(*blocks.weighted_mean);
  if (blocks.sd) figures.set_standard_deviation(*blocks.sd);
}

void Compare(const v1::CohortFrozen& cohort, const std::vector<MeasuredPerson>& persons,
             size_t months, size_t least, const Priced& priced, const account::Taxes& taxes,
             v1::Account& out) {
  std::vector<account::Outcome> outcomes;
  for (const MeasuredPerson& person : persons) {
    outcomes.push_back({person.takes_part ? size_t{1} : size_t{0},
                        person.block,
                        person.took_up,
                        OutcomeOf(person, months, priced.prices.content, taxes)});
  }
  std::vector<std::string> blocks;
  for (const v1::CohortBlock& block : cohort.blocks()) blocks.push_back(block.title());
  if (!blocks.empty()) blocks.emplace_back("");
  account::Comparison comparison =
      account::Compare(outcomes, {"comparison", "participants"}, blocks, cohort.by_trial());
  const bool tells_blocks = blocks.empty() || !HasSmallBlock(outcomes, least);
  if (!tells_blocks) comparison.blocks.clear();
  SetComparison(comparison, least, out);
  out.mutable_comparison()->set_blocks_withheld(!tells_blocks);
}

// Of those who can be seen in that month, the share that had succeeded; none where it is of too
// few.
std::optional<double> ShareSucceeding(const std::vector<MeasuredPerson>& persons, bool takes_part,
                                      size_t month, size_t least) {
  int64_t seen = 0;
  int64_t succeeded = 0;
  for (const MeasuredPerson& person : persons) {
    if (person.takes_part != takes_part || person.months.size() <= month) continue;
    ++seen;
    if (IsSuccess(person.months[month].livelihood)) ++succeeded;
  }
  if (seen == 0 || IsSmallShare(succeeded, seen, least)) return std::nullopt;
  return static_cast<double>(succeeded) / static_cast<double>(seen);
}

// Of the participants' months after a success, the share that were one too: those who returned are
// the others. Of the first so many months; none where it is of too few persons.
std::optional<double> ShareStaying(const std::vector<MeasuredPerson>& persons, size_t months,
                                   size_t least) {
  int64_t at_risk = 0;
  int64_t stayed = 0;
  // Persons; somebody may be both.
  int64_t stayers = 0;
  int64_t leavers = 0;
  for (const MeasuredPerson& person : persons) {
    if (!person.takes_part) continue;
    int64_t before = 0;
    int64_t kept = 0;
    for (size_t t = 1; t < std::min(months, person.months.size()); ++t) {
      if (!IsSuccess(person.months[t - 1].livelihood)) continue;
      ++before;
      if (IsSuccess(person.months[t].livelihood)) ++kept;
    }
    at_risk += before;
    stayed += kept;
    if (kept > 0) ++stayers;
    if (kept < before) ++leavers;
  }
  if (at_risk == 0 || IsSmall(stayers, least) || IsSmall(leavers, least)) return std::nullopt;
  return static_cast<double>(stayed) / static_cast<double>(at_risk);
}

void AddCourses(const Course& course, v1::Account& out) {
  for (v1::PartyLine& line : *out.mutable_lines()) {
    for (int month = 0; month < account::kHorizons.back(); ++month) {
      line.add_course(ValueOf(course.At(month), line.party()));
    }
  }
}

}  // namespace

account::Month BookedMonth(const MeasuredMonth& month, const v1::PriceTableIssued& prices) {
  account::Month booked;
  SetWork(month, prices, booked);
  bool support_booked = month.support_ore <= 0;
  for (const v1::PriceRow& row : prices.rows()) {
    if (row.kind() == v1::PRICE_KIND_WAGE) continue;
    const bool is_support = row.kind() == v1::PRICE_KIND_UNTAXED_TRANSFER &&
                            Names(row, codes::v1::LIVELIHOOD_STATE_INCOME_SUPPORT);
    if (is_support && month.support_ore > 0) {
      if (!support_booked) AddAmount(row, Micro(month.support_ore), booked);
      support_booked = true;
    } else if (Names(row, month.livelihood)) {
      AddAmount(row, Micro(row.price_ore()), booked);
    }
    if (row.unit() == v1::PRICE_UNIT_HOUR) AddAmount(row, AttendedAmount(month, row), booked);
  }
  booked.productivity =
      account::ProductivityBesideSubsidy(booked, TaxesFrom(prices.taxes()).payroll);
  return booked;
}

absl::StatusOr<v1::Account> ExPostAccount(const Evaluation& evaluation,
                                          const std::vector<MeasuredPerson>& persons,
                                          const Priced& priced, const std::string& scenario,
                                          size_t least, size_t horizon) {
  const v1::CohortFrozen& cohort = evaluation.cohort->content;
  const v1::PriceTableIssued& prices = priced.prices.content;
  const account::Taxes taxes = TaxesFrom(prices.taxes());
  const account::Terms terms = TermsFrom(priced.parameters);
  const bool compares = cohort.by_trial() || !cohort.comparison_filter().empty();
  Sides participants;
  Sides others;
  for (const MeasuredPerson& person : persons) {
    (person.takes_part ? participants : others).Add(person, prices);
  }
  const size_t seen = participants.CountWith(least);
  const size_t months = compares ? std::min(seen, others.CountWith(least)) : seen;
  if (months == 0) {
    return Refuse(kCohortTooSmall,
                  "There is no month in which enough persons of the cohort can be seen; wait for "
                  "more, or freeze a larger one.",
                  {{"least", absl::StrCat(least)}});
  }
  account::MeasuredModel measured_model;
  measured_model.taxes = taxes;
  measured_model.terms = terms;
  for (size_t t = 0; t < months; ++t) {
    measured_model.months.push_back(
        {compares ? others.months[t] : participants.before, participants.months[t]});
  }
  std::vector<PerParty<double>> measured = account::DifferencesOf(measured_model);
  const PerParty<double> mean = MeanOf(measured);
  const Course course = Course::Measured(std::move(measured), terms.effect.retention);
  PerParty<double> success;
  const absl::StatusOr<account::Model> model = ModelOf(evaluation, priced);
  if (model.ok()) success = account::SuccessOf(*model);

  v1::Account out;
  out.set_kind(v1::ACCOUNT_KIND_EX_POST);
  out.set_participants(terms.participants);
  SetTerms(priced, scenario, out);
  SetLines(account::Compute(success, course, 1, terms), mean, out);
  SetBooked(BooksOf(participants.before, taxes), BooksOf(participants.all, taxes), out);
  AddCourses(course, out);
  std::vector<account::Range> ranges;
  for (const v1::ParameterRange& range : priced.parameters.ranges()) {
    ranges.push_back({range.code(), range.low(), range.high()});
  }
  SetSwings(account::Tornado(measured_model, horizon, ranges), horizon, out);
  out.set_measured_months(static_cast<int32_t>(months));
  out.set_cohort_position(cohort.position());
  if (!cohort.by_trial()) out.set_warning(account::kSelfSelected);
  if (compares) Compare(cohort, persons, months, least, priced, taxes, out);
  if (const auto share = ShareSucceeding(persons, true, months - 1, least)) {
    out.set_measured_success(*share);
  }
  if (const auto share = ShareSucceeding(persons, false, months - 1, least); compares && share) {
    out.set_measured_deadweight(*share);
  }
  if (const auto share = ShareStaying(persons, months, least)) out.set_measured_retention(*share);
  return out;
}

}  // namespace framdrift::evaluation
