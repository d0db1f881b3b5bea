// A disk below SQLite that fails when told to: a VFS that passes everything on to the system's, counts what changes a
// file, and at the n-th of these refuses, writes half, runs full or loses its power. It knows of each file what was
// synced, and after a power cut gives that back, or that and part of what came after.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace guichet::faults {

enum class Fault : std::uint8_t { none, error, full, half_write, power_cut };

class FaultyDisk {
 public:
  // Registered as the default VFS until destroyed; one at a time.
  FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;
  ~FaultyDisk();

  // From here on; the first change is number 1.
  void plan(Fault fault, int at) { fault_ = fault, at_ = at, count_ = 0, met_ = false, dark_ = false; }
  void heal() { plan(Fault::none, 0); }
  [[nodiscard]] bool met() const { return met_; }
  // Syncs succeed and do nothing.
  void lie(bool lies) { lies_ = lies; }
  // What is on the disk when the power is back: all that was synced, and the first `kept` of the writes since, per file.
  // Every connection must be closed.
  void give_back(std::size_t kept);

  // For the VFS below.
  struct Write {
    std::int64_t at = 0;
    std::string bytes;
    bool truncates = false;
  };
  struct File {
    std::string synced;
    std::vector<Write> since;
  };
  [[nodiscard]] int change(const char* file, Write write);  // what SQLite is told; SQLITE_OK: go on
  [[nodiscard]] int sync(const char* file);
  void opened(const char* file);
  [[nodiscard]] int deleted(const char* file);
  [[nodiscard]] bool halves() const { return halves_; }
 private:
  [[nodiscard]] int count();
  std::map<std::string, File> files_;
  Fault fault_ = Fault::none;
  int at_ = 0, count_ = 0;
  bool met_ = false, dark_ = false, lies_ = false, halves_ = false;
};

}  // namespace guichet::faults
