extension QueryError {
    /// What is wrong, as a sentence.
    package var sentence: String {
        switch problem {
        case .tooLong: "A query has at most \(SearchQuery.mostBytes) bytes."
        case .tooManyTerms: "A query has at most \(SearchQuery.mostTerms) conditions and words."
        case .tooDeep: "A query is nested at most \(SearchQuery.deepest) deep."
        case .controlCharacter: "A query has no control characters."
        case .unknownField(let name, _): "There is no field '\(name.printable)'."
        case .keyWrong(let field): keySentence(field)
        case .valueMissing(let field): "The field \(field.rawValue) has no value here."
        case .notANumber(let field): "The field \(field.rawValue) is compared with a number."
        case .notADate(let field): "The field \(field.rawValue) is compared with a date."
        case .notAChoice(let field, let value, _):
            "The field \(field.rawValue) is never '\(value.printable)'."
        case .notOrdered(let field): "The field \(field.rawValue) has no larger and smaller values."
        case .starInside: "A star stands only at the end of a word."
        case .noWord: "There is neither a letter nor a digit to look for."
        case .quoteOpen: "The quotation mark is never closed."
        case .blankMissing: "A blank is missing here."
        case .parenthesisOpen: "The parenthesis is never closed."
        case .parenthesisStray: "The parenthesis was never opened."
        case .operandMissing: "A condition or a word is missing here."
        }
    }

    /// What to do about it, as a sentence.
    package var remedy: String {
        switch problem {
        case .tooLong, .tooManyTerms, .tooDeep: "Ask for less at once."
        case .controlCharacter: "Take it out."
        case .unknownField(_, let nearest?): "Did you mean `\(nearest)`?"
        case .unknownField(_, nil):
            "Use one of \(SearchField.list); put quotation marks around text that has ':' in it."
        case .keyWrong(let field), .valueMissing(let field), .notANumber(let field),
            .notADate(let field):
            "Write it like `\(field.example)`."
        case .notAChoice(_, _, let nearest?): "Did you mean `\(nearest)`?"
        case .notAChoice(let field, _, nil): "Use one of \(field.choices)."
        case .notOrdered(let field): "Compare it with ':', as in `\(field.example)`."
        case .starInside: "Put quotation marks around a star that is meant as such."
        case .noWord: "Give a word, or a field such as `\(SearchField.framework.example)`."
        case .quoteOpen: "Close it, or write \\\" for one that is meant as such."
        case .blankMissing: "Put a blank between the two, or all of it between quotation marks."
        case .parenthesisOpen: "Close it, or put it between quotation marks."
        case .parenthesisStray: "Take it out, or put it between quotation marks."
        case .operandMissing: "Put one there, or OR, AND and NOT between quotation marks."
        }
    }

    private func keySentence(_ field: SearchField) -> String {
        guard let noun = field.keyNoun else {
            return "The field \(field.rawValue) has no part after a dot."
        }
        return "The field \(field.rawValue) needs a \(noun) after a dot."
    }
}

extension SearchField {
    /// All fields, as a sentence names them.
    fileprivate static var list: String {
        allCases.map { $0.keyNoun == nil ? $0.rawValue : "\($0.rawValue)." }
            .joined(separator: ", ")
    }

    fileprivate var choices: String {
        if case .choice(let choices) = kind { choices.joined(separator: ", ") } else { "" }
    }
}

extension RegistryError {
    /// What is wrong with a query, for who wrote it.
    package init(_ error: QueryError) {
        let place = error.character.map { " (at character \($0))" } ?? ""
        self.init(
            .queryInvalid, String(error.sentence.dropLast()) + "\(place).", remedy: error.remedy)
    }
}
