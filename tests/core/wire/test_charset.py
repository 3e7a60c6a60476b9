"""Bytes become text: trust what is declared, verify it, and say which."""

import pytest

from dateline.core.wire.charset import decode


@pytest.mark.parametrize(
    ("raw", "source_settings", "text", "how"),
    [
        (b"Thomas M\xfcller kom", {}, "Thomas Müller kom", "cp1252 (guessed)"),
        (b"the wall\x92s end", {}, "the wall’s end", "cp1252 (guessed)"),
        ("Привет, это порт и гавань. Новости дня.".encode("cp1251"), {},
         "Привет, это порт и гавань. Новости дня.", "cp1251 (guessed)"),
        (b"M\xfcller", {"declared": "us-ascii"}, "Müller", "cp1252 (declared)"),
        ("kai “å”".encode(), {"declared": "iso-8859-1"}, "kai “å”", "utf-8 (valid)"),
        ("港口".encode("gbk"), {"declared": "gb2312"}, "港口", "gb18030 (declared)"),
        ("港".encode("iso2022_jp"), {"declared": "iso-2022-jp"}, "港", "iso2022_jp (declared)"),
        ("ığdır".encode("cp1254"), {"charset": "iso-8859-9"}, "ığdır", "cp1254 (source setting)"),
        (b"\xe5", {"declared": "no-such-set", "charset": "cp1252"}, "å", "cp1252 (source setting)"),
        (b"\xe5", {"declared": "punycode", "charset": "cp1252"}, "å", "cp1252 (source setting)"),
        (b'<?xml version="1.0" encoding="utf-16"?><a>\xe5b</a>', {"charset": "cp1252"},
         '<?xml version="1.0" encoding="utf-16"?><a>åb</a>', "cp1252 (source setting)"),
        ("å".encode() * 100 + b"\x93x", {}, "å" * 100 + "“x", "utf-8 (mended)"),
        ("å".encode() * 100 + "å".encode()[:1], {}, "å" * 100 + "Ã", "utf-8 (mended)"),
    ],
)  # fmt: skip
def test_the_character_set_is_verified(raw, source_settings, text, how):
    assert decode(raw, **source_settings) == (text, how)
