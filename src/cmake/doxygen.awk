# Our comments as Doxygen reads them: what opens a header is about the file; // before or beside a declaration is about it.
NR == 1 && /^\/\// { print "/// @file"; top = 1 }
top && !/^\/\// { top = 0 }
{
  line = $0
  gsub(/[\\@<>#%&$]/, "\\\\&", line)
  if (match($0, /^ *\/\/ /)) { sub(/\/\/ /, "/// ", line); print line; next }
  if (match($0, /[;,{}]  ?\/\/ /)) {
    code = substr($0, 1, RSTART); words = substr($0, RSTART + RLENGTH)
    gsub(/[\\@<>#%&$]/, "\\\\&", words)
    print code "  ///< " words
    next
  }
  print
}
