// The names of those whom an answer tells by their ids alone, for tables that people read.
#pragma once

#include <map>
#include <string>
#include <utility>

#include <google/protobuf/message.h>

#include "clients/cli/channel.h"

namespace framdrift::cli {

// By id: of staff, of units, and of the persons of cases.
using Names = std::map<std::string, std::string>;

// Asks the server, once for all staff, once for all units, and once for every fifty cases. What it
// does not name, or may not, is left out, and the table has the id instead; so are persons without
// `persons`. Not thread-safe.
class NameReader {
 public:
  NameReader(Channel& channel, std::string tenant, bool persons)
      : channel_(channel), tenant_(std::move(tenant)), persons_(persons) {}

  // Those that tables of the rows in `answer` tell, beside those of earlier answers.
  const Names& NamesIn(const google::protobuf::Message& answer);

 private:
  Channel& channel_;
  const std::string tenant_;
  const bool persons_;
  Names names_;
  bool staff_read_ = false;
  bool units_read_ = false;
};

}  // namespace framdrift::cli
