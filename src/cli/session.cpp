#include "cli/session.h"

namespace guichet::cli {

void complain(Session& session, const base::Message& sentence, const std::optional<base::Message>& hint) {
  session.out.flush();
  Page page = session.page();
  page.line(labelled(session.lang(), "guichet", base::tr(session.lang(), sentence)));
  if (hint) page.line(base::tr(session.lang(), *hint), 2);
  session.err << page.text() << std::flush;
}

int world_failed(Session& session, const base::Failure& failure) {
  complain(session, failure.sentence);
  return kWorldFailed;
}

int misused(Session& session, const base::Message& sentence, const std::optional<base::Message>& hint) {
  complain(session, sentence, hint);
  return kMisused;
}

base::Message footer() {
  return {.id = N_("Educational simulator: neither an official service nor legal advice, no real data.")};
}

void end_report(Session& session, Page& page) { page.blank().line(base::tr(session.lang(), footer()), 0, Tone::faint); }

}  // namespace guichet::cli
