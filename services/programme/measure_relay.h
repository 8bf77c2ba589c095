// Carries what members publish of linked indicators into the programmes that are shown them.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "base/mutex.h"
#include "domain/history/context.h"
#include "domain/history/recorded.h"
#include "domain/programme/commands.h"
#include "domain/programme/programme.h"
#include "eventstore/event.h"
#include "services/runtime.h"
#include "services/snapshot.h"

namespace framdrift::services {

// One thread. It looks when the log of a tenant has grown: of a programme's tenant at its
// programmes, of a member's at the indicators that are linked, and at no other stream. Each
// publication is appended once, under a commit id that follows from the programme, the tenant and
// the position of the publication: what was cut short is completed at the next start, and nothing
// is carried twice. What a member strikes through is struck through in the programme, also when the
// member has left or the programme is over.
class MeasureRelay {
 public:
  // The runtime must outlive it, and has a projector.
  explicit MeasureRelay(Runtime& runtime);
  // Ends the thread after the append it is at.
  ~MeasureRelay();
  MeasureRelay(const MeasureRelay&) = delete;
  MeasureRelay& operator=(const MeasureRelay&) = delete;

 private:
  // Shared with those who tell that a log has grown, who may outlive this.
  struct Inbox {
    Mutex mutex;
    CondVar changed;
    bool stopping ABSL_GUARDED_BY(mutex) = false;
    // Tenants whose log has grown, and those nobody waits for any more.
    std::set<std::string> grown ABSL_GUARDED_BY(mutex);
    std::set<std::string> over ABSL_GUARDED_BY(mutex);
  };
  struct Tenant {
    bool waiting = false;
    // How far its log was looked at, and the first event of its last programme.
    eventstore::Position seen = 0;
    eventstore::Position last_programme = 0;
    std::vector<Id16> programmes;
  };
  // Something to append to a programme.
  struct Carrying {
    Id16 programme{};
    std::string key;
    // To be carried, or, where `void_position` is set, to be struck through.
    programme::v1::MeasurePublished figure;
    absl::Time published_at;
    int64_t void_position = 0;
  };

  void Run();
  void Await(const std::string& name, Tenant& tenant);
  // The tenants to look at; empty when it is time to look for new ones. False when it is over.
  bool Next(std::set<std::string>& grown) ABSL_LOCKS_EXCLUDED(inbox_->mutex);
  // Waits a moment, so that a log that grows all the time is not looked at all the time.
  void Pause() ABSL_LOCKS_EXCLUDED(inbox_->mutex);
  absl::Status FindProgrammes(const std::string& name, Tenant& tenant);
  absl::Status Carry(const std::string& name, const Id16& id, const std::set<std::string>& grown);
  absl::Status Append(const std::string& name, const Carrying& carrying);
  static programme::Events EventsOf(const Snapshot<programme::ProgrammeDecider>& snapshot,
                                    const Carrying& carrying, const history::Context& context);

  Runtime& runtime_;
  const history::Actor actor_;
  const std::shared_ptr<Inbox> inbox_;
  // The thread's only.
  std::map<std::string, Tenant> tenants_;
  std::thread thread_;
};

}  // namespace framdrift::services
