// Persons over the wire: one person for each number, found by it in every written form.
#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

namespace v1 = person::v1;
using testing::CallError;
using testing::CallFails;
using testing::CallOk;
using ::testing::ElementsAre;
using Persons = v1::PersonService::Stub;

constexpr char kBo[] = "tenants/kungsbacka/persons/0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kBoId[] = "0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kEva[] = "tenants/kungsbacka/persons/0190b2c8-5b0e-7c3a-9f00-000000000002";
constexpr char kEvaId[] = "0190b2c8-5b0e-7c3a-9f00-000000000002";
constexpr char kAnyone[] = "tenants/kungsbacka/persons/-";
constexpr char kNumber[] = "570428-9999";
constexpr char kOtherNumber[] = "460823-9986";

class PersonServiceTest : public ::testing::Test {
 protected:
  PersonServiceTest() { Connect(); }
  void Connect() { stub_ = std::make_unique<Persons>(server_.channel()); }

  static v1::RegisterPersonRequest New(const std::string& name, const std::string& number,
                                       const std::string& given_name = "Bo") {
    v1::RegisterPersonRequest request;
    request.set_name(name);
    request.set_personal_number(number);
    request.set_given_name(given_name);
    request.set_family_name("Ek");
    return request;
  }
  v1::Person Register(const std::string& name, const std::string& number) {
    return CallOk(*stub_, &Persons::RegisterPerson, New(name, number)).person();
  }
  static v1::FindPersonRequest By(const std::string& number,
                                  const std::string& parent = "tenants/kungsbacka") {
    v1::FindPersonRequest request;
    request.set_parent(parent);
    request.set_personal_number(number);
    return request;
  }
  std::string Find(const std::string& number) {
    return CallOk(*stub_, &Persons::FindPerson, By(number)).person().name();
  }
  CallError FindFails(const std::string& number) {
    return CallFails(*stub_, &Persons::FindPerson, By(number));
  }
  static v1::ChangeIdentifierRequest Change(const std::string& name, const std::string& number) {
    v1::ChangeIdentifierRequest request;
    request.set_name(name);
    request.set_personal_number(number);
    return request;
  }

  testing::TestServer server_;
  std::unique_ptr<Persons> stub_;
};

TEST_F(PersonServiceTest, ShowsWhatWasRegistered) {
  const v1::Person person = Register(kBo, kNumber);
  EXPECT_EQ(person.name(), kBo);
  EXPECT_EQ(person.person_id(), kBoId);
  EXPECT_EQ(person.personal_number(), "19570428-9999");
  EXPECT_EQ(person.given_name(), "Bo");
  EXPECT_EQ(person.birth_date().year(), 1957);
  EXPECT_EQ(person.sex(), v1::SEX_MALE);
  EXPECT_EQ(person.background().country_of_birth().unanswered(), v1::UNANSWERED_NOT_ASKED);
}

TEST_F(PersonServiceTest, FindsThePersonInEveryWrittenFormAlsoAfterARestart) {
  Register(kBo, kNumber);
  server_.Restart();
  Connect();
  for (const char* written : {"570428-9999", "5704289999", "195704289999", "19570428-9999"}) {
    EXPECT_EQ(Find(written), kBo) << written;
  }
}

TEST_F(PersonServiceTest, FindsNobodyByAnUnknownNumberOrInAnotherTenant) {
  Register(kBo, kNumber);
  v1::RegisterPersonRequest elsewhere =
      New("tenants/ljusdal/persons/0190b2c8-5b0e-7c3a-9f00-000000000003", kOtherNumber);
  CallOk(*stub_, &Persons::RegisterPerson, elsewhere);
  EXPECT_EQ(FindFails(kOtherNumber).code, grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(FindFails(kOtherNumber).info.reason(), "PERSON_NOT_FOUND");
  EXPECT_EQ(CallFails(*stub_, &Persons::FindPerson, By(kNumber, "tenants/ljusdal")).code,
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(PersonServiceTest, SaysWhatIsWrongWithANumberWithoutRepeatingIt) {
  const CallError error = CallFails(*stub_, &Persons::RegisterPerson, New(kBo, "570428-9998"));
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(error.info.reason(), "PERSONAL_NUMBER_CHECK_DIGIT");
  EXPECT_EQ(error.details.message().find("570428"), std::string::npos);
  EXPECT_THAT(error.fields(), ElementsAre("personal_number"));
}

TEST_F(PersonServiceTest, RegistersANumberOnce) {
  Register(kBo, kNumber);
  const CallError error = CallFails(*stub_, &Persons::RegisterPerson, New(kEva, "195704289999"));
  EXPECT_EQ(error.code, grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(error.info.reason(), "PERSON_EXISTS");
  EXPECT_EQ(error.info.metadata().at("person"), kBoId);
  // The same number in another municipality is another matter.
  v1::RegisterPersonRequest elsewhere =
      New("tenants/ljusdal/persons/0190b2c8-5b0e-7c3a-9f00-000000000003", kNumber);
  CallOk(*stub_, &Persons::RegisterPerson, elsewhere);
}

TEST_F(PersonServiceTest, ARefusedRegistrationReservesNothing) {
  v1::RegisterPersonRequest refused = New(kBo, kNumber);
  refused.mutable_birth_date()->set_year(1957);
  refused.mutable_birth_date()->set_month(4);
  refused.mutable_birth_date()->set_day(28);
  EXPECT_THAT(CallFails(*stub_, &Persons::RegisterPerson, refused).refusals(),
              ElementsAre("BIRTH_DATE_GIVEN_BY_NUMBER"));
  EXPECT_EQ(Register(kEva, kNumber).name(), kEva);
}

TEST_F(PersonServiceTest, AnswersARepeatedRegistrationAsAtFirst) {
  v1::RegisterPersonRequest request = New(kAnyone, kNumber);
  request.set_request_id("0190b2c8-5b0e-7c3a-9f00-00000000000a");
  const auto first = CallOk(*stub_, &Persons::RegisterPerson, request);
  const auto again = CallOk(*stub_, &Persons::RegisterPerson, request);
  EXPECT_EQ(first.person().name(), again.person().name());
  EXPECT_TRUE(again.duplicate());
}

// Registers the same number at once from many threads; returns the codes.
std::vector<grpc::StatusCode> RegisterAtOnce(const std::shared_ptr<grpc::Channel>& channel,
                                             const std::vector<v1::RegisterPersonRequest>& all) {
  std::vector<grpc::StatusCode> codes(all.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < all.size(); ++i) {
    threads.emplace_back([&, i] {
      Persons stub(channel);
      v1::RegisterPersonResponse response;
      codes[i] = testing::Call(stub, &Persons::RegisterPerson, all[i], response).error_code();
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::sort(codes.begin(), codes.end());
  return codes;
}

// Test numbers of the Tax Agency.
constexpr const char* kNumbers[] = {"189001019802", "189001119800", "189001219808", "189001319806",
                                    "189002109800", "189002209808", "189003029809", "189003129807",
                                    "189003229805", "189004019809", "189004119807", "189004219805",
                                    "189005019808", "189005119806", "189005219804", "189005319802",
                                    "189006109806", "189006209804", "189006309802", "189007109805"};

TEST_F(PersonServiceTest, TwoRegistrationsOfANumberAtOnceGiveOnePersonAndOneAlreadyExists) {
  // Founds the tenant, so that every round races for the number alone.
  Register(kBo, kNumber);
  for (size_t round = 0; round < std::size(kNumbers); ++round) {
    const std::string suffix = std::to_string(10 + round);
    const bool chosen = round % 2 == 0;
    const std::string first =
        chosen ? kAnyone : "tenants/kungsbacka/persons/0190b2c8-5b0e-7c3a-9f01-0000000000" + suffix;
    const std::string second =
        chosen ? kAnyone : "tenants/kungsbacka/persons/0190b2c8-5b0e-7c3a-9f02-0000000000" + suffix;
    EXPECT_THAT(RegisterAtOnce(server_.channel(),
                               {New(first, kNumbers[round]), New(second, kNumbers[round])}),
                ElementsAre(grpc::StatusCode::OK, grpc::StatusCode::ALREADY_EXISTS))
        << round;
    EXPECT_FALSE(Find(kNumbers[round]).empty());
  }
}

TEST_F(PersonServiceTest, AChangedNumberIsFreeForAnother) {
  Register(kBo, kNumber);
  CallOk(*stub_, &Persons::ChangeIdentifier, Change(kBo, kOtherNumber));
  EXPECT_EQ(Find(kOtherNumber), kBo);
  EXPECT_EQ(FindFails(kNumber).code, grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Register(kEva, kNumber).name(), kEva);
}

TEST_F(PersonServiceTest, ANumberIsNotChangedToThatOfAnother) {
  Register(kBo, kNumber);
  Register(kEva, kOtherNumber);
  const CallError error = CallFails(*stub_, &Persons::ChangeIdentifier, Change(kEva, kNumber));
  EXPECT_EQ(error.code, grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(error.info.metadata().at("person"), kBoId);
  EXPECT_EQ(Find(kOtherNumber), kEva);
}

TEST_F(PersonServiceTest, TheNumberOfAMergedRecordLeadsToTheOneThatGoesOn) {
  Register(kBo, kNumber);
  Register(kEva, kOtherNumber);
  v1::MergePersonsRequest merge;
  merge.set_name(kBo);
  merge.set_survivor_id(kEvaId);
  EXPECT_EQ(CallOk(*stub_, &Persons::MergePersons, merge).person().merged_into(), kEvaId);
  EXPECT_EQ(Find(kNumber), kEva);
  v1::UnmergePersonsRequest unmerge;
  unmerge.set_name(kBo);
  unmerge.set_survivor_id(kEvaId);
  EXPECT_EQ(CallOk(*stub_, &Persons::UnmergePersons, unmerge).person().merged_into(), "");
  EXPECT_EQ(Find(kNumber), kBo);
}

TEST_F(PersonServiceTest, DoesNotKnowAPersonNobodyRegistered) {
  Register(kBo, kNumber);
  v1::GetPersonRequest request;
  request.set_name(kEva);
  const CallError error = CallFails(*stub_, &Persons::GetPerson, request);
  EXPECT_EQ(error.code, grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(error.info.reason(), "PERSON_NOT_FOUND");
}

TEST_F(PersonServiceTest, ShowsThePersonAsItStoodAndTheWholeHistory) {
  Register(kBo, "");
  v1::SetLivelihoodRequest livelihood;
  livelihood.set_name(kBo);
  livelihood.set_state(codes::v1::LIVELIHOOD_STATE_SICKNESS);
  livelihood.set_source(v1::FACT_SOURCE_PERSON);
  livelihood.mutable_from_date()->set_year(2024);
  livelihood.mutable_from_date()->set_month(3);
  livelihood.mutable_from_date()->set_day(1);
  const auto set = CallOk(*stub_, &Persons::SetLivelihood, livelihood);
  v1::VoidEventRequest strike;
  strike.set_name(kBo);
  strike.set_position(set.position());
  strike.set_reason_code("typing-error");
  strike.set_text("fel person");
  EXPECT_EQ(CallOk(*stub_, &Persons::VoidEvent, strike).person().livelihood_size(), 0);

  v1::GetPersonHistoryRequest asked;
  asked.set_name(kBo);
  asked.set_page_size(2);
  const auto first = CallOk(*stub_, &Persons::GetPersonHistory, asked);
  ASSERT_EQ(first.entries_size(), 2);
  EXPECT_EQ(first.entries(0).kind(), "PersonRegistered");
  EXPECT_EQ(first.entries(0).sealed().person_registered().given_name(), "Bo");
  EXPECT_TRUE(first.entries(1).voided());
  asked.set_page_token(first.next_page_token());
  const auto second = CallOk(*stub_, &Persons::GetPersonHistory, asked);
  ASSERT_EQ(second.entries_size(), 1);
  EXPECT_EQ(second.entries(0).kind(), "EventVoided");
  EXPECT_EQ(second.entries(0).sealed().event_voided().text(), "fel person");
  EXPECT_EQ(second.next_page_token(), "");

  v1::GetPersonRequest before;
  before.set_name(kBo);
  *before.mutable_known_time() = first.entries(1).record_time();
  EXPECT_EQ(CallOk(*stub_, &Persons::GetPerson, before).person().livelihood_size(), 1);
}

}  // namespace
}  // namespace framdrift
