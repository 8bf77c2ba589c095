#include "eventstore/group_writer.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace framdrift::eventstore {

absl::Status GroupWriter::Write(Fill fill) {
  Waiting own{fill, absl::OkStatus()};
  std::deque<Waiting*> group;
  {
    MutexLock lock(mutex_);
    queue_.push_back(&own);
    while (writing_ && !own.done) changed_.Wait(mutex_);
    if (own.done) return own.status;
    if (!failed_.ok()) {
      // Nobody writes any more: those who wait come here one after another.
      std::erase(queue_, &own);
      return failed_;
    }
    writing_ = true;
    group.swap(queue_);
  }
  const absl::Status written = WriteGroup(group);
  MutexLock lock(mutex_);
  failed_ = written;
  for (Waiting* waiting : group) {
    if (!written.ok() && waiting->status.ok()) waiting->status = written;
    waiting->done = true;
  }
  writing_ = false;
  changed_.NotifyAll();
  return own.status;
}

absl::Status GroupWriter::WriteGroup(std::deque<Waiting*>& group) {
  rocksdb::WriteBatchWithIndex batch(rocksdb::BytewiseComparator(), 0, /*overwrite_key=*/true);
  for (Waiting* waiting : group) waiting->status = waiting->fill(batch);
  if (batch.GetWriteBatch()->Count() == 0) return absl::OkStatus();
  rocksdb::WriteOptions options;
  options.sync = true;
  const rocksdb::Status status = db_.Write(options, batch.GetWriteBatch());
  if (status.ok()) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("the key store could not be written (",
                                          status.ToString(),
                                          "): free space or mend the disk, then start again"));
}

}  // namespace framdrift::eventstore
