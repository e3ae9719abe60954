#!/bin/sh
# Offers new articles as a pull request of the branch "feeds". Needs git, gh, and GH_TOKEN with the right to do both.
set -eu
cd "$(dirname "$0")/.."
git add seeds content
if git diff --cached --quiet; then
  echo "nothing new"
  exit 0
fi
git config user.name "feeds"
git config user.email "feeds@users.noreply.github.com"
git switch --quiet --force-create feeds
git commit --quiet --message "New articles of the feeds"
gh auth setup-git
git push --force --quiet origin feeds
gh pr view feeds --json state --jq .state 2>/dev/null | grep -q OPEN ||
  gh pr create --head feeds --title "New articles of the feeds" --body "Fetched with \`khulasa add\`. Review, then merge."
