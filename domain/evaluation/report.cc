#include "domain/evaluation/report.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "domain/account/account.h"
#include "domain/evaluation/limits.h"
#include "domain/evaluation/modelling.h"
#include "domain/evaluation/report_measured.h"
#include "domain/evaluation/report_parts.h"
#include "domain/evaluation/report_trial.h"
#include "domain/history/when.h"
#include "domain/report/parts.h"

namespace framdrift::evaluation {
namespace {

namespace rv1 = report::v1;
using rv1::CELL_KIND_CODE;
using rv1::CELL_KIND_NAME;
using rv1::CELL_KIND_NUMBER;
using rv1::CELL_KIND_SHARE;
using rv1::CELL_KIND_WORDS;

constexpr char kPricesChanged[] =
    "Prices were issued anew, corrected or struck through since an account was computed; compute "
    "it "
    "again.";

std::string NameOf(v1::Party party) { return v1::Party_Name(party); }

bool IsSociety(const v1::PartyLine& line) { return line.party() == v1::PARTY_SOCIETY; }

// Whether anything of the account is the party's.
bool Concerns(const v1::PartyLine& line) {
  // Productivity beside a subsidy is rounded to the nearest millionth.
  return std::abs(line.monthly_change()) >= 0.005 || line.cost() != 0 || IsSociety(line);
}

rv1::Report Begin(const char* title, const Evaluation& evaluation, const ReportMoment& moment) {
  rv1::Report report;
  report.set_title(title);
  report.set_subject(evaluation.settlement.display_name());
  *report.mutable_as_of_time() = history::TimestampFrom(moment.evaluated_at);
  *report.mutable_evaluated_time() = history::TimestampFrom(moment.evaluated_at);
  report.set_position(static_cast<uint64_t>(moment.position));
  for (const v1::Account& account : evaluation.accounts) {
    const auto& said = report.warnings();
    if (account.prices_changed() &&
        std::find(said.begin(), said.end(), kPricesChanged) == said.end()) {
      report.add_warnings(kPricesChanged);
    }
    if (account.warning().empty()) continue;
    if (std::find(said.begin(), said.end(), account.warning()) == said.end()) {
      report.add_warnings(account.warning());
    }
  }
  return report;
}

// The main scenario's first.
std::vector<v1::Account> Ordered(std::vector<v1::Account> accounts) {
  std::stable_sort(
      accounts.begin(), accounts.end(), [](const v1::Account& a, const v1::Account& b) {
        const auto order = [](const v1::Account& one) {
          return std::pair(one.scenario() != kMainScenario, static_cast<int>(one.kind()));
        };
        return order(a) < order(b);
      });
  return accounts;
}

void AddBarsOfParties(const v1::Account& account, rv1::Section& section) {
  rv1::Bars& value =
      AddBars(absl::StrCat("What is left to each after ", kDefaultSwingMonths, " months"), section);
  for (const v1::PartyLine& line : account.lines()) {
    if (Concerns(line)) {
      AddBar(NameOf(line.party()), 0, ValueAt(line, kDefaultSwingMonths), value);
    }
  }
  rv1::Bars& paid = AddBars("What each pays for the initiative", section);
  rv1::Bars& gained = AddBars(
      absl::StrCat("What each gains in ", kDefaultSwingMonths, " months, before that is paid"),
      section);
  for (const v1::PartyLine& line : account.lines()) {
    if (!Concerns(line) || IsSociety(line)) continue;
    const double cost = line.cost() * account.participants();
    AddBar(NameOf(line.party()), 0, -cost, paid);
    AddBar(NameOf(line.party()), 0, ValueAt(line, kDefaultSwingMonths) + cost, gained);
  }
}

void AddParties(const v1::Account& account, rv1::Report& report) {
  rv1::Section& section = report::AddSection("Who pays and who gains", report);
  report::AddParagraph("Who pays for an initiative is not always who gains by it.", section);
  AddBarsOfParties(account, section);
  rv1::Table& table = report::AddTable("Net present value by party",
                                       {{"Party", CELL_KIND_CODE},
                                        {"A success changes a month", CELL_KIND_NUMBER, "SEK"},
                                        {"Cost of a participant", CELL_KIND_NUMBER, "SEK"},
                                        {"12 months", CELL_KIND_NUMBER, "SEK"},
                                        {"36 months", CELL_KIND_NUMBER, "SEK"},
                                        {"60 months", CELL_KIND_NUMBER, "SEK"},
                                        {"Paid back", CELL_KIND_WORDS}},
                                       section);
  for (const v1::PartyLine& line : account.lines()) {
    if (!Concerns(line)) continue;
    report::AddRow({NameOf(line.party()),
                    report::NumberText(line.monthly_change()),
                    report::NumberText(line.cost()),
                    report::NumberText(ValueAt(line, 12)),
                    report::NumberText(ValueAt(line, 36)),
                    report::NumberText(ValueAt(line, 60)),
                    PaybackCell(line)},
                   table,
                   IsSociety(line));
  }
}

void AddReach(const v1::Account& account, rv1::Report& report) {
  rv1::Section& section = report::AddSection("How far it carries", report);
  report::AddParagraph("The potential is what society gains if all succeed and keep it.", section);
  rv1::Table& totals = report::AddTable("Potential and what is realised of it",
                                        {{"Months", CELL_KIND_NUMBER},
                                         {"Potential", CELL_KIND_NUMBER, "SEK"},
                                         {"Realised", CELL_KIND_NUMBER, "SEK"},
                                         {"Realised share", CELL_KIND_SHARE, "", 1},
                                         {"Public funds", CELL_KIND_NUMBER, "SEK"}},
                                        section);
  for (const v1::HorizonTotal& total : account.totals()) {
    report::AddRow({absl::StrCat(total.months()),
                    report::NumberText(total.potential()),
                    report::NumberText(total.realised()),
                    total.has_realised_share() ? report::NumberText(total.realised_share()) : "",
                    report::NumberText(total.public_funds())},
                   totals);
  }
  report::AddParagraph("The cost comes back where the effect at the start is at least this:",
                       section);
  rv1::Table& table = report::AddTable("Break-even effect by party",
                                       {{"Party", CELL_KIND_CODE},
                                        {"12 months", CELL_KIND_NUMBER, "", 3},
                                        {"36 months", CELL_KIND_NUMBER, "", 3},
                                        {"60 months", CELL_KIND_NUMBER, "", 3}},
                                       section);
  for (const v1::PartyLine& line : account.lines()) {
    if (!Concerns(line) || line.cost() <= 0) continue;
    std::vector<std::string> cells = {NameOf(line.party())};
    for (const v1::HorizonValue& value : line.values()) {
      cells.push_back(value.has_break_even() ? report::NumberText(value.break_even()) : "");
    }
    report::AddRow(std::move(cells), table, IsSociety(line));
  }
}

// One of displacement is shown even where nothing hangs on it.
bool IsShown(const v1::Swing& swing) {
  return std::abs(swing.value_at_high() - swing.value_at_low()) >= 0.005 ||
         swing.code() == "effect.displacement";
}

void AddSwings(const v1::Account& account, rv1::Report& report) {
  const bool measured = account.kind() == v1::ACCOUNT_KIND_EX_POST;
  rv1::Section& section =
      report::AddSection(measured ? "What the measured hangs on" : "What hangs on what", report);
  report::AddParagraph(
      "Each parameter by itself goes a fifth up and down, or through "
      "the range it was given; "
      "bars show where society's value goes. What changes nothing is left out.",
      section);
  rv1::Bars& bars =
      AddBars(absl::StrCat("Society's value after ", account.swing_months(), " months"), section);
  rv1::Table& table = report::AddTable("Sensitivity",
                                       {{"Parameter", CELL_KIND_WORDS},
                                        {"Low", CELL_KIND_NUMBER, "", 4},
                                        {"High", CELL_KIND_NUMBER, "", 4},
                                        {"Value at low", CELL_KIND_NUMBER, "SEK"},
                                        {"Value at high", CELL_KIND_NUMBER, "SEK"}},
                                       section);
  for (const v1::Swing& swing : account.swings()) {
    if (!IsShown(swing)) continue;
    const std::string words = ParameterWords(swing.code());
    AddBar(words,
           std::min(swing.value_at_low(), swing.value_at_high()),
           std::max(swing.value_at_low(), swing.value_at_high()),
           bars);
    report::AddRow({words,
                    report::NumberText(swing.low()),
                    report::NumberText(swing.high()),
                    report::NumberText(swing.value_at_low()),
                    report::NumberText(swing.value_at_high())},
                   table);
  }
}

void AddBeside(const std::vector<v1::Account>& accounts, rv1::Section& section) {
  for (const v1::Account& account : accounts) {
    const char* kind = account.kind() == v1::ACCOUNT_KIND_EX_POST ? "Measured" : "Assumed";
    const std::string name =
        absl::StrCat(kind, " value after ", kDefaultSwingMonths, " months: ", account.scenario());
    rv1::Bars& bars = AddBars(name, section);
    for (const v1::PartyLine& line : account.lines()) {
      if (Concerns(line)) {
        AddBar(NameOf(line.party()), 0, ValueAt(line, kDefaultSwingMonths), bars);
      }
    }
  }
  rv1::Table& table = report::AddTable("Accounts beside each other",
                                       {{"Party", CELL_KIND_CODE},
                                        {"Account", CELL_KIND_CODE},
                                        {"Scenario", CELL_KIND_NAME},
                                        {"12 months", CELL_KIND_NUMBER, "SEK"},
                                        {"36 months", CELL_KIND_NUMBER, "SEK"},
                                        {"60 months", CELL_KIND_NUMBER, "SEK"},
                                        {"Paid back", CELL_KIND_WORDS}},
                                       section);
  if (accounts.empty()) return;
  for (int i = 0; i < accounts.front().lines_size(); ++i) {
    for (const v1::Account& account : accounts) {
      if (i >= account.lines_size()) continue;
      const v1::PartyLine& line = account.lines(i);
      report::AddRow({NameOf(line.party()),
                      v1::AccountKind_Name(account.kind()),
                      account.scenario(),
                      report::NumberText(ValueAt(line, 12)),
                      report::NumberText(ValueAt(line, 36)),
                      report::NumberText(ValueAt(line, 60)),
                      PaybackCell(line)},
                     table,
                     IsSociety(line));
    }
  }
}

void AddFactors(const Evaluation& evaluation, rv1::Report& report) {
  rv1::Section& section = report::AddSection("Beside the figures", report);
  if (evaluation.factors.empty()) {
    report::AddParagraph("Nothing was noted that figures do not say.", section);
    return;
  }
  rv1::Table& table = report::AddTable(
      "What figures do not say",
      {{"Factor", CELL_KIND_CODE}, {"Area", CELL_KIND_CODE}, {"Text", CELL_KIND_NAME}},
      section);
  for (const v1::QualitativeFactor& factor : evaluation.factors) {
    report::AddRow(
        {v1::FactorKind_Name(factor.kind()), v1::FactorArea_Name(factor.area()), factor.text()},
        table);
  }
}

void AddSettlement(const Evaluation& evaluation, rv1::Report& report) {
  const v1::EvaluationCommissioned& settled = evaluation.settlement;
  rv1::Section& section = report::AddSection("What was settled before it started", report);
  rv1::Table& table = report::AddTable(
      "Settled", {{"What", CELL_KIND_WORDS}, {"Settled", CELL_KIND_NAME}}, section);
  report::AddRow({"Purpose", settled.purpose()}, table);
  report::AddRow({"Owner", settled.owner()}, table);
  report::AddRow({"Steering", absl::StrJoin(settled.steering(), ", ")}, table);
  report::AddRow({"Participants", absl::StrJoin(settled.participants(), ", ")}, table);
  report::AddRow({"Activities", absl::StrJoin(settled.activities(), ", ")}, table);
  report::AddRow({"Follow up", settled.follow_up()}, table);
  if (const auto day = history::DayOrNone(settled.start_date())) {
    report::AddRow({"Start", absl::FormatCivilTime(*day)}, table);
  }
}

void AddTypicalCases(const Evaluation& evaluation, rv1::Section& section) {
  if (evaluation.typical_cases.empty()) return;
  rv1::Table& table = report::AddTable("Typical cases",
                                       {{"Case", CELL_KIND_NAME},
                                        {"Share", CELL_KIND_SHARE, "", 1},
                                        {"Wage before", CELL_KIND_NUMBER, "SEK"},
                                        {"Wage after", CELL_KIND_NUMBER, "SEK"}},
                                       section);
  for (const v1::TypicalCase& one : evaluation.typical_cases) {
    report::AddRow({one.title().empty() ? one.code() : one.title(),
                    report::NumberText(one.share()),
                    report::NumberText(static_cast<double>(one.before().wage_ore()) / 100),
                    report::NumberText(static_cast<double>(one.after().wage_ore()) / 100)},
                   table);
  }
}

void AddParameters(const v1::Account& account, rv1::Section& section) {
  rv1::Table& table = report::AddTable(
      "Parameters", {{"Parameter", CELL_KIND_WORDS}, {"Value", CELL_KIND_NUMBER, "", 4}}, section);
  const v1::Parameters& terms = account.parameters();
  const v1::TaxParameters& taxes = account.taxes();
  const auto add = [&](const char* code, double value) {
    report::AddRow({ParameterWords(code), report::NumberText(value)}, table);
  };
  add("participants", account.participants());
  add("effect.success", terms.success());
  add("effect.deadweight", terms.deadweight());
  add("effect.displacement", terms.displacement());
  add("effect.retention", terms.has_retention() ? terms.retention() : 1);
  add("discount-rate", terms.discount_rate());
  add("public-funds", terms.public_funds());
  add("tax.payroll", taxes.payroll());
  add("tax.municipal", taxes.municipal());
  add("tax.regional", taxes.regional());
  add("tax.job-credit", taxes.job_credit());
  add("tax.consumption", taxes.consumption());
  add("tax.municipal-kept", taxes.has_municipal_kept() ? taxes.municipal_kept() : 1);
  add("tax.regional-kept", taxes.has_regional_kept() ? taxes.regional_kept() : 1);
}

// Which prices it was made at, so that another can find them.
void AddPrices(const v1::Account& account, rv1::Section& section) {
  report::AddParagraph(absl::StrCat("All amounts are in the prices of ", account.price_year(), "."),
                       section);
  report::AddQuotation(account.price_source(), section);
  report::AddParagraph(
      absl::StrCat("The issue stands at position ", account.price_position(), " of the log."),
      section);
}

void AddMethod(const Evaluation& evaluation, const v1::Account& account, rv1::Report& report) {
  rv1::Section& section = report::AddSection("How it was computed", report);
  AddPrices(account, section);
  report::AddQuotation(account.parameters().source(), section);
  report::AddParagraph(
      "What actors and the individual gain or lose in a month adds up "
      "to what society does. "
      "Transfers between them are no gain of society's. Study loans "
      "are left out.",
      section);
  AddTypicalCases(evaluation, section);
  AddParameters(account, section);
}

}  // namespace

rv1::Report ReportOf(const Evaluation& evaluation, const ReportMoment& moment) {
  rv1::Report report = Begin("Socio-economic evaluation", evaluation, moment);
  const std::vector<v1::Account> accounts = Ordered(evaluation.accounts);
  AddSettlement(evaluation, report);
  AddTrial(evaluation, report);
  if (!accounts.empty()) {
    AddParties(accounts.front(), report);
    AddReach(accounts.front(), report);
    if (!accounts.front().swings().empty()) AddSwings(accounts.front(), report);
    for (const v1::Account& account : accounts) {
      if (account.kind() != v1::ACCOUNT_KIND_EX_POST) continue;
      AddMeasured(account, report);
      if (!account.swings().empty() && &account != &accounts.front()) AddSwings(account, report);
    }
    if (accounts.size() > 1) AddBeside(accounts, report::AddSection("Beside each other", report));
  }
  AddFactors(evaluation, report);
  if (!accounts.empty()) AddMethod(evaluation, accounts.front(), report);
  return report;
}

rv1::Report ScenariosReport(const Evaluation& evaluation, const std::vector<v1::Account>& accounts,
                            const ReportMoment& moment) {
  rv1::Report report = Begin("Scenario beside scenario", evaluation, moment);
  AddBeside(accounts, report::AddSection("Beside each other", report));
  if (!accounts.empty()) {
    AddPrices(accounts.front(), report::AddSection("How it was computed", report));
  }
  return report;
}

rv1::Report SensitivityReport(const Evaluation& evaluation, const v1::Account& account,
                              const ReportMoment& moment) {
  rv1::Report report = Begin("Sensitivity", evaluation, moment);
  AddSwings(account, report);
  AddPrices(account, report::AddSection("How it was computed", report));
  return report;
}

}  // namespace framdrift::evaluation
