// Every service this server has: a new one is one line here.
#pragma once

#include <memory>
#include <vector>

#include "grpcpp/impl/service_type.h"
#include "services/runtime.h"

namespace framdrift::services {

// The runtime must outlive them.
std::vector<std::unique_ptr<grpc::Service>> AllServices(Runtime& runtime);

// Their full names, as clients call them.
std::vector<std::string> AllServiceNames();

}  // namespace framdrift::services
