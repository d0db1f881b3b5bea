// The scenario format: one case told step by step, and what must be seen. The scenario layer reads it.
#include <algorithm>
#include <array>

#include "load/format.h"

namespace guichet::load {

namespace {

using enum Form;
using Words = std::string_view;

constexpr std::array<Words, 2> kFaultAvailabilities{"up", "down"};
constexpr std::array<Words, 5> kExchangeOutcomes{"answered", "not-found", "refused", "failed", "stopped"};
constexpr std::array<Words, 7> kExpectedOutcomes{"granted", "rejected", "withdrawn", "expired", "void", "failed", "done"};

constexpr std::array<Words, 3> kActIdentities{"none", "franceconnect", "franceconnect-plus"};

template <std::size_t first, std::size_t second>
constexpr std::array<Key, first + second> joined(const std::array<Key, first>& a, const std::array<Key, second>& b) {
  std::array<Key, first + second> keys{};
  std::ranges::copy(a, keys.begin());
  std::ranges::copy(b, keys.begin() + first);
  return keys;
}

// How an agency, or one API of it, behaves.
constexpr std::array kFaultOfApiKeys{
    Key{"latency", delay, false, "How long an answer takes", "Combien de temps prend une réponse", "2 hours"},
    Key{"availability", word, false, "Does it answer at all", "Répond-elle", "down", nullptr, kFaultAvailabilities},
    Key{"error", text, false, "The error code it answers instead of serving; none: it serves again", "Le code d'erreur donné au lieu de répondre ; none : elle répond de nouveau", "\"502\""},
    Key{"retries", whole, false, "Further attempts after a transient error", "Nouveaux essais après une erreur passagère", "0"},
    Key{"retry-after", delay, false, "Between attempts, doubled each time", "Entre deux essais, doublé à chaque fois", "1 minute"},
    Key{"discloses-all", truth, false, "It answers every field it has, even those not asked", "Elle répond tous ses champs, même ceux qu'on ne demande pas", "true"},
};
constexpr Block kFaultOfApi{"api-behaviour", kFaultOfApiKeys};

constexpr auto kOverrideKeys = joined(
    kFaultOfApiKeys, std::array{Key{"", block, false, "The same for the API of this name alone", "La même chose pour la seule API de ce nom",
                                   "{availability: down}", &kFaultOfApi}});
constexpr Block kOverride{"agency-behaviour", kOverrideKeys};

constexpr auto kFaultKeys = joined(
    std::array{
        Key{"agency", name, true, "The agency that changes from now on", "L'administration qui change à partir de maintenant", "siv"},
        Key{"api", name, false, "Only this API of it", "Seulement cette API", "extrait-immatriculation"}},
    kFaultOfApiKeys);
constexpr Block kFault{"fault", kFaultKeys};

constexpr std::array kSetKeys{
    Key{"table", text, true, "The register's table", "La table du registre", "titulaires"},
    Key{"where", named_texts, true, "Column -> value of the rows that change", "Colonne -> valeur des lignes qui changent", "{plaque: AB-123-CD}", nullptr, {}, Naming::field},
    Key{"to", named_texts, true, "Column -> new value", "Colonne -> nouvelle valeur", "{commune: Lyon}", nullptr, {}, Naming::field},
};
constexpr Block kSet{"register-set", kSetKeys};

constexpr std::array kInsertKeys{
    Key{"table", text, true, "The register's table", "La table du registre", "titulaires"},
    Key{"row", named_texts, true, "Column -> value", "Colonne -> valeur", "{plaque: AB-123-CD}", nullptr, {}, Naming::field},
};
constexpr Block kInsert{"register-insert", kInsertKeys};

constexpr std::array kDeleteKeys{
    Key{"table", text, true, "The register's table", "La table du registre", "titulaires"},
    Key{"where", named_texts, true, "Column -> value of the rows that go", "Colonne -> valeur des lignes retirées", "{plaque: AB-123-CD}", nullptr, {}, Naming::field},
};
constexpr Block kDelete{"register-delete", kDeleteKeys};

constexpr std::array kEditKeys{
    Key{"set", block, false, "Changes rows", "Modifie des lignes", "{table: titulaires, where: {plaque: AB-123-CD}, to: {commune: Lyon}}", &kSet},
    Key{"insert", block, false, "Adds a row", "Ajoute une ligne", "{table: titulaires, row: {plaque: AB-123-CD}}", &kInsert},
    Key{"delete", block, false, "Removes rows", "Retire des lignes", "{table: titulaires, where: {plaque: AB-123-CD}}", &kDelete},
};
constexpr Block kEdit{"register-edit", kEditKeys};

constexpr std::array kExpectedExchangeKeys{
    Key{"api", text, true, "agency/api", "administration/api", "siv/extrait-immatriculation"},
    Key{"outcome", word, false, "How it ended", "Comment il s'est terminé", "answered", nullptr, kExchangeOutcomes},
    Key{"sent", names, false, "Exactly the data sent", "Exactement les données envoyées", "[demande.plaque]"},
    Key{"received", names, false, "Exactly the data kept", "Exactement les données gardées", "[siv.statut]"},
};
constexpr Block kExpectedExchange{"expected-exchange", kExpectedExchangeKeys};

constexpr std::array kExpectedRefusalKeys{
    Key{"event", name, true, "The event that was refused", "L'événement refusé", "accepter"},
    Key{"reason", text, false, "Why", "Pourquoi", "not-expected"},
};
constexpr Block kExpectedRefusal{"expected-refusal", kExpectedRefusalKeys};

constexpr std::array kExpectKeys{
    Key{"state", name, false, "Where the case is", "Où en est le dossier", "active"},
    Key{"outcome", word, false, "How it ended", "Comment il s'est terminé", "granted", nullptr, kExpectedOutcomes},
    Key{"data", named_values, false, "Values held", "Valeurs présentes", "{droit.fin: 2027-03-02}", nullptr, {}, Naming::of_member},
    Key{"absent", names, false, "Data that hold no value", "Données sans valeur", "[decision.motif]"},
    Key{"exchanges", blocks, false, "The exchanges, in order", "Les échanges, dans l'ordre", "[{api: siv/extrait-immatriculation, outcome: answered}]", &kExpectedExchange},
    Key{"letters", names, false, "Titles of the letters to the person, in order, exactly", "Titres des courriers à la personne, dans l'ordre, exactement", "[Lettre de refus]"},
    Key{"told", named_names, false, "Exactly which letters went to the other actors", "Exactement quels courriers sont allés aux autres acteurs", "{droits: [Fin de droit]}"},
    Key{"recourse", names, false, "Exactly the ways to contest how it ended", "Exactement les voies de recours contre l'issue", "[gracieux]"},
    Key{"refused", blocks, false, "The events refused, in order", "Les événements refusés, dans l'ordre", "[{event: accepter, reason: not-expected}]", &kExpectedRefusal},
    Key{"disclosed", named_names, false, "Exactly which data went to whom over the case", "Exactement quelles données sont allées à qui", "{siv: [fc.jeton]}"},
    Key{"deadlines", named_texts, false, "Deadlines running and their due dates", "Délais en cours et leurs échéances", "{silence: 2026-05-12}"},
    Key{"log", names, false, "These kinds of lines appear in this order", "Ces sortes de lignes apparaissent dans cet ordre", "[event-accepted, exchange-sent]"},
    Key{"children", named_texts, false, "The state of each child of an each", "L'état de chaque sous-dossier", "{caf: acceptee}", nullptr, {}, Naming::field},
};
constexpr Block kExpect{"expect", kExpectKeys};

constexpr std::array kStepKeys{
    Key{"data", named_values, false, "What the event carries; a list value is written [a, b]", "Ce qu'apporte l'événement ; une liste s'écrit [a, b]",
        "{demande.plaque: AB-123-CD}", nullptr, {}, Naming::of_member},
    Key{"member", name, false, "The child of an each that it is for", "Le sous-dossier concerné", "caf"},
    Key{"purpose", name, false, "agrees, declines, withdraws, or a right: which purpose", "agrees, declines, withdraws, ou un droit : quelle finalité", "etude"},
    Key{"identity", word, false, "The level the person proves; what the event asks for, when absent", "Le niveau que la personne prouve ; celui que demande l'événement, sans cette clé", "none", nullptr, kActIdentities},
    Key{"notice", text, false, "The version of the notice shown", "La version de la mention montrée", "2026-01"},
    Key{"refused", text, false, "It must be refused, for this reason", "Il doit être refusé, pour cette raison", "not-expected"},
    Key{"wait", delay, false, "Time passes", "Le temps passe", "3 days"},
    Key{"until", instant, false, "Time passes until then", "Le temps passe jusque-là", "2026-04-01T10:00"},
    Key{"expect", block, false, "What must be so now", "Ce qui doit être vrai maintenant", "{state: paiement}", &kExpect},
    Key{"fault", block, false, "An agency behaves so from now on", "Une administration se comporte ainsi désormais", "{agency: siv, availability: down}", &kFault},
    Key{"", name, false, "<actor>: <event>, or agrees, declines, withdraws, restricts, lifts, objects, erases", "<acteur>: <événement>, ou agrees, declines, withdraws, restricts, lifts, objects, erases", "deposer"},
};
constexpr Block kStep{"step", kStepKeys};

constexpr std::array kScenarioKeys{
    Key{"scenario", name, true, "Its id: the name of its file", "Son identifiant : le nom du fichier", "accordee"},
    Key{"title", text, true, "What it shows", "Ce qu'il montre", "Carte accordée sans aucune pièce"},
    Key{"english", text, false, "The title in English", "Le titre en anglais", "Permit granted without any paper"},
    Key{"procedure", text, false, "Id or path, outside the procedure's own folder", "Identifiant ou chemin, hors du dossier de la démarche", "carte-stationnement"},
    Key{"start", instant, true, "Paris wall clock", "L'heure de Paris", "2026-03-02T09:00"},
    Key{"citizen", text, false, "A synthetic person of data/citizens", "Une personne fictive de data/citizens", "p-0042"},
    Key{"places", named_texts, false, "Which instance of agencies that exist many times", "Quel exemplaire des administrations multiples", "{ville: paris-11}"},
    Key{"agencies", named_blocks, false, "How agencies behave in this scenario", "Comment se comportent les administrations", "{siv: {availability: down}}", &kOverride},
    Key{"registers", edits, false, "Edits of the fresh registers", "Modifications des registres neufs",
        "{vehicules: [{set: {table: titulaires, where: {plaque: AB-123-CD}, to: {commune: Lyon}}}]}", &kEdit},
    Key{"steps", blocks, true, "Who does what, in order", "Qui fait quoi, dans l'ordre", "[{usager: deposer, data: {demande.plaque: AB-123-CD}}]", &kStep},
    Key{"expect", block, false, "What must be so at the end", "Ce qui doit être vrai à la fin", "{state: active, outcome: granted}", &kExpect},
};
constexpr Block kScenario{"scenario", kScenarioKeys};

}  // namespace

const Format kScenarioFormat{"scenario", "A case told step by step, and what must be seen", "Un dossier raconté pas à pas, et ce qu'on doit voir", kScenario};

}  // namespace guichet::load
