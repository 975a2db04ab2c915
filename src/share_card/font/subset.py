"""Makes the fonts of share cards: python3 subset.py FOLDER, with FOLDER that of the Debian package fonts-noto-core.

Needs fonttools 4. Of Noto Sans stay the letters of Vietnamese and of the minority languages written in Latin letters,
digits, punctuation and kerning. Signs that Noto Sans lacks (arrows, signs of comparison) come from Noto Sans Math, whose
em has as many units. Hints, which only small sizes need, are dropped.
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTFont

LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), 0x180, 0x243, 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x1EA0, 0x1EFA)]
MINORITY = [0x181, 0x18A, 0x253, 0x257, 0x1E45, 0x1E63, 0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x30C, 0x323]
SIGNS = [*range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x20AB, 0x20AC, 0x2116]
BORROWED = [0x2190, 0x2192, 0x2194, 0x2212, 0x2248, 0x2264, 0x2265]


def borrow(font, math):
    """Copies the outlines of BORROWED."""
    names = math.getBestCmap()
    for code in BORROWED:
        name = "math%04X" % code
        glyph = math["glyf"][names[code]]
        assert not glyph.isComposite()
        glyph.removeHinting()
        font.setGlyphOrder(font.getGlyphOrder() + [name])
        font["glyf"][name] = glyph
        font["hmtx"][name] = math["hmtx"][names[code]]
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name


def main(folder):
    for weight in ["Regular", "Bold"]:
        options = subset.Options(hinting=False, layout_features=["kern"], name_IDs=[0, 1, 2, 5, 13, 14], notdef_outline=True)
        options.drop_tables += ["GDEF", "GSUB", "STAT", "MATH"]
        font, math = TTFont(f"{folder}/NotoSans-{weight}.ttf"), TTFont(f"{folder}/NotoSansMath-Regular.ttf")
        assert font["head"].unitsPerEm == math["head"].unitsPerEm
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=LETTERS + MINORITY + SIGNS)
        subsetter.subset(font)
        borrow(font, math)
        font["head"].modified = font["head"].created
        font.recalcTimestamp = False
        font.save(f"NotoSans-{weight}.ttf")


main(sys.argv[1])
