#include "domain/indicators/field_builder.h"
#include "framdrift/codes/v1/codes.pb.h"

namespace framdrift::indicators {

namespace {

constexpr char kStaffing[] = "organisation.v1.StaffRegistered";
constexpr char kActivityOpening[] = "activity.v1.ActivityOpened";
constexpr char kBookingStaff[] = "organisation.v1.CostBooked";
constexpr char kBookingActivity[] = "activity.v1.CostBooked";

}  // namespace

std::vector<Field> StaffFields() {
  namespace id = staff;
  FieldBuilder list;
  list.Milestone(
      id::kRegistered, "registered", FieldType::kMoment, "The person began here.", {kStaffing});
  list.Milestone(id::kEnded,
                 "ended",
                 FieldType::kMoment,
                 "The person left; the first day out.",
                 {"organisation.v1.StaffEnded"});
  list.Add(id::kCaseworker, "caseworker", FieldType::kName, "Who it is.", {kStaffing});
  list.Add(id::kUnit, "unit", FieldType::kName, "The unit the person belongs to.", {kStaffing});
  list.Add(id::kFte,
           "fte",
           FieldType::kNumber,
           "Full-time equivalents that day: 1 until the capacity is set.",
           {kStaffing, "organisation.v1.CapacitySet"})
      .varying = true;
  return list.Take(id::kCount);
}

std::vector<Field> CostFields() {
  namespace id = cost;
  FieldBuilder list;
  list.Milestone(id::kFrom,
                 "from",
                 FieldType::kDay,
                 "The first day the cost is for.",
                 {kBookingStaff, kBookingActivity});
  list.Milestone(id::kUntil,
                 "until",
                 FieldType::kDay,
                 "The first day after.",
                 {kBookingStaff, kBookingActivity})
      .foreseen = true;
  list.Add(id::kAmount,
           "amount",
           FieldType::kNumber,
           "In kronor; below 0 where it was taken back.",
           {kBookingStaff, kBookingActivity});
  list.Add(id::kAccount,
           "account",
           FieldType::kName,
           "The account in the ledger.",
           {kBookingStaff, kBookingActivity});
  list.Add(id::kUnit,
           "unit",
           FieldType::kName,
           "The unit of the activity or of the member of staff.",
           {kActivityOpening, kStaffing});
  list.Coded<codes::v1::ActivityType>(id::kActivityType,
                                      "activity_type",
                                      FieldType::kCode,
                                      "What the activity is; not set of the work of staff.",
                                      {kActivityOpening});
  return list.Take(id::kCount);
}

}  // namespace framdrift::indicators
