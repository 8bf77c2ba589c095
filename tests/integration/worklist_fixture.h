// A municipality with a unit, two caseworkers and their cases, and who watches their worklists.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "framdrift/worklist/v1/worklist_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift::testing {

namespace wl = worklist::v1;
using Cases = casework::v1::CaseService::Stub;
using Organisation = organisation::v1::OrganisationService::Stub;
using Persons = person::v1::PersonService::Stub;
using StaffOf = organisation::v1::StaffService::Stub;
using Worklists = wl::WorklistService::Stub;

inline constexpr char kTenant[] = "tenants/lund";
inline std::string Uuid(int number) {
  return absl::StrFormat("0190b2c8-5b0e-7c3a-9f00-%012d", number);
}
inline std::string UnitId() { return Uuid(2); }
inline std::string CaseName(int number) { return absl::StrCat(kTenant, "/cases/", Uuid(number)); }
inline std::string StaffName(int number) { return absl::StrCat(kTenant, "/staff/", Uuid(number)); }
inline constexpr int kAnna = 101;
inline constexpr int kBo = 102;

// The list that a reader of a watch has, as the messages left it.
class ReadList {
 public:
  void Apply(const wl::WatchWorklistResponse& message) {
    EXPECT_GE(message.position(), position_);
    position_ = message.position();
    evaluated_at_ = message.evaluated_at();
    if (message.has_snapshot()) {
      if (!within_snapshot_) items_.clear();
      within_snapshot_ = message.snapshot().more();
      for (const wl::WorkItem& item : message.snapshot().items()) items_[item.name()] = item;
    } else if (message.has_delta()) {
      ApplyDelta(message.delta());
    }
  }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& [name, item] : items_) names.push_back(name);
    return names;
  }
  const std::map<std::string, wl::WorkItem>& items() const { return items_; }
  // Position and case of each, in the order in which they came.
  const std::vector<std::pair<int64_t, std::string>>& changes() const { return changes_; }
  int64_t position() const { return position_; }
  const google::protobuf::Timestamp& evaluated_at() const { return evaluated_at_; }

 private:
  void ApplyDelta(const wl::WorklistDelta& delta) {
    for (const wl::WorklistChange& change : delta.changes()) {
      EXPECT_LE(changes_.empty() ? 0 : changes_.back().first, change.position());
      changes_.emplace_back(change.position(), change.case_());
    }
    if (delta.refreshed_all()) items_.clear();
    for (const std::string& name : delta.refreshed_cases()) {
      std::erase_if(items_, [&](const auto& entry) { return entry.second.case_() == name; });
    }
    for (const std::string& name : delta.removed()) EXPECT_EQ(items_.erase(name), 1) << name;
    for (const wl::WorkItem& item : delta.upserted()) items_[item.name()] = item;
  }

  std::map<std::string, wl::WorkItem> items_;
  std::vector<std::pair<int64_t, std::string>> changes_;
  int64_t position_ = 0;
  google::protobuf::Timestamp evaluated_at_;
  bool within_snapshot_ = false;
};

// One call of WatchWorklist. Not thread-safe.
class Watch {
 public:
  Watch(Worklists& stub, wl::WatchWorklistRequest request) {
    request.set_parent(kTenant);
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(3));
    reader_ = stub.WatchWorklist(&context_, request);
  }
  ~Watch() {
    if (reader_ == nullptr) return;
    context_.TryCancel();
    for (wl::WatchWorklistResponse rest; reader_->Read(&rest);) {
    }
    reader_->Finish();
  }

  bool Read(wl::WatchWorklistResponse& message) { return reader_->Read(&message); }
  // The next message, which must come.
  wl::WatchWorklistResponse Next() {
    wl::WatchWorklistResponse message;
    EXPECT_TRUE(reader_->Read(&message));
    return message;
  }
  // Reads into `list` until it holds for `position`.
  void ReadUntil(int64_t position, ReadList& list) {
    wl::WatchWorklistResponse message;
    while (list.position() < position && reader_->Read(&message)) list.Apply(message);
    EXPECT_GE(list.position(), position);
  }
  // How it ended, after the last message.
  CallError Finish() {
    for (wl::WatchWorklistResponse rest; reader_->Read(&rest);) {
    }
    const CallError error(reader_->Finish());
    reader_ = nullptr;
    return error;
  }

 private:
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<wl::WatchWorklistResponse>> reader_;
};

class WorklistTest : public ::testing::Test {
 protected:
  WorklistTest() {
    Connect();
    CallOk(*organisation_,
           &Organisation::CreateBoard,
           Named<organisation::v1::CreateBoardRequest>(absl::StrCat(kTenant, "/boards/", Uuid(1)),
                                                       "display_name: 'Nämnden'"));
    CallOk(*organisation_,
           &Organisation::CreateUnit,
           Named<organisation::v1::CreateUnitRequest>(
               absl::StrCat(kTenant, "/units/", UnitId()),
               absl::StrCat(
                   "display_name: 'Enheten' municipality_code: '1281' board_id: '", Uuid(1), "'")));
    for (const int staff : {kAnna, kBo}) RegisterStaff(staff);
  }
  void Connect() {
    cases_ = std::make_unique<Cases>(server_.channel());
    organisation_ = std::make_unique<Organisation>(server_.channel());
    persons_ = std::make_unique<Persons>(server_.channel());
    staff_ = std::make_unique<StaffOf>(server_.channel());
    worklists_ = std::make_unique<Worklists>(server_.channel());
  }
  void RegisterStaff(int number) {
    CallOk(
        *staff_,
        &StaffOf::RegisterStaff,
        Named<organisation::v1::RegisterStaffRequest>(
            StaffName(number),
            absl::StrCat("display_name: 'Kim' roles: ROLE_CASEWORKER unit_id: '", UnitId(), "'")));
  }
  // A case of a person called Kim Ek, given to `caseworker`. Returns where the log stands.
  int64_t OpenCase(int number, int caseworker) {
    CallOk(
        *persons_,
        &Persons::RegisterPerson,
        Named<person::v1::RegisterPersonRequest>(absl::StrCat(kTenant, "/persons/", Uuid(number)),
                                                 "given_name: 'Kim' family_name: 'Ek'"));
    CallOk(*cases_,
           &Cases::OpenCase,
           Named<casework::v1::OpenCaseRequest>(
               CaseName(number),
               absl::StrCat("target_group: TARGET_GROUP_YOUNG unit_id: '", UnitId(), "'")));
    return Assign(number, caseworker);
  }
  int64_t Assign(int number, int caseworker) {
    return CallOk(*cases_,
                  &Cases::AssignCase,
                  Named<casework::v1::AssignCaseRequest>(
                      CaseName(number),
                      absl::StrCat(
                          "caseworker_id: '", Uuid(caseworker), "' unit_id: '", UnitId(), "'")))
        .position();
  }
  int64_t AddNote(int number) {
    return CallOk(*cases_,
                  &Cases::AddNote,
                  Named<casework::v1::AddNoteRequest>(CaseName(number), "text: 'Ringde'"))
        .position();
  }
  int64_t SetReminder(int number, int month, int day) {
    return CallOk(*cases_,
                  &Cases::SetReminder,
                  Named<casework::v1::SetReminderRequest>(
                      CaseName(number),
                      absl::StrFormat("kind: REMINDER_KIND_OTHER text: 'Ring' due_date { year: "
                                      "2024 month: %d day: %d }",
                                      month,
                                      day)))
        .position();
  }
  static std::string OwnScope(int staff) {
    return absl::StrCat("scope { staff_id: '", Uuid(staff), "' } ");
  }
  static std::string UnitScope() { return absl::StrCat("scope { unit_id: '", UnitId(), "' } "); }

  wl::ListWorkItemsResponse List(const std::string& text, int64_t min_position = 0) {
    auto request = Text<wl::ListWorkItemsRequest>(text);
    request.set_parent(kTenant);
    request.set_min_position(min_position);
    return CallOk(*worklists_, &Worklists::ListWorkItems, request);
  }
  static std::vector<std::string> KeysOf(const auto& items) {
    std::vector<std::string> keys;
    for (const wl::WorkItem& item : items) {
      keys.push_back(item.name().substr(item.name().rfind('/') + 1));
    }
    return keys;
  }
  std::unique_ptr<Watch> Begin(const std::string& text) {
    return std::make_unique<Watch>(*worklists_, Text<wl::WatchWorklistRequest>(text));
  }
  // A commit that matters to no list, so that the server looks at its clock.
  int64_t Nudge() {
    return CallOk(*organisation_,
                  &Organisation::CreateBoard,
                  Named<organisation::v1::CreateBoardRequest>(
                      absl::StrCat(kTenant, "/boards/", Uuid(++nudges_)), "display_name: 'N'"))
        .position();
  }

  TestServer server_;
  std::unique_ptr<Cases> cases_;
  std::unique_ptr<Organisation> organisation_;
  std::unique_ptr<Persons> persons_;
  std::unique_ptr<StaffOf> staff_;
  std::unique_ptr<Worklists> worklists_;
  int nudges_ = 900000;
};

}  // namespace framdrift::testing
