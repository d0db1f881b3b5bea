# Read by CPack before it packs: nothing of the machine goes into the packages.
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
