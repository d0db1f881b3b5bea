// Compiled under the sanitizers only. Fontconfig and Pango keep the fonts they read until the program ends.
extern "C" const char* __lsan_default_suppressions();    // NOLINT: the name is LeakSanitizer's
extern "C" const char* __lsan_default_suppressions() {   // NOLINT
  return "leak:libfontconfig\nleak:libpango\nleak:libcairo\nleak:librsvg\nleak:libglib\n";
}
