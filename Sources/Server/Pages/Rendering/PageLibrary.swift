import Mustache
import RegistryCore
import Templates

/// Every template of the pages, read once.
enum PageLibrary {
    private static let library: MustacheLibrary = {
        MustacheContentTypes.register(HTMLText(), named: HTMLText.name)
        let files = PageFile.allCases.filter { !$0.rawValue.contains(".") }
        return MustacheLibrary(
            templates: Dictionary(uniqueKeysWithValues: files.map { ($0.rawValue, read($0)) }))
    }()

    /// Each begins with how it escapes, which holds to its end.
    private static func read(_ file: PageFile) -> MustacheTemplate {
        do {
            return try MustacheTemplate(
                string: "{{% CONTENT_TYPE:\(HTMLText.name)}}\n\(file.text)")
        } catch {
            preconditionFailure("our own template \(file) can't be read: \(error)")
        }
    }

    /// The page that `template` makes of `content`, with `site` around it.
    static func html(
        _ template: PageFile, _ content: [String: JSONValue], site: JSONValue
    ) -> [UInt8] {
        let values = PageMap(map: content.merging(["site": site]) { $1 })
        guard let text = library.render(values, withTemplate: template.rawValue) else {
            preconditionFailure("\(template) is no template")
        }
        return Array(text.utf8)
    }
}
