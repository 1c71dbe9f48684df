"""The pinyin keyboard: its knowledge, its composing, and the board on the screen."""
