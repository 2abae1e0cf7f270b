"""Short answers are understood, or refused with a sentence."""

import pytest

from shishi.lib.unreadable import UnreadableError
from shishi.lib.words import place_key, region_code, yes_or_no


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("是", True), ("√", True), ("Ｙ", True), (True, True), (1, True), ("否", False), ("×", False), (0, False)],
)
def test_yes_and_no_have_many_words(typed, meant):
    assert yes_or_no(typed) is meant


def test_an_empty_answer_is_no_answer():
    assert yes_or_no(None) is None
    assert yes_or_no(" ") is None


def test_another_word_is_refused():
    with pytest.raises(UnreadableError, match="应填“是”或“否”"):
        yes_or_no("也许")


@pytest.mark.parametrize("typed", ["430321", 430321, "４３０３２１", 430321.0])
def test_a_region_code_is_text_of_six_digits(typed):
    assert region_code(typed) == "430321"


@pytest.mark.parametrize("typed", ["43032", "湘潭县", "030321", "4303211"])
def test_what_is_no_region_code_is_refused(typed):
    with pytest.raises(UnreadableError, match="430321"):
        region_code(typed)


def test_places_are_matched_without_their_last_word():
    assert place_key("湘潭縣人民政府") == place_key("湘潭县") == place_key("湘潭")
    assert place_key("易俗河镇") == place_key("易俗河")
    assert place_key("城区") == "城区"
