"""Take the README's pictures from the sample year: `make screenshots`. Needs chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
VAR, PICTURES, PORT = ROOT / "build" / "screenshots", ROOT / "docs" / "pictures", 8765
BASE = f"http://127.0.0.1:{PORT}"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
# picture, who looks, at what
SHOTS = (
    ("cockpit", "convener", "/cockpit/"),
    ("return", "wangxt", "/returns/"),
    ("programme", "office_staff", "/programmes/1/"),
    ("bulletin", "office_staff", "/bulletins/7/"),
)


def main() -> int:
    """Load the sample year where it is not loaded yet, serve it, take the pictures, stop the server."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("make screenshots needs chromium on PATH.", file=sys.stderr)
        return 1
    env = os.environ | {"SHISHI_DEMO": "1", "SHISHI_VAR": str(VAR)}
    command = [sys.executable, "-m", "shishi.cli", "demo", "--serve", "--port", str(PORT)]
    server = subprocess.Popen(command, env=env)
    try:
        wait(server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for name, role, address in SHOTS:
                shoot(browser, name, role, address)
            browser.close()
    finally:
        server.terminate()
        server.wait(20)
    return 0


def wait(server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; the first start loads the year."""
    while server.poll() is None:
        try:
            urllib.request.urlopen(f"{BASE}/healthz", timeout=2)
        except OSError:
            time.sleep(1)
        else:
            return
    raise SystemExit("the demonstration did not start")


def shoot(browser: Browser, name: str, role: str, address: str) -> None:
    """Sign in as the first account with the role or login, open the address, keep what is seen."""
    accounts = json.loads((VAR / "demo-accounts.json").read_text(encoding="utf-8"))
    account = next(a for a in accounts if role in (a["role"], a["login"]))
    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    page.goto(f"{BASE}/sign-in/")
    page.fill("#id_login", account["login"])
    page.fill("#id_password", account["password"])
    page.press("#id_password", "Enter")
    page.wait_for_load_state()
    page.goto(BASE + address)
    page.wait_for_timeout(1_500)
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
