#include "verify/words.h"

#include <chrono>
#include <cstdio>
#include <utility>
#include <vector>

namespace guichet::verify {

namespace {

struct Both {
  const char* fr;
  const char* en;
  [[nodiscard]] std::string in(Lang lang) const { return lang == Lang::fr ? fr : en; }
};

Both of(std::int64_t count, const Both& one, const Both& several) { return count == 1 ? one : several; }

// "{name}" by its value; what holds braces itself is put in last and not looked through again.
std::string fill(std::string text, const std::vector<std::pair<std::string, std::string>>& values) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    bool found = false;
    for (const auto& [name, value] : values) {
      const std::string hole = '{' + name + '}';
      if (text.compare(at, hole.size(), hole) != 0) continue;
      out += value;
      at += hole.size();
      found = true;
      break;
    }
    if (!found) out += text[at++];
  }
  return out;
}

// In the order of Wrong.
constexpr Both kWrong[] = {
    {"son contenu n’est pas celui de son empreinte", "its content is not the one that was hashed"},
    {"elle n’est pas écrite comme une ligne du journal", "it is not written as a line of the log"},
    {"elle dit avoir un autre numéro", "it says it has another number"},
    {"elle vient d’un autre journal", "it comes from another log"},
    {"elle se trompe sur l’horloge de la ligne d’avant", "it is wrong about the clock of the line before"},
    {"il en manque", "missing"},
    {"elles ont été ajoutées après la tête du journal", "added beyond the head of the log"},
    {"l’arbre a été construit sur une autre ligne", "the tree was built over another line"},
    {"l’arbre n’a pas été construit sur ces lignes", "the tree was not built over these lines"},
    {"la tête du journal ne découle pas de ses lignes", "the head of the log does not follow from its lines"},
    {"les valeurs gardées ne sont pas scellées, ou pas celles qu’elle annonce",
     "the values kept are not sealed, or not those it announces"},
    {"des valeurs sont gardées qu’elle n’annonce pas", "values are kept that it does not announce"},
    {"un point de contrôle du journal donne une autre racine", "a checkpoint of the log states another root"},
    {"un point de contrôle n’est pas signé par cette clé", "a checkpoint is not signed by this key"},
    {"les tables du journal, ou ce qui les protège, ont été modifiées",
     "the tables of the log, or what guards them, were altered"},
    {"la clé qu’elle nomme n’est pas certifiée par la précédente", "the key it names was not certified by the one before"},
    {"le point de contrôle gardé hors du journal donne une autre racine : ces lignes ont été récrites",
     "the checkpoint kept outside states another root: these lines were rewritten"},
    {"ce n’est pas la ligne que le témoin a vue", "it is not the line the witness saw"},
    {"elle se trompe de numéro parmi les lignes sur son dossier ou sa personne",
     "it says another number among the lines about its case or its person"},
    {"le compte des lignes par nom n’est pas celui des lignes", "the lines about each name are not as many as it says"},
    {"il manque des lignes : celles-ci ne sont pas toutes", "lines are missing: these are not all of them"},
    {"la preuve ne mène pas de cette ligne à ce point de contrôle",
     "the proof does not lead from this line to this checkpoint"},
    {"un point de contrôle porte une cosignature que ce témoin n’a pas faite",
     "a checkpoint bears a cosignature that this witness did not make"},
    {"elle n’est pas rangée sous le dossier qu’elle nomme", "it does not stand under the case it names"},
    {"la définition qui a décidé n’est pas le texte gardé sous cette empreinte",
     "the definition that decided is not the text kept under that digest"},
};

constexpr Both kObstacles[] = {
    {"", ""},
    {"le fichier ne peut pas être lu", "the file cannot be read"},
    {"ce n’est ni une base de Guichet, ni un export de son journal, ni une preuve",
     "it is neither a database of Guichet, nor an export of its log, nor a proof"},
    {"la base est d’une autre version que celle que ce vérificateur connaît",
     "the database is of another version than the one this verifier knows"},
    {"SQLite ne peut pas suivre le fichier jusqu’au bout", "SQLite cannot follow the file to its end"},
    {"le point de contrôle donné ne peut pas servir : mal écrit, non signé par cette clé, ou d’une autre taille",
     "the checkpoint given is of no use: badly written, not signed by this key, or of another size"},
    {"les empreintes données n’ont pas 32 octets chacune", "the hashes given do not have 32 bytes each"},
};

std::string place(const Finding& finding, Lang lang) {
  if (finding.seq < 0) return {};
  const std::string first = std::to_string(finding.seq);
  if (finding.last <= finding.seq) return fill(Both{"ligne {n} : ", "line {n}: "}.in(lang), {{"n", first}});
  return fill(Both{"lignes {n} à {m} : ", "lines {n} to {m}: "}.in(lang),
              {{"n", first}, {"m", std::to_string(finding.last)}});
}

std::string with_spaces(std::string text) {  // French: no line break before a colon
  for (std::size_t at = 0; (at = text.find(" :", at)) != std::string::npos; at += 3) text.replace(at, 2, "\u00a0:");
  return text;
}

constexpr Both kVerdicts[] = {{"{target} : journal intact, {n} lignes", "{target}: log intact, {n} lines"},
                              {"{target} : journal altéré", "{target}: log tampered with"},
                              {"{target} : vérification impossible", "{target}: cannot check"},
                              {"{target} : journal plus ancien que ce qui en fut vu : {n} lignes, {w} étaient là",
                               "{target}: log older than what was seen of it: {n} lines, there were {w}"}};

// Unix seconds as 2026-03-02 09:00:00.
std::string utc(std::int64_t seconds) {
  using namespace std::chrono;
  const sys_seconds at{std::chrono::seconds{seconds}};
  const sys_days day = floor<days>(at);
  const year_month_day date{day};
  const hh_mm_ss time{at - day};
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return text;
}

void say(std::string& out, const std::string& sentence) { out += "  " + sentence + '\n'; }

void add_findings(const Report& report, Lang lang, std::string& out) {
  for (const Finding& finding : report.findings)
    say(out, place(finding, lang) + kWrong[static_cast<std::size_t>(finding.what)].in(lang));
  const auto more = report.findings_count - static_cast<std::int64_t>(report.findings.size());
  if (more > 0) say(out, fill(Both{"et {n} autres", "and {n} more"}.in(lang), {{"n", std::to_string(more)}}));
}

void add_support(const Report& report, Lang lang, std::string& out) {
  const auto n = [](std::int64_t value) { return std::to_string(value); };
  say(out, fill(Both{"racine {r}", "root {r}"}.in(lang), {{"r", to_base64(view(report.root))}}));
  if (report.pruned > 0)
    say(out, fill(Both{"lignes 0 à {n} élaguées, selon la règle {r} : leurs empreintes restent prouvées",
                       "lines 0 to {n} pruned, by rule {r}: their hashes are still proved"}
                      .in(lang),
                  {{"n", n(report.pruned - 1)}, {"r", report.pruned_by}}));
  if (report.valueless > 0)
    say(out, fill(of(report.valueless,
                     {"une ligne dont les valeurs ont été retirées : son empreinte reste prouvée",
                      "one line whose values were removed: its hash is still proved"},
                     {"{n} lignes dont les valeurs ont été retirées : leur empreinte reste prouvée",
                      "{n} lines whose values were removed: their hash is still proved"})
                      .in(lang),
                  {{"n", n(report.valueless)}}));
  if (report.signed_size > 0)
    say(out, fill(Both{"signé jusqu’à la ligne {n} : la clé donnée en répond",
                       "signed up to line {n}: the key given vouches for it"}
                      .in(lang),
                  {{"n", n(report.signed_size - 1)}}));
  if (report.unknown_policies > 0)
    say(out, fill(of(report.unknown_policies,
                     {"une ligne décidée selon une définition dont le texte n’est pas gardé ici : {l}",
                      "one line decided by a definition whose text is not kept here: {l}"},
                     {"{n} lignes décidées selon une définition dont le texte n’est pas gardé ici, la première : {l}",
                      "{n} lines decided by a definition whose text is not kept here, the first one: {l}"})
                      .in(lang),
                  {{"n", n(report.unknown_policies)}, {"l", n(report.unknown_policy_at)}}));
  if (report.unread_cosignatures > 0)
    say(out, fill(of(report.unread_cosignatures,
                     {"un point de contrôle porte la signature d’un témoin ; --witness la vérifie",
                      "one checkpoint bears the signature of a witness; --witness checks it"},
                     {"{n} points de contrôle portent la signature d’un témoin ; --witness la vérifie",
                      "{n} checkpoints bear the signature of a witness; --witness checks it"})
                      .in(lang),
                  {{"n", n(report.unread_cosignatures)}}));
  if (report.cosigned > 0)
    say(out, fill(Both{"ancré jusqu’à la ligne {n} : le témoin {w} l’a cosignée le {d} (UTC)",
                       "anchored up to line {n}: the witness {w} cosigned it on {d} UTC"}
                      .in(lang),
                  {{"n", n(report.cosigned - 1)}, {"w", report.cosigned_by}, {"d", utc(report.cosigned_at)}}));
  if (report.cosigned_back > 0)
    say(out, fill(of(report.cosigned_back,
                     {"l’horloge du témoin a reculé une fois entre deux points de contrôle, avant celui de {l} lignes : ses dates ne "
                      "prouvent rien là",
                      "the clock of the witness went back once between two checkpoints, before that of {l} lines: its dates prove "
                      "nothing there"},
                     {"l’horloge du témoin a reculé {n} fois entre deux points de contrôle, la première avant celui de {l} lignes : ses "
                      "dates ne prouvent rien là",
                      "the clock of the witness went back {n} times between two checkpoints, first before that of {l} lines: its "
                      "dates prove nothing there"})
                      .in(lang),
                  {{"n", n(report.cosigned_back)}, {"l", n(report.cosigned_back_at)}}));
  if (report.cosigned > 0 && report.witnessed == 0)
    say(out, Both{"si la fin a été coupée après elle, le dernier point de contrôle du témoin le dit (--against)",
                  "whether the end was cut off after it, the last checkpoint of the witness tells (--against)"}
                 .in(lang));
  if (report.anchored > 0 && report.anchored > report.cosigned)
    say(out, fill(Both{"ancré jusqu’à la ligne {n} : ce que vous gardez hors du journal le confirme",
                       "anchored up to line {n}: what you keep outside the log confirms it"}
                      .in(lang),
                  {{"n", n(report.anchored - 1)}}));
  const bool is_proof = report.proved || !report.complete.empty();
  if (report.anchored >= report.size || (is_proof && report.signed_size > 0)) return;
  if (report.anchored == 0)
    say(out, Both{"non ancré : rien hors de ce fichier ne dit que sa fin n’a pas été coupée, ni qu’il n’a pas été "
                  "récrit en entier (--against, --leaves)",
                  "not anchored: nothing outside this file says that its end was not cut off, nor that it was not "
                  "rewritten as a whole (--against, --leaves)"}
                 .in(lang));
  else
    say(out, fill(Both{"les lignes {n} et suivantes ne sont ancrées nulle part",
                       "the lines from {n} on are anchored nowhere"}
                      .in(lang),
                  {{"n", n(report.anchored)}}));
}

}  // namespace

std::string describe(const Report& report, const std::string& target, Lang lang) {
  Both verdict = kVerdicts[static_cast<std::size_t>(report.verdict)];
  if (report.proved && report.verdict == Verdict::intact)
    verdict = {"{target} : la ligne {p} est dans le journal de {n} lignes",
               "{target}: line {p} is in the log of {n} lines"};
  if (!report.complete.empty() && report.verdict == Verdict::intact)
    verdict = {"{target} : rien ne manque", "{target}: nothing is missing"};
  if ((report.proved || !report.complete.empty()) && report.verdict == Verdict::tampered)
    verdict = {"{target} : cette preuve ne tient pas", "{target}: this proof does not hold"};
  std::string out = fill(verdict.in(lang), {{"target", target},
                                            {"n", std::to_string(report.size)},
                                            {"w", std::to_string(report.witnessed)},
                                            {"p", std::to_string(report.proved.value_or(0))}}) +
                    '\n';
  if (report.verdict == Verdict::cannot_check) {
    say(out, kObstacles[static_cast<std::size_t>(report.obstacle)].in(lang));
    if (!report.detail.empty()) say(out, report.detail);
  } else if (report.verdict == Verdict::tampered) {
    add_findings(report, lang, out);
  } else if (report.verdict == Verdict::intact) {
    if (report.proved) say(out, report.line);
    for (const auto& about : report.complete)
      say(out, fill(Both{"{a} : {n} lignes, toutes celles d’avant la ligne {c}", "{a}: {n} lines, all there are before line {c}"}
                        .in(lang),
                    {{"a", about.name}, {"n", std::to_string(about.lines)}, {"c", std::to_string(report.counted)}}));
    for (const auto& about : report.complete)
      if (about.first > 1)
        say(out, fill(Both{"{a} : les {n} premières ne sont pas là ; qui a fait la preuve les dit élaguées",
                           "{a}: the first {n} are not shown; whoever made the proof says they were pruned"}
                          .in(lang),
                      {{"a", about.name}, {"n", std::to_string(about.first - 1)}}));
    for (const std::string& line : report.lines) say(out, line);
    add_support(report, lang, out);
  }
  return lang == Lang::fr ? with_spaces(out) : out;
}

const char* usage(Lang lang) {
  return lang == Lang::fr ? R"(guichet-verify [options] CIBLE

Vérifie un journal de Guichet sans Guichet. CIBLE est une base (*.db), un export du journal (un
dossier, `guichet log --export`) ou une preuve (*.tlog-proof, `guichet log --prove` ou `--prove-all`). Rien n'est modifié.

  --key CLÉ          la première clé publique de qui signe les points de contrôle (nom+12345678+base64)
  --witness CLÉ      la clé de son témoin : ce qu'il a cosigné est ancré (`guichet-witness BASE key`)
  --keys FICHIER     pour une preuve : les clés suivantes (`guichet log --keys`) ; une base les dit elle-même
  --against FICHIER  un point de contrôle gardé plus tôt, hors du journal
  --leaves FICHIER   les empreintes de ses premières lignes, 32 octets chacune, gardées hors du journal
  --note             n'écrit que le point de contrôle de ce journal, à garder hors de lui
  --write-leaves F   écrit dans F les empreintes de ses lignes, à garder hors de lui
  --lang fr|en       la langue des phrases

Sortie : 0 intact, 1 altéré, 2 vérification impossible, 3 plus ancien que ce qui en fut vu.
)"
                          : R"(guichet-verify [options] TARGET

Verifies a log of Guichet without Guichet. TARGET is a database (*.db), an export of its log (a
folder, `guichet log --export`) or a proof (*.tlog-proof, `guichet log --prove` or `--prove-all`). Nothing is changed.

  --key KEY          the first public key of whoever signs checkpoints (name+12345678+base64)
  --witness KEY      the key of its witness: what it cosigned is anchored (`guichet-witness DATABASE key`)
  --keys FILE        for a proof: the keys that came after (`guichet log --keys`); a database says them itself
  --against FILE     a checkpoint kept earlier, outside the log
  --leaves FILE      the hashes of its first lines, 32 bytes each, kept outside the log
  --note             writes the checkpoint of this log and nothing else, to be kept outside it
  --write-leaves F   writes the hashes of its lines to F, to be kept outside it
  --lang fr|en       the language of the sentences

Exit: 0 intact, 1 tampered with, 2 cannot check, 3 older than what was seen of it.
)";
}

std::string cannot_read(const std::string& file, Lang lang) {
  return with_spaces(fill(Both{"{file} : ce fichier ne peut pas être lu ou écrit\n",
                               "{file}: this file cannot be read or written\n"}
                              .in(lang),
                          {{"file", file}}));
}
std::string not_a_key(Lang lang) {
  return Both{"--key attend une clé Ed25519 de la forme nom+12345678+base64\n",
              "--key takes an Ed25519 key written name+12345678+base64\n"}
      .in(lang);
}
std::string not_a_witness_key(Lang lang) {
  return Both{"--witness attend la clé d’un témoin de la forme nom+12345678+base64\n",
              "--witness takes the key of a witness written name+12345678+base64\n"}
      .in(lang);
}
std::string unknown_option(const std::string& option, Lang lang) {
  return with_spaces(fill(Both{"option inconnue ou sans valeur : {option}\n", "unknown option, or without value: {option}\n"}
                              .in(lang),
                          {{"option", option}}));
}

}  // namespace guichet::verify
