"""A person with a browser, at a server with the registry that Tests/Clients/pages has made."""

import base64
import json
import os
import subprocess
import sys
from importlib import resources

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.virtual_authenticator import VirtualAuthenticatorOptions
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import Select, WebDriverWait

SITE, TOKEN, OUT = os.environ["SITE"], os.environ["TOKEN"], os.environ["SCREENSHOTS"]
CAROL, ADMIN, FOLDER = os.environ["CAROL"], os.environ["ADMIN"], os.environ["FOLDER"]
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text()
PAGES = {
    "home": "/",
    "models": "/acme/",
    "search": "/acme/?q=month&sort=name",
    "model": "/acme/models/fraud/detector",
    "version": "/acme/models/fraud/detector/v2",
    "report": "/acme/models/fraud/detector/report",
    "compare": "/acme/compare?a=fraud/detector@v1&b=fraud/detector@v3",
    "several": "/acme/compare?a=fraud/detector@v1&b=fraud/detector@v2&more=fraud/detector@v3",
    "stages": "/acme/stages",
    "stage": "/acme/stages/production",
    "deployments": "/acme/stages/production/fraud/detector",
    "audit": "/acme/audit",
    "requests": "/acme/requests",
    "passkeys": "/acme/passkeys",
    "missing": "/acme/nothing",
    "hostile-model": "/acme/models/bad/texts",
    "hostile-version": "/acme/models/bad/texts/v1",
}
# Pages that are not there, and advice to take keys of RSA too, which no hardware key of SSH is.
KNOWN = ("404 (Not Found)", "401 (Unauth", "pub_key_cred_params.md")
FAULTS = []


def fault(place, what):
    FAULTS.append(f"{place}: {what}")
    print(f"✘ {place}: {what}")


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for word in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(word)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService("/usr/bin/chromedriver")
    return webdriver.Chrome(options=options, service=service)


def see(driver, colours, width):
    """Pages as on a screen of that width, for somebody who prefers light or dark."""
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {
            "features": [
                {"name": "prefers-color-scheme", "value": colours},
                # What is to be clicked must not be on its way.
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ]
        },
    )
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500},
    )


def shoot(driver, name):
    """The whole page, however long."""
    height = driver.execute_script("return document.documentElement.scrollHeight")
    shot = driver.execute_cdp_cmd(
        "Page.captureScreenshot",
        {
            "captureBeyondViewport": True,
            "clip": {
                "x": 0, "y": 0, "scale": 1,
                "width": driver.execute_script("return innerWidth"), "height": min(height, 6000),
            },
        },
    )

    with open(f"{OUT}/{name}.png", "wb") as file:
        file.write(base64.b64decode(shot["data"]))


def check(driver, name):
    """That nothing on the page keeps anybody out, and that nothing ran that should not."""
    driver.execute_script(AXE)
    found = driver.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',"
        " 'best-practice']}).then(done, (error) => done({violations: [{id: String(error),"
        " nodes: []}]}));"
    )
    for violation in found["violations"]:
        for node in violation["nodes"] or [{"html": ""}]:
            fault(name, f"{violation['id']}: {node['html'][:160]} {node.get('failureSummary', '')}")
    if driver.execute_script("return document.documentElement.scrollWidth > innerWidth"):
        fault(name, "is wider than the screen")
    if driver.execute_script("return window.ran"):
        fault(name, "a text of a manifest has run")
    for line in driver.get_log("browser"):
        if not any(known in line["message"] for known in KNOWN):
            fault(name, f"the console says {line['message']}")


def expect(place, condition, what):
    if not condition:
        fault(place, what)


def follow(driver, by, what):
    """Clicks, and is on the next page."""
    leave(driver, driver.find_element(by, what).click)


def enter(driver, name, text):
    """Types into a field, and is where that leads."""
    leave(driver, lambda: driver.find_element(By.ID, name).send_keys(text, Keys.ENTER))


def leave(driver, action):
    # The driver does not always wait for the page that comes.
    page = driver.find_element(By.TAG_NAME, "html")
    action()
    WebDriverWait(driver, 20).until(staleness_of(page))
    WebDriverWait(driver, 20, ignored_exceptions=[WebDriverException]).until(
        lambda driver: driver.execute_script("return document.readyState") == "complete")


def sign_in(driver):
    driver.get(f"{SITE}/acme/models/fraud/detector")
    expect("sign-in", "takes a token" in driver.page_source, "anybody sees the model")
    check(driver, "refused")
    follow(driver, By.LINK_TEXT, "Sign in")
    check(driver, "sign-in")
    shoot(driver, "sign-in")
    enter(driver, "token", "not a token")
    expect("sign-in", driver.find_elements(By.CSS_SELECTOR, "[role=alert]"), "takes anything")
    check(driver, "sign-in-refused")
    enter(driver, "token", TOKEN)
    expect("sign-in", driver.current_url.endswith("/fraud/detector"), driver.current_url)
    expect("sign-in", "alice@example.com" in driver.page_source, "does not say who signed in")


def walk(driver):
    """From the search to a version, to what it is compared with, and to where it is."""
    driver.get(f"{SITE}/acme/")
    driver.find_element(By.TAG_NAME, "body").send_keys("/")
    search = driver.switch_to.active_element
    expect("walk", search.get_attribute("id") == "search", "'/' does not lead to the search")
    leave(driver, lambda: search.send_keys("month stage:production", Keys.ENTER))
    follow(driver, By.LINK_TEXT, "fraud/detector@v2")
    follow(driver, By.LINK_TEXT, "Compare with v1")
    words = driver.find_element(By.TAG_NAME, "main").text
    expect("walk", "better" in words and "worse" in words, "metrics are not judged")
    follow(driver, By.PARTIAL_LINK_TEXT, "fraud/detector@v2")
    follow(driver, By.LINK_TEXT, "in production")
    expect("walk", driver.current_url.endswith("/stages/production"), driver.current_url)
    follow(driver, By.PARTIAL_LINK_TEXT, "Log")
    expect("walk", "Approved by" in driver.page_source, "the log does not say who approved")
    driver.get(f"{SITE}/acme/models/fraud/detector")
    follow(driver, By.LINK_TEXT, "Champion against challenger")
    expect("walk", "fraud/detector@v3" in driver.page_source, "there is no challenger")


def keyboard(driver):
    driver.get(f"{SITE}/acme/models/fraud/detector")
    driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = driver.switch_to.active_element
    expect("keyboard", skip.text == "Skip to the content", "the first stop is not the skip link")
    skip.send_keys(Keys.ENTER)
    focused = driver.execute_script("return document.activeElement.id")
    expect("keyboard", focused == "main", "the skip link does not skip")


def switch(driver, token):
    """To somebody else, who signs in."""
    driver.delete_all_cookies()
    driver.get(f"{SITE}/-/sign-in?next=/acme/")
    enter(driver, "token", token)
    wait(driver, lambda: driver.current_url.endswith("/acme/"), "signs in")


def wait(driver, condition, what):
    """While one page goes and the next one comes, what is looked at may belong to neither."""
    WebDriverWait(driver, 20, ignored_exceptions=[WebDriverException]).until(
        lambda _: condition(), f"nobody {what}")


def press(driver, text):
    follow(driver, By.XPATH, f"//main//button[normalize-space()='{text}']")


def words(driver):
    return driver.find_element(By.TAG_NAME, "main").text


def find_requests(driver):
    """The addresses of a promotion that waits, and of a change whose texts are hostile."""
    driver.get(f"{SITE}/acme/requests?format=json")
    found = json.loads(driver.find_element(By.TAG_NAME, "body").text)["requests"]
    waiting = [request for request in found if request["status"] == "open"]
    promotion = next(one for one in waiting if one["target"].startswith("stages/"))
    change = next(one for one in waiting if one["target"] == "main")
    PAGES["request"] = f"/acme/requests/{promotion['number']}"
    PAGES["change"] = f"/acme/requests/{change['number']}"


def review(driver):
    """From a search to a comparison, to the request, and by a passkey to the board."""
    options = VirtualAuthenticatorOptions(
        protocol="ctap2", transport="internal", has_resident_key=True, has_user_verification=True,
        is_user_verified=True)
    driver.add_virtual_authenticator(options)
    switch(driver, CAROL)
    driver.get(f"{SITE}/acme/passkeys")
    press(driver, "Make a passkey")
    wait(driver, lambda: driver.current_url.endswith("/acme/requests"), "proposes the key")
    follow(driver, By.PARTIAL_LINK_TEXT, "Let carol@example.com sign")
    expect("enrolment", "sk-ecdsa-sha2-nistp256@openssh.com" in words(driver), "no line of a key")
    shoot(driver, "passkey-request")
    check(driver, "passkey-request")

    switch(driver, ADMIN)
    driver.get(f"{SITE}/acme/requests")
    follow(driver, By.PARTIAL_LINK_TEXT, "Let carol@example.com sign")
    follow(driver, By.XPATH, "//main//button[starts-with(., 'Merge')]")
    wait(driver, lambda: "The decision" in words(driver), "lets carol sign")

    switch(driver, CAROL)
    enter(driver, "search", "month stage:staging")
    follow(driver, By.LINK_TEXT, "fraud/detector@v3")
    driver.get(f"{SITE}/acme/compare?a=fraud/detector@production&b=fraud/detector@v3")
    expect("review", "better" in words(driver), "nothing is better")
    driver.get(SITE + PAGES["request"])
    driver.find_element(By.ID, "text").send_keys("Why is fpr *higher*?")
    press(driver, "Comment")
    wait(driver, lambda: "Why is fpr higher?" in words(driver), "comments")
    Select(driver.find_element(By.ID, "verb")).select_by_value("approve")
    driver.find_element(By.ID, "remark").send_keys("Looked at the slices")
    press(driver, "Read what is signed")
    message = driver.find_element(By.CSS_SELECTOR, "#message code").text
    expect("decision", "Comment: Looked at the slices" in message, "no remark is signed")
    expect("decision", "Signer: carol@example.com" in message, "it is not carol who signs")
    check(driver, "decision")
    shoot(driver, "decision")
    press(driver, "Sign with a passkey")
    wait(driver, lambda: "Approved by carol@example.com" in words(driver), "approves")
    check(driver, "approved")
    shoot(driver, "approved")
    verify_tag("carol@example.com", message)

    follow(driver, By.XPATH, "//main//button[starts-with(., 'Merge')]")
    wait(driver, lambda: "The decision" in words(driver), "merges")
    shoot(driver, "merged")
    driver.get(f"{SITE}/acme/stages/production")
    row = driver.find_element(By.XPATH, "//main//tr[contains(., 'fraud/detector')]").text
    expect("board", "v3" in row, f"production shows {row}")
    shoot(driver, "board")
    switch(driver, TOKEN)


def verify_tag(person, message):
    """By stock git, in a clone that knows nothing but the catalog."""
    clone = f"{FOLDER}/verifying"
    git = ["git", "-C", clone, "-c", "gpg.ssh.allowedSignersFile=allowed_signers"]
    subprocess.run(["git", "clone", "-q", f"{SITE}/acme.git", clone], check=True)
    tags = subprocess.run(
        git + ["tag", "--list", f"approvals/*/{person}/*"], check=True, capture_output=True,
        text=True).stdout.split()
    expect("verify-tag", len(tags) == 1, f"there are {tags}")
    for tag in tags:
        seen = subprocess.run(git + ["verify-tag", "-v", tag], capture_output=True, text=True)
        expect("verify-tag", seen.returncode == 0, seen.stderr)
        expect("verify-tag", f'Good "git" signature for {person}' in seen.stderr, seen.stderr)
        expect("verify-tag", message.strip() in seen.stdout, "it is another text")


def without_script(driver):
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get(f"{SITE}/acme/?q=month")
    links = [link.text for link in driver.find_elements(By.CSS_SELECTOR, "main a")]
    expect("without script", "fraud/detector@v3" in links, "the search does not work")
    driver.get(SITE + PAGES["change"])
    press(driver, "Close")
    wait(driver, lambda: "closed by alice" in words(driver), "closes without script")
    press(driver, "Reopen")
    wait(driver, lambda: "reopened by alice" in words(driver), "reopens without script")
    follow(driver, By.XPATH, "//button[text()='Sign out']")
    WebDriverWait(driver, 10).until(
        lambda driver: driver.find_elements(By.LINK_TEXT, "Sign in"), "nobody gets out")
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def main():
    os.makedirs(OUT, exist_ok=True)
    driver = browser()
    try:
        see(driver, "light", 1280)
        sign_in(driver)
        find_requests(driver)
        for colours, width in (("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)):
            see(driver, colours, width)
            for name, path in PAGES.items():
                driver.get(SITE + path)
                place = f"{name}-{colours}-{width}"
                check(driver, place)
                shoot(driver, place)
        see(driver, "light", 1280)
        walk(driver)
        keyboard(driver)
        review(driver)
        without_script(driver)
    finally:
        driver.quit()
    print(json.dumps({"pages": 4 * len(PAGES), "faults": len(FAULTS)}))
    sys.exit(1 if FAULTS else 0)


main()
