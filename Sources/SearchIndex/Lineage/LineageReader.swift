import GRDB
import RegistryCore

/// Follows lineage step by step, a version's own steps but once, and no more steps than it may.
///
/// A version that may not be seen is followed nowhere: what was made from it is no descendant, and
/// as a base it is a name in somebody's record, like one that lives elsewhere.
///
/// Records claim what they like, so lineage may go in circles; and a widely used base leads to more
/// versions than anybody reads.
struct LineageReader {
    private let database: Database
    private let models: VisibleModels
    private let direction: LineageDirection
    /// How many more nodes may be told.
    private var room: Int
    private var known: Set<LineageSubject> = []
    private var isCut = false

    /// How many steps are followed one after another.
    private static let deepest = 32

    static func tree(
        _ direction: LineageDirection, from subject: LineageSubject, among models: VisibleModels,
        atMost room: Int, in database: Database
    ) throws -> LineageTree {
        var reader = LineageReader(
            database: database, models: models, direction: direction, room: room)
        let nodes = try reader.nodes(next: subject, depth: 0)
        return LineageTree(nodes: nodes, isCut: reader.isCut)
    }

    private init(
        database: Database, models: VisibleModels, direction: LineageDirection, room: Int
    ) {
        self.database = database
        self.models = models
        self.direction = direction
        self.room = room
    }

    private mutating func nodes(
        next subject: LineageSubject, depth: Int
    ) throws -> [LineageNode] {
        known.insert(subject)
        // One more than there is room for, to see whether there is more.
        var steps = try steps(from: subject, atMost: room + 1)
        if steps.count > room || depth == Self.deepest && !steps.isEmpty {
            isCut = true
            steps = depth == Self.deepest ? [] : Array(steps.prefix(room))
        }
        room -= steps.count
        for index in steps.indices {
            guard case .version = steps[index].subject else { continue }
            steps[index].isRepeated = known.contains(steps[index].subject)
            guard !steps[index].isRepeated else { continue }
            steps[index].next = try nodes(next: steps[index].subject, depth: depth + 1)
        }
        return steps
    }

    private func steps(
        from subject: LineageSubject, atMost limit: Int
    ) throws -> [LineageNode] {
        let steps = LineageSteps(database: database, models: models, limit: limit)
        return switch (direction, subject) {
        case (.up, .version(let model, let number)): try steps.origins(of: number, of: model)
        case (.up, .dataset), (.up, .elsewhere): []
        case (.down, .version(let model, let number)):
            try steps.versions(madeFrom: number, of: model)
        case (.down, .dataset(let name)): try steps.versions(madeFromDataset: name)
        case (.down, .elsewhere(let reference)): try steps.versions(madeFrom: reference)
        }
    }
}
