/// What one opcode of a pickle carries and does, as `pickletools` of CPython has it.
struct PickleOpcode {
    let argument: Argument
    let effect: Effect

    /// What follows the opcode's byte.
    enum Argument: Equatable {
        case none
        case fixed(Int)
        /// A length of so many bytes, little-endian, and that many bytes.
        case counted(width: Int)
        /// All up to a line feed; so many times.
        case lines(Int)
    }

    /// What is done to the stack.
    enum Effect: Equatable {
        /// Takes so many values off, and puts one on that is none of our business.
        case replace(Int)
        /// Puts on the text that the argument is, which may become a name; escapes may hide in it.
        case text, textWithEscapes
        case mark
        /// Takes off everything down to the last mark, and so many values below it; puts one on.
        case collect(below: Int)
        case popMark, pop, duplicate
        case put, get, memoize
        /// Imports what two lines name; what two values name; the same, and calls it.
        case importLines, importValues, importAndCall
        /// Imports what a registry of the running program has under a number.
        case importNumber
        /// Gives the value below the top the state that is on top.
        case build
        case stop, nothing
    }

    static func of(_ byte: UInt8) -> PickleOpcode? { table[Int(byte)] }

    private static let table: [PickleOpcode?] = {
        var table = [PickleOpcode?](repeating: nil, count: 256)
        for (codes, argument, effect) in rows {
            for code in codes {
                table[Int(code)] = PickleOpcode(argument: argument, effect: effect)
            }
        }
        return table
    }()

    private static let rows: [([UInt8], Argument, Effect)] = [
        (letters("ILF"), .lines(1), .replace(0)),
        (letters("P"), .lines(1), .replace(0)),
        (letters("J"), .fixed(4), .replace(0)),
        (letters("K"), .fixed(1), .replace(0)),
        (letters("M"), .fixed(2), .replace(0)),
        (letters("G"), .fixed(8), .replace(0)),
        ([0x8a], .counted(width: 1), .replace(0)),
        ([0x8b], .counted(width: 4), .replace(0)),
        (letters("SV"), .lines(1), .textWithEscapes),
        (letters("TX"), .counted(width: 4), .text),
        (letters("U") + [0x8c], .counted(width: 1), .text),
        ([0x8d], .counted(width: 8), .text),
        (letters("B"), .counted(width: 4), .replace(0)),
        (letters("C"), .counted(width: 1), .replace(0)),
        ([0x8e, 0x96], .counted(width: 8), .replace(0)),
        (letters("N]})") + [0x88, 0x89, 0x8f, 0x97], .none, .replace(0)),
        (letters("Q") + [0x85, 0x98], .none, .replace(1)),
        (letters("aR") + [0x81, 0x86], .none, .replace(2)),
        (letters("s") + [0x87, 0x92], .none, .replace(3)),
        (letters("b"), .none, .build),
        (letters("("), .none, .mark),
        (letters("eu") + [0x90], .none, .collect(below: 1)),
        (letters("ltdo") + [0x91], .none, .collect(below: 0)),
        (letters("1"), .none, .popMark),
        (letters("0"), .none, .pop),
        (letters("2"), .none, .duplicate),
        (letters("p"), .lines(1), .put),
        (letters("q"), .fixed(1), .put),
        (letters("r"), .fixed(4), .put),
        (letters("g"), .lines(1), .get),
        (letters("h"), .fixed(1), .get),
        (letters("j"), .fixed(4), .get),
        ([0x94], .none, .memoize),
        (letters("c"), .lines(2), .importLines),
        ([0x93], .none, .importValues),
        (letters("i"), .lines(2), .importAndCall),
        ([0x82], .fixed(1), .importNumber),
        ([0x83], .fixed(2), .importNumber),
        ([0x84], .fixed(4), .importNumber),
        ([0x80], .fixed(1), .nothing),
        ([0x95], .fixed(8), .nothing),
        (letters("."), .none, .stop),
    ]

    private static func letters(_ text: StaticString) -> [UInt8] {
        Array(text.description.utf8)
    }
}
