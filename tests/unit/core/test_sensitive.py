from kiosk.core.sensitive import Sensitive


def test_a_sensitive_value_never_shows_in_text() -> None:
    value = Sensitive("441900199003071238")
    shown = f"{value} {value!r} {[value]} %s" % value
    assert "4419" not in shown
    assert value.reveal() == "441900199003071238"


def test_sensitive_values_compare_by_value() -> None:
    assert Sensitive("a") == Sensitive("a")
    assert Sensitive("a") != Sensitive("b")
