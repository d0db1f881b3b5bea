#include "check/hunt.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/chance.h"
#include "check/seen.h"
#include "load/edited.h"
#include "load/yaml.h"

namespace guichet::check {

namespace {

constexpr std::size_t kSeedingsMax = 200;

// What a reader of the drawing and of its table of messages can find: not what only the text of a condition shows.
bool is_told_on_paper(FaultKind kind) {
  switch (kind) {
    case FaultKind::target_changed:
    case FaultKind::event_ignored:
    case FaultKind::letter_dropped:
    case FaultKind::letter_readdressed:
    case FaultKind::after_dropped:
    case FaultKind::deadline_dropped:
    case FaultKind::datum_sent_more:
    case FaultKind::recipient_swapped:
    case FaultKind::purpose_swapped:
    case FaultKind::agreement_dropped:
    case FaultKind::basis_changed:
    case FaultKind::identity_dropped:
    case FaultKind::actor_swapped:
    case FaultKind::datum_carried_more:
    case FaultKind::recourse_dropped:
    case FaultKind::retention_dropped:
    case FaultKind::ground_dropped: return true;
    default: return false;
  }
}

// What the loader or a dead branch says teaches nothing about the procedure.
bool teaches(Kind kind) {
  return kind != Kind::unreachable_branch && kind != Kind::shadowed_guard && kind != Kind::event_never_heard && kind != Kind::no_table_row;
}
bool is_about_data(Kind kind) { return kind >= Kind::collected_never_used && kind < Kind::property_broken; }

// Of what one fault makes the check say, the reason to give: what the law names first, a sentence of `properties` last.
bool is_better_reason(const Finding& a, const Finding& b) {
  const auto rank = [](Kind kind) { return is_about_data(kind) ? 0 : kind == Kind::property_broken ? 2 : teaches(kind) ? 1 : 3; };
  return rank(a.kind) < rank(b.kind);
}

// What the check says aloud: neither notes nor what it could not decide.
using Told = std::map<std::string, Finding>;

class Seeder {
 public:
  Seeder(const base::Source& source, const base::Source* english, const scenario::World& world, const HuntWish& wish)
      : source_{source}, english_{english}, world_{world}, wish_{wish} {}

  std::optional<Hunt> seed() {
    const load::Parsed parsed = load::parse_yaml(source_);
    if (!parsed.node) return std::nullopt;
    root_ = &*parsed.node;
    const load::Loaded sound = load::load_edited(*root_, source_, world_.reference, english_);
    if (!sound.procedure) return std::nullopt;
    already_ = told(sound);

    std::vector<Mutant> candidates = mutants_of(*root_);
    base::Chance chance{wish_.seed};
    for (std::size_t k = candidates.size(); k > 1; --k) std::swap(candidates[k - 1], candidates[chance.next() % k]);
    // Faults of every kind first, then whatever is left.
    for (const int patience : {2, 1, 0})
      for (Mutant& one : candidates) {
        if (chosen_.size() == wish_.faults || tried_ == kSeedingsMax) break;
        if (one.edit && is_told_on_paper(one.kind)) consider(one, patience);
      }
    if (chosen_.empty()) return std::nullopt;
    std::ranges::stable_sort(chosen_, {}, [](const Seeded& s) { return s.mutant.span; });
    return Hunt{std::move(*whole_), std::move(chosen_)};
  }

 private:
  [[nodiscard]] Told told(const load::Loaded& loaded) const {
    const model::Procedure& procedure = *loaded.procedure;
    Options options;
    if (procedure.machines.size() > 1) options.members_max = 1;
    Told all;
    for (const Finding& one : check(procedure, procedure.id, world_, nullptr, options).findings)
      if (one.proof != Proof::undecided && facts(one.kind).weight != Weight::note)
        all.emplace(std::string{facts(one.kind).id} + " " + base::tr(base::Lang::en, one.message), one);
    // What the loader warns of, as `check` shows it too: all about data, once the file is known to lie where it should.
    for (const base::Diagnostic& one : loaded.diagnostics.all()) {
      const std::string words = base::tr(base::Lang::en, one.message);
      const Kind kind = words.ends_with("is received and never used") ? Kind::collected_never_used : Kind::beyond_the_grant;
      all.emplace("load " + words + " " + std::to_string(one.span.line), Finding{.kind = kind, .span = one.span, .message = one.message});
    }
    return all;
  }

  // The procedure with these faults, when it still loads.
  [[nodiscard]] std::optional<load::Loaded> with(const std::vector<const Mutant*>& mutants) const {
    load::Node tree = *root_;
    for (const Mutant* one : mutants) one->edit(tree);
    load::Loaded loaded = load::load_edited(tree, source_, world_.reference, english_);
    if (!loaded.procedure) return std::nullopt;
    return loaded;
  }

  // Two faults of one place could hide each other.
  [[nodiscard]] static std::string place_of(const Mutant& mutant) {
    if (!mutant.state.empty()) return mutant.state;
    for (const auto& [name, value] : mutant.what.args)
      if (std::string_view{name} == "where") return value;
    return std::to_string(mutant.span.line);
  }

  // What it alone adds to what is said; nothing when it would not do: it hides something, or cannot be seen.
  const Told& alone(const Mutant& mutant) {
    const auto [known, is_new] = alone_.try_emplace(&mutant);
    Told& fresh = known->second;
    if (!is_new) return fresh;
    ++tried_;
    const auto spoilt = with({&mutant});
    if (!spoilt) return fresh;
    fresh = told(*spoilt);
    const bool hides = !std::ranges::all_of(already_, [&](const auto& one) { return fresh.contains(one.first); });
    std::erase_if(fresh, [&](const auto& one) { return already_.contains(one.first); });
    const bool unseen = !fresh.empty() && wish_.visible && !wish_.visible(*spoilt->procedure);
    if (hides || unseen) fresh.clear();
    return fresh;
  }

  // `patience` 2: a kind of fault and of finding not yet there; 1: about data, or about order, whichever lacks; 0: any.
  void consider(Mutant& mutant, int patience) {
    const auto kind_taken = [&](const Seeded& one) { return one.mutant.kind == mutant.kind; };
    const auto place_taken = [&](const Seeded& one) { return place_of(one.mutant) == place_of(mutant); };
    if (std::ranges::any_of(chosen_, place_taken) || (patience == 2 && std::ranges::any_of(chosen_, kind_taken))) return;
    const Told& fresh = alone(mutant);
    if (fresh.empty()) return;
    const Kind first = std::ranges::min_element(fresh, is_better_reason, &Told::value_type::second)->second.kind;
    if (!teaches(first)) return;
    if ((patience == 2 && kinds_.contains(first)) || (patience > 0 && !has_room(first))) return;

    std::vector<const Mutant*> all{&mutant};
    for (const Seeded& one : chosen_) all.push_back(&one.mutant);
    auto together = with(all);
    Told wanted = already_;
    wanted.insert(found_.begin(), found_.end());
    const std::size_t before = wanted.size();
    wanted.insert(fresh.begin(), fresh.end());
    if (!together || wanted.size() != before + fresh.size()) return;
    const Told said = told(*together);
    if (!std::ranges::equal(said, wanted, {}, &Told::value_type::first, &Told::value_type::first)) return;

    Seeded seeded{std::move(mutant), {}};
    mutant.edit = nullptr;
    for (auto& [name, finding] : fresh) seeded.findings.push_back(finding);
    std::ranges::stable_sort(seeded.findings, is_better_reason);
    found_.insert(fresh.begin(), fresh.end());
    kinds_.insert(first);
    (is_about_data(first) ? data_ : order_) += 1;
    chosen_.push_back(std::move(seeded));
    whole_ = std::move(together);
  }

  [[nodiscard]] bool has_room(Kind kind) const {
    const std::size_t half = (wish_.faults + 1) / 2;
    return is_about_data(kind) ? data_ < half : order_ < half;
  }

  const base::Source& source_;
  const base::Source* english_;
  const scenario::World& world_;
  const HuntWish& wish_;
  const load::Node* root_ = nullptr;
  std::size_t tried_ = 0, data_ = 0, order_ = 0;
  Told already_, found_;
  std::map<const Mutant*, Told> alone_;  // of the candidates, once they were looked at
  std::set<Kind> kinds_;
  std::vector<Seeded> chosen_;
  std::optional<load::Loaded> whole_;
};

}  // namespace

std::optional<Hunt> seed_hunt(const base::Source& source, const base::Source* english, const scenario::World& world, const HuntWish& wish) {
  return Seeder{source, english, world, wish}.seed();
}

}  // namespace guichet::check
