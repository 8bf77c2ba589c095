#include "projections/generations.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "base/log.h"
#include "base/status_macros.h"

namespace framdrift::projections {

absl::StatusOr<std::unique_ptr<Generations>> Generations::Open(GenerationsOptions options) {
  std::unique_ptr<Generations> generations(new Generations(std::move(options)));
  FD_RETURN_IF_ERROR(generations->OpenRows());
  return generations;
}

absl::Status Generations::OpenRows() {
  std::vector<std::shared_ptr<Generation>> found;
  FD_ASSIGN_OR_RETURN(rows_, RowStore::Open(options_.directory, options_.min_free_bytes, found));
  std::vector<GenerationName> unanswered;
  {
    MutexLock lock(mutex_);
    for (const std::shared_ptr<Generation>& generation : found) {
      const GenerationName& name = generation->name();
      last_number_ = std::max(last_number_, name.number);
      known_[name] = {generation, options_.clock->Now()};
      FD_ASSIGN_OR_RETURN(successions_[name.projection], rows_->ReadSuccession(name.projection));
      if (!successions_[name.projection].Has(name)) unanswered.push_back(name);
    }
    for (const auto& [projection, succession] : successions_) {
      for (const Succession::Entry& entry : succession.entries()) {
        if (known_.contains(entry.name)) continue;
        return absl::DataLossError(
            absl::StrCat("the rows of ", FormatGenerationName(entry.name), " are gone"));
      }
    }
  }
  Forget(unanswered);
  return absl::OkStatus();
}

Succession Generations::SuccessionOf(absl::string_view projection) const {
  MutexLock lock(mutex_);
  const auto found = successions_.find(projection);
  return found == successions_.end() ? Succession() : found->second;
}

std::shared_ptr<Generation> Generations::Active(absl::string_view projection,
                                                uint32_t version) const {
  MutexLock lock(mutex_);
  const auto found = successions_.find(projection);
  if (found == successions_.end() || found->second.entries().empty()) return nullptr;
  const GenerationName& name = found->second.entries().front().name;
  return name.version == version ? known_.at(name).generation : nullptr;
}

std::vector<Generations::Listed> Generations::List(absl::string_view projection) const {
  std::vector<Listed> listed;
  MutexLock lock(mutex_);
  const auto found = successions_.find(projection);
  const Succession succession = found == successions_.end() ? Succession() : found->second;
  for (const Succession::Entry& entry : succession.entries()) {
    listed.push_back({known_.at(entry.name).generation,
                      listed.empty() ? State::kAnswering : State::kKept,
                      entry.since});
  }
  for (const auto& [name, known] : known_) {
    if (name.projection != projection || succession.Has(name)) continue;
    listed.push_back({known.generation, State::kBuilding, known.created});
  }
  return listed;
}

absl::StatusOr<std::shared_ptr<Generation>> Generations::Create(absl::string_view projection,
                                                                uint32_t version) {
  GenerationName name{std::string(projection), version, 0};
  {
    MutexLock lock(mutex_);
    name.number = ++last_number_;
  }
  FD_ASSIGN_OR_RETURN(std::shared_ptr<Generation> generation, rows_->Create(name));
  MutexLock lock(mutex_);
  known_[name] = {generation, options_.clock->Now()};
  return generation;
}

absl::Status Generations::Activate(const Generation& generation, Previous previous) {
  const MutexLock change(changing_);
  const std::string& projection = generation.name().projection;
  Succession next = SuccessionOf(projection);
  next.Answer(generation.name(), options_.clock->Now(), previous, options_.most_kept);
  return Succeed(projection, next);
}

absl::Status Generations::Drop(const Generation& generation) {
  const MutexLock change(changing_);
  const std::string& projection = generation.name().projection;
  Succession next = SuccessionOf(projection);
  if (!next.Has(generation.name())) {
    Forget({generation.name()});
    return absl::OkStatus();
  }
  FD_CHECK(!next.Answers(generation.name()));
  next.Remove(generation.name());
  return Succeed(projection, next);
}

absl::Status Generations::Succeed(const std::string& projection, const Succession& next) {
  FD_RETURN_IF_ERROR(rows_->WriteSuccession(projection, next));
  Succession before = next;
  {
    MutexLock lock(mutex_);
    std::swap(successions_[projection], before);
  }
  std::vector<GenerationName> gone;
  for (const Succession::Entry& entry : before.entries()) {
    if (!next.Has(entry.name)) gone.push_back(entry.name);
  }
  Forget(gone);
  return absl::OkStatus();
}

void Generations::Forget(const std::vector<GenerationName>& names) {
  for (const GenerationName& name : names) {
    std::shared_ptr<Generation> generation;
    {
      MutexLock lock(mutex_);
      const auto node = known_.extract(name);
      if (node.empty()) continue;
      generation = node.mapped().generation;
    }
    const absl::Status dropped = rows_->Drop(*generation);
    if (dropped.ok()) continue;
    Log(kWarning,
        "generation not dropped; the next start will",
        {{"generation", FormatGenerationName(name)}, {"reason", dropped.ToString()}});
  }
}

}  // namespace framdrift::projections
