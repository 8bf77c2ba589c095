// Help that is not in the contracts word for word: what comes first, what is required, an example.
#pragma once

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>

#include "clients/cli/catalogue.h"

namespace framdrift::cli {

// What the command does, in a sentence: the first of its method's comment, without what it may be
// refused with.
std::string SummaryOf(const Command& command);

// What the contract says of a field, marked where it is required.
std::string HelpOf(const google::protobuf::FieldDescriptor* field);

// Whether the program fills the field in itself: names, parents and pages.
bool IsOwn(const google::protobuf::FieldDescriptor* field);

// Whether the command takes an id: all that have a name but the policy, of which a tenant has one.
bool TakesId(const Command& command);

// Lines to start from, never none: the command with every flag it cannot do without, and where it
// knows the past, as of some time.
std::vector<std::string> ExamplesOf(const Command& command);

}  // namespace framdrift::cli
