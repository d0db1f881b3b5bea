// The front door of the layer: a procedure, or the reference data under data/, each whole or with all its mistakes.
// Who reads another YAML format takes yaml.h, check_format.h and format.h.
#pragma once

#include "load/procedure.h"  // IWYU pragma: export
#include "load/reference.h"  // IWYU pragma: export
