from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.errors import RuleFileError, ViresError
from checker.law.names import place_of
from checker.law.paths import acts, money, right_of, ways
from checker.reading.scan import Scanner
from checker.rulebook.book import Rulebook
from checker.rulebook.load import load_rulebook
from checker.training.bodies import name_of
from checker.training.exercise import FORMS
from checker.training.lessons import lesson_by_rule, lessons
from checker.training.make import Maker
from checker.training.material import Material
from checker.training.mend import mend
from checker.training.sameness import Saying
from checker.training.stories import Story, sentences

_DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook(cache=True)


@pytest.fixture(scope="module")
def maker(book: Rulebook) -> Maker:
    return Maker(book, _DAY)


def test_every_rule_belongs_to_one_lesson(book: Rulebook) -> None:
    taught = lesson_by_rule(book)
    assert set(taught) == set(book.rules)
    assert len(lessons(book)) == 6
    assert set(taught.values()) == {lesson.id for lesson in lessons(book)}
    named = Counter(rule for lesson in lessons(book) for rule in lesson.takes.rules)
    assert [rule for rule, times in named.items() if times > 1] == []


def test_every_file_that_a_lesson_names_is_there(book: Rulebook) -> None:
    taught = lesson_by_rule(book)
    for lesson in lessons(book):
        for pattern in lesson.takes.files:
            here = [r for r in book.rules.values() if Path(r.file).with_suffix("").match(pattern)]
            assert any(taught[rule.id] == lesson.id for rule in here), f"{lesson.id}: {pattern} takes nothing"


def test_the_topics_share_all_rules_in_force(book: Rulebook, maker: Maker) -> None:
    by_topic = [rule for lesson in lessons(book) for rule in maker.rules(lesson.id)]
    assert sorted(by_topic) == sorted(maker.rules()) == sorted(book.as_of(_DAY).rules)


def test_the_same_arguments_give_the_same_exercise_in_any_process(maker: Maker) -> None:
    wanted = [(3, {}), (7, {"form": "spot"}), (11, {"topic": "words"}), (5, {"rule": "term-jury"})]
    code = (
        "from datetime import date\n"
        "from checker.rulebook.load import load_rulebook\n"
        "from checker.training.make import Maker\n"
        f"maker = Maker(load_rulebook(cache=True), date({_DAY.year}, {_DAY.month}, {_DAY.day}))\n"
        f"print([maker.draw(seed, **wish) for seed, wish in {wanted}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "77"},
    )
    assert done.stdout.strip() == str([maker.draw(seed, **wish) for seed, wish in wanted])


def test_an_exercise_comes_back_from_its_id(maker: Maker) -> None:
    for seed in range(6):
        exercise = maker.draw(seed)
        assert maker.make(exercise.id) == exercise


@pytest.mark.parametrize(
    "id_", ["", "fine", "fine/term-jury", "fine/term-jury/x", "fine/no-such-rule/1", "jest/term-jury/1"]
)
def test_an_unknown_id_is_told(maker: Maker, id_: str) -> None:
    with pytest.raises(ViresError, match="is no exercise"):
        maker.make(id_)


def test_unknown_wishes_are_told(maker: Maker) -> None:
    with pytest.raises(ViresError, match=r"'wrods' is no lesson - did you mean words\?"):
        maker.draw(1, topic="wrods")
    with pytest.raises(ViresError, match=r"'spto' is no form of exercise - did you mean spot\?"):
        maker.draw(1, form="spto")
    with pytest.raises(ViresError, match="'term-jury' is no rule that can be trained in limits-and-time"):
        maker.draw(1, topic="limits-and-time", rule="term-jury")


def test_about_half_of_what_may_be_fine_is(maker: Maker) -> None:
    sound = sum(maker.draw(seed, form="fine").answer == (0,) for seed in range(60))
    assert 20 <= sound <= 40


def test_statements_are_what_the_checker_says(book: Rulebook, maker: Maker) -> None:
    checker, passages = Checker(book, _DAY), 0
    for seed in range(20):
        exercise = maker.draw(seed, form="spot")
        (answer,) = exercise.answer
        start = exercise.text.index(exercise.options[answer])
        whole = checker.check(Draft.plain("-", exercise.text))
        assert exercise.rules[0] in {finding.rule for finding in whole}
        assert all(start <= f.span.start and f.span.end <= start + len(exercise.options[answer]) for f in whole)
        assert exercise.sources
        if "different drafts" not in exercise.question:
            passages += 1
            continue
        for i, option in enumerate(exercise.options):
            found = {finding.rule for finding in checker.check(Draft.plain("-", option))}
            assert (exercise.rules[0] in found) if i == answer else not found, exercise.id
        assert exercise.text == "\n\n".join(exercise.options)
    assert 3 < passages < 17


def test_who_fits_a_gap_is_what_the_checker_says(book: Rulebook, maker: Maker) -> None:
    checker, asked = Checker(book, _DAY), 0
    for seed in range(12):
        exercise = maker.draw(seed, form="who")
        if "______" not in exercise.text:
            continue
        asked += 1
        for i, option in enumerate(exercise.options):
            start = exercise.text.startswith("______")
            words = option if start or not option.startswith("The ") else option.replace("The ", "the ", 1)
            found = {f.rule for f in checker.check(Draft.plain("-", exercise.text.replace("______", words)))}
            assert not found if i in exercise.answer else exercise.rules[0] in found, (exercise.id, option, found)
    assert asked > 4


def test_who_belongs_in_a_gap_sits_where_the_text_is_set(maker: Maker) -> None:
    """The Inner House sets no judgment of the High Court aside."""
    made = [maker.draw(number, form="who", rule="court-appeal-heard-elsewhere") for number in range(30)]
    assert not [m for m in made if "High Court" in m.text and m.options[m.answer[0]] == "The Inner House"]


def test_a_model_has_a_figure_only_where_the_rule_means_it(maker: Maker) -> None:
    """Months stand beside the years in these rules, for something else."""
    material = maker._material
    rules = [material.book.rules[name] for name in ("non-use-revocation-terms", "max-copyright-offence")]
    models = [made.model for rule in rules for number in range(12) if (made := mend(material, rule, number))]
    assert not [model for model in models if "months" in model]


def test_who_hears_a_claim_is_what_the_paths_say(book: Rulebook, maker: Maker) -> None:
    law = book.as_of(_DAY)
    for name, path in law.paths.items():
        for number in range(3):
            try:
                exercise = maker.make(f"who/{name}/{number}")
            except ViresError:
                continue
            fact = dict(line.split(": ", 1) for line in exercise.text.splitlines())
            right, place = right_of(law, fact["Right"]), place_of(law, fact["Place"])
            claim = next(sort.id for sort in law.claims.values() if sort.said == fact["Claim"])
            worth = money(fact["Worth"]) if "Worth" in fact else None
            hear = {w.name.casefold() for w in ways(law, right, claim, place, worth) if w.fits != "no" and w.name}
            can = [option for option in exercise.options if option.casefold().removeprefix("the ") in hear]
            assert [exercise.options[i] for i in exercise.answer] == (can or ["Nobody: there is no such claim"])
            assert path.forum is None or can
            if path.forum is None:  # before who hears other claims about it, the right may yet be put in question
                bodies = {name_of(body).casefold(): body.id for body in law.bodies.values()}
                hear = {p.forum for p in law.paths.values() if p.forum and right in p.rights}
                assert not hear & {bodies.get(option.casefold()) for option in exercise.options}


def test_every_claim_that_paths_speak_of_has_a_name(book: Rulebook) -> None:
    assert set(book.claims) == set(acts(book))


def test_a_question_names_the_right_where_that_decides(maker: Maker) -> None:
    """A refusal by the comptroller may be one of a mark as well, and the Appointed Person hears the appeal then."""
    named = 0
    for number in range(10):
        exercise = maker.make(f"who/comptroller-appeal-route-patents/{number}")
        assert "patent" in f"{exercise.question} {exercise.text}".replace("Patents Court", "")
        named += exercise.question.endswith("The case is about a patent.")
    assert named


def test_the_reason_speaks_of_who_is_right(maker: Maker) -> None:
    """A body that a rule only spares, and that has a law of its own, is never what is asked for."""
    for number in range(8):
        exercise = maker.make(f"who/power-injunction/{number}")
        assert re.search("[Cc]ourt|Competition Appeal|Upper|[Aa]rbitrat", exercise.options[exercise.answer[0]])


def test_what_a_rule_only_lets_be_is_not_told_to_be_so(maker: Maker) -> None:
    """Nothing is found on what bodies do that a rule does not speak of; that they hold the power nobody says."""
    for number in range(30):
        text = maker.make(f"fine/power-fast-track-case/{number}").text
        assert "European Commission" not in text
        assert "Unified Patent Court" not in text


def test_a_sound_sentence_is_told_why_it_is_sound(book: Rulebook, maker: Maker) -> None:
    """The reason of a sound sentence is never the rule alone, which may say the contrary."""
    statements = {" ".join(rule.statement.split()) for rule in book.rules.values()}
    made = [maker.draw(seed, form="fine") for seed in range(40)]
    assert not [each.id for each in made if not each.rules and each.reasons[0] in statements]


def test_the_near_miss_of_a_road_names_no_step_of_it(maker: Maker) -> None:
    for seed in range(12):
        made = maker.draw(seed, form="route")
        assert made.near
        assert not [reason for reason in made.reasons if reason.startswith(made.near[0])]


def test_near_misses_share_a_body_or_a_deed_with_the_mistake(book: Rulebook, maker: Maker) -> None:
    """Where the rule, or another one of the lesson on the same right, has such an example: it nearly always has."""
    atoms, alike, asked = book.compiled.atoms, 0, 0
    scanner = Scanner(book.compiled)
    counted = set(book.bodies) | set(book.acts)
    for seed in range(24):
        exercise = maker.draw(seed, form="fine")
        if exercise.rules:
            one, other = (
                {atoms[at] for s in scanner.scan(text) for at in s.primary} & counted
                for text in (exercise.text, exercise.near[0])
            )
            asked += bool(one)
            alike += bool(one & other)
    assert alike >= 0.9 * asked > 0


def test_a_road_of_appeal_goes_upwards(maker: Maker) -> None:
    for seed in range(12):
        exercise = maker.draw(seed, form="route")
        steps = [exercise.options[i] for i in exercise.answer]
        assert sorted(exercise.answer) == list(range(len(steps)))
        assert list(exercise.options) != steps
        assert steps[0].endswith("decides the case.")
        assert "Place: United Kingdom" not in exercise.text  # its parts have courts of their own
        deciding = [step.split(" decides ")[0].removeprefix("The ") for step in steps if " decides " in step]
        assert len(exercise.reasons) == len(deciding)
        assert all(" goes to " in reason for reason in exercise.reasons[1:])
        for i, step in enumerate(steps):
            if step.startswith("Permission to appeal to "):
                court = step.removeprefix("Permission to appeal to ").removesuffix(" is given.")
                assert steps[i + 1].casefold() == f"{court} decides the appeal.".casefold()


def test_what_is_to_be_mended_has_a_sound_version(book: Rulebook, maker: Maker) -> None:
    checker = Checker(book, _DAY)
    for seed in range(12):
        exercise = maker.draw(seed, form="mend")
        assert exercise.rules[0] in {f.rule for f in checker.check(Draft.plain("-", exercise.text))}
        assert checker.check(Draft.plain("-", exercise.model)) == []
        assert maker.judge(exercise, exercise.model).right
        assert not maker.judge(exercise, exercise.text).right
        assert not maker.judge(exercise, f"Is it so? {exercise.model[:-1]}?").right


def test_a_model_leaves_time_and_place_as_they_are(maker: Maker) -> None:
    year = re.compile(r"\b(?:In|in|since|before|of|until) (\d{4})\b")
    for seed in range(40, 60):
        exercise = maker.draw(seed, form="mend")
        assert set(year.findall(exercise.model)) == set(year.findall(exercise.text)), exercise.id


HEARD = ("security-body-adjudicates", "MI5 heard the claim for infringement of the patent for the pump.",
         "The Patents Court heard the claim for infringement of the patent for the pump.")  # fmt: skip
GRANTED = ("power-grant-patent", "Patents for the United Kingdom are granted by the Crown Court.",
           "Patents for the United Kingdom are granted by the Intellectual Property Office.")  # fmt: skip
INVENTED = ("inventor-is-human", "An AI can be the inventor of a patented pump.",
            "Only a human being can be the inventor of a patented pump.")  # fmt: skip
LASTS = ("trade-mark-life-misstated", "A trade mark is registered for seven years and can be renewed.",
         "A trade mark is registered for ten years and can be renewed.")  # fmt: skip
DENIED = ("crown-use-misdescribed", "Crown use transferred the ownership of the patent to the government.",
          "Crown use does not transfer the ownership of the patent.")  # fmt: skip


@pytest.mark.parametrize(
    ("about", "answer", "verdict", "why"),
    [
        (HEARD, "The High Court heard the claim for infringement of the patent for the pump.", "right", "still speaks"),
        (HEARD, "MI5 does not hear the claim for infringement of the patent for the pump.", "wrong", "only says"),
        (HEARD, "It is not true that MI5 heard the claim for infringement of the patent for the pump.", "wrong", "only"),
        (HEARD, "The baker of Leeds heard the claim for infringement of the patent for the pump.", "open", "confirms"),
        (HEARD, "", "wrong", "too little"),
        (HEARD, "Yes.", "wrong", "too little"),
        (HEARD, "MI6 heard the claim for infringement of the patent for the pump.", "wrong", "MI6"),
        (HEARD, "Did MI5 hear the claim for infringement of the patent for the pump?", "wrong", "states nothing"),
        (HEARD, "If MI5 heard the claim for infringement of the patent for the pump, that would be new.", "wrong",
         "states nothing"),
        (HEARD, "The weather in Cheltenham was fine and many people went for a walk.", "wrong", "no longer says"),
        (HEARD, "The High Court heard the claim for infringement of the trade mark for the pump.", "open", "“trade mark”"),
        (GRANTED, "Patents for the United Kingdom are granted by the comptroller.", "right", "still speaks"),
        (GRANTED, "Patents for the United Kingdom are granted by UKIPO.", "right", "still speaks"),
        (GRANTED, "Patents for the United Kingdom are granted by the baker of Leeds.", "open", "none confirms “baker"),
        (GRANTED, "Patents for the United Kingdom are not granted by the IPO.", "open", "none confirms “not”"),
        (GRANTED, "Patents for the United Kingdom are granted by nobody.", "open", "none confirms “nobody”"),
        (INVENTED, "A dog can be the inventor of a patented pump.", "open", "none confirms “dog”"),
        (INVENTED, "A human being can be the inventor of a patented pump.", "right", "still speaks"),
        (LASTS, "A trade mark is registered for 10 years and can be renewed.", "right", "still speaks"),
        (LASTS, "A trade mark is registered for a while and can be renewed.", "open", "none confirms “for a while”"),
        (LASTS, "A trade mark is not registered for seven years and can be renewed.", "wrong", "only says"),
        (DENIED, "Crown use did not transfer the ownership of the patent to the government.", "right", "still speaks"),
    ],
)  # fmt: skip
def test_a_rewrite_is_judged(maker: Maker, about: tuple[str, str, str], answer: str, verdict: str, why: str) -> None:
    """Right is only what a rule or a sound text confirms; what nothing speaks against is neither right nor wrong."""
    rule, text, model = about
    exercise = replace(maker.draw(1, form="mend"), rules=(rule,), text=text, model=model)
    assert maker.judge(exercise, text).verdict == "wrong"
    assert maker.judge(exercise, model).verdict == "right"
    judged = maker.judge(exercise, answer)
    assert (judged.verdict, judged.right) == (verdict, verdict == "right")
    assert why in judged.why


def test_each_draft_is_sound_and_what_else_its_facts_say_breaks_a_rule_there(book: Rulebook) -> None:
    assert {draft.lesson for draft in book.drafts.values()} == set(book.lessons)
    material = Material(book, _DAY)
    for draft in book.drafts.values():
        story = Story(draft)
        assert material.sound(story.told()), draft.id
        for fact, (_, words) in enumerate(story.facts):
            text = story.told({fact: words[1]})
            home = sentences(text)[story.place(fact, {fact: words[1]})]
            found = material.findings(text)[0]
            assert found, (draft.id, words[1])
            assert all(home.contains(finding.span) for finding in found), (draft.id, words[1])


def test_in_an_exam_just_the_marked_sentences_are_found(book: Rulebook, maker: Maker) -> None:
    checker = Checker(book, _DAY)
    sizes = set()
    for seed in range(8):
        exercise = maker.draw(seed, form="exam")
        sizes.add(len(exercise.answer))
        assert len(exercise.rules) == len(exercise.answer) == len(exercise.reasons)
        found = checker.check(Draft.plain("-", exercise.text))
        at, hits = 0, {}
        for i, option in enumerate(exercise.options):
            start = exercise.text.index(option, at)
            at = start + len(option)
            hits[i] = {f.rule for f in found if start <= f.span.start and f.span.end <= at}
        assert {i for i in hits if hits[i]} == set(exercise.answer)
        assert all(rule in hits[i] for i, rule in zip(exercise.answer, exercise.rules, strict=True))
    assert len(sizes) > 1


def test_every_form_knows_its_near_miss(book: Rulebook, maker: Maker) -> None:
    """It is sound; an exam has one for each mistake."""
    checker = Checker(book, _DAY)
    for form in FORMS:
        for seed in range(3):
            exercise = maker.draw(seed, form=form)
            wanted = len(exercise.rules) if form == "exam" else min(len(exercise.rules), 1)
            assert len(exercise.near) == wanted, exercise.id
            assert not any(checker.check(Draft.plain("-", near)) for near in exercise.near), exercise.id
            assert exercise.model not in exercise.near


def test_authorities_and_reasons_are_of_the_text_s_own_right_and_place(book: Rulebook, maker: Maker) -> None:
    """Those of a rule on all rights that are on others are left out; Belfast is not told the law of England."""
    for number in range(6):
        cited = " ".join(source.cited for source in maker.make(f"exam/garden-pump/{number}").sources)
        assert "Patents Act" in cited
        assert not re.search("Trade Marks Act|Registered Designs Act", cited)
        reasons = maker.make(f"exam/courts-of-belfast/{number}").reasons
        assert not any(reason.startswith("In England and Wales") for reason in reasons)
    assert maker.cite("term-jury", "A jury sat.")


def test_some_exams_have_nothing_to_find(maker: Maker) -> None:
    exercise = maker.make("exam/garden-pump/11")
    assert exercise.answer == exercise.rules == ()
    assert len(exercise.options) > 5


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("The court sat.", "names no fact"),
        ("It sat in [forum: Leeds | York.", "has a bracket that opens or closes no fact"),
        ("It sat in [town: Leeds | York].", "knows no fact of the sort 'town'"),
        ("It sat in [forum: Leeds].", "has a fact that could be nothing else"),
    ],
)
def test_a_draft_that_is_marked_wrongly_is_told(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "mine.yaml").write_text(
        f"drafts:\n  - {{id: mine, lesson: words, title: Mine, text: '{text}'}}\n", encoding="utf-8"
    )
    with pytest.raises(RuleFileError, match=f"(?s)mine.yaml:2.*text.*{re.escape(says)}"):
        load_rulebook([tmp_path])


def test_rules_can_be_trained(maker: Maker) -> None:
    for rule in maker.rules()[3::9]:  # the benchmark asks for all of them
        made = (maker.draw(number, form="fine", rule=rule) for number in range(24))
        unsound = next((exercise for exercise in made if exercise.rules), None)
        assert unsound is not None, f"no unsound text is at hand for {rule}"
        assert unsound.rules == (rule,)
        assert unsound.reasons[0]
        assert unsound.sources


def test_drafts_named_like_a_case_are_its_narrative(book: Rulebook) -> None:
    cases = {path.stem: path for path in (Path(__file__).parents[2] / "cases").glob("*.yaml")}
    shared = sorted(set(cases) & {draft.id for draft in book.drafts.values() if draft.id in cases})
    assert len(shared) >= 5
    for name in shared:
        case = yaml.safe_load(cases[name].read_text(encoding="utf-8"))
        assert case["expect"] == [], name
        assert " ".join(Story(book.drafts[name]).told().split()) == " ".join(case["narrative"].split())


@pytest.mark.parametrize(
    ("rule", "text", "wrong"),
    [
        ("ipec-costs-cap-figure", "The loser in IPEC pays up to £100,000 of the winner's costs.", True),
        ("ipec-costs-cap-figure", "The loser in IPEC pays no more than £100,000 of the winner's costs.", False),
        ("ipec-costs-cap-figure", "The loser in IPEC pays at most £20,000 of the winner's costs.", True),
        ("design-grace-period", "A designer may file within a grace period of six months at most.", True),
        ("registered-design-term", "Designs can be renewed for 70 years at most.", False),
        ("registered-design-term", "Designs can be renewed for up to 70 years.", True),
    ],
)
def test_a_figure_is_wrong_as_the_sentence_puts_it(book: Rulebook, rule: str, text: str, wrong: bool) -> None:
    """A limit that the right figure keeps makes no sentence false, and is never drawn as wrong."""
    material = Material(book, _DAY)
    assert material.breaks(text, rule)
    assert material.cannot_be(text, rule) is wrong


def test_no_draft_is_made_wrong_by_a_limit_that_the_right_figure_keeps(book: Rulebook) -> None:
    material = Material(book, _DAY)
    for draft in book.drafts.values():
        story = Story(draft)
        for fact, (sort, words) in enumerate(story.facts):
            for other in words[1:] if sort == "amount" else ():
                text = story.told({fact: other})
                home = sentences(text)[story.place(fact, {fact: other})].of(text)
                assert all(material.cannot_be(home, found.rule) for found in material.findings(home)[0]), home


@pytest.mark.parametrize(
    ("rule", "text", "cited", "later"),
    [
        ("max-trade-mark-offence", "In 1991 selling fakes carried a maximum of five years in prison.", "CDPA 1988", "Act 1994"),
        ("max-trade-mark-offence", "Selling fakes carries a maximum of five years in prison.", "Act 1994", "-"),
        ("term-verdict", "In 1985 the High Court delivered its verdict on the claim.", "Senior Courts Act 1981", "1988"),
        ("patents-court-since-1978", "In 1965 the Patents Court upheld the patent.", "Patents Act 1977", "-"),
    ],
)  # fmt: skip
def test_what_is_cited_is_no_later_than_the_sentence(
    maker: Maker, rule: str, text: str, cited: str, later: str
) -> None:
    """Save where the rule tells what became so later."""
    labels = " ".join(source.cited for source in maker.cite(rule, text))
    assert cited in labels
    assert later not in labels or later == "-"


def test_where_all_authorities_are_later_it_is_told_of_which_day_the_law_is(book: Rulebook) -> None:
    """A rule of two Acts, held with the later one alone against a text from before it."""
    material = Material(book, _DAY)
    rule, text = (
        book.rules["max-trade-mark-offence"],
        "In 1991 selling fakes carried a maximum of five years in prison.",
    )
    later = [authority for authority in rule.authorities if "1994" in authority]
    assert material.dated(rule, text) == ""
    alone = rule.model_copy(update={"authorities": later})
    assert material.dated(alone, text).startswith("The law is cited as it stands today, though the text is of 1991")
    assert material.sources(alone, text)


@pytest.mark.parametrize(
    ("id_", "rule"),
    [
        ("mend/patent-at-the-patents-court/52014", "power-grant-patent"),
        ("mend/song-in-the-small-claims/7043", "route-small-claims-appeal-enterprise-judge"),
    ],
)
def test_the_reason_is_of_the_deed_that_was_told_wrongly(maker: Maker, id_: str, rule: str) -> None:
    """Of several rules that are broken: the NCSC granting a patent is told who grants one, not who hears a claim."""
    assert maker.make(id_).rules == (rule,)


def test_what_only_describes_is_no_denial(book: Rulebook) -> None:
    """A host "that does not act" is not told that the rule agrees with what is denied."""
    material = Material(book, _DAY)
    for text, whole in (
        ("In the UK a host that learns of infringing content and does not act quickly may lose its protection.", False),
        ("Entry to a prohibited place can be prosecuted without the Attorney General's consent.", False),
        ("A patent cannot be amended so as to extend the protection.", True),
        ("Nobody in the United Kingdom registers copyright.", True),
        ("The UK has no patent term adjustment.", True),
    ):
        assert Saying(material, text).denies_its_claim is whole, text
