#include "interchange/notes.h"

#include "text/unicode/utf8.h"

namespace verbatim::interchange {

void Notes::Add(std::string_view property, std::string_view description) {
  if (list_.size() == kMaxNotes) {
    list_.back().set_property("");
    list_.back().set_description("more properties are not kept");
    return;
  }
  verbatim::v1::ImportNote& note = list_.emplace_back();
  note.set_property(std::string(text::FirstBytes(property, kMaxPropertyBytes)));
  note.set_description(std::string(description));
}

void Notes::Append(const Notes& others) {
  for (const verbatim::v1::ImportNote& note : others.list_) Add(note.property(), note.description());
}

}  // namespace verbatim::interchange
