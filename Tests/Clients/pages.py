"""A person with a browser, at a server with the registry that Tests/Clients/pages has made."""

import base64
import json
import os
import sys
from importlib import resources

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

SITE, TOKEN, OUT = os.environ["SITE"], os.environ["TOKEN"], os.environ["SCREENSHOTS"]
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text()
PAGES = {
    "home": "/",
    "models": "/acme/",
    "search": "/acme/?q=month&sort=name",
    "model": "/acme/models/fraud/detector",
    "version": "/acme/models/fraud/detector/v2",
    "report": "/acme/models/fraud/detector/report",
    "compare": "/acme/compare?a=fraud/detector@v1&b=fraud/detector@v3",
    "stages": "/acme/stages",
    "stage": "/acme/stages/production",
    "deployments": "/acme/stages/production/fraud/detector",
    "audit": "/acme/audit",
    "requests": "/acme/requests",
    "missing": "/acme/nothing",
    "hostile-model": "/acme/models/bad/texts",
    "hostile-version": "/acme/models/bad/texts/v1",
}
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
        {"features": [{"name": "prefers-color-scheme", "value": colours}]},
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
        if "404 (Not Found)" not in line["message"] and "401 (Unauth" not in line["message"]:
            fault(name, f"the console says {line['message']}")


def expect(place, condition, what):
    if not condition:
        fault(place, what)


def sign_in(driver):
    driver.get(f"{SITE}/acme/models/fraud/detector")
    expect("sign-in", "takes a token" in driver.page_source, "anybody sees the model")
    check(driver, "refused")
    driver.find_element(By.LINK_TEXT, "Sign in").click()
    check(driver, "sign-in")
    shoot(driver, "sign-in")
    field = driver.find_element(By.ID, "token")
    field.send_keys("not a token", Keys.ENTER)
    expect("sign-in", driver.find_elements(By.CSS_SELECTOR, "[role=alert]"), "takes anything")
    check(driver, "sign-in-refused")
    driver.find_element(By.ID, "token").send_keys(TOKEN, Keys.ENTER)
    expect("sign-in", driver.current_url.endswith("/fraud/detector"), driver.current_url)
    expect("sign-in", "alice@example.com" in driver.page_source, "does not say who signed in")


def walk(driver):
    """From the search to a version, to what it is compared with, and to where it is."""
    driver.get(f"{SITE}/acme/")
    driver.find_element(By.TAG_NAME, "body").send_keys("/")
    search = driver.switch_to.active_element
    expect("walk", search.get_attribute("id") == "search", "'/' does not lead to the search")
    search.send_keys("month stage:production", Keys.ENTER)
    driver.find_element(By.LINK_TEXT, "fraud/detector@v2").click()
    driver.find_element(By.LINK_TEXT, "Compare with v1").click()
    words = driver.find_element(By.TAG_NAME, "main").text
    expect("walk", "better" in words and "worse" in words, "metrics are not judged")
    driver.find_element(By.PARTIAL_LINK_TEXT, "fraud/detector@v2").click()
    driver.find_element(By.LINK_TEXT, "in production").click()
    expect("walk", driver.current_url.endswith("/stages/production"), driver.current_url)
    driver.find_element(By.PARTIAL_LINK_TEXT, "Log").click()
    expect("walk", "Approved by" in driver.page_source, "the log does not say who approved")
    driver.get(f"{SITE}/acme/models/fraud/detector")
    driver.find_element(By.LINK_TEXT, "Champion against challenger").click()
    expect("walk", "fraud/detector@v3" in driver.page_source, "there is no challenger")


def keyboard(driver):
    driver.get(f"{SITE}/acme/models/fraud/detector")
    driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = driver.switch_to.active_element
    expect("keyboard", skip.text == "Skip to the content", "the first stop is not the skip link")
    skip.send_keys(Keys.ENTER)
    focused = driver.execute_script("return document.activeElement.id")
    expect("keyboard", focused == "main", "the skip link does not skip")


def without_script(driver):
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get(f"{SITE}/acme/?q=month")
    links = [link.text for link in driver.find_elements(By.CSS_SELECTOR, "main a")]
    expect("without script", "fraud/detector@v3" in links, "the search does not work")
    driver.find_element(By.XPATH, "//button[text()='Sign out']").click()
    WebDriverWait(driver, 10).until(
        lambda driver: driver.find_elements(By.LINK_TEXT, "Sign in"), "nobody gets out")
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def main():
    os.makedirs(OUT, exist_ok=True)
    driver = browser()
    try:
        see(driver, "light", 1280)
        sign_in(driver)
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
        without_script(driver)
    finally:
        driver.quit()
    print(json.dumps({"pages": 4 * len(PAGES), "faults": len(FAULTS)}))
    sys.exit(1 if FAULTS else 0)


main()
