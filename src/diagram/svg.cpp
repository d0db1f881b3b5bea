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

// Click or space: pause; arrows: step by step. Who asked the system for less motion gets the end of it, still. Without
// scripts it plays. In a page, buttons do the same.
constexpr std::string_view kPlayer =
    "(function(){var s=document.querySelector('[data-steps]');if(!s||!s.pauseAnimations)return;"
    "var t=s.getAttribute('data-steps').split(' ').map(Number),n=t.length-1;"
    "function at(){var c=s.getCurrentTime()%t[n],i=0;while(i<n-1){if(t[i+1]>c)break;i++}return i}"
    "function go(d){var i=(at()+d+n)%n;s.pauseAnimations();s.setCurrentTime(t[i+1]-0.05)}"
    "function play(){if(s.animationsPaused())s.unpauseAnimations();else s.pauseAnimations()}"
    "s.addEventListener('click',play);document.addEventListener('keydown',function(e){"
    "if(e.key===' '){e.preventDefault();play()}if(e.key==='ArrowRight')go(1);if(e.key==='ArrowLeft')go(-1)});"
    "document.querySelectorAll('[data-go]').forEach(function(b){b.addEventListener('click',function(){"
    "var d=Number(b.getAttribute('data-go'));if(d)go(d);else play()})});"
    "if(matchMedia('(prefers-reduced-motion: reduce)').matches){s.pauseAnimations();s.setCurrentTime(t[n]-0.05)}})();";

// Where scripts do not run, as in a picture of a page: nothing travels for who asked for less motion.
constexpr std::string_view kCalm = "@media (prefers-reduced-motion: reduce){.dot{display:none}}";

// The moments its player steps to.
std::string steps_of(const Sheet& sheet) {
  if (sheet.seconds <= 0) return {};
  std::string moments;
  for (const double moment : sheet.moments) moments += number(moment) + " ";
  return " data-steps=\"" + moments + number(sheet.seconds) + "\"";
}

struct SvgWriter {
  Theme theme;
  std::string_view prefix;
  double seconds = 0;  // of the animation
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

  void write(const Traveller& dot) {
    std::string path;
    for (const Spot& spot : dot.path) path += (path.empty() ? "M" : "L") + number(spot.x) + " " + number(spot.y);
    out += fmt::format(
        "<circle r=\"{}\" fill=\"{}\"><animateMotion dur=\"{}s\" repeatCount=\"indefinite\" calcMode=\"linear\" "
        "keyPoints=\"0;0;1;1\" keyTimes=\"0;{:.5f};{:.5f};1\" path=\"{}\"/></circle>\n",
        number(dot.radius), colour_of(theme, dot.ink), number(dot.total), dot.from / dot.total, dot.to / dot.total, path);
  }

  // A discrete animation of opacity, which stays what it is at the end where SMIL is not played.
  void begin_appearance(const Appearance& seen) {
    std::string values, times;
    const auto turn = [&](double at, char to) {
      if (at >= seconds) return;
      if (at <= 0) values.clear(), times.clear();
      values += (values.empty() ? "" : ";") + std::string(1, to);
      times += (times.empty() ? "" : ";") + (at <= 0 ? "0" : fmt::format("{:.5f}", at / seconds));
    };
    turn(0, '0');
    for (const Appearance::Span& span : seen.spans) {
      turn(span.from, '1');
      turn(span.to, '0');
    }
    out += fmt::format("<g opacity=\"{}\"><animate attributeName=\"opacity\" dur=\"{}s\" repeatCount=\"indefinite\" "
                       "calcMode=\"discrete\" values=\"{}\" keyTimes=\"{}\"/>\n",
                       values.back(), number(seconds), values, times);
  }

  void write(const Group& group) {
    if (group.appears) begin_appearance(*group.appears);
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
    if (group.appears) out += "</g>\n";
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
  SvgWriter writer{theme, prefix, sheet.seconds};
  const std::string_view lang = sheet.lang == base::Lang::fr ? "fr" : "en";
  writer.out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{0}\" lang=\"{0}\" role=\"img\" "
      "aria-labelledby=\"{1}title {1}desc\"{7} width=\"{2}\" height=\"{3}\" viewBox=\"0 0 {2} {3}\" font-family=\"{4}\">\n"
      "<title id=\"{1}title\">{5}</title>\n<desc id=\"{1}desc\">{6}</desc>\n",
      lang, prefix, number(sheet.width), number(sheet.height), kFont, xml_escaped(sheet.title),
      xml_escaped(sheet.desc), steps_of(sheet));
  writer.write(Rectangle{{0, 0, sheet.width, sheet.height}, 0, Ink::paper, {}});
  writer.write(sheet.items);
  if (sheet.seconds > 0) writer.out += fmt::format("<style>{}</style>\n<script><![CDATA[{}]]></script>\n", kCalm, kPlayer);
  return std::move(writer.out) + "</svg>\n";
}

}  // namespace guichet::diagram
