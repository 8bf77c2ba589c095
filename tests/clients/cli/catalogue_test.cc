#include "clients/cli/catalogue.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace framdrift::cli {
namespace {

TEST(CatalogueTest, GivesEveryMethodACommandOfItsOwnWithHelp) {
  std::map<std::string, std::string> taken;
  for (const Command& command : Commands()) {
    const std::string words = command.noun + " " + command.verb;
    const auto [it, added] = taken.try_emplace(words, command.method->full_name());
    EXPECT_TRUE(added) << words << " is both " << it->second << " and "
                       << command.method->full_name();
    EXPECT_FALSE(CommentOf(command.method).empty()) << command.method->full_name();
  }
  EXPECT_FALSE(Commands().empty());
}

TEST(CatalogueTest, AsksForAViewByWhatItShows) {
  std::map<std::string, std::string> methods;
  for (const Command& command : Commands()) {
    methods[command.noun + " " + command.verb] = command.method->name();
  }
  EXPECT_EQ(methods["process map"], "GetProcessMap");
  EXPECT_EQ(methods["process variants"], "ListProcessVariants");
  EXPECT_EQ(methods["process export"], "ExportProcess");
}

TEST(CatalogueTest, KnowsTheCollectionOfEveryName) {
  for (const Command& command : Commands()) {
    if (command.method->input_type()->FindFieldByName("name") == nullptr) continue;
    EXPECT_FALSE(CollectionOf(command).empty())
        << command.method->full_name() << ": say tenants/{tenant}/COLLECTION at its name";
  }
}

TEST(CatalogueTest, KnowsWhichFieldsHoldNames) {
  const auto* type = FindType("framdrift.casework.v1.GroupAttendance");
  ASSERT_NE(type, nullptr);
  EXPECT_EQ(CollectionOf(type->FindFieldByName("case")), "cases");
  EXPECT_EQ(CollectionOf(type->FindFieldByName("text")), "");
}

TEST(CatalogueTest, FindsMethodsByServiceAndName) {
  ASSERT_FALSE(Commands().empty());
  const auto* method = Commands().front().method;
  EXPECT_EQ(FindMethod(method->service()->name() + "." + method->name()), method);
  EXPECT_EQ(FindMethod(method->service()->full_name() + "/" + method->name()), method);
  EXPECT_EQ(FindMethod("NoService.Nothing"), nullptr);
}

}  // namespace
}  // namespace framdrift::cli
