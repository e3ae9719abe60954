#!/bin/sh
# Restores the cache, builds, checks, publishes: on a machine of your own, or in any CI that can run a shell.
#   CACHE    a folder that lasts from one run to the next
#   PUBLISH  where the site goes: a folder, or an address of rsync (host:path)
# Each may be left out.
set -eu
cd "$(dirname "$0")/.."

if [ -n "${CACHE:-}" ] && [ -d "$CACHE" ]; then
  for part in .khulasa output; do
    if [ -d "$CACHE/$part" ] && [ ! -e "$part" ]; then cp -a "$CACHE/$part" "$part"; fi
  done
fi

make site
make check

if [ -n "${CACHE:-}" ]; then
  mkdir -p "$CACHE"
  for part in .khulasa output; do
    rm -rf "$CACHE/$part.new"
    cp -a "$part" "$CACHE/$part.new"
    rm -rf "${CACHE:?}/$part"
    mv "$CACHE/$part.new" "$CACHE/$part"
  done
fi

case "${PUBLISH:-}" in
  "") ;;
  *:*) rsync --archive --delete-after output/ "$PUBLISH/" ;;
  *)
    # Readers see the last site until the new one is whole.
    rm -rf "$PUBLISH.new" "$PUBLISH.old"
    mkdir -p "$(dirname "$PUBLISH")"
    cp -a output "$PUBLISH.new"
    if [ -e "$PUBLISH" ]; then mv "$PUBLISH" "$PUBLISH.old"; fi
    mv "$PUBLISH.new" "$PUBLISH"
    rm -rf "$PUBLISH.old"
    ;;
esac
