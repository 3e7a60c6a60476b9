"""A sub-editor writes a routing rule with the keyboard alone, tries it, and keeps it."""

import pytest
from axe_core_python.sync_playwright import Axe

pytestmark = pytest.mark.browser


def violations(page, where):
    """Return what axe-core complains about in one part of a page; the frame is Wagtail's own."""
    found = Axe().run(page, context=where)["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def tab_to(page, name):
    """Press Tab until a field has the focus."""
    field = page.locator(f'.desk-rule [name="{name}"]')
    for _ in range(80):
        if field.evaluate("field => field === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach “{name}”")


def test_a_rule_is_written_tried_and_kept_without_a_mouse(desk):
    desk.goto("/admin/desk/rules/add/")

    tab_to(desk, "name")
    desk.keyboard.type("Treaties")
    tab_to(desk, "row-0-field")
    desk.keyboard.type("headline")
    tab_to(desk, "row-0-operator")
    desk.keyboard.type("contains")
    tab_to(desk, "row-0-value")
    desk.keyboard.type("treaty")
    tab_to(desk, "tags")
    desk.keyboard.type("Sea")
    desk.keyboard.press("Enter")  # the first button saves

    desk.wait_for_url("**/admin/desk/rules/")
    assert "text contains treaty" in desk.locator(".desk-rules").inner_text()

    desk.get_by_role("link", name="Treaties").press("Enter")
    desk.get_by_role("button", name="Dry run").press("Enter")
    desk.locator("#rehearsal-title").wait_for()
    assert "Nothing was changed" in desk.get_by_role("status").last.inner_text()
    assert "treaty" in desk.locator(".desk-rehearsal table").inner_text().lower()
    assert violations(desk, ".desk-rule") == []
    assert violations(desk, ".desk-rehearsal") == []
