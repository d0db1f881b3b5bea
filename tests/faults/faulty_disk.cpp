#include "faults/faulty_disk.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace guichet::faults {

namespace {

FaultyDisk* disk = nullptr;
sqlite3_vfs* below = nullptr;
sqlite3_vfs vfs{};

// SQLite allocates szOsFile bytes for this, and ours below it.
struct Open {
  sqlite3_file base;
  const char* name;
};
sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(reinterpret_cast<Open*>(file) + 1); }
const char* name_of(sqlite3_file* file) { return reinterpret_cast<Open*>(file)->name; }

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
  const int told = disk->change(name_of(file), {at, {static_cast<const char*>(bytes), static_cast<std::size_t>(size)}});
  if (told != SQLITE_OK && disk->halves()) real(file)->pMethods->xWrite(real(file), bytes, size / 2, at);
  return told != SQLITE_OK ? told : real(file)->pMethods->xWrite(real(file), bytes, size, at);
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
  const int told = disk->change(name_of(file), {size, {}, true});
  return told != SQLITE_OK ? told : real(file)->pMethods->xTruncate(real(file), size);
}
int sync(sqlite3_file* file, int flags) {
  const int told = disk->sync(name_of(file));
  return told != SQLITE_OK ? told : real(file)->pMethods->xSync(real(file), flags);
}
int close(sqlite3_file* file) { return real(file)->pMethods->xClose(real(file)); }
int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at) {
  return real(file)->pMethods->xRead(real(file), bytes, size, at);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) { return real(file)->pMethods->xFileSize(real(file), size); }
int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
int reserved(sqlite3_file* file, int* out) { return real(file)->pMethods->xCheckReservedLock(real(file), out); }
int control(sqlite3_file* file, int op, void* argument) { return real(file)->pMethods->xFileControl(real(file), op, argument); }
int sector(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
int traits(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return real(file)->pMethods->xShmMap(real(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int n, int flags) { return real(file)->pMethods->xShmLock(real(file), offset, n, flags); }
void shm_barrier(sqlite3_file* file) { real(file)->pMethods->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return real(file)->pMethods->xShmUnmap(real(file), remove); }

const sqlite3_io_methods kMethods{2,       close, read,    write,  truncate, sync,    file_size, lock,        unlock,
                                  reserved, control, sector, traits, shm_map,  shm_lock, shm_barrier, shm_unmap, nullptr, nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
  auto* const opened = reinterpret_cast<Open*>(file);
  opened->base.pMethods = nullptr;
  opened->name = name == nullptr ? "" : name;
  const int result = below->xOpen(below, name, real(file), flags, out);
  if (result != SQLITE_OK) return result;
  if (name != nullptr) disk->opened(name);
  opened->base.pMethods = &kMethods;
  return SQLITE_OK;
}
int remove(sqlite3_vfs*, const char* name, int sync_folder) {
  const int told = disk->deleted(name);
  return told != SQLITE_OK ? told : below->xDelete(below, name, sync_folder);
}

std::string bytes_of(const std::string& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace

FaultyDisk::FaultyDisk() {
  disk = this;
  below = sqlite3_vfs_find(nullptr);
  vfs = *below;
  vfs.zName = "faulty";
  vfs.szOsFile = static_cast<int>(sizeof(Open)) + below->szOsFile;
  vfs.xOpen = open;
  vfs.xDelete = remove;
  sqlite3_vfs_register(&vfs, 1);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&vfs);
  sqlite3_vfs_register(below, 1);
}

int FaultyDisk::count() {
  halves_ = false;
  if (dark_) return SQLITE_IOERR;
  if (fault_ == Fault::none || ++count_ != at_) return SQLITE_OK;
  met_ = true;
  dark_ = fault_ == Fault::power_cut;
  halves_ = fault_ == Fault::half_write;
  return fault_ == Fault::full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int FaultyDisk::change(const char* file, Write write) {
  const int told = count();
  if (told == SQLITE_OK) files_[file].since.push_back(std::move(write));
  return told;
}

int FaultyDisk::sync(const char* file) {
  const int told = count();
  if (told != SQLITE_OK || lies_) return told;
  files_[file] = {bytes_of(file), {}};
  return SQLITE_OK;
}

void FaultyDisk::opened(const char* file) {
  if (!files_.contains(file)) files_[file] = {bytes_of(file), {}};
}

int FaultyDisk::deleted(const char* file) {
  const int told = count();
  if (told == SQLITE_OK) files_.erase(file);
  return told;
}

void FaultyDisk::give_back(std::size_t kept) {
  for (const auto& [name, file] : files_) {
    std::string bytes = file.synced;
    for (std::size_t i = 0; i < std::min(kept, file.since.size()); ++i) {
      const Write& write = file.since[i];
      const auto at = static_cast<std::size_t>(write.at);
      if (write.truncates) {
        bytes.resize(at);
        continue;
      }
      if (bytes.size() < at + write.bytes.size()) bytes.resize(at + write.bytes.size());
      bytes.replace(at, write.bytes.size(), write.bytes);
    }
    std::ofstream{name, std::ios::binary | std::ios::trunc} << bytes;
    std::filesystem::remove(name + "-shm");  // was memory
  }
  files_.clear();
}

}  // namespace guichet::faults
