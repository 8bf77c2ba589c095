#include "services/stream_call.h"

#include "base/status_macros.h"
#include "services/authenticate.h"
#include "services/call.h"
#include "services/names.h"

namespace framdrift::services {

absl::StatusOr<const TenantEntry*> BeginStreamCall(const Runtime& runtime,
                                                   const grpc::CallbackServerContext& context,
                                                   const google::protobuf::Message& request,
                                                   const std::string& parent) {
  FD_RETURN_IF_ERROR(Authenticate(context).status());
  FD_RETURN_IF_ERROR(CheckEdge(runtime, request, {ParseTenant(parent, "parent").status()}));
  FD_ASSIGN_OR_RETURN(const std::string tenant, ParseTenant(parent, "parent"));
  return runtime.tenants.Get(tenant);
}

}  // namespace framdrift::services
