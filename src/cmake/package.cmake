# `make deb`: the Debian packages, made by CPack from what is installed. guichet has the programs, the procedures and their
# data; libguichet-dev what find_package(Guichet) needs.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "Guichet")
set(CPACK_PACKAGE_CONTACT "Guichet maintainers <maintainers@guichet.example>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulator of French online administrative procedures")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL Unspecified development)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_NAME guichet)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_SECTION education)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_UNSPECIFIED_DESCRIPTION
    "A procedure is one file, a state machine: Guichet runs it, checks it, draws\nit, and accounts for every personal datum it moves, with an audit log that\nproves itself. For those who teach public administration, those who write\nprocedures, and engineers who test state machines. Its citizens and registers\nare generated.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libguichet-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libfmt-dev, libyaml-cpp-dev, libsodium-dev, nettle-dev, libsqlitecpp-dev, libsqlite3-dev, pkg-config")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
    "Headers and archives of Guichet, for C++ programs and tests: the loader, the\nreference engine, the checker, the compiled procedures and GoogleTest\nexpectations.\nfind_package(Guichet) finds them.")
set(CPACK_PROJECT_CONFIG_FILE "${PROJECT_SOURCE_DIR}/src/cmake/package_names.cmake")
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/src/cmake/package_files.cmake")
include(CPack)
