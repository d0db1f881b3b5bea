// toygen TOY.yaml --out FOLDER --as ID [--accents] [--rows-in-file-order] [--drop TRANSITION]: the machine of a toy, at
// build time. What ships goes through guichet-gen; this one may also spoil a machine, to see the comparison fail.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "codegen/generate.h"
#include "conformance/accents.h"
#include "support/walk.h"

namespace guichet {
namespace {

std::string read(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

int run(const std::vector<std::string>& words) {
  codegen::Sabotage sabotage;
  std::string out;
  std::string as;
  bool accents = false;
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "--out") out = words.at(++i);
    else if (words[i] == "--as") as = words.at(++i);
    else if (words[i] == "--accents") accents = true;
    else if (words[i] == "--rows-in-file-order") sabotage.rows_in_file_order = true;
    else if (words[i] == "--drop") sabotage.dropped_guard = std::atoi(words.at(++i).c_str());
  }
  model::Procedure procedure = *support::toy(read(words.at(0)));
  if (accents) procedure = conformance::with_accents(std::move(procedure));
  procedure.id = as;
  const auto generated = codegen::generate(procedure, sabotage);
  std::filesystem::create_directories(out);
  std::ofstream{out + "/" + generated.file + ".hpp", std::ios::binary} << generated.header;
  std::ofstream{out + "/" + generated.file + ".cpp", std::ios::binary} << generated.source;
  return 0;
}

}  // namespace
}  // namespace guichet

int main(int argc, char** argv) { return guichet::run({argv + 1, argv + argc}); }
