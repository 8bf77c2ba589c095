#include "clients/cli/run.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "base/status_macros.h"
#include "base/strong_id.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/channel.h"
#include "clients/cli/chart_command.h"
#include "clients/cli/errors.h"
#include "clients/cli/fields.h"
#include "clients/cli/group_attendance.h"
#include "clients/cli/help.h"
#include "clients/cli/moments.h"
#include "clients/cli/names.h"
#include "clients/cli/output.h"
#include "clients/cli/progress.h"
#include "clients/cli/reflect.h"
#include "clients/cli/report/report_command.h"
#include "clients/cli/resume.h"
#include "clients/cli/snooze.h"
#include "clients/cli/texts.h"
#include "clients/cli/values.h"
#include "clients/cli/watch.h"
#include "clients/cli/zone.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr uint32_t kPageSize = 500;

// The exit code of what was, or could not be, printed; says why not.
int Printed(const absl::Status& status) {
  if (status.ok()) return kExitOk;
  return PrintError({grpc::StatusCode::UNKNOWN, std::string(status.message())}, Fields::kFlags);
}

// The id that `--as` says; empty where it says a name or nothing.
std::string IdOfActor(const std::string& actor) {
  for (absl::string_view part : absl::StrSplit(actor, ';')) {
    part = absl::StripAsciiWhitespace(part);
    absl::ConsumePrefix(&part, "id=");
    if (ParseUuid(part).ok()) return std::string(part);
  }
  return "";
}

std::string ResourceName(const Invocation& invocation, const Options& options) {
  const std::string tenant = absl::StrCat("tenants/", options.tenant);
  if (absl::StartsWith(invocation.id, "tenants/")) return invocation.id;
  const std::string collection = absl::StrCat(tenant, "/", CollectionOf(invocation.command));
  if (!TakesId(invocation.command)) return collection;
  if (!invocation.id.empty()) return absl::StrCat(collection, "/", invocation.id);
  const bool own = absl::EndsWith(collection, "/staff") && invocation.command.verb != "register";
  const std::string actor = own ? IdOfActor(options.actor) : "";
  return absl::StrCat(collection, "/", actor.empty() ? "-" : actor);
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

// People read names; programs ask for them where they want them.
void AskForNames(Message& request, const Options& options) {
  const FieldDescriptor* names = Field(request, "include_names");
  if (names == nullptr || !IsForPeople(options.format)) return;
  request.GetReflection()->SetBool(&request, names, true);
}

absl::Status Fill(Message& request, const Invocation& invocation, const Options& options) {
  SetText(request, "name", ResourceName(invocation, options));
  SetText(request, "parent", absl::StrCat("tenants/", options.tenant));
  SetText(request, "tenant", absl::StrCat("tenants/", options.tenant));
  AskForNames(request, options);
  for (const auto& [field, values] : invocation.values) {
    for (const std::string& value : values) {
      FD_RETURN_IF_ERROR(SetField(request, field, value, Zone()));
    }
  }
  const FieldDescriptor* by = Field(request, "breakdown");
  if (invocation.command.verb == "breakdown" && invocation.values.at(by).empty()) {
    return absl::InvalidArgumentError(Say("--breakdown: say by which field, such as unit."));
  }
  const absl::Time now = absl::Now();
  if (!invocation.as_of.empty()) {
    FD_RETURN_IF_ERROR(SetMoment(request, "--as-of", invocation.as_of, now, Zone()));
  }
  if (!invocation.known.empty()) {
    const std::string known = absl::StrCat("known:", invocation.known);
    FD_RETURN_IF_ERROR(SetMoment(request, "--known", known, now, Zone()));
  }
  if (!invocation.range.empty()) {
    FD_RETURN_IF_ERROR(SetTwoMoments(request, invocation.range, now, Zone()));
  }
  ExpandIds(request, options.tenant);
  return absl::OkStatus();
}

// How many rows all pages have; 0 where the answer does not say.
int64_t TotalOf(const Message& answer) {
  const FieldDescriptor* total = Field(answer, "total_size");
  if (total == nullptr || total->cpp_type() != FieldDescriptor::CPPTYPE_INT64) return 0;
  return answer.GetReflection()->GetInt64(answer, total);
}

// Follows every page until `options.limit` rows are shown.
int RunList(Channel& channel, const Command& command, Message& request, const Options& options) {
  const auto* reflection = request.GetReflection();
  const FieldDescriptor* size = Field(request, "page_size");
  const FieldDescriptor* rows = RowsOf(command.method->output_type());
  const FieldDescriptor* next = command.method->output_type()->FindFieldByName("next_page_token");
  RowPrinter printer(options.format, Zone());
  printer.set_title(absl::StrCat(command.noun, " ", command.verb));
  const bool people = IsForPeople(options.format);
  // A spreadsheet names units and staff, persons not.
  const bool named = people || options.format == Format::kXlsx;
  NameReader names(channel, options.tenant, people);
  ProgressBar bar(absl::StrCat(command.noun, " ", command.verb));
  int64_t shown = 0;
  uint32_t left = options.limit == 0 ? UINT32_MAX : options.limit;
  std::string token;
  do {
    if (size != nullptr) {
      reflection->SetInt32(&request, size, static_cast<int32_t>(std::min(left, kPageSize)));
    }
    SetText(request, "page_token", token);
    const grpc::Status status = channel.Call(command.method, request, [&](const Message& answer) {
      const auto* fields = answer.GetReflection();
      printer.set_invented(channel.Invented());
      if (named) printer.AddNames(names.NamesIn(answer));
      for (int i = 0; i < fields->FieldSize(answer, rows) && left > 0; ++i, --left) {
        printer.Print(fields->GetRepeatedMessage(answer, rows, i));
        ++shown;
      }
      // A table stands still until its last row has come; other formats show for themselves.
      if (people) bar.Show(shown, TotalOf(answer));
      token = next == nullptr ? "" : fields->GetString(answer, next);
      return true;
    });
    if (!status.ok() || token.empty() || left == 0) bar.Finish();
    if (!status.ok()) return PrintError(status, Fields::kFlags);
  } while (!token.empty() && left > 0);
  if (const absl::Status finished = printer.Finish(); !finished.ok()) return Printed(finished);
  const bool of_nobody = command.noun == "worklist" && IdOfActor(options.actor).empty();
  if (shown == 0 && of_nobody && IsForPeople(options.format)) {
    fmt::print(stderr, "{}\n", Say("--as ID says whose list it is, --scope another"));
  }
  return kExitOk;
}

// What the answer says is being done: STAGE_CATCHING_UP as "catching up".
std::string StageOf(const Message& answer) {
  const FieldDescriptor* stage = Field(answer, "stage");
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
  return Printed(PrintAnswer(*last, options.format, {.zone = Zone()}, channel.Invented()));
}

// Prints what comes when it comes, so that it can be followed.
int RunStream(Channel& channel, const Command& command, Message& request, const Options& options) {
  StreamPrinter printer(options.format, Zone());
  uint32_t shown = 0;
  const grpc::Status status =
      Follow(channel, command.method, request, {.receive = [&](const Message& answer) {
               printer.set_invented(channel.Invented());
               if (printer.Print(answer)) ++shown;
               return options.limit == 0 || shown < options.limit;
             }});
  return status.ok() ? kExitOk : PrintError(status, Fields::kFlags);
}

// The field that holds a stream's pieces of a file; none when the stream is of something else.
const FieldDescriptor* FileOf(const Descriptor* type) {
  const FieldDescriptor* content = type->FindFieldByName("content");
  const bool bytes = content != nullptr && content->type() == FieldDescriptor::TYPE_BYTES;
  return bytes ? content : nullptr;
}

// Writes the file as it comes to standard output, whatever the format of answers.
int RunFile(Channel& channel, const Command& command, const Message& request) {
  const FieldDescriptor* content = FileOf(command.method->output_type());
  std::string piece;
  const grpc::Status status = channel.Call(command.method, request, [&](const Message& answer) {
    piece = answer.GetReflection()->GetString(answer, content);
    return std::fwrite(piece.data(), 1, piece.size(), stdout) == piece.size();
  });
  if (!status.ok()) return PrintError(status, Fields::kFlags);
  if (channel.Invented()) {
    fmt::print(stderr, "{}\n", Say("Invented data: nobody in it exists."));
  }
  return kExitOk;
}

// What a format cannot show; empty where it can.
std::string CheckFormat(const Command& command, Format format) {
  const bool file = FileOf(command.method->output_type()) != nullptr;
  if (file) return "";
  const bool report = report::HoldsReport(command.method->output_type());
  if (format == Format::kSvg && !report && !HasChart(command.method)) {
    return Say(
        "-o svg draws reports, indicator series, indicator breakdown and indicator preview; take "
        "table, csv, xlsx or json of others.");
  }
  if ((format == Format::kMarkdown || format == Format::kHtml) && !report) {
    return Say("-o markdown and -o html are for reports; take table, csv, xlsx or json of others.");
  }
  if (format != Format::kXlsx) return "";
  if (command.method->server_streaming()) {
    return Say("-o xlsx is for answers that end; take csv or json of this one.");
  }
  return isatty(STDOUT_FILENO) != 0
             ? Say("A spreadsheet is not for the terminal: send it to a file with > NAME.xlsx.")
             : "";
}

// Whether the answer tells where a command stands in the log: a query's has nothing to say of a
// repetition, and a preview's has no position.
bool IsRecorded(const Message& answer) {
  const FieldDescriptor* position = Field(answer, "position");
  return Field(answer, "duplicate") != nullptr && position != nullptr &&
         answer.GetReflection()->GetInt64(answer, position) != 0;
}

}  // namespace

int Run(const Invocation& invocation, const Options& options) {
  const Command& command = invocation.command;
  const std::unique_ptr<Message> request = NewMessage(command.method->input_type());
  if (const absl::Status status = Fill(*request, invocation, options); !status.ok()) {
    return PrintWrongUse(status.message());
  }
  const std::string unfit = CheckFormat(command, options.format);
  if (!unfit.empty()) return PrintWrongUse(unfit);
  Channel channel(options);
  if (IsSnooze(*request)) {
    const grpc::Status filled = FillSnooze(channel, options.tenant, *request);
    if (!filled.ok()) return PrintError(filled, Fields::kFlags);
  }
  if (!invocation.others.empty()) {
    const grpc::Status filled = FillOthers(channel, invocation.others, *request);
    if (!filled.ok()) return PrintError(filled, Fields::kFlags);
  }
  if (command.method->server_streaming()) {
    const bool progress = ProgressOf(command.method->output_type()).second != nullptr;
    if (progress) return RunProgress(channel, command, *request, options);
    if (FileOf(command.method->output_type()) != nullptr) {
      return RunFile(channel, command, *request);
    }
    return (IsWatch(command) ? RunWatch : RunStream)(channel, command, *request, options);
  }
  if (options.format == Format::kSvg && HasChart(command.method)) {
    return RunChart(channel, *request, command.method, options);
  }
  if (RowsOf(command.method->output_type()) != nullptr) {
    return RunList(channel, command, *request, options);
  }
  absl::Status printed;
  const grpc::Status status = channel.Call(command.method, *request, [&](const Message& answer) {
    if (IsForPeople(options.format) && IsRecorded(answer)) {
      PrintOutcome(answer, channel.Invented());
      for (const std::string& said : DeviationsRaised(*request, answer)) fmt::print("{}\n", said);
    } else {
      const bool people = IsForPeople(options.format);
      const bool named = people || options.format == Format::kXlsx;
      NameReader reader(channel, options.tenant, people);
      const Names names = named ? reader.NamesIn(answer) : Names();
      const Reader shown = {.zone = Zone(), .person = people, .names = &names};
      printed = report::HoldsReport(command.method->output_type())
                    ? report::PrintAnswer(answer, options, shown, channel.Invented())
                    : PrintAnswer(answer, options.format, shown, channel.Invented());
    }
    return true;
  });
  return status.ok() ? Printed(printed) : PrintError(status, Fields::kFlags);
}

}  // namespace framdrift::cli
