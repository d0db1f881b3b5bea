// What the gate is told of a case: where the person stands on each purpose at this moment, what is held, whom she
// chose. And the questions the shell puts to it. Decides nothing itself.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "dossier/case_record.h"
#include "privacy/gate.h"

namespace guichet::dossier {

// Owns what a privacy::Context points to. Good while the case stays as it is.
class Standing {
 public:
  Standing(const CaseRecord& record, const model::Agencies& agencies, engine::Member member, base::Instant now);
  [[nodiscard]] privacy::Context context() const;
  // As if nothing might be held for this purpose any more.
  void rule_out(model::PurposeId purpose) { limits_[purpose.index].retained_until = now_; }

 private:
  const CaseRecord& record_;
  const model::Agencies& agencies_;
  base::Instant now_;
  std::vector<privacy::Decision> decisions_;
  std::vector<privacy::Limits> limits_;
  std::unique_ptr<bool[]> present_;
};

// The exchange the case (or its member) is waiting for; nothing when it is over.
[[nodiscard]] const model::Exchange* exchange_at(const CaseRecord& record, engine::Member member,
                                                 std::uint32_t visit);
// The gate's answer for the exchange under way at a place of a case.
[[nodiscard]] std::variant<privacy::Permit, privacy::Denied> ask_gate(const CaseRecord& record,
                                                                      const model::Agencies& agencies,
                                                                      engine::Member member, base::Instant now);
// May this datum be kept; a value that is no datum, for this purpose; this letter be told?
[[nodiscard]] std::variant<privacy::StoragePermit, privacy::Denied> ask_to_keep(const CaseRecord& record,
                                                                                const model::Agencies& agencies,
                                                                                model::DatumId datum, base::Instant now);
[[nodiscard]] std::variant<privacy::StoragePermit, privacy::Denied> ask_to_keep(const CaseRecord& record,
                                                                                const model::Agencies& agencies,
                                                                                model::PurposeId purpose,
                                                                                base::Instant now);
[[nodiscard]] std::variant<privacy::StoragePermit, privacy::Denied> ask_to_tell(const CaseRecord& record,
                                                                                const model::Agencies& agencies,
                                                                                const model::Letter& letter,
                                                                                base::Instant now);

}  // namespace guichet::dossier
