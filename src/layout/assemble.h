// Puts the texts inside their nodes and gathers the drawing.
#pragma once

#include "layout/drawing.h"
#include "layout/frame.h"
#include "layout/labels.h"

namespace guichet::layout {

[[nodiscard]] Drawing assemble(const Scheme& scheme, Frame frame, Labels labels);

}  // namespace guichet::layout
