// A procedure that asks another administration, with the person's consent, and the administration it asks.
#pragma once

#include <string>

#include "support/vehicle_register.h"

namespace guichet::dossier {

inline const std::string kAgencies =
    "agencies:\n" + support::vehicle_register({.tells_commune = true, .behaviour = "latency: 2 hours, retries: 2, retry-after: 10 minutes"});

inline constexpr const char* kTrial = R"(procedure: essai
version: 1
title: Essai
sources: [choice]
actors:
  usager: {role: citizen, title: Usager}
  ville: {role: agency, title: Ville}
  siv: {role: agency, agency: siv, title: SIV}
purposes:
  suivi: {title: Suivre, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
  etude: {title: Étudier, controller: ville, basis: consent, law: [choice], notice: "2026-01", retention: {delay: 12 months, since: closed, source: choice}}
data:
  plaque: {type: text, category: vehicle, for: [suivi, etude], title: Plaque}
  statut: {type: enum, values: [titulaire, cotitulaire, locataire], category: vehicle, for: [etude], title: Qualité}
events:
  deposer: {by: usager, carries: [plaque], title: Demande}
  accorder: {by: usager, agrees: etude, notice: "2026-01"}
  annuler: {by: usager}
states:
  saisie: {actor: usager, activity: Demander, when: {deposer: demande}}
  demande:
    exchange: {by: ville, with: siv, api: extrait, purpose: etude, send: [plaque], receive: [statut]}
    activity: Demander l'extrait
    when:
      answered: [{if: "statut == 'titulaire'", to: vu}, {to: autre}]
      not-found: inconnu
      refused: refuse
      failed: panne
      annuler: annulee
  vu: {actor: ville, activity: Décider}
  autre: {actor: ville, activity: Décider}
  inconnu: {outcome: rejected, recourse: [gracieux]}
  refuse: {actor: ville, activity: Demander des pièces}
  panne: {outcome: failed}
  annulee: {outcome: withdrawn}
)";

}  // namespace guichet::dossier
