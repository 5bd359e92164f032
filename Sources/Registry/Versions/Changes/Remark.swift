import FoundationEssentials
import RegistryCore

/// Who says something, and when.
struct Remark {
    let author: Person
    let date: Date
}
