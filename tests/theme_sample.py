"""Sample views for the theme: neutral civic texts of our own, every record filled, nothing from the engine.

``python tests/theme_sample.py DIRECTORY`` renders every kind of page in three editions, to look at the theme alone.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from khulasa.languages import edition
from khulasa.site.i18n import EDITIONS, digits, direction, dress
from khulasa.site.rtl_rules import RULES as RTL_RULES
from khulasa.site.story_views import (
    FigureRow,
    FormView,
    NameRow,
    ReasonView,
    ReportView,
    SpeakerRow,
    StoriesView,
    StoryView,
)
from khulasa.site.views import (
    Alternate,
    AmendmentView,
    ArchiveView,
    ArticleView,
    CalendarDate,
    CalendarView,
    Card,
    ChainView,
    CheckView,
    DateView,
    DayView,
    DigestView,
    EvidenceView,
    ExtractView,
    HomeView,
    IndexView,
    Link,
    MethodView,
    MovedView,
    NavLink,
    PageView,
    Paging,
    Pair,
    Paragraph,
    Piece,
    QuoteView,
    RemovedView,
    RoleView,
    RtlView,
    RuleView,
    SearchView,
    SiteView,
    StatementView,
    StoryCard,
    TermView,
    Text,
    TimeBar,
    TogetherView,
    VariantView,
    VoiceView,
    VoteView,
)

THEME = Path(__file__).parent.parent / "theme"
NAMES = {"ar": "العربية", "fa": "فارسی", "en": "English"}
SITE = {"ar": "خلاصة", "fa": "خلاصه", "en": "Khulasa"}


def text(words: str, lang: str) -> Text:
    return Text(words, lang, direction(lang))


def link(words: str, lang: str, kind: str, key: str, count: int = 0) -> Link:
    folder = {"person": "people", "source": "sources"}.get(kind, kind + "s")
    return Link(text(words, lang), f"../{folder}/{key}.html", count, key, kind)


# ------------------------------------------------------------------ dates

MONTHS = {
    "ar": ("12 آذار/مارس 2024", "2 رمضان 1445", "22 إسفند 1402"),
    "fa": ("۲۲ اسفند ۱۴۰۲", "۱۲ مارس ۲۰۲۴", "۲ رمضان ۱۴۴۵"),
    "en": ("12 March 2024", "22 Esfand 1402", "2 Ramadan 1445"),
}
RANGE = {
    "ar": ("بين 1 و31 أيار/مايو 2023", "بين 11 شوال و12 ذو القعدة 1444", "بين 11 أرديبهشت و10 خرداد 1402"),
    "fa": ("میان ۱۱ اردیبهشت و ۱۰ خرداد ۱۴۰۲", "میان ۱ و ۳۱ مه ۲۰۲۳", "میان ۱۱ شوال و ۱۲ ذی‌قعده ۱۴۴۴"),
    "en": ("1 to 31 May 2023", "11 Ordibehesht to 10 Khordad 1402", "11 Shawwal to 12 Dhu al-Qadah 1444"),
}


def day(code: str) -> DateView:
    names = edition(code).calendars
    calendars = tuple(CalendarDate(n, t) for n, t in zip(names, MONTHS[code], strict=True))
    seen = EvidenceView(text("عمّان، 12 آذار/مارس 2024", "ar"), "dateline", "2024-03-12")
    return DateView("explicit", "2024-03-12", "2024-03-12", calendars, (seen,))


def month(code: str) -> DateView:
    names = edition(code).calendars
    calendars = tuple(CalendarDate(n, t) for n, t in zip(names, RANGE[code], strict=True))
    seen = EvidenceView(text("اردیبهشت‌ماه امسال", "fa"), "named_month", "2023-05")
    return DateView("inferred", "2023-05-01", "2023-05-31", calendars, (seen,))


NO_DATE = DateView("none", "", "", (), ())

# ------------------------------------------------------------------ things

OUTLETS = {
    "ar": link("وكالة جلعاد", "ar", "source", "gilead", 3),
    "fa": link("خبرگزاری میدان ورزش", "fa", "source", "meydan", 2),
}
AGENCY = link("روابط عمومی فدراسیون هندبال", "fa", "source", "handball-pr")


def people(code: str) -> tuple[Link, ...]:
    if code == "fa":
        return (
            link("سهاد خصاونه", "fa", "person", "suhad", 3),
            link("سحر پیروزفر", "fa", "person", "sahar", 2),
            link("محمد أبو زید", "fa", "person", "abuzaid", 2),
            link("لیلا میرشکاری", "fa", "person", "leila", 1),
        )
    if code == "en":
        return (
            link("Suhad al-Khasawneh", "en", "person", "suhad", 3),
            link("سحر پیروزفر", "fa", "person", "sahar", 2),
            link("Muhammad Abu Zaid", "en", "person", "abuzaid", 2),
            link("لیلا میرشکاری", "fa", "person", "leila", 1),
        )
    return (
        link("سهاد الخصاونة", "ar", "person", "suhad", 3),
        link("سحر پیروزفر", "fa", "person", "sahar", 2),
        link("محمد أبو زيد", "ar", "person", "abuzaid", 2),
        link("ليلى ميرشكاري", "ar", "person", "leila", 1),
    )


def organisations(code: str) -> tuple[Link, ...]:
    names = {
        "ar": ("هيئة تنظيم قطاع النقل البري", "شركة سنابل الشرق للنقل", "الجامعة الهاشمية"),
        "fa": ("سازمان تنظیم حمل‌ونقل زمینی", "شرکت حمل‌ونقل سنابل شرق", "دانشگاه هاشمی"),
        "en": ("Land Transport Regulatory Commission", "Sanabel al-Sharq Transport", "Hashemite University"),
    }[code]
    return tuple(link(n, code, "organisation", f"org{i}", 3 - i) for i, n in enumerate(names))


def places(code: str) -> tuple[Link, ...]:
    names = {
        "ar": ("جرش", "عمّان", "العقبة"),
        "fa": ("جرش", "امان", "عقبه"),
        "en": ("Jerash", "Amman", "Aqaba"),
    }[code]
    return tuple(link(n, code, "place", f"place{i}", 4 - i) for i, n in enumerate(names))


def topics(code: str) -> tuple[Link, ...]:
    names = {"ar": ("النقل", "الرياضة"), "fa": ("حمل‌ونقل", "ورزش"), "en": ("Transport", "Sport")}[code]
    return tuple(link(n, code, "topic", f"topic{i}", 3 - i) for i, n in enumerate(names))


# ------------------------------------------------------------------ the article

BODY = (
    "أعلنت هيئة تنظيم قطاع النقل البري، الثلاثاء، أن خط الحافلات السريع بين جرش وعمّان سيبدأ العمل في الأول من "
    "حزيران/يونيو المقبل بأربع وعشرين حافلة كهربائية من طراز «E-12».",
    "وقالت المديرة العامة للهيئة، الدكتورة سهاد الخصاونة، إن الرحلة ستستغرق 55 دقيقة بدلا من ساعة ونصف الساعة. "
    "وأضافت أن الأجرة ستكون «ديناراً واحداً للبالغين ونصف دينار للطلبة».",
    "ولدى سؤالها عن مخاوف سائقي الحافلات الصغيرة، أجابت: «لن يخسر أحد رزقه. سبعون في المئة من سائقي الخط الجديد "
    "سيكونون من العاملين على الخط القديم».",
    "مسار الخط",
    "وينطلق الخط من مجمع جرش الجديد، مروراً بشارع وصفي التل، وينتهي عند دوار نوفل الحمدان شمالي العاصمة.",
    "«نريد ضمانات مكتوبة لا وعوداً»، قال محمد أبو زيد، رئيس الجمعية التعاونية لسائقي جرش، مضيفاً أن السائقين «اجتمعوا "
    "بالهيئة ثلاث مرات منذ كانون الثاني دون نتيجة».",
    "وتتولى شركة سنابل الشرق للنقل تشغيل الخط لمدة عشر سنوات، وفق عقد قيمته 31 مليون دينار وُقّع في تشرين "
    "الثاني/نوفمبر 2023. وأظهر مسح أجرته الجامعة الهاشمية أن 61 في المئة من طلبتها القادمين من جرش مستعدون لترك "
    "سياراتهم إذا كانت الحافلة منتظمة.",
)
CHOSEN = (
    ("s0", BODY[0], 0),
    ("s1", BODY[1].split(". ")[0] + ".", 2),
    ("s4", BODY[2][BODY[2].index("ولدى") :], 1),
    ("s7", BODY[4], 4),
    ("s9", "وأظهر مسح" + BODY[6].split("وأظهر مسح")[1], 3),
)
QUOTES = (
    ("q0", "ديناراً واحداً للبالغين ونصف دينار للطلبة", "suhad", "الدكتورة سهاد الخصاونة", "أضافت"),
    ("q1", BODY[2].split("«")[1].split("»")[0], "suhad", "الدكتورة سهاد الخصاونة", "أجابت"),
    ("q2", "نريد ضمانات مكتوبة لا وعوداً", "abuzaid", "محمد أبو زيد", "قال"),
    ("q3", "اجتمعوا بالهيئة ثلاث مرات منذ كانون الثاني دون نتيجة", "", "", ""),
)
NAMED = ("سهاد الخصاونة", "محمد أبو زيد", "جرش", "الجامعة الهاشمية", "هيئة تنظيم قطاع النقل البري")


def paragraph(body: str) -> Paragraph:
    """The pieces of a paragraph, cut wherever a sentence, a quote or a name begins or ends."""
    spans: list[tuple[int, int, str, str]] = []
    for kind, rows in (
        ("sentence", [(a, t) for a, t, _ in CHOSEN]),
        ("quote", [(a, t) for a, t, *_ in QUOTES]),
        ("name", [(n, n) for n in NAMED]),
    ):
        spans += [(at, at + len(t), kind, a) for a, t in rows if (at := body.find(t)) >= 0]
    cuts = sorted({0, len(body), *(s for s, _, _, _ in spans), *(e for _, e, _, _ in spans)})
    pieces = []
    for start, end in pairwise(cuts):
        inside = {k: (s, a) for s, e, k, a in spans if s <= start and end <= e}
        pieces.append(
            Piece(
                body[start:end],
                inside.get("sentence", (0, ""))[1],
                inside.get("sentence", (-1, ""))[0] == start,
                inside.get("quote", (0, ""))[1],
                inside.get("quote", (-1, ""))[0] == start,
                link(inside["name"][1], "ar", "person", "suhad") if "name" in inside else None,
            )
        )
    return Paragraph(tuple(pieces), heading=body == "مسار الخط")


RULES = {
    "ar": (
        ("position", "الموضع في المقال", "الجملة الأولى من 12"),
        ("title_words", "كلمات العنوان", "حافلات، جرش"),
    ),
    "fa": (("position", "جای جمله در مطلب", "جملهٔ ۱ از ۱۲"), ("title_words", "واژه‌های عنوان", "حافلات، جرش")),
    "en": (
        ("position", "Place in the article", "sentence 1 of 12"),
        ("title_words", "Words of the title", "حافلات، جرش"),
    ),
}
QUOTE_RULE = {
    "ar": "فعل القول قبل الاقتباس",
    "fa": "فعل نقل پیش از گیومه",
    "en": "Verb of saying before the quotation",
}
REMOVED_RULE = {"ar": "سطر حقوق النشر", "fa": "سطر حق نشر", "en": "Copyright line"}


def quotes(code: str, lang: str = "ar") -> tuple[QuoteView, ...]:
    who = {p.id: p for p in people(code)}
    return tuple(
        QuoteView(text(t, lang), a, who.get(s), w, v, "marked", "verb_before", QUOTE_RULE[code])
        for a, t, s, w, v in QUOTES
    )


def extracts(code: str) -> tuple[ExtractView, ...]:
    votes = tuple(VoteView(r, label, 0.42 - 0.5 * i, why) for i, (r, label, why) in enumerate(RULES[code]))
    before, after = BODY[1].split(". ")[0] + ".", BODY[6].split(". ")[0] + "."
    return tuple(
        ExtractView(
            text(t, "ar"), a, rank, votes, people(code)[0].label if a == "s4" else None, before, after
        )
        for a, t, rank in CHOSEN
    )


def article(code: str, full: bool = True) -> ArticleView:
    return ArticleView(
        id="gilead-0312",
        title=text("خط حافلات سريع يربط جرش بالعاصمة مطلع حزيران", "ar"),
        derived=False,
        deck=text("55 دقيقة بدلاً من ساعة ونصف الساعة، وأربع وعشرون حافلة كهربائية", "ar"),
        section=text("محليات", "ar"),
        byline=text("كتبت: منال عبد الحفيظ", "ar"),
        publisher=OUTLETS["ar"],
        publisher_rule="agency_in_dateline",
        via=(AGENCY,),
        date=day(code),
        extracts=extracts(code),
        quotes=quotes(code),
        terms=(text("E-12", "ar"),),
        people=people(code)[:3],
        organisations=organisations(code),
        places=places(code),
        events=(),
        topics=topics(code)[:1],
        full=full,
        paragraphs=tuple(paragraph(b) for b in BODY) if full else (),
        removed=(
            RemovedView(text("© وكالة جلعاد. جميع الحقوق محفوظة", "ar"), 21, "rights", REMOVED_RULE[code]),
            RemovedView(text("شارك هذا الخبر على فيسبوك وتويتر", "ar"), 22, "share", REMOVED_RULE[code]),
        ),
        source_file="seeds/gilead/2024-03-12_bus.txt",
        source_hash="9f2c1a7be04d8835c6a1f0d2e7b94c3351aa0be8f6d7c9124e5b3a6978d0c1f2",
        source_url="https://news.example.org/ar/2024/03/12/bus",
        edited=("title", "date"),
        related=cards(code)[1:4],
        story_url="story.html",
        story=cards(code)[1:2],
        reprints=cards(code)[2:4],
        amended=(
            AmendmentView("retracted", day(code), text("سحبت الهيئة بيانها عن الموعد", "ar")),
            AmendmentView("corrected", day(code), text("عدد الحافلات أربع وعشرون لا عشرون", "ar")),
        ),
        data_url="gilead-0312.json",
    )


def cards(code: str) -> tuple[Card, ...]:
    rows = (
        ("a", "ar", "خط حافلات سريع يربط جرش بالعاصمة مطلع حزيران", BODY[0], "ar"),
        (
            "b",
            "fa",
            "مهرآوران شیراز با پیروزی ۲۹ بر ۲۶ برابر پولادین کاشان قهرمان هفتهٔ هجدهم لیگ برتر هندبال بانوان شد",
            "تیم مهرآوران شیراز شامگاه پنجشنبه در هفته هجدهم لیگ برتر بانوان ۲۹ بر ۲۶ پولادین کاشان را شکست داد و با "
            "۴۱ امتیاز قهرمان شد.",
            "fa",
        ),
        (
            "c",
            "ar",
            "E-12: حافلة كهربائية تقطع 300 كيلومتر (بشحنة واحدة)",
            "تقطع الحافلة الجديدة 250–300 كيلومتر بشحنة واحدة، بحسب نشرة الشركة «سنابل الشرق».",
            "ar",
        ),
        (
            "d",
            "fa",
            "کتابخانهٔ مرکزی یزد «قصه‌های «بی‌بی»» را برای کودکان می‌خواند",
            "کتابخانهٔ مرکزی یزد از هفتهٔ آینده هر پنجشنبه میزبان برنامهٔ قصه‌خوانی برای کودکان ۴ تا ۹ ساله است.",
            "fa",
        ),
        (
            "e",
            "ar",
            "موسم الزيتون يتأخر أسبوعين",
            "تأخر موسم قطاف الزيتون أسبوعين هذا العام بسبب الأمطار.",
            "ar",
        ),
    )
    made = tuple(
        Card(
            i,
            text(t, lang),
            False,
            "article.html",
            OUTLETS[src],
            day(code),
            text(lead, lang),
            people(code)[:2],
        )
        for i, lang, t, lead, src in rows
    )
    return (
        *made[:3],
        replace(made[3], date=month(code), people=()),
        replace(made[4], date=NO_DATE, source=None),
    )


# ------------------------------------------------------------------ the other pages

PERIODS = {"ar": "{} أيار/مايو", "fa": "اردیبهشت {}", "en": "May {}"}


def timeline(code: str) -> tuple[TimeBar, ...]:
    counts = [(1, 0), (0, 0), (2, 1), (4, 2), (0, 1), (0, 0), (0, 0), (3, 3), (1, 0), (5, 1), (2, 4), (1, 1)]
    return tuple(
        TimeBar(f"{2012 + i}-05", PERIODS[code].format(digits(str(2012 + i), edition(code))), a, p)
        for i, (a, p) in enumerate(counts)
    )


def term(code: str, kind: str = "person", known: bool = True) -> TermView:
    me = people(code)[0]
    report = Link(cards(code)[0].title, "article.html", 0, "a", "article")
    ledger = tuple(StatementView(q, report, f"article.html#{q.anchor}", day(code)) for q in quotes(code))
    names = (text("سهاد الخصاونة", "ar"), text("سهاد خصاونه", "fa"), text("Suhad al-Khasawneh", "en"))
    role = {"ar": "مديرة عامة", "fa": "مدیرکل", "en": "director general"}[code]
    about = {"ar": "مهندسة أردنية", "fa": "مهندس اردنی", "en": "Jordanian engineer"}[code]
    mine = tuple(n for n in names if n.lang == code)
    return TermView(
        kind=kind,
        id="suhad",
        label=me.label,
        names=(*mine, *(n for n in names if n.lang != code)),
        description=text(about, code),
        known=known,
        wikidata="Q42" if known else "",
        url="https://news.example.org/" if kind == "source" else "",
        first="2024-03-12" if kind == "event" else "",
        last="2024-03-14" if kind == "event" else "",
        roles=(
            RoleView(
                text(role, code), "2019", "2024", None, *(digits(y, edition(code)) for y in ("2019", "2024"))
            ),
            RoleView(text("المديرة العامة للهيئة، الدكتورة", "ar"), "", "", report),
        ),
        variants=(
            VariantView(text("الدكتورة سهاد الخصاونة", "ar"), (OUTLETS["ar"],), 4),
            VariantView(text("سهاد الخصاونه", "ar"), (OUTLETS["ar"], OUTLETS["fa"]), 2),
            VariantView(text("سهاد خصاونه", "fa"), (OUTLETS["fa"],), 1),
        ),
        statements=ledger[:2],
        together=(*people(code)[1:], *organisations(code), *places(code)),
        by_language=(
            Link(text(name_of(code, "ar"), code), "", 4),
            Link(text(name_of(code, "fa"), code), "", 2),
        ),
        cards=cards(code),
        paging=Paging(2, 3, "term.html", "term.html", "term.html"),
        feed_url="term.atom",
        data_url="term.json",
        about=ledger[2:3],
        timeline=timeline(code),
        pairs=(Pair(0, 1, 2), Pair(0, 3, 1), Pair(1, 5, 3), Pair(2, 8, 1), Pair(3, 4, 2)),
        review=people(code)[1:2] if kind == "person" else (),
        quoted=(VariantView(text("سيدة الحافلات", "ar"), (OUTLETS["ar"],), 2),),
        when=day(code) if kind == "event" else None,
        years=tuple(Link(text(y, code), f"term.html#year-{y}", 3) for y in ("2024", "2023")),
    )


def name_of(code: str, lang: str) -> str:
    rows = {"ar": ("العربية", "الفارسية"), "fa": ("عربی", "فارسی"), "en": ("Arabic", "Persian")}
    return rows[code][lang == "fa"]


def home(code: str) -> HomeView:
    shown = cards(code)
    days = (DayView(day(code), shown[:3]), DayView(month(code), shown[3:4]), DayView(NO_DATE, shown[4:]))
    sources = (OUTLETS["ar"], OUTLETS["fa"])
    return HomeView(
        days,
        people(code),
        organisations(code),
        places(code),
        (),
        topics(code),
        articles=1234,
        sources=sources,
        digests=tuple(replace(period(code, "12", 4), kind=k) for k in ("day", "week", "month")),
        stories=stories(code).stories[:1],
    )


def index(code: str) -> IndexView:
    groups: dict[str, list[Link]] = {}
    for entry in (*people(code), *organisations(code), *places(code), *topics(code)):
        groups.setdefault(entry.label.text[0], []).append(entry)
    return IndexView("person", tuple((letter, tuple(links)) for letter, links in sorted(groups.items())))


def period(code: str, words: str, count: int, machine: str = "") -> Link:
    return Link(text(digits(words, edition(code)), code), "archive.html", count, machine)


def archive(code: str) -> ArchiveView:
    years = tuple(period(code, str(y), n, str(y)) for y, n in ((2021, 14), (2022, 9), (2023, 31)))
    found = tuple(CalendarView(name, years) for name in edition(code).calendars)
    return ArchiveView("", (), (), calendars=found, rest=(period(code, "?", 2),))


def archive_month(code: str) -> ArchiveView:
    month = period(code, "03", 9, "2024-03")
    return ArchiveView(
        "2024-03",
        tuple(period(code, str(n), n, f"2024-03-{n:02}") for n in (3, 12, 21)),
        home(code).days[:2],
        level="month",
        calendars=tuple(CalendarView(c, (month, month)) for c in ("jalali", "hijri")),
        span=day(code),
        path=(month, month),
        older=month,
        newer=month,
        digest=month,
    )


def search(code: str) -> SearchView:
    lists = tuple(Link(text("", code), f"{name}.html", 0, "", name) for name in ("people", "archive"))
    years = tuple((str(y), digits(str(y), edition(code))) for y in (2024, 2023))
    return SearchView((*OUTLETS.values(), AGENCY), years, lists, edition(code).digits)


def digest(code: str) -> DigestView:
    voices = tuple(
        VoiceView(c.lead, f"{c.url}#s0", people(code)[0].label if c.id == "b" else None,
                  Link(c.title, c.url), c.derived, c.source, c.date)
        for c in cards(code)
    )  # fmt: skip
    other = period(code, "11", 4, "2024-03-11")
    return DigestView(
        period="2024-03-12",
        level="day",
        span=day(code),
        stories=(TogetherView(voices[:2], 3, "article.html"), *(TogetherView((v,), 1) for v in voices[2:])),
        more=4,
        weeks=(),
        days=(other, other),
        months=(),
        archive=other,
        older=other,
        newer=other,
        wider=(replace(other, kind="week"), replace(other, kind="month")),
        heading=MONTHS[code][0],
        all="digest.html",
    )


def method(code: str) -> MethodView:
    says = text("Lines that only serve the web page are left out.", "en")
    chains = []
    for name, label in (("clean", RULES[code][0][1]), ("quotes", RULES[code][1][1])):
        rules = (RuleView(f"{name}_one", label, says, True), RuleView(f"{name}_two", label, says, False))
        chains.append(ChainView(name, label, says, rules, "5c1f09ab"))
    return MethodView(tuple(chains))


def rtl(code: str) -> RtlView:
    return RtlView(
        tuple(
            CheckView(
                r.number,
                text(r.group[code], code),
                text(r.text[code], code),
                text(r.check[code], code),
                r.number != 7,
            )
            for r in RTL_RULES
        )
    )


def figure(words: dict[str, str], reports: tuple[Link, ...]) -> tuple[tuple[str, tuple[FormView, ...]], ...]:
    return tuple((lang, (FormView(text(w, lang), reports),) if w else ()) for lang, w in words.items())


def report(code: str, number: int, lang: str) -> ReportView:
    shown = next(c for c in cards(code) if c.title.lang == lang)
    link = Link(shown.title, "article.html", 0, "a", "article")
    said = tuple(StatementView(q, link, f"article.html#{q.anchor}", day(code)) for q in quotes(code))
    person, place = people(code)[0], places(code)[0]
    reasons = (
        ReasonView("person", (person,), "", 2.0),
        ReasonView("date", (), "0", 1.5),
        ReasonView("words", (), "6", 1.2),
        ReasonView("number", (), "650", 0.9),
        ReasonView("day", (), "2024-03-12", 0.8),
        ReasonView("place", (place,), "", 0.7),
        ReasonView("names", (), "2/3", 0.5),
        ReasonView("topics", (), "", -0.5),
    )
    alone = (FormView(text({"ar": "48 مليون دينار", "fa": "۱۲ ایستگاه"}[lang], lang), ()),)
    last = number > 1
    card = replace(shown, reprints=(OUTLETS["fa"],) if last else (), original=None)
    return ReportView(
        number,
        card,
        said if last else said[:2],
        alone,
        not last,
        6.4 if last else 0.0,
        reasons if last else (),
    )


def story(code: str) -> StoryView:
    made = (report(code, 1, "ar"), report(code, 2, "fa"))
    here = tuple(Link(OUTLETS[lang].label, f"#report-{n}", 2) for n, lang in enumerate(("ar", "fa"), 1))
    names = {"ar": "الدكتورة سهاد الخصاونة", "fa": "سهاد خصاونه"}
    return StoryView(
        id="a",
        title=made[0].card.title,
        derived=False,
        date=day(code),
        columns=tuple((r.card.title.lang, (r,)) for r in made),
        names=(NameRow(people(code)[0], figure(names, here[:1])),),
        speakers=(SpeakerRow(people(code)[0], here, True), SpeakerRow(people(code)[1], here[1:], False)),
        figures=(
            FigureRow(
                None, digits("650", edition(code)), figure({"ar": "650 متراً", "fa": "۶۵۰ متر"}, here), True
            ),
            FigureRow(day(code), "", figure({"ar": "12 آذار", "fa": ""}, here), False),
        ),
        enough=4.5,
        data_url="story.json",
    )


def stories(code: str) -> StoriesView:
    pair = tuple(next(c for c in cards(code) if c.title.lang == lang) for lang in ("ar", "fa"))
    cards_of = (
        StoryCard("a", "story.html", day(code), 3, 2, pair),
        StoryCard("b", "story.html", NO_DATE, 2, 0, pair[:1]),
    )
    return StoriesView(cards_of, Paging(2, 3, "stories.html", "stories.html", "stories.html"))


VIEWS = {
    "story": story,
    "stories": stories,
    "home": home,
    "article": article,
    "excerpt": lambda code: replace(
        article(code, full=False), publisher=None, date=month(code), derived=True
    ),
    "term": term,
    "source": lambda code: term(code, "source"),
    "event": lambda code: term(code, "event", known=False),
    "index": index,
    "archive": archive,
    "archive_month": archive_month,
    "digest": digest,
    "search": search,
    "method": method,
    "rtl": rtl,
    "about": lambda code: None,
    "notfound": lambda code: None,
    "moved": lambda code: MovedView("person", people(code)[:1], people(code)[0].url),
    "parted": lambda code: MovedView("person", people(code)[:2], ""),
    "editions": lambda code: None,
}
"""Name of the sample page to what builds its view; ``KIND`` has the template where the name is another."""
KIND = {
    "archive_month": "archive",
    "excerpt": "article",
    "source": "term",
    "event": "term",
    "parted": "moved",
}
NAV = (
    "home",
    "stories",
    "people",
    "organisations",
    "places",
    "events",
    "topics",
    "sources",
    "digest",
    "archive",
    "method",
    "rtl",
    "about",
)


def page(name: str, code: str) -> PageView:
    kind = KIND.get(name, name)
    title = {"article": "خط حافلات سريع يربط جرش بالعاصمة مطلع حزيران", "home": SITE[code]}.get(
        kind, NAMES[code]
    )
    alternates = tuple(
        Alternate(c, NAMES[c], f"../{c}/{name}.html", f"https://example.org/{c}/{name}.html", c == code, True)
        for c in EDITIONS
    )
    nav = tuple(
        NavLink(
            k,
            f"{'index' if k in ('people', 'places') else k}.html",
            k == kind or (k == "people" and kind == "index"),
        )
        for k in NAV
    )
    return PageView(
        kind=kind,
        title=title,
        title_lang="ar" if kind == "article" else code,
        description=title,
        canonical=f"https://example.org/{code}/{name}.html",
        alternates=alternates,
        root="../",
        home="home.html",
        feed_url=f"{name}.atom",
        updated="2024-03-12",
        nav=nav,
    )


def environment(code: str) -> Environment:
    env = Environment(
        loader=FileSystemLoader(THEME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    dress(
        env,
        SiteView(text(SITE[code], code), "https://example.org/", "0.1.0", "0"),
        code,
        THEME / "translations",
    )
    return env


def render(name: str, code: str, env: Environment | None = None) -> str:
    """One sample page as HTML."""
    template = (env or environment(code)).get_template(f"{KIND.get(name, name)}.html")
    return template.render(page=page(name, code), view=VIEWS[name](code))


def write(target: Path) -> None:
    """All sample pages with the static files."""
    shutil.copytree(THEME / "static", target / "theme", dirs_exist_ok=True)
    for code in EDITIONS:
        (target / code).mkdir(parents=True, exist_ok=True)
        env = environment(code)
        for name in VIEWS:
            (target / code / f"{name}.html").write_text(render(name, code, env), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
