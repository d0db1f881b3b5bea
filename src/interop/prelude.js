// What the conditions of an exported procedure call. Absent is undefined, and whatever is computed from it.

// What an event brings, else what is already there.
function given(carries, data, name) {
  return carries && carries[name] !== undefined ? carries[name] : data[name];
}

// Where a child of each member stands: children is {member: state}.
function all(children, state) {
  return Object.keys(children).every(function (member) { return children[member] === state; });
}
function any(children, state) {
  return Object.keys(children).some(function (member) { return children[member] === state; });
}
function count(children, state) {
  return Object.keys(children).filter(function (member) { return children[member] === state; }).length;
}

// Two lists with the same words, two delays of the same length (12 months are 1 year, 30 days are not 1 month).
function same(a, b) {
  if (Array.isArray(a)) return a.slice().sort().join('\n') === b.slice().sort().join('\n');
  return shortest(a) === shortest(b);
}
function shortest(delay) {
  var parts = /^(\d+) (.*?)s?$/.exec(delay), factor = {week: 7, year: 12, hour: 60}[parts[2]];
  var unit = {week: 'day', year: 'month', hour: 'minute'}[parts[2]] || parts[2];
  return Number(parts[1]) * (factor || 1) + ' ' + unit;
}

// Civil dates, ISO 8601 texts from 1900 to 2200; months end on the same day or on the month's last. Only days and months
// count backwards.
function plus(date, delay) { return moved(date, delay, 1); }
function minus(date, delay) { return moved(date, delay, -1); }
function moved(date, delay, sign) {
  if (date === undefined || delay === undefined || date < '1900-01-01' || date > '2200-12-31') return undefined;
  var parts = /^(\d+) (clear )?(.*)$/.exec(shortest(delay)), count = sign * Number(parts[1]), clear = parts[2], end = day(date);
  if (sign < 0 && (clear || (parts[3] !== 'day' && parts[3] !== 'month'))) return undefined;
  if (count > 150000 || count < -150000) return undefined;
  switch (parts[3]) {
    case 'day': end = later(end, count); break;
    case 'month': end = in_months(end, count); break;
    case 'working day': for (; count > 0; count -= is_worked(end, 5) ? 1 : 0) end = later(end, 1); break;
    case 'business day': for (; count > 0; count -= is_worked(end, 6) ? 1 : 0) end = later(end, 1); break;
    default: return undefined;
  }
  if (clear) for (end = later(end, 1); !is_worked(end, 5);) end = later(end, 1);
  return isNaN(end.getTime()) || end.getUTCFullYear() < 1900 || end.getUTCFullYear() > 2200 ? undefined : end.toISOString().slice(0, 10);
}
function day(date) { return new Date(date + 'T00:00:00Z'); }
function later(at, days) { return new Date(at.getTime() + days * 86400000); }
function in_months(at, count) {
  var first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + count, 1));
  var last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return later(first, Math.min(at.getUTCDate(), last) - 1);
}
// Monday to Friday (5) or to Saturday (6), without the holidays of metropolitan France.
function is_worked(at, days) {
  var fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'], year = at.getUTCFullYear();
  var a = year % 19, b = Math.floor(year / 100), c = year % 100;
  var h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  var l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - c % 4) % 7, m = Math.floor((a + 11 * h + 22 * l) / 451);
  var easter = new Date(Date.UTC(year, Math.floor((h + l - 7 * m + 114) / 31) - 1, (h + l - 7 * m + 114) % 31 + 1));
  var since = Math.round((at.getTime() - easter.getTime()) / 86400000);
  var holiday = fixed.indexOf(at.toISOString().slice(5, 10)) >= 0 || since === 1 || since === 39 || since === 50;
  return !holiday && (at.getUTCDay() + 6) % 7 < days;
}

// The row of a dated table in force that day; a key of a band takes the row with the largest one not above it.
function lookup(tables, name, keys, day) {
  var table = tables[name], best;
  if (day === undefined || keys.indexOf(undefined) >= 0) return undefined;
  table.rows.forEach(function (row) {
    var fits = row.from <= day && (!row.until || day <= row.until) && row.keys.every(function (key, i) {
      return table.banded[i] ? key <= keys[i] : key === keys[i];
    });
    var nearer = best && row.keys.map(function (key, i) {
      return !table.banded[i] || key === best.keys[i] ? 0 : key > best.keys[i] ? 1 : -1;
    }).filter(Boolean)[0];
    var superseded = table.rows.some(function (other) {
      return other.from > row.from && other.from <= day && String(other.keys) === String(row.keys);
    });
    if (fits && !superseded && (!best || nearer > 0)) best = row;
  });
  return best && best.value;
}
