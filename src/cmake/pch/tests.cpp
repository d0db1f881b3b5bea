// The library that owns the precompiled header of the tests needs one file.
