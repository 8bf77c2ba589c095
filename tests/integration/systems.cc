#include "tests/integration/systems.h"

#include "absl/strings/str_cat.h"
#include "framdrift/evaluation/v1/evaluation_service.grpc.pb.h"
#include "framdrift/evaluation/v1/network_service.grpc.pb.h"
#include "framdrift/evaluation/v1/price_table_service.grpc.pb.h"
#include "framdrift/place/v1/place_service.grpc.pb.h"
#include "framdrift/programme/v1/programme_service.grpc.pb.h"
#include "tests/testing/call.h"

namespace framdrift::testing {
namespace {

namespace ev = evaluation::v1;
namespace plv = place::v1;
namespace pv = programme::v1;
using Evaluations = ev::EvaluationService::Stub;
using Networks = ev::NetworkService::Stub;
using Places = plv::PlaceService::Stub;
using PriceTables = ev::PriceTableService::Stub;
using Programmes = pv::ProgrammeService::Stub;

class Writer {
 public:
  Writer(const std::shared_ptr<grpc::Channel>& channel, const std::string& tenant,
         const std::function<bool()>& answered)
      : tenant_(tenant),
        answered_(answered),
        evaluations_(channel),
        networks_(channel),
        places_(channel),
        price_tables_(channel),
        programmes_(channel) {}

  void Run() {
    while (going_) {
      WritePlace();
      WriteProgramme();
      WriteEvaluation();
      WriteNetwork();
    }
  }

 private:
  // An empty response once something was not answered.
  template <typename Stub, typename Request, typename Response>
  Response Do(Stub& stub,
              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
              const std::string& name, const std::string& text) {
    Response response;
    if (!going_) return response;
    const grpc::Status status = Call(stub, method, Named<Request>(name, text), response);
    // A server that is killed answers no more; whatever else is wrong is the test's own fault.
    EXPECT_TRUE(status.ok() || status.error_code() == grpc::StatusCode::UNAVAILABLE)
        << status.error_message();
    going_ = status.ok() && answered_();
    return response;
  }
  std::string New(const std::string& collection) const {
    return absl::StrCat(tenant_, "/", collection, "/-");
  }

  void WritePlace() {
    const std::string name =
        Do(places_,
           &Places::FoundPlace,
           New("places"),
           "display_name: 'Ramsjö' occurred { date { year: 2016 month: 1 day: 2 } }")
            .place()
            .name();
    Do(places_,
       &Places::RecordNeed,
       name,
       "statement: 'mat' need_source: NEED_SOURCE_MEETING who: 'boende' service: 'måltider' "
       "frequency: NEED_FREQUENCY_DAILY urgency: NEED_URGENCY_HIGH note: 'Anna'");
    const auto booked =
        Do(places_,
           &Places::BookAccountEntry,
           name,
           "department: 'Kost' account: '5010' service: 'måltider' amount_ore: 100 year: 2015");
    Do(places_,
       &Places::VoidPlaceEvent,
       name,
       absl::StrCat("reason_code: 'duplicate' position: ", booked.position()));
  }

  void WriteProgramme() {
    const std::string name =
        Do(programmes_,
           &Programmes::StartProgramme,
           New("programmes"),
           "title: 'Spridning' originator: 'Origo' from_date { year: 2024 month: 1 day: 1 } "
           "until_date { year: 2025 month: 5 day: 1 } "
           "occurred { date { year: 2024 month: 1 day: 1 } }")
            .programme()
            .name();
    Do(programmes_,
       &Programmes::JoinProgramme,
       name,
       "display_name: 'Lund' municipality_code: '1281' "
       "occurred { date { year: 2024 month: 1 day: 8 } }");
  }

  void WriteEvaluation() {
    Do(price_tables_,
       &PriceTables::IssuePriceTable,
       New("pricetables"),
       "display_name: 'Priser' year: 2024 source: 'Kontrollvärden' "
       "taxes { payroll: 0.3142 municipal: 0.17 regional: 0.095 job_credit: 0.09 "
       "consumption: 0.15 } rows { code: 'case-work' kind: PRICE_KIND_RESOURCE "
       "payer: PARTY_MUNICIPALITY unit: PRICE_UNIT_MONTH }");
    const std::string name =
        Do(evaluations_,
           &Evaluations::CommissionEvaluation,
           New("evaluations"),
           "display_name: 'Jobbspår' purpose: 'Beslut' owner: 'Förbundet' steering: 'Kommunen' "
           "participants: 'Enheten' activities: 'Intervjuer' follow_up: 'Varje kvartal' "
           "start_date { year: 2099 month: 1 day: 1 }")
            .evaluation()
            .name();
    Do(evaluations_,
       &Evaluations::NoteQualitativeFactor,
       name,
       "kind: FACTOR_KIND_LEARNING area: FACTOR_AREA_ORGANISATION text: 'Alla lärde sig något.'");
  }

  void WriteNetwork() {
    Do(networks_,
       &Networks::FoundNetwork,
       New("networks"),
       "display_name: 'Forum' form: NETWORK_FORM_COMMISSIONERS owner: 'Förbundet'");
  }

  const std::string& tenant_;
  const std::function<bool()>& answered_;
  Evaluations evaluations_;
  Networks networks_;
  Places places_;
  PriceTables price_tables_;
  Programmes programmes_;
  bool going_ = true;
};

// Every page; the answers' own positions aside.
template <typename Stub, typename Request, typename Response>
std::string ListAll(Stub& stub,
                    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const std::string& tenant, int64_t position) {
  Request request;
  request.set_parent(tenant);
  request.set_page_size(1000);
  request.set_min_position(position);
  std::string all;
  do {
    Response response = CallOk(stub, method, request);
    request.set_page_token(response.next_page_token());
    response.clear_next_page_token();
    response.clear_position();
    absl::StrAppend(&all, response.DebugString());
  } while (!request.page_token().empty());
  EXPECT_FALSE(all.empty());
  return all;
}

}  // namespace

void WriteSystems(const std::shared_ptr<grpc::Channel>& channel, const std::string& tenant,
                  const std::function<bool()>& answered) {
  Writer(channel, tenant, answered).Run();
}

std::string ListSystems(const std::shared_ptr<grpc::Channel>& channel, const std::string& tenant,
                        int64_t position) {
  Places places(channel);
  Programmes programmes(channel);
  PriceTables price_tables(channel);
  Evaluations evaluations(channel);
  Networks networks(channel);
  std::string all = ListAll(places, &Places::ListPlaces, tenant, position);
  all += ListAll(programmes, &Programmes::ListProgrammes, tenant, position);
  all += ListAll(price_tables, &PriceTables::ListPriceTables, tenant, position);
  all += ListAll(evaluations, &Evaluations::ListEvaluations, tenant, position);
  all += ListAll(networks, &Networks::ListNetworks, tenant, position);
  return all;
}

}  // namespace framdrift::testing
