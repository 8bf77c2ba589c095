#include "services/server/all_services.h"

#include "services/log/log_service.h"
#include "services/migration/migration_service.h"
#include "services/organisation/organisation_service.h"
#include "services/server/event_unions.h"

namespace framdrift::services {

std::vector<std::unique_ptr<grpc::Service>> AllServices(Runtime& runtime) {
  std::vector<std::unique_ptr<grpc::Service>> services;
  services.push_back(std::make_unique<LogService>(runtime, EventUnions()));
  services.push_back(std::make_unique<MigrationService>(runtime));
  services.push_back(std::make_unique<OrganisationService>(runtime));
  return services;
}

std::vector<std::string> AllServiceNames() {
  return {
      log::v1::LogService::service_full_name(),
      migration::v1::MigrationService::service_full_name(),
      organisation::v1::OrganisationService::service_full_name(),
  };
}

}  // namespace framdrift::services
