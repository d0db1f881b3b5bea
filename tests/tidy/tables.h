// What the rules forbid and what to write instead: the part one edits. Paths are beginnings, from
// the root of the tree.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace guichet::tidy {

using Paths = std::vector<std::string_view>;  // beginnings of paths

// A library and the layers that may include it, so that one folder is to read when it changes.
struct Library {
  std::string_view name;
  std::string_view header;  // beginning of the include
  Paths owners;
  std::string_view instead;
};
inline const std::array kLibraries{
    Library{"yaml-cpp", "yaml-cpp/", {"src/load/"}, "take the parsed tree load/ gives"},
    Library{"valijson", "valijson/", {"src/load/"}, "ask load/ to hold a text to a schema"},
    Library{"SQLiteCpp", "SQLiteCpp/", {"src/store/", "src/audit/", "src/agency/", "src/witness/"}, "ask store/, audit/ or agency/"},
    Library{"sqlite3", "sqlite3.h", {"src/store/", "src/audit/", "src/agency/", "src/verify/"}, "ask store/, audit/ or agency/"},
    Library{"sodium",
            "sodium",
            {"src/audit/", "src/witness/", "src/base/sha256", "src/base/note", "src/store/vault"},
            "call audit/, store/vault for keys, base/note for signatures, or base/sha256 for a digest"},
    Library{"Nettle", "nettle/", {"src/audit/seal"}, "call audit/seal for hashes of the log, base/sha256 for a digest"},
    Library{"OpenSSL", "openssl/", {"src/verify/"}, "call audit/seal: only the verifier is independent"},
    Library{"librsvg", "librsvg/", {"src/print/"}, "ask print/ for the PDF or the PNG of an SVG"},
    Library{"cairo", "cairo", {"src/print/"}, "ask print/ for the PDF or the PNG of an SVG"},
    Library{"Boost.MSM", "boost/msm/", {"src/codegen/"}, "a Stepper: the machines are behind codegen/"},
    Library{"Boost.Spirit", "boost/spirit/", {"src/expr/"}, "call expr/, the only grammar"},
    Library{"pugixml", "pugixml.hpp", {"src/interop/bpmn_document"}, "ask interop/bpmn_document: it bounds what is read"},
    Library{"CLI11", "CLI/", {"src/cli/"}, "take the values as parameters; cli/ reads the command line"},
};

// Headers whose functions throw: a file that includes one wraps it.
inline const Paths kThrowing{"yaml-cpp/", "valijson/", "nlohmann/", "SQLiteCpp/", "CLI/", "boost/", "fmt/", "regex"};

// Words that must not stand in code, and the doors through which their thing comes in.
struct Word {
  std::string_view name;
  std::vector<std::string_view> words;
  Paths except;
  std::string_view instead;
};
inline const std::array kWords{
    Word{"clock",
         {"system_clock::now", "steady_clock::now", "high_resolution_clock", "utc_clock", "time(nullptr)", "time(NULL)",
          "localtime", "gettimeofday", "clock_gettime"},
         {"src/cli/clock", "src/verify/", "src/witness/main", "tests/bench/", "tests/faults/"},
         "take the time as a parameter; cli/clock is its only door"},
    Word{"chance",
         {"std::random_device", "rand()", "srand", "std::mt19937", "std::mt19937_64", "std::default_random_engine"},
         {"tests/"},
         "take a stream of chance as a parameter; standard distributions differ between machines"},
    Word{"locale",
         {"std::locale", "setlocale", "std::put_time", "std::toupper", "std::tolower"},
         {},
         "nothing depends on the locale: tr(lang, id), fmt, base/"},
    Word{"environment",
         {"getenv", "secure_getenv", "setenv"},
         {"src/cli/", "src/verify/main", "tests/"},
         "take the value as a parameter; cli/ reads the environment"},
    Word{"output",
         {"std::cout", "std::cerr", "printf", "puts"},
         {"src/cli/", "src/codegen/", "src/verify/", "src/witness/", "src/signer/", "src/print/main", "tests/"},
         "return the text; the command prints it"},
    Word{"cast", {"const_cast", "dynamic_cast"}, {}, "a type that needs no such cast"},
    Word{"process", {"process("}, {}, "the verb that says what is done"},
};

// Endings of type names that say nothing.
struct Ending {
  std::string_view ending;
  std::string_view instead;
};
inline constexpr std::array kEndings{
    Ending{"Manager", "what it keeps or decides: Gate, Store, Outbox"},
    Ending{"Handler", "the verb as a function, or the noun it makes"},
    Ending{"Helper", "a free function beside what it serves"},
    Ending{"Helpers", "free functions beside what they serve"},
    Ending{"Util", "a free function in a file named after its subject"},
    Ending{"Utils", "free functions in a file named after their subject"},
    Ending{"Data", "the noun: what is it?"},
    Ending{"Info", "the noun: what does it say?"},
    Ending{"Status", "State, the word of the format and the glossary"},
    Ending{"Impl", "the name itself, in an unnamed namespace"},
};

// Leftovers and names of machines, in any text, comments included. \57 is '/' and \56 is '.':
// a plain search must find no machine here.
struct Trace {
  std::string_view name;
  std::vector<std::string_view> words;
  std::string_view instead;
};
inline const std::array kTraces{
    Trace{"leftover",
          {"TODO", "FIXME", "XXX", "HACK", "not implemented"},
          "finish it, or say it to the next reader in docs/"},
    Trace{"machine",
          {"\57home\57", "\57root\57", "\57work\57", "\57Users\57"},
          "a path from the root of the tree, or a parameter"},
    Trace{"registry", {"registry\56npmjs", "deb\56debian", "proxy\56golang"}, "the name of the package only"},
};

// These files quote what they forbid.
inline bool is_ours_to_quote(std::string_view path) { return path.starts_with("tests/tidy"); }

// Files longer than kLinesMax, each with its reason.
struct Long {
  std::string_view path;
  std::string_view reason;
};
inline constexpr std::array<Long, 0> kLong{};

}  // namespace guichet::tidy
