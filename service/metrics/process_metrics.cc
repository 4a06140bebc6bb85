#include "metrics/process_metrics.h"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <system_error>

namespace verbatim::metrics {
namespace {

// Fields of /proc/self/stat behind the program's name (proc(5)). The field of the state, number 3 there, is
// number 0 here.
struct Stat {
  double user_ticks = 0;      // 14
  double system_ticks = 0;    // 15
  double threads = 0;         // 20
  double start_ticks = 0;     // 22, since the boot
  double virtual_bytes = 0;   // 23
  double resident_pages = 0;  // 24
};

bool ReadStat(Stat& stat) {
  std::ifstream file("/proc/self/stat");
  std::string line;
  if (!std::getline(file, line)) return false;
  const size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return false;
  std::istringstream fields(line.substr(name_end + 1));
  std::string field;
  for (int number = 3; number <= 24 && fields >> field; ++number) {
    switch (number) {
      case 14:
        stat.user_ticks = std::stod(field);
        break;
      case 15:
        stat.system_ticks = std::stod(field);
        break;
      case 20:
        stat.threads = std::stod(field);
        break;
      case 22:
        stat.start_ticks = std::stod(field);
        break;
      case 23:
        stat.virtual_bytes = std::stod(field);
        break;
      case 24:
        stat.resident_pages = std::stod(field);
        break;
      default:
        break;
    }
  }
  return !fields.fail();
}

// Seconds since 1970 at which the machine started, by the clock of now.
double BootTime() {
  timespec now{};
  timespec since_boot{};
  clock_gettime(CLOCK_REALTIME, &now);
  clock_gettime(CLOCK_BOOTTIME, &since_boot);
  const auto seconds = [](const timespec& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  return seconds(now) - seconds(since_boot);
}

}  // namespace

void CollectProcess(Families& families) {
  Stat stat;
  if (ReadStat(stat)) {
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    families.AddCounter("process_cpu_seconds_total", "User and system time of the processors, in seconds.",
                        {}, (stat.user_ticks + stat.system_ticks) / ticks);
    families.AddGauge("process_resident_memory_bytes", "Resident memory in bytes.", {},
                      stat.resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE)));
    families.AddGauge("process_virtual_memory_bytes", "Virtual memory in bytes.", {}, stat.virtual_bytes);
    families.AddGauge("process_threads", "Threads of the process.", {}, stat.threads);
    // Read once, so that a step of the clock does not look like a restart.
    static const double start = BootTime() + stat.start_ticks / ticks;
    families.AddGauge("process_start_time_seconds", "Start of the process, in seconds since 1970.", {},
                      start);
  }
  std::error_code error;
  double open = 0;
  for (std::filesystem::directory_iterator fd("/proc/self/fd", error), end; !error && fd != end;
       fd.increment(error))
    ++open;
  if (!error) families.AddGauge("process_open_fds", "Open file descriptors.", {}, open);
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    families.AddGauge("process_max_fds", "Maximum number of open file descriptors.", {},
                      static_cast<double>(limit.rlim_cur));
  }
}

}  // namespace verbatim::metrics
