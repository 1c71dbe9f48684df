from PySide6.QtGui import QImage

from kiosk.app.signatures import HEIGHT_PX, WIDTH_PX, signature_parts


def test_a_signature_becomes_a_picture_with_ink_where_it_was_written() -> None:
    strokes = [[[0.1, 0.5], [0.5, 0.5], [0.9, 0.5]]]
    (part,) = signature_parts({"phone": "138", "signature": {"way": "signed", "strokes": strokes}})
    assert (part.name, part.media_type) == ("signature", "image/png")
    picture = QImage.fromData(part.data.reveal())
    assert (picture.width(), picture.height()) == (WIDTH_PX, HEIGHT_PX)
    assert picture.pixelColor(WIDTH_PX // 2, HEIGHT_PX // 2).lightness() < 80
    assert picture.pixelColor(WIDTH_PX // 2, 10).lightness() == 255


def test_who_could_not_sign_sends_no_picture() -> None:
    assert signature_parts({"signature": {"way": "declined"}, "words": "没有签"}) == []
