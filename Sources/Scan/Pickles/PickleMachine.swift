import RegistryCore

/// Does to a stack of symbols what unpickling would do to values, and so knows every import without
/// running one.
///
/// It follows the stack itself, since names can come to `STACK_GLOBAL` by any way: looking at the
/// last strings alone is easily deceived. A value it can't follow is `other`, and a name made of
/// one is refused.
struct PickleMachine {
    private enum Value {
        case mark
        case text(String)
        case imported
        case other
    }

    private let limits: ScanLimits
    private var stack: [Value] = []
    private var memo: [UInt64: Value] = [:]
    private var memoized: UInt64 = 0
    private var hasPut = false
    private var steps = 0

    init(limits: ScanLimits) {
        self.limits = limits
    }

    /// Does one opcode.
    ///
    /// - Parameter argument: The argument's bytes, the line feeds of lines included; `nil` for one
    ///   too long to name anything.
    /// - Returns: What is wrong with it. After `malformed`, `mixedMemo` or `tooLong` nothing that
    ///   follows can be understood.
    mutating func perform(_ opcode: PickleOpcode, _ argument: [UInt8]?) -> PickleFlaw? {
        steps += 1
        guard steps <= limits.opcodes else { return .tooLong("instructions") }
        guard stack.count < limits.stack else { return .tooLong("values at once") }
        switch opcode.effect {
        case .nothing: return nil
        case .replace(let count): return replace(count)
        case .text: return push(name(argument))
        case .textWithEscapes: return push(escapedName(argument))
        case .mark: return push(.mark)
        case .collect(let below): return collect(below: below)
        case .popMark: return popToMark() ? nil : .malformed
        case .pop: return stack.popLast() == nil ? .malformed : nil
        case .duplicate: return duplicate()
        case .put, .get, .memoize: return remember(opcode, argument)
        case .importLines, .importValues, .importAndCall, .importNumber:
            return imports(opcode.effect, argument)
        case .build: return build()
        case .stop: return take() == nil ? .malformed : nil
        }
    }

    private mutating func push(_ value: Value) -> PickleFlaw? {
        stack.append(value)
        return nil
    }

    /// The value on top, unless that is a mark.
    private mutating func take() -> Value? {
        guard let value = stack.last else { return nil }
        if case .mark = value { return nil }
        stack.removeLast()
        return value
    }

    private mutating func replace(_ count: Int) -> PickleFlaw? {
        for _ in 0..<count where take() == nil { return .malformed }
        return push(.other)
    }

    private mutating func popToMark() -> Bool {
        while let value = stack.popLast() {
            if case .mark = value { return true }
        }
        return false
    }

    private mutating func collect(below: Int) -> PickleFlaw? {
        popToMark() ? replace(below) : .malformed
    }

    private mutating func duplicate() -> PickleFlaw? {
        guard let value = take() else { return .malformed }
        stack.append(value)
        return push(value)
    }

    private mutating func build() -> PickleFlaw? {
        guard take() != nil, let target = take() else { return .malformed }
        stack.append(target)
        if case .imported = target { return .changesImport }
        return nil
    }
}

extension PickleMachine {
    private mutating func remember(
        _ opcode: PickleOpcode, _ argument: [UInt8]?
    ) -> PickleFlaw? {
        if opcode.effect == .get {
            guard let key = key(opcode, argument) else { return .mixedMemo }
            return push(memo[key] ?? .other)
        }
        guard let value = take() else { return .malformed }
        stack.append(value)
        guard opcode.effect != .memoize else { return memoize(value) }
        guard memoized == 0, let key = key(opcode, argument) else { return .mixedMemo }
        hasPut = true
        keep(value, as: key)
        return nil
    }

    private mutating func memoize(_ value: Value) -> PickleFlaw? {
        guard !hasPut else { return .mixedMemo }
        keep(value, as: memoized)
        memoized += 1
        return nil
    }

    /// Only what could become a name is worth remembering; what is forgotten is refused as a name.
    private mutating func keep(_ value: Value, as key: UInt64) {
        if case .other = value {
            memo[key] = nil
        } else if memo.count < limits.memo || memo[key] != nil {
            memo[key] = value
        }
    }

    /// The number of a memo: bytes in little-endian order, or a line of digits and nothing else:
    /// Python takes `1_0` for 10.
    private func key(_ opcode: PickleOpcode, _ argument: [UInt8]?) -> UInt64? {
        guard let argument else { return nil }
        guard opcode.argument == .lines(1) else {
            return argument.reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        let digits = argument.dropLast()
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return UInt64(String(decoding: digits, as: UTF8.self))
    }
}

extension PickleMachine {
    private mutating func imports(
        _ effect: PickleOpcode.Effect, _ argument: [UInt8]?
    ) -> PickleFlaw? {
        switch effect {
        case .importNumber:
            stack.append(.imported)
            return .numberedImport
        case .importValues:
            guard let name = take(), let module = take() else { return .malformed }
            stack.append(.imported)
            guard case .text(let name) = name, case .text(let module) = module else {
                return .computedImport
            }
            return judge(module, name)
        case .importAndCall:
            guard popToMark() else { return .malformed }
            stack.append(.other)
            return judge(lines: argument)
        default:
            stack.append(.imported)
            return judge(lines: argument)
        }
    }

    private func judge(lines: [UInt8]?) -> PickleFlaw? {
        guard let lines else { return .computedImport }
        let names = lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        guard names.count == 3 else { return .malformed }
        return judge(names[0], names[1])
    }

    private func judge(_ module: String, _ name: String) -> PickleFlaw? {
        AllowedImports.contains(module, name) ? nil : .imports("\(module).\(name)".printable)
    }

    private func name(_ argument: [UInt8]?) -> Value {
        guard let argument, argument.count <= 100,
            argument.allSatisfy({ (0x21...0x7e).contains($0) })
        else { return .other }
        return .text(String(decoding: argument, as: UTF8.self))
    }

    /// A line that may be quoted; one with a backslash in it could be any name.
    private func escapedName(_ argument: [UInt8]?) -> Value {
        guard var text = argument?.dropLast(), !text.contains(UInt8(ascii: "\\")) else {
            return .other
        }
        if let quote = text.first, [0x22, 0x27].contains(quote), text.last == quote, text.count > 1
        {
            text = text.dropFirst().dropLast()
        }
        return name(Array(text))
    }
}
