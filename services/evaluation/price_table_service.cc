#include "services/evaluation/price_table_service.h"

#include "services/evaluation/resources.h"
#include "services/evaluation/then.h"
#include "services/list.h"
#include "services/query.h"
#include "services/run_command.h"
#include "services/stream_history.h"

namespace framdrift::services {
namespace {

namespace v1 = evaluation::v1;

bool IsIssued(const evaluation::PriceTable& table, const v1::ListPriceTablesRequest&) {
  return table.created.has_value();
}

}  // namespace

PriceTableService::PriceTableService(Runtime& runtime) : runtime_(runtime) {}

PriceTableService::~PriceTableService() = default;

using Reactor = PriceTableService::Reactor;

Reactor* PriceTableService::IssuePriceTable(Context* context,
                                            const v1::IssuePriceTableRequest* request,
                                            v1::IssuePriceTableResponse* response) {
  return RunCommand<PriceTableResource, Stream::kMayBeNew>(runtime_, context, request, response);
}

Reactor* PriceTableService::CorrectPriceTableEvent(Context* context,
                                                   const v1::CorrectPriceTableEventRequest* request,
                                                   v1::CorrectPriceTableEventResponse* response) {
  return RunCommand<PriceTableResource>(runtime_, context, request, response);
}

Reactor* PriceTableService::VoidPriceTableEvent(Context* context,
                                                const v1::VoidPriceTableEventRequest* request,
                                                v1::VoidPriceTableEventResponse* response) {
  return RunCommand<PriceTableResource>(runtime_, context, request, response);
}

Reactor* PriceTableService::GetPriceTable(Context* context, const v1::GetPriceTableRequest* request,
                                          v1::GetPriceTableResponse* response) {
  return RunStreamQuery<PriceTableResource>(
      runtime_, context, request, response, AnswerThen<PriceTableResource>());
}

Reactor* PriceTableService::GetPriceTableHistory(Context* context,
                                                 const v1::GetPriceTableHistoryRequest* request,
                                                 v1::GetPriceTableHistoryResponse* response) {
  return RunStreamQuery<PriceTableResource>(runtime_, context, request, response, AnswerHistory());
}

Reactor* PriceTableService::ListPriceTables(Context* context,
                                            const v1::ListPriceTablesRequest* request,
                                            v1::ListPriceTablesResponse* response) {
  return RunList<PriceTableResource>(
      runtime_, context, request, response, IsIssued, [](v1::PriceTable& listed) {
        for (v1::PriceYear& year : *listed.mutable_years()) year.clear_rows();
      });
}

}  // namespace framdrift::services
