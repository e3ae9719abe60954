#!/bin/sh
# Chromium for the browser tests: found, or installed with the system's packages, or by Playwright, or a clear line.
set -u
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
ls "$HOME"/.cache/ms-playwright/chromium-*/chrome-linux*/chrome >/dev/null 2>&1 && exit 0
echo "Chromium is missing; installing it (needed for the browser tests)"
if command -v apt-get >/dev/null 2>&1; then
  sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
  $sudo apt-get update -qq && $sudo apt-get install -y -qq chromium && exit 0
fi
.venv/bin/playwright install --with-deps chromium && exit 0
echo "Chromium could not be installed. Install it yourself, e.g.: sudo apt-get install chromium" >&2
exit 1
