// Precompiled once for the tests of what stands above the model: most of them read these, or what reads them.
#pragma once

#include "tests.h"

#include "engine/driver.h"
#include "load/procedure.h"
#include "model/procedure.h"
