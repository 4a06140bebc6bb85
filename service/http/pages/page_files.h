#pragma once

#include <map>
#include <string_view>

// The files of the page (client/web), which are part of the program.
namespace verbatim::http {

struct PageFile {
  std::string_view media_type;
  std::string_view bytes;
  std::string_view gzip;  // the same bytes, compressed; empty if that saves nothing
};

// The files by their path, such as index.html and assets/main-1a2b.js. Empty if the program was built without the page.
// Valid until the program ends. Any thread.
const std::map<std::string_view, PageFile>& PageFiles();

}  // namespace verbatim::http
