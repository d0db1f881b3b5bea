// The procedure format, key by key. docs/procedure_format.md has the same with longer examples.
#include <array>

#include "load/format.h"

namespace guichet::load {

namespace {

using enum Form;
using Words = std::string_view;

constexpr std::array<Words, 4> kRoles{"citizen", "agency", "other", "case"};
constexpr std::array<Words, 3> kRegimes{"rgpd", "police-justice", "outside"};
constexpr std::array<Words, 6> kBases{"consent",        "contract",    "legal-obligation",
                                      "vital-interest", "public-task", "legitimate-interest"};
constexpr std::array<Words, 9> kTypes{"text", "date", "number", "money", "boolean", "enum", "list", "duration", "file"};
constexpr std::array<Words, 7> kDoes{"collect", "review", "pay", "meet", "sign", "deliver", "wait"};
constexpr std::array<Words, 7> kOutcomes{"granted", "rejected", "withdrawn", "expired", "void", "failed", "done"};
constexpr std::array<Words, 2> kIdentities{"franceconnect", "franceconnect-plus"};

constexpr std::array kActorKeys{
    Key{"role", word, true, "Who this is: a citizen, an agency, another body (bank, device), or another case",
        "Qui c'est : un usager, une administration, un tiers (banque, appareil), ou un autre dossier", "citizen", nullptr, kRoles},
    Key{"title", title, false, "The name people read", "Le nom que l'on lit", "Ville"},
    Key{"agency", name, false, "Its id in data/agencies.yaml, when it differs from the actor's name",
        "Son identifiant dans data/agencies.yaml, s'il diffère du nom de l'acteur", "siv"},
    Key{"procedure", name, false, "Role case: the procedure of the other case", "Rôle case : la démarche de l'autre dossier", "amende-paiement"},
    Key{"key", name, false, "Role case: the datum by whose value the other case is found",
        "Rôle case : la donnée dont la valeur retrouve l'autre dossier", "avis.numero"},
};
constexpr Block kActor{"actor", kActorKeys};

constexpr std::array kChoiceKeys{
    Key{"choice", name, true, "The list datum that holds the recipients the person ticked",
        "La donnée de type list qui contient les destinataires cochés", "choix.organismes"},
};
constexpr Block kChoice{"choice", kChoiceKeys};

constexpr std::array kRetentionKeys{
    Key{"delay", delay, true, "How long the data are kept", "Combien de temps les données sont gardées", "36 months"},
    Key{"since", name, true, "Counted from: closed, opened, a milestone, or a date datum",
        "Compté depuis : closed (clôture), opened (ouverture), un jalon ou une donnée de type date", "closed"},
    Key{"roll", truth, false, "Moves a last day off to the next working day", "Reporte un dernier jour chômé au jour ouvré suivant", "true"},
    Key{"source", source, true, "The text it comes from: an id of data/sources.yaml, choice or unknown",
        "Le texte dont elle vient : un identifiant de data/sources.yaml, choice ou unknown", "unknown"},
};
constexpr Block kRetention{"retention", kRetentionKeys};

constexpr std::array kConsentLastsKeys{
    Key{"delay", delay, true, "How long consent or agreement is good once given", "Combien de temps vaut l'accord une fois donné", "12 months"},
    Key{"roll", truth, false, "Moves a last day off to the next working day", "Reporte un dernier jour chômé au jour ouvré suivant", "true"},
    Key{"source", source, true, "The text it comes from: an id of data/sources.yaml, choice or unknown",
        "Le texte dont elle vient : un identifiant de data/sources.yaml, choice ou unknown", "choice"},
};
constexpr Block kConsentLasts{"consent-lasts", kConsentLastsKeys};

constexpr std::array kPurposeKeys{
    Key{"title", title, false, "What the data are for, as people read it", "À quoi servent les données, en clair", "Attribuer le tarif résident"},
    Key{"controller", name_or_names, true, "The actor responsible; a list for joint controllers",
        "L'acteur responsable du traitement ; une liste pour des responsables conjoints", "ville"},
    Key{"regime", word, false, "rgpd (when absent), police-justice (directive 2016/680) or outside (deceased, anonymous)",
        "rgpd (par défaut), police-justice (directive 2016/680) ou outside (défunts, anonyme)", "rgpd", nullptr, kRegimes},
    Key{"basis", word, false, "The legal basis, GDPR art. 6(1); asked under rgpd, refused elsewhere",
        "La base légale, RGPD art. 6(1) ; exigée sous rgpd, refusée ailleurs", "public-task", nullptr, kBases},
    Key{"law", name_or_names, false, "The texts it rests on: ids of data/sources.yaml, choice or unknown",
        "Les textes sur lesquels elle repose : identifiants de data/sources.yaml, choice ou unknown", "[CRPA-L114-8]"},
    Key{"special", text, false, "The ground for special categories of data, GDPR art. 9(2) or 10",
        "L'exception qui permet des données sensibles, RGPD art. 9(2) ou 10", "art-9-2-h"},
    Key{"agreement", members, false, "required: the person's agreement is a gate of its own; {choice: datum}: per recipient",
        "required : l'accord de la personne est une condition à part ; {choice: donnée} : par destinataire", "required", &kChoice},
    Key{"notice", text, false, "The version of the notice shown when consent or agreement is asked",
        "La version de la mention d'information montrée quand on demande l'accord", "2026-01"},
    Key{"consent-lasts", block, false, "After how long consent or agreement is asked again",
        "Au bout de combien de temps l'accord est redemandé", "{delay: 12 months, source: choice}", &kConsentLasts},
    Key{"no-objection", name_or_names, false, "The texts that exclude the right to object, GDPR art. 23: ids of data/sources.yaml",
        "Les textes qui écartent le droit d'opposition, RGPD art. 23 : identifiants de data/sources.yaml", "[CRPA-L114-8]"},
    Key{"retention", block, false, "How long, since when", "Combien de temps, depuis quand", "{delay: 36 months, since: closed, source: unknown}", &kRetention},
};
constexpr Block kPurpose{"purpose", kPurposeKeys};

constexpr std::array kDatumKeys{
    Key{"type", word, true, "What a value is", "Ce qu'est une valeur", "text", nullptr, kTypes},
    Key{"category", name, true, "The row of the record of processing: identity, address, vehicle...",
        "La ligne du registre des traitements : identity, address, vehicle...", "vehicle"},
    Key{"title", title, false, "The name people read", "Le nom que l'on lit", "Plaque"},
    Key{"values", values, false, "enum and list: the words a value may take, with titles or without",
        "enum et list : les mots possibles, avec ou sans titres", "[titulaire, locataire]", nullptr, {}, Naming::field},
    Key{"pattern", text, false, "text: the regular expression the whole value matches",
        "text : l'expression régulière que suit toute la valeur", "'[A-Z]{2}-[0-9]{3}-[A-Z]{2}'"},
    Key{"example", text, false, "A value for forms and exercises", "Une valeur pour les formulaires et les exercices", "AB-123-CD"},
    Key{"origin", name, false, "Where it comes from, when no event or exchange says it: franceconnect",
        "D'où elle vient, si aucun événement ou échange ne le dit : franceconnect", "franceconnect"},
    Key{"each", name, false, "One value per member of this list datum", "Une valeur par membre de cette donnée de type list", "choix.organismes"},
    Key{"subject", name, false, "Someone else than the person whose case it is", "Une autre personne que l'usager du dossier", "designe"},
    Key{"for", name_or_names, false, "The purposes it is held for, when not the first",
        "Les finalités pour lesquelles elle est gardée, si ce n'est pas la première", "[contestation]"},
    Key{"special", truth, false, "A special category, GDPR art. 9", "Une donnée sensible, RGPD art. 9", "true"},
};
constexpr Block kDatum{"datum", kDatumKeys};

constexpr std::array kEventKeys{
    Key{"by", name, true, "The actor who does it", "L'acteur qui l'accomplit", "usager"},
    Key{"title", title, false, "A noun: the message a diagram shows", "Un nom : le message que montre un schéma", "Demande"},
    Key{"answer", title, false, "The word on the gateway's branch", "Le mot sur la branche de la question", "Oui"},
    Key{"carries", names, false, "The data it must bring", "Les données qu'il apporte", "[demande.plaque]"},
    Key{"may-carry", names, false, "The data it may bring", "Les données qu'il peut apporter", "[piece.bail]"},
    Key{"identity", word, false, "The level of identity asked of the person", "Le niveau d'identité exigé de la personne", "franceconnect", nullptr, kIdentities},
    Key{"agrees", name, false, "The purpose the person agrees to", "La finalité que la personne accepte", "etude-automatique"},
    Key{"declines", name, false, "The purpose the person declines", "La finalité que la personne refuse", "etude-automatique"},
    Key{"withdraws", name, false, "The purpose whose consent the person withdraws", "La finalité dont la personne retire le consentement", "etude-automatique"},
    Key{"notice", text, false, "The version of the notice shown, when not the purpose's",
        "La version de la mention montrée, si ce n'est pas celle de la finalité", "2026-01"},
};
constexpr Block kEvent{"event", kEventKeys};

constexpr std::array kLetterKeys{
    Key{"to", name, true, "The actor it is sent to", "L'acteur à qui on l'envoie", "usager"},
    Key{"title", title, false, "The name of the letter", "Le nom du courrier", "Lettre de refus"},
    Key{"carries", names, false, "The data it holds", "Les données qu'il contient", "[decision.motif]"},
    Key{"event", name, false, "To another case: its event", "Vers un autre dossier : son événement", "suspendre"},
    Key{"purpose", name, false, "The purpose it serves, when not the first", "La finalité servie, si ce n'est pas la première", "attribution"},
};
constexpr Block kLetter{"letter", kLetterKeys};

constexpr std::array kBranchKeys{
    Key{"if", expression, false, "Taken when this is true; the first true branch wins", "Suivie si c'est vrai ; la première vraie l'emporte", "\"has(piece.bail)\""},
    Key{"to", name, false, "The state entered; absent: the case stays where it is", "L'état où l'on entre ; absent : le dossier reste où il est", "paiement"},
    Key{"answer", title, false, "The word on the gateway's branch", "Le mot sur la branche de la question", "Oui"},
    Key{"set", named_expressions, false, "Data computed from the values before", "Données calculées à partir des valeurs d'avant",
        "{droit.fin: \"today() + demande.duree\"}", nullptr, {}, Naming::dotted},
    Key{"marks", name_or_names, false, "Milestones reached: clocks count from them", "Jalons atteints : les délais se comptent depuis eux", "recue"},
    Key{"tell", blocks, false, "Letters sent, other cases told", "Courriers envoyés, autres dossiers avertis", "[{to: usager, title: Lettre de refus}]", &kLetter},
};
constexpr Block kBranch{"branch", kBranchKeys};

constexpr std::array kExchangeKeys{
    Key{"by", name, true, "The agency that asks", "L'administration qui demande", "ville"},
    Key{"with", name, true, "The agency that answers, or the member of an each", "L'administration qui répond, ou le membre d'un each", "siv"},
    Key{"api", name, true, "The API called, described in data/agencies.yaml", "L'API appelée, décrite dans data/agencies.yaml", "extrait-immatriculation"},
    Key{"send", names, false, "The data sent", "Les données envoyées", "[demande.plaque]"},
    Key{"receive", names, false, "The data kept from the answer", "Les données gardées de la réponse", "[siv.statut]"},
    Key{"purpose", name, false, "The purpose it serves, when not the first", "La finalité servie, si ce n'est pas la première", "attribution"},
};
constexpr Block kExchange{"exchange", kExchangeKeys};

constexpr std::array kFeeKeys{
    Key{"amount", expression, true, "How much, on the day it is paid", "Combien, au jour du paiement", "\"lookup('tarif', ville.commune)\""},
    Key{"source", source, true, "The text that sets it: an id of data/sources.yaml, choice or unknown",
        "Le texte qui le fixe : un identifiant de data/sources.yaml, choice ou unknown", "F33963"},
};
constexpr Block kFee{"fee", kFeeKeys};

constexpr std::array kAfterKeys{
    Key{"delay", delay, true, "Counted from each entry, cancelled on leaving", "Compté depuis chaque entrée, annulé à la sortie", "90 days"},
    Key{"to", name, true, "The state entered when it ends", "L'état où l'on entre à son terme", "abandonnee"},
    Key{"roll", truth, false, "Moves a last day off to the next working day", "Reporte un dernier jour chômé au jour ouvré suivant", "true"},
    Key{"source", source, true, "The text that sets it: an id of data/sources.yaml, choice or unknown",
        "Le texte qui le fixe : un identifiant de data/sources.yaml, choice ou unknown", "choice"},
    Key{"set", named_expressions, false, "Data computed", "Données calculées", "{droit.fin: \"today()\"}", nullptr, {}, Naming::dotted},
    Key{"marks", name_or_names, false, "Milestones reached", "Jalons atteints", "relance"},
    Key{"tell", blocks, false, "Letters sent, other cases told", "Courriers envoyés, autres dossiers avertis", "[{to: usager, title: Relance}]", &kLetter},
};
constexpr Block kAfter{"after", kAfterKeys};

extern const Block kState;
constexpr std::array kStateKeys{
    Key{"actor", name, false, "Who must act", "Qui doit agir", "usager"},
    Key{"activity", title, false, "The verb of the task", "Le verbe de la tâche", "Instruire la demande"},
    Key{"title", title, false, "A condition", "Une situation", "Demande en cours d'instruction"},
    Key{"question", title, false, "The question of the gateway after it", "La question posée ensuite", "\"Demande acceptée ?\""},
    Key{"does", word, false, "The kind of task", "La nature de la tâche", "review", nullptr, kDoes},
    Key{"fee", block, false, "What is to be paid", "Ce qui est à payer", "{amount: avis.montant, source: CPP-529-10}", &kFee},
    Key{"exchange", block, false, "A call to another administration; answered, not-found, refused and failed are all handled",
        "Un appel à une autre administration ; answered, not-found, refused et failed sont tous traités",
        "{by: ville, with: siv, api: extrait-immatriculation, send: [demande.plaque], receive: [siv.statut]}", &kExchange},
    Key{"decide", target, false, "A rule applied at once; the last branch has no if", "Une règle appliquée aussitôt ; la dernière branche n'a pas de if",
        "[{if: \"nombre > 3\", to: titre}, {to: etiquette}]", &kBranch},
    Key{"each", name, false, "One sub-case per member of this list datum", "Un sous-dossier par membre de cette donnée de type list", "choix.organismes"},
    Key{"as", name, false, "each: the word for the member, an actor too", "each : le mot qui désigne le membre, acteur lui aussi", "organisme"},
    Key{"states", named_blocks, false, "each: the states of a sub-case, the first is its start", "each : les états d'un sous-dossier, le premier est son départ",
        "{envoi: {actor: organisme}, faite: {outcome: done}}", &kState},
    Key{"outcome", word, false, "The end of the case", "La fin du dossier", "granted", nullptr, kOutcomes},
    Key{"recourse", names, false, "What the person may do against it", "Les recours possibles", "[gracieux, tribunal-administratif]"},
    Key{"when", named_targets, false, "What happens on each event", "Ce qui se passe à chaque événement", "{accepter: paiement, refuser: refusee}", &kBranch},
    Key{"after", block, false, "What happens when nobody does anything", "Ce qui se passe si personne ne fait rien", "{delay: 90 days, to: abandonnee, source: choice}", &kAfter},
    Key{"marks", name_or_names, false, "Milestones reached at each entry", "Jalons atteints à chaque entrée", "recue"},
    Key{"tell", blocks, false, "Letters sent at each entry", "Courriers envoyés à chaque entrée", "[{to: usager, title: Accusé de réception}]", &kLetter},
    Key{"source", source, false, "The text it comes from: an id of data/sources.yaml, choice or unknown",
        "Le texte dont il vient : un identifiant de data/sources.yaml, choice ou unknown", "CRPA-L114-8"},
};
constexpr Block kState{"state", kStateKeys};

constexpr std::array kDeadlineKeys{
    Key{"delay", delay, false, "How long", "Combien de temps", "1 month"},
    Key{"since", name, false, "Counted from a milestone, opened, or a date datum", "Compté depuis un jalon, opened (ouverture) ou une donnée de type date", "recue"},
    Key{"at", expression, false, "A calendar date instead", "Ou bien une date du calendrier", "\"lookup('campagne', annee)\""},
    Key{"roll", truth, false, "Moves a last day off to the next working day", "Reporte un dernier jour chômé au jour ouvré suivant", "true"},
    Key{"in", names, false, "The states where it fires", "Les états où il se déclenche", "[examen]"},
    Key{"suspended-in", names, false, "The states where it does not run", "Les états où il ne court pas", "[complement]"},
    Key{"to", name, false, "The state entered; absent: only passed('name') tells", "L'état où l'on entre ; absent : seul passed('nom') le dit", "refus-implicite"},
    Key{"source", source, true, "The text that sets it: an id of data/sources.yaml, choice or unknown",
        "Le texte qui le fixe : un identifiant de data/sources.yaml, choice ou unknown", "CRPA-R311-12"},
    Key{"title", title, false, "The words a diagram shows", "Les mots que montre un schéma", "1 mois sans réponse"},
};
constexpr Block kDeadline{"deadline", kDeadlineKeys};

constexpr std::array kPhaseKeys{
    Key{"states", names, true, "The states it covers", "Les états qu'elle couvre", "[saisie, pieces]"},
    Key{"when", named_targets, false, "What happens on an event in any of them; a state's own when wins",
        "Ce qui se passe à un événement dans chacun d'eux ; le when d'un état l'emporte", "{abandonner: abandonnee}", &kBranch},
    Key{"title", title, false, "The name people read", "Le nom que l'on lit", "Avant le dépôt"},
};
constexpr Block kPhase{"phase", kPhaseKeys};

constexpr std::array kProcedureKeys{
    Key{"procedure", name, true, "Its id: the name of its folder", "Son identifiant : le nom de son dossier", "carte-stationnement"},
    Key{"version", positive, true, "A whole number, raised at each change", "Un nombre entier, augmenté à chaque changement", "1"},
    Key{"title", title, true, "The name people read", "Le nom que l'on lit", "Carte de stationnement résidentiel"},
    Key{"sources", names, false, "The texts it rests on, ids of data/sources.yaml", "Les textes suivis, identifiants de data/sources.yaml", "[F33963, CRPA-L114-8]"},
    Key{"actors", named_blocks, true, "The lanes, in reading order", "Les couloirs, dans l'ordre de lecture", "{usager: {role: citizen, title: Usager}}", &kActor},
    Key{"purposes", named_blocks, false, "What the data are for; the first is the case's own",
        "À quoi servent les données ; la première finalité est celle du dossier",
        "{attribution: {controller: ville, basis: public-task, law: [CRPA-L114-8]}}", &kPurpose},
    Key{"data", named_blocks, false, "Every datum, typed", "Chaque donnée, avec son type", "{demande.plaque: {type: text, category: vehicle}}", &kDatum, {}, Naming::dotted},
    Key{"events", named_blocks, false, "What actors do", "Ce que font les acteurs", "{deposer: {by: usager, title: Demande}}", &kEvent},
    Key{"deadlines", named_blocks, false, "Clocks of the case, across states", "Les délais du dossier, d'un état à l'autre",
        "{silence: {delay: 2 months, since: recue, in: [examen], to: acceptee, source: CRPA-L231-1}}", &kDeadline},
    Key{"phases", named_blocks, false, "Groups of states that hear the same events", "Groupes d'états qui réagissent aux mêmes événements",
        "{avant-depot: {states: [saisie, pieces], when: {abandonner: abandonnee}}}", &kPhase},
    Key{"properties", named_texts, false, "What must stay true, checked by guichet check", "Ce qui doit rester vrai, vérifié par guichet check",
        "{paye-d-abord: paiement before active}"},
    Key{"states", named_blocks, true, "The steps; the first is the start", "Les étapes ; la première est le départ", "{saisie: {actor: usager, when: {deposer: examen}}}", &kState},
};
constexpr Block kProcedure{"procedure", kProcedureKeys};

}  // namespace

const Format kProcedureFormat{"procedure", "An administrative procedure", "Une démarche administrative", kProcedure};

}  // namespace guichet::load
