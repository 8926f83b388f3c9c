"""The page in a browser: lighting, keyboard, phone, print. Needs Chromium; skips without."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from onus.show.page import fragment, page
from tests.records import herring

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    file: Path = tmp_path_factory.mktemp("page") / "record.html"
    file.write_text(page(herring()), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    tab = browser.new_page(viewport={"width": 1280, "height": 700}, reduced_motion="reduce")
    problems: list[str] = []
    tab.on("console", lambda message: problems.append(message.text))
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.goto(address)
    yield tab
    tab.close()
    assert problems == []


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    tab = browser.new_page(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    tab.goto(address)
    yield tab
    tab.close()


def lit(tab: Page, where: str) -> list[str]:
    return list(tab.locator(f"{where}.lit").evaluate_all("all => all.map(e => e.textContent)"))


def in_view(tab: Page, selector: str) -> bool:
    box = tab.locator(selector).bounding_box()
    size = tab.viewport_size
    assert box is not None
    assert size is not None
    return bool(box["y"] >= 0 and box["y"] + box["height"] <= size["height"])


def test_hovering_the_text_lights_the_card(desk: Page) -> None:
    desk.hover(".text .trigger >> text=rejected")
    assert desk.locator("#e1.lit").count() == 1
    assert desk.locator(".card.lit").count() == 1
    assert set(lit(desk, ".text .mark")) == {"Iceland", "rejected", "Norway"}
    desk.hover("h1")
    assert desk.locator(".lit").count() == 0


def test_hovering_the_card_lights_the_text(desk: Page) -> None:
    desk.hover("#o3 .line")
    assert "share its catch data with the Exploration Council" in lit(desk, ".text .mark")
    assert all("attack" not in words for words in lit(desk, ".text .mark"))


def test_words_that_serve_several_entries_light_all_of_them(desk: Page) -> None:
    desk.hover(".text .act >> text=withdraw its fleet")
    assert set(desk.locator(".card.lit").evaluate_all("all => all.map(e => e.id)")) == {"s2", "o2"}


def test_a_card_out_of_sight_comes_into_view(desk: Page) -> None:
    assert not in_view(desk, "#e3")
    desk.locator(".text .trigger", has_text="meeting").scroll_into_view_if_needed()
    desk.hover(".text .trigger >> text=meeting")
    desk.wait_for_timeout(300)
    assert in_view(desk, "#e3")


def test_a_click_on_a_card_brings_its_words_into_view_and_keeps_them_lit(desk: Page) -> None:
    desk.set_viewport_size({"width": 1280, "height": 400})
    assert not in_view(desk, ".text .trigger >> text=meeting")
    desk.locator("#e3 .line").click()
    assert in_view(desk, ".text .trigger >> text=meeting")
    desk.mouse.move(300, 5)
    assert desk.locator("#e3.lit").count() == 1
    desk.keyboard.press("Escape")
    assert desk.locator(".lit").count() == 0


def test_the_keyboard_reaches_text_and_cards(desk: Page) -> None:
    desk.keyboard.press("Tab")  # the link to the original
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.matches('.text a.mark')")
    assert desk.locator(".card.lit").count() >= 1
    desk.focus("#e2 .where")
    desk.keyboard.press("Shift+Tab")
    desk.keyboard.press("Tab")
    assert "attack" in lit(desk, ".text .mark")


def test_a_kind_can_be_shown_alone(desk: Page) -> None:
    desk.get_by_text("Obligations 3").click()
    assert desk.locator(".cards > .card:visible").count() == 3
    desk.keyboard.press("ArrowLeft")
    assert desk.locator(".cards > .card:visible").count() == 4
    assert desk.locator(".card.event:visible").count() == 4


def test_an_actors_mentions_light_up(desk: Page) -> None:
    desk.locator("[data-actor]", has_text="Free Herring Front").hover()
    assert lit(desk, ".text .mark") == ["Free Herring Front"]


def test_a_phone_needs_no_sideways_scrolling(phone: Page) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    text, margin = (phone.locator(part).bounding_box() for part in (".text", ".margin"))
    assert text is not None
    assert margin is not None
    assert margin["y"] >= text["y"] + text["height"]


def test_a_long_word_does_not_widen_the_phone(browser: Browser) -> None:
    record = herring()
    word = "x" * 400
    long = replace(record, article=replace(record.article, title=word, text=word, url=None))
    tab = browser.new_page(viewport={"width": 360, "height": 740})
    tab.set_content(page(replace(long, sentences=())))
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    tab.close()


def test_a_tap_on_a_phone_opens_the_entry_beside_the_text(phone: Page) -> None:
    sheet = phone.locator(".sheet")
    assert not sheet.is_visible()
    phone.locator(".text .trigger", has_text="rejected").tap()
    assert "Iceland → Norway" in sheet.inner_text()
    phone.locator(".close").tap()
    assert not sheet.is_visible()


def test_print_shows_all_and_leaves_the_controls_out(desk: Page) -> None:
    desk.emulate_media(media="print")
    assert not desk.locator(".filter").is_visible()
    heights = desk.evaluate(
        "[document.querySelector('.margin').scrollHeight,"
        " document.querySelector('.margin').clientHeight]"
    )
    assert heights[0] <= heights[1]
    assert desk.locator(".card:visible").count() == 14


def test_dark_mode_has_a_dark_paper(desk: Page) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    light = desk.evaluate(paper)
    desk.emulate_media(color_scheme="dark")
    dark = desk.evaluate(paper)
    assert sum(map(int, dark[4:-1].split(","))) < 120 < sum(map(int, light[4:-1].split(",")))


def test_a_fragment_lights_without_script(browser: Browser) -> None:
    tab = browser.new_page(viewport={"width": 900, "height": 900}, java_script_enabled=True)
    tab.set_content(fragment(herring()))
    assert tab.locator("script").count() == 0
    card = tab.locator(".event").first
    before = card.evaluate("e => getComputedStyle(e).backgroundColor")
    tab.locator("summary").first.click()
    tab.locator(".trigger", has_text="rejected").hover()
    assert card.evaluate("e => getComputedStyle(e).backgroundColor") != before
    tab.close()
