import FoundationEssentials

/// The seeds of a test that tries random things: a few in every run, and as many as `CAIRN_SEEDS`
/// says in a long one.
package func seeds(_ usual: UInt64) -> Range<UInt64> {
    let wanted = ProcessInfo.processInfo.environment["CAIRN_SEEDS"].flatMap(UInt64.init)
    return 0..<(wanted ?? usual)
}
