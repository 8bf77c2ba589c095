#include "tests/integration/time_travel.h"

#include "framdrift/migration/v1/migration_service.grpc.pb.h"

namespace framdrift::testing {

TimeTravelTest::TimeTravelTest() : cases_(std::make_unique<Cases>(server_.channel())) {
  Organisation organisation(server_.channel());
  CallOk(organisation,
         &Organisation::CreateBoard,
         Named<organisation::v1::CreateBoardRequest>(absl::StrCat("tenants/lund/boards/", kBoardId),
                                                     "display_name: 'Nämnden'"));
  StaffOf staff(server_.channel());
  for (const char* unit : {kUnitId, kOtherUnitId}) {
    CallOk(
        organisation,
        &Organisation::CreateUnit,
        Named<organisation::v1::CreateUnitRequest>(
            absl::StrCat("tenants/lund/units/", unit),
            absl::StrCat(
                "display_name: 'Enheten' municipality_code: '1281' board_id: '", kBoardId, "'")));
  }
  for (const char* one : {kAnna, kBo}) {
    CallOk(
        staff,
        &StaffOf::RegisterStaff,
        Named<organisation::v1::RegisterStaffRequest>(
            absl::StrCat("tenants/lund/staff/", one),
            absl::StrCat("display_name: 'Någon' roles: ROLE_CASEWORKER unit_id: '", kUnitId, "'")));
  }
  for (const char* person : {kKim, kAlex}) Register(person);
}

void TimeTravelTest::Register(const std::string& person) {
  Persons persons(server_.channel());
  CallOk(persons,
         &Persons::RegisterPerson,
         Named<person::v1::RegisterPersonRequest>(absl::StrCat("tenants/lund/persons/", person),
                                                  "given_name: 'Kim' family_name: 'Ek'"));
}

int64_t TimeTravelTest::Open(const std::string& person, const std::string& rest) {
  return CallOk(
             *cases_,
             &Cases::OpenCase,
             Named<v1::OpenCaseRequest>(
                 CaseOf(person),
                 absl::StrCat("target_group: TARGET_GROUP_YOUNG unit_id: '", kUnitId, "' ", rest)))
      .position();
}

int64_t TimeTravelTest::Assign(const std::string& person, const std::string& caseworker,
                               const std::string& rest) {
  return CallOk(
             *cases_,
             &Cases::AssignCase,
             Named<v1::AssignCaseRequest>(
                 CaseOf(person),
                 absl::StrCat("caseworker_id: '", caseworker, "' unit_id: '", kUnitId, "' ", rest)))
      .position();
}

int64_t TimeTravelTest::Exit(const std::string& person) {
  Outcomes outcomes(server_.channel());
  return CallOk(outcomes,
                &Outcomes::RecordExit,
                Named<v1::RecordExitRequest>(CaseOf(person),
                                             "reason: EXIT_REASON_STUDY_WITH_STUDY_AID"))
      .position();
}

int64_t TimeTravelTest::Reopen(const std::string& person) {
  Outcomes outcomes(server_.channel());
  return CallOk(outcomes,
                &Outcomes::ReopenCase,
                Named<v1::ReopenCaseRequest>(
                    CaseOf(person),
                    absl::StrCat("reason: REOPEN_REASON_WORK_OR_STUDY_ENDED "
                                 "target_group: TARGET_GROUP_YOUNG unit_id: '",
                                 kUnitId,
                                 "'")))
      .position();
}

int64_t TimeTravelTest::Correct(const std::string& person, int64_t position,
                                const std::string& replacement) {
  return CallOk(*cases_,
                &Cases::CorrectEvent,
                Named<v1::CorrectEventRequest>(CaseOf(person),
                                               absl::StrCat("position: ",
                                                            position,
                                                            " replacement { ",
                                                            replacement,
                                                            " } reason_code: 'typing-error'")))
      .position();
}

int64_t TimeTravelTest::Void(const std::string& person, int64_t position) {
  return CallOk(*cases_,
                &Cases::VoidEvent,
                Named<v1::VoidEventRequest>(
                    CaseOf(person),
                    absl::StrCat("position: ", position, " reason_code: 'typing-error'")))
      .position();
}

std::string TimeTravelTest::Import() {
  migration::v1::MigrationService::Stub stub(server_.channel());
  grpc::ClientContext context;
  SetDeadline(context);
  const auto stream = stub.ImportCases(&context);
  stream->Write(Text<migration::v1::ImportCasesRequest>(
      "plan { parent: 'tenants/lund' source: 'old' mode: MODE_APPEND }"));
  const auto row = [](int day, const std::string& event) {
    return absl::StrCat("rows { line: ",
                        -day,
                        " code: 'r",
                        -day,
                        "' ",
                        OccurredAt(day),
                        KnownAt(day + 1),
                        " case_event { ",
                        event,
                        " } } ");
  };
  const auto assigned = [](const char* caseworker) {
    return absl::StrCat(
        "case_assigned { caseworker_id: '", caseworker, "' unit_id: '", kUnitId, "' }");
  };
  stream->Write(Text<migration::v1::ImportCasesRequest>(
      absl::StrCat("imported_case { key: 'a' ",
                   row(-100, absl::StrCat("case_opened { unit_id: '", kUnitId, "' }")),
                   row(-90, assigned(kAnna)),
                   row(-50, assigned(kBo)),
                   "}")));
  stream->WritesDone();
  migration::v1::ImportCasesResponse response;
  EXPECT_TRUE(stream->Read(&response));
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_TRUE(response.refused().empty()) << response.DebugString();
  return response.name().substr(response.name().rfind('/') + 1);
}

v1::GetCaseResponse TimeTravelTest::Get(const std::string& person, const std::string& as_of) {
  return CallOk(*cases_, &Cases::GetCase, Named<v1::GetCaseRequest>(CaseOf(person), as_of));
}

std::string TimeTravelTest::Caseworker(const std::string& person, const std::string& as_of) {
  const v1::Case shown = Get(person, as_of).case_();
  if (shown.episodes().empty()) return "";
  return shown.episodes(shown.episodes_size() - 1).assignment().caseworker_id();
}

v1::ListCasesResponse TimeTravelTest::List(const std::string& rest) {
  return CallOk(*cases_, &Cases::ListCases, In<v1::ListCasesRequest>(rest));
}

std::vector<std::string> TimeTravelTest::CasesOf(const std::string& caseworker,
                                                 const std::string& as_of) {
  const auto listed = List(absl::StrCat("filter: 'caseworker_id = \"", caseworker, "\"' ", as_of));
  EXPECT_EQ(listed.total_size(), listed.cases_size());
  std::vector<std::string> persons;
  for (const auto& row : listed.cases()) {
    persons.push_back(row.name().substr(row.name().rfind('/') + 1));
  }
  return persons;
}

int64_t TimeTravelTest::Load(const std::string& caseworker, const std::string& as_of) {
  const auto loads =
      CallOk(*cases_,
             &Cases::GetCaseload,
             In<v1::GetCaseloadRequest>(absl::StrCat("caseworker_id: '", caseworker, "' ", as_of)));
  int64_t open = 0;
  for (const auto& load : loads.caseloads()) open += load.open_cases();
  return open;
}

}  // namespace framdrift::testing
