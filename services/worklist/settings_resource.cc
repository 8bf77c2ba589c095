#include "services/worklist/settings_resource.h"

#include "absl/strings/str_cat.h"
#include "domain/history/when.h"
#include "services/names.h"

namespace framdrift::services {

absl::Status WorklistSettingsResource::Render(Reading& reading, const StreamView<Decider>& view,
                                              Message& out) {
  const organisation::WorklistSettings& settings = view.state().worklist;
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  for (const organisation::SavedView& saved : settings.views) {
    worklist::v1::WorklistView& shown = *out.add_views();
    shown.set_view_id(saved.id.ToString());
    const organisation::v1::StaffSealed* text = view.Text(saved.position);
    if (text == nullptr) continue;
    shown.set_display_name(text->worklist_view_saved().display_name());
    shown.set_filter(text->worklist_view_saved().filter());
  }
  for (const organisation::Snooze& snooze : settings.snoozes) {
    if (snooze.until <= reading.context().now) continue;
    worklist::v1::SnoozedWorkItem& shown = *out.add_snoozed();
    shown.set_item(absl::StrCat(
        FormatName(reading.tenant(), "cases", snooze.case_id.bytes()), "/workItems/", snooze.item));
    *shown.mutable_until_time() = history::TimestampFrom(snooze.until);
    if (snooze.due) *shown.mutable_due_time() = history::TimestampFrom(*snooze.due);
  }
  for (const organisation::Cover& cover : settings.covers) {
    if (cover.until <= reading.context().today()) continue;
    worklist::v1::WorklistCover& shown = *out.add_covers();
    shown.set_covered_staff_id(cover.covered.ToString());
    *shown.mutable_from_date() = history::DateFrom(cover.from);
    *shown.mutable_until_date() = history::DateFrom(cover.until);
  }
  return absl::OkStatus();
}

}  // namespace framdrift::services
