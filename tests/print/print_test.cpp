#include "print/print.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <string>

namespace guichet::print {
namespace {

std::string picture(int width, int height) {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + std::to_string(width) + "\" height=\"" +
         std::to_string(height) +
         "\"><text x=\"5\" y=\"20\" font-size=\"12\" font-family=\"'Liberation Sans',Arial\">État civil</text></svg>";
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t k = 0; k < 4; ++k) number = number << 8 | static_cast<unsigned char>(bytes[at + k]);
  return number;
}

TEST(Print, PdfHasOnePageForEachPicture) {
  const std::array pictures{picture(400, 200), picture(300, 600)};
  const auto pdf = to_pdf(pictures, {.title = "Carte", .written = {}});
  ASSERT_TRUE(pdf.ok());
  EXPECT_TRUE(pdf->starts_with("%PDF-1.5"));
  EXPECT_EQ(count(*pdf, "/MediaBox"), 2u);
  EXPECT_NE(pdf->find("[ 0 0 300 150 ]"), std::string::npos) << "a px is 3/4 of a point";
  EXPECT_NE(pdf->find("[ 0 0 225 450 ]"), std::string::npos);
}

TEST(Print, PdfHoldsItsFontAndNoPicture) {
  const std::array pictures{picture(400, 200)};
  const auto pdf = to_pdf(pictures, {.title = "Carte", .written = {}});
  ASSERT_TRUE(pdf.ok());
  EXPECT_GE(count(*pdf, "/FontFile"), 1u);
  EXPECT_EQ(count(*pdf, "/Subtype /Image"), 0u) << "letters stay letters";
}

TEST(Print, PdfSaysADateOnlyWhenGivenOne) {
  const std::array pictures{picture(400, 200)};
  const auto undated = to_pdf(pictures, {.title = "Carte", .written = {}});
  const auto dated = to_pdf(pictures, {.title = "Carte", .written = 1'700'000'000});
  const auto again = to_pdf(pictures, {.title = "Carte", .written = 1'700'000'000});
  ASSERT_TRUE(undated.ok() && dated.ok() && again.ok());
  EXPECT_EQ(count(*undated, "Date"), 0u);
  EXPECT_NE(dated->find("/CreationDate (20231114221320Z"), std::string::npos);
  EXPECT_EQ(*dated, *again);
}

TEST(Print, PngHasThePixelsAskedFor) {
  struct {
    int dpi;
    std::uint32_t width, height;
  } const cases[] = {{96, 400, 200}, {192, 800, 400}, {300, 1250, 625}, {72, 300, 150}};
  for (const auto& c : cases) {
    const auto png = to_png(picture(400, 200), c.dpi);
    ASSERT_TRUE(png.ok());
    EXPECT_TRUE(png->starts_with("\x89PNG"));
    EXPECT_EQ(big_endian(*png, 16), c.width) << c.dpi;
    EXPECT_EQ(big_endian(*png, 20), c.height) << c.dpi;
  }
}

TEST(Print, RefusesWhatIsNoPictureOrTooLarge) {
  const std::array broken{std::string{"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\""}};
  EXPECT_FALSE(to_pdf(broken, {.title = "", .written = {}}).ok());
  EXPECT_FALSE(to_png("not SVG", 96).ok());
  EXPECT_FALSE(to_png(picture(4000, 10), 600).ok()) << "25,000 pixels wide";
}

}  // namespace
}  // namespace guichet::print
