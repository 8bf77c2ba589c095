// The contracts of all events, as protoc reads them, so that none can be forgotten.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/check.h"
#include "domain/history/streams.h"
#include "framdrift/type/v1/annotations.pb.h"

namespace framdrift {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using type::v1::Privacy;

constexpr int kCorrectedNumber = 120;
constexpr int kVoidedNumber = 121;

std::filesystem::path SourceFolder() {
  const char* folder = std::getenv("FRAMDRIFT_SOURCE_DIR");
  return folder == nullptr ? "." : folder;
}

// Every message of every contract, nested ones not among them.
class SchemaTest : public ::testing::Test {
 protected:
  SchemaTest() {
    std::ifstream bytes(std::getenv("FRAMDRIFT_CONTRACTS"), std::ios::binary);
    google::protobuf::FileDescriptorSet files;
    FD_CHECK(files.ParseFromIstream(&bytes));
    for (const auto& proto : files.file()) {
      const FileDescriptor* file = pool_.BuildFile(proto);
      FD_CHECK(file != nullptr);
      for (int i = 0; i < file->message_type_count(); ++i) {
        messages_[file->message_type(i)->full_name()] = file->message_type(i);
      }
    }
    for (const auto& [name, message] : messages_) {
      if (message->options().HasExtension(type::v1::stream_kind)) unions_.push_back(message);
    }
  }

  // PersonSealed of PersonEvent; null where there is none.
  const Descriptor* SealedUnionOf(const Descriptor& event_union) const {
    std::string name = event_union.full_name();
    if (!absl::EndsWith(name, "Event")) return nullptr;
    name.replace(name.size() - 5, 5, "Sealed");
    const auto found = messages_.find(name);
    return found == messages_.end() ? nullptr : found->second;
  }

  static uint32_t KindOf(const Descriptor& event_union) {
    return event_union.options().GetExtension(type::v1::stream_kind);
  }

  const std::vector<const Descriptor*>& unions() const { return unions_; }

 private:
  google::protobuf::DescriptorPool pool_;
  std::map<std::string, const Descriptor*> messages_;
  std::vector<const Descriptor*> unions_;
};

// The fields of `root` and of every message of ours in it.
std::vector<const FieldDescriptor*> FieldsWithin(const Descriptor& root) {
  std::vector<const FieldDescriptor*> fields;
  std::set<const Descriptor*> seen;
  const std::function<void(const Descriptor&)> visit = [&](const Descriptor& message) {
    if (absl::StartsWith(message.full_name(), "google.") || !seen.insert(&message).second) return;
    for (int i = 0; i < message.field_count(); ++i) {
      fields.push_back(message.field(i));
      if (message.field(i)->message_type() != nullptr) visit(*message.field(i)->message_type());
    }
  };
  visit(root);
  return fields;
}

Privacy PrivacyOf(const FieldDescriptor& field) {
  return field.options().GetExtension(type::v1::privacy);
}

bool StandsInSealed(const Descriptor* message) {
  for (; message != nullptr; message = message->containing_type()) {
    if (absl::EndsWith(message->name(), "Sealed")) return true;
  }
  return false;
}

// A line of types.txt.
struct Type {
  uint32_t number = 0;
  std::string name;
  uint32_t version = 0;
};

std::vector<Type> ReadTypes() {
  std::ifstream file(SourceFolder() / "eventstore" / "types.txt");
  FD_CHECK(file.good());
  std::vector<Type> types;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    Type type;
    std::string rest;
    std::istringstream words(line);
    words >> type.number >> type.name >> type.version;
    EXPECT_TRUE(words && !(words >> rest)) << line;
    types.push_back(type);
  }
  return types;
}

TEST_F(SchemaTest, EveryKindOfStreamHasOneUnionOfEventsAndOneOfSealedParts) {
  std::set<uint32_t> kinds;
  for (const Descriptor* event_union : unions()) {
    EXPECT_TRUE(kinds.insert(KindOf(*event_union)).second) << event_union->full_name();
    const Descriptor* sealed = SealedUnionOf(*event_union);
    ASSERT_NE(sealed, nullptr) << event_union->full_name();
    for (const Descriptor* message : {event_union, sealed}) {
      ASSERT_EQ(message->oneof_decl_count(), 1) << message->full_name();
      EXPECT_EQ(message->oneof_decl(0)->name(), "kind") << message->full_name();
      EXPECT_EQ(message->oneof_decl(0)->field_count(), message->field_count())
          << message->full_name() << " has fields outside its oneof";
    }
  }
  EXPECT_TRUE(kinds.contains(static_cast<uint32_t>(history::StreamKind::kPerson)));
  EXPECT_TRUE(kinds.contains(static_cast<uint32_t>(history::StreamKind::kCase)));
}

TEST_F(SchemaTest, EveryUnionCanBeCorrectedAndVoided) {
  for (const Descriptor* event_union : unions()) {
    // A tenant is founded once, and a record of reading is never set right.
    const uint32_t kind = KindOf(*event_union);
    if (kind == static_cast<uint32_t>(history::StreamKind::kTenant) ||
        kind == static_cast<uint32_t>(history::StreamKind::kAccess)) {
      continue;
    }
    for (const auto& [number, name] :
         {std::pair(kCorrectedNumber, "EventCorrected"), std::pair(kVoidedNumber, "EventVoided")}) {
      const FieldDescriptor* field = event_union->FindFieldByNumber(number);
      ASSERT_NE(field, nullptr) << event_union->full_name() << " " << name;
      EXPECT_EQ(field->message_type()->full_name(), absl::StrCat("framdrift.type.v1.", name));
    }
  }
}

TEST_F(SchemaTest, ASealedPartHasTheNumberAndNameOfItsEvent) {
  for (const Descriptor* event_union : unions()) {
    const Descriptor* sealed = SealedUnionOf(*event_union);
    ASSERT_NE(sealed, nullptr);
    for (int i = 0; i < sealed->field_count(); ++i) {
      const FieldDescriptor& part = *sealed->field(i);
      const FieldDescriptor* event = event_union->FindFieldByNumber(part.number());
      ASSERT_NE(event, nullptr) << part.full_name();
      EXPECT_EQ(part.name(), event->name()) << part.full_name();
      EXPECT_EQ(part.message_type()->full_name(),
                absl::StrCat(event->message_type()->full_name(), "Sealed"))
          << part.full_name();
    }
  }
}

TEST_F(SchemaTest, EveryFieldOfAnEventSaysHowSensitiveItIs) {
  for (const Descriptor* event_union : unions()) {
    for (const Descriptor* root : {event_union, SealedUnionOf(*event_union)}) {
      for (const FieldDescriptor* field : FieldsWithin(*root)) {
        // Those of the union itself are messages whose own fields say it; an entry of a map is as
        // sensitive as the map.
        if (field->containing_type() == root) continue;
        if (field->containing_type()->options().map_entry()) continue;
        EXPECT_NE(PrivacyOf(*field), type::v1::PRIVACY_UNSPECIFIED) << field->full_name();
        if (PrivacyOf(*field) == type::v1::PRIVACY_NESTED) {
          EXPECT_NE(field->message_type(), nullptr) << field->full_name();
        }
      }
    }
  }
}

TEST_F(SchemaTest, WhatIsAboutACitizenStandsOnlyInSealedMessages) {
  for (const Descriptor* event_union : unions()) {
    for (const FieldDescriptor* field : FieldsWithin(*event_union)) {
      EXPECT_FALSE(StandsInSealed(field->containing_type()))
          << field->full_name() << " is reached from " << event_union->full_name();
      EXPECT_NE(PrivacyOf(*field), type::v1::PRIVACY_PERSONAL) << field->full_name();
      EXPECT_NE(PrivacyOf(*field), type::v1::PRIVACY_DIRECT_IDENTIFIER) << field->full_name();
    }
  }
}

TEST_F(SchemaTest, TypesTxtIsSortedAndNamesEveryNumberOnce) {
  const std::vector<Type> types = ReadTypes();
  ASSERT_FALSE(types.empty());
  for (size_t i = 0; i < types.size(); ++i) {
    EXPECT_GE(types[i].version, 1) << types[i].number;
    if (i > 0) {
      EXPECT_LT(types[i - 1].number, types[i].number);
    }
  }
}

TEST_F(SchemaTest, TypesTxtAgreesWithTheContracts) {
  std::map<uint32_t, std::string> listed;
  for (const Type& type : ReadTypes()) listed[type.number] = type.name;
  std::map<uint32_t, const Descriptor*> by_kind;
  for (const Descriptor* event_union : unions()) {
    by_kind[KindOf(*event_union)] = event_union;
    for (int i = 0; i < event_union->field_count(); ++i) {
      const FieldDescriptor& field = *event_union->field(i);
      ASSERT_LT(field.number(), 1000) << field.full_name();
      const uint32_t number = KindOf(*event_union) * 1000 + static_cast<uint32_t>(field.number());
      EXPECT_EQ(listed[number], field.message_type()->full_name())
          << "eventstore/types.txt needs the line `" << number << " "
          << field.message_type()->full_name() << " 1`";
    }
  }
  for (const auto& [number, name] : listed) {
    const auto event_union = by_kind.find(number / 1000);
    ASSERT_NE(event_union, by_kind.end()) << number << " " << name;
    const int field = static_cast<int>(number % 1000);
    EXPECT_TRUE(event_union->second->FindFieldByNumber(field) != nullptr ||
                event_union->second->IsReservedNumber(field))
        << name << " is written no more: reserve " << field << " in "
        << event_union->second->full_name();
  }
}

}  // namespace
}  // namespace framdrift
