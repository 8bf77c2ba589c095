// The answers to questions about indicators.
#pragma once

#include "absl/status/status.h"
#include "framdrift/indicator/v1/indicator_service.pb.h"
#include "services/indicator/facts_asked.h"
#include "services/rows_query.h"

namespace framdrift::services {

// Each fills the response, its position too. The rows of `reading` are those that the name says.
struct IndicatorQueries {
  FactsAsked& facts;

  // Of the directory; facts come from memory.
  absl::Status List(RowsReading& reading, const indicator::v1::ListIndicatorsRequest& request,
                    indicator::v1::ListIndicatorsResponse& response) const;
  // Of facts, as all that follow.
  absl::Status Get(RowsReading& reading, const indicator::v1::GetIndicatorRequest& request,
                   indicator::v1::GetIndicatorResponse& response) const;
  absl::Status Fields(RowsReading& reading,
                      const indicator::v1::ListIndicatorFieldsRequest& request,
                      indicator::v1::ListIndicatorFieldsResponse& response) const;
  absl::Status Figures(RowsReading& reading, const indicator::v1::QueryIndicatorRequest& request,
                       indicator::v1::QueryIndicatorResponse& response) const;
  absl::Status Preview(RowsReading& reading, const indicator::v1::PreviewIndicatorRequest& request,
                       indicator::v1::PreviewIndicatorResponse& response) const;
  absl::Status Cases(RowsReading& reading, const indicator::v1::ListIndicatorCasesRequest& request,
                     indicator::v1::ListIndicatorCasesResponse& response) const;
  absl::Status Compare(RowsReading& reading,
                       const indicator::v1::ComparePublicationRequest& request,
                       indicator::v1::ComparePublicationResponse& response) const;
  absl::Status Missing(RowsReading& reading, const indicator::v1::ListMissingFactsRequest& request,
                       indicator::v1::ListMissingFactsResponse& response) const;
};

}  // namespace framdrift::services
