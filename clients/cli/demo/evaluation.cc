#include "clients/cli/demo/evaluation.h"

#include <algorithm>
#include <string>
#include <variant>

#include "base/check.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/channel.h"
#include "clients/demo/evaluation.h"
#include "clients/demo/organisation.h"

namespace framdrift::cli::demo {
namespace {

using framdrift::demo::EvaluationCommand;
using google::protobuf::Message;

const Message& MessageOf(const EvaluationCommand& command) {
  return std::visit([](const auto& request) -> const Message& { return request; }, command);
}

// The method that takes it.
const google::protobuf::MethodDescriptor* MethodOf(const Message& request) {
  const std::string& asked = request.GetDescriptor()->full_name();
  const auto& commands = Commands();
  const auto found = std::find_if(commands.begin(), commands.end(), [&](const Command& command) {
    return command.method->input_type()->full_name() == asked;
  });
  FD_CHECK(found != commands.end());
  return found->method;
}

}  // namespace

Loaded LoadEvaluation(const Options& options, const framdrift::demo::Settings& settings) {
  const framdrift::demo::World world = framdrift::demo::WorldOf(settings, 0);
  Loaded loaded;
  loaded.municipality = world.municipality;
  loaded.name = std::string(world.municipality->name);
  Channel channel(options);
  for (const EvaluationCommand& command : framdrift::demo::EvaluationCommands(world)) {
    const Message& request = MessageOf(command);
    loaded.status = channel.Call(MethodOf(request), request, [](const Message&) { return true; });
    if (!loaded.status.ok()) break;
    ++loaded.events;
  }
  return loaded;
}

}  // namespace framdrift::cli::demo
