/** NUL and Ctrl-Z, which old editors left at the end of files, as part of a character class: they count as white space. */
export const leftovers = "\\0\\x1a";

/** Source of a pattern for one white-space character inside a line. */
export const blank = `(?:[^\\S\\r\\n]|[${leftovers}])`;
