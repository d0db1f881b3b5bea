// A library that owns a precompiled header needs one file.
