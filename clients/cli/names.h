// The names of those whom an answer tells by their ids alone, for tables that people read.
#pragma once

#include <map>
#include <string>

#include <google/protobuf/message.h>

#include "clients/cli/channel.h"

namespace framdrift::cli {

// By id: of staff, of units, and of the persons of cases.
using Names = std::map<std::string, std::string>;

// Those that tables of the rows in `answer` tell, of persons only with `persons`. Asks the server,
// once for all staff or units and once for every fifty cases; what it does not name, or may not, is
// left out, and the table has the id instead.
Names NamesIn(const google::protobuf::Message& answer, Channel& channel, const std::string& tenant,
              bool persons = true);

}  // namespace framdrift::cli
