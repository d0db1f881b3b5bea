# What Debian asks of a package and `make install` does not lay down: copyright and changelog, compressed pages, stripped archives.
file(GLOB trees LIST_DIRECTORIES TRUE "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*")
foreach(tree IN LISTS trees)
  if(EXISTS "${tree}/usr/lib" AND EXISTS "${tree}/usr/include")
    set(name libguichet-dev)
    file(GLOB_RECURSE archives "${tree}/usr/lib/*.a")
    execute_process(COMMAND strip --strip-debug --strip-unneeded --enable-deterministic-archives ${archives} COMMAND_ERROR_IS_FATAL ANY)
  else()
    set(name guichet)
  endif()
  set(doc "${tree}/usr/share/doc/${name}")
  file(REMOVE "${doc}/LICENSE")
  file(WRITE "${doc}/copyright" "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Guichet

Files: *
Copyright: Guichet contributors
License: Apache-2.0
 On Debian systems, the text of the Apache License 2.0 stands in
 /usr/share/common-licenses/Apache-2.0.
")
  string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)    # SOURCE_DATE_EPOCH, when it is set
  file(WRITE "${doc}/changelog.Debian" "${name} (${CPACK_PACKAGE_VERSION}-1) unstable; urgency=medium

  * What is new stands in CHANGELOG.md.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
  file(GLOB_RECURSE pages "${tree}/usr/share/man/*.1")
  execute_process(COMMAND gzip -9 -n -f "${doc}/changelog.Debian" ${pages} COMMAND_ERROR_IS_FATAL ANY)
  if(name STREQUAL guichet)
    # Every program has a page; the verifier's says where its own help is.
    file(WRITE "${tree}/usr/share/man/man1/guichet-verify.1" ".TH GUICHET-VERIFY 1 \"\" \"guichet ${CPACK_PACKAGE_VERSION}\" \"Guichet\"
.SH NAME
guichet-verify \\- check the log of a Guichet database, sharing no code with what wrote it
.SH SYNOPSIS
.B guichet-verify
[OPTIONS] FILE
.SH DESCRIPTION
Run
.B guichet-verify \\-\\-help
for what it accepts and its exit codes.
.SH SEE ALSO
.BR guichet (1)
")
    execute_process(COMMAND gzip -9 -n -f "${tree}/usr/share/man/man1/guichet-verify.1" COMMAND_ERROR_IS_FATAL ANY)
  endif()
endforeach()
