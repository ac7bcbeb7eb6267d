"""The outlines of the regions, as paths on a canvas of 200 x 420; the figure stands around x = 100.

What is there twice is drawn once, on the right of the canvas, and mirrored. The client's left is on the right of the
front view and on the left of the back view.
"""

from __future__ import annotations

from dataclasses import dataclass

WIDTH, HEIGHT = 200, 420

ARMS = {
    "shoulder": "M123.5 82C134 85 144 90 148 102C150 108 151 114 151 119C145 123 139 123 133.5 120"
    "C133.5 112 133.5 104 133 98C132 91 129 85 123.5 82Z",
    "upper_arm": "M133.8 122.5C139 125.5 146 125.5 151.5 121.5C154 136 156 150 157 164"
    "C152 168 146 168 141.5 166C138 152 135 138 133.8 122.5Z",
    "forearm": "M142 168.5C147 170.5 153 170.5 157.4 166.5C161 184 163 202 164 218"
    "C160 221 156 221 152.5 219.5C148 202 145 186 142 168.5Z",
    "hand": "M153 222C157 223.5 161 223 164.2 220.5C168 228 170 238 168 248C167 254 163 257 159.5 255"
    "C155 252 152 236 153 222Z",
}
FRONT = {
    "head": "M81 34C80 16 90 9 100 9C110 9 120 16 119 34C112 28 88 28 81 34Z",
    "face": "M81 36.5C88 30.5 112 30.5 119 36.5C119 50 111 61 100 61C89 61 81 50 81 36.5Z",
    "throat": "M91.5 60.8C94 63.5 106 63.5 108.5 60.8L109.5 72C112 76 115 78 118.5 79C108 86 92 86 81.5 79"
    "C85 78 88 76 90.5 72Z",
    "chest": "M79 81C92 89 108 89 121 81C127 84 130 90 131 98C132 112 132 128 130 140C112 148 88 148 70 140"
    "C68 128 68 112 69 98C70 90 73 84 79 81Z",
    "belly": "M70.5 142.5C88 150.5 112 150.5 129.5 142.5C128 156 127 166 128 178C129 190 132 200 133 212"
    "C122 226 108 236 100 238C92 236 78 226 67 212C68 200 71 190 72 178C73 166 72 156 70.5 142.5Z",
    **ARMS,
    "thigh_front": "M133.5 214.5C136 232 136 256 131 286C124 291 113 291 106 287C102 270 100.8 254 101.2 240"
    "C110 237 123 228 133.5 214.5Z",
    "knee": "M106.5 289.5C113 293.5 124 293.5 130.7 288.5C130 298 129.5 306 130 314C124 318 114 318 108.5 314.5"
    "C108 306 107.5 298 106.5 289.5Z",
    "shin": "M108.6 317C114 320.5 124 320.5 130.2 316.5C132 332 130 352 126 378C122 381 117 381 113.5 379"
    "C110 358 107.5 338 108.6 317Z",
    "foot": "M113.4 381.5C117 383.5 122 383.5 125.8 380.5C127 388 132 396 134 402C134 407 129 408 122 408"
    "C115 408 112 406 112 400C112.5 394 113 388 113.4 381.5Z",
}
BACK = {
    "head": "M100 9C111 9 119.5 18 119.5 34C119.5 46 114 56 108 59C103 61 97 61 92 59C86 56 80.5 46 80.5 34"
    "C80.5 18 89 9 100 9Z",
    "neck": "M91.5 61.5C96 63.5 104 63.5 108.5 61.5L109.5 72C112 76 115 78 119.5 79.5C110 87 90 87 80.5 79.5"
    "C85 78 88 76 90.5 72Z",
    "upper_back": "M78 81.5C90 90 110 90 122 81.5C127.5 84.5 130.5 91 131 98C132 114 132 132 130 148"
    "C112 154 88 154 70 148C68 132 68 114 69 98C69.5 91 72.5 84.5 78 81.5Z",
    "lower_back": "M70.3 150.5C88 156.5 112 156.5 129.7 150.5C128 162 127.5 170 128.5 180C129 188 131 195 132.5 202"
    "C116 196 84 196 67.5 202C69 195 71 188 71.5 180C72.5 170 72 162 70.3 150.5Z",
    **ARMS,
    "buttock": "M101 199.5C112 199 124 201 133 205C135.5 216 136 228 134.5 238C126 246 112 248 102 243"
    "C101 238 101 220 101 199.5Z",
    "thigh_back": "M134.2 241C134 256 133 270 130.5 288C124 292 113 292 107 288.5C103 274 101.5 260 102 246"
    "C112 250.5 126 248.5 134.2 241Z",
    "calf": "M107.5 291C113 294.5 124 294.5 130.2 290.5C131 304 134 318 132 336C130.5 352 128 366 126 378"
    "C122 381 117 381 113.5 379C110 362 106 344 106 326C106.5 314 107.8 302 107.5 291Z",
    "foot": "M113.4 381.5C117 383.5 122 383.5 125.8 380.5C128 388 130 398 129 404C126 409 115 409 112 404"
    "C111.5 396 113 388 113.4 381.5Z",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The outline of a region in one view.

    Attributes:
        region: The region's name.
        path: Its outline.
        mirrored: Whether it is drawn on the other side of the middle.
    """

    region: str
    path: str
    mirrored: bool


def shapes(view: str, paired: tuple[str, ...]) -> tuple[Shape, ...]:
    """All outlines of a view.

    Args:
        view: "front" or "back".
        paired: The parts that are there twice.
    """
    near, far = ("left", "right") if view == "front" else ("right", "left")
    found: list[Shape] = []
    for part, path in (FRONT if view == "front" else BACK).items():
        if part in paired:
            found += [Shape(f"{part}_{near}", path, mirrored=False), Shape(f"{part}_{far}", path, mirrored=True)]
        else:
            found.append(Shape(part, path, mirrored=False))
    return tuple(found)
