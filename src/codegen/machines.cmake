# What every unit that includes Boost.MSM is compiled with, the precompiled header too.
function(guichet_machine_options target)
  target_compile_options(${target} PRIVATE -O2 -g0 -Wall -Wextra -Wno-missing-field-initializers)
  target_link_libraries(${target} PUBLIC guichet_codegen guichet_engine)
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}/src/codegen/include" "${PROJECT_BINARY_DIR}/generated")
  set_target_properties(${target} PROPERTIES JOB_POOL_COMPILE msm CXX_CLANG_TIDY "")
endfunction()

# guichet_machines(<target> GENERATOR <program> FOLDER <out> [ID <id>] PROCEDURES <files> [DEPENDS <files>] [ARGUMENTS <words>])
# The static library <target>: each procedure file becomes <FOLDER>/<id>.hpp and <FOLDER>/<id>.cpp, and a Boost.MSM
# machine is compiled from them, one unit each. A unit of a hundred rows takes 15 seconds and 1 GB, nearly all of it in
# the front end: the `msm` pool builds few at a time, never under sanitizers nor clang-tidy, always optimised, without
# debug information. A procedure's id is the name of its folder, unless ID says another.
function(guichet_machines target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "GENERATOR;FOLDER;ID" "PROCEDURES;DEPENDS;ARGUMENTS")
  file(GLOB_RECURSE data CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/data/*.yaml")    # whatever procedures may read
  set(sources "")
  foreach(procedure IN LISTS arg_PROCEDURES)
    cmake_path(GET procedure PARENT_PATH folder)
    set(id "${arg_ID}")
    if(NOT id)
      cmake_path(GET folder FILENAME id)
    endif()
    string(REPLACE "-" "_" file "${id}")
    set(english "")
    if(EXISTS "${folder}/en.yaml")
      set(english "${folder}/en.yaml")
    endif()
    add_custom_command(OUTPUT "${arg_FOLDER}/${file}.cpp" "${arg_FOLDER}/${file}.hpp"
      COMMAND ${arg_GENERATOR} "${procedure}" --data "${PROJECT_SOURCE_DIR}/data" --out "${arg_FOLDER}" ${arg_ARGUMENTS}
      DEPENDS ${arg_GENERATOR} "${procedure}" ${english} ${data} ${arg_DEPENDS}
      COMMENT "Generating the machine of ${id}" VERBATIM)
    list(APPEND sources "${arg_FOLDER}/${file}.cpp")
  endforeach()
  add_library(${target} STATIC ${sources})
  guichet_machine_options(${target})
  # Boost.MSM alone takes seconds to read.
  guichet_precompile(${target} machines guichet_machines_pch OPTIONS guichet_machine_options)
endfunction()
