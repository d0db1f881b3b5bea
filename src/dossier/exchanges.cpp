// How a request leaves and an answer comes back. Each is a transaction of its own, and the gate is
// asked again each time: a consent withdrawn in between stops what has not left, and a process killed
// in between asks the provider again under the same key.
#include <fmt/format.h>

#include <algorithm>

#include "dossier/lines.h"
#include "dossier/office.h"
#include "dossier/story.h"
#include "expr/codec.h"

namespace guichet::dossier {

namespace {

using OutboxState = store::OutboxRow::State;

std::int64_t due(const store::OutboxRow& row) {
  return row.state == OutboxState::waiting ? row.leave_at : row.arrives_at;
}

// The actor of the procedure that asks, which says whose permit it was.
std::string asker(const model::Procedure& procedure, const privacy::Permit& permit) {
  const auto by = std::ranges::find(procedure.actors, permit.consumer(), &privacy::agency_id);
  return by == procedure.actors.end() ? std::string{} : by->name;
}

audit::Line line_about(const CaseRecord& record, const privacy::Permit& permit, const store::OutboxRow& row,
                       audit::Kind kind, base::Instant at) {
  audit::Line line = line_about(record, kind, at);
  line.member = row.member;
  line.actor = asker(record.procedure(), permit);
  line.purpose = record.procedure()[permit.purpose()].name;
  line.basis = permit.basis();
  line.recipient = permit.provider();
  line.api = permit.api();
  line.notice = permit.notice();
  line.trace = row.trace;
  return line;
}

engine::Member member_of(const CaseRecord& record, const store::OutboxRow& row) {
  return row.member.empty() ? std::nullopt : find_member(record, row.member);
}

std::string text_of(const CaseRecord& record, model::DatumId id, engine::Member member) {
  const model::Datum& datum = record.procedure()[id];
  return expr::to_text(record.state.slots[slot_of(datum, member)], datum.type);
}

agency::Call call_of(const CaseRecord& record, const privacy::Permit& permit, const store::OutboxRow& row) {
  agency::Call call{.key = row.key, .fields = {}, .trace = row.trace};
  for (const privacy::Field& field : permit.send())
    call.fields[field.name] = text_of(record, field.datum, member_of(record, row));
  return call;
}

}  // namespace

base::Result<bool> Office::exchange_due(std::int64_t dossier, std::int64_t at) {
  const auto rows = dossiers_.open_outbox(dossier);
  if (!rows.ok()) return rows.failure();
  return std::ranges::any_of(*rows, [&](const store::OutboxRow& row) { return due(row) <= at; });
}

base::Outcome Office::exchange(std::int64_t dossier, base::Instant at) {
  const auto rows = dossiers_.open_outbox(dossier);
  if (!rows.ok()) return rows.failure();
  for (const store::OutboxRow& row : *rows) {
    if (due(row) > at.minutes) continue;
    // One at a time: what it does may stop the others.
    return row.state == OutboxState::waiting ? send(row, at) : deliver(row, at);
  }
  return base::Done{};
}

base::Outcome Office::send(const store::OutboxRow& waiting, base::Instant at) {
  store::OutboxRow row = waiting;
  auto story = Story::begin(*this);
  if (!story.ok()) return story.failure();
  auto record = read(row.dossier);
  if (!record.ok()) return record.failure();
  const engine::Member member = member_of(*record, row);
  if (exchange_at(*record, member, static_cast<std::uint32_t>(row.visit)) == nullptr) {
    row.state = OutboxState::cancelled;
    if (const auto done = dossiers_.update_outbox(row); !done.ok()) return done;
    if (const auto done = story->keep(*record); !done.ok()) return done;
    return story->commit();
  }
  auto verdict = ask_gate(*record, world_.reference.agencies, member, at);
  if (const auto* denied = std::get_if<privacy::Denied>(&verdict))
    return refuse_again(*story, *record, row, *denied, at);
  const auto& permit = std::get<privacy::Permit>(verdict);
  const model::Behaviour behaviour = world_.transport.behaviour(permit.provider(), permit.api());
  row.state = OutboxState::left;
  row.arrives_at = at.minutes + behaviour.latency_minutes;
  if (const auto done = dossiers_.update_outbox(row); !done.ok()) return done;
  audit::Line line = line_about(*record, permit, row, audit::Kind::exchange_sent, at);
  for (const privacy::Field& field : permit.send()) {
    const std::string& datum = record->procedure()[field.datum].name;
    line.fields.push_back(datum);
    line.payload[datum] = text_of(*record, field.datum, member);
  }
  line.permit = permit.storage();
  if (const auto done = story->line(line); !done.ok()) return done;
  record->state.now = std::max(record->state.now, at);
  if (const auto done = story->keep(*record); !done.ok()) return done;
  if (const auto done = story->commit(); !done.ok()) return done;

  const auto reply = world_.transport.ask(permit, call_of(*record, permit, row), at);
  if (!reply.ok()) return reply.failure();
  in_transit_[row.id] = *reply;
  return base::Done{};
}

base::Outcome Office::refuse_again(Story& story, CaseRecord& record, store::OutboxRow row,
                                   const privacy::Denied& denied, base::Instant at) {
  const engine::Member member = member_of(record, row);
  const model::Exchange* exchange = exchange_at(record, member, static_cast<std::uint32_t>(row.visit));
  audit::Line line = line_about(record, audit::Kind::exchange_denied, at);
  line.member = row.member;
  line.api = exchange->api;
  line.recipient = exchange->with_member ? row.member : privacy::agency_id(record.procedure()[exchange->with]);
  line.purpose = record.procedure()[exchange->purpose].name;
  line.decision = "no";
  line.reason = privacy::reason_code(denied.reason);
  line.trace = row.trace;
  // A request that had left is asked again only by permission: without it nobody knows what came of it.
  if (row.state == OutboxState::left) line.code = "unknown-whether-it-left";
  row.state = OutboxState::cancelled;
  if (const auto done = story.line(line); !done.ok()) return done;
  return story.conclude(record, row, member, model::Trigger::refused, {}, at);
}

base::Outcome Office::deliver(const store::OutboxRow& row, base::Instant at) {
  auto story = Story::begin(*this);
  if (!story.ok()) return story.failure();
  auto record = read(row.dossier);
  if (!record.ok()) return record.failure();
  const engine::Member member = member_of(*record, row);
  if (exchange_at(*record, member, static_cast<std::uint32_t>(row.visit)) == nullptr)
    return drop(*story, *record, row, at);
  auto verdict = ask_gate(*record, world_.reference.agencies, member, at);
  if (const auto* denied = std::get_if<privacy::Denied>(&verdict))
    return refuse_again(*story, *record, row, *denied, at);
  const auto& permit = std::get<privacy::Permit>(verdict);
  auto reply = in_transit_.extract(row.id);
  if (reply.empty()) {  // asked by a process that was killed: ask again, the key makes it harmless
    auto again = world_.transport.ask(permit, call_of(*record, permit, row), at);
    if (!again.ok()) return again.failure();
    return receive(*story, *record, row, permit, *again, at);
  }
  return receive(*story, *record, row, permit, reply.mapped(), at);
}

base::Outcome Office::drop(Story& story, CaseRecord& record, store::OutboxRow row, base::Instant at) {
  in_transit_.erase(row.id);
  row.state = OutboxState::answered;
  return story.conclude(record, row, member_of(record, row), model::Trigger::answered, {}, at);
}

base::Outcome Office::receive(Story& story, CaseRecord& record, store::OutboxRow row, const privacy::Permit& permit,
                              const agency::Reply& reply, base::Instant at) {
  const model::Procedure& procedure = record.procedure();
  const model::Behaviour behaviour = world_.transport.behaviour(permit.provider(), permit.api());
  audit::Line line = line_about(record, permit, row, audit::Kind::exchange_answered, at);
  line.code = reply.code;

  if (reply.kind == agency::Reply::Kind::unavailable && row.attempt <= behaviour.retries) {
    line.kind = audit::Kind::exchange_retried;
    row.leave_at = at.minutes + (behaviour.retry_minutes << (row.attempt - 1));
    row.attempt += 1;
    row.state = OutboxState::waiting;
    row.key = fmt::format("{}/{}/{}", record.row.id, row.visit, row.attempt);
    if (const auto done = dossiers_.update_outbox(row); !done.ok()) return done;
    if (const auto done = story.line(line); !done.ok()) return done;
    if (const auto done = story.keep(record); !done.ok()) return done;
    return story.commit();
  }

  const privacy::Screened screened = privacy::screen(permit, reply.fields);
  expr::TextPool texts;
  std::vector<engine::Given> given;
  model::Trigger outcome = model::Trigger::failed;
  line.kind = audit::Kind::exchange_failed;
  if (reply.kind == agency::Reply::Kind::not_found) {
    outcome = model::Trigger::not_found;
    line.kind = audit::Kind::exchange_not_found;
  } else if (reply.kind == agency::Reply::Kind::answered) {
    outcome = model::Trigger::answered;
    line.kind = audit::Kind::exchange_answered;
    for (const auto& [field, text] : screened.kept) {
      const model::Datum& datum = procedure[field.datum];
      const auto value = expr::parse_value(datum.type, text, texts);
      if (!value) {  // the provider's answer is not what its specification says
        outcome = model::Trigger::failed;
        line.kind = audit::Kind::exchange_failed;
        line.code = "502";
        given.clear();
        break;
      }
      given.push_back({field.datum, *value});
    }
  }
  for (const engine::Given& one : given) {
    const model::Datum& datum = procedure[one.datum];
    line.fields.push_back(datum.name);
    line.payload[datum.name] = expr::to_text(one.value, datum.type);
  }
  line.permit = permit.storage();
  if (const auto done = story.line(line); !done.ok()) return done;

  // More than was asked: named in the log, and dropped here.
  audit::Line excess = line_about(record, permit, row, audit::Kind::over_disclosure, at);
  excess.fields = screened.excess;
  if (!excess.fields.empty())
    if (const auto done = story.line(excess); !done.ok()) return done;

  row.state = OutboxState::answered;
  return story.conclude(record, row, member_of(record, row), outcome, given, at);
}

}  // namespace guichet::dossier
