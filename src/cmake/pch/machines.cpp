// The library that owns the precompiled header of the machines needs one file.
