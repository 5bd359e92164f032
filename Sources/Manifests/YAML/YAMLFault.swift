/// Text that is no YAML, or YAML of a kind that no manifest needs.
///
/// The raw value is the sentence that tells the writer what to do about it.
package enum YAMLFault: String, Sendable {
    case badIndentation = "the indentation fits no line above"
    case tab = "a tab can't indent: use spaces"
    case directive = "'%' directives are not read"

    case expectedKey = "expected 'key: value', with a blank after the ':'"
    case explicitKey = "keys after '?' are not read: write 'key: value'"
    case collectionKey = "a key must be text, not a list or a map"
    case secondColon = "a second ': ' in the line: put the text in quotes"
    case listInLine = "a list after '- ' begins on a line of its own"
    case endOfLine = "expected the end of the line"

    case expectedColon = "expected ':' and a value after the key"
    case expectedListEnd = "expected ',' or ']'"
    case expectedMapEnd = "expected ',' or '}'"
    case pairInList = "a pair inside [ ] needs braces: {key: value}"
    case unclosedFlow = "the '[' or '{' is never closed"

    case reserved = "text can't begin with this character: put it in quotes"
    case unclosedQuote = "the quote is never closed"
    case unknownEscape =
        "no such escape: use \\n, \\t, \\\", \\\\, or \\u and the four hex digits of a character"
    case blockHeader = "only '+', '-', a digit from 1 to 9 and a comment may follow '|' or '>'"
}
