# What `make install` lays down: bin/, share/guichet/{procedures,data}, the docs, the manual pages.
include(GNUInstallDirs)

foreach(folder procedures data)
  if(EXISTS "${PROJECT_SOURCE_DIR}/${folder}")
    install(DIRECTORY "${folder}" DESTINATION "${CMAKE_INSTALL_DATADIR}/guichet")
  endif()
endforeach()
install(FILES src/interop/xstate.mjs src/interop/prelude.js DESTINATION "${CMAKE_INSTALL_DATADIR}/guichet/interop")
if(EXISTS "${PROJECT_SOURCE_DIR}/docs")
  install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}" PATTERN man EXCLUDE)
endif()
if(EXISTS "${PROJECT_SOURCE_DIR}/docs/man")
  install(DIRECTORY docs/man/ DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" FILES_MATCHING PATTERN "*.1")
endif()
foreach(file README.md LICENSE CHANGELOG.md SECURITY.md)
  if(EXISTS "${PROJECT_SOURCE_DIR}/${file}")
    install(FILES "${file}" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
  endif()
endforeach()

# ---- find_package(Guichet) ------------------------------------------------------------------------------------------
# Three archives: guichet (the loader, the reference engine, what they stand on), guichet_procedures (the compiled machines)
# and guichet_check (the checker, which plays what it finds: the shell, its store and its log come with it).
# `cmake --install <build> --component development` lays down these alone. docs/embedding.md.
if(TARGET guichet_procedures)
  # <archive> of these layers, and their headers but those of codegen.
  function(guichet_archive archive name)
    add_library(${archive} STATIC)
    set_target_properties(${archive} PROPERTIES OUTPUT_NAME ${name} LINKER_LANGUAGE CXX)
    foreach(layer IN LISTS ARGN)
      target_sources(${archive} PRIVATE $<TARGET_OBJECTS:guichet_${layer}>)
      if(NOT layer STREQUAL "codegen")    # of codegen, only what finds the machines is for others
        install(DIRECTORY "src/${layer}" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/guichet" COMPONENT development
                FILES_MATCHING PATTERN "*.h")
      endif()
    endforeach()
    install(TARGETS ${archive} ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)
  endfunction()
  guichet_archive(guichet_archive guichet base expr model load engine codegen)
  set(archives guichet_archive guichet_procedures)
  if(TARGET guichet_check)
    guichet_archive(guichet_check_archive guichet_check privacy store audit agency dossier rights scenario check)
    list(APPEND archives guichet_check_archive)
  endif()
  install(DIRECTORY src/testing DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/guichet" COMPONENT development
          FILES_MATCHING PATTERN "*.h")
  install(FILES src/codegen/compiled.h DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/guichet/codegen" COMPONENT development)
  install(DIRECTORY src/codegen/include/guichet "${PROJECT_BINARY_DIR}/generated/guichet"
          DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development FILES_MATCHING PATTERN "*.hpp")
  install(TARGETS guichet_procedures ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}" COMPONENT development)

  include(CMakePackageConfigHelpers)
  set(package "${CMAKE_INSTALL_LIBDIR}/cmake/Guichet")
  set(sanitize "")
  if(GUICHET_SANITIZE)
    set(sanitize "-fsanitize=address,undefined")    # the archives then need it at link time
  endif()
  configure_package_config_file(src/cmake/GuichetConfig.cmake.in "${PROJECT_BINARY_DIR}/GuichetConfig.cmake"
    INSTALL_DESTINATION "${package}" PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR)
  write_basic_package_version_file("${PROJECT_BINARY_DIR}/GuichetConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
  install(FILES "${PROJECT_BINARY_DIR}/GuichetConfig.cmake" "${PROJECT_BINARY_DIR}/GuichetConfigVersion.cmake"
          DESTINATION "${package}" COMPONENT development)
  if(TARGET guichet)    # `make install` builds the program, and lays down the archives too
    add_dependencies(guichet ${archives})
  endif()
endif()
