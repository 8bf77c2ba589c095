#include "clients/cli/names.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/strong_id.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/changes.h"
#include "clients/cli/columns.h"
#include "clients/cli/reflect.h"

namespace framdrift::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kCasesAsked = 50;
constexpr int32_t kNamesAPage = 1000;

// Who is to be named.
struct Wanted {
  bool staff = false;
  bool units = false;
  std::set<std::string> cases;
};

void Gather(const Message& message, Wanted& wanted) {
  const auto* reflection = message.GetReflection();
  for (const FieldDescriptor* field : NamedFieldsOf(message.GetDescriptor())) {
    const std::string text = reflection->GetString(message, field);
    if (text.empty()) continue;
    if (CollectionOf(field) == "cases") {
      wanted.cases.insert(text);
    } else if (field->name() == "group") {  // of a breakdown by whatever
      const bool id = ParseUuid(text).ok();
      wanted.staff = wanted.staff || id;
      wanted.units = wanted.units || id;
    } else {
      (absl::EndsWith(field->name(), "unit_id") ? wanted.units : wanted.staff) = true;
    }
  }
  if (IsChange(message.GetDescriptor())) {
    const std::string path = TextOf(message, "path");
    if (absl::EndsWith(path, "unit_id")) wanted.units = true;
    if (absl::EndsWith(path, "caseworker_id") || absl::EndsWith(path, "staff_id")) {
      wanted.staff = true;
    }
  }
  std::vector<const FieldDescriptor*> fields;
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) Gather(reflection->GetMessage(message, field), wanted);
    for (int i = 0; field->is_repeated() && i < reflection->FieldSize(message, field); ++i) {
      Gather(reflection->GetRepeatedMessage(message, field, i), wanted);
    }
  }
}

// Every page of a list: `rows` is its field, `fill` says what is asked for. What cannot be read is
// left out.
void ReadAll(Channel& channel, const char* method_name, const std::string& tenant, const char* rows,
             const std::function<void(Message&)>& fill,
             const std::function<void(const Message&)>& take) {
  const auto* method = FindMethod(method_name);
  const std::unique_ptr<Message> request = NewMessage(method->input_type());
  SetText(*request, "parent", absl::StrCat("tenants/", tenant));
  request->GetReflection()->SetInt32(request.get(), Field(*request, "page_size"), kNamesAPage);
  fill(*request);
  std::string token;
  do {
    SetText(*request, "page_token", token);
    token.clear();
    channel.Call(method, *request, [&](const Message& page) {
      for (const Message* one : AllOf(page, rows)) take(*one);
      token = TextOf(page, "next_page_token");
      return true;
    });
  } while (!token.empty());
}

void NameStaff(Channel& channel, const std::string& tenant, Names& names) {
  const auto with_ended = [](Message& request) {
    request.GetReflection()->SetBool(&request, Field(request, "include_ended"), true);
  };
  ReadAll(channel, "StaffService.ListStaff", tenant, "staff", with_ended, [&](const Message& one) {
    names[LastPart(TextOf(one, "name"))] = TextOf(one, "display_name");
  });
}

void NameUnits(Channel& channel, const std::string& tenant, Names& names) {
  const auto as_it_is = [](Message&) {};
  ReadAll(
      channel, "OrganisationService.ListUnits", tenant, "units", as_it_is, [&](const Message& one) {
        names[LastPart(TextOf(one, "name"))] = TextOf(one, "display_name");
      });
}

void NameCases(Channel& channel, const std::string& tenant, const std::vector<std::string>& cases,
               Names& names) {
  const auto of_these = [&](Message& request) {
    const std::string filter =
        absl::StrJoin(cases, " OR ", [](std::string* out, const std::string& name) {
          absl::StrAppend(out, "name = \"", name, "\"");
        });
    SetText(request, "filter", filter);
  };
  ReadAll(channel, "CaseService.ListCases", tenant, "cases", of_these, [&](const Message& one) {
    const std::string person = TextOf(one, "person_name");
    if (!person.empty()) names[LastPart(TextOf(one, "name"))] = person;
  });
}

}  // namespace

const Names& NameReader::NamesIn(const Message& answer) {
  Wanted wanted;
  Gather(answer, wanted);
  if (!persons_) wanted.cases.clear();
  if (wanted.staff && !staff_read_) NameStaff(channel_, tenant_, names_);
  if (wanted.units && !units_read_) NameUnits(channel_, tenant_, names_);
  staff_read_ |= wanted.staff;
  units_read_ |= wanted.units;
  std::vector<std::string> cases;
  for (const std::string& name : wanted.cases) {
    cases.push_back(name);
    if (cases.size() < kCasesAsked && name != *wanted.cases.rbegin()) continue;
    NameCases(channel_, tenant_, cases, names_);
    cases.clear();
  }
  return names_;
}

}  // namespace framdrift::cli
