#include "clients/cli/catalogue.h"

#include <cstddef>
#include <map>

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "base/check.h"

namespace framdrift::cli {

extern const unsigned char kContracts[];
extern const size_t kContractsSize;

namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;

// The contracts with their comments. Lives for ever.
struct Contracts {
  google::protobuf::FileDescriptorSet files;
  DescriptorPool pool;
  google::protobuf::DynamicMessageFactory factory{&pool};
};

Contracts& AllContracts() {
  static Contracts& contracts = *[] {
    auto* made = new Contracts;
    FD_CHECK(made->files.ParseFromArray(kContracts, static_cast<int>(kContractsSize)));
    for (const auto& file : made->files.file()) FD_CHECK(made->pool.BuildFile(file) != nullptr);
    return made;
  }();
  return contracts;
}

std::vector<const ServiceDescriptor*> Services() {
  std::vector<const ServiceDescriptor*> services;
  for (const auto& file : AllContracts().files.file()) {
    const auto* descriptor = AllContracts().pool.FindFileByName(file.name());
    for (int i = 0; i < descriptor->service_count(); ++i)
      services.push_back(descriptor->service(i));
  }
  return services;
}

using CodesByName = std::map<std::string, const google::protobuf::EnumValueDescriptor*>;

void AddCodes(const google::protobuf::EnumDescriptor* type, CodesByName& codes) {
  for (int i = 0; i < type->value_count(); ++i) codes[type->value(i)->name()] = type->value(i);
}

void AddCodesWithin(const google::protobuf::Descriptor* type, CodesByName& codes) {
  for (int i = 0; i < type->enum_type_count(); ++i) AddCodes(type->enum_type(i), codes);
  for (int i = 0; i < type->nested_type_count(); ++i) AddCodesWithin(type->nested_type(i), codes);
}

CodesByName AllCodes() {
  CodesByName codes;
  for (const auto& file : AllContracts().files.file()) {
    const auto* made = AllContracts().pool.FindFileByName(file.name());
    for (int i = 0; i < made->enum_type_count(); ++i) AddCodes(made->enum_type(i), codes);
    for (int i = 0; i < made->message_type_count(); ++i) {
      AddCodesWithin(made->message_type(i), codes);
    }
  }
  return codes;
}

std::vector<std::string> Words(const std::string& camel) {
  std::vector<std::string> words;
  for (const char c : camel) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) || words.empty()) words.emplace_back();
    words.back().push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
  }
  return words;
}

std::string Singular(std::string word) {
  if (absl::EndsWith(word, "ies")) return word.substr(0, word.size() - 3) + "y";
  if (absl::EndsWith(word, "s") && !absl::EndsWith(word, "ss")) word.pop_back();
  return word;
}

// What people call the methods of indicators: by what they look at.
const std::string* VerbOfIndicator(const MethodDescriptor* method) {
  static const auto& verbs =
      *new std::map<std::string, std::string>{{"ComparePublication", "compare"},
                                              {"ListBuiltInDefinitions", "library"},
                                              {"ListIndicatorCases", "cases"},
                                              {"ListIndicatorFields", "fields"},
                                              {"ListMissingFacts", "missing"},
                                              {"QueryIndicator", "series"},
                                              {"SetBaseline", "baseline"},
                                              {"SetTarget", "target"}};
  if (method->service()->name() != "IndicatorService") return nullptr;
  const auto found = verbs.find(method->name());
  return found == verbs.end() ? nullptr : &found->second;
}

Command CommandOf(const MethodDescriptor* method) {
  if (const std::string* indicator_verb = VerbOfIndicator(method)) {
    return {"indicator", *indicator_verb, method};
  }
  const std::vector<std::string> service =
      Words(std::string(absl::StripSuffix(method->service()->name(), "Service")));
  std::vector<std::string> words = Words(method->name());
  std::string verb = words.front();
  words.erase(words.begin());
  if (verb == "bulk") {
    verb = absl::StrCat(verb, "-", absl::StrJoin(words, "-"));
    words.clear();
  }
  if (!words.empty() && words.back() == "event") words.pop_back();
  if (words.empty()) words = service;
  // Views are asked for by what they show: `process map`, `programme board`.
  const bool views =
      (service.front() == "process" || service.front() == "programme") && words.size() == 2;
  if (views && words.front() == service.front()) return {words[0], words[1], method};
  const std::string singular = Singular(words.back());
  if (verb == "list" || verb == "count" || singular == service.back()) words.back() = singular;
  if (verb == "get") verb = "show";
  // A worklist is asked for by its name, not by what stands on it: `worklist list`.
  if (words == std::vector<std::string>{"work", "item"}) words = {service.back()};
  // The sheet of a session is where attendance is taken from.
  if (words == std::vector<std::string>{"session", "sheet"}) return {"attendance", "sheet", method};
  // `case history` reads better than `case-history show`.
  if (verb == "show" && words.size() > 1 && words.back() == "history") {
    words.pop_back();
    return {absl::StrJoin(words, "-"), "history", method};
  }
  // So does `log stats`.
  if (verb == "show" && words.size() == 1 && words[0] == "stats") {
    return {absl::StrJoin(service, "-"), words[0], method};
  }
  return {absl::StrJoin(words, "-"), verb, method};
}

template <typename Descriptor>
std::string Comment(const Descriptor* descriptor) {
  google::protobuf::SourceLocation location;
  if (!descriptor->GetSourceLocation(&location)) return "";
  const std::string paragraph =
      location.leading_comments.substr(0, location.leading_comments.find("\n\n"));
  return std::string(
      absl::StripAsciiWhitespace(absl::StrReplaceAll(paragraph, {{"\n ", " "}, {"\n", " "}})));
}

}  // namespace

const std::vector<Command>& Commands() {
  static const std::vector<Command>& commands = *[] {
    auto* made = new std::vector<Command>;
    for (const ServiceDescriptor* service : Services()) {
      for (int i = 0; i < service->method_count(); ++i) {
        made->push_back(CommandOf(service->method(i)));
        // The same question, asked for one field's groups.
        if (made->back().verb == "series") {
          made->push_back({made->back().noun, "breakdown", service->method(i)});
        }
      }
    }
    return made;
  }();
  return commands;
}

const MethodDescriptor* FindMethod(const std::string& name) {
  const std::string dotted = absl::StrReplaceAll(name, {{"/", "."}});
  for (const Command& command : Commands()) {
    const std::string& full = command.method->full_name();
    if (full == dotted || absl::EndsWith(full, "." + dotted)) return command.method;
  }
  return nullptr;
}

std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor* type) {
  return std::unique_ptr<google::protobuf::Message>(
      AllContracts().factory.GetPrototype(type)->New());
}

const google::protobuf::Descriptor* FindType(const std::string& full_name) {
  return AllContracts().pool.FindMessageTypeByName(full_name);
}

const google::protobuf::EnumValueDescriptor* FindCode(const std::string& name) {
  static const auto& codes = *new const CodesByName(AllCodes());
  const auto found = codes.find(name);
  return found == codes.end() ? nullptr : found->second;
}

std::string CollectionOf(const google::protobuf::FieldDescriptor* field) {
  const std::string comment = CommentOf(field);
  constexpr absl::string_view kPattern = "tenants/{tenant}/";
  const size_t at = comment.find(kPattern.data(), 0, kPattern.size());
  if (at == std::string::npos) return "";
  const std::string rest = comment.substr(at + kPattern.size());
  return rest.substr(0, rest.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
}

std::string CollectionOf(const Command& command) {
  const auto* name = command.method->input_type()->FindFieldByName("name");
  return name == nullptr ? "" : CollectionOf(name);
}

std::string CommentOf(const MethodDescriptor* method) { return Comment(method); }

std::string CommentOf(const google::protobuf::FieldDescriptor* field) { return Comment(field); }

}  // namespace framdrift::cli
