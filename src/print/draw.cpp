#include "print/draw.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <librsvg/rsvg.h>

#include <cmath>
#include <memory>

#include "base/civil.h"
#include "print/print.h"

namespace guichet::print {

namespace {

template <auto release>
struct Release {
  void operator()(auto* held) const { release(held); }
};
using Svg = std::unique_ptr<RsvgHandle, Release<g_object_unref>>;
using Surface = std::unique_ptr<cairo_surface_t, Release<cairo_surface_destroy>>;
using Pen = std::unique_ptr<cairo_t, Release<cairo_destroy>>;

constexpr double kPxPerInch = 96;
constexpr double kPtPerPx = 0.75;

struct Picture {
  Svg svg;
  double width = 0, height = 0;  // px
};

base::Failure not_drawn(GError* error) {
  const std::string cause = error != nullptr && error->message != nullptr ? error->message : "librsvg";
  g_clear_error(&error);
  return {{.id = kNotDrawn, .args = {{"cause", cause}}}};
}

base::Result<Picture> read(std::string_view text) {
  GError* error = nullptr;
  Picture picture;
  picture.svg.reset(rsvg_handle_new_from_data(reinterpret_cast<const guint8*>(text.data()), text.size(), &error));
  if (!picture.svg) return not_drawn(error);
  rsvg_handle_set_dpi(picture.svg.get(), kPxPerInch);
  if (rsvg_handle_get_intrinsic_size_in_pixels(picture.svg.get(), &picture.width, &picture.height) == 0 ||
      picture.width < 1 || picture.height < 1)
    return base::Failure{{.id = kNoSize}};
  return picture;
}

base::Outcome draw(const Picture& picture, cairo_t* pen) {
  const RsvgRectangle whole{0, 0, picture.width, picture.height};
  GError* error = nullptr;
  if (rsvg_handle_render_document(picture.svg.get(), pen, &whole, &error) == 0) return not_drawn(error);
  return base::Done{};
}

cairo_status_t append(void* text, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

base::Outcome finished(cairo_status_t status) {
  if (status == CAIRO_STATUS_SUCCESS) return base::Done{};
  return base::Failure{{.id = kNotDrawn, .args = {{"cause", cairo_status_to_string(status)}}}};
}

// "2026-03-02T09:00:00Z"
std::string iso_utc(std::int64_t seconds) {
  const std::int64_t day = seconds >= 0 ? seconds / 86'400 : -((86'399 - seconds) / 86'400);
  const std::int64_t rest = seconds - day * 86'400;
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return base::to_iso(base::Date{static_cast<std::int32_t>(day)}) + "T" + two(rest / 3600) + ":" +
         two(rest / 60 % 60) + ":" + two(rest % 60) + "Z";
}

}  // namespace

base::Result<std::string> draw_pdf(const std::vector<std::string_view>& pictures, const About& about) {
  std::string pdf;
  const Surface surface{cairo_pdf_surface_create_for_stream(append, &pdf, 1, 1)};
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, about.title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "Guichet");
  const std::string written = about.written ? iso_utc(*about.written) : "";
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, written.c_str());
  const Pen pen{cairo_create(surface.get())};
  for (const std::string_view text : pictures) {
    const auto picture = read(text);
    if (!picture) return picture.failure();
    cairo_pdf_surface_set_size(surface.get(), picture->width * kPtPerPx, picture->height * kPtPerPx);
    cairo_save(pen.get());
    cairo_scale(pen.get(), kPtPerPx, kPtPerPx);
    if (const auto drawn = draw(*picture, pen.get()); !drawn) return drawn.failure();
    cairo_restore(pen.get());
    cairo_show_page(pen.get());
  }
  if (const auto drawn = finished(cairo_status(pen.get())); !drawn) return drawn.failure();
  cairo_surface_finish(surface.get());
  if (const auto kept = finished(cairo_surface_status(surface.get())); !kept) return kept.failure();
  return pdf;
}

base::Result<std::string> draw_png(std::string_view text, int dpi) {
  const auto picture = read(text);
  if (!picture) return picture.failure();
  const double scale = dpi / kPxPerInch;
  const double width = std::ceil(picture->width * scale), height = std::ceil(picture->height * scale);
  if (width > kPixelsMax || height > kPixelsMax)
    return base::Failure{{.id = kTooLarge,
                          .args = {{"width", std::to_string(static_cast<std::int64_t>(width))},
                                   {"height", std::to_string(static_cast<std::int64_t>(height))}}}};
  const Surface surface{
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height))};
  const Pen pen{cairo_create(surface.get())};
  cairo_set_source_rgb(pen.get(), 1, 1, 1);
  cairo_paint(pen.get());
  cairo_scale(pen.get(), scale, scale);
  if (const auto drawn = draw(*picture, pen.get()); !drawn) return drawn.failure();
  std::string png;
  if (const auto kept = finished(cairo_surface_write_to_png_stream(surface.get(), append, &png)); !kept)
    return kept.failure();
  return png;
}

}  // namespace guichet::print
