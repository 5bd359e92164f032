/// What is known of where a subject comes from and of what came of it.
package struct LineageReport: Hashable, Sendable, Encodable {
    package let subject: LineageSubject
    /// What it was made from; `nil` where nobody asked.
    package let up: LineageTree?
    /// What was made from it; `nil` where nobody asked.
    package let down: LineageTree?

    package init(subject: LineageSubject, up: LineageTree?, down: LineageTree?) {
        self.subject = subject
        self.up = up
        self.down = down
    }
}
