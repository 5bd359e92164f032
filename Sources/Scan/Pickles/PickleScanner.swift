/// Reads a pickle, or one after another, in pieces of any length, and says what is wrong with it.
struct PickleScanner {
    private enum State {
        case opcode
        /// So many bytes of an argument, or of its length, are still to come.
        case fixed(PickleOpcode, Int)
        case length(PickleOpcode, Int)
        case payload(PickleOpcode, UInt64)
        case lines(PickleOpcode, Int)
        /// Nothing that follows is unpickled, or can be understood.
        case ended
    }

    /// What was found, each thing once.
    private(set) var flaws: [PickleFlaw] = []
    private let limits: ScanLimits
    private var machine: PickleMachine
    private var state = State.opcode
    private var gathered: [UInt8] = []
    /// Whether what was gathered is all of the argument so far.
    private var isWhole = true
    private var isFresh = true
    /// How many pickles are still to come; what `torch.save` wrote before it made archives is five
    /// of them, and then raw numbers.
    private var remaining: Int?

    /// The longest argument that could matter: two names.
    private static let longest = 1024
    /// The number that such a file of torch begins with, pickled by protocol 2.
    private static let torchMagic: [UInt8] = [
        0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
    ]

    /// - Parameter head: The first bytes, which `consume` gets all the same.
    init(head: [UInt8], limits: ScanLimits) {
        self.limits = limits
        machine = PickleMachine(limits: limits)
        remaining = head.starts(with: Self.torchMagic) ? 5 : nil
    }

    var isEnded: Bool { if case .ended = state { true } else { false } }

    /// How many of the next bytes nobody has to look at.
    var indifferent: Int64 {
        guard case .payload(_, let count) = state, !isWhole else { return 0 }
        return Int64(clamping: count)
    }

    /// Goes past bytes that nobody has to look at.
    mutating func skip(_ count: Int64) {
        guard case .payload(let opcode, let left) = state else { return }
        state = .payload(opcode, left - UInt64(count))
    }

    mutating func consume(_ bytes: [UInt8]) {
        var position = 0
        while position < bytes.count, !isEnded {
            if case .payload(let opcode, let left) = state {
                let count = Int(min(left, UInt64(bytes.count - position)))
                gather(bytes[position..<position + count])
                position += count
                advance(opcode, left - UInt64(count))
            } else {
                step(bytes[position])
                position += 1
            }
        }
    }

    /// What is wrong, now that no more bytes come.
    mutating func finish() -> [PickleFlaw] {
        if case .ended = state { return flaws }
        if !isFresh { note(.malformed) }
        return flaws
    }
}

extension PickleScanner {
    private mutating func step(_ byte: UInt8) {
        switch state {
        case .opcode: begin(byte)
        case .fixed(let opcode, let left):
            gather(byte)
            left == 1 ? perform(opcode) : (state = .fixed(opcode, left - 1))
        case .length(let opcode, let left):
            gather(byte)
            left == 1 ? beginPayload(opcode) : (state = .length(opcode, left - 1))
        case .lines(let opcode, let left):
            gather(byte)
            guard byte == UInt8(ascii: "\n") else { return }
            left == 1 ? perform(opcode) : (state = .lines(opcode, left - 1))
        case .payload, .ended: return
        }
    }

    private mutating func begin(_ byte: UInt8) {
        isFresh = false
        gathered.removeAll(keepingCapacity: true)
        isWhole = true
        guard let opcode = PickleOpcode.of(byte) else { return end(.malformed) }
        switch opcode.argument {
        case .none: perform(opcode)
        case .fixed(let count): state = .fixed(opcode, count)
        case .counted(let width): state = .length(opcode, width)
        case .lines(let count): state = .lines(opcode, count)
        }
    }

    private mutating func beginPayload(_ opcode: PickleOpcode) {
        let count = gathered.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        gathered.removeAll(keepingCapacity: true)
        // Python reads lengths of eight bytes as signed, and refuses them then.
        guard count <= UInt64(Int64.max) else { return end(.malformed) }
        isWhole = opcode.effect == .text && count <= UInt64(Self.longest)
        advance(opcode, count)
    }

    private mutating func advance(_ opcode: PickleOpcode, _ left: UInt64) {
        left == 0 ? perform(opcode) : (state = .payload(opcode, left))
    }

    private mutating func gather(_ byte: UInt8) {
        guard gathered.count < Self.longest else { return isWhole = false }
        gathered.append(byte)
    }

    private mutating func gather(_ bytes: some Collection<UInt8>) {
        guard isWhole else { return }
        guard gathered.count + bytes.count <= Self.longest else {
            isWhole = false
            return
        }
        gathered += bytes
    }

    private mutating func perform(_ opcode: PickleOpcode) {
        state = .opcode
        if let flaw = machine.perform(opcode, isWhole ? gathered : nil) {
            switch flaw {
            case .malformed, .mixedMemo, .tooLong: return end(flaw)
            default: note(flaw)
            }
        }
        if opcode.effect == .stop { nextPickle() }
    }

    private mutating func nextPickle() {
        machine = PickleMachine(limits: limits)
        isFresh = true
        remaining = remaining.map { $0 - 1 }
        if remaining == 0 { state = .ended }
    }

    private mutating func end(_ flaw: PickleFlaw) {
        note(flaw)
        state = .ended
    }

    private mutating func note(_ flaw: PickleFlaw) {
        guard flaws.count < limits.findings, !flaws.contains(flaw) else { return }
        flaws.append(flaw)
    }
}
