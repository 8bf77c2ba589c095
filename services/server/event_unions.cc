#include "services/server/event_unions.h"

#include "framdrift/access/v1/access_events.pb.h"
#include "framdrift/activity/v1/activity_events.pb.h"
#include "framdrift/casework/v1/case_events.pb.h"
#include "framdrift/evaluation/v1/evaluation_events.pb.h"
#include "framdrift/evaluation/v1/network_events.pb.h"
#include "framdrift/evaluation/v1/price_table_events.pb.h"
#include "framdrift/household/v1/household_events.pb.h"
#include "framdrift/indicator/v1/indicator_events.pb.h"
#include "framdrift/organisation/v1/organisation_events.pb.h"
#include "framdrift/partner/v1/partner_events.pb.h"
#include "framdrift/person/v1/person_events.pb.h"
#include "framdrift/place/v1/place_events.pb.h"
#include "framdrift/policy/v1/policy_events.pb.h"
#include "framdrift/programme/v1/programme_events.pb.h"
#include "framdrift/tenant/v1/tenant_events.pb.h"

namespace framdrift::services {

std::vector<const google::protobuf::Descriptor*> EventUnions() {
  return {
      access::v1::AccessEvent::descriptor(),
      activity::v1::ActivityEvent::descriptor(),
      casework::v1::CaseEvent::descriptor(),
      evaluation::v1::EvaluationEvent::descriptor(),
      evaluation::v1::NetworkEvent::descriptor(),
      evaluation::v1::PriceTableEvent::descriptor(),
      household::v1::HouseholdEvent::descriptor(),
      indicator::v1::IndicatorEvent::descriptor(),
      organisation::v1::BoardEvent::descriptor(),
      organisation::v1::StaffEvent::descriptor(),
      organisation::v1::UnitEvent::descriptor(),
      partner::v1::PartnerEvent::descriptor(),
      person::v1::PersonEvent::descriptor(),
      place::v1::PlaceEvent::descriptor(),
      policy::v1::PolicyEvent::descriptor(),
      programme::v1::ProgrammeEvent::descriptor(),
      tenant::v1::TenantEvent::descriptor(),
  };
}

}  // namespace framdrift::services
