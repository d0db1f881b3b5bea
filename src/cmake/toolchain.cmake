# The language, the warnings, the sanitizers: what every file of ours is compiled with. It reaches our targets through
# `guichet_flags`, always linked PRIVATE, so that whoever links a guichet:: library inherits none of it.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

option(GUICHET_WERROR "treat warnings as errors" OFF)
option(GUICHET_SANITIZE "build with AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
set(GUICHET_LAYERS "" CACHE STRING "configure these layers only (a list; empty: all)")

# Half of what a file costs to compile is the standard library's headers.
option(GUICHET_PCH "precompile the headers everybody includes" ON)

# A clean build of everything takes half the time when several files of a layer are compiled as one; an edit takes longer.
option(GUICHET_UNITY "compile the files of a layer several at a time" OFF)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without these two, ccache keeps nothing of what is compiled with a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND};-E;env;CCACHE_SLOPPINESS=pch_defines,time_macros;${CCACHE_PROGRAM}")
endif()

# Boost.MSM units take 1 to 2 GB each, and are what a build waits for: two at a time where memory is plenty, whatever -j says.
cmake_host_system_information(RESULT memory QUERY TOTAL_PHYSICAL_MEMORY)    # MiB
if(memory GREATER 12000)
  set_property(GLOBAL PROPERTY JOB_POOLS msm=2)
else()
  set_property(GLOBAL PROPERTY JOB_POOLS msm=1)
endif()

# Some eighty programs are linked, most of them tests: with mold in 0.1 s of processor time each, with ld in 2.
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM AND NOT (CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 12.1))
  add_link_options(-fuse-ld=mold)
endif()

add_library(guichet_flags INTERFACE)
target_compile_options(guichet_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual -Wold-style-cast
  -Wno-missing-field-initializers    # options are given by name, the others keep their defaults
  $<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${GUICHET_PCH}>>:-fpch-preprocess>    # ccache asks for this, and for the next
  $<$<AND:$<CXX_COMPILER_ID:Clang>,$<BOOL:${GUICHET_PCH}>>:SHELL:-Xclang -fno-pch-timestamp>
  $<$<NOT:$<BOOL:${GUICHET_UNITY}>>:-Wshadow>    # of one file, not of its neighbours
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>    # g++ 12 sees overlaps in std::string + that are not there (PR105651)
  $<$<BOOL:${GUICHET_WERROR}>:-Werror>)
if(GUICHET_SANITIZE)
  set(sanitize -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(guichet_flags INTERFACE ${sanitize}
    -Wno-maybe-uninitialized)    # g++ 12 under sanitizers doubts every std::optional and std::variant
  target_link_options(guichet_flags INTERFACE ${sanitize})
endif()
