// What every Promela model holds, whatever its procedure: civil dates, and the reading of numbers when it replays.
#pragma once

namespace guichet::interop {

// Proleptic Gregorian dates in whole numbers (H. Hinnant, chrono-compatible low-level date algorithms).
inline constexpr const char* kDates = R"(
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
)";

inline constexpr const char* kReplay = R"(
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
)";

}  // namespace guichet::interop
