// Worklists as they stood, over the wire.
#include "framdrift/policy/v1/policy_service.grpc.pb.h"
#include "framdrift/worklist/v1/worklist_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "tests/integration/time_travel.h"

namespace framdrift {
namespace {

namespace v1 = casework::v1;
namespace wl = worklist::v1;
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
using testing::kUnitId;
using testing::Named;
using testing::OccurredAt;
using ::testing::SizeIs;
using testing::Time;
using testing::TimeTravelTest;
using testing::ValidAt;
using Policies = policy::v1::PolicyService::Stub;
using Worklists = wl::WorklistService::Stub;

class PastWorklistTest : public TimeTravelTest {
 protected:
  wl::ListWorkItemsResponse Listed(const std::string& staff, const std::string& rest) {
    return CallOk(
        worklists_,
        &Worklists::ListWorkItems,
        In<wl::ListWorkItemsRequest>(absl::StrCat("scope { staff_id: '", staff, "' } ", rest)));
  }
  // The last parts of the names, with a star where late.
  std::vector<std::string> Items(const std::string& staff, const std::string& rest) {
    std::vector<std::string> items;
    const wl::ListWorkItemsResponse list = Listed(staff, rest);
    for (const wl::WorkItem& item : list.items()) {
      items.push_back(
          absl::StrCat(item.name().substr(item.name().rfind('/') + 1), item.late() ? "*" : ""));
    }
    return items;
  }
  static std::string TextOf(const wl::ListWorkItemsResponse& list) {
    std::string text;
    for (const wl::WorkItem& item : list.items()) absl::StrAppend(&text, item.DebugString(), "\n");
    return text;
  }
  void Remind(const std::string& person, const std::string& staff) {
    CallOk(*cases_,
           &Cases::SetReminder,
           Named<v1::SetReminderRequest>(
               CaseOf(person),
               absl::StrCat("kind: REMINDER_KIND_CONTACT due_date { year: 2024 month: 3 day: 6 } "
                            "staff_id: '",
                            staff,
                            "'")));
  }

  // The first contact alone.
  std::vector<std::string> FirstContacts(const std::string& staff, const std::string& rest) {
    return Items(staff, absl::StrCat("filter: 'rule = FIRST_CONTACT' ", rest));
  }
  static std::string FirstContactOf(int64_t opened) {
    return absl::StrCat("first_contact-", opened);
  }

  Worklists worklists_{server_.channel()};
};

TEST_F(PastWorklistTest, HoldsWhatWasAnsweredThen) {
  Open(kKim);
  Open(kAlex);
  Assign(kKim, kAnna);
  const int64_t wrong = Assign(kAlex, kAnna);
  Remind(kKim, kBo);
  AdvanceTo(3);
  const auto of_anna = Listed(kAnna, "");
  const auto of_bo = Listed(kBo, "");
  EXPECT_FALSE(of_anna.items().empty());
  ASSERT_EQ(of_bo.items_size(), 1);
  EXPECT_EQ(of_bo.items(0).kind(), wl::WORK_ITEM_KIND_REMINDER);
  AdvanceTo(10);
  Void(kAlex, wrong);
  Assign(kKim, kBo, OccurredAt(2));
  Policies policies(server_.channel());
  CallOk(policies,
         &Policies::AdoptPolicy,
         Named<policy::v1::AdoptPolicyRequest>("tenants/lund/policy",
                                               "rules { worklist { due_days: 60 } }"));
  AdvanceTo(20);
  EXPECT_THAT(Items(kAnna, ""), IsEmpty());
  for (const std::string& then : {KnownAt(3), ValidAt(3) + KnownAt(3)}) {
    const auto list = Listed(kAnna, then);
    EXPECT_EQ(TextOf(list), TextOf(of_anna)) << then;
    EXPECT_EQ(list.total_size(), of_anna.total_size());
    EXPECT_EQ(absl::FromUnixSeconds(list.evaluated_at().seconds()), Day(3));
    EXPECT_FALSE(list.source_times_used());
    EXPECT_EQ(TextOf(Listed(kBo, then)), TextOf(of_bo)) << then;
  }
  // What is known now of that time: the case was with Bo, and the other never with Anna.
  EXPECT_THAT(Items(kAnna, ValidAt(3)), IsEmpty());
  EXPECT_GT(Listed(kBo, ValidAt(3)).items_size(), of_anna.items_size() / 2);
}

TEST_F(PastWorklistTest, WasLateByTheClockOfThen) {
  const int64_t opened = Open(kKim);
  const int64_t assigned = Assign(kKim, kAnna);
  AdvanceTo(40);
  const std::string contact = FirstContactOf(opened);
  EXPECT_THAT(FirstContacts(kAnna, ""), ElementsAre(contact + "*"));
  EXPECT_THAT(FirstContacts(kAnna, ValidAt(1)), ElementsAre(contact));
  EXPECT_THAT(FirstContacts(kAnna, absl::StrCat("as_of_position: ", assigned)),
              ElementsAre(contact));
  // Before the case was there, and before it was hers.
  EXPECT_THAT(Items(kAnna, Time("valid_time", Day(0) - absl::Hours(1))), IsEmpty());
  EXPECT_THAT(Items(kAnna, absl::StrCat("as_of_position: ", opened - 1)), IsEmpty());
  EXPECT_THAT(Items(kAnna, absl::StrCat("as_of_position: ", opened)), IsEmpty());
}

TEST_F(PastWorklistTest, ACorrectionIsTrueThenAndKnownLater) {
  const std::string contact = FirstContactOf(Open(kKim));
  const int64_t wrong = Assign(kKim, kAnna);
  AdvanceTo(10);
  const int64_t correction = Correct(
      kKim,
      wrong,
      absl::StrCat("case_assigned { caseworker_id: '", kBo, "' unit_id: '", kUnitId, "' }"));
  AdvanceTo(20);
  EXPECT_THAT(FirstContacts(kBo, ValidAt(1)), ElementsAre(contact));
  EXPECT_THAT(FirstContacts(kAnna, ValidAt(1)), IsEmpty());
  for (const std::string& before : {KnownAt(1), ValidAt(1) + KnownAt(9)}) {
    EXPECT_THAT(FirstContacts(kAnna, before), ElementsAre(contact)) << before;
    EXPECT_THAT(FirstContacts(kBo, before), IsEmpty()) << before;
  }
  Void(kKim, correction);
  AdvanceTo(30);
  EXPECT_THAT(FirstContacts(kAnna, ValidAt(1)), ElementsAre(contact));
  EXPECT_THAT(FirstContacts(kBo, ValidAt(1)), IsEmpty());
  EXPECT_THAT(FirstContacts(kBo, ValidAt(1) + KnownAt(15)), ElementsAre(contact));
}

TEST_F(PastWorklistTest, ABackDatedEntryIsTrueBeforeItIsKnown) {
  const std::string contact = FirstContactOf(Open(kKim));
  Assign(kKim, kAnna);
  AdvanceTo(10);
  CallOk(*cases_,
         &Cases::RecordFirstContact,
         Named<v1::RecordFirstContactRequest>(
             CaseOf(kKim), "outcome: FIRST_CONTACT_OUTCOME_HELD " + OccurredAt(2)));
  AdvanceTo(20);
  EXPECT_THAT(FirstContacts(kAnna, ValidAt(1)), ElementsAre(contact));
  EXPECT_THAT(FirstContacts(kAnna, ValidAt(5)), IsEmpty());
  EXPECT_THAT(FirstContacts(kAnna, KnownAt(5)), ElementsAre(contact + "*"));
}

TEST_F(PastWorklistTest, AReopenedCaseHasTheItemsOfItsEpisodeThen) {
  const std::string contact = FirstContactOf(Open(kKim));
  Assign(kKim, kAnna);
  AdvanceTo(10);
  const int64_t exited = Exit(kKim);
  AdvanceTo(40);
  const int64_t reopened = Reopen(kKim);
  AdvanceTo(41);
  Assign(kKim, kBo);
  AdvanceTo(50);
  for (const auto& then : {ValidAt, KnownAt}) {
    EXPECT_THAT(FirstContacts(kAnna, then(5)), ElementsAre(contact + "*"));
    EXPECT_THAT(Items(kAnna, then(36)), ElementsAre(absl::StrCat("follow_up-", exited, "-1")));
    EXPECT_THAT(Items(kAnna, then(45)), IsEmpty());
    EXPECT_THAT(Items(kBo, then(36)), IsEmpty());
    EXPECT_THAT(FirstContacts(kBo, then(45)), ElementsAre(FirstContactOf(reopened) + "*"));
  }
}

TEST_F(PastWorklistTest, AnImportIsKnownWhenItsSourceKnewIt) {
  AdvanceTo(5);
  Import();
  AdvanceTo(6);
  EXPECT_THAT(FirstContacts(kAnna, ValidAt(-60)), SizeIs(1));
  EXPECT_THAT(FirstContacts(kAnna, KnownAt(-60)), SizeIs(1));
  EXPECT_TRUE(Listed(kAnna, KnownAt(-60)).source_times_used());
  EXPECT_FALSE(Listed(kAnna, ValidAt(-60)).source_times_used());
  // It happened that day, and the source knew it a day later.
  EXPECT_THAT(FirstContacts(kBo, KnownAt(-50)), IsEmpty());
  EXPECT_THAT(FirstContacts(kBo, ValidAt(-50)), SizeIs(1));
  EXPECT_THAT(FirstContacts(kBo, KnownAt(-49)), SizeIs(1));
  // The log knew nothing of it yet.
  EXPECT_THAT(Items(kAnna, "as_of_position: 1"), IsEmpty());
}

TEST_F(PastWorklistTest, PagesAndCountsAgree) {
  for (const char* person : {kKim, kAlex}) {
    Open(person);
    Assign(person, kAnna);
  }
  AdvanceTo(10);
  const auto whole = Items(kAnna, ValidAt(5));
  ASSERT_GT(whole.size(), 2u);
  std::vector<std::string> paged;
  std::string token;
  do {
    const auto page =
        Listed(kAnna, absl::StrCat("page_size: 2 page_token: '", token, "' ", ValidAt(5)));
    EXPECT_EQ(page.total_size(), static_cast<int64_t>(whole.size()));
    for (const wl::WorkItem& item : page.items()) {
      paged.push_back(
          absl::StrCat(item.name().substr(item.name().rfind('/') + 1), item.late() ? "*" : ""));
    }
    token = page.next_page_token();
    // What is recorded meanwhile of that time is on no later page.
    if (paged.size() == 2) Assign(kAlex, kBo, OccurredAt(1));
  } while (!token.empty());
  EXPECT_EQ(paged, whole);
  const auto counted = CallOk(worklists_,
                              &Worklists::CountWorkItems,
                              In<wl::CountWorkItemsRequest>(
                                  absl::StrCat("scope { staff_id: '", kAnna, "' } ", KnownAt(5))));
  EXPECT_EQ(counted.count(), static_cast<int64_t>(whole.size()));
  EXPECT_EQ(absl::FromUnixSeconds(counted.evaluated_at().seconds()), Day(5));
}

TEST_F(PastWorklistTest, APastHasItsOwnClockAndPosition) {
  Open(kKim);
  AdvanceTo(1);
  for (const std::string& other : {Time("evaluated_at", Day(1)), std::string("position: 1")}) {
    const CallError error =
        CallFails(worklists_,
                  &Worklists::ListWorkItems,
                  In<wl::ListWorkItemsRequest>(absl::StrCat(ValidAt(0), other)));
    EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT) << other;
    EXPECT_EQ(error.fields().size(), 1u) << other;
  }
}

}  // namespace
}  // namespace framdrift
