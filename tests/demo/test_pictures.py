"""The drawn photographs of the sample year."""

from shishi.demo.pictures import photograph


def test_a_picture_is_a_png_and_the_same_for_the_same_words():
    first, again = photograph("消防通道", is_after=False).read(), photograph("消防通道", is_after=False).read()
    assert first.startswith(b"\x89PNG")
    assert first == again


def test_before_and_after_look_different():
    assert photograph("消防通道", is_after=False).read() != photograph("消防通道", is_after=True).read()
