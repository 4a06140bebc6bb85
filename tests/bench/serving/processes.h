#pragma once

#include <sys/types.h>

#include <string>

namespace verbatim::bench {

// Memory of a process in MiB: its proportional set size, in which a page that several share counts in parts.
double ResidentMib(pid_t process);

// The same of a process and all its siblings and parent, which is how PostgreSQL runs.
double ResidentMibOfFamily(pid_t process);

// Waits until the file is there, as a server writes it once it serves, and returns its first line.
std::string AwaitLine(const std::string& path);

}  // namespace verbatim::bench
