# cmake -D ROOT=.. -D PO=.. -D OUT=.. -P catalogue.cmake
# Every sentence the sources mark with N_() or count with counted() has its translation in PO, and PO holds nothing else. xgettext reads the
# sources, msgcmp compares: neither is ours, so a slip of our own reader cannot hide a missing sentence.
file(GLOB_RECURSE sources RELATIVE "${ROOT}" "${ROOT}/src/*.cpp" "${ROOT}/src/*.h")
list(SORT sources)
list(JOIN sources "\n" lines)
file(WRITE "${OUT}.files" "${lines}\n")
execute_process(
  COMMAND xgettext --language=C++ --from-code=UTF-8 --keyword=N_ --keyword=counted:1,2 --no-location --sort-output
          --files-from=${OUT}.files --output=${OUT}
  WORKING_DIRECTORY "${ROOT}" RESULT_VARIABLE failed)
if(failed)
  message(FATAL_ERROR "xgettext could not read the sources")
endif()
execute_process(COMMAND msgcmp "${PO}" "${OUT}" RESULT_VARIABLE failed ERROR_VARIABLE said)
string(REGEX MATCHALL "[^\n]*this message is not used[^\n]*\n[^\n]*" unused "${said}")
if(failed OR unused)
  message(FATAL_ERROR "${said}\n${PO} and the sentences of the sources differ")
endif()
