"""A sample anybody can draw again."""

from shishi.rules.sampling import draw, sample_size


def test_a_fifth_is_drawn_and_at_least_three():
    assert [sample_size(n) for n in (0, 1, 3, 10, 15, 16, 100)] == [0, 1, 3, 3, 3, 4, 20]


def test_the_same_seed_draws_the_same_in_any_order():
    ids = range(1, 101)
    assert draw("f3a9", ids) == draw("f3a9", reversed(ids)) == draw("f3a9", [*ids, 5, 5])
    assert draw("f3a9", ids) != draw("f3aa", ids)
    assert draw("f3a9", range(1, 16)) == (1, 5, 15)


def test_every_number_has_its_chance():
    drawn = {one for n in range(200) for one in draw(f"seed {n}", range(20))}
    assert drawn == set(range(20))
