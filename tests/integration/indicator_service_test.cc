// Indicators over the wire: defined, computed, opened to the cases behind them, corrected.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/indicator_fixture.h"

namespace framdrift::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;

TEST_F(IndicatorTest, AnIndicatorOfOnesOwnMovesWhenACaseIsOpened) {
  OpenCase(11);
  const iv::DefineIndicatorResponse defined = Define(kOpened);
  EXPECT_EQ(defined.indicator().name(), absl::StrCat(kTenant, "/indicators/", IdOf(defined)));
  EXPECT_EQ(defined.indicator().version(), 1);
  EXPECT_EQ(Value("opened", defined.position()), 1);
  EXPECT_EQ(Value("opened", OpenCase(12)), 2);
  const auto listed = List(defined.position());
  ASSERT_EQ(listed.indicators_size(), 1);
  EXPECT_EQ(listed.indicators(0).standing().figure().value(), 2);
  EXPECT_EQ(listed.indicators(0).versions_size(), 0);
}

TEST_F(IndicatorTest, AFigureOpensToTheCasesItCounts) {
  for (const int person : {11, 12, 13}) OpenCase(person);
  const int64_t position = Exit(12);
  Define(kExitShare);
  const auto figures = Query("exit-share", "periods: 1 breakdown: 'unit'", position).figures();
  ASSERT_EQ(figures.size(), 2);
  EXPECT_EQ(figures[0].numerator(), 1);
  EXPECT_EQ(figures[0].denominator(), 3);
  EXPECT_EQ(figures[1].group(), UnitId());
  EXPECT_EQ(figures[1].group_name(), "Enheten");
  EXPECT_EQ(figures[1].denominator_rows(), 3);
  EXPECT_THAT(Cases("exit-share", "part: FIGURE_PART_NUMERATOR"), ElementsAre(CaseName(12)));
  EXPECT_THAT(Cases("exit-share", ""), ElementsAre(CaseName(11), CaseName(12), CaseName(13)));
  EXPECT_THAT(Cases("exit-share", absl::StrCat("breakdown: 'unit' group: '", UnitId(), "'")).size(),
              3);
  EXPECT_TRUE(Cases("exit-share", "breakdown: 'unit' group: 'none'").empty());
}

TEST_F(IndicatorTest, PagesAreOfThePositionOfTheFirst) {
  for (const int person : {11, 12, 13}) OpenCase(person);
  const int64_t position = Define(kOpened).position();
  auto request = Asking<iv::ListIndicatorCasesRequest>("opened", "page_size: 2");
  request.set_min_position(position);
  const auto first = CallOk(*indicators_, &Indicators::ListIndicatorCases, request);
  EXPECT_EQ(first.total_size(), 3);
  ASSERT_EQ(first.cases_size(), 2);
  request.set_min_position(OpenCase(10));
  request.set_page_token(first.next_page_token());
  const auto second = CallOk(*indicators_, &Indicators::ListIndicatorCases, request);
  EXPECT_EQ(second.position(), first.position());
  EXPECT_EQ(second.total_size(), 3);
  ASSERT_EQ(second.cases_size(), 1);
  EXPECT_EQ(second.cases(0).case_(), CaseName(13));
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(IndicatorTest, PagesAreOfTheDefinitionOfTheFirst) {
  OpenCase(11);
  const int64_t defined = Define(kOpened).position();
  // Of now, and of a past.
  const auto asking = [&](int64_t as_of) {
    auto request = Asking<iv::QueryIndicatorRequest>("opened", "periods: 2 page_size: 1");
    request.set_min_position(defined);
    request.set_as_of_position(as_of);
    return request;
  };
  std::vector<iv::QueryIndicatorRequest> requests = {asking(0), asking(defined)};
  for (iv::QueryIndicatorRequest& request : requests) {
    const auto first = CallOk(*indicators_, &Indicators::QueryIndicator, request);
    EXPECT_EQ(first.version(), 1);
    request.set_page_token(first.next_page_token());
  }
  auto revise = Asking<iv::ReviseIndicatorRequest>("opened", "reason: 'Ingen'");
  *revise.mutable_definition() = Text<iv::Definition>(kOpened);
  revise.mutable_definition()->set_population("exited:*");
  const int64_t revised = CallOk(*indicators_, &Indicators::ReviseIndicator, revise).position();
  for (iv::QueryIndicatorRequest& request : requests) {
    request.set_min_position(revised);
    const auto second = CallOk(*indicators_, &Indicators::QueryIndicator, request);
    EXPECT_EQ(second.version(), 1);
    ASSERT_EQ(second.figures_size(), 1);
    EXPECT_EQ(second.figures(0).value(), 1);
  }
  EXPECT_EQ(Value("opened", revised), 0);
}

TEST_F(IndicatorTest, ThePastIsAsItWasKnownThen) {
  const int64_t before = OpenCase(11);
  Define(kOpened);
  const int64_t after = OpenCase(12);
  EXPECT_EQ(Value("opened", after), 2);
  const auto then = Query("opened", absl::StrCat("periods: 1 as_of_position: ", before), after);
  ASSERT_EQ(then.figures_size(), 1);
  EXPECT_EQ(then.figures(0).value(), 1);
  EXPECT_EQ(then.position(), before);
}

TEST_F(IndicatorTest, AMistakeInADefinitionIsPointedAt) {
  const CallError error = Refused(
      "code: 'x' title: 'X' population: 'unitt = 1' measure { count {} } anchor { milestone: "
      "'opened' }");
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.info.reason(), "DEFINITION_INVALID");
  EXPECT_EQ(error.info.metadata().at("field"), "population");
  EXPECT_EQ(error.info.metadata().at("character"), "1");
  EXPECT_THAT(error.details.message(), HasSubstr("did you mean unit?"));
  EXPECT_EQ(Refused("title: 'X' measure { count {} }").fields(),
            std::vector<std::string>{"definition.code"});
}

TEST_F(IndicatorTest, AnEmptyDenominatorHasNoValue) {
  const int64_t position = Define(kExitShare).position();
  const auto figures = Query("exit-share", "periods: 1", position).figures();
  ASSERT_EQ(figures.size(), 1);
  EXPECT_FALSE(figures[0].has_value());
  EXPECT_EQ(figures[0].denominator_rows(), 0);
}

TEST_F(IndicatorTest, AskingForWhatHasNotBegunOrIsTooMuchIsRefused) {
  Define(kOpened);
  EXPECT_EQ(QueryFails("opened", "from_date { year: 2031 month: 1 day: 1 }").info.reason(),
            "PERIOD_IN_FUTURE");
  EXPECT_EQ(QueryFails("opened", "periods: 1001").fields(), std::vector<std::string>{"periods"});
  EXPECT_EQ(QueryFails("opened", "breakdown: 'sex'").fields(),
            std::vector<std::string>{"breakdown"});
  EXPECT_EQ(QueryFails("opened", "version: 7").refusals(),
            std::vector<std::string>{"INDICATOR_VERSION_UNKNOWN"});
  const CallError unknown = QueryFails("closed", "");
  EXPECT_EQ(unknown.info.reason(), "INDICATOR_NOT_FOUND");
  EXPECT_THAT(unknown.info.metadata().at("name"), EndsWith("/indicators/closed"))
      << "as it was asked for";
}

TEST_F(IndicatorTest, ThousandsOfCellsComeInPages) {
  const int64_t position = Define(kDaily).position();
  auto request = Asking<iv::QueryIndicatorRequest>(
      "daily", "from_date { year: 1996 month: 1 day: 1 } page_size: 1000");
  request.set_min_position(position);
  const auto page = CallOk(*indicators_, &Indicators::QueryIndicator, request);
  EXPECT_EQ(page.figures_size(), 1000);
  EXPECT_GT(page.total_size(), 10'000);
  EXPECT_NE(page.next_page_token(), "");
  request.mutable_from_date()->set_year(1800);
  request.set_breakdown("unit");
  EXPECT_EQ(CallFails(*indicators_, &Indicators::QueryIndicator, request).info.reason(),
            "CELLS_TOO_MANY");
}

TEST_F(IndicatorTest, ABaselineComesBeforeItsTarget) {
  Define(kOpened);
  CallOk(*indicators_,
         &Indicators::SetTarget,
         Asking<iv::SetTargetRequest>("opened",
                                      "target { value: 4 date { year: 2024 month: 12 day: 31 } }"));
  const CallError error =
      CallFails(*indicators_,
                &Indicators::SetBaseline,
                Asking<iv::SetBaselineRequest>(
                    "opened", "baseline { value: 0 date { year: 2025 month: 1 day: 1 } }"));
  EXPECT_EQ(error.refusals(), std::vector<std::string>{"BASELINE_AFTER_TARGET"});
}

TEST_F(IndicatorTest, TellsHowFarItHasComeToItsTarget) {
  Define(kOpened);
  const auto set = [&](double baseline, double target) {
    CallOk(*indicators_,
           &Indicators::SetBaseline,
           Asking<iv::SetBaselineRequest>(
               "opened",
               absl::StrCat(
                   "baseline { value: ", baseline, " date { year: 2024 month: 2 day: 20 } }")));
    return CallOk(*indicators_,
                  &Indicators::SetTarget,
                  Asking<iv::SetTargetRequest>(
                      "opened",
                      absl::StrCat(
                          "target { value: ", target, " date { year: 2024 month: 12 day: 31 } }")))
        .position();
  };
  OpenCase(11);
  const iv::Standing ahead = Get("opened", set(0, 4)).standing();
  EXPECT_EQ(ahead.attainment(), 0.25);
  EXPECT_EQ(ahead.outlook(), iv::OUTLOOK_AHEAD);
  // Ten days for a quarter: thirty more for the rest.
  EXPECT_EQ(ahead.forecast_date().month(), 3);
  EXPECT_EQ(ahead.forecast_date().day(), 31);
  EXPECT_EQ(Get("opened", set(0, 1)).standing().outlook(), iv::OUTLOOK_MET);
  EXPECT_EQ(Get("opened", set(2, 4)).standing().outlook(), iv::OUTLOOK_NOT_AT_THIS_PACE);
}

TEST_F(IndicatorTest, ARevisionIsANewVersionAndThePastCanBeAskedUnderEither) {
  OpenCase(11);
  Define(kOpened);
  const int64_t position = Exit(11);
  auto revise = Asking<iv::ReviseIndicatorRequest>("opened", "reason: 'Bara de som gått vidare'");
  *revise.mutable_definition() = Text<iv::Definition>(kOpened);
  revise.mutable_definition()->set_population("NOT exited:*");
  EXPECT_EQ(CallOk(*indicators_, &Indicators::ReviseIndicator, revise).indicator().version(), 2);
  EXPECT_EQ(Value("opened", position), 0);
  EXPECT_EQ(Query("opened", "periods: 1 version: 1", position).figures(0).value(), 1);
  revise.mutable_definition()->set_code("other");
  EXPECT_EQ(CallFails(*indicators_, &Indicators::ReviseIndicator, revise).fields(),
            std::vector<std::string>{"definition.code"});
}

TEST_F(IndicatorTest, WhatWasDefinedByMistakeCanBeVoided) {
  const iv::DefineIndicatorResponse defined = Define(kOpened);
  auto request = Asking<iv::VoidEventRequest>("opened", "reason_code: 'typing-error'");
  request.set_position(defined.position());
  const int64_t position = CallOk(*indicators_, &Indicators::VoidEvent, request).position();
  EXPECT_EQ(List(position).indicators_size(), 0);
  auto asked = Asking<iv::GetIndicatorHistoryRequest>("opened", "");
  asked.set_min_position(position);
  const auto history = CallOk(*indicators_, &Indicators::GetIndicatorHistory, asked);
  ASSERT_EQ(history.entries_size(), 2);
  EXPECT_EQ(history.entries(0).kind(), "IndicatorDefined");
  EXPECT_TRUE(history.entries(0).voided());
}

TEST_F(IndicatorTest, ACorrectedDefinitionIsHeldToWhatADefinitionIs) {
  const int64_t defined = Define(kOpened).position();
  const auto correcting = [&](const std::string& changed) {
    auto request = Asking<iv::CorrectEventRequest>("opened", "reason_code: 'typing-error'");
    request.set_position(defined);
    iv::Definition& definition =
        *request.mutable_replacement()->mutable_indicator_defined()->mutable_definition();
    definition = Text<iv::Definition>(kOpened);
    definition.MergeFrom(Text<iv::Definition>(changed));
    return request;
  };
  const auto refused = [&](const iv::CorrectEventRequest& request) {
    return CallFails(*indicators_, &Indicators::CorrectEvent, request);
  };
  EXPECT_EQ(refused(correcting("population: 'unitt = 1'")).info.reason(), "DEFINITION_INVALID");
  EXPECT_EQ(refused(correcting("code: 'other'")).fields(),
            std::vector<std::string>{"definition.code"});
  auto untitled = correcting("");
  untitled.mutable_replacement()->mutable_indicator_defined()->mutable_definition()->clear_title();
  EXPECT_EQ(refused(untitled).fields(), std::vector<std::string>{"definition.title"});
  const auto corrected =
      CallOk(*indicators_, &Indicators::CorrectEvent, correcting("title: 'Alla'"));
  EXPECT_EQ(corrected.indicator().definition().title(), "Alla");
  EXPECT_EQ(corrected.indicator().version(), 1);
}

TEST_F(IndicatorTest, AnotherTenantsIndicatorIsNotFound) {
  const std::string id = IdOf(Define(kOpened));
  iv::GetIndicatorRequest request;
  request.set_name(absl::StrCat("tenants/malmo/indicators/", id));
  EXPECT_EQ(CallFails(*indicators_, &Indicators::GetIndicator, request).code,
            grpc::StatusCode::NOT_FOUND);
  Found("malmo");
  const CallError error = CallFails(*indicators_, &Indicators::GetIndicator, request);
  EXPECT_EQ(error.info.reason(), "INDICATOR_NOT_FOUND");
}

TEST_F(IndicatorTest, BuiltInDefinitionsAreAdoptedByTheirCodes) {
  const auto library = CallOk(*indicators_,
                              &Indicators::ListBuiltInDefinitions,
                              Parented<iv::ListBuiltInDefinitionsRequest>(""));
  ASSERT_GT(library.definitions_size(), 10);
  int64_t position = 0;
  for (const iv::Definition& one : library.definitions()) {
    auto request = Named<iv::DefineIndicatorRequest>(absl::StrCat(kTenant, "/indicators/-"));
    request.set_made_from(one.code());
    const auto defined = CallOk(*indicators_, &Indicators::DefineIndicator, request);
    EXPECT_EQ(defined.indicator().made_from(), one.code());
    position = defined.position();
  }
  EXPECT_EQ(List(position).indicators_size(), std::min(library.definitions_size(), 50));
}

TEST_F(IndicatorTest, ADraftIsComputedBeforeItIsAdopted) {
  const int64_t position = OpenCase(11);
  auto request = Parented<iv::PreviewIndicatorRequest>("periods: 2");
  request.set_min_position(position);
  *request.mutable_definition() = Text<iv::Definition>(kOpened);
  const auto preview = CallOk(*indicators_, &Indicators::PreviewIndicator, request);
  ASSERT_EQ(preview.figures_size(), 2);
  EXPECT_EQ(preview.figures(0).value(), 0);
  EXPECT_EQ(preview.figures(1).value(), 1);
  EXPECT_EQ(List(position).indicators_size(), 0);
}

TEST_F(IndicatorTest, CurvesOfSurvivalComeWhereTheyAreAskedFor) {
  for (int person = 11; person <= 13; ++person) OpenCase(person);
  server_.clock().Advance(absl::Hours(24 * 10));
  const int64_t position = Exit(11);
  auto request = Parented<iv::PreviewIndicatorRequest>(
      "periods: 1 definition { code: 'left' title: 'Kvar' anchor { milestone: 'opened' } "
      "period { unit: PERIOD_UNIT_YEAR rolling: 2 } measure { duration { from: 'opened' "
      "to: 'exited' statistic: DURATION_STATISTIC_SURVIVAL_AT at: 30 } } }");
  request.set_min_position(position);
  EXPECT_EQ(CallOk(*indicators_, &Indicators::PreviewIndicator, request).figures(0).curve_size(),
            0);
  request.set_curve(true);
  const auto told = CallOk(*indicators_, &Indicators::PreviewIndicator, request);
  ASSERT_EQ(told.figures_size(), 1);
  ASSERT_EQ(told.figures(0).curve_size(), 1);
  const iv::CurveStep& step = told.figures(0).curve(0);
  EXPECT_EQ(step.time(), 10);
  EXPECT_DOUBLE_EQ(step.share(), 2.0 / 3);
  EXPECT_EQ(step.at_risk(), 3);
  EXPECT_LT(step.interval().low(), step.share());
  EXPECT_GT(step.interval().high(), step.share());
}

TEST_F(IndicatorTest, FieldsSayWhatOneCanFilterOnAndBreakDownBy) {
  const auto fields = CallOk(*indicators_,
                             &Indicators::ListIndicatorFields,
                             Parented<iv::ListIndicatorFieldsRequest>("span: SPAN_EPISODE"))
                          .fields();
  const auto found = [&](const std::string& name) {
    return *std::find_if(fields.begin(), fields.end(), [&](const iv::IndicatorField& one) {
      return one.field() == name;
    });
  };
  EXPECT_TRUE(found("opened").milestone());
  EXPECT_TRUE(found("unit").breakdown());
  EXPECT_GT(found("exit_reason").codes_size(), 3);
  for (const iv::IndicatorField& field : fields) EXPECT_NE(field.explanation(), "");
}

TEST_F(IndicatorTest, WhoMayNotOpenCasesSeesWhatIsPublishedAlone) {
  OpenCase(11);
  Define(kOpened);
  const std::map<std::string, std::string> evaluator = {
      {"framdrift-actor", "id=eva; role=evaluator"}};
  const auto asked = Asking<iv::QueryIndicatorRequest>("opened", "");
  EXPECT_EQ(CallOk(*indicators_, &Indicators::QueryIndicator, asked, evaluator).figures_size(), 0);
  const auto shown = CallOk(*indicators_,
                            &Indicators::GetIndicator,
                            Asking<iv::GetIndicatorRequest>("opened", ""),
                            evaluator);
  EXPECT_FALSE(shown.indicator().standing().has_figure());
  const CallError error = CallFails(*indicators_,
                                    &Indicators::ListIndicatorCases,
                                    Asking<iv::ListIndicatorCasesRequest>("opened", ""),
                                    evaluator);
  EXPECT_EQ(error.code, grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(error.info.reason(), "CASE_ACCESS_MISSING");
}

TEST_F(IndicatorTest, WhatIsMissingIsToldByHowManyFiguresItBearsOn) {
  for (const int person : {11, 12}) OpenCase(person);
  for (const int person : {11, 12}) Exit(person);
  Define(kOpened);
  Define(kExits);
  const int64_t position =
      CallOk(outcomes_,
             &Outcomes::WaiveFollowUp,
             Named<casework::v1::WaiveFollowUpRequest>(CaseName(11), "reason: WAIVE_REASON_MOVED"))
          .position();
  auto request = Parented<iv::ListMissingFactsRequest>("");
  request.set_min_position(position);
  const auto missing = CallOk(*indicators_, &Indicators::ListMissingFacts, request);
  ASSERT_EQ(missing.facts_size(), 1) << "the other is not closed";
  EXPECT_EQ(missing.facts(0).case_(), CaseName(11));
  EXPECT_THAT(missing.facts(0).missing(), ElementsAre("exit_verified", "obstacle"));
  EXPECT_EQ(missing.facts(0).figures(), 2);
}

}  // namespace
}  // namespace framdrift::testing
