#include "store/failure.h"

#include <sqlite3.h>

#include <cerrno>
#include <system_error>

namespace guichet::store {

namespace {

const char* sentence(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return N_("{file}: another program is using this database");
    case SQLITE_FULL:
      return N_("{file}: the disk is full; nothing was written");
    case SQLITE_IOERR:
      return N_("{file}: the disk refuses to read or write ({cause})");
    case SQLITE_CORRUPT:
      return N_("{file}: the database is damaged ({cause})");
    case SQLITE_NOTADB:
      return N_("{file} is not a database of Guichet");
    case SQLITE_READONLY:
      return N_("{file}: this database can only be read");
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return N_("{file}: this database cannot be opened ({cause})");
    default:
      return N_("{file}: SQLite refuses ({cause})");
  }
}

}  // namespace

base::Failure sqlite_failure(const SQLite::Exception& exception, const std::string& file) {
  return {{sentence(exception.getErrorCode()), {{"file", file}, {"cause", exception.what()}}}};
}

base::Failure system_failure(int error, const std::string& file) {
  if (error == ENOENT || error == ENOTDIR) return {{N_("{file}: there is no such file or folder"), {{"file", file}}}};
  if (error == EACCES || error == EPERM || error == EROFS) return {{N_("{file}: permission denied"), {{"file", file}}}};
  if (error == ENOSPC || error == EDQUOT)
    return {{N_("{file}: the disk is full; nothing was written"), {{"file", file}}}};
  return {{N_("{file}: this database cannot be opened ({cause})"),
           {{"file", file}, {"cause", std::generic_category().message(error)}}}};
}

base::Failure not_utf8(const std::string& file, std::string field) {
  return {
      {N_("{file}: '{field}' is not valid UTF-8; nothing was written"), {{"file", file}, {"field", std::move(field)}}}};
}

}  // namespace guichet::store
