"""The content security policy: one text for every page, for the files of the hosts and for SECURITY.md."""

import re
from html import unescape
from pathlib import Path

import pytest

import sitekit as kit
from khulasa import config
from khulasa.errors import KhulasaError
from khulasa.site import headers

ROOT = Path(__file__).parent.parent
META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with the files for every kind of host, made with the theme that comes with the program."""
    settings = kit.project(tmp_path_factory.mktemp("p"), headers=tuple(headers.FILES))
    kit.put(settings.content, "a1", day="2021-05-01", people=["p1"])
    kit.make(settings)
    return settings.output


def test_the_theme_states_the_policy_of_the_program():
    """The one template of all pages takes the policy from the program and has none of its own."""
    base = (ROOT / "theme/templates/base.html").read_text("utf-8")
    assert META.findall(base) == ["{{ site.policy }}"]
    others = (f for f in (ROOT / "theme/templates").rglob("*.html") if f.name != "base.html")
    assert [f.name for f in others if "Content-Security-Policy" in f.read_text("utf-8")] == []


def test_each_file_sends_the_policy_of_the_pages(site):
    """What ``_headers`` and the lines for nginx send is what stands in a page, and that nobody may frame it."""
    sent = {
        "netlify": re.findall(r"^  Content-Security-Policy: (.*)$", read(site, "netlify"), re.MULTILINE),
        "nginx": re.findall(
            r'^add_header Content-Security-Policy "(.*)" always;$', read(site, "nginx"), re.M
        ),
    }
    assert sent == {host: [f"{headers.POLICY}; frame-ancestors 'none'"] for host in headers.FILES}


def read(site, host):
    """The file for a kind of host."""
    return (site / headers.FILES[host]).read_text("utf-8")


def test_both_hosts_send_the_same(site):
    """Every name with its value stands in both files, each once; nginx sends them with errors too."""
    netlify, nginx = read(site, "netlify").splitlines(), read(site, "nginx").splitlines()
    assert netlify[0] == "/*"
    assert [row.strip().split(": ", 1) for row in netlify[1:]] == [list(pair) for pair in headers.HEADERS]
    assert nginx == [f'add_header {name} "{value}" always;' for name, value in headers.HEADERS]
    assert len({name for name, _ in headers.HEADERS}) == len(headers.HEADERS)


def test_the_files_to_copy_are_those_of_the_program():
    """SECURITY.md shows both files to the letter."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert [h for h in headers.FILES if f"\n{headers.make(h).decode()}```" not in text] == []


def test_no_file_that_nobody_wants(tmp_path):
    """Without the setting there is no such file."""
    settings = kit.project(tmp_path)
    kit.make(settings)
    assert not [path for path in headers.FILES.values() if (settings.output / path).exists()]


def test_the_setting_is_checked():
    """Known kinds of hosts in one order, whatever the order they are written in; others are refused by name."""
    assert config.parse('[site]\nheaders = ["nginx", "netlify"]', "x").headers == ("netlify", "nginx")
    with pytest.raises(KhulasaError, match=r"'nginy'.*nginx"):
        config.parse('[site]\nheaders = ["nginy"]', "x")


def test_the_policy_is_strict():
    """The policy of the program is; every policy that lets in more is not."""
    assert headers.strict(headers.POLICY)
    assert headers.strict(unescape(headers.POLICY.replace("'", "&#39;")) + ";")


@pytest.mark.parametrize(
    "policy",
    [
        "", "script-src 'self'", "default-src 'self'; base-uri 'none'", "default-src 'none'",
        headers.POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        headers.POLICY.replace("script-src 'self'", "script-src https://cdn.example"),
        headers.POLICY.replace("img-src 'self'", "img-src *"),
        headers.POLICY.replace("img-src 'self'", "img-src data:"),
        headers.POLICY.replace("base-uri 'none'", "base-uri 'self'"), f"{headers.POLICY}; worker-src blob:",
    ],
)  # fmt: skip
def test_what_lets_in_more_is_not_strict(policy):
    """Inline code, another host, any scheme, a base elsewhere, or nothing said at all."""
    assert not headers.strict(policy)
