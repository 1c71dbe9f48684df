"""The syllables of Mandarin as they are typed, and how they are heard in the south. Pure; any thread.

``v`` stands for ü (``lv``, ``nv``), as on every pinyin keyboard. No tones.
"""

from __future__ import annotations

import functools

# Initial: the finals that it takes. The empty initial holds syllables that begin with a vowel, y or w.
_TABLE = """
: a ai an ang ao e ei en eng er o ou wa wai wan wang wei wen weng wo wu
: ya yan yang yao ye yi yin ying yo yong you yu yuan yue yun
b: a ai an ang ao ei en eng i ian iao ie in ing o u
p: a ai an ang ao ei en eng i ian iao ie in ing o ou u
m: a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
f: a an ang ei en eng o ou u
d: a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo
t: a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo
n: a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve un
l: a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve
g: a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
k: a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
h: a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j: i ia ian iang iao ie in ing iong iu u uan ue un
q: i ia ian iang iao ie in ing iong iu u uan ue un
x: i ia ian iang iao ie in ing iong iu u uan ue un
zh: a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
ch: a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
sh: a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
r: an ang ao e en eng i ong ou u ua uan ui un uo
z: a ai an ang ao e ei en eng i ong ou u uan ui un uo
c: a ai an ang ao e en eng i ong ou u uan ui un uo
s: a ai an ang ao e en eng i ong ou u uan ui un uo
"""

SYLLABLES = frozenset(
    initial.strip() + final
    for line in _TABLE.strip().splitlines()
    for initial, _, finals in [line.partition(":")]
    for final in finals.split()
)
LONGEST = max(map(len, SYLLABLES))
BEGINNINGS = frozenset(syllable[:n] for syllable in SYLLABLES for n in range(1, len(syllable) + 1))


@functools.cache
def heard(syllable: str) -> str:
    """Return a syllable as many ears in Dongguan have it: z for zh, c for ch, s for sh, l for n, -n for -ng.

    Whoever speaks Cantonese or Hakka at home often cannot tell these apart, and must still find their word. Also takes
    the beginning of a syllable.
    """
    for spelled, sounded in (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l")):
        if syllable.startswith(spelled):
            syllable = sounded + syllable[len(spelled) :]
            break
    if syllable.endswith(("ang", "eng", "ing")):
        syllable = syllable[:-1]
    return syllable
