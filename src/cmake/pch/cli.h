// Precompiled once for the command line, whose files nearly all read these.
#pragma once

#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>

#include <nlohmann/json.hpp>

#include "layers.h"

#include "dossier/show.h"
#include "load/yaml.h"
#include "rights/review.h"
#include "scenario/runner.h"
