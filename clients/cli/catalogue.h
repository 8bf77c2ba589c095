// The commands of the program, read off the contracts it was built with: ListCases is `case list`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

namespace framdrift::cli {

struct Command {
  std::string noun;
  std::string verb;
  const google::protobuf::MethodDescriptor* method;
};

// Every method of every service, in the order of the contracts. A method's first word is the verb
// and the rest the noun (`AdoptWorkPlan` → `work-plan adopt`, `ListCases` → `case list`, `GetCase`
// → `case show`, `GetCaseHistory` → `case history`, `GetProcessMap` → `process map`,
// `CorrectUnitEvent` → `unit correct`). One without a noun of its own (`Enrol`, `CorrectEvent`,
// `BulkReassign`) has that of its service. Some of the indicator's have verbs that no rule gives
// (`QueryIndicator` → `indicator series`), and that one is `indicator breakdown` too.
const std::vector<Command>& Commands();

// The method named `Service.Method`, `Service/Method` or the same with its package; null when there
// is none.
const google::protobuf::MethodDescriptor* FindMethod(const std::string& name);

// A new, empty message of `type`.
std::unique_ptr<google::protobuf::Message> NewMessage(const google::protobuf::Descriptor* type);

// The type of that full name; null when the contracts have none such.
const google::protobuf::Descriptor* FindType(const std::string& full_name);

// The value of an enum by its full name, such as `PHASE_ACTIVE`; null when the contracts have none.
const google::protobuf::EnumValueDescriptor* FindCode(const std::string& name);

// The collection of the resources a field names, read off what its contract says of it:
// `tenants/{tenant}/cases/{uuid}` is `cases`. Empty when the field holds no such name.
std::string CollectionOf(const google::protobuf::FieldDescriptor* field);
// The same of the method's `name`; empty when it has none.
std::string CollectionOf(const Command& command);

// What the contract says of a method or field, its first paragraph on one line.
std::string CommentOf(const google::protobuf::MethodDescriptor* method);
std::string CommentOf(const google::protobuf::FieldDescriptor* field);

}  // namespace framdrift::cli
