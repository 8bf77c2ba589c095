// What answers about the past say of themselves: pages, counts, clocks, differences and refusals.
#include <utility>

#include "framdrift/policy/v1/policy_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "tests/integration/time_travel.h"

namespace framdrift {
namespace {

namespace v1 = casework::v1;
using testing::CallError;
using testing::CallFails;
using testing::CallOk;
using testing::CaseOf;
using testing::Cases;
using testing::Day;
using ::testing::ElementsAre;
using testing::In;
using ::testing::IsEmpty;
using testing::kAlex;
using testing::kAnna;
using testing::kBo;
using testing::kKim;
using testing::KnownAt;
using testing::Named;
using testing::OccurredAt;
using testing::TimeTravelTest;
using testing::ValidAt;
using Policies = policy::v1::PolicyService::Stub;

TEST_F(TimeTravelTest, BeforeTheCaseWasThereThereIsNone) {
  AdvanceTo(10);
  const int64_t opened = Open(kKim, OccurredAt(8));
  AdvanceTo(20);
  for (const std::string& as_of : {ValidAt(7),
                                   KnownAt(9),
                                   ValidAt(9) + KnownAt(9),
                                   absl::StrCat("as_of_position: ", opened - 1)}) {
    const CallError error =
        CallFails(*cases_, &Cases::GetCase, Named<v1::GetCaseRequest>(CaseOf(kKim), as_of));
    EXPECT_EQ(error.code, grpc::StatusCode::NOT_FOUND) << as_of;
    EXPECT_EQ(error.info.reason(), "CASE_NOT_FOUND") << as_of;
    EXPECT_THAT(List(as_of).cases(), IsEmpty()) << as_of;
  }
  EXPECT_EQ(Get(kKim, ValidAt(8)).case_().episodes_size(), 1);
  EXPECT_EQ(List(ValidAt(8)).total_size(), 1);
}

TEST_F(TimeTravelTest, APastThatCannotBeIsRefused) {
  Open(kKim);
  const std::vector<std::pair<std::string, std::string>> refused = {
      {ValidAt(1), "valid_time"},
      {KnownAt(1), "known_time"},
      {"as_of_position: -1", "as_of_position"},
      {"as_of_position: 100000", "as_of_position"},
      {KnownAt(0) + "as_of_position: 1", "as_of_position"}};
  for (const auto& [as_of, field] : refused) {
    const CallError of_one =
        CallFails(*cases_, &Cases::GetCase, Named<v1::GetCaseRequest>(CaseOf(kKim), as_of));
    EXPECT_THAT(of_one.fields(), ElementsAre(field)) << as_of;
    const CallError of_list =
        CallFails(*cases_, &Cases::ListCases, In<v1::ListCasesRequest>(as_of));
    EXPECT_THAT(of_list.fields(), ElementsAre(field)) << as_of;
    const CallError of_load =
        CallFails(*cases_, &Cases::GetCaseload, In<v1::GetCaseloadRequest>(as_of));
    EXPECT_THAT(of_load.fields(), ElementsAre(field)) << as_of;
    const CallError of_diff =
        CallFails(*cases_,
                  &Cases::DiffCase,
                  Named<v1::DiffCaseRequest>(CaseOf(kKim), absl::StrCat("before { ", as_of, " }")));
    EXPECT_THAT(of_diff.fields(), ElementsAre("before." + field)) << as_of;
  }
}

TEST_F(TimeTravelTest, PagesOfThePastStayAsTheFirstWas) {
  std::vector<std::string> persons;
  for (int i = 0; i < 5; ++i) {
    persons.push_back(absl::StrCat("0190b2c8-5b0e-7c3a-9f00-00000000002", i));
    Register(persons.back());
    Open(persons.back());
  }
  AdvanceTo(10);
  auto page = List("page_size: 2 " + ValidAt(5));
  EXPECT_EQ(page.total_size(), 5);
  const int64_t position = page.position();
  std::vector<std::string> seen;
  for (int pages = 0; pages < 5; ++pages) {
    for (const auto& row : page.cases()) seen.push_back(row.name());
    if (page.next_page_token().empty()) break;
    // What is recorded meanwhile of that time is not in this list.
    Open(pages == 0 ? kKim : kAlex, OccurredAt(pages));
    page =
        List(absl::StrCat("page_size: 2 page_token: '", page.next_page_token(), "' ", ValidAt(5)));
    EXPECT_EQ(page.total_size(), 5);
    EXPECT_EQ(page.position(), position);
  }
  std::vector<std::string> expected;
  for (const std::string& person : persons) expected.push_back(CaseOf(person));
  EXPECT_EQ(seen, expected);
  EXPECT_EQ(List(ValidAt(5)).total_size(), 7);
  const auto first = List("page_size: 2 " + ValidAt(5));
  const CallError other =
      CallFails(*cases_,
                &Cases::ListCases,
                In<v1::ListCasesRequest>(absl::StrCat(
                    "page_size: 2 page_token: '", first.next_page_token(), "' ", ValidAt(6))));
  EXPECT_EQ(other.info.reason(), "PAGE_TOKEN_INVALID");
}

TEST_F(TimeTravelTest, CountsAndFiltersThePastAsThePresent) {
  Open(kKim);
  Open(kAlex);
  Assign(kKim, kAnna);
  AdvanceTo(5);
  Exit(kAlex);
  AdvanceTo(10);
  const auto count = [&](const std::string& rest) {
    return CallOk(*cases_, &Cases::CountCases, In<v1::CountCasesRequest>(rest));
  };
  EXPECT_EQ(count("filter: 'phase = INTAKE'").count(), 1);
  EXPECT_EQ(count("filter: 'phase = INTAKE' " + ValidAt(2)).count(), 2);
  EXPECT_EQ(count("filter: 'NOT caseworker_id:*' " + ValidAt(2)).count(), 1);
  EXPECT_EQ(count("group_by: 'phase' " + ValidAt(7)).groups_size(), 2);
}

TEST_F(TimeTravelTest, DeadlinesUseThePolicyOfThatTimeAndItsClock) {
  Open(kKim);
  AdvanceTo(10);
  Policies policies(server_.channel());
  const int64_t adopted =
      CallOk(policies,
             &Policies::AdoptPolicy,
             Named<policy::v1::AdoptPolicyRequest>("tenants/lund/policy",
                                                   "rules { deadlines { first_contact: "
                                                   "FIRST_CONTACT_RULE_WITHIN_24_HOURS "
                                                   "apply_to_running: true } }"))
          .position();
  AdvanceTo(20);
  const auto first = [](const v1::GetCaseResponse& response) {
    return response.case_().deadlines(0);
  };
  EXPECT_EQ(first(Get(kKim, "")).status(), v1::DEADLINE_STATUS_LATE);
  EXPECT_EQ(first(Get(kKim, ValidAt(1))).status(), v1::DEADLINE_STATUS_PENDING);
  EXPECT_EQ(first(Get(kKim, ValidAt(1))).policy_version(), 0);
  EXPECT_EQ(first(Get(kKim, KnownAt(1))).status(), v1::DEADLINE_STATUS_PENDING);
  const auto before = Get(kKim, absl::StrCat("as_of_position: ", adopted - 1));
  EXPECT_EQ(first(before).status(), v1::DEADLINE_STATUS_PENDING);
  EXPECT_EQ(absl::FromUnixSeconds(before.evaluated_at().seconds()), Day(0));
}

TEST_F(TimeTravelTest, ADifferenceNamesFieldsAndTheEventsThatMadeIt) {
  Open(kKim);
  const int64_t first = Assign(kKim, kAnna);
  AdvanceTo(10);
  const int64_t second = Assign(kKim, kBo);
  const int64_t noted =
      CallOk(*cases_, &Cases::AddNote, Named<v1::AddNoteRequest>(CaseOf(kKim), "text: 'Ringde'"))
          .position();
  const auto changes = [](const v1::DiffCaseResponse& diff) {
    std::vector<std::string> lines;
    for (const auto& change : diff.changes()) {
      if (change.path().rfind("deadlines", 0) == 0) continue;
      lines.push_back(absl::StrCat(change.path(), ": ", change.before(), " -> ", change.after()));
    }
    return lines;
  };
  const auto diff = [&](const std::string& before, const std::string& after) {
    return CallOk(*cases_,
                  &Cases::DiffCase,
                  Named<v1::DiffCaseRequest>(
                      CaseOf(kKim), absl::StrCat("before { ", before, " } after { ", after, " }")));
  };
  const auto forth = diff(absl::StrCat("as_of_position: ", first), "");
  EXPECT_THAT(
      changes(forth),
      ElementsAre(
          absl::StrCat("episodes[1].assignment.caseworker_id: ", kAnna, " -> ", kBo),
          "episodes[1].assignment.since: 2024-03-01T09:00:00+01:00 -> "
          "2024-03-11T09:00:00+01:00",
          absl::StrCat("notes[position=", noted, "].position:  -> ", noted),
          absl::StrCat("notes[position=", noted, "].occurred:  -> 2024-03-11T09:00:00+01:00"),
          absl::StrCat("notes[position=", noted, "].kind:  -> NOTE_KIND_RECORD"),
          absl::StrCat("notes[position=", noted, "].text:  -> Ringde")));
  ASSERT_EQ(forth.events_size(), 2);
  EXPECT_EQ(forth.events(0).position(), second);
  EXPECT_EQ(forth.events(0).kind(), "CaseAssigned");
  EXPECT_FALSE(forth.events(0).counts_before());
  EXPECT_TRUE(forth.events(0).counts_after());
  const auto back = diff("", absl::StrCat("as_of_position: ", first));
  EXPECT_EQ(back.changes_size(), forth.changes_size());
  EXPECT_TRUE(back.events(0).counts_before());
  AdvanceTo(20);
  const int64_t voiding = Void(kKim, second);
  const auto voided = diff(KnownAt(15), "");
  EXPECT_THAT(changes(voided)[0],
              absl::StrCat("episodes[1].assignment.caseworker_id: ", kBo, " -> ", kAnna));
  ASSERT_EQ(voided.events_size(), 2);
  EXPECT_EQ(voided.events(0).position(), second);
  EXPECT_FALSE(voided.events(0).counts_after());
  EXPECT_EQ(voided.events(1).position(), voiding);
  EXPECT_THAT(changes(diff(ValidAt(12), ValidAt(12))), IsEmpty());
}

TEST_F(TimeTravelTest, ADifferenceToATimeBeforeTheCaseIsAllOfIt) {
  AdvanceTo(5);
  const int64_t opened = Open(kKim);
  const auto all =
      CallOk(*cases_,
             &Cases::DiffCase,
             Named<v1::DiffCaseRequest>(CaseOf(kKim), absl::StrCat("before { ", ValidAt(1), " }")));
  ASSERT_EQ(all.events_size(), 1);
  EXPECT_EQ(all.events(0).position(), opened);
  EXPECT_EQ(all.changes(0).path(), "phase");
  EXPECT_EQ(all.changes(0).after(), "PHASE_INTAKE");
  const CallError neither = CallFails(
      *cases_,
      &Cases::DiffCase,
      Named<v1::DiffCaseRequest>(
          CaseOf(kKim), absl::StrCat("before { ", ValidAt(1), " } after { ", ValidAt(2), " }")));
  EXPECT_EQ(neither.info.reason(), "CASE_NOT_FOUND");
}

}  // namespace
}  // namespace framdrift
