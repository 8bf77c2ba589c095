// The union of events of every stream kind this server knows: a new one is one line here.
#pragma once

#include <vector>

#include "google/protobuf/descriptor.h"

namespace framdrift::services {

std::vector<const google::protobuf::Descriptor*> EventUnions();

}  // namespace framdrift::services
