#include "clients/cli/complete.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "clients/cli/commands.h"
#include "clients/cli/completion.h"

namespace framdrift::cli {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kAnnaBerg[] = "290c1a70-ec9e-8925-bf30-782686c11463";
constexpr char kBo[] = "7f3e1f7e-36a1-4f6e-9d52-2b8c6f0f9a11";

class CompleteTest : public ::testing::Test {
 protected:
  CompleteTest() {
    app_.add_option("--server", options_.server);
    AddContractCommands(app_, options_, exit_code_);
    AddApiCommand(app_, options_, exit_code_);
    AddCompletionCommands(app_, options_, exit_code_);
  }

  std::vector<std::string> Words(const std::vector<std::string>& words) {
    std::vector<std::string> completed;
    const IdSource ids = [this](const std::string& noun) {
      asked_.push_back(noun);
      return std::vector<Candidate>{{kAnnaBerg, "Anna Berg"}, {kBo, "Bo Ek"}};
    };
    for (const Candidate& one : Complete(app_, words, ids)) completed.push_back(one.word);
    return completed;
  }

  CLI::App app_;
  Options options_;
  int exit_code_ = 0;
  std::vector<std::string> asked_;
};

TEST_F(CompleteTest, OffersNounsThenVerbs) {
  EXPECT_THAT(Words({"casel"}), ElementsAre("caseload"));
  EXPECT_THAT(Words({""}), Contains("completion"));
  EXPECT_THAT(Words({""}), Not(Contains("complete"))) << "it is for shells, not for people";
  EXPECT_THAT(Words({"referral", ""}), ElementsAre("accept", "decline", "answer"));
  EXPECT_THAT(Words({"--server", "x", "referral", "de"}), ElementsAre("decline"));
}

TEST_F(CompleteTest, OffersFlagsOfTheCommandAndOfAllCommands) {
  EXPECT_THAT(Words({"exit", "record", kAnnaBerg, "--rea"}), ElementsAre("--reason"));
  EXPECT_THAT(Words({"exit", "record", "--serv"}), ElementsAre("--server"));
}

TEST_F(CompleteTest, OffersCodes) {
  EXPECT_THAT(Words({"exit", "record", "--reason", "work-"}),
              ElementsAre("work-unsubsidised", "work-subsidised"));
  EXPECT_THAT(Words({"exit", "record", "--reason=pen"}), ElementsAre("--reason=pension"));
}

TEST_F(CompleteTest, OffersIdsByIdAndByName) {
  EXPECT_THAT(Words({"case", "show", ""}), ElementsAre(kAnnaBerg, kBo));
  EXPECT_THAT(Words({"case", "show", "7f3"}), ElementsAre(kBo));
  EXPECT_THAT(Words({"case", "show", "ber"}), ElementsAre(kAnnaBerg)) << "by her family name";
  EXPECT_THAT(Words({"case", "assign", kAnnaBerg, "--caseworker-id", "bo"}), ElementsAre(kBo));
  EXPECT_THAT(asked_, ElementsAre("case", "case", "case", "staff"));
  EXPECT_THAT(Words({"case", "show", kAnnaBerg, ""}), IsEmpty()) << "one id is enough";
}

TEST_F(CompleteTest, OffersThePartsOfAMessageOneAfterAnother) {
  EXPECT_THAT(Words({"work-plan", "adopt", kAnnaBerg, "--goals", "ti"}), ElementsAre("title="));
  EXPECT_THAT(Words({"work-plan", "adopt", kAnnaBerg, "--goals", "title=Arbete,tar"}),
              ElementsAre("title=Arbete,target_date="));
}

TEST_F(CompleteTest, OffersMethodsAndShells) {
  EXPECT_THAT(Words({"api", "CaseService.GetCaseH"}), ElementsAre("CaseService.GetCaseHistory"));
  EXPECT_THAT(Words({"completion", ""}), ElementsAre("bash", "zsh"));
}

TEST_F(CompleteTest, AsksNobodyWhereNoIdIsWanted) {
  EXPECT_THAT(Words({"note", "add", kAnnaBerg, "--text", "An"}), IsEmpty());
  EXPECT_THAT(asked_, IsEmpty());
}

}  // namespace
}  // namespace framdrift::cli
