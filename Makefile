# Exactly what CI runs. `make` alone lists the targets.

PREFIX ?= /usr/local

# Every build takes the same flags, or each would build the package anew.
BUILD_FLAGS := --explicit-target-dependency-import-check error
SWIFT_FILES := Package.swift Sources Tests Fuzzers hooks templates
SCRIPTS := $(wildcard .ci/* examples/*.sh Benchmarks/*.sh Fuzzers/*.sh Tests/Storage/* \
	Tests/Packaging/* packaging/deb) \
	$(filter-out %.swift %.py,$(wildcard hooks/* Tests/Clients/*))

# Where bash, zsh and fish look for completions, below share/.
COMPLETIONS := bash-completion/completions/cairn zsh/site-functions/_cairn \
	fish/vendor_completions.d/cairn.fish

.DEFAULT_GOAL := help
.PHONY: help demo test test-random test-s3 test-lfs test-api test-pages deb test-deb lint format fuzz sanitize crash bench install \
	place deps

help: ## list the targets
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	while IFS='|' read -r name text; do printf 'make %-8s %s\n' "$$name" "$$text"; done

demo: deps ## show the main job end to end, in a temporary folder (KEEP=1 keeps it)
	swift build $(BUILD_FLAGS) --product cairn
	CAIRN="$$(swift build --show-bin-path)/cairn" examples/demo.sh

# What failed stands at the end once more: with a thousand tests nobody scrolls back for it.
test: deps ## build everything and run every test
	swift build $(BUILD_FLAGS) --build-tests
	@bash -o pipefail -c 'swift test $(BUILD_FLAGS) --skip-build --disable-xctest 2>&1 | \
		tee .build/tests.log' || { grep -a '✘' .build/tests.log; exit 1; }

# The tests that kill the gateway come last, when nobody else needs it.
test-s3: deps ## run what needs a real S3, against a Ceph object gateway on loopback
	@.ci/deps ceph-mon ceph-mgr ceph-osd radosgw curl python3-boto3
	swift build $(BUILD_FLAGS) --build-tests
	Tests/Storage/run swift test $(BUILD_FLAGS) --skip-build --disable-xctest \
		--filter '^ArtifactsTests|^TranscriptTests.*bucket' \
		--filter '^ServerTests.*(bucket|presigned)' --skip 'gateway that is killed'
	for suite in ArtifactsTests ServerTests; do \
		Tests/Storage/run swift test $(BUILD_FLAGS) --skip-build --disable-xctest \
			--filter "^$$suite.*gateway that is killed" || exit; \
	done

test-lfs: deps ## try the LFS project's own compliance tool, and git-annex, on a server of ours
	@.ci/deps golang-go golang-github-git-lfs-git-lfs-dev git-annex
	swift build $(BUILD_FLAGS) --product cairn
	CAIRN="$$(swift build --show-bin-path)/cairn" Tests/Clients/compliance
	CAIRN="$$(swift build --show-bin-path)/cairn" Tests/Clients/annex

test-api: deps ## let schemathesis (from PyPI) hold a server to the description of its API
	@.ci/deps python3-venv
	swift build $(BUILD_FLAGS) --product cairn
	CAIRN="$$(swift build --show-bin-path)/cairn" Tests/Clients/schemathesis

test-pages: deps ## drive a real browser through the pages, and let axe-core (from PyPI) judge them
	@.ci/deps python3-venv chromium chromium-driver
	swift build $(BUILD_FLAGS) --product cairn
	CAIRN="$$(swift build --show-bin-path)/cairn" Tests/Clients/pages

test-random: deps ## hold the search index to plain scans on many random catalogs (SEEDS=1000)
	swift build $(BUILD_FLAGS) --build-tests
	CAIRN_SEEDS=$(or $(SEEDS),1000) swift test $(BUILD_FLAGS) --skip-build --disable-xctest \
		--filter '/Search(Index)?Tests.swift'

deb: deps ## make a Debian package of a release build, in .build/deb
	@.ci/deps dpkg-dev debhelper
	swift build $(BUILD_FLAGS) -c release --static-swift-stdlib --product cairn
	CAIRN="$$(swift build -c release --show-bin-path)/cairn" packaging/deb

test-deb: deps ## install that in a Debian without Swift, and serve from there (root)
	@.ci/deps dpkg-dev debhelper debootstrap lintian
	swift build $(BUILD_FLAGS) -c release --static-swift-stdlib --product cairn
	CAIRN="$$(swift build -c release --show-bin-path)/cairn" Tests/Packaging/debian

lint: ## check the format of the Swift files, and the shell scripts
	@.ci/deps shellcheck
	swift format lint --strict -rp $(SWIFT_FILES)
	shellcheck $(SCRIPTS)

format: ## bring the Swift files into the house format
	swift format -i -rp $(SWIFT_FILES)

fuzz: deps ## let libFuzzer try every reader of outside bytes (RUNS, SECONDS_EACH, TARGETS)
	Fuzzers/run.sh $(TARGETS)

sanitize: deps ## run the tests under AddressSanitizer, then under ThreadSanitizer
	Fuzzers/sanitize.sh address
	Fuzzers/sanitize.sh thread

# A target that one of them misses does not keep the others from their tables.
BENCHES := artifacts transfer load scale search mlflow pages
bench: deps ## measure time and memory: files, a server, 64 clients, and a huge catalog (BENCHES)
	@missed=0; for bench in $(BENCHES); do \
		echo "== Benchmarks/$$bench.sh"; Benchmarks/$$bench.sh || missed=1; \
	done; exit $$missed

crash: deps ## kill, starve, cut off and crowd a registry, a thousand times (CRASH=--quick)
	swift build $(BUILD_FLAGS) --product cairn
	CAIRN="$$(swift build --show-bin-path)/cairn" nice Tests/Crash/run $(CRASH)

install: deps ## build for release; install program, manual, completions (PREFIX=/usr/local)
	swift build $(BUILD_FLAGS) -c release --static-swift-stdlib --product cairn
	$(MAKE) --no-print-directory place CAIRN="$$(swift build -c release --show-bin-path)/cairn"

# Puts a cairn that is built already where systems look for one, for its manual and completions.
place:
	install -D -m 755 "$(CAIRN)" "$(DESTDIR)$(PREFIX)/bin/cairn"
	"$(CAIRN)" manual "$(DESTDIR)$(PREFIX)/share/man/man1"
	mkdir -p $(addprefix "$(DESTDIR)$(PREFIX)"/share/,$(dir $(COMPLETIONS)))
	"$(CAIRN)" completion bash >"$(DESTDIR)$(PREFIX)/share/$(word 1,$(COMPLETIONS))"
	"$(CAIRN)" completion zsh >"$(DESTDIR)$(PREFIX)/share/$(word 2,$(COMPLETIONS))"
	"$(CAIRN)" completion fish >"$(DESTDIR)$(PREFIX)/share/$(word 3,$(COMPLETIONS))"

deps: ## install what is missing: libgit2, OpenSSL, git-lfs (Debian, by apt-get)
	@.ci/deps
