#include "diagram/svg.h"

#include <fmt/format.h>

#include <array>

namespace guichet::diagram {

namespace {

constexpr const char* kFont = "'Liberation Sans',Arial,Helvetica,sans-serif";

// At most two decimals, none in vain, no negative zero.
std::string number(double value) {
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

struct SvgWriter {
  Theme theme;
  std::string_view prefix;
  std::string out = {};
  int clips = 0;

  void paint(Ink fill, const Stroke& stroke) {
    out += fmt::format(" fill=\"{}\"", colour_of(theme, fill));
    if (stroke.ink == Ink::none) return;
    out += fmt::format(" stroke=\"{}\"", colour_of(theme, stroke.ink));
    if (stroke.width != 1) out += fmt::format(" stroke-width=\"{}\"", number(stroke.width));
    if (stroke.dash.empty()) return;
    out += " stroke-dasharray=\"";
    for (std::size_t k = 0; k < stroke.dash.size(); ++k) out += (k == 0 ? "" : " ") + number(stroke.dash[k]);
    out += '"';
  }

  void write(const Rectangle& r) {
    out += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", number(r.box.x), number(r.box.y),
                       number(r.box.w), number(r.box.h));
    if (r.radius > 0) out += fmt::format(" rx=\"{}\"", number(r.radius));
    paint(r.fill, r.stroke);
    out += "/>\n";
  }

  void write(const Ellipse& e) {
    out += fmt::format("<ellipse cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"", number(e.centre.x), number(e.centre.y),
                       number(e.rx), number(e.ry));
    paint(e.fill, e.stroke);
    out += "/>\n";
  }

  void write(const Path& path) {
    out += "<path d=\"";
    const auto spot = [](Spot s) { return number(s.x) + " " + number(s.y); };
    for (const Step& step : path.steps) {
      switch (step.kind) {
        case Step::Kind::move:
          out += "M" + spot(step.to);
          break;
        case Step::Kind::line:
          out += "L" + spot(step.to);
          break;
        case Step::Kind::curve:
          out += "C" + spot(step.first) + " " + spot(step.second) + " " + spot(step.to);
          break;
        case Step::Kind::close:
          out += "z";
          break;
      }
    }
    out += '"';
    paint(path.fill, path.stroke);
    out += "/>\n";
  }

  void write(const Text& text) {
    static constexpr std::array kAnchors{"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
    out += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\"{}", number(text.at.x), number(text.at.y),
                       number(text.size), kAnchors[static_cast<std::size_t>(text.anchor)]);
    if (text.bold) out += " font-weight=\"bold\"";
    if (text.italic) out += " font-style=\"italic\"";
    if (text.turned) out += fmt::format(" transform=\"rotate(-90 {} {})\"", number(text.at.x), number(text.at.y));
    out += fmt::format(" fill=\"{}\">{}</text>\n", colour_of(theme, text.ink), xml_escaped(text.text));
  }

  void write(const Group& group) {
    std::string clip;
    if (group.clip) {
      clip = fmt::format("{}clip{}", prefix, ++clips);
      out += fmt::format("<clipPath id=\"{}\">", clip);
      write(Rectangle{*group.clip, 0, Ink::paper, {}});
      out.pop_back();
      out += "</clipPath>\n";
    }
    out += "<g";
    if (!group.id.empty()) out += fmt::format(" id=\"{}{}\"", prefix, xml_escaped(group.id));
    if (!group.role.empty()) out += fmt::format(" class=\"{}\"", xml_escaped(group.role));
    std::string moved;
    if (group.shift.x != 0 || group.shift.y != 0)
      moved = fmt::format("translate({} {})", number(group.shift.x), number(group.shift.y));
    if (group.scale != 1) moved += fmt::format("{}scale({:.4f})", moved.empty() ? "" : " ", group.scale);
    if (!moved.empty()) out += fmt::format(" transform=\"{}\"", moved);
    if (!clip.empty() && moved.empty()) out += fmt::format(" clip-path=\"url(#{})\"", clip);
    out += ">\n";
    // Moved, what clips must be moved with what it clips.
    const bool inner = !clip.empty() && !moved.empty();
    if (inner) out += fmt::format("<g clip-path=\"url(#{})\">\n", clip);
    if (!group.title.empty()) out += fmt::format("<title>{}</title>\n", xml_escaped(group.title));
    if (!group.desc.empty()) out += fmt::format("<desc>{}</desc>\n", xml_escaped(group.desc));
    write(group.items);
    out += inner ? "</g>\n</g>\n" : "</g>\n";
  }

  void write(const std::vector<Item>& items) {
    for (const Item& item : items) std::visit([&](const auto& drawn) { write(drawn); }, item.drawn);
  }
};

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t')
          out += "\xEF\xBF\xBD";
        else
          out += c;
    }
  }
  return out;
}

std::string svg_of(const Sheet& sheet, Theme theme, std::string_view prefix) {
  SvgWriter writer{theme, prefix};
  const std::string_view lang = sheet.lang == base::Lang::fr ? "fr" : "en";
  writer.out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{0}\" lang=\"{0}\" role=\"img\" "
      "aria-labelledby=\"{1}title {1}desc\" width=\"{2}\" height=\"{3}\" viewBox=\"0 0 {2} {3}\" font-family=\"{4}\">\n"
      "<title id=\"{1}title\">{5}</title>\n<desc id=\"{1}desc\">{6}</desc>\n",
      lang, prefix, number(sheet.width), number(sheet.height), kFont, xml_escaped(sheet.title),
      xml_escaped(sheet.desc));
  writer.write(Rectangle{{0, 0, sheet.width, sheet.height}, 0, Ink::paper, {}});
  writer.write(sheet.items);
  return std::move(writer.out) + "</svg>\n";
}

}  // namespace guichet::diagram
