#include "clients/cli/texts.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/po.h"
#include "clients/cli/values.h"
#include "framdrift/type/v1/annotations.pb.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr char kHint[] = ": add a line to clients/cli/texts/sv.po";

std::string Content(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::filesystem::path Source() { return std::getenv("FRAMDRIFT_SOURCE_DIR"); }

// The messages an answer can hold, and the types of events.
void AddMessages(const Descriptor* type, std::set<const Descriptor*>& messages) {
  if (!messages.insert(type).second) return;
  for (int i = 0; i < type->field_count(); ++i) {
    const Descriptor* part = type->field(i)->message_type();
    if (part != nullptr && !part->options().map_entry()) AddMessages(part, messages);
  }
}

bool IsShown(const Descriptor* type) { return absl::StartsWith(type->full_name(), "framdrift."); }

std::set<const Descriptor*> Shown() {
  std::set<const Descriptor*> messages;
  for (const Command& command : Commands()) {
    AddMessages(command.method->output_type(), messages);
    const auto* file = command.method->file();
    for (int i = 0; i < file->dependency_count(); ++i) {
      for (int k = 0; k < file->dependency(i)->message_type_count(); ++k) {
        const Descriptor* type = file->dependency(i)->message_type(k);
        if (type->options().GetExtension(type::v1::stream_kind) != 0) AddMessages(type, messages);
      }
    }
  }
  return messages;
}

// The texts in calls of Say that have nothing but a text, literals that follow each other as one.
// Not by std::regex, which goes a frame deeper at every character of a literal.
std::vector<std::string> SaidIn(const std::string& code) {
  std::vector<std::string> said;
  const std::string call = "Say(";
  for (size_t at = code.find(call); at != std::string::npos; at = code.find(call, at)) {
    const bool whole_word = at == 0 || !(absl::ascii_isalnum(code[at - 1]) || code[at - 1] == '_');
    at += call.size();
    std::string text;
    size_t next = code.find_first_not_of(" \n", at);
    const bool literal = next != std::string::npos && code[next] == '"';
    while (next != std::string::npos && code[next] == '"') {
      size_t end = next + 1;
      while (end < code.size() && code[end] != '"') end += code[end] == '\\' ? 2 : 1;
      text += code.substr(next + 1, end - next - 1);
      next = code.find_first_not_of(" \n", end + 1);
    }
    if (!whole_word || !literal || next == std::string::npos || code[next] != ')') continue;
    said.push_back(absl::StrReplaceAll(text, {{"\\\"", "\""}}));
  }
  return said;
}

class TextsTest : public ::testing::Test {
 protected:
  ~TextsTest() override { Speak(Language::kEnglish); }
};

TEST_F(TextsTest, HaveSwedishForEveryVerb) {
  for (const Command& command : Commands()) {
    if (command.method->client_streaming()) continue;  // no command calls these by itself
    const std::string words = absl::StrCat(command.noun, " ", command.verb);
    EXPECT_TRUE(HasSwedish(Term::kVerb, words)) << "verb " << words << kHint;
    EXPECT_TRUE(HasSwedish(Term::kNoun, command.noun)) << "noun " << command.noun << kHint;
  }
}

TEST_F(TextsTest, HaveSwedishForEveryColumnAndEveryCodeInIt) {
  std::set<std::string> missing;
  for (const Descriptor* type : Shown()) {
    for (int i = 0; i < type->field_count() && IsShown(type); ++i) {
      const FieldDescriptor* field = type->field(i);
      const std::string own = absl::StrCat(type->name(), ".", field->name());
      const std::string words = absl::StrReplaceAll(field->name(), {{"_", " "}});
      if (!HasSwedish(Term::kColumn, own) && !HasSwedish(Term::kColumn, words)) {
        missing.insert(absl::StrCat("column ", words));
      }
      for (int k = 1; field->enum_type() != nullptr && k < field->enum_type()->value_count(); ++k) {
        const std::string& code = field->enum_type()->value(k)->name();
        if (!HasSwedish(Term::kCode, code)) missing.insert(absl::StrCat("code ", code));
      }
    }
  }
  for (const std::string& one : missing) ADD_FAILURE() << one << kHint;
}

TEST_F(TextsTest, HaveSwedishForEveryEvent) {
  Speak(Language::kSwedish);
  for (const Descriptor* type : Shown()) {
    if (type->options().GetExtension(type::v1::stream_kind) == 0) continue;
    for (int i = 0; i < type->field_count(); ++i) {
      const std::string& event = type->field(i)->message_type()->name();
      EXPECT_NE(EventLabel(event), event) << "column " << event << ", in words" << kHint;
    }
  }
}

TEST_F(TextsTest, HaveSwedishForEveryRefusal) {
  const std::string manual = Content(Source() / "docs/refusals.md");
  int reasons = 0;
  for (absl::string_view row : absl::StrSplit(manual, '\n')) {
    const size_t end = row.find("` |");
    if (!absl::ConsumePrefix(&row, "| `") || end == absl::string_view::npos) continue;
    const std::string reason(row.substr(0, end - 3));
    ++reasons;
    EXPECT_TRUE(HasSwedish(Term::kRefusal, reason)) << "refusal " << reason << kHint;
  }
  EXPECT_GT(reasons, 200);
}

TEST_F(TextsTest, HaveSwedishForEverythingTheProgramSays) {
  const auto catalogue = PoCatalogue::Read(Content(Source() / "clients/cli/texts/sv.po"));
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  int said = 0;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(Source() / "clients/cli")) {
    if (entry.path().extension() != ".cc") continue;
    const std::string code = Content(entry.path());
    for (const std::string& text : SaidIn(code)) {
      ++said;
      EXPECT_NE(catalogue->Find("", text), nullptr) << '"' << text << '"' << kHint;
    }
  }
  EXPECT_GT(said, 50);
}

TEST_F(TextsTest, AreThoseOfTheLanguageSpoken) {
  const auto* field =
      FindType("framdrift.casework.v1.CaseSummary")->FindFieldByName("target_group");
  ASSERT_NE(field, nullptr);
  EXPECT_EQ(Say("nothing found"), "nothing found");
  EXPECT_EQ(Label(field), "target group");
  Speak(Language::kSwedish);
  EXPECT_EQ(Say("nothing found"), "inget hittades");
  EXPECT_EQ(Label(field), "målgrupp");
  EXPECT_EQ(EventLabel("CaseOpened"), "ärende öppnat");
  EXPECT_EQ(EventLabel("contact"), "contact") << "a code of the tenant's own is no event";
}

TEST_F(TextsTest, PutTheReasonsThatAnswersHoldIntoWords) {
  const auto refusal = NewMessage(FindType("framdrift.casework.v1.ActionRefusal"));
  const auto set = [&](const char* name, const char* text) {
    const auto* field = refusal->GetDescriptor()->FindFieldByName(name);
    refusal->GetReflection()->SetString(refusal.get(), field, text);
    return field;
  };
  set("reason", "CASE_NOT_PAUSED");
  const auto* message = set("message", "The case was not paused then.");
  const auto cell = [&](bool person) {
    return CellOf(*refusal, message, {.zone = absl::UTCTimeZone(), .person = person});
  };
  EXPECT_EQ(cell(true), "The case was not paused then.");
  Speak(Language::kSwedish);
  EXPECT_EQ(cell(true), "Ärendet vilade inte då; inget behöver göras.");
  EXPECT_EQ(cell(false), "The case was not paused then.") << "programs read the same always";
}

TEST_F(TextsTest, TranslateSentencesByTheirPatterns) {
  Speak(Language::kSwedish);
  EXPECT_EQ(Translate("At most 20 bytes are allowed, not 31."),
            "Högst 20 byte får anges, inte 31.");
  EXPECT_EQ(Translate("At character 1: there is no field phasse; did you mean phase?"),
            "Vid tecken 1: det finns inget fält phasse; menade du phase?");
  EXPECT_EQ(Translate("Nobody knows this."), "Nobody knows this.");
}

TEST_F(TextsTest, FollowTheOptionThenTheEnvironment) {
  const auto set = [](const char* name, const char* value) { setenv(name, value, 1); };
  for (const char* name : {"FRAMDRIFT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) unsetenv(name);
  EXPECT_EQ(ChooseLanguage({}), Language::kEnglish);
  set("LANG", "sv_SE.UTF-8");
  EXPECT_EQ(ChooseLanguage({}), Language::kSwedish);
  set("LC_MESSAGES", "C.UTF-8");
  EXPECT_EQ(ChooseLanguage({}), Language::kEnglish) << "the messages are to be in another language";
  set("LC_ALL", "sv_FI");
  EXPECT_EQ(ChooseLanguage({}), Language::kSwedish);
  set("FRAMDRIFT_LANG", "en");
  EXPECT_EQ(ChooseLanguage({}), Language::kEnglish);
  EXPECT_EQ(ChooseLanguage({"case", "list", "--lang", "sv"}), Language::kSwedish);
  EXPECT_EQ(ChooseLanguage({"--lang=sv"}), Language::kSwedish);
  EXPECT_EQ(ChooseLanguage({"--lang=svenska"}), Language::kEnglish) << "no language's code";
  for (const char* name : {"FRAMDRIFT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) unsetenv(name);
}

TEST(PoTest, ReadsContextsAndTextsOfSeveralLines) {
  const auto catalogue = PoCatalogue::Read(
      "# note\nmsgid \"\"\nmsgstr \"\"\n\"Language: sv\\n\"\n\n"
      "msgctxt \"code\"\nmsgid \"A\"\nmsgstr \"ett \"\n\"två\"\n\n"
      "msgid \"A\"\nmsgstr \"\\\"tre\\\"\"\n\nmsgid \"B\"\nmsgstr \"\"\n");
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  ASSERT_NE(catalogue->Find("code", "A"), nullptr);
  EXPECT_EQ(*catalogue->Find("code", "A"), "ett två");
  ASSERT_NE(catalogue->Find("", "A"), nullptr);
  EXPECT_EQ(*catalogue->Find("", "A"), "\"tre\"");
  EXPECT_EQ(catalogue->Find("", "B"), nullptr) << "not translated";
}

TEST(PoTest, TakesTheEntryWithMostWordsAndNoSentenceForAnother) {
  const auto catalogue = PoCatalogue::Read(
      "msgctxt \"sentence\"\nmsgid \"$0: $1 not in $2\"\nmsgstr \"$0: $1 ej i $2\"\n\n"
      "msgctxt \"sentence\"\nmsgid \"It costs $0 SEK.\"\nmsgstr \"Det kostar $0 kr.\"\n\n"
      "msgctxt \"sentence\"\nmsgid \"$0 members, $1 not in operation\"\n"
      "msgstr \"$0 medlemmar, $1 ej i drift\"\n\n");
  ASSERT_TRUE(catalogue.ok()) << catalogue.status();
  EXPECT_EQ(catalogue->Translate("a: 14 members, 3 not in operation"),
            "a: 14 medlemmar, 3 ej i drift");
  const auto comma = [](const std::string& value) {
    return absl::StrReplaceAll(value, {{".", ","}});
  };
  EXPECT_EQ(catalogue->TranslateProse("14 members, 3 not in operation", comma),
            "14 medlemmar, 3 ej i drift");
  EXPECT_EQ(catalogue->TranslateProse("Note: who did not in fact take part", comma),
            "Note: who did not in fact take part");
  EXPECT_EQ(catalogue->TranslateProse("It costs 1.5 SEK.", comma), "Det kostar 1,5 kr.");
}

TEST(PoTest, RefusesWhatIsNoCatalogue) {
  EXPECT_FALSE(PoCatalogue::Read("msgid A\n").ok());
  EXPECT_FALSE(PoCatalogue::Read("\"A\"\n").ok());
  EXPECT_FALSE(PoCatalogue::Read("msgid \"A\"\nmsgstr \"a\"\nmsgid \"A\"\nmsgstr \"b\"\n").ok());
  EXPECT_FALSE(PoCatalogue::Read("msgid \"$0 of $1\"\nmsgstr \"$0\"\n").ok()) << "a value is lost";
}

}  // namespace
}  // namespace framdrift::cli
