import FoundationEssentials
import Glibc

extension Date {
    /// A time of the file system.
    init(_ time: timespec) {
        self.init(timeIntervalSince1970: Double(nanoseconds(time)) / 1e9)
    }
}
