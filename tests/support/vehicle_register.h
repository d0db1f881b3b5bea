// The register of vehicles that tests ask, written as data/agencies.yaml writes an agency: what stands under "agencies:".
#pragma once

#include <string>

namespace guichet::support {

struct VehicleRegister {
  bool tells_commune = false;                  // beside the holder's quality
  std::string behaviour = "latency: 2 hours";  // empty: it answers at once
  bool granted = true;                         // to the procedure `essai`, for its purpose `etude`
};

inline std::string vehicle_register(const VehicleRegister& is = {}) {
  const std::string commune = is.tells_commune ? ", commune" : "", its_column = is.tells_commune ? ", commune: commune" : "";
  std::string text = R"(  siv:
    title: Fichier des véhicules
    register: vehicules
    apis:
      extrait:
        title: Extrait
        request: Demande d'extrait
        reply: Extrait
        activity: Chercher
        source: choice
        takes: [immatriculation]
        gives: [statut)" + commune + R"(]
        query: {table: titulaires, by: {immatriculation: plaque}, gives: {statut: statut)" + its_column + R"(}}
        not-found: "42003"
)";
  if (!is.behaviour.empty()) text += "        behaviour: {" + is.behaviour + "}\n";
  text += is.granted ? R"(        grants:
          - {procedure: essai, consumer: ville, purpose: etude, source: choice, takes: {plaque: immatriculation}, gives: {statut: statut}}
)"
                     : "        grants: []\n";
  return text;
}

}  // namespace guichet::support
