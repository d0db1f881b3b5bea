// The views of a procedure as a table: what `guichet diagram --view` offers comes from here. A new view is one file and
// one line of the table. Views are pure: the same subject and settings give the same bytes on any machine.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "diagram/canvas.h"
#include "diagram/clean.h"
#include "diagram/story.h"
#include "layout/graph.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::diagram {

// What the scenarios of a procedure leave out: the view `states` marks it.
struct Unexercised {
  std::vector<std::pair<model::MachineId, model::StateId>> states;
  std::vector<std::pair<model::MachineId, model::TransitionId>> branches;
};

// What is drawn. `procedures` has one at least; two for `compare`, all of them for `map`.
struct Subject {
  std::vector<const model::Procedure*> procedures;
  const model::Reference& reference;
  const Story* story = nullptr;  // the case a scenario played, for the views that show one
  std::shared_ptr<Drawings> drawings = std::make_shared<Drawings>();  // laid out so far: views of one procedure share them
  const Unexercised* unexercised = nullptr;

  [[nodiscard]] const model::Procedure& procedure() const { return *procedures.front(); }
};

enum class PageKind : std::uint8_t { none, teacher, pupil, key };  // --page: none, prof, eleve, corrige
enum class Paper : std::uint8_t { a4, a3 };

struct Settings {
  base::Lang lang = base::Lang::fr;
  layout::Effort effort = layout::Effort::normal;
  std::uint32_t seed = 7;
  PageKind page = PageKind::none;
  Paper paper = Paper::a4;
  int level = 1;          // of a worksheet: 1 exchanges, 2 activities too, 3 questions and lanes too
  bool word_bank = true;  // of a worksheet
  enum class Variant : std::uint8_t { none, a, b } variant = Variant::none;  // of a worksheet: b hides nothing that a hides
};

struct Picture {
  std::vector<Sheet> sheets;  // one at least
  std::vector<base::Message> findings = {};  // what the file leaves out and a picture needs
  std::vector<layout::Metrics> metrics = {};  // of what the layout engine drew, by sheet
};

struct View {
  enum class Takes : std::uint8_t { one, two, all, story };
  const char* name;
  const char* summary;
  Takes takes;
  base::Result<Picture> (*draw)(const Subject&, const Settings&);
};

[[nodiscard]] std::span<const View> views();
[[nodiscard]] const View* find_view(std::string_view name);

// One per file.
[[nodiscard]] base::Result<Picture> draw_process(const Subject& subject, const Settings& settings);
[[nodiscard]] base::Result<Picture> draw_columns(const Subject& subject, const Settings& settings);
[[nodiscard]] base::Result<Picture> draw_exchanges(const Subject& subject, const Settings& settings);
[[nodiscard]] base::Result<Picture> draw_timeline(const Subject& subject, const Settings& settings);
[[nodiscard]] base::Result<Picture> draw_states(const Subject& subject, const Settings& settings);
[[nodiscard]] base::Result<Picture> draw_story(const Subject& subject, const Settings& settings);
[[nodiscard]] base::Result<Picture> draw_strip(const Subject& subject, const Settings& settings);
[[nodiscard]] base::Result<Picture> draw_replay(const Subject& subject, const Settings& settings);
[[nodiscard]] base::Result<Picture> draw_rgpd(const Subject& subject, const Settings& settings);
[[nodiscard]] base::Result<Picture> draw_compare(const Subject& subject, const Settings& settings);
[[nodiscard]] base::Result<Picture> draw_map(const Subject& subject, const Settings& settings);
[[nodiscard]] base::Result<Picture> draw_ser(const Subject& subject, const Settings& settings);

}  // namespace guichet::diagram
