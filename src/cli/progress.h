// How far a long piece of work is, on one line of the terminal that is wiped before anything else is printed. Nothing
// when the error stream is no terminal: a file or a pipe holds no trace of it.
#pragma once

#include <string>

#include "cli/session.h"

namespace guichet::cli {

class Progress {
 public:
  // Silent for little work.
  Progress(Session& session, std::size_t total);
  ~Progress() { wipe(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // The next piece begins.
  void begin(const std::string& name);
  void wipe();
 private:
  Session& session_;
  std::size_t total_;
  std::size_t begun_ = 0;
  bool shows_;
  bool drawn_ = false;
};

}  // namespace guichet::cli
