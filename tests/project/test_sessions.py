"""A session cookie is believed only if it can be one."""

import pytest


@pytest.mark.parametrize("cookie", [r'"\000\000\000\000\000\000\000\000"', "' OR 1=1 --"])
def test_a_cookie_that_can_be_no_sessions_is_nobodys(client, site, cookie):
    answer = client.get("/comments/account/", headers={"cookie": f"sessionid={cookie}"})

    assert answer.status_code == 200
    assert answer.cookies["sessionid"]["max-age"] == 0  # it is taken from the browser
