"""One description of each question: the command line, JSON, assertions, Cypher, differences,
pages, help and documentation are driven from it.

A new question is a module with a function `ask_<name>`, an entry here, one in the vocabulary when
it reads relation types of its own, and its words in the language pack. What is missing is told by
tests/test_registry.py.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from orgraph.errors import OrgraphError
from orgraph.vocabulary import Vocabulary

# What the words after a question's name stand for.
SUBJECT, OPTIONAL_SUBJECT, SUBJECT_OR_KIND = "subject", "optional_subject", "subject_or_kind"
RELATION, OTHER, KIND, SUBJECTS, WORDS = "relation", "other", "kind", "subjects", "words"
FLAG, NUMBER, DAY = "flag", "number", "day"


class Form(Enum):
    """How an answer is phrased: what its rows are, and what is said of them together."""

    HOLDERS = "holders"  # who holds a relation to the subject: people before the verb
    HELD = "held"  # what the subject holds a relation to: the verb before the things
    SEATS = "seats"  # holders, and how many seats they have together
    WAYS = "ways"  # ways upward, hop by hop
    CHAIN = "chain"  # one chain of relations between two things
    BROKEN_WAY = "broken-way"  # a way upward, and where it is broken
    STEPS = "steps"  # who does what, in order
    LIFE = "life"  # what began, changed and ended it
    RECORD = "record"  # everything that is recorded
    LOSSES = "losses"  # what loses somebody, and who is left
    LIST = "list"  # nodes of a kind
    MATRIX = "matrix"  # bodies against subjects, with their roles
    HITS = "hits"  # what a search found
    NOTES = "notes"  # what is not settled


class Question(NamedTuple):
    """What there is to know of a question.

    `takes` are the words after its name and `options` what may narrow it, by the meaning of their
    values. `reads` is the entry of the vocabulary's questions without which it is not asked.
    `module` holds its function, and `fits` names the function there that tells which nodes it can
    be asked of. `cypher` is its text in cypher/questions; several questions may share one.
    `numbered` rows stand in an order that is told; of `dated` rows one sentence says from when
    they hold.
    `on_body_pages` and `on_thing_pages` are its place among the answers on a page, from 1 on.
    `in_tables` are the questions that the site answers for all in one table; an `only_decided`
    table leaves out what nobody decides. `expected_of` names the rule in expectations.py that
    tells of which things silence is worth saying. `compared` are the questions that two
    organisations are compared by.
    """

    name: str
    form: Form
    takes: tuple[str, ...] = (SUBJECT,)
    options: tuple[tuple[str, str], ...] = ()
    module: str = ""
    fits: str = ""
    reads: str = ""
    cypher: str = ""
    numbered: bool = False
    dated: bool = False
    notes_with_ids: bool = False
    subject_whole: bool = False
    over_time: bool = True
    on_body_pages: int = 0
    on_thing_pages: int = 0
    in_tables: bool = False
    only_decided: bool = False
    expected_of: str = ""
    compared: bool = False

    @property
    def of_bodies(self) -> bool:
        """Whether it is asked of those who act before it is asked of other things."""
        return 0 < self.on_body_pages < self.on_thing_pages

    @property
    def of_many(self) -> bool:
        """Whether it can be asked of several things at once, so that no one thing is its
        subject.
        """
        return self.takes[0] in (SUBJECT_OR_KIND, KIND, SUBJECTS, WORDS)

    @property
    def about_one(self) -> bool:
        """Whether it can be asked of one node."""
        return self.takes in ((SUBJECT,), (OPTIONAL_SUBJECT,), (SUBJECT_OR_KIND,))


_ALL = (
    Question(
        "approves",
        Form.HOLDERS,
        reads="approves",
        cypher="holders",
        numbered=True,
        dated=True,
        on_body_pages=3,
        on_thing_pages=1,
        in_tables=True,
        only_decided=True,
        expected_of="instance",
        compared=True,
    ),
    Question(
        "escalate",
        Form.WAYS,
        options=(("to", SUBJECT),),
        cypher="escalate",
        dated=True,
        on_body_pages=1,
        on_thing_pages=4,
        in_tables=True,
        expected_of="subordinate_body",
        compared=True,
    ),
    Question(
        "responsible",
        Form.HOLDERS,
        reads="responsible",
        cypher="holders",
        numbered=True,
        dated=True,
        on_body_pages=4,
        on_thing_pages=2,
        in_tables=True,
        expected_of="owned_thing",
        compared=True,
    ),
    Question(
        "implements",
        Form.HOLDERS,
        reads="implements",
        cypher="holders",
        dated=True,
        on_body_pages=5,
        on_thing_pages=3,
        compared=True,
    ),
    Question(
        "appoints",
        Form.SEATS,
        reads="appoints",
        cypher="holders",
        dated=True,
        on_body_pages=2,
        on_thing_pages=5,
        in_tables=True,
        expected_of="subordinate_body",
        compared=True,
    ),
    Question(
        "impact",
        Form.LOSSES,
        takes=(SUBJECT_OR_KIND,),
        options=(("on", DAY),),
        reads="impact",
        cypher="impact",
    ),
    Question("who", Form.HOLDERS, takes=(RELATION, SUBJECT), cypher="holders", dated=True),
    Question(
        "what", Form.HELD, takes=(RELATION, SUBJECT), module="who", cypher="what", dated=True
    ),
    Question(
        "list",
        Form.LIST,
        takes=(KIND,),
        options=(
            ("within", SUBJECT),
            ("having", RELATION),
            ("lacking", RELATION),
            ("at_least", NUMBER),
            ("every", FLAG),
        ),
        module="listing",
        cypher="list",
    ),
    Question("show", Form.RECORD, cypher="show", notes_with_ids=True, subject_whole=True),
    Question(
        "history",
        Form.LIFE,
        reads="history",
        cypher="history",
        subject_whole=True,
        on_body_pages=6,
        on_thing_pages=6,
    ),
    Question("steps", Form.STEPS, fits="has_steps", cypher="steps", numbered=True, dated=True),
    Question("why", Form.CHAIN, takes=(SUBJECT, OTHER), cypher="why", dated=True),
    Question(
        "why-not",
        Form.BROKEN_WAY,
        takes=(SUBJECT, OTHER),
        module="why",
        cypher="why-not",
        dated=True,
    ),
    Question("matrix", Form.MATRIX, takes=(SUBJECTS,)),
    Question("search", Form.HITS, takes=(WORDS,), options=(("limit", NUMBER),)),
    Question(
        "unknowns",
        Form.NOTES,
        takes=(OPTIONAL_SUBJECT,),
        cypher="unknowns",
        dated=True,
        notes_with_ids=True,
        over_time=False,
    ),
)
QUESTIONS = {question.name: question for question in _ALL}
ABOUT_ONE = tuple(question.name for question in _ALL if question.about_one)


def find_question(name: str) -> Question:
    """The question of a name. Raises `NoSuchQuestion` for any other."""
    try:
        return QUESTIONS[name]
    except KeyError:
        raise NoSuchQuestion(name) from None


def require_asked(question: Question, vocabulary: Vocabulary) -> None:
    """Raises `NotAsked` when the organisation's vocabulary does not say what the question
    reads.
    """
    if question.reads and question.reads not in vocabulary.questions:
        raise NotAsked(question.name)


def is_asked(question: Question, vocabulary: Vocabulary) -> bool:
    """Whether the organisation's vocabulary says what the question reads, if it needs to."""
    return not question.reads or question.reads in vocabulary.questions


def holder_questions() -> tuple[str, ...]:
    """Questions that tell who holds a relation to the subject, as the vocabulary names the
    relations, and that organisations are compared by.
    """
    return tuple(
        question.name
        for question in _ALL
        if question.compared and question.form in (Form.HOLDERS, Form.SEATS)
    )


def compared_questions() -> tuple[str, ...]:
    """All questions that organisations are compared by: of holders first, then of ways."""
    ways = (q.name for q in _ALL if q.compared and q.form is Form.WAYS)
    return (*holder_questions(), *ways)


def page_questions(*, of_body: bool) -> tuple[str, ...]:
    """The questions that a page of a body, or of any other thing, answers, in their order."""

    def place(question: Question) -> int:
        return question.on_body_pages if of_body else question.on_thing_pages

    return tuple(q.name for q in sorted(filter(place, _ALL), key=place))


def table_questions() -> tuple[Question, ...]:
    """The questions that the site answers in a table, in the order of its tables."""
    return tuple(
        sorted((q for q in _ALL if q.in_tables), key=lambda question: question.on_thing_pages)
    )


class NoSuchQuestion(OrgraphError):
    """A name that no question has."""

    code = "answers.no_such_question"

    def __init__(self, name: str) -> None:
        from orgraph.text_matching import nearest

        super().__init__(question=name, near=nearest(name, QUESTIONS))


class NotAsked(OrgraphError):
    """A question that the organisation's vocabulary does not describe."""

    code = "answers.not_asked"

    def __init__(self, name: str) -> None:
        super().__init__(question=name)


class NotTheRightWords(OrgraphError):
    """A question with more or fewer words than it takes."""

    code = "answers.wrong_words"

    def __init__(self, name: str, words: tuple[str, ...]) -> None:
        super().__init__(question=name, words=" ".join(words))
