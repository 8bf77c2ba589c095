#include "services/server/all_services.h"

#include "services/organisation/organisation_service.h"

namespace framdrift::services {

std::vector<std::unique_ptr<grpc::Service>> AllServices(Runtime& runtime) {
  std::vector<std::unique_ptr<grpc::Service>> services;
  services.push_back(std::make_unique<OrganisationService>(runtime));
  return services;
}

std::vector<std::string> AllServiceNames() {
  return {
      organisation::v1::OrganisationService::service_full_name(),
  };
}

}  // namespace framdrift::services
