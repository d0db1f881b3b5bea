// The process around the program: arguments, streams, and the last place where something thrown is caught.
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "cli/clock.h"
#include "cli/program.h"
#include "store/database.h"

int main(int argc, char** argv) {
  try {
    guichet::store::one_connection_per_thread();
    const std::vector<std::string> words(argv + 1, argv + argc);
    return guichet::cli::run_program(words, guichet::cli::read_environment(), std::cin, std::cout, std::cerr,
                                     guichet::cli::machine_seconds);
  } catch (const std::exception& error) {
    std::cerr << "guichet: " << error.what() << '\n';
  }
  return 3;
}
