// Balance over the wire: a proposal, its preview, carrying it out in one commit, and taking it
// back.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/casework/v1/caseload_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "framdrift/policy/v1/policy_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

namespace v1 = casework::v1;
using testing::CallError;
using testing::CallFails;
using testing::CallOk;
using ::testing::ElementsAre;
using testing::Named;
using ::testing::UnorderedElementsAre;
using Caseloads = v1::CaseloadService::Stub;
using Cases = v1::CaseService::Stub;
using Organisation = organisation::v1::OrganisationService::Stub;
using Persons = person::v1::PersonService::Stub;
using Policies = policy::v1::PolicyService::Stub;
using StaffOf = organisation::v1::StaffService::Stub;

constexpr char kUnit[] = "0190b2c8-5b0e-7c3a-9f00-000000000003";
constexpr char kAnna[] = "0190b2c8-5b0e-7c3a-9f00-00000000000a";
constexpr char kBertil[] = "0190b2c8-5b0e-7c3a-9f00-00000000000b";
constexpr char kStranger[] = "0190b2c8-5b0e-7c3a-9f00-00000000dead";

std::string PersonId(int number) {
  return absl::StrCat("0190b2c8-5b0e-7c3a-9f00-00000000010", number);
}
std::string CaseName(int number) { return absl::StrCat("tenants/lund/cases/", PersonId(number)); }

// Anna has four cases and Bertil none; both take ten.
class CaseloadTest : public ::testing::Test {
 protected:
  CaseloadTest()
      : cases_(server_.channel()), caseloads_(server_.channel()), staff_(server_.channel()) {
    Organisation organisation(server_.channel());
    CallOk(
        organisation,
        &Organisation::CreateBoard,
        Named<organisation::v1::CreateBoardRequest>(
            "tenants/lund/boards/0190b2c8-5b0e-7c3a-9f00-000000000001", "display_name: 'Nämnden'"));
    CallOk(organisation,
           &Organisation::CreateUnit,
           Named<organisation::v1::CreateUnitRequest>(
               absl::StrCat("tenants/lund/units/", kUnit),
               "display_name: 'Enheten' municipality_code: '1281' board_id: "
               "'0190b2c8-5b0e-7c3a-9f00-000000000001'"));
    for (const char* id : {kAnna, kBertil}) Register(id);
    for (int i = 0; i < 4; ++i) Open(i);
  }

  void Register(const char* id) {
    const std::string name = absl::StrCat("tenants/lund/staff/", id);
    CallOk(staff_,
           &StaffOf::RegisterStaff,
           Named<organisation::v1::RegisterStaffRequest>(
               name,
               absl::StrCat("unit_id: '", kUnit, "' display_name: 'Anna' roles: ROLE_CASEWORKER")));
    CallOk(staff_,
           &StaffOf::SetCapacity,
           Named<organisation::v1::SetCapacityRequest>(name, "fte_percent: 100 max_load: 10"));
  }

  void Open(int number) {
    Persons persons(server_.channel());
    CallOk(persons,
           &Persons::RegisterPerson,
           Named<person::v1::RegisterPersonRequest>(
               absl::StrCat("tenants/lund/persons/", PersonId(number)),
               absl::StrCat("given_name: 'Kim' family_name: 'Ek' contact { language: '",
                            number == 3 ? "so-SO" : "sv",
                            "' }")));
    CallOk(cases_,
           &Cases::OpenCase,
           Named<v1::OpenCaseRequest>(
               CaseName(number),
               absl::StrCat("target_group: TARGET_GROUP_YOUNG unit_id: '", kUnit, "'")));
    position_ = Assign(number, kAnna);
  }

  int64_t Assign(int number, const std::string& caseworker) {
    return CallOk(cases_,
                  &Cases::AssignCase,
                  Named<v1::AssignCaseRequest>(
                      CaseName(number),
                      absl::StrCat("caseworker_id: '", caseworker, "' unit_id: '", kUnit, "'")))
        .position();
  }

  v1::ProposeCaseloadResponse Proposed() {
    v1::ProposeCaseloadRequest request;
    request.set_parent("tenants/lund");
    request.set_unit_id(kUnit);
    request.set_min_position(position_);
    return CallOk(caseloads_, &Caseloads::ProposeCaseload, request);
  }
  static v1::ApplyCaseloadRequest Applying(const v1::ProposeCaseloadResponse& proposal) {
    v1::ApplyCaseloadRequest request;
    request.set_parent("tenants/lund");
    *request.mutable_proposal() = proposal;
    return request;
  }
  static v1::UndoCaseloadRequest Undoing(int64_t position) {
    v1::UndoCaseloadRequest request;
    request.set_parent("tenants/lund");
    request.set_applied_position(position);
    return request;
  }
  std::string CaseworkerOf(const std::string& name) {
    return CallOk(cases_, &Cases::GetCase, Named<v1::GetCaseRequest>(name))
        .case_()
        .episodes(0)
        .assignment()
        .caseworker_id();
  }
  // Of Anna, as GetCaseload has it.
  v1::Caseload AnnasLoad() {
    v1::GetCaseloadRequest request;
    request.set_parent("tenants/lund");
    request.set_caseworker_id(kAnna);
    request.set_min_position(position_);
    return CallOk(cases_, &Cases::GetCaseload, request).caseloads(0);
  }
  void Adopt(const std::string& rules) {
    Policies policies(server_.channel());
    position_ = CallOk(policies,
                       &Policies::AdoptPolicy,
                       Named<policy::v1::AdoptPolicyRequest>("tenants/lund/policy",
                                                             absl::StrCat("rules { ", rules, " }")))
                    .position();
  }

  testing::TestServer server_;
  Cases cases_;
  Caseloads caseloads_;
  StaffOf staff_;
  int64_t position_ = 0;
};

TEST_F(CaseloadTest, ProposesPreviewsAppliesAndTakesBack) {
  const auto proposal = Proposed();
  ASSERT_EQ(proposal.moves_size(), 2);
  EXPECT_EQ(proposal.spread_before(), 40);
  EXPECT_EQ(proposal.spread_after(), 0);
  for (const v1::CaseloadMove& move : proposal.moves()) {
    EXPECT_EQ(move.previous_caseworker_id(), kAnna);
    EXPECT_EQ(move.caseworker_id(), kBertil);
    EXPECT_FALSE(move.explanation().empty());
    // Nobody but Anna may take the one who needs Somali, and she does not speak it either.
    EXPECT_NE(move.case_(), CaseName(3));
  }

  auto preview = Applying(proposal);
  preview.set_validate_only(true);
  const auto would = CallOk(caseloads_, &Caseloads::ApplyCaseload, preview);
  EXPECT_EQ(would.moved_size(), 2);
  EXPECT_EQ(would.refusals_size(), 0);
  EXPECT_EQ(would.position(), 0);
  EXPECT_EQ(CaseworkerOf(proposal.moves(0).case_()), kAnna);

  const auto applied = CallOk(caseloads_, &Caseloads::ApplyCaseload, Applying(proposal));
  EXPECT_EQ(applied.position(), position_ + 2);
  EXPECT_EQ(applied.moved(0).case_(), proposal.moves(0).case_());
  EXPECT_EQ(CaseworkerOf(proposal.moves(0).case_()), kBertil);
  position_ = applied.position();
  EXPECT_EQ(Proposed().moves_size(), 0);

  auto undo_preview = Undoing(applied.position());
  undo_preview.set_validate_only(true);
  EXPECT_EQ(CallOk(caseloads_, &Caseloads::UndoCaseload, undo_preview).moved_size(), 2);
  const auto undone = CallOk(caseloads_, &Caseloads::UndoCaseload, Undoing(applied.position()));
  EXPECT_EQ(undone.position(), applied.position() + 2);
  for (const v1::CaseMoved& moved : undone.moved()) {
    EXPECT_EQ(moved.caseworker_id(), kAnna);
    EXPECT_EQ(CaseworkerOf(moved.case_()), kAnna);
  }
}

TEST_F(CaseloadTest, TheSameLogGivesTheSameProposal) {
  EXPECT_EQ(Proposed().SerializeAsString(), Proposed().SerializeAsString());
}

TEST_F(CaseloadTest, AProposalThatIsStaleIsRefusedForEveryCaseAndMovesNothing) {
  const auto proposal = Proposed();
  ASSERT_EQ(proposal.moves_size(), 2);
  for (const v1::CaseloadMove& move : proposal.moves()) {
    CallOk(cases_, &Cases::AddNote, Named<v1::AddNoteRequest>(move.case_(), "text: 'Ringde'"));
  }
  const CallError error = CallFails(caseloads_, &Caseloads::ApplyCaseload, Applying(proposal));
  EXPECT_EQ(error.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(error.refusals(), ElementsAre("CASE_CHANGED", "CASE_CHANGED"));
  auto preview = Applying(proposal);
  preview.set_validate_only(true);
  const auto would = CallOk(caseloads_, &Caseloads::ApplyCaseload, preview);
  EXPECT_EQ(would.refusals_size(), 2);
  EXPECT_EQ(would.refusals(0).subject(), proposal.moves(0).case_());
  EXPECT_EQ(would.moved_size(), 0);
}

TEST_F(CaseloadTest, OneMoveThatFailsLeavesAllUndoneAndEveryReasonIsListed) {
  auto proposal = Proposed();
  ASSERT_EQ(proposal.moves_size(), 2);
  proposal.mutable_moves(1)->set_caseworker_id(kStranger);
  v1::CaseloadMove& unknown = *proposal.add_moves();
  unknown.set_case_(absl::StrCat("tenants/lund/cases/", kStranger));
  unknown.set_caseworker_id(kBertil);
  const CallError error = CallFails(caseloads_, &Caseloads::ApplyCaseload, Applying(proposal));
  EXPECT_THAT(error.refusals(), ElementsAre("STAFF_NOT_ACTIVE_IN_UNIT", "CASE_NOT_OPENED"));
  EXPECT_EQ(CaseworkerOf(proposal.moves(0).case_()), kAnna);
}

TEST_F(CaseloadTest, UndoRefusesForEveryCaseThatHasBeenMovedSince) {
  const auto applied = CallOk(caseloads_, &Caseloads::ApplyCaseload, Applying(Proposed()));
  CallOk(caseloads_, &Caseloads::UndoCaseload, Undoing(applied.position()));
  const CallError error =
      CallFails(caseloads_, &Caseloads::UndoCaseload, Undoing(applied.position()));
  EXPECT_THAT(error.refusals(), ElementsAre("CASE_MOVED_SINCE", "CASE_MOVED_SINCE"));
}

TEST_F(CaseloadTest, UndoFindsNothingWhereNoCasesWereMoved) {
  for (const int64_t position : {int64_t{1}, int64_t{1'000'000}}) {
    const CallError error = CallFails(caseloads_, &Caseloads::UndoCaseload, Undoing(position));
    EXPECT_EQ(error.code, grpc::StatusCode::NOT_FOUND);
    EXPECT_EQ(error.info.reason(), "REASSIGNMENT_NOT_FOUND");
  }
}

TEST_F(CaseloadTest, ARepeatedRequestMovesThemOnce) {
  auto request = Applying(Proposed());
  request.set_request_id("0190b2c8-5b0e-7c3a-9f00-000000000099");
  const auto first = CallOk(caseloads_, &Caseloads::ApplyCaseload, request);
  const auto second = CallOk(caseloads_, &Caseloads::ApplyCaseload, request);
  EXPECT_TRUE(second.duplicate());
  EXPECT_EQ(second.position(), first.position());
  EXPECT_EQ(second.moved_size(), 2);
}

TEST_F(CaseloadTest, WhoSpeaksThePersonsLanguageIsPreferred) {
  position_ = CallOk(staff_,
                     &StaffOf::SetLanguages,
                     Named<organisation::v1::SetLanguagesRequest>(
                         absl::StrCat("tenants/lund/staff/", kBertil), "languages: 'so'"))
                  .position();
  const auto proposal = Proposed();
  ASSERT_GT(proposal.moves_size(), 0);
  EXPECT_EQ(proposal.moves(0).case_(), CaseName(3));
  EXPECT_THAT(proposal.moves(0).reasons(), ::testing::Contains(v1::MOVE_REASON_LANGUAGE_MET));
}

TEST_F(CaseloadTest, FindsNewCaseworkersForTheCasesOfWhoLeft) {
  position_ =
      CallOk(staff_,
             &StaffOf::EndStaff,
             Named<organisation::v1::EndStaffRequest>(absl::StrCat("tenants/lund/staff/", kAnna)))
          .position();
  const auto proposal = Proposed();
  EXPECT_EQ(proposal.moves_size(), 3);
  for (const v1::CaseloadMove& move : proposal.moves()) {
    EXPECT_THAT(move.reasons(), ElementsAre(v1::MOVE_REASON_CASEWORKER_GONE));
  }
}

TEST_F(CaseloadTest, WeighsCasesAsThePolicySays) {
  EXPECT_EQ(AnnasLoad().load_percent(), 400);
  EXPECT_EQ(AnnasLoad().capacity_percent(), 1000);
  Adopt("case_weights { target_group: 'young' percent: 150 } phase_weights { intake: 50 }");
  EXPECT_EQ(AnnasLoad().load_percent(), 300);
  EXPECT_EQ(AnnasLoad().total_load_percent(), 300);
  CallOk(cases_, &Cases::AssignFlow, Named<v1::AssignFlowRequest>(CaseName(0), "flow: FLOW_OTHER"));
  Adopt("flow_weights { other: 250 }");
  EXPECT_EQ(AnnasLoad().load_percent(), 550);
}

TEST_F(CaseloadTest, RefusesAPolicyThatNamesAnUnknownCode) {
  Policies policies(server_.channel());
  const CallError error = CallFails(
      policies,
      &Policies::AdoptPolicy,
      Named<policy::v1::AdoptPolicyRequest>(
          "tenants/lund/policy",
          "rules { case_weights { target_group: 'no-such-group' percent: 50 } local_attributes { "
          "name: 'a' type: ATTRIBUTE_TYPE_CODE list: 'no_such_list' privacy: PRIVACY_CODE } "
          "code_lists { list: 'exit_reason' codes { code: 'own' parent: 'no-such-reason' } } }"));
  EXPECT_EQ(error.code, grpc::StatusCode::FAILED_PRECONDITION);
  std::vector<std::string> fields;
  for (const auto& violation : error.precondition.violations()) {
    fields.push_back(violation.description().substr(0, violation.description().find(':')));
  }
  EXPECT_THAT(fields,
              UnorderedElementsAre("rules.case_weights[0].target_group",
                                   "rules.local_attributes[0].list",
                                   "rules.code_lists[0].codes[0].parent"));
}

TEST_F(CaseloadTest, RefusesAUnitThatDoesNotExist) {
  v1::ProposeCaseloadRequest request;
  request.set_parent("tenants/lund");
  request.set_unit_id(kStranger);
  const CallError error = CallFails(caseloads_, &Caseloads::ProposeCaseload, request);
  EXPECT_EQ(error.info.reason(), "UNIT_NOT_FOUND");
  request.set_unit_id(kUnit);
  request.set_max_moves(201);
  EXPECT_THAT(CallFails(caseloads_, &Caseloads::ProposeCaseload, request).fields(),
              ElementsAre("max_moves"));
}

}  // namespace
}  // namespace framdrift
