#include "base/message.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <cstddef>
#include <cstring>

#include "base/ensure.h"

namespace guichet::base {

namespace detail {
extern const unsigned char kCatalogueFr[];
extern const std::size_t kCatalogueFrSize;
}  // namespace detail

namespace {

// A compiled catalogue in the .mo layout of GNU gettext: two sorted tables of (length, offset)
// pairs, one for the originals, one for the translations ("The Format of GNU MO Files").
class Catalogue {
 public:
  explicit Catalogue(const unsigned char* bytes) : bytes_{bytes} {
    ensure(word(0) == 0x950412de, "catalogue is a little-endian .mo file");
  }

  [[nodiscard]] std::uint32_t size() const { return word(8); }
  [[nodiscard]] std::string_view original(std::uint32_t index) const { return entry(word(12), index); }
  [[nodiscard]] std::string_view translation(std::uint32_t index) const {
    return entry(word(16), index);
  }

  // The translation of `id`, plural forms joined by NUL; empty when the catalogue has none.
  [[nodiscard]] std::string_view find(std::string_view id) const {
    std::uint32_t low = 0;
    std::uint32_t high = size();
    while (low < high) {
      const std::uint32_t middle = low + (high - low) / 2;
      const std::string_view here = first_form(original(middle));
      if (here == id) return translation(middle);
      if (here < id) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return {};
  }

  static std::string_view first_form(std::string_view forms) {
    return forms.substr(0, forms.find('\0'));
  }

 private:
  [[nodiscard]] std::uint32_t word(std::uint32_t at) const {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes_ + at, sizeof value);
    return value;
  }
  [[nodiscard]] std::string_view entry(std::uint32_t table, std::uint32_t index) const {
    const std::uint32_t at = table + 8 * index;
    return {reinterpret_cast<const char*>(bytes_ + word(at + 4)), word(at)};
  }

  const unsigned char* bytes_;
};

const Catalogue& french() {
  static const Catalogue catalogue{detail::kCatalogueFr};
  return catalogue;
}

std::string_view french_form(const Message& message) {
  const std::string_view forms = french().find(message.id);
  if (forms.empty() || message.plural == nullptr) return forms;
  const std::string_view one = Catalogue::first_form(forms);
  const bool plural = message.count > 1 || message.count < -1;
  return plural && one.size() < forms.size() ? forms.substr(one.size() + 1) : one;
}

std::string_view english_form(const Message& message) {
  return message.plural != nullptr && message.count != 1 ? message.plural : message.id;
}

}  // namespace

std::optional<Lang> parse_lang(std::string_view text) {
  const std::string_view code = text.substr(0, text.find_first_of("_.@"));
  if (code == "fr") return Lang::fr;
  if (code == "en") return Lang::en;
  return std::nullopt;
}

Message counted(const char* one, const char* many, std::int64_t count, Args args) {
  return {.id = one, .args = std::move(args), .plural = many, .count = count};
}

std::string tr(Lang lang, const Message& message) {
  std::string_view form = lang == Lang::fr ? french_form(message) : std::string_view{};
  if (form.empty()) form = english_form(message);
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const auto& [name, value] : message.args) store.push_back(fmt::arg(name, value));
  try {
    return fmt::vformat(fmt::string_view{form.data(), form.size()}, store);
  } catch (const fmt::format_error& error) {
    broken(fmt::format("sentence '{}': {}", form, error.what()), std::source_location::current());
  }
}

std::string tr(Lang lang, const char* id, Args args) {
  return tr(lang, Message{.id = id, .args = std::move(args)});
}

std::vector<std::string_view> catalogue_ids() {
  std::vector<std::string_view> ids;
  for (std::uint32_t i = 0; i < french().size(); ++i) {
    const std::string_view id = Catalogue::first_form(french().original(i));
    if (!id.empty()) ids.push_back(id);
  }
  return ids;
}

}  // namespace guichet::base
