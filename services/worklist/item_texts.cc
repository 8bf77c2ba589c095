#include "services/worklist/item_texts.h"

#include "base/status_macros.h"
#include "domain/cases/case_decider.h"
#include "domain/worklist/sessions.h"
#include "services/casework/person_name.h"
#include "services/casework/reader_limits.h"
#include "services/worklist/listed_items.h"

namespace framdrift::services {

namespace v1 = worklist::v1;

absl::Status AddTexts(Reading& reading, v1::WorkItem& item) {
  if (item.kind() == v1::WORK_ITEM_KIND_TRANSFER || item.kind() == v1::WORK_ITEM_KIND_REFERRAL) {
    return absl::OkStatus();
  }
  const Id16 case_id = CaseOf(item);
  if (worklist::IsForLeader(item)) {
    FD_ASSIGN_OR_RETURN(const auto led, reading.View<cases::CaseDecider>(case_id));
    FD_ASSIGN_OR_RETURN(const cases::Visibility visible, VisibleToReader(reading, led.state()));
    if (!visible.Shows(casework::v1::SHARED_FIELD_PERSON)) return absl::OkStatus();
  }
  FD_ASSIGN_OR_RETURN(*item.mutable_person_name(), PersonNameOf(reading, case_id));
  if (item.kind() != v1::WORK_ITEM_KIND_REMINDER || item.person_name().empty()) {
    return absl::OkStatus();
  }
  FD_ASSIGN_OR_RETURN(const auto view, reading.View<cases::CaseDecider>(case_id));
  const casework::v1::CaseSealed* text = view.Text(item.event_position());
  if (text != nullptr) item.set_text(text->reminder_set().text());
  return absl::OkStatus();
}

}  // namespace framdrift::services
