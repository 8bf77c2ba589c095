// Serves price tables.
#pragma once

#include "framdrift/evaluation/v1/price_table_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class PriceTableService final : public evaluation::v1::PriceTableService::CallbackService {
 public:
  explicit PriceTableService(Runtime& runtime);
  ~PriceTableService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* IssuePriceTable(Context* context, const evaluation::v1::IssuePriceTableRequest* request,
                           evaluation::v1::IssuePriceTableResponse* response) override;
  Reactor* CorrectPriceTableEvent(
      Context* context, const evaluation::v1::CorrectPriceTableEventRequest* request,
      evaluation::v1::CorrectPriceTableEventResponse* response) override;
  Reactor* VoidPriceTableEvent(Context* context,
                               const evaluation::v1::VoidPriceTableEventRequest* request,
                               evaluation::v1::VoidPriceTableEventResponse* response) override;
  Reactor* GetPriceTable(Context* context, const evaluation::v1::GetPriceTableRequest* request,
                         evaluation::v1::GetPriceTableResponse* response) override;
  Reactor* GetPriceTableHistory(Context* context,
                                const evaluation::v1::GetPriceTableHistoryRequest* request,
                                evaluation::v1::GetPriceTableHistoryResponse* response) override;
  Reactor* ListPriceTables(Context* context, const evaluation::v1::ListPriceTablesRequest* request,
                           evaluation::v1::ListPriceTablesResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
