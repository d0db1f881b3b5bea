// guichet-gen: a procedure file to C++, at build time. It knows neither MSM nor the build.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"
#include "codegen/generate.h"
#include "load/procedure.h"
#include "load/reference.h"

namespace {

using guichet::base::Lang;

struct Command {
  std::string procedure;
  std::string data;
  std::string out;
  Lang lang = Lang::en;  // a tool of the build
};

std::optional<Command> parse(const std::vector<std::string>& words) {
  Command command;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string* const option = words[i] == "--data" ? &command.data : words[i] == "--out" ? &command.out : nullptr;
    if (option != nullptr && i + 1 < words.size()) {
      *option = words[++i];
    } else if (words[i] == "--lang" && i + 1 < words.size()) {
      const auto lang = guichet::base::parse_lang(words[++i]);
      if (!lang) return std::nullopt;
      command.lang = *lang;
    } else if (command.procedure.empty() && !words[i].starts_with('-')) {
      command.procedure = words[i];
    } else {
      return std::nullopt;
    }
  }
  if (command.procedure.empty() || command.data.empty() || command.out.empty()) return std::nullopt;
  return command;
}

void say(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

// A file whose text did not change keeps its date, so that nothing is compiled again.
bool write_file(const std::filesystem::path& path, const std::string& text) {
  std::ifstream before{path, std::ios::binary};
  if (before && std::string{std::istreambuf_iterator<char>{before}, {}} == text) return true;
  before.close();
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file << text;
  file.close();
  return !file.fail();
}

int run(const Command& command) {
  namespace load = guichet::load;
  using guichet::base::tr;
  const auto reference = load::load_reference(command.data);
  if (!reference) return say(tr(command.lang, reference.failure()) + "\n"), 3;
  if (reference->has_errors()) return say(load::render(reference->faulty, command.lang)), 1;
  const auto file = load::load_procedure_file(command.procedure, reference->reference);
  if (!file) return say(tr(command.lang, file.failure()) + "\n"), 3;
  if (!file->loaded.procedure) return say(render(file->loaded.diagnostics, file->source, command.lang)), 1;

  const auto generated = guichet::codegen::generate(*file->loaded.procedure);
  std::error_code failed;
  const std::filesystem::path out{command.out};
  std::filesystem::create_directories(out, failed);
  for (const auto& [name, text] : {std::pair{generated.file + ".hpp", generated.header},
                                   std::pair{generated.file + ".cpp", generated.source}}) {
    if (write_file(out / name, text)) continue;
    say(tr(command.lang, N_("cannot write {path}"), {{"path", (out / name).string()}}) + "\n");
    return 3;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto command = parse({argv + 1, argv + argc});
  if (command) return run(*command);
  say(guichet::base::tr(Lang::en, N_("usage: guichet-gen PROCEDURE --data FOLDER --out FOLDER [--lang en|fr]")) + "\n");
  return 2;
}
