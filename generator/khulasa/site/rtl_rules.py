"""The rules that make a page right for right-to-left readers, as data: what each asks, and how it is checked.

They follow the W3C's internationalisation techniques (inline bidi markup, ``dir`` in HTML, strings and bidi, the
``q`` element, links to other languages), its Arabic and Persian layout requirements, CSS Text 3 and WCAG 2.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RtlRule:
    """One rule; texts by language code of the edition."""

    number: int
    group: Mapping[str, str]
    text: Mapping[str, str]
    check: Mapping[str, str]


def _in(ar: str, fa: str, en: str) -> Mapping[str, str]:
    return {"ar": ar, "fa": fa, "en": en}


DIRECTION = _in("الاتجاه", "جهت", "Direction")
SHEET = _in("التنسيق", "شیوه‌نامه", "Style sheet")
WORDS = _in("النص", "متن", "Text")
ACCESS = _in("التنقل والوصول", "پیمایش و دسترسی", "Navigation and access")

BY_SHEET = _in(
    "اختبار يقرأ ورقة الأنماط والقوالب",
    "آزمونی که شیوه‌نامه و قالب‌ها را می‌خواند",
    "A test that reads the sheet and templates",
)
BY_PAGE = _in(
    "اختبار يقرأ الصفحات المبنية",
    "آزمونی که صفحه‌های ساخته‌شده را می‌خواند",
    "A test that reads the rendered pages",
)
BY_PROGRAM = _in("اختبار للبرنامج", "آزمونی برای برنامه", "A test of the program")
BY_BROWSER = _in("اختبار في متصفح", "آزمونی در مرورگر", "A test in a browser")
BY_EYE = _in(
    "لقطات مرجعية تُراجَع بالعين", "تصویرهای مرجع که با چشم بازبینی می‌شوند", "Reference pictures, judged by eye"
)

_ROWS = (
    (1, DIRECTION, BY_PAGE, "لكل صفحة لغة واتجاه في عنصر html، لا في body وحده.",
     "هر صفحه در عنصر html هم زبان دارد هم جهت، نه تنها در body.",
     "Every page sets language and direction on html, never direction on body alone."),
    (2, DIRECTION, BY_SHEET, "لا تُستعمل خاصية direction إلا للشيفرة والعناوين والأرقام.",
     "ویژگی direction تنها برای کد، نشانی و عدد به کار می‌رود.",
     "CSS direction is used only for code, addresses and numbers."),
    (3, DIRECTION, BY_PAGE, "كل نص تختلف لغته أو اتجاهه عمّا حوله يحمل lang وdir.",
     "هر متنی که زبان یا جهتش با پیرامون فرق دارد lang و dir دارد.",
     "Every text whose language or direction differs from its surroundings carries lang and dir."),
    (4, DIRECTION, BY_PROGRAM, "يأتي الاتجاه من لغة المادة لا من حرفها الأول.",
     "جهت از زبان مطلب گرفته می‌شود، نه از نخستین حرف آن.",
     "Direction comes from the language of the item, never from its first letter alone."),
    (5, DIRECTION, BY_PAGE, "كل اسم أو عنوان أو عدد أو رابط مُدرج معزول بلا مسافة زائدة.",
     "هر نام، عنوان، عدد یا نشانی درج‌شده جدا نگه داشته می‌شود، بی فاصلهٔ اضافه.",
     "Every inserted name, title, count or address is isolated, with no space inside."),
    (6, DIRECTION, BY_PAGE, "المقاطع المتعاكسة داخل مقاطع متعاكسة عناصر متداخلة.",
     "پاره‌های ناهم‌جهت که درون هم‌اند عنصرهای تودرتو هستند.",
     "Opposite runs inside opposite runs are nested elements."),
    (7, DIRECTION, BY_PROGRAM, "عنوان الصفحة أو التلقيمة الذي يبدأ بحرف لاتيني يسبقه محرف RLM.",
     "پیش از عنوان صفحه یا خوراک که با حرف لاتین آغاز شود نویسهٔ RLM می‌آید.",
     "A page or feed title that begins with a Latin letter starts with RLM."),
    (8, DIRECTION, BY_PROGRAM, "لا محارف تحكم بالاتجاه في النصوص والأسماء والمعرّفات والبيانات.",
     "در متن‌ها، نام‌ها، شناسه‌ها و داده‌ها نویسهٔ کنترل جهت نیست.",
     "No bidi control characters in texts, names, identifiers or data."),
    (9, DIRECTION, BY_PAGE, "الشيفرة والروابط وعناوين البريد من اليسار ومعزولة.",
     "کد، نشانی وب و ایمیل چپ‌به‌راست و جدا هستند.",
     "Code, addresses and e-mail run left to right and are isolated."),
    (10, DIRECTION, BY_PAGE, "لا تُستعمل dir=auto إلا في حقول الإدخال.",
     "dir=auto تنها در خانه‌های ورودی به کار می‌رود.",
     "dir=auto appears on inputs only."),
    (11, DIRECTION, BY_BROWSER, "تتبع أعمدة الجداول اتجاه الطبعة.",
     "ستون‌های جدول از جهت ویرایش پیروی می‌کنند.",
     "Columns of tables follow the direction of the edition."),
    (12, DIRECTION, BY_PAGE, "تتفق القائمة وعناصرها في الاتجاه.",
     "فهرست و بندهایش هم‌جهت‌اند.",
     "A list and its marked items agree in direction."),
    (13, SHEET, BY_SHEET, "خصائص منطقية فقط، بلا يمين ويسار.",
     "تنها ویژگی‌های منطقی؛ بدون چپ و راست.",
     "Logical properties only; no physical left and right."),
    (14, SHEET, BY_SHEET, "تنعكس الأيقونات الدالة على اتجاه، ولا ينعكس الشعار.",
     "نشانه‌های جهت‌دار آینه‌ای می‌شوند و نشان سایت نمی‌شود.",
     "Directional signs mirror; the logo does not."),
    (15, SHEET, BY_SHEET, "تنقلب أسهم السابق والتالي مع الطبعة.",
     "پیکان‌های پیشین و پسین با ویرایش برمی‌گردند.",
     "Arrows of previous and next turn with the edition."),
    (16, SHEET, BY_SHEET, "لا تباعد بين الحروف.", "بین حرف‌ها فاصله‌گذاری نمی‌شود.", "No letter-spacing."),
    (17, SHEET, BY_SHEET, "لا إمالة ولا تسميك مصطنع.",
     "نه کج‌نویسی و نه سیاه‌نویسی ساختگی.",
     "No slant, no synthetic bold."),
    (18, SHEET, BY_SHEET, "لا تطويل لأجل التنسيق.",
     "کشیده برای چیدمان به کار نمی‌رود.",
     "No tatweel for layout."),
    (19, SHEET, BY_SHEET, "محاذاة إلى بداية السطر بلا ضبط.", "متن از آغاز سطر چیده می‌شود و دوسوتراز نیست.",
     "Text is aligned to its start, not justified."),
    (20, SHEET, BY_PROGRAM, "لا تقسم علامةٌ كلمةً.",
     "هیچ نشانی واژه را نمی‌شکند.",
     "A mark or a link never splits a word."),
    (21, SHEET, BY_SHEET, "ارتفاع السطر 1.6 على الأقل.",
     "بلندی سطر دست‌کم ۱٫۶ است.",
     "Line height is at least 1.6."),
    (22, SHEET, BY_SHEET, "لا يمس الخط التحتي النقاط، ولا يُعرف الرابط بلونه وحده.",
     "خط زیر به نقطه‌ها نمی‌رسد و پیوند تنها با رنگ شناخته نمی‌شود.",
     "Underlines clear the dots; links in text are not told by colour alone."),
    (23, SHEET, BY_SHEET, "خطوط حرة مستضافة مع الموقع تشمل كل المحارف المستعملة.",
     "قلم‌های آزاد، میزبانی‌شده در خود سایت، همهٔ نویسه‌ها را دارند.",
     "Free fonts served by the site itself cover every character in use."),
    (24, WORDS, BY_PROGRAM, "تبقى الهمزات والحركات وفواصل ZWNJ في الاقتباس كما هي.",
     "همزه، اعراب و نیم‌فاصله در نقل بی‌کم‌وکاست می‌ماند.",
     "ZWNJ, hamza and diacritics are kept to the byte in quotations."),
    (25, WORDS, BY_PROGRAM, "لا تُوحَّد صور الحروف إلا في المفاتيح والبحث.",
     "یکسان‌سازی حرف‌ها تنها در کلیدها و جستجوست.",
     "Letters are folded only in keys and search, never in what is shown."),
    (26, WORDS, BY_PAGE, "في الواجهة ، ؛ ؟ العربية.",
     "در رابط ، ؛ ؟ به کار می‌رود.",
     "Arabic comma, semicolon and question mark in the interface of ar and fa."),
    (27, WORDS, BY_SHEET, "علامات الاقتباس كما في المصدر، ولا يُضاف منها شيء.",
     "گیومه‌ها همان‌اند که در منبع آمده و چیزی افزوده نمی‌شود.",
     "Quotation marks as in the source; none is generated."),
    (28, WORDS, BY_PROGRAM, "لا تتغير أرقام المصدر، وتتبع أرقام الواجهة الطبعة.",
     "رقم‌های منبع دگرگون نمی‌شود و رقم‌های رابط از ویرایش پیروی می‌کند.",
     "Digits of the source stay; digits of the interface follow the edition."),
    (29, WORDS, BY_PROGRAM, "لا تُستعمل ٪ ٫ ٬ إلا مع الأرقام العربية المشرقية أو الفارسية.",
     "٪ ٫ ٬ تنها همراه رقم‌های بومی می‌آید.",
     "Percent, decimal and thousands signs of Arabic script only with native digits."),
    (30, WORDS, BY_EYE, "تُختبر صورتا الأرقام بجوار اللاتينية.", "هر دو خانوادهٔ رقم کنار لاتین آزموده می‌شود.",
     "Both families of digits are tested beside Latin."),
    (31, WORDS, BY_PAGE, "تواريخ الآلة بصيغة ISO، ولكل طبعة تقويمها أولًا، ويُسمّى نوع الهجري.",
     "تاریخ ماشینی به صورت ISO است؛ هر ویرایش تقویم خود را نخست می‌آورد و گونهٔ قمری نام برده می‌شود.",
     "Machine dates are ISO; each edition shows its calendar first; the variant of Hijri is named."),
    (32, WORDS, BY_PAGE, "التواريخ المستنتجة موسومة ومعها دليلها.", "تاریخ‌های استنباطی با شاهدشان مشخص‌اند.",
     "Inferred dates are labelled, with the evidence."),
    (33, ACCESS, BY_PAGE, "روابط اللغات نصوص بلغتها، بلا أعلام.",
     "پیوند زبان‌ها به زبان خودشان است و پرچم ندارد.",
     "Links to the editions are words in their own language; no flags."),
    (34, ACCESS, BY_PAGE, "روابط hreflang مطلقة ومتبادلة، وتجمع صفحات متماثلة فقط.",
     "hreflang مطلق و دوسویه است و تنها برگردان‌های یک صفحه را به هم می‌پیوندد.",
     "hreflang is absolute and reciprocal and joins only versions of one page."),
    (35, ACCESS, BY_PAGE, "ترتيب القراءة هو ترتيب المستند.",
     "ترتیب خواندن همان ترتیب سند است.",
     "Reading order is the order of the document."),
    (36, ACCESS, BY_BROWSER, "تتكيف الصفحة عند عرض 320 بكسل بلا تمرير أفقي.",
     "صفحه در پهنای ۳۲۰ پیکسل بی پیمایش افقی جا می‌گیرد.",
     "Pages reflow at 320 pixels without scrolling sideways."),
    (37, ACCESS, BY_PAGE, "الأسماء التي تنطقها قارئات الشاشة بلغة الصفحة.",
     "نام‌هایی که صفحه‌خوان می‌خواند به زبان صفحه است.",
     "Names for assistive technology are in the language of the page."),
    (38, ACCESS, BY_EYE, "لقطات مرجعية: عنوان فارسي طويل، عنوان يبدأ باللاتينية، مدى أرقام، أقواس، «» متداخلة.",
     "تصویرهای مرجع: عنوان بلند فارسی، عنوان با آغاز لاتین، بازهٔ عددی، پرانتز، «» تودرتو.",
     "Reference pictures: long Persian title, Latin-first title, ranges, parentheses, nested «»."),
)  # fmt: skip

RULES: tuple[RtlRule, ...] = tuple(
    RtlRule(number, group, _in(ar, fa, en), check) for number, group, check, ar, fa, en in _ROWS
)
"""The rules by number."""
