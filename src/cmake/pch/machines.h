// Precompiled once for every machine: what each generated source begins with.
#pragma once

#include "codegen/flat_machine.h"

#include <array>
#include <limits>
#include <string_view>

#include "codegen/compiled.h"
#include "codegen/facts.h"
#include "codegen/typed.h"
