#include "services/casework/session_sheet.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/activity/refusals.h"
#include "domain/cases/session_sheet.h"
#include "domain/cases/visibility.h"
#include "domain/person/person.h"
#include "projections/participation.h"
#include "services/activity/resources.h"
#include "services/casework/case_texts.h"
#include "services/casework/case_view.h"
#include "services/casework/parts_view.h"
#include "services/casework/person_name.h"
#include "services/casework/reader_limits.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

struct Listed {
  bool nameless = true;
  std::string sort_key;
  v1::SheetRow row;
};

// Protected persons have a name for who is responsible for them only.
absl::StatusOr<PersonName> NameFor(Reading& reading, const Id16& id,
                                   const history::StaffId& caseworker) {
  FD_ASSIGN_OR_RETURN(const auto person, reading.View<person::PersonDecider>(id));
  const bool is_protected = person.state().protection != codes::v1::PROTECTION_NONE;
  const bool is_own = !caseworker.empty() && caseworker == reading.context().actor.id;
  return is_protected && !is_own ? PersonName() : NameOf(person);
}

void Render(const cases::SheetEntry& entry, const CaseTexts& texts, absl::TimeZone zone,
            v1::SheetRow& row) {
  if (entry.step != nullptr) row.set_step_id(entry.step->id.ToString());
  row.set_suggested_code(entry.suggested);
  if (entry.absence != nullptr) RenderAbsence(*entry.absence, texts, zone, *row.mutable_absence());
  if (entry.attendance != nullptr) {
    RenderEntry(*entry.attendance, texts, zone, *row.mutable_attendance());
  }
}

// None where the case has nothing to do with the session.
absl::StatusOr<std::optional<Listed>> ListedFor(Reading& reading, const history::CaseId& id,
                                                const history::ActivityId& activity,
                                                const activity::SessionFacts& session) {
  FD_ASSIGN_OR_RETURN(const auto view, reading.View<cases::CaseDecider>(id.bytes()));
  const absl::TimeZone zone = reading.context().zone;
  const auto entry = cases::SheetEntryOf(view.state(), activity, session, zone);
  if (!entry) return std::nullopt;
  Listed listed;
  v1::SheetRow& row = listed.row;
  row.set_case_(FormatName(reading.tenant(), CaseResource::kCollection, id.bytes()));
  FD_ASSIGN_OR_RETURN(const cases::Visibility visible, VisibleToReader(reading, view.state()));
  history::StaffId caseworker;
  const cases::Episode* latest = view.state().latest();
  if (latest != nullptr && latest->assignment) caseworker = latest->assignment->caseworker;
  if (visible.whole && !caseworker.empty()) row.set_caseworker_id(caseworker.ToString());
  Render(*entry, CaseTexts(view, {}), zone, row);
  if (!visible.Shows(v1::SHARED_FIELD_ATTENDANCE)) {
    if (row.has_absence()) row.mutable_absence()->clear_text();
    if (row.has_attendance()) row.mutable_attendance()->clear_text();
  }
  if (visible.Shows(v1::SHARED_FIELD_PERSON)) {
    FD_ASSIGN_OR_RETURN(const PersonName name, NameFor(reading, id.bytes(), caseworker));
    listed.nameless = name.empty();
    listed.sort_key = SwedishSortKey(name);
    row.set_person_name(FamilyFirst(name));
  }
  return listed;
}

}  // namespace

absl::Status AnswerSessionSheet(RowsReading& reading, const v1::GetSessionSheetRequest& request,
                                v1::GetSessionSheetResponse& response) {
  FD_ASSIGN_OR_RETURN(const ResourceName name,
                      ParseName(request.name(), ActivityResource::kCollection));
  if (!name.id) return InvalidField("name", "Name the activity by its UUID.");
  FD_ASSIGN_OR_RETURN(const auto activity, reading.ViewExisting<ActivityResource>(*name.id));
  const auto session_id = history::IdOrNone<history::SessionId>(request.session_id());
  const auto& sessions = activity.state().sessions;
  const auto session =
      std::find_if(sessions.begin(), sessions.end(), [&](const activity::Session& one) {
        return one.id == session_id;
      });
  if (session == sessions.end()) {
    return StatusWithReason(absl::StatusCode::kNotFound,
                            activity::kSessionNotFound,
                            "The activity has no session with that id.",
                            {{"session_id", request.session_id()}});
  }
  RenderSession(*name.id, activity.state(), *session, *response.mutable_session());
  const history::ActivityId activity_id(*name.id);
  const activity::SessionFacts facts = *activity::Find(activity.state(), session_id);
  std::vector<Listed> rows;
  absl::Status status;
  FD_RETURN_IF_ERROR(
      projections::VisitParticipants(reading.rows(), activity_id, [&](const history::CaseId& id) {
        auto listed = ListedFor(reading, id, activity_id, facts);
        status = listed.status();
        if (listed.ok() && *listed) rows.push_back(**std::move(listed));
        return status.ok();
      }));
  FD_RETURN_IF_ERROR(status);
  std::sort(rows.begin(), rows.end(), [](const Listed& a, const Listed& b) {
    return std::make_tuple(a.nameless, a.sort_key, a.row.case_()) <
           std::make_tuple(b.nameless, b.sort_key, b.row.case_());
  });
  int32_t recorded = 0;
  for (Listed& listed : rows) {
    recorded += listed.row.has_attendance() ? 1 : 0;
    *response.add_rows() = std::move(listed.row);
  }
  response.set_recorded_count(recorded);
  return absl::OkStatus();
}

}  // namespace framdrift::services
