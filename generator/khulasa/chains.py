"""Every rule of the program, in order, on one page.

A rule is a plain function; its name is the name that is shown, and the first line of its docstring is its public
explanation (``khulasa rules`` and the method page print it). A chain is an immutable tuple of rules of one subject.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from khulasa.errors import KhulasaError, Problem, did_you_mean
from khulasa.rules.clean import form, institutions, labels, lists, position, readers, repetition, vocabulary
from khulasa.rules.read import (
    again,
    alone,
    article_date,
    article_years,
    authors,
    clubs,
    credits_ar,
    credits_fa,
    datelines,
    dates,
    event_dates,
    events,
    heading,
    interviews,
    known,
    later,
    metadata,
    notices,
    organisations,
    own_name,
    people,
    places,
    speakers,
    statements,
    syllables,
    topics,
    unlisted,
    vetoes,
    weekday_today,
)
from khulasa.rules.score import rules as score
from khulasa.rules.score import unfit

PACKAGE = Path(__file__).parent
AnyRule = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Chains:
    """The chains of a run; ``STANDARD`` holds all rules, ``without`` leaves some out."""

    clean: tuple[AnyRule, ...] = ()
    """Which lines are leftovers of a web page (``Page -> Iterable[Removal]``)."""
    heading: tuple[AnyRule, ...] = ()
    """Which lines are section, title, deck, byline, dateline, subheading."""
    outlets: tuple[AnyRule, ...] = ()
    """Who publishes and which agency is credited."""
    known: tuple[AnyRule, ...] = ()
    """Names that the authority files hold."""
    people: tuple[AnyRule, ...] = ()
    """People that no authority file knows."""
    organisations: tuple[AnyRule, ...] = ()
    """Organisations that no authority file knows."""
    places: tuple[AnyRule, ...] = ()
    """Places by word lists and heads."""
    events: tuple[AnyRule, ...] = ()
    """Events by heads."""
    not_names: tuple[AnyRule, ...] = ()
    """What looks like a name and is none (a street after a person): vetoes."""
    dates: tuple[AnyRule, ...] = ()
    """Dates that the text names."""
    article_date: tuple[AnyRule, ...] = ()
    """When the article was written; the first rule that answers wins."""
    quotes: tuple[AnyRule, ...] = ()
    """What is a statement in the source's own words."""
    speakers: tuple[AnyRule, ...] = ()
    """Who says it; the first rule that answers wins."""
    topics: tuple[AnyRule, ...] = ()
    """What the article is about, by the editable topic file."""
    score: tuple[AnyRule, ...] = ()
    """What speaks for a sentence in the summary."""
    unfit: tuple[AnyRule, ...] = ()
    """What bars a sentence from the summary."""

    def __iter__(self) -> Iterator[tuple[str, tuple[AnyRule, ...]]]:
        return ((f.name, getattr(self, f.name)) for f in fields(self))

    def names(self) -> tuple[str, ...]:
        """The names of all rules, in order."""
        return tuple(rule.__name__ for _, rules in self for rule in rules)

    def without(self, off: Iterable[str], where: str) -> Chains:
        """A copy without the rules named; an unknown name is refused with the nearest known one."""
        off, known = tuple(off), set(self.names())
        wrong = [
            Problem(where, f"no rule is called {n!r}", did_you_mean(n, known)) for n in off if n not in known
        ]
        if wrong:
            raise KhulasaError(*wrong)
        return replace(self, **{n: tuple(r for r in rules if r.__name__ not in off) for n, rules in self})


def explanation(rule: AnyRule) -> str:
    """The first line of a rule's docstring."""
    return (inspect.getdoc(rule) or "").partition("\n")[0]


STANDARD = Chains(
    clean=(
        lists.ticker,
        repetition.title_with_site,
        form.breadcrumb,
        form.info_bar,
        institutions.institution_above_title,
        labels.site_name,
        readers.responsibility_notice,
        lists.headline_above_heading,
        lists.related_list,
        lists.comment_section,
        readers.poll,
        lists.after_the_end,
        repetition.repeated_line,
        vocabulary.read_also_line,
        vocabulary.share_or_follow,
        vocabulary.newsletter_or_app,
        vocabulary.cookie_notice,
        vocabulary.copyright_notice,
        vocabulary.comment_form,
        vocabulary.counter_line,
        vocabulary.code_or_link,
        vocabulary.end_mark,
        vocabulary.tags_line,
        vocabulary.photo_line,
        vocabulary.navigation_or_advertisement,
        form.section_name,
        vocabulary.publication_line,
        vocabulary.byline,
        position.place_and_reporter,
        vocabulary.source_line,
        form.date_line,
        form.rate_or_weather,
        form.bare_link,
        form.hashtags,
        form.no_letters,
        form.other_script,
        form.initials,
        readers.call_to_reader,
        readers.count_of_readers,
        readers.note_on_author,
        labels.label_above_title,
        labels.label_below_title,
        institutions.office_below_text,
        position.signature,
        position.short_line_below,
        lists.headlines_at_the_end,
    ),
    heading=(
        heading.section_of_breadcrumb,
        heading.byline_of_line,
        heading.dateline_of_line,
        metadata.byline_of_metadata,
        metadata.title_of_metadata,
        heading.title_line,
        heading.deck_line,
        heading.place_line,
        heading.subheading_lines,
    ),
    outlets=(
        metadata.publisher_of_metadata,
        datelines.agency_in_dateline,
        credits_fa.persian_report,
        credits_ar.arabic_upstream,
        credits_fa.persian_interview,
        credits_fa.persian_upstream,
        credits_ar.arabic_reporter,
        credits_ar.arabic_citation,
        notices.site_in_title_line,
        notices.owner_of_rights,
        notices.institution_itself,
        own_name.own_name,
        notices.press_release,
        notices.named_source,
        metadata.publisher_of_feed,
    ),
    known=(known.known_name,),
    people=(
        people.given_and_family_name,
        people.compound_name,
        people.title_before_name,
        people.role_before_name,
        people.name_before_role,
        people.name_in_apposition,
        people.name_closing_a_role,
        people.listed_with_people,
        people.speech_verb_beside_name,
        people.patronymic,
        people.so_called,
        syllables.name_of_syllables,
        again.named_again,
        again.name_beside_kin,
        again.given_name_that_speaks,
        again.single_name,
        unlisted.name_of_no_list,
    ),
    organisations=(
        organisations.organisation_by_head,
        organisations.organisation_in_marks,
        organisations.listed_organisation,
        organisations.channel,
        organisations.team_in_sport,
        clubs.known_club,
        clubs.team_of_place,
        clubs.team_by_its_first_word,
        clubs.nickname_of_team,
        clubs.firm_by_its_end,
        clubs.firm_with_its_purpose,
    ),
    places=(
        places.listed_place,
        places.cued_place,
        places.place_by_head,
        places.place_in_marks,
        places.place_after_in,
        places.place_by_its_form,
    ),
    events=(events.event_by_head, events.event_in_marks),
    not_names=(
        vetoes.called_after_a_person,
        vetoes.quoted_work,
        vetoes.credit_line,
        vetoes.month_name,
        vetoes.place_name,
        vetoes.lone_everyday_word,
        vetoes.everyday_word_in_time,
        vetoes.dictionary_words,
        places.no_place,
    ),
    dates=(
        dates.full_date,
        dates.days_from_date,
        dates.anniversary,
        dates.date_without_year,
        dates.relative_day,
    ),
    article_date=(
        article_date.publication_date,
        metadata.date_of_metadata,
        article_date.dateline_in_body,
        article_date.today_with_date,
        article_date.yesterday_with_date,
        article_date.anniversary_of_event,
        event_dates.last_weekday_of_event,
        event_dates.end_of_event,
        article_date.days_after_event,
        article_date.days_passed,
        article_date.eve_of_day,
        article_date.day_of_the_news,
        weekday_today.weekday_of_today,
        event_dates.day_of_exhibition,
        article_years.year_of_the_day,
        event_dates.recent_event,
        article_years.running_year,
        article_date.lone_date_line,
    ),
    quotes=(
        statements.unmarked_after_colon,
        statements.marks_within_marks,
        statements.paragraph_opens_again,
        statements.name_in_marks,
        statements.called_so,
        statements.work_after_its_kind,
        statements.speech_in_marks,
        statements.marks_after_colon,
        statements.whole_answer,
        statements.whole_clause,
        statements.one_or_two_words,
        statements.definite_phrase,
        statements.words_of_a_speaker,
        statements.long_and_alone,
        statements.held_at_a_distance,
    ),
    speakers=(
        authors.author_of_statement,
        authors.quoted_from,
        speakers.named_subject,
        speakers.role_of_named,
        later.named_later,
        later.only_speaker,
        speakers.unnamed_subject,
        alone.asked_before,
        speakers.subject_of_sentence,
        alone.after_according,
        interviews.answers,
        alone.before_colon,
        alone.named_beside,
        alone.goes_on,
        speakers.last_speaker,
    ),
    topics=(topics.topic_cues,),
    score=(
        score.place,
        score.opens_paragraph,
        score.title_words,
        score.phrases,
        score.named,
        score.new_speaker,
    ),
    unfit=(
        unfit.heading,
        unfit.leftover,
        unfit.fragment,
        unfit.cut_quotation,
        unfit.question,
        unfit.twin,
        unfit.dangling,
        unfit.too_long,
    ),
)
"""All rules, in the order in which they are asked."""
