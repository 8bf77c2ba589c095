#include "clients/cli/chart_command.h"

#include <memory>
#include <string>

#include <fmt/format.h>

#include "clients/cli/catalogue.h"
#include "clients/cli/chart.h"
#include "clients/cli/chart_svg.h"
#include "clients/cli/errors.h"
#include "clients/cli/names.h"
#include "clients/cli/reflect.h"
#include "framdrift/indicator/v1/indicator_service.pb.h"

namespace framdrift::cli {
namespace {

namespace v1 = indicator::v1;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;

constexpr char kQuery[] = "framdrift.indicator.v1.IndicatorService.QueryIndicator";
constexpr char kPreview[] = "framdrift.indicator.v1.IndicatorService.PreviewIndicator";
constexpr int32_t kFiguresAPage = 500;

// The definition that the figures are computed with: the draft's, or the version's of the answer.
grpc::Status ReadDefinition(Channel& channel, const Message& request,
                            const MethodDescriptor* method, int32_t version,
                            v1::Definition& definition) {
  if (method->full_name() == kPreview) {
    definition = As<v1::PreviewIndicatorRequest>(request).definition();
    return grpc::Status::OK;
  }
  const MethodDescriptor* get = FindMethod("IndicatorService.GetIndicator");
  const std::unique_ptr<Message> asked = NewMessage(get->input_type());
  SetText(*asked, "name", TextOf(request, "name"));
  return channel.Call(get, *asked, [&](const Message& answer) {
    const v1::Indicator indicator = As<v1::GetIndicatorResponse>(answer).indicator();
    definition = indicator.definition();
    for (const v1::IndicatorVersion& one : indicator.versions()) {
      if (one.version() == version) definition = one.definition();
    }
    return true;
  });
}

}  // namespace

bool HasChart(const MethodDescriptor* method) {
  return method->full_name() == kQuery || method->full_name() == kPreview;
}

int RunChart(Channel& channel, Message& request, const MethodDescriptor* method,
             const Options& options) {
  request.GetReflection()->SetInt32(&request, Field(request, "page_size"), kFiguresAPage);
  v1::QueryIndicatorResponse all;
  NameReader names(channel, options.tenant, true);
  Names named;
  do {
    SetText(request, "page_token", all.next_page_token());
    const grpc::Status status = channel.Call(method, request, [&](const Message& answer) {
      named = names.NamesIn(answer);
      all.clear_next_page_token();
      // A preview answers in the same fields, as far as it has them.
      all.MergeFrom(As<v1::QueryIndicatorResponse>(answer));
      return true;
    });
    if (!status.ok()) return PrintError(status, Fields::kFlags);
  } while (!all.next_page_token().empty());
  v1::Definition definition;
  const grpc::Status status = ReadDefinition(channel, request, method, all.version(), definition);
  if (!status.ok()) return PrintError(status, Fields::kFlags);
  Chart chart = ChartOf(definition, all, named);
  chart.invented = channel.Invented();
  fmt::print("{}", SvgOf(chart));
  return kExitOk;
}

}  // namespace framdrift::cli
