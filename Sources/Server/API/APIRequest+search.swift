import Registry
import RegistryCore

extension APIRequest {
    /// What is looked for; without a word, everything.
    var search: SearchQuery {
        get throws {
            do { return try SearchQuery(parsing: query["q"] ?? "") } catch { throw Refusal(error) }
        }
    }

    /// In which order.
    var order: SearchOrder {
        get throws { try query["sort"].map(SearchOrder.init(checking:)) ?? .usual }
    }

    /// Which ways lineage is followed.
    var directions: Set<LineageDirection> {
        get throws {
            switch query["direction"] {
            case nil: [.up, .down]
            case "up": [.up]
            case "down": [.down]
            case let other?:
                throw APIQuery.invalid(
                    "'\(other.printable)' is no direction.", "Write up or down, or leave it out.")
            }
        }
    }

    /// The data set or the base whose descendants are asked for.
    var origin: LineageSubject {
        get throws {
            switch (query["dataset"], query["base"]) {
            case (let name?, nil): .dataset(name)
            case (nil, let reference?): .elsewhere(reference)
            default:
                throw APIQuery.invalid(
                    "That is neither one data set nor one base.", "Give dataset, or else base.")
            }
        }
    }
}

extension APIParameter {
    static let query = APIParameter(
        name: "q",
        description:
            "What must hold of a version (docs/search.md), in \(SearchQuery.mostBytes) bytes "
            + "of UTF-8 at most; else all are found.", schema: .text())
    static let sort = APIParameter(
        name: "sort", description: "By \(SearchOrder.usage); else the newest changes come first.",
        schema: .text(longest: 264))
    static let direction = APIParameter(
        name: "direction",
        description: "Only what it was made from, or only what was made from it.",
        schema: .choice(["up", "down"]))
    static let nodes = APIParameter(
        name: "limit", description: "How much to tell each way at the most.",
        schema: .integer(1...mostItems, default: usualItems))
    static let dataset = APIParameter(
        name: "dataset", description: "The name of a data set.", schema: .text())
    static let base = APIParameter(
        name: "base", description: "A base as records name it, such as hf:org/model.",
        schema: .text())
}
