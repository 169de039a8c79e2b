"""The main job on a person's own documents: a mixed folder becomes draft units, a person curates them into two paths, and a learner completes one."""

import base64
import io
import re
import time
import zipfile
from pathlib import Path

import docx
from playwright.sync_api import expect

from osaava.exchange.tests import making
from tests.browser.conftest import NARROW, ROOT, WIDE

REAL = ROOT.parent / "shared/corpus/documents"
"""Real documents, where there are some beside the checkout; else the story is told with documents of its own."""
CHOSEN = (
    ("fi/1.1 CIA.md", "kyberturvallisuus-md/1.1 The CIA triad and other key concepts.md"),
    ("fi/images/*", "kyberturvallisuus-md/images/ciatriad.*"),
    ("fi/2-2.docx", "docx/2-2-IAM-zero-trust-architecture.docx"),
    ("fi/8-2.odt", "odt/8-2-AI-security-capabilities.odt"),
    ("sv/1.2.md", "cybersakerhet-md-sv/1.2 Common cybersecurity threats.md"),
)
HOUSE, PATIENCE = "1 Majakka", 20_000
SENTENCE = "Digitaalinen sisältö otetaan opetukseen silloin, kun se tukee oppimista, ja opettaja tarkistaa sen saavutettavuuden ja käyttöluvan."
SVENSKA = "Digitalt innehåll tas i bruk i undervisningen när det stöder lärandet, och läraren kontrollerar att det är tillgängligt."


def _paragraphs(word: str, sentence: str = SENTENCE, count: int = 20) -> list[str]:
    return [f"{word}: {sentence} {n}." for n in range(count)]


def _word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Oppimateriaalin valinta", 1)
    for text in _paragraphs("Käyttölupa"):
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip([*table.rows[0].cells, *table.rows[1].cells], ("Mitä", "Missä", "Lupa", "Kirjastossa"), strict=True):
        cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _own_documents(folder: Path) -> dict[str, bytes]:
    body = "".join(f"<text:p>{text}</text:p>" for text in _paragraphs("Tallenne"))
    page = making.odt(folder / "a.odt", f'<text:h text:outline-level="1">Tallenteet</text:h>{body}')
    first = "# Sisällön jakaminen\n\n![image](images/kuva.png)\n\n" + "\n\n".join(_paragraphs("Jakaminen"))
    return {
        "fi/1.1 CIA.md": first.encode(), "fi/images/kuva.png": making.png(400, 300), "fi/2-2.docx": _word_file(), "fi/8-2.odt": page.read_bytes(),
        "sv/1.2.md": ("# Digitalt innehåll\n\n" + "\n\n".join(_paragraphs("Innehåll", SVENSKA))).encode(),
    }  # fmt: skip


def _real_documents() -> dict[str, bytes]:
    found = {}
    for name, pattern in CHOSEN:
        place = next(iter(sorted(REAL.glob(pattern))))
        found[name.replace("*", place.name)] = place.read_bytes()
    return found


def _folder(folder: Path) -> bytes:
    """A zip of Markdown with a picture, Word, OpenDocument and Swedish Markdown, an empty file and one that is not what it says."""
    files = (_real_documents() if REAL.is_dir() else _own_documents(folder)) | {"tyhja.md": b"", "rikki.pdf": b"this is no PDF"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return out.getvalue()


def _wait_until_read(page) -> None:
    """The page asks by itself how far the files are."""
    page.get_by_role("link", name="Käy osioluonnokset läpi").wait_for(timeout=60_000)


def _bring_in(person, name: str, packed: bytes) -> str:
    """Drop a zip on a new collection; returns the collection's address."""
    page = person.go("/tuotanto/").page
    page.get_by_role("link", name="Kokoelmat").first.click()
    page.get_by_role("link", name="Uusi kokoelma").first.click()
    page.get_by_label(re.compile("^Kokoelman nimi")).fill(name)
    page.evaluate(
        """([name, bytes]) => {
            const files = new DataTransfer();
            files.items.add(new File([Uint8Array.from(atob(bytes), (one) => one.charCodeAt(0))], name, { type: "application/zip" }));
            document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
        }""",
        ["aineisto.zip", base64.b64encode(packed).decode()],
    )
    page.get_by_label(re.compile("^Talo")).select_option(label=HOUSE)
    return page


def _send(page) -> str:
    page.get_by_role("button", name="Tuo tiedostot").click()
    page.wait_for_url(re.compile(r"/tuotanto/kokoelmat/[0-9a-f-]{36}/$"))
    return page.url


class _Drafts:
    """The page of draft units as a person with a keyboard and a mouse meets it."""

    def __init__(self, page):
        self.page = page

    def row(self, number: int):
        """The draft unit at a place, from 0."""
        return self.page.locator("#luonnokset > .draft").nth(number)

    def titles(self) -> list[str]:
        """All names in order."""
        return [words.strip() for words in self.page.locator("#luonnokset > .draft [data-open]").all_inner_texts()]

    def settled(self) -> None:
        """Wait until what was asked is in its place, and focus with it."""
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0, timeout=PATIENCE)

    def expect(self, count: int) -> None:
        """Wait until there are so many."""
        expect(self.page.locator("#luonnokset > .draft")).to_have_count(count, timeout=PATIENCE)
        self.settled()

    def expect_state(self, number: int, state: str) -> None:
        """Wait until one is proposed, accepted or dropped."""
        expect(self.row(number)).to_have_attribute("data-state", state, timeout=PATIENCE)
        self.settled()

    def expect_name(self, number: int, name: str) -> None:
        """Wait until one has this name."""
        expect(self.row(number).locator("[data-open]")).to_have_text(name, timeout=PATIENCE)
        self.settled()

    def press(self, number: int, key: str) -> None:
        """Press a key while a draft unit has focus."""
        self.row(number).locator("[data-open]").focus()
        self.page.keyboard.press(key)

    def undo(self) -> None:
        """The button above the list."""
        self.page.get_by_role("button", name=re.compile("^Kumoa")).click()

    def open(self, number: int):
        """Open a draft unit; returns its form."""
        form = self.row(number).locator("form[data-draft-form]")
        if not form.count():
            self.row(number).locator("[data-open]").click()
        form.wait_for()
        self.settled()
        return form


def _curate(eero, drafts: _Drafts) -> int:
    """Merge, split, move, rename, discard and undo; then accept all; returns how many draft units there are."""
    page, before = eero.page, len(drafts.titles())
    drafts.expect(before)
    drafts.press(0, "x")
    drafts.expect_state(0, "proposed")  # single keys are off until somebody turns them on
    page.locator(".curate-keys summary").click()
    page.get_by_label("Käytä yhden näppäimen komentoja").check()

    names = drafts.titles()
    drafts.press(0, "j")  # the first place to split gets focus
    page.locator(".split-here:focus").wait_for()
    page.get_by_role("button", name=re.compile("ennen lohkon [0-9]+ kappaletta 2")).first.press("Enter")
    drafts.expect(before + 1)
    drafts.press(0, "y")
    drafts.expect(before)
    drafts.undo()
    drafts.expect(before + 1)
    drafts.undo()
    drafts.expect(before)
    assert drafts.titles() == names

    drafts.press(0, "m")
    drafts.expect_name(1, names[0])
    drafts.press(1, "k")
    drafts.expect_name(0, names[0])
    drafts.press(before - 1, "x")
    drafts.expect_state(before - 1, "dropped")
    drafts.press(before - 1, "x")
    drafts.expect_state(before - 1, "proposed")

    drafts.open(0)
    eero.check("collection-open").go(page.url)  # anew: the check leaves marks on elements, which htmx would copy
    for number in range(before):
        form = drafts.open(number)
        if number == 0:
            drafts.press(0, "n")
            page.keyboard.type("Ensimmäinen osio")
            for alternative in form.get_by_label("Vaihtoehtoinen teksti").all():
                alternative.fill("Kolmio, jonka kärjissä ovat luottamuksellisuus, eheys ja saatavuus")
        form.get_by_text("Kohderyhmät, osaamiset ja avainsanat").click()
        form.get_by_label("Opettajat").check()
        form.locator("button[value=accept]").click()
        drafts.expect_state(number, "accepted")
    assert drafts.titles() == ["Ensimmäinen osio", *names[1:]]
    return before


def _make_paths(eero, name: str) -> None:
    """Two paths, of the Finnish and of the Swedish units."""
    page = eero.page
    page.get_by_role("link", name="Tee niistä polku").click()
    page.wait_for_url("**/polku/")
    page.get_by_label(re.compile("^Polun nimi")).fill(f"{name} suomeksi")
    page.locator("input[name=chunks]").last.uncheck()
    page.get_by_role("button", name="Tee polku").click()
    page.get_by_label(re.compile("^Polun nimi")).and_(page.locator("input:not([value])")).fill(f"{name} ruotsiksi")
    assert page.locator("input[name=chunks]:checked").count() == 1
    page.get_by_role("button", name="Tee polku").click()
    page.get_by_role("link", name=f"{name} ruotsiksi").first.wait_for()


def _publish(kaisa, address: str) -> list[str]:
    """Units and paths at once, by one who may; returns the paths' addresses."""
    page = kaisa.go(f"{address}polku/").page
    page.get_by_role("button", name="Julkaise osiot ja polut").click()
    page.locator("[data-error-summary]").get_by_text("Valitse lisenssi").wait_for()
    kaisa.check("collection-path")
    page.get_by_label(re.compile("^Lisenssi")).select_option(label="CC BY 4.0")
    page.get_by_role("button", name="Julkaise osiot ja polut").click()
    page.get_by_text("Kaikki on julkaistu.").wait_for()
    kaisa.check("collection-published")
    return [link.get_attribute("href") for link in page.locator("main .banner a").all()]


def test_documents_become_two_paths_and_a_learner_completes_one(visitor, campus, tmp_path):
    """Eero curates for his organisation at 1280, the coordinator publishes and Aino, his colleague, learns at 390."""
    eero, name = visitor(WIDE).sign_in("Eero"), f"Aineisto {time.time_ns() % 10_000}"
    page = _bring_in(eero, name, _folder(tmp_path))
    eero.check("collection-new")
    address = _send(page).replace(campus.address, "")
    _wait_until_read(page)
    eero.check("collection")
    shown = page.locator("main").inner_text()
    for file in ("fi/1.1 CIA.md", "fi/2-2.docx", "fi/8-2.odt", "sv/1.2.md", "tyhja.md", "rikki.pdf"):
        assert f"aineisto/{file}" in shown
    assert "Tiedosto on tyhjä" in shown
    page.get_by_role("link", name="Käy osioluonnokset läpi").click()
    page.wait_for_url("**/luonnokset/")
    eero.check("collection-drafts").go(page.url)
    count = _curate(eero, _Drafts(page))

    _make_paths(eero, name)
    finnish, swedish = _publish(visitor(NARROW).sign_in("Kaisa"), address)
    eero.go(address + "raportti/").check("collection-report")
    eero.go(address + "poista/").check("collection-remove")
    eero.go(swedish)

    aino = visitor(NARROW).sign_in("Aino").go(finnish)
    learner = aino.page
    with learner.expect_navigation():
        learner.get_by_role("button", name=re.compile("Aloita polku|Lisää polku")).first.click()
    for number in range(1, count):
        aino.go(f"{finnish}{number}/")
        if number == 1:
            aino.check("collection-learner")
        learner.get_by_role("button", name="Merkitse suoritetuksi").click()
        learner.get_by_role("button", name="Kumoa").wait_for()
    aino.go(finnish)
    assert f"{count - 1}/{count - 1}" in learner.locator("main").inner_text()


def test_curating_works_without_script(visitor, campus):
    eero = visitor(NARROW, script=False).sign_in("Eero")
    page = eero.go("/tuotanto/kokoelmat/uusi/").page
    page.get_by_label(re.compile("^Kokoelman nimi")).fill(f"Ilman skriptiä {time.time_ns() % 10_000}")
    text = "# Sisällön jakaminen\n\n" + "\n\n".join(_paragraphs("Jakaminen"))
    page.locator("input[type=file]").set_input_files({"name": "a.md", "mimeType": "text/markdown", "buffer": text.encode()})
    page.get_by_role("button", name="Tuo tiedostot").click()
    page.wait_for_url(re.compile(r"/tuotanto/kokoelmat/[0-9a-f-]{36}/$"))
    for _n in range(120):
        if page.get_by_role("link", name="Käy osioluonnokset läpi").count():
            break
        page.wait_for_timeout(250)
        page.reload()
    page.get_by_role("link", name="Käy osioluonnokset läpi").click()
    drafts = page.locator("#luonnokset > .draft")
    page.get_by_role("link", name="Sisällön jakaminen").first.click()
    page.get_by_text(re.compile("^Sisältö: ")).click()
    page.get_by_role("button", name=re.compile("kappaletta 2$")).first.click()
    page.wait_for_load_state()
    assert drafts.count() == 2
    page.get_by_role("button", name=re.compile("^Kumoa")).click()
    page.wait_for_load_state()
    assert drafts.count() == 1
    page.get_by_role("button", name=re.compile("^Hylkää")).first.click()
    page.wait_for_load_state()
    assert drafts.first.get_attribute("data-state") == "dropped"
    eero.check("collection-no-script")
