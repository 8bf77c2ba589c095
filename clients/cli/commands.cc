#include "clients/cli/commands.h"

#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/util/json_util.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/substitute.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/channel.h"
#include "clients/cli/errors.h"
#include "clients/cli/fields.h"
#include "clients/cli/group_attendance.h"
#include "clients/cli/help.h"
#include "clients/cli/moments.h"
#include "clients/cli/output.h"
#include "clients/cli/run.h"
#include "clients/cli/texts.h"
#include "clients/cli/zone.h"

namespace framdrift::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

void AddFlags(CLI::App& sub, Invocation& invocation) {
  const auto* type = invocation.command.method->input_type();
  const bool two = HasTwoMoments(type);
  if (two) {
    sub.add_option(
           "A..B", invocation.range, Say("Two times: what each may be says --as-of of case show"))
        ->required();
  }
  if (HasMoment(type)) {
    sub.add_option(
           "--as-of",
           invocation.as_of,
           Say("As it was: a time or day it was true on, or @123 for a position of the log"))
        ->type_name("WHEN");
    sub.add_option("--known", invocation.known, Say("As it was known at that time or day"))
        ->type_name("WHEN");
  }
  if (IsGroupAttendance(type)) {
    const auto* code =
        type->FindFieldByName("attendances")->message_type()->FindFieldByName("code");
    sub.add_option("--others",
                   invocation.others,
                   Say("Everybody else on the sheet: as the sheet suggests, or so"))
        ->type_name(Placeholder(code));
  }
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (IsOwn(field) || (two && (field->name() == "before" || field->name() == "after"))) continue;
    const std::string flag = "--" + absl::StrReplaceAll(field->name(), {{"_", "-"}});
    std::vector<std::string>& values = invocation.values[field];
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_BOOL && !field->is_repeated()) {
      sub.add_flag_function(
          absl::StrCat(flag, ",!--no-", flag.substr(2)),
          [&values](int64_t count) { values = {count > 0 ? "true" : "false"}; },
          HelpOf(field));
      continue;
    }
    sub.add_option(flag, values, HelpOf(field))
        ->allow_extra_args(false)
        ->type_name(Placeholder(field))
        ->expected(1)
        ->multi_option_policy(field->is_repeated() ? CLI::MultiOptionPolicy::TakeAll
                                                   : CLI::MultiOptionPolicy::TakeLast);
  }
}

// The verbs of each noun, in the order of the contracts.
std::map<std::string, std::vector<std::string>> VerbsOfNouns() {
  std::map<std::string, std::vector<std::string>> verbs;
  for (const Command& command : Commands()) {
    if (!command.method->client_streaming()) verbs[command.noun].push_back(command.verb);
  }
  return verbs;
}

// What stands beside a noun: its verbs, after the word for it in another language.
std::string SaysOf(const std::string& noun, const std::vector<std::string>& verbs) {
  const std::string word = Say(Term::kNoun, noun, "");
  return absl::StrCat(word, word.empty() ? "" : ": ", absl::StrJoin(verbs, ", "));
}

void AddCommand(CLI::App& noun, const Command& command, const Options& options, int& exit_code) {
  CLI::App* sub = noun.add_subcommand(command.verb, SummaryOf(command));
  const auto invocation = std::make_shared<Invocation>();
  invocation->command = command;
  if (TakesId(command)) {
    sub->add_option(
        "id",
        invocation->id,
        Say("The id or full name; left out or `-`, the server chooses one where a thing is "
            "created, and of staff it is whoever acts"));
  }
  AddFlags(*sub, *invocation);
  sub->footer(absl::StrCat("\n",
                           CommentOf(command.method),
                           "\n\n",
                           Say("Examples:"),
                           "\n  ",
                           absl::StrJoin(ExamplesOf(command), "\n  "),
                           "\n\n",
                           Say("Options for every command: framdrift --help")));
  sub->callback([invocation, &options, &exit_code] { exit_code = Run(*invocation, options); });
}

// The verb that `noun` has by itself; empty when it has none.
std::string OwnVerbOf(const std::string& noun) {
  std::string own;
  for (const Command& command : Commands()) {
    if (command.noun != noun) continue;
    const bool shows = command.verb == "show" && !TakesId(command) && own.empty();
    if (command.verb == "list" || shows) own = command.verb;
  }
  return own;
}

}  // namespace

void AddContractCommands(CLI::App& app, const Options& options, int& exit_code) {
  const auto verbs = VerbsOfNouns();
  std::map<std::string, CLI::App*> nouns;
  for (const Command& command : Commands()) {
    if (command.method->client_streaming()) continue;
    CLI::App*& noun = nouns[command.noun];
    if (noun == nullptr) {
      noun = app.add_subcommand(command.noun, SaysOf(command.noun, verbs.at(command.noun)))
                 ->require_subcommand(1);
      noun->footer(absl::StrCat(
          "\n",
          absl::Substitute(Say("framdrift $0 VERB --help says with which words."), command.noun)));
    }
    AddCommand(*noun, command, options, exit_code);
  }
}

std::vector<std::string> WithVerb(CLI::App& app, std::vector<std::string> words) {
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") break;
    if (absl::StartsWith(words[i], "-")) {
      const CLI::Option* option = app.get_option_no_throw(words[i]);
      if (option != nullptr && option->get_items_expected_max() > 0) ++i;
      continue;
    }
    const std::string next = i + 1 < words.size() ? words[i + 1] : "--";
    const std::string verb = OwnVerbOf(words[i]);
    const bool follows = !absl::StartsWith(next, "-") || next == "--help" || next == "-h";
    if (!verb.empty() && !follows) words.insert(words.begin() + static_cast<int>(i) + 1, verb);
    break;
  }
  return words;
}

void AddApiCommand(CLI::App& app, const Options& options, int& exit_code) {
  struct Call {
    std::string method;
    std::string json = "{}";
  };
  const auto call = std::make_shared<Call>();
  CLI::App* sub = app.add_subcommand("api", Say("Calls any method with a request as JSON"));
  sub->add_option("method", call->method, Say("CaseService.GetCase, say"))->required();
  sub->add_option("json", call->json, Say("The request; - reads standard input"));
  sub->callback([call, &options, &exit_code] {
    const MethodDescriptor* method = FindMethod(call->method);
    if (method == nullptr) {
      exit_code = PrintWrongUse(absl::Substitute(
          Say("There is no method $0; name one as Service.Method."), call->method));
      return;
    }
    if (call->json == "-") {
      call->json.assign(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
    }
    const std::unique_ptr<Message> request = NewMessage(method->input_type());
    const auto parsed = google::protobuf::util::JsonStringToMessage(call->json, request.get());
    if (!parsed.ok()) {
      exit_code = PrintWrongUse(absl::Substitute(
          Say("The JSON is no $0: $1"), method->input_type()->full_name(), parsed.ToString()));
      return;
    }
    Channel channel(options);
    const grpc::Status status = channel.Call(method, *request, [&](const Message& answer) {
      return PrintAnswer(answer, Format::kJson, {.zone = Zone()}, channel.Invented()).ok();
    });
    exit_code = status.ok() ? kExitOk : PrintError(status, Fields::kNames);
  });
}

}  // namespace framdrift::cli
