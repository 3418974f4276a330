"""Every claim of procedure in a draft is listed under the project's own law: that it fits and by which authority, that
it does not, or that no rule covers it."""

from __future__ import annotations

from datetime import date

import pytest

from checker.drafts.draft import Draft
from checker.engine import Checker
from checker.rulebook.load import load_rulebook
from checker.rulebook.ready import load_compiled

OPEN, WRONG = "not covered", "does not fit"


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(load_compiled(()), date(2026, 11, 26))


def listed(checker: Checker, text: str) -> list[str]:
    """Return what is told of each claim: the first authority of one that fits, else that it does not or is not covered."""
    done = checker.examine(Draft.plain("draft", text), survey=True)
    fits = [s.authorities[0].label if s.authorities else OPEN for s in done.standings or ()]
    return fits + [WRONG] * bool(done.findings)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        # acts and who does them
        ("The High Court granted an interim injunction to the claimant.", "Senior Courts Act 1981 s.37"),
        ("The comptroller revoked the patent for lack of novelty.", "Patents Act 1977 s.72(1)"),
        ("The NCSC granted an injunction against the developer.", WRONG),
        ("The comptroller gave secrecy directions under section 22.", "Patents Act 1977 s.22"),
        ("The judge ordered specific disclosure by 3 March.", OPEN),
        ("The court stayed the proceedings pending the decision of the EPO.", OPEN),
        ("The Crown Prosecution Service prosecuted the counterfeiter.", "Prosecution of Offences Act 1985 s.3"),
        ("The Competition and Markets Authority fined the company for its cartel.", "Competition Act 1998 s.36"),
        ("The Information Commissioner fined the maker for a data breach.", "Data Protection Act 2018 s.155"),
        ("The Intellectual Property Office fined the applicant £2,000.", WRONG),
        ("The retailer brought a threats action against the patentee.", OPEN),
        ("The Court of Session granted interim interdict against the distiller.", "Court of Session Act 1988 s.47"),
        ("The IPO cannot fine anybody.", "Patents and Designs Act 1907 s.62"),
        ("The defendant did not file a defence.", OPEN),
        # pronouns, answers and denials without their verb
        ("Ofcom is in London. It has no power to cancel a trade mark.", "Communications Act 2003 s.1"),
        ("Falsely claiming that a product is patented is an offence.", OPEN),
        ("Can the comptroller decide whether somebody infringes? Yes, if both sides agree.", OPEN),
        ("Who would try the case? The Patents Court.", OPEN),
        ("A patent may be revoked here. The letter's author cannot.", OPEN),
        ("The registration runs for ten years.", OPEN),
        # what belongs to no crime, and what a description stands for, is not told to be right
        ("In Scotland the proceedings go to the High Court of Justiciary.", OPEN),
        ("The IPO is in Newport. The Office for Product Safety can strike the mark off the register.", OPEN),
        ("The small claims track of IPEC takes patent claims of up to £10,000, too.", WRONG),
        # amounts
        ("IPEC may award damages of up to £500,000.", "CPR 63.17A"),
        ("The small claims track of IPEC takes claims of up to £50,000.", WRONG),
        ("The hearing officer awarded costs of £1,200 on the scale.", OPEN),
        ("The claimant must give security for costs of £250,000.", OPEN),
        ("The costs cap in IPEC is £60,000 for the liability stage.", "CPR 46.21"),
        ("The Board of Appeal will impose a fine of 5 million on the parties in the copyright dispute.", OPEN),
        # periods
        ("The defendant filed its defence within 28 days.", OPEN),
        ("In the High Court the defendant who acknowledged service has 28 days to file a defence.", "CPR 15.4"),
        ("The patent lasts 20 years from the date of filing.", "Patents Act 1977 s.25(1)"),
        ("The registered design lasts for 30 years.", WRONG),
        ("Copyright in a broadcast lasts fifty years.", "CDPA 1988 s.14"),
        ("The trial will last five days.", OPEN),
        ("A defendant has fourteen days from service of the particulars to acknowledge service.", "CPR 10.3"),
        ("A breach of the Official Secrets Act 1989 carries two years in prison at most.", "Official Secrets Act 1989 s.10"),
        ("An unnotified deal can be called in under the NSI Act for up to five years.", "National Security and Investment Act 2021 s.2"),
        ("A comparable mark lasts ten years at a time.", "Trade Marks Act 1994 Sch.2A"),
        ("Breeders' rights in a vine last 30 years.", "Plant Varieties Act 1997 s.11"),
        ("Conspiracy to defraud carries a maximum of ten years in prison.", "Criminal Justice Act 1987 s.12(3)"),
        ("Anyone may oppose a European patent within nine months of the mention of grant.", "EPC art.99"),
        # routes
        ("The claimant appealed from the Patents Court to the Crown Court.", WRONG),
        ("Permission to appeal was refused by the trial judge.", OPEN),
        ("The Upper Tribunal heard the appeal from the Information Commissioner.", OPEN),
        ("The pursuer lodged a reclaiming motion within 21 days.", OPEN),
        ("The claim was transferred from the County Court to the IPEC.", "County Courts Act 1984 ss.40-42"),
        ("The trade mark claim was transferred from the County Court to the IPEC.", "County Courts Act 1984 ss.40-42"),
        ("The judge transferred the claim from the IPEC to the Patents Court.", "CPR 30.5"),
        ("The claim was moved from the Patents Court to the IPEC.", "CPR 30.5"),
        ("The IPEC transferred the patent claim to the Patents Court.", "CPR 30.5"),
        ("The claim was transferred from the IPEC to the Sheriff Court.", OPEN),
        ("The Employment Tribunal transferred the claim to the Patents Court.", WRONG),
        ("The Competition Appeal Tribunal transferred the claim to the High Court.", OPEN),
        # appeals
        ("The claimant appealed from the Patents Court to the Court of Appeal.", "Senior Courts Act 1981 s.16"),
        ("An appeal from the Court of Appeal goes to the Supreme Court with permission.", "Constitutional Reform Act 2005 s.40"),
        ("The opponent appealed the registrar's decision to an Appointed Person.", "Trade Marks Act 1994 s.76"),
        ("The loser appealed from the IPEC to the Patents Court.", WRONG),
        # choices
        ("The pursuer may elect between damages and an accounting for profits in the Court of Session.", OPEN),
        ("The claimant may choose between damages and an account of profits.", "Island Records Ltd v Tring International plc [1996] 1 WLR 1256"),
        ("A copyright owner can elect between damages and an account of profits.", "CDPA 1988 s.96(2)"),
        ("The patentee may recover either damages or an account of profits.", "Patents Act 1977 s.61(2)"),
        ("The choice between damages and an account of profits is the claimant's.", "Island Records Ltd v Tring International plc [1996] 1 WLR 1256"),
        ("The defendant may choose between damages and an account of profits.", WRONG),
        # who tries nothing
        ("The Supreme Court will hear the first-instance trial of a patent claim.", WRONG),
        ("The Supreme Court tried the patent claim at first instance.", WRONG),
        ("The Supreme Court does not hear patent claims at first instance.", "Constitutional Reform Act 2005 s.40"),
        ("The Unified Patent Court has jurisdiction over the United Kingdom.", WRONG),
        # denials
        ("A jury does not sit in a patent trial.", "Senior Courts Act 1981 s.69"),
        ("The Unified Patent Court has no jurisdiction in Britain.", "UPCA art.1"),
        ("A claimant cannot have both damages and an account of profits for the same infringement.", "Island Records Ltd v Tring International plc [1996] 1 WLR 1256"),
        ("The police have no power to arrest anyone for patent infringement.", "Patents Act 1977 s.60"),
        ("No UK court can refer a question to the CJEU.", "European Union (Withdrawal) Act 2018 s.6(1)"),
        ("There is no grace period for patents in the UK.", "Patents Act 1977 s.2(2)"),
        ("The Copyright Tribunal cannot award damages for infringement.", "CDPA 1988 s.145"),
        # a denial of less, or of something else
        ("A jury does not usually sit in a patent trial.", OPEN),
        ("The judge did not treat the expert as a jury in the patent trial.", OPEN),
        ("The claimant does not say that a jury sits in patent trials.", OPEN),
        ("A patent wrongly granted does not automatically revert to the inventor.", OPEN),
        ("Although the jury did not agree, the patent trial in the High Court went on.", OPEN),
        ("The High Court did not adjourn the patent trial in which a jury was wrongly mentioned.", OPEN),
        ("The Patents Court dismissed the patent appeal from the hearing officer.", "Patents Act 1977 s.97(1)"),
        ("The Appointed Person heard the appeal against the registrar's refusal of the mark.", "Trade Marks Act 1994 s.76"),
        ("Lord Justice Birss will hear the appeal.", OPEN),
        ("The Intellectual Property Office does not decide copyright disputes.", "CDPA 1988 s.96"),
        # effects
        ("An opinion of the IPO binds the High Court.", WRONG),
        ("The judgment of the Patents Court binds the comptroller.", OPEN),
        ("The opponent withdrew its opposition.", OPEN),
        ("Witness statements were exchanged in May.", OPEN),
        # who refuses what it could do uses its power
        ("The High Court declined to grant an interim injunction.", "Senior Courts Act 1981 s.37"),
        ("The Patents Court refused a search order.", "Civil Procedure Act 1997 s.7"),
        ("The comptroller refused the patent application.", "Patents Act 1977 s.18(3)"),
        # by whichever body, and over whichever thing, it is that the authority speaks of
        ("The police detained the handbags.", "Police and Criminal Evidence Act 1984 s.19"),
        ("The police arrested the trader.", "Police and Criminal Evidence Act 1984 s.24"),
        ("Trading standards detained a shipment of fake trainers.", "Consumer Rights Act 2015 Sch.5"),
        ("The Outer House granted interim interdict.", "Court of Session Act 1988 s.47"),
        ("A patent was infringed. The county court awarded damages.", OPEN),
        ("The trade mark was copied. The sheriff awarded damages.", OPEN),
        ("The High Court awarded damages.", "Senior Courts Act 1981 s.19"),
        ("The Appointed Person upheld the registrar's refusal.", "Trade Marks Act 1994 s.76"),
        ("The Copyright Tribunal sets royalties.", "CDPA 1988 s.149"),
        ("The Supreme Court refused permission to appeal.", "Constitutional Reform Act 2005 s.40"),
        ("Mrs Justice Falk refused the brewer permission to appeal.", "CPR 52.3"),
        # a denial rests on what the body is there for, else on what gives the act to others
        ("The police do not grant injunctions.", "Senior Courts Act 1981 s.37"),
        ("WIPO does not grant patents.", "Convention establishing WIPO 1967 art.3"),
        ("There is no worldwide patent.", "Patents Act 1977 s.77"),
        ("There is no jury in the Patents Court.", "Senior Courts Act 1981 s.69"),
        # what no rule speaks of, by the words of procedure
        ("The examiner refused the application.", OPEN),
        ("The claimant may choose the High Court or IPEC.", OPEN),
        ("Her patent was granted in March.", OPEN),
        ("The patent has lapsed.", OPEN),
        ("The Copyright Tribunal sits in London. It does not decide who sang it.", OPEN),
        ("The Copyright Tribunal fixed the royalty under the licensing scheme.", "CDPA 1988 s.149"),
        ("Border Force can destroy detained goods without a court order if the holder does not object.", OPEN),
        ("The registrar rectified the register.", OPEN),
        ("The Lord Chancellor appoints the Appointed Persons.", OPEN),
        ("The employee inventor asked the court for compensation under section 40.", OPEN),
        ("The minister was fined for the breach.", OPEN),
        # what may, must or can be of a right, a party, a paper, a court or another public body
        ("The claimant bears the burden of proving infringement.", OPEN),
        ("The register is open to public inspection.", OPEN),
        ("A threat made to a mere retailer is actionable.", OPEN),
        ("The Crown may use the invention without the owner's consent.", OPEN),
        ("Moral rights can be waived in writing but not assigned.", OPEN),
        ("An assignment of copyright must be in writing and signed by the assignor.", OPEN),
        ("The defendant breached it and was committed for contempt.", OPEN),
        ("The opponent had to prove use of its earlier mark.", OPEN),
        ("The UPC has no say here.", OPEN),
        ("A lay person may speak for himself in court.", OPEN),
        ("The inventor represented himself before the IPO.", OPEN),
        ("A patent takes years. You can speed it up if you ask.", OPEN),
        ("The office publishes patents. There's no register of secrets.", OPEN),
        ("Judges take such offers into account.", OPEN),
        # how long somebody has
        ("It must lodge its papers within 21 days.", OPEN),
        ("The registrar extended that by one month.", OPEN),
        ("The court made an order. The appellant has 21 days.", OPEN),
        # what follows from a condition that may be met
        ("If the owner does nothing, the goods are released.", OPEN),
        ("If you disagree about the tariff you go to the Copyright Tribunal.", OPEN),
        ("If the court grants it, the shop must obey the injunction.", OPEN),
        # what somebody did is claimed, though what he is punished for was said falsely
        ("The magistrates fined him £200 for falsely claiming that his product was patented.", "Patents Act 1977 s.110"),
    ],
)  # fmt: skip
def test_a_claim_of_procedure_is_listed(checker: Checker, text: str, answer: str | None) -> None:
    """Once, with the authority that carries it where it fits."""
    assert dict.fromkeys(listed(checker, text)) == ({answer: None} if answer else {})


@pytest.mark.parametrize(
    "text",
    [
        "The director of the firm went to lunch on Friday.",
        "The pump holds five litres and the firm sells it for £40.",
        "The company decided to open a new factory in Leeds.",
        "If the claimant had sued the shop, it would have closed.",
        "Will the High Court hear the claim?",
        "The weather was fine.",
        "Fine wine was served; the fine print was read.",
        "The court paid a fine price for the fine building.",
        "Thirty claims",
        "Patent claims",
        "Claim",
        "# Patent claims\n\nThe dog barked.",
        "Critics falsely claimed that the IPO fined the applicant £2,000.",
        "The club opened a tennis court on Saturday.",
        "The jury is still out on the logo.",
        "The firm ran clinical trials of the drug.",
        "An appeal for funds raised £3,000.",
        "The council granted planning permission for the shed.",
        "The judges of the baking contest awarded the prize to a baker.",
        "The opposition scored in the last minute.",
        "A patent granted in May hangs on the wall.",
        "A new patent was in the news on 3 May.",
        "If it rains, the firm goes to the beach.",
        "If it rains the firm goes to the beach.",
        "The firm sells pumps. You can buy them in May.",
        "If the patent had been granted, the court could have issued an injunction.",
        "The company may open a new factory, and must hire more staff.",
        "The author can be seen at the fair.",
        "Must the claimant prove use?",
        "Rights that can be waived",
    ],
)
def test_what_claims_no_procedure_is_not_listed(checker: Checker, text: str) -> None:
    assert listed(checker, text) == []


@pytest.mark.parametrize(
    ("text", "authority"),
    [
        ("A patent was infringed. The High Court will hear the claim in England.", "Patents Act 1977 s.61(1)"),
        ("Copyright was infringed. The High Court will hear the claim.", "CDPA 1988 s.96"),
        ("The High Court held that the registered design was infringed.", "Registered Designs Act 1949 s.24A"),
        ("The trade mark offence carries a maximum of ten years in prison.", "Trade Marks Act 1994 s.92(6)"),
        ("Design priority lasts six months.", "Registered Designs Act 1949 s.14"),
    ],
)
def test_a_rule_confirms_only_what_it_speaks_of(checker: Checker, text: str, authority: str) -> None:
    """Not a claim about another right, though a word of it is the same: none of these is for the Copyright Tribunal."""
    assert authority in listed(checker, text)
    done = checker.examine(Draft.plain("draft", text), survey=True)
    assert not [s for s in done.standings or () if s.rule == "copyright-tribunal-task"]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The High Court heard the trade mark claim and granted an injunction.",
            [
                ("High Court heard", "Trade Marks Act 1994 s.14"),
                ("granted an injunction", "Senior Courts Act 1981 s.37"),
            ],
        ),
        (
            "The High Court decided the copyright claim and the IPO revoked the patent.",
            [("High Court decided", "CDPA 1988 s.96"), ("IPO revoked", "Patents Act 1977 s.72(1)")],
        ),
        (
            "A patent was infringed. The High Court will hear the claim. Lord Justice Birss will hear the appeal.",
            [("High Court will hear", "Patents Act 1977 s.61(1)"), ("Lord Justice Birss will hear", OPEN)],
        ),
        # a sound claim beside a wrong one
        (
            "The IPO revoked the patent and fined its owner £5,000.",
            [("IPO revoked", "Patents Act 1977 s.72(1)")],
        ),
        (
            "The police arrested two traders and granted an injunction against a third.",
            [("police arrested", "Police and Criminal Evidence Act 1984 s.24")],
        ),
        (
            "The IPO fined the firm and revoked its patent.",
            [("revoked", "Patents Act 1977 s.72(1)")],
        ),
        ("The NCSC fined the firm and the High Court granted an injunction.", [("granted an injunction", OPEN)]),
        (
            "The sheriff court granted interdict and revoked the patent.",
            [("sheriff court granted", OPEN)],
        ),
        (
            "The Copyright Tribunal sets the royalties that broadcasters pay and settles the terms of licences.",
            [
                ("Copyright Tribunal sets the royalties", "CDPA 1988 s.149"),
                ("settles the terms", "CDPA 1988 s.149"),
            ],
        ),
        ("A small claim may go to the small claims track of IPEC.", [("go to the small claims track of IPEC", OPEN)]),
        (
            "The Court of Appeal refused permission to appeal.",
            [("Court of Appeal refused permission to appeal", "CPR 52.3")],
        ),
        # what is told one after another
        (
            "The court granted an injunction, ordered an inquiry as to damages, and referred the costs to a master.",
            [
                ("court granted an injunction", "Senior Courts Act 1981 s.37"),
                ("ordered an inquiry as to damages", "Senior Courts Act 1981 s.19"),
                ("referred the costs", OPEN),
            ],
        ),
        (
            "The judge struck out the counterclaim, refused permission to appeal, and adjourned the trial to March.",
            [
                ("judge struck out", OPEN),
                ("refused permission to appeal", OPEN),
                ("adjourned the trial to March", OPEN),
            ],
        ),
        (
            "The police raided the warehouse, arrested two men and seized the counterfeit goods.",
            [
                ("police raided", OPEN),
                ("arrested", "Police and Criminal Evidence Act 1984 s.24"),
                ("seized", "Police and Criminal Evidence Act 1984 s.19"),
            ],
        ),
        (
            "The Crown Court convicted him, sentenced him to prison for two years and made a confiscation order.",
            [
                ("Crown Court convicted", "Senior Courts Act 1981 s.46"),
                ("sentenced", "Senior Courts Act 1981 s.46"),
                ("made a confiscation order", "Proceeds of Crime Act 2002 s.6"),
            ],
        ),
        (
            "The defendant acknowledged service, filed a defence, counterclaimed for revocation and asked for a stay.",
            [
                ("defendant acknowledged service", OPEN),
                ("filed a defence", OPEN),
                ("counterclaimed for revocation", OPEN),
                ("asked for a stay", OPEN),
            ],
        ),
        (
            "The patent was revoked, the injunction was discharged and the damages were repaid.",
            [("patent was revoked", OPEN), ("injunction was discharged", OPEN), ("damages were repaid", OPEN)],
        ),
    ],
)
def test_each_claim_has_one_entry(checker: Checker, text: str, claims: list[tuple[str, str]]) -> None:
    """On words of its own, with the authority that its own words call for, not those of its neighbours."""
    done = checker.examine(Draft.plain("draft", text), survey=True)
    found = sorted(done.standings or (), key=lambda s: s.span)
    told = [(s.span.of(text), s.authorities[0].label if s.authorities else OPEN) for s in found]
    assert told == claims


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The chair, said the designer, who had come by train from the coast with two of her oldest friends and a dog, was hers, and a "
            "transfer of copyright must be in writing like any other promise of the kind; nobody asked.",
            "a transfer of copyright must be in writing like any other promise of the kind",
        ),
        ("Moral rights can be waived; ; they can be asserted too.", "Moral rights can be waived"),
    ],
)
def test_a_claim_of_what_may_be_is_told_in_its_own_words(checker: Checker, text: str, said: str) -> None:
    done = checker.examine(Draft.plain("draft", text), survey=True)
    assert [s.span.of(text) for s in done.standings or ()] == [said]


def test_each_claim_that_a_rule_makes_itself_is_met_by_an_example(checker: Checker) -> None:
    """What stands under `fits` confirms some text under `fine`, by the authorities that it names."""
    book = load_rulebook(cache=True)
    for rule in (r for r in book.rules.values() if r.fits):
        found = [
            tuple(a.label for a in s.authorities)
            for text in rule.fine
            for s in checker.examine(Draft.plain("draft", text), survey=True).standings or ()
            if s.rule == rule.id
        ]
        for fit in rule.fits:
            grounds = [g.authorities for g in fit.grounds] or [fit.authorities or rule.authorities]
            assert any(tuple(named) in found for named in grounds), (rule.id, fit)
