import FoundationEssentials
import Support
import Testing

@testable import Registry

struct `A Python environment` {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch("cairn-python")
    }

    private func found(_ environment: [String: String]) -> PythonEnvironment? {
        PythonEnvironment.active(environment)
    }

    private func makeExecutable(_ name: String) throws {
        let path = try scratch.write(name, "#!/bin/sh\nexit 1\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    @Test(arguments: [
        ("version = 3.11.2\n", "3.11.2"),
        ("home = /usr/bin\nversion_info = 3.12.3.final.0\n", "3.12.3"),
        ("version=3.13\r\n", "3.13"),
    ])
    func `tells its version by pyvenv.cfg`(text: String, version: String) throws {
        try scratch.write("venv/pyvenv.cfg", text)
        #expect(found(["VIRTUAL_ENV": scratch.file("venv")])?.version == version)
    }

    @Test func `tells its version by Conda's own note`() throws {
        try scratch.write("env/conda-meta/python-dateutil-2.9.0-py312.json", "{}")
        try scratch.write("env/conda-meta/python-3.11.4-h955ad1f_0.json", "{}")
        #expect(found(["CONDA_PREFIX": scratch.file("env")])?.version == "3.11.4")
    }

    @Test func `is found by python3 on the PATH, through links`() throws {
        try makeExecutable("usr/bin/python3.10")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("usr/bin/python3"), withDestinationPath: "python3.10")
        let python = found(["PATH": "relative:/nowhere:\(scratch.file("usr/bin"))"])
        #expect(python?.version == "3.10")
        #expect(python?.prefix.hasSuffix("/usr") == true)
    }

    @Test func `is found behind pyenv's shims`() throws {
        try makeExecutable("pyenv/shims/python3")
        try scratch.write("pyenv/version", "3.11.7\n")
        try makeExecutable("pyenv/versions/3.11.7/bin/python3.11")
        try FileManager.default.createSymbolicLink(
            atPath: scratch.file("pyenv/versions/3.11.7/bin/python3"),
            withDestinationPath: "python3.11")
        #expect(found(["PATH": scratch.file("pyenv/shims")])?.version == "3.11")
    }

    @Test(arguments: [[:], ["PATH": "/nowhere"], ["VIRTUAL_ENV": "/nowhere"]])
    func `need not exist`(environment: [String: String]) {
        #expect(found(environment)?.version == nil)
    }

    @Test func `lists what its installers noted, under the names its authors gave`() throws {
        try scratch.write("venv/pyvenv.cfg", "version = 3.11.2\n")
        let folder = "venv/lib/python3.11/site-packages"
        try scratch.write(
            "\(folder)/scikit_learn-1.5.0.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: scikit-learn\nVersion: 1.5.0\n\nVersion: 9\n")
        try scratch.write(
            "\(folder)/torch-2.4.0.dist-info/METADATA", "Name: torch\nVersion: 2.4.0\n")
        try scratch.write("\(folder)/odd-1.dist-info/METADATA", "\nName: odd\nVersion: 1\n")
        try scratch.write("\(folder)/gone-1.dist-info/RECORD", "")
        #expect(
            found(["VIRTUAL_ENV": scratch.file("venv")])?.packages()
                == ["scikit-learn": "1.5.0", "torch": "2.4.0"])
    }
}

struct `The accelerators of a machine` {
    @Test func `are those that the driver lists`() throws {
        let scratch = try Scratch("cairn-gpus")
        let text = "Model: \t\t NVIDIA H100 80GB HBM3\nIRQ:   \t\t 52\n"
        try scratch.write("0000:01:00.0/information", text)
        try scratch.write("0000:02:00.0/information", text)
        let found = Accelerators.present(folder: scratch.path)
        #expect(found?.model == "NVIDIA H100 80GB HBM3")
        #expect(found?.count == 2)
    }

    @Test func `are none without a driver`() {
        #expect(Accelerators.present(folder: "/nowhere")?.count == nil)
    }
}
