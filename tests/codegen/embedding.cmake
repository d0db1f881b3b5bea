# cmake -D BUILD=<build> -D SOURCE=<root> -D WORK=<folder> -D CONFIG=<type> -P embedding.cmake
# Installs what C++ users need, then configures, builds and runs the project of tests/embedding/ against it alone.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${ARGN}\n${output}")
  endif()
endfunction()

file(REMOVE_RECURSE "${WORK}")
run(${CMAKE_COMMAND} --install "${BUILD}" --component development --prefix "${WORK}/prefix")
run(${CMAKE_COMMAND} -S "${SOURCE}/tests/embedding" -B "${WORK}/build" -G Ninja "-DCMAKE_BUILD_TYPE=${CONFIG}"
    "-DCMAKE_PREFIX_PATH=${WORK}/prefix" "-DGUICHET_SHARE=${SOURCE}" "-DGUICHET_PROGRAM=${BUILD}/bin/guichet")
run(${CMAKE_COMMAND} --build "${WORK}/build")
run(${CMAKE_CTEST_COMMAND} --test-dir "${WORK}/build" --output-on-failure --no-tests=error)
