/*
 Inscription à la cantine : exporté par Guichet depuis la démarche « cantine », version 1.
 Le temps légal n’est pas compté ici : qui conduit la machine envoie « guichet.clock » (la date du jour, les échéances dépassées) quand le jour change, et le nom d’une échéance, ou « after », quand elle arrive.
 Ne passe pas : qui peut agir et sous quelle identité, les types et motifs des données, ce qui est envoyé et reçu, les courriers et les redevances (nommés, sans effet), les consentements. Ce qu’un retrait efface arrive par « guichet.erased », l’échange qu’il arrête par « refused ».
 Ne passe pas : un événement n’est pas repris en entier quand une règle qui le suit est indéterminée ; la machine s’arrête alors devant cette règle.
 Les valeurs sont des nombres entiers : mots et textes par leur rang, dates en jours depuis 1970, argent en centimes ; ce qu’aucune condition ni aucun calcul ne lit est laissé de côté.
 Ne passent pas : les dates comptées en jours ouvrés, ouvrables ou francs, faute du calendrier des jours fériés. Une condition qui en a besoin est indéterminée.
*/
#define ABSENT (-2147483647)
#define S_saisie 0
#define S_quotient 1
#define S_gratuite 2
#define S_ecoles 3
#define S_oubliee 4
#define S_inscrite 5
#define S_refusee 6
#define S_abandonnee 7
#define C_ecoles_attente 1
#define C_ecoles_faite 2
#define C_ecoles_complete 3
#define E_answered 0
#define E_not_found 1
#define E_refused 2
#define E_failed 3
#define E_after 4
#define E_inscrire 7
#define E_repondre 8
#define E_relancer 9
#define E_renoncer 10
#define E_silence 11
/* text 0: oui */

byte state = 0; bool stuck = 0; bool fresh = 0; bool ended = 0;
int today = 20514;
hidden int event; hidden int who;
int passed_silence = ABSENT;
int d_enfant_naissance = ABSENT; hidden int in_d_enfant_naissance = ABSENT; hidden int old_d_enfant_naissance;
int d_enfant_classe = ABSENT; hidden int in_d_enfant_classe = ABSENT; hidden int old_d_enfant_classe;
int d_foyer_numero = ABSENT; hidden int in_d_foyer_numero = ABSENT; hidden int old_d_foyer_numero;
int d_foyer_quotient = ABSENT; hidden int in_d_foyer_quotient = ABSENT; hidden int old_d_foyer_quotient;
int d_choix_ecoles = ABSENT; hidden int in_d_choix_ecoles = ABSENT; hidden int old_d_choix_ecoles;
int d_ecole_reponse_nord = ABSENT; hidden int in_d_ecole_reponse_nord = ABSENT; hidden int old_d_ecole_reponse_nord;
int d_ecole_reponse_sud = ABSENT; hidden int in_d_ecole_reponse_sud = ABSENT; hidden int old_d_ecole_reponse_sud;
int d_droit_fin = ABSENT; hidden int in_d_droit_fin = ABSENT; hidden int old_d_droit_fin;
byte child_ecoles_nord = 0;
byte child_ecoles_sud = 0;
bool broken_p_demande_d_abord = 0; bool seen_p_demande_d_abord = 0;
bool broken_p_reponse_d_abord = 0; bool seen_p_reponse_d_abord = 0;
bool broken_p_quotient_d_abord = 0; bool seen_p_quotient_d_abord = 0;
bool broken_p_jamais = 0;
bool broken_p_sans_reponse = 0;
bool broken_p_nord_dit_oui = 0;
bool broken_p_quotient_su = 0;
bool broken_p_une_fois = 0; byte n_p_une_fois = 0;
bool broken_p_une_relance = 0; byte n_p_une_relance = 0;
bool broken_p_suite = 0; bool seen_p_suite = 0;
bool broken_p_suite_favorable = 0; bool seen_p_suite_favorable = 0;
bool broken_p_deux_mois = 0; bool seen_p_deux_mois = 0;
hidden int t0; hidden int s0;
hidden int t1; hidden int s1;
hidden int t2; hidden int s2;
hidden int t3; hidden int s3;
hidden int t4; hidden int s4;
hidden int t5; hidden int s5;
hidden int t6; hidden int s6;
hidden int t7; hidden int s7;
hidden int d_z; hidden int d_era; hidden int d_doe; hidden int d_yoe; hidden int d_y; hidden int d_doy;
hidden int d_mp; hidden int d_d; hidden int d_m; hidden int d_t; hidden int d_last;
inline months(out, from, n) {
  d_z = from + 719468; d_era = d_z / 146097; d_doe = d_z % 146097;
  d_yoe = (d_doe - d_doe / 1460 + d_doe / 36524 - d_doe / 146096) / 365;
  d_y = d_yoe + d_era * 400; d_doy = d_doe - (365 * d_yoe + d_yoe / 4 - d_yoe / 100);
  d_mp = (5 * d_doy + 2) / 153; d_d = d_doy - (153 * d_mp + 2) / 5 + 1;
  d_m = (d_mp < 10 -> d_mp + 3 : d_mp - 9); d_y = (d_m <= 2 -> d_y + 1 : d_y);
  d_t = d_y * 12 + d_m - 1 + n; d_y = d_t / 12; d_m = d_t % 12 + 1;
  d_last = (d_m == 2 -> ((d_y % 4 == 0 && (d_y % 100 != 0 || d_y % 400 == 0)) -> 29 : 28)
                      : ((d_m == 4 || d_m == 6 || d_m == 9 || d_m == 11) -> 30 : 31));
  d_d = (d_d > d_last -> d_last : d_d); d_y = (d_m <= 2 -> d_y - 1 : d_y);
  d_era = d_y / 400; d_yoe = d_y % 400; d_doy = (153 * (d_m > 2 -> d_m - 3 : d_m + 9) + 2) / 5 + d_d - 1;
  d_doe = d_yoe * 365 + d_yoe / 4 - d_yoe / 100 + d_doy; out = d_era * 146097 + d_doe - 719468
}
inline plus(out, from, delay) { moved(out, from, delay, 1) }
inline minus(out, from, delay) { moved(out, from, delay, -1) }
inline moved(out, from, delay, sign) {
  if
  :: (from == ABSENT || delay == ABSENT || from < -25567 || from > 84370 || delay % 10000000 > 100000) -> out = ABSENT
  :: else ->
    if
    :: (delay / 10000000 == 1) -> out = from + sign * (delay % 10000000)
    :: (delay / 10000000 == 2 && delay % 10000000 < 4000) -> months(out, from, sign * (delay % 10000000))
    :: else -> out = ABSENT
    fi;
    if :: (out < -25567 || out > 84370) -> out = ABSENT :: else fi
  fi
}
#ifdef REPLAY
chan STDIN;
hidden int r_char; hidden int r_sign; hidden int r_n; hidden int r_slot; hidden int r_value;
inline read(n) {
  n = 0; r_sign = 1; STDIN ? r_char;
  do :: (r_char == 32 || r_char == 10) -> STDIN ? r_char :: else -> break od;
  if :: (r_char == 45) -> r_sign = -1; STDIN ? r_char :: else fi;
  do :: (r_char >= 48 && r_char <= 57) -> n = n * 10 + r_char - 48; STDIN ? r_char :: else -> break od;
  n = n * r_sign
}
#endif

active proctype dossier() {
  broken_p_sans_reponse = (broken_p_sans_reponse || (child_ecoles_nord == C_ecoles_complete && (!(d_ecole_reponse_nord != ABSENT))) || (child_ecoles_sud == C_ecoles_complete && (!(d_ecole_reponse_sud != ABSENT)))); broken_p_nord_dit_oui = (broken_p_nord_dit_oui || (child_ecoles_nord == C_ecoles_faite && !((d_ecole_reponse_nord != ABSENT && d_ecole_reponse_nord == 0) || 0 == 1)) || (child_ecoles_sud == C_ecoles_faite && !((d_ecole_reponse_sud != ABSENT && d_ecole_reponse_sud == 0) || 1 == 1))); broken_p_quotient_su = (broken_p_quotient_su || (state == S_inscrite && !(d_foyer_quotient != ABSENT)));
  do
  :: atomic { (!stuck && state == S_gratuite) ->
      if
      :: (d_droit_fin != ABSENT && passed_silence == 1) -> state = S_refusee; fresh = 0; ended = 0; seen_p_suite = 0; broken_p_suite = (broken_p_suite || seen_p_suite); seen_p_suite_favorable = 0; broken_p_suite_favorable = (broken_p_suite_favorable || seen_p_suite_favorable); seen_p_deux_mois = 0; broken_p_deux_mois = (broken_p_deux_mois || seen_p_deux_mois)
      :: ((!(d_droit_fin != ABSENT) || passed_silence == 0)) -> state = S_ecoles; fresh = 1; ended = 0; broken_p_demande_d_abord = (broken_p_demande_d_abord || !seen_p_demande_d_abord); broken_p_quotient_d_abord = (broken_p_quotient_d_abord || !seen_p_quotient_d_abord); broken_p_une_fois = (broken_p_une_fois || n_p_une_fois == 1); n_p_une_fois = (n_p_une_fois == 1 -> n_p_une_fois : n_p_une_fois + 1); seen_p_suite = 1; seen_p_suite_favorable = 1; seen_p_deux_mois = 1
      :: else -> stuck = 1
      fi; broken_p_sans_reponse = (broken_p_sans_reponse || (child_ecoles_nord == C_ecoles_complete && (!(d_ecole_reponse_nord != ABSENT))) || (child_ecoles_sud == C_ecoles_complete && (!(d_ecole_reponse_sud != ABSENT)))); broken_p_nord_dit_oui = (broken_p_nord_dit_oui || (child_ecoles_nord == C_ecoles_faite && !((d_ecole_reponse_nord != ABSENT && d_ecole_reponse_nord == 0) || 0 == 1)) || (child_ecoles_sud == C_ecoles_faite && !((d_ecole_reponse_sud != ABSENT && d_ecole_reponse_sud == 0) || 1 == 1))); broken_p_quotient_su = (broken_p_quotient_su || (state == S_inscrite && !(d_foyer_quotient != ABSENT))) }
  :: atomic { (!stuck && state == S_ecoles && fresh) -> fresh = 0; ended = 1;
      child_ecoles_nord = ((d_choix_ecoles != ABSENT && ((d_choix_ecoles >> 0) & 1) == 1) -> C_ecoles_attente : 0);
      child_ecoles_sud = ((d_choix_ecoles != ABSENT && ((d_choix_ecoles >> 1) & 1) == 1) -> C_ecoles_attente : 0);
      skip; broken_p_sans_reponse = (broken_p_sans_reponse || (child_ecoles_nord == C_ecoles_complete && (!(d_ecole_reponse_nord != ABSENT))) || (child_ecoles_sud == C_ecoles_complete && (!(d_ecole_reponse_sud != ABSENT)))); broken_p_nord_dit_oui = (broken_p_nord_dit_oui || (child_ecoles_nord == C_ecoles_faite && !((d_ecole_reponse_nord != ABSENT && d_ecole_reponse_nord == 0) || 0 == 1)) || (child_ecoles_sud == C_ecoles_faite && !((d_ecole_reponse_sud != ABSENT && d_ecole_reponse_sud == 0) || 1 == 1))); broken_p_quotient_su = (broken_p_quotient_su || (state == S_inscrite && !(d_foyer_quotient != ABSENT))) }
  :: atomic { (!stuck && (state == S_ecoles && !fresh && ended && (child_ecoles_nord == 0 || child_ecoles_nord == C_ecoles_faite || child_ecoles_nord == C_ecoles_complete) && (child_ecoles_sud == 0 || child_ecoles_sud == C_ecoles_faite || child_ecoles_sud == C_ecoles_complete))) -> ended = 0;
      if
      :: ((child_ecoles_nord == C_ecoles_faite || child_ecoles_sud == C_ecoles_faite)) -> child_ecoles_nord = 0; child_ecoles_sud = 0; state = S_inscrite; fresh = 0; ended = 0; broken_p_reponse_d_abord = (broken_p_reponse_d_abord || !seen_p_reponse_d_abord); seen_p_suite = 0; broken_p_suite = (broken_p_suite || seen_p_suite); seen_p_suite_favorable = 0; broken_p_suite_favorable = (broken_p_suite_favorable || seen_p_suite_favorable); seen_p_deux_mois = 0; broken_p_deux_mois = (broken_p_deux_mois || seen_p_deux_mois)
      :: (!(child_ecoles_nord == C_ecoles_faite || child_ecoles_sud == C_ecoles_faite)) -> child_ecoles_nord = 0; child_ecoles_sud = 0; state = S_refusee; fresh = 0; ended = 0; seen_p_suite = 0; broken_p_suite = (broken_p_suite || seen_p_suite); seen_p_suite_favorable = 0; broken_p_suite_favorable = (broken_p_suite_favorable || seen_p_suite_favorable); seen_p_deux_mois = 0; broken_p_deux_mois = (broken_p_deux_mois || seen_p_deux_mois)
      :: else -> skip
      fi; broken_p_sans_reponse = (broken_p_sans_reponse || (child_ecoles_nord == C_ecoles_complete && (!(d_ecole_reponse_nord != ABSENT))) || (child_ecoles_sud == C_ecoles_complete && (!(d_ecole_reponse_sud != ABSENT)))); broken_p_nord_dit_oui = (broken_p_nord_dit_oui || (child_ecoles_nord == C_ecoles_faite && !((d_ecole_reponse_nord != ABSENT && d_ecole_reponse_nord == 0) || 0 == 1)) || (child_ecoles_sud == C_ecoles_faite && !((d_ecole_reponse_sud != ABSENT && d_ecole_reponse_sud == 0) || 1 == 1))); broken_p_quotient_su = (broken_p_quotient_su || (state == S_inscrite && !(d_foyer_quotient != ABSENT))) }
  :: atomic { (stuck || !(state == S_gratuite || (state == S_ecoles && fresh) || (state == S_ecoles && !fresh && ended && (child_ecoles_nord == 0 || child_ecoles_nord == C_ecoles_faite || child_ecoles_nord == C_ecoles_complete) && (child_ecoles_sud == 0 || child_ecoles_sud == C_ecoles_faite || child_ecoles_sud == C_ecoles_complete)))) -> stuck = 0;
#ifdef REPLAY
      event = -1;
      do
      :: read(r_n);
        if
        :: (r_n == 0) -> read(today); read(passed_silence)
        :: (r_n == 1) -> read(r_slot); read(r_value);
          if
          :: (r_slot == 0) -> d_enfant_naissance = r_value
          :: (r_slot == 1) -> d_enfant_classe = r_value
          :: (r_slot == 2) -> d_foyer_numero = r_value
          :: (r_slot == 3) -> d_foyer_quotient = r_value
          :: (r_slot == 4) -> d_choix_ecoles = r_value
          :: (r_slot == 5) -> d_ecole_reponse_nord = r_value
          :: (r_slot == 6) -> d_ecole_reponse_sud = r_value
          :: (r_slot == 7) -> d_droit_fin = r_value
          :: else
          fi
        :: (r_n == 5) -> read(r_slot); read(r_value);
          if
          :: (r_slot == 0) -> in_d_enfant_naissance = r_value
          :: (r_slot == 1) -> in_d_enfant_classe = r_value
          :: (r_slot == 2) -> in_d_foyer_numero = r_value
          :: (r_slot == 3) -> in_d_foyer_quotient = r_value
          :: (r_slot == 4) -> in_d_choix_ecoles = r_value
          :: (r_slot == 5) -> in_d_ecole_reponse_nord = r_value
          :: (r_slot == 6) -> in_d_ecole_reponse_sud = r_value
          :: (r_slot == 7) -> in_d_droit_fin = r_value
          :: else
          fi
        :: (r_n == 2) -> read(event); read(who); break
        :: (r_n == 3) -> state = 0; ended = 0; fresh = 0; passed_silence = ABSENT; d_enfant_naissance = ABSENT; d_enfant_classe = ABSENT; d_foyer_numero = ABSENT; d_foyer_quotient = ABSENT; d_choix_ecoles = ABSENT; d_ecole_reponse_nord = ABSENT; d_ecole_reponse_sud = ABSENT; d_droit_fin = ABSENT; child_ecoles_nord = 0; child_ecoles_sud = 0
        :: (r_n == 6) -> printf("stands %d %d %d\n", state, child_ecoles_nord, child_ecoles_sud)
        :: else -> goto over
        fi
      od;
#else
      if
      :: (state == S_inscrite) -> break
      :: (state == S_refusee) -> break
      :: (state == S_abandonnee) -> break
      :: (state == S_saisie) -> event = E_inscrire; who = -1; if :: in_d_enfant_naissance = -15986 :: in_d_enfant_naissance = 20114 :: in_d_enfant_naissance = 20514 :: in_d_enfant_naissance = 20914 :: in_d_enfant_naissance = 20000036 fi; if :: in_d_choix_ecoles = 0 :: in_d_choix_ecoles = 1 :: in_d_choix_ecoles = 2 :: in_d_choix_ecoles = 3 fi; if :: in_d_enfant_classe = ABSENT :: in_d_enfant_classe = 0 :: in_d_enfant_classe = 1 fi; if :: in_d_foyer_numero = ABSENT :: in_d_foyer_numero = 1 fi
      :: (state == S_saisie) -> event = E_after; who = -1
      :: (state == S_quotient) -> event = E_answered; who = -1; if :: in_d_foyer_quotient = ABSENT :: in_d_foyer_quotient = 0 :: in_d_foyer_quotient = 1 :: in_d_foyer_quotient = 119999 :: in_d_foyer_quotient = 120000 :: in_d_foyer_quotient = 120001 fi
      :: (state == S_quotient) -> event = E_not_found; who = -1
      :: (state == S_quotient) -> event = E_refused; who = -1
      :: (state == S_quotient) -> event = E_failed; who = -1
      :: (state == S_ecoles) -> event = E_relancer; who = -1
      :: (state == S_ecoles) -> event = E_renoncer; who = -1
      :: (state == S_ecoles) -> event = E_silence; who = -1
      :: (state == S_ecoles && child_ecoles_nord == C_ecoles_attente) -> event = E_repondre; who = 0; if :: in_d_ecole_reponse_nord = ABSENT :: in_d_ecole_reponse_nord = 0 :: in_d_ecole_reponse_nord = 1 fi
      :: (state == S_ecoles && child_ecoles_nord == C_ecoles_attente) -> event = E_after; who = 0
      :: (state == S_ecoles && child_ecoles_sud == C_ecoles_attente) -> event = E_repondre; who = 1; if :: in_d_ecole_reponse_sud = ABSENT :: in_d_ecole_reponse_sud = 1 fi
      :: (state == S_ecoles && child_ecoles_sud == C_ecoles_attente) -> event = E_after; who = 1
      :: (state == S_oubliee) -> event = E_repondre; who = -1; if :: in_d_ecole_reponse_nord = ABSENT :: in_d_ecole_reponse_nord = 0 :: in_d_ecole_reponse_nord = 1 fi; if :: in_d_ecole_reponse_sud = ABSENT :: in_d_ecole_reponse_sud = 1 fi
      :: passed_silence = 1; event = -1
      :: passed_silence = 0; event = -1
      fi;
#endif
      if
      :: (event == E_inscrire && who == -1 && state == S_saisie) ->
        old_d_enfant_naissance = d_enfant_naissance; d_enfant_naissance = (in_d_enfant_naissance != ABSENT -> in_d_enfant_naissance : d_enfant_naissance); in_d_enfant_naissance = ABSENT;
        old_d_choix_ecoles = d_choix_ecoles; d_choix_ecoles = (in_d_choix_ecoles != ABSENT -> in_d_choix_ecoles : d_choix_ecoles); in_d_choix_ecoles = ABSENT;
        old_d_enfant_classe = d_enfant_classe; d_enfant_classe = (in_d_enfant_classe != ABSENT -> in_d_enfant_classe : d_enfant_classe); in_d_enfant_classe = ABSENT;
        old_d_foyer_numero = d_foyer_numero; d_foyer_numero = (in_d_foyer_numero != ABSENT -> in_d_foyer_numero : d_foyer_numero); in_d_foyer_numero = ABSENT;
        plus(t0, d_enfant_naissance, 20000036);
        if
        :: (d_enfant_naissance != ABSENT && t0 != ABSENT && t0 <= today && d_foyer_numero != ABSENT) -> seen_p_demande_d_abord = 1; state = S_quotient; fresh = 0; ended = 0; broken_p_demande_d_abord = (broken_p_demande_d_abord || !seen_p_demande_d_abord); seen_p_quotient_d_abord = 1
        :: (((d_enfant_naissance != ABSENT && t0 != ABSENT && t0 > today) || !(d_foyer_numero != ABSENT)) && d_enfant_classe != ABSENT && d_enfant_classe == 1) -> seen_p_demande_d_abord = 1; state = S_ecoles; fresh = 1; ended = 0; broken_p_demande_d_abord = (broken_p_demande_d_abord || !seen_p_demande_d_abord); broken_p_quotient_d_abord = (broken_p_quotient_d_abord || !seen_p_quotient_d_abord); broken_p_une_fois = (broken_p_une_fois || n_p_une_fois == 1); n_p_une_fois = (n_p_une_fois == 1 -> n_p_une_fois : n_p_une_fois + 1); seen_p_suite = 1; seen_p_suite_favorable = 1; seen_p_deux_mois = 1
        :: (((d_enfant_naissance != ABSENT && t0 != ABSENT && t0 > today) || !(d_foyer_numero != ABSENT)) && d_enfant_classe != ABSENT && d_enfant_classe != 1) -> seen_p_demande_d_abord = 1; state = S_refusee; fresh = 0; ended = 0; seen_p_suite = 0; broken_p_suite = (broken_p_suite || seen_p_suite); seen_p_suite_favorable = 0; broken_p_suite_favorable = (broken_p_suite_favorable || seen_p_suite_favorable); seen_p_deux_mois = 0; broken_p_deux_mois = (broken_p_deux_mois || seen_p_deux_mois)
        :: else -> skip; d_enfant_naissance = old_d_enfant_naissance; d_choix_ecoles = old_d_choix_ecoles; d_enfant_classe = old_d_enfant_classe; d_foyer_numero = old_d_foyer_numero
        fi
      :: (event == E_after && who == -1 && state == S_saisie) ->
        if
        :: true -> state = S_abandonnee; fresh = 0; ended = 0; seen_p_suite = 0; broken_p_suite = (broken_p_suite || seen_p_suite); broken_p_suite_favorable = (broken_p_suite_favorable || seen_p_suite_favorable); seen_p_deux_mois = 0; broken_p_deux_mois = (broken_p_deux_mois || seen_p_deux_mois)
        fi
      :: (event == E_answered && who == -1 && state == S_quotient) ->
        old_d_foyer_quotient = d_foyer_quotient; d_foyer_quotient = (in_d_foyer_quotient != ABSENT -> in_d_foyer_quotient : d_foyer_quotient); in_d_foyer_quotient = ABSENT;
        plus(t0, today, 20000012);
        if
        :: (d_foyer_quotient != ABSENT && d_foyer_quotient > 120000) -> state = S_ecoles; fresh = 1; ended = 0; broken_p_demande_d_abord = (broken_p_demande_d_abord || !seen_p_demande_d_abord); broken_p_quotient_d_abord = (broken_p_quotient_d_abord || !seen_p_quotient_d_abord); broken_p_une_fois = (broken_p_une_fois || n_p_une_fois == 1); n_p_une_fois = (n_p_une_fois == 1 -> n_p_une_fois : n_p_une_fois + 1); seen_p_suite = 1; seen_p_suite_favorable = 1; seen_p_deux_mois = 1
        :: (d_foyer_quotient != ABSENT && d_foyer_quotient <= 120000 && t0 != ABSENT) -> s0 = t0; s1 = 1; d_droit_fin = s0; d_enfant_classe = s1; state = S_gratuite; fresh = 0; ended = 0
        :: else -> skip; d_foyer_quotient = old_d_foyer_quotient
        fi
      :: (event == E_not_found && who == -1 && state == S_quotient) ->
        if
        :: true -> state = S_ecoles; fresh = 1; ended = 0; broken_p_demande_d_abord = (broken_p_demande_d_abord || !seen_p_demande_d_abord); broken_p_quotient_d_abord = (broken_p_quotient_d_abord || !seen_p_quotient_d_abord); broken_p_une_fois = (broken_p_une_fois || n_p_une_fois == 1); n_p_une_fois = (n_p_une_fois == 1 -> n_p_une_fois : n_p_une_fois + 1); seen_p_suite = 1; seen_p_suite_favorable = 1; seen_p_deux_mois = 1
        fi
      :: (event == E_refused && who == -1 && state == S_quotient) ->
        if
        :: true -> state = S_ecoles; fresh = 1; ended = 0; broken_p_demande_d_abord = (broken_p_demande_d_abord || !seen_p_demande_d_abord); broken_p_quotient_d_abord = (broken_p_quotient_d_abord || !seen_p_quotient_d_abord); broken_p_une_fois = (broken_p_une_fois || n_p_une_fois == 1); n_p_une_fois = (n_p_une_fois == 1 -> n_p_une_fois : n_p_une_fois + 1); seen_p_suite = 1; seen_p_suite_favorable = 1; seen_p_deux_mois = 1
        fi
      :: (event == E_failed && who == -1 && state == S_quotient) ->
        if
        :: true -> state = S_ecoles; fresh = 1; ended = 0; broken_p_demande_d_abord = (broken_p_demande_d_abord || !seen_p_demande_d_abord); broken_p_quotient_d_abord = (broken_p_quotient_d_abord || !seen_p_quotient_d_abord); broken_p_une_fois = (broken_p_une_fois || n_p_une_fois == 1); n_p_une_fois = (n_p_une_fois == 1 -> n_p_une_fois : n_p_une_fois + 1); seen_p_suite = 1; seen_p_suite_favorable = 1; seen_p_deux_mois = 1
        fi
      :: (event == E_relancer && who == -1 && state == S_ecoles) ->
        if
        :: true -> broken_p_une_relance = (broken_p_une_relance || n_p_une_relance == 1); n_p_une_relance = (n_p_une_relance == 1 -> n_p_une_relance : n_p_une_relance + 1)
        fi
      :: (event == E_renoncer && who == -1 && state == S_ecoles) ->
        if
        :: true -> child_ecoles_nord = 0; child_ecoles_sud = 0; state = S_abandonnee; fresh = 0; ended = 0; seen_p_suite = 0; broken_p_suite = (broken_p_suite || seen_p_suite); broken_p_suite_favorable = (broken_p_suite_favorable || seen_p_suite_favorable); seen_p_deux_mois = 0; broken_p_deux_mois = (broken_p_deux_mois || seen_p_deux_mois)
        fi
      :: (event == E_silence && who == -1 && state == S_ecoles) ->
        if
        :: true -> child_ecoles_nord = 0; child_ecoles_sud = 0; state = S_refusee; fresh = 0; ended = 0; seen_p_suite = 0; broken_p_suite = (broken_p_suite || seen_p_suite); seen_p_suite_favorable = 0; broken_p_suite_favorable = (broken_p_suite_favorable || seen_p_suite_favorable); seen_p_deux_mois = 0; broken_p_deux_mois = (broken_p_deux_mois || seen_p_deux_mois)
        fi
      :: (event == E_repondre && who == 0 && state == S_ecoles && child_ecoles_nord == C_ecoles_attente) ->
        old_d_ecole_reponse_nord = d_ecole_reponse_nord; d_ecole_reponse_nord = (in_d_ecole_reponse_nord != ABSENT -> in_d_ecole_reponse_nord : d_ecole_reponse_nord); in_d_ecole_reponse_nord = ABSENT;
        if
        :: (((d_ecole_reponse_nord != ABSENT && d_ecole_reponse_nord == 0) || 0 == 1)) -> seen_p_reponse_d_abord = 1; child_ecoles_nord = C_ecoles_faite; ended = 1
        :: (d_ecole_reponse_nord != ABSENT && d_ecole_reponse_nord != 0 && 0 != 1) -> seen_p_reponse_d_abord = 1; child_ecoles_nord = C_ecoles_complete; ended = 1
        :: else -> skip; d_ecole_reponse_nord = old_d_ecole_reponse_nord
        fi
      :: (event == E_after && who == 0 && state == S_ecoles && child_ecoles_nord == C_ecoles_attente) ->
        if
        :: true -> child_ecoles_nord = C_ecoles_complete; ended = 1
        fi
      :: (event == E_repondre && who == 1 && state == S_ecoles && child_ecoles_sud == C_ecoles_attente) ->
        old_d_ecole_reponse_sud = d_ecole_reponse_sud; d_ecole_reponse_sud = (in_d_ecole_reponse_sud != ABSENT -> in_d_ecole_reponse_sud : d_ecole_reponse_sud); in_d_ecole_reponse_sud = ABSENT;
        if
        :: (((d_ecole_reponse_sud != ABSENT && d_ecole_reponse_sud == 0) || 1 == 1)) -> seen_p_reponse_d_abord = 1; child_ecoles_sud = C_ecoles_faite; ended = 1
        :: (d_ecole_reponse_sud != ABSENT && d_ecole_reponse_sud != 0 && 1 != 1) -> seen_p_reponse_d_abord = 1; child_ecoles_sud = C_ecoles_complete; ended = 1
        :: else -> skip; d_ecole_reponse_sud = old_d_ecole_reponse_sud
        fi
      :: (event == E_after && who == 1 && state == S_ecoles && child_ecoles_sud == C_ecoles_attente) ->
        if
        :: true -> child_ecoles_sud = C_ecoles_complete; ended = 1
        fi
      :: (event == E_repondre && who == -1 && state == S_oubliee) ->
        old_d_ecole_reponse_nord = d_ecole_reponse_nord; d_ecole_reponse_nord = (in_d_ecole_reponse_nord != ABSENT -> in_d_ecole_reponse_nord : d_ecole_reponse_nord); in_d_ecole_reponse_nord = ABSENT;
        old_d_ecole_reponse_sud = d_ecole_reponse_sud; d_ecole_reponse_sud = (in_d_ecole_reponse_sud != ABSENT -> in_d_ecole_reponse_sud : d_ecole_reponse_sud); in_d_ecole_reponse_sud = ABSENT;
        if
        :: true -> seen_p_reponse_d_abord = 1; state = S_inscrite; fresh = 0; ended = 0; broken_p_reponse_d_abord = (broken_p_reponse_d_abord || !seen_p_reponse_d_abord); seen_p_suite = 0; broken_p_suite = (broken_p_suite || seen_p_suite); seen_p_suite_favorable = 0; broken_p_suite_favorable = (broken_p_suite_favorable || seen_p_suite_favorable); seen_p_deux_mois = 0; broken_p_deux_mois = (broken_p_deux_mois || seen_p_deux_mois)
        fi
      :: else -> skip; in_d_enfant_naissance = ABSENT; in_d_enfant_classe = ABSENT; in_d_foyer_numero = ABSENT; in_d_foyer_quotient = ABSENT; in_d_choix_ecoles = ABSENT; in_d_ecole_reponse_nord = ABSENT; in_d_ecole_reponse_sud = ABSENT; in_d_droit_fin = ABSENT
      fi; broken_p_sans_reponse = (broken_p_sans_reponse || (child_ecoles_nord == C_ecoles_complete && (!(d_ecole_reponse_nord != ABSENT))) || (child_ecoles_sud == C_ecoles_complete && (!(d_ecole_reponse_sud != ABSENT)))); broken_p_nord_dit_oui = (broken_p_nord_dit_oui || (child_ecoles_nord == C_ecoles_faite && !((d_ecole_reponse_nord != ABSENT && d_ecole_reponse_nord == 0) || 0 == 1)) || (child_ecoles_sud == C_ecoles_faite && !((d_ecole_reponse_sud != ABSENT && d_ecole_reponse_sud == 0) || 1 == 1))); broken_p_quotient_su = (broken_p_quotient_su || (state == S_inscrite && !(d_foyer_quotient != ABSENT))) }
  od;
over: skip
}

/* Each is violated exactly when the state can be reached. */
ltl never_S_saisie { [] (state != S_saisie) }
ltl never_S_quotient { [] (state != S_quotient) }
ltl never_S_gratuite { [] (state != S_gratuite) }
ltl never_S_ecoles { [] (state != S_ecoles) }
ltl never_S_oubliee { [] (state != S_oubliee) }
ltl never_S_inscrite { [] (state != S_inscrite) }
ltl never_S_refusee { [] (state != S_refusee) }
ltl never_S_abandonnee { [] (state != S_abandonnee) }

/* demande-d-abord: inscrire before quotient or ecoles */
ltl p_demande_d_abord { [] !broken_p_demande_d_abord }

/* reponse-d-abord: repondre before inscrite */
ltl p_reponse_d_abord { [] !broken_p_reponse_d_abord }

/* quotient-d-abord: quotient before ecoles */
ltl p_quotient_d_abord { [] !broken_p_quotient_d_abord }

/* jamais: never oubliee */
ltl p_jamais { [] !broken_p_jamais }

/* sans-reponse: never complete if !has(ecole.reponse) */
ltl p_sans_reponse { [] !broken_p_sans_reponse }

/* nord-dit-oui: in faite always ecole.reponse == 'oui' || ecole == 'sud' */
ltl p_nord_dit_oui { [] !broken_p_nord_dit_oui }

/* quotient-su: in inscrite always has(foyer.quotient) */
ltl p_quotient_su { [] !broken_p_quotient_su }

/* une-fois: at most 1 time ecoles */
ltl p_une_fois { [] !broken_p_une_fois }

/* une-relance: at most 1 time relancer */
ltl p_une_relance { [] !broken_p_une_relance }

/* suite: ecoles leads to inscrite or refusee or abandonnee */
ltl p_suite { [] !broken_p_suite }

/* suite-favorable: ecoles leads to inscrite or refusee */
ltl p_suite_favorable { [] !broken_p_suite_favorable }

/* deux-mois: ecoles leads to inscrite or refusee or abandonnee within 3 months (le délai ne passe pas : reste que cela vienne, même tard, avant la fin) */
ltl p_deux_mois { [] !broken_p_deux_mois }

/* age: in quotient always enfant.naissance + duration('3 years') <= today() (ne passe pas : sa condition porte sur un événement, une table, ou un nombre calculé sur des dates) */
