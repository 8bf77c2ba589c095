// What differs between two times of a case, in words, under the parts of the case it stands in.
#pragma once

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "clients/cli/values.h"

namespace framdrift::cli {

// Whether rows of `type` are fields that read otherwise on two sides.
bool IsChange(const google::protobuf::Descriptor* type);

// One field of a part. A part is told by the way to it and by what names it where there are
// several: `episodes 1 › contacts (position 57)`; it is empty for a field of the case itself.
struct ChangeInWords {
  std::string part;
  std::string field;
  std::string before;
  std::string after;
  // Whether the part's own name says the same: that a contact is the one of position 57.
  bool is_name;
};

// `change`, a FieldChange, in words of the language; who has an id among `reader.names` by name.
// What the contracts do not know, as of a newer server, is left as it came.
ChangeInWords InWords(const google::protobuf::Message& change, const Reader& reader);

// The lines of a table after `indent`, in at most `width` columns but for the names of parts, each
// of which stands on a line of its own above its fields; 0 is as wide as it takes. What only names
// a part is left out where the part has more to say.
std::vector<std::string> LinesOfChanges(const std::vector<ChangeInWords>& changes, size_t width,
                                        size_t indent);

}  // namespace framdrift::cli
