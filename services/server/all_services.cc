#include "services/server/all_services.h"

#include "services/activity/activity_service.h"
#include "services/casework/attendance_service.h"
#include "services/casework/case_service.h"
#include "services/casework/caseload_service.h"
#include "services/casework/cooperation_service.h"
#include "services/casework/outcome_service.h"
#include "services/evaluation/evaluation_service.h"
#include "services/evaluation/network_service.h"
#include "services/evaluation/price_table_service.h"
#include "services/household/household_service.h"
#include "services/indicator/indicator_service.h"
#include "services/log/log_service.h"
#include "services/migration/migration_service.h"
#include "services/organisation/organisation_service.h"
#include "services/organisation/staff_service.h"
#include "services/partner/partner_service.h"
#include "services/person/person_service.h"
#include "services/place/place_service.h"
#include "services/policy/policy_service.h"
#include "services/process/process_service.h"
#include "services/programme/programme_service.h"
#include "services/projection/projection_service.h"
#include "services/server/event_unions.h"
#include "services/worklist/worklist_service.h"

namespace framdrift::services {

std::vector<std::unique_ptr<grpc::Service>> AllServices(Runtime& runtime) {
  std::vector<std::unique_ptr<grpc::Service>> services;
  services.push_back(std::make_unique<ActivityService>(runtime));
  services.push_back(std::make_unique<AttendanceService>(runtime));
  services.push_back(std::make_unique<CaseService>(runtime));
  services.push_back(std::make_unique<CaseloadService>(runtime));
  services.push_back(std::make_unique<CooperationService>(runtime));
  services.push_back(std::make_unique<EvaluationService>(runtime));
  services.push_back(std::make_unique<HouseholdService>(runtime));
  services.push_back(std::make_unique<IndicatorService>(runtime));
  services.push_back(std::make_unique<LogService>(runtime, EventUnions()));
  services.push_back(std::make_unique<MigrationService>(runtime));
  services.push_back(std::make_unique<NetworkService>(runtime));
  services.push_back(std::make_unique<OrganisationService>(runtime));
  services.push_back(std::make_unique<OutcomeService>(runtime));
  services.push_back(std::make_unique<PartnerService>(runtime));
  services.push_back(std::make_unique<PersonService>(runtime));
  services.push_back(std::make_unique<PlaceService>(runtime));
  services.push_back(std::make_unique<PolicyService>(runtime));
  services.push_back(std::make_unique<PriceTableService>(runtime));
  services.push_back(std::make_unique<ProcessService>(runtime));
  services.push_back(std::make_unique<ProgrammeService>(runtime));
  services.push_back(std::make_unique<ProjectionService>(runtime));
  services.push_back(std::make_unique<StaffService>(runtime));
  services.push_back(std::make_unique<WorklistService>(runtime));
  return services;
}

std::vector<std::string> AllServiceNames() {
  return {
      activity::v1::ActivityService::service_full_name(),
      casework::v1::AttendanceService::service_full_name(),
      casework::v1::CaseService::service_full_name(),
      casework::v1::CaseloadService::service_full_name(),
      casework::v1::CooperationService::service_full_name(),
      casework::v1::OutcomeService::service_full_name(),
      evaluation::v1::EvaluationService::service_full_name(),
      evaluation::v1::NetworkService::service_full_name(),
      evaluation::v1::PriceTableService::service_full_name(),
      household::v1::HouseholdService::service_full_name(),
      indicator::v1::IndicatorService::service_full_name(),
      log::v1::LogService::service_full_name(),
      migration::v1::MigrationService::service_full_name(),
      organisation::v1::OrganisationService::service_full_name(),
      organisation::v1::StaffService::service_full_name(),
      partner::v1::PartnerService::service_full_name(),
      person::v1::PersonService::service_full_name(),
      place::v1::PlaceService::service_full_name(),
      policy::v1::PolicyService::service_full_name(),
      process::v1::ProcessService::service_full_name(),
      programme::v1::ProgrammeService::service_full_name(),
      projection::v1::ProjectionService::service_full_name(),
      worklist::v1::WorklistService::service_full_name(),
  };
}

}  // namespace framdrift::services
