// What moves a case, as people say it: guards of the file in words, triggers by their titles. For those who read a
// picture; the checker and the engines read the expression.
#pragma once

#include <string>

#include "base/message.h"
#include "model/procedure.h"

namespace guichet::diagram {

// "Durée = 1 an et avec Bail". Texts of the file stay as they are.
[[nodiscard]] std::string guard_words(const expr::Expression& guard, const model::Procedure& procedure,
                                      const model::Machine& machine, base::Lang lang);

// "Demande", "90 jours", "pas de réponse", "Fin du droit"; empty for a rule, which nothing triggers.
[[nodiscard]] std::string trigger_words(const model::Procedure& procedure, const model::Machine& machine,
                                        const model::Transition& transition, base::Lang lang);

}  // namespace guichet::diagram
