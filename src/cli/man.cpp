#include "cli/man.h"

#include "cli/help.h"

namespace guichet::cli {

namespace {

// Text as roff reads it: a backslash, a hyphen one may copy, a dot or a quote that begins no request.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      if (out.empty() && (c == '.' || c == '\'')) out += "\\&";
      out += c;
    }
  }
  return out;
}

class Manual {
 public:
  explicit Manual(const Session& session) : session_{session} {}

  std::string text() {
    line(".TH GUICHET 1 \"\" \"guichet " GUICHET_VERSION "\" \"Guichet\"");
    section(N_("Name"));
    line("guichet \\- " + roff(session_.tr(N_("models an administrative procedure, runs it, tells what moved"))));
    section(N_("Usage"));
    line(".B guichet");
    line(roff(session_.tr(N_("COMMAND")) + " [OPTIONS]"));
    section(N_("Description"));
    line(roff(
        session_.tr(N_("Guichet models an online administrative procedure once, then runs it and tells what moved."))));
    section(N_("Commands"));
    for (const Command& command : commands()) add(command);
    section(N_("Options"));
    for (const Option& option : common_options()) add(option);
    entry("--version", session_.tr(N_("the version of the program and that of its databases")));
    section(N_("Exit codes"));
    entry("0", session_.tr(N_("fine")));
    entry("1", session_.tr(N_("what was examined is wrong")));
    entry("2", session_.tr(N_("the command was misused")));
    entry("3", session_.tr(N_("the disk, a database or the data failed")));
    section(N_("Environment"));
    entry("LC_ALL, LC_MESSAGES, LANG",
          session_.tr(N_("the language: the first that is set; French unless it says English")));
    entry("NO_COLOR", session_.tr(N_("no colours, when it is not empty")));
    entry("XDG_DATA_HOME", session_.tr(N_("where the databases of the user are; otherwise ~/.local/share")));
    entry("GUICHET_DATA",
          session_.tr(N_("the folder that holds procedures/ and data/, when they are not beside the program")));
    section(N_("Notice"));
    line(roff(base::tr(session_.lang(), footer())));
    return std::move(text_);
  }
 private:
  void line(const std::string& text) { text_ += text + "\n"; }
  void section(const char* title) { line(".SH " + roff(session_.tr(title))); }
  void entry(const std::string& name, const std::string& what) {
    line(".TP");
    line(".B " + roff(name));
    line(roff(what));
  }
  void add(const Option& option) {
    std::string name = option.short_name == nullptr ? option.name : std::string{option.short_name} + ", " + option.name;
    if (option.value != nullptr) name += " " + session_.tr(option.value);
    std::string what = session_.tr(option.help);
    entry(name, what);
  }
  void add(const Command& command) {
    line(".SS " + roff(usage(session_, command)));
    line(roff(session_.tr(command.about)));
    for (const Argument& argument : command.arguments) entry(session_.tr(argument.name), session_.tr(argument.help));
    for (const Option& option : command.options) add(option);
    for (const Example& example : command.examples) {
      line(".PP");
      line(roff(session_.tr(example.help)));
      line(".RS");
      line(".nf");
      line(roff(example.line));
      line(".fi");
      line(".RE");
    }
  }

  const Session& session_;
  std::string text_;
};

}  // namespace

std::string manual_page(const Session& session) { return Manual{session}.text(); }

}  // namespace guichet::cli
