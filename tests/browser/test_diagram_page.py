"""The page of all pictures, used as a person uses it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ccdsl.backends.diagram.picture import edges_from, walk
from ccdsl.drawing.drawn import draw_page
from ccdsl.drawing.renderers import available
from tests.backends.drawing import example, picture, pictures
from tests.browser.chromium import browser, play

Play = Callable[[str], Mapping[str, object]]
NAME = "script-claims_intake"


@pytest.fixture(scope="module")
def page() -> str:
    browser()
    if not available():
        pytest.skip("nothing here lays pictures out")
    return draw_page("Harbor", pictures(example("harbor")), "auto", "../").texts[0]


@pytest.fixture
def user(page: str, tmp_path: Path) -> Play:
    """Return what plays a script on the page, with the claims script's picture in view."""
    number = [each.name for each in pictures(example("harbor"))].index(NAME)
    helpers = Path(__file__).with_name("user.js").read_text(encoding="utf-8")
    begin = f'const number = {number}; location.hash = "{NAME}"; await tick(); {helpers}'
    return lambda script: play(page, begin + script, tmp_path)


def _ids(names: set[str]) -> list[str]:
    number = [each.name for each in pictures(example("harbor"))].index(NAME)
    return sorted(f"p{number}{name}" for name in names)


def _ways(begin: str) -> set[str]:
    """Return the boxes on every way to a box and from it."""
    shown = picture(example("harbor"), NAME)
    pairs = [(edge.tail, edge.head) for edge in shown.edges]
    pairs += [(node.id, node.leads) for node in shown.nodes if node.leads]
    found = {begin}
    for from_, to in ((0, 1), (1, 0)):
        waiting, met = [begin], {begin}
        while waiting:
            at = waiting.pop()
            for pair in pairs:
                if pair[from_] == at and pair[to] not in met:
                    met.add(pair[to])
                    waiting.append(pair[to])
        found |= met
    return found


def test_one_picture_is_shown_and_the_list_opens_another(user: Play) -> None:
    found = user(
        """
        const shown = () => all("section").filter((each) => !each.hidden).length;
        const first = [shown(), section.hidden];
        document.querySelector('nav a[href="#queue-claims"]').click(); await tick();
        return { first, then: [shown(), section.hidden], hash: location.hash,
                 current: document.querySelector("nav a[aria-current]").getAttribute("href") };
        """
    )
    assert found["first"] == [1, False]
    assert found["then"] == [1, True]
    assert found["hash"] == found["current"] == "#queue-claims"


def test_the_wheel_zooms_about_the_pointer_and_fit_shows_all(user: Play) -> None:
    found = user(
        """
        const whole = box();
        const at = () => new DOMPoint(500, 400).matrixTransform(svg.getScreenCTM().inverse());
        const before = at();
        wheel(-100, 500, 400);
        const after = at();
        const zoomed = box();
        document.getElementById("out").click(); document.getElementById("out").click();
        const out = box();
        document.getElementById("fit").click();
        const pair = (each) => [each.x, each.y];
        return { whole, zoomed, out, fit: box(), before: pair(before), after: pair(after) };
        """
    )
    whole, zoomed, out = (_figures(found[name]) for name in ("whole", "zoomed", "out"))
    assert zoomed[2] == pytest.approx(whole[2] / 1.2)
    assert _figures(found["after"]) == pytest.approx(_figures(found["before"]), abs=0.1)
    assert out[2] > whole[2]
    assert found["fit"] == found["whole"]


def test_drag_and_arrow_keys_move(user: Play) -> None:
    found = user(
        """
        const before = box();
        point("pointerdown", 600, 400, 1);
        point("pointermove", 650, 430, 1);
        point("pointerup", 650, 430, 0);
        const dragged = box();
        press(stage, "ArrowRight"); press(stage, "ArrowDown");
        const moved = box();
        press(stage, "+");
        const nearer = box();
        press(stage, "0");
        return { before, dragged, moved, nearer, reset: box() };
        """
    )
    before, dragged, moved, nearer = (
        _figures(found[name]) for name in ("before", "dragged", "moved", "nearer")
    )
    assert dragged[0] < before[0]
    assert dragged[1] < before[1]
    assert dragged[2:] == before[2:]
    assert moved[0] > dragged[0]
    assert moved[1] > dragged[1]
    assert nearer[2] < moved[2]
    assert found["reset"] == found["before"]


def _figures(value: object) -> list[float]:
    assert isinstance(value, list)
    return [float(each) for each in value]


def test_a_click_lights_up_every_way_to_a_box_and_from_it(user: Play) -> None:
    shown = picture(example("harbor"), NAME)
    look_up = next(node.id for node in shown.nodes if node.kind == "look-up")
    found = user(
        f"""
        click(node("{look_up}"));
        const first = {{ nodes: lit("node"),
          pressed: node("{look_up}").getAttribute("aria-pressed"),
          dimmed: svg.classList.contains("following"), edges: lit("edge").length,
          told: document.getElementById("chosen").textContent,
          source: document.querySelector("#chosen a").getAttribute("href") }};
        press(document.body, "Escape");
        return {{ ...first, after: lit("node").length }};
        """
    )
    wanted = _ways(look_up)
    assert found["nodes"] == _ids(wanted)
    assert len(wanted) < len(shown.nodes)
    assert found["edges"] == sum(
        edge.tail in wanted and edge.head in wanted for edge in shown.edges
    )
    assert found["pressed"] == "true"
    assert found["dimmed"] is True
    assert "LOOK UP progress" in str(found["told"])
    place = shown.node(look_up).place
    assert found["source"] == f"../{place.path}#L{place.line}"
    assert found["after"] == 0


def test_the_keyboard_does_it_too(user: Play) -> None:
    last = list(walk(picture(example("harbor"), NAME)))[-1].id
    found = user(
        f"""
        const stops = all('section:not([hidden]) g.node[tabindex="0"][aria-label]').length;
        node("{last}").focus();
        const focused = document.activeElement.id;
        press(document.activeElement, "Enter");
        return {{ stops, focused, nodes: lit("node") }};
        """
    )
    assert found["stops"] == len(picture(example("harbor"), NAME).nodes)
    assert [found["focused"]] == _ids({last})
    assert found["nodes"] == _ids(_ways(last))


def test_search_finds_boxes_in_all_pictures_and_goes_there(user: Play) -> None:
    found = user(
        """
        const query = document.getElementById("query");
        query.value = "tow truck that is nowhere"; query.dispatchEvent(new Event("input"));
        const none = document.getElementById("status").textContent;
        query.value = "CRM.customer"; query.dispatchEvent(new Event("input"));
        const status = document.getElementById("status").textContent;
        const marked = document.querySelectorAll(".found").length;
        document.getElementById("search").requestSubmit(); await tick();
        const shown = [...document.querySelectorAll("section")].find((each) => !each.hidden);
        return { none, status, marked, title: shown.querySelector("h2").textContent,
                 chosen: document.getElementById("chosen").textContent };
        """
    )
    wanted = sum(
        "crm.customer" in line.text
        for each in pictures(example("harbor"))
        for node in each.nodes
        for line in node.lines
    )
    assert found["none"] == "0 found"
    assert found["status"] == f"{wanted} found"
    assert found["marked"] == wanted
    assert "identify" in str(found["title"])
    assert "LOOK UP customer" in str(found["chosen"])


def test_a_connector_opens_the_picture_it_names(user: Play) -> None:
    shown = picture(example("harbor"), NAME)
    queue = next(node for node in shown.nodes if node.opens == "queue-roadside")
    back = next(node for node in shown.nodes if node.kind == "step" and edges_from(shown))
    found = user(
        f"""
        click(node("{back.id}"));
        document.querySelector("#chosen button").click(); await tick();
        const led = document.querySelector("g.node.chosen").id;
        click(node("{queue.id}"));
        document.querySelector("#chosen button").click(); await tick();
        return {{ led, hash: location.hash }};
        """
    )
    assert [found["led"]] == _ids({back.leads})
    assert found["hash"] == "#queue-roadside"


def test_the_page_asks_the_network_for_nothing(page: str, user: Play) -> None:
    assert "http://" not in page.replace("http://www.w3.org/", "")
    assert "https://" not in page
    found = user("return { asked: performance.getEntriesByType('resource').length };")
    assert found["asked"] == 0
