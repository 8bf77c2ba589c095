#include "clients/cli/commands.h"

#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <google/protobuf/util/json_util.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "absl/strings/substitute.h"
#include "base/strong_id.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/channel.h"
#include "clients/cli/errors.h"
#include "clients/cli/fields.h"
#include "clients/cli/help.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/texts.h"
#include "clients/cli/values.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr uint32_t kPageSize = 500;
constexpr char kZone[] = "Europe/Stockholm";

absl::TimeZone Zone() {
  absl::TimeZone zone;
  return absl::LoadTimeZone(kZone, &zone) ? zone : absl::UTCTimeZone();
}

// What the user wrote for one subcommand, filled in by the parse.
struct Invocation {
  Command command;
  std::string id;
  std::map<const FieldDescriptor*, std::vector<std::string>> values;
};

void SetText(Message& message, const char* field_name, const std::string& value) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(field_name);
  if (field != nullptr) message.GetReflection()->SetString(&message, field, value);
}

std::string ResourceName(const Invocation& invocation, const Options& options) {
  const std::string tenant = absl::StrCat("tenants/", options.tenant);
  if (absl::StartsWith(invocation.id, "tenants/")) return invocation.id;
  const std::string collection = absl::StrCat(tenant, "/", CollectionOf(invocation.command));
  if (!TakesId(invocation.command)) return collection;
  return absl::StrCat(collection, "/", invocation.id.empty() ? "-" : invocation.id);
}

// Makes full names of ids, in fields that hold names: nobody need write `tenants/…/cases/` before
// each case of a group.
void ExpandIds(Message& message, const std::string& tenant) {
  const auto* reflection = message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int size = field->is_repeated() ? reflection->FieldSize(message, field) : 1;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_map()) {
      for (int i = 0; i < size; ++i) {
        ExpandIds(*(field->is_repeated() ? reflection->MutableRepeatedMessage(&message, field, i)
                                         : reflection->MutableMessage(&message, field)),
                  tenant);
      }
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && !field->is_repeated()) {
      const std::string id = reflection->GetString(message, field);
      const std::string collection = CollectionOf(field);
      if (collection.empty() || !ParseUuid(id).ok()) continue;
      reflection->SetString(
          &message, field, absl::StrCat("tenants/", tenant, "/", collection, "/", id));
    }
  }
}

absl::Status Fill(Message& request, const Invocation& invocation, const Options& options) {
  SetText(request, "name", ResourceName(invocation, options));
  SetText(request, "parent", absl::StrCat("tenants/", options.tenant));
  SetText(request, "tenant", absl::StrCat("tenants/", options.tenant));
  for (const auto& [field, values] : invocation.values) {
    for (const std::string& value : values) {
      if (absl::Status status = SetField(request, field, value, Zone()); !status.ok())
        return status;
    }
  }
  ExpandIds(request, options.tenant);
  return absl::OkStatus();
}

// Follows every page until `options.limit` rows are shown.
int RunList(Channel& channel, const Command& command, Message& request, const Options& options) {
  const auto* reflection = request.GetReflection();
  const FieldDescriptor* size = request.GetDescriptor()->FindFieldByName("page_size");
  const FieldDescriptor* rows = RowsOf(command.method->output_type());
  const FieldDescriptor* next = command.method->output_type()->FindFieldByName("next_page_token");
  RowPrinter printer(options.format, Zone());
  uint32_t left = options.limit == 0 ? UINT32_MAX : options.limit;
  std::string token;
  do {
    if (size != nullptr) {
      reflection->SetInt32(&request, size, static_cast<int32_t>(std::min(left, kPageSize)));
    }
    SetText(request, "page_token", token);
    const grpc::Status status = channel.Call(command.method, request, [&](const Message& answer) {
      const auto* fields = answer.GetReflection();
      for (int i = 0; i < fields->FieldSize(answer, rows) && left > 0; ++i, --left) {
        printer.Print(fields->GetRepeatedMessage(answer, rows, i));
      }
      token = next == nullptr ? "" : fields->GetString(answer, next);
      return true;
    });
    if (!status.ok()) return PrintError(status, Fields::kFlags);
  } while (!token.empty() && left > 0);
  printer.Finish();
  return kExitOk;
}

// What the answer says is being done: STAGE_CATCHING_UP as "catching up".
std::string StageOf(const Message& answer) {
  const FieldDescriptor* stage = answer.GetDescriptor()->FindFieldByName("stage");
  if (stage == nullptr || stage->cpp_type() != FieldDescriptor::CPPTYPE_ENUM) return "";
  return absl::StrReplaceAll(Label(answer.GetReflection()->GetEnum(answer, stage)), {{"-", " "}});
}

// The fields that say how far a stream of progress has come, and how far it has to go; none when
// the stream is of rows.
std::pair<const FieldDescriptor*, const FieldDescriptor*> ProgressOf(const Descriptor* type) {
  for (const auto& [done, total] : {std::pair("done", "total"), std::pair("position", "head")}) {
    const FieldDescriptor* total_field = type->FindFieldByName(total);
    if (total_field != nullptr) return {type->FindFieldByName(done), total_field};
  }
  return {nullptr, nullptr};
}

// Shows a bar while the work goes on, and the last answer, which says what came of it.
int RunProgress(Channel& channel, const Command& command, const Message& request,
                const Options& options) {
  // Not bound by structure: Clang 14 captures no such names.
  const auto counted = ProgressOf(command.method->output_type());
  ProgressBar bar(absl::StrCat(command.noun, " ", command.verb));
  const std::unique_ptr<Message> last = NewMessage(command.method->output_type());
  const grpc::Status status = channel.Call(command.method, request, [&](const Message& answer) {
    bar.Show(answer.GetReflection()->GetInt64(answer, counted.first),
             answer.GetReflection()->GetInt64(answer, counted.second),
             StageOf(answer));
    last->CopyFrom(answer);
    return true;
  });
  bar.Finish();
  if (!status.ok()) return PrintError(status, Fields::kFlags);
  PrintAnswer(*last, options.format, Zone());
  return kExitOk;
}

// Prints what comes when it comes, so that it can be followed.
int RunStream(Channel& channel, const Command& command, const Message& request,
              const Options& options) {
  StreamPrinter printer(options.format, Zone());
  uint32_t shown = 0;
  const grpc::Status status = channel.Call(command.method, request, [&](const Message& answer) {
    if (printer.Print(answer)) ++shown;
    return options.limit == 0 || shown < options.limit;
  });
  const bool ended_by_us = options.limit != 0 && shown == options.limit;
  return status.ok() || ended_by_us ? kExitOk : PrintError(status, Fields::kFlags);
}

// A command's answer says whether it had been recorded before; a query's has nothing to say of it.
bool IsCommand(const Command& command) {
  return command.method->output_type()->FindFieldByName("duplicate") != nullptr;
}

int Run(const Invocation& invocation, const Options& options) {
  const Command& command = invocation.command;
  const std::unique_ptr<Message> request = NewMessage(command.method->input_type());
  if (const absl::Status status = Fill(*request, invocation, options); !status.ok()) {
    return PrintWrongUse(status.message());
  }
  Channel channel(options);
  if (command.method->server_streaming()) {
    const bool progress = ProgressOf(command.method->output_type()).second != nullptr;
    return (progress ? RunProgress : RunStream)(channel, command, *request, options);
  }
  if (RowsOf(command.method->output_type()) != nullptr) {
    return RunList(channel, command, *request, options);
  }
  const grpc::Status status = channel.Call(command.method, *request, [&](const Message& answer) {
    if (options.format == Format::kTable && IsCommand(command)) {
      PrintOutcome(answer);
    } else {
      PrintAnswer(answer, options.format, Zone());
    }
    return true;
  });
  return status.ok() ? kExitOk : PrintError(status, Fields::kFlags);
}

void AddFlags(CLI::App& sub, Invocation& invocation) {
  const auto* type = invocation.command.method->input_type();
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (IsOwn(field)) continue;
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

void AddCommand(CLI::App& noun, const Command& command, const Options& options, int& exit_code) {
  CLI::App* sub = noun.add_subcommand(command.verb, SummaryOf(command));
  const auto invocation = std::make_shared<Invocation>();
  invocation->command = command;
  if (TakesId(command)) {
    sub->add_option(
        "id",
        invocation->id,
        Say("The id or full name; left out or `-`, the server chooses one where a thing is "
            "created"));
  }
  AddFlags(*sub, *invocation);
  sub->footer(absl::StrCat("\n",
                           CommentOf(command.method),
                           "\n\n",
                           Say("Example:"),
                           "\n  ",
                           ExampleOf(command),
                           "\n\n",
                           Say("Options for every command: framdrift --help")));
  sub->callback([invocation, &options, &exit_code] { exit_code = Run(*invocation, options); });
}

}  // namespace

void AddContractCommands(CLI::App& app, const Options& options, int& exit_code) {
  const auto verbs = VerbsOfNouns();
  std::map<std::string, CLI::App*> nouns;
  for (const Command& command : Commands()) {
    if (command.method->client_streaming()) continue;
    CLI::App*& noun = nouns[command.noun];
    if (noun == nullptr) {
      noun = app.add_subcommand(command.noun, absl::StrJoin(verbs.at(command.noun), ", "))
                 ->require_subcommand(1);
      noun->footer(absl::StrCat(
          "\n",
          absl::Substitute(Say("framdrift $0 VERB --help says with which words."), command.noun)));
    }
    AddCommand(*noun, command, options, exit_code);
  }
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
      PrintAnswer(answer, Format::kJson, Zone());
      return true;
    });
    exit_code = status.ok() ? kExitOk : PrintError(status, Fields::kNames);
  });
}

}  // namespace framdrift::cli
