// Precompiled once for the tests of what stands above one case.
#pragma once

#include "tests_model.h"

#include "dossier/office.h"
#include "scenario/runner.h"
