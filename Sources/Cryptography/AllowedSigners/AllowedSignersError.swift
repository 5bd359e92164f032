/// Why a text is not a list of allowed signers, and on which line.
package struct AllowedSignersError: Error, Equatable {
    /// Counted from 1.
    package let line: Int
    /// The first thing wrong there.
    package let reason: Reason

    /// What is wrong with the line, or with the whole text.
    package enum Reason: Error, Equatable {
        /// The whole text is longer than `limit` bytes.
        case tooLong(limit: Int)
        /// A byte that moves a terminal's cursor rather than show something.
        case controlCharacter
        /// A quotation mark without its partner.
        case unterminatedQuote
        /// Principals, and perhaps options, but no key after them.
        case missingKey
        case key(KeyError)
        /// Neither an option nor a key.
        case unknownOption(String)
        /// An option without its value in quotation marks.
        case unquotedValue(option: String)
        case repeatedOption(String)
        /// Not `YYYYMMDD[HHMM[SS]][Z]`, or not after 1970.
        case improperTime(String)
        /// Valid from a time on that is not before the one it ends at.
        case neverValid
    }
}
