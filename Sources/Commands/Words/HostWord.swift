import ArgumentParser
import Registry

extension GitHost: ExpressibleByArgument {}
