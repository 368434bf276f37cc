"""Writes the files of tests/reading that no program of today writes: workbooks of Excel 5/95 (BIFF5 in an
OLE container, or bare) and binary workbooks (xlsb).

In: the cells below. Out: the files, beside this script's `../reading`. They are kept in the repository; run
this again only to change them, and hold what it writes against independent readers:

    python3 -m venv v && v/bin/pip install xlrd==2.0.2 pyxlsb==1.0.10
    v/bin/python tests/support/books.py --check

Every list holds the same people, so that a test asks the same questions of each.
"""

import struct
import sys
import zipfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "reading"

HEADER = ["STT", "Họ và tên", "Ngày sinh", "Đối tượng", "Mức hưởng", "Ghi chú"]
# Birth as days since 1899-12-30; the last row is hidden, the third struck through.
PEOPLE = [
    (1, "Nguyễn Thị Hoà", 13950, "Người cao tuổi", 270000, None),
    (2, "Đặng Văn Ước", 14000.0, "Người cao tuổi", 405000, "chuyển từ tổ 5"),
    (3, "Trần Thị Mỹ", 12345, "Người cao tuổi", 270000, None),
    (4, "Lê Quý Đôn", 11111, "Người cao tuổi", 540000, None),
]
DAYS_TO_1904 = 1462

TCVN3 = dict(zip(
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§"))
CP1258_MARKS = {"\u0300": 0xCC, "\u0309": 0xD2, "\u0303": 0xDE, "\u0301": 0xEC, "\u0323": 0xF2}


def tcvn3(text):
    return "".join(TCVN3.get(c, c) for c in text).encode("cp1252")


def cp1258(text):
    """Excel's way: vowels with their hat or horn in one letter, tones as a mark behind."""
    import unicodedata
    out = bytearray()
    for c in text:
        try:
            out += c.encode("cp1258")
            continue
        except UnicodeEncodeError:
            pass
        parts = unicodedata.normalize("NFD", c)
        tone = [p for p in parts if p in CP1258_MARKS]
        rest = unicodedata.normalize("NFC", "".join(p for p in parts if p not in CP1258_MARKS))
        out += rest.encode("cp1258") + bytes(CP1258_MARKS[t] for t in tone)
    return bytes(out)


# ---- BIFF5 --------------------------------------------------------------------------------------

def record(kind, *parts):
    data = b"".join(parts)
    return struct.pack("<HH", kind, len(data)) + data


def u16(*values):
    return struct.pack(f"<{len(values)}H", *values)


def font5(name, struck=False, charset=0):
    name = name.encode()
    return record(0x31, u16(200, 8 if struck else 0, 0x7FFF, 400, 0), bytes([0, 0, charset, 0, len(name)]), name)


def text5(kind, row, column, xf, data):
    return record(kind, u16(row, column, xf, len(data)), data)


def sheet5(encode, shift, xf_text):
    """The list; every kind of cell that holds a value is used once at least."""
    out = [record(0x809, u16(0x500, 0x10, 0, 0))]
    last = len(PEOPLE)
    out.append(record(0x208, u16(last, 0, 6, 0xFF, 0, 0, 0x20, 0)))  # hidden
    for column, head in enumerate(HEADER):
        out.append(text5(0x204, 0, column, xf_text, encode(head)))
    for row, (number, name, born, category, amount, note) in enumerate(PEOPLE, 1):
        struck = 4 if row == 3 else xf_text
        rk = (number << 2) | 2
        out.append(record(0x27E, u16(row, 0, 0), struct.pack("<I", rk)))
        kind = 0xD6 if row == 2 else 0x204
        runs = b"\x01\x00\x01" if kind == 0xD6 else b""
        data = encode(name)
        out.append(record(kind, u16(row, 1, struck, len(data)), data, runs))
        out.append(record(0x203, u16(row, 2, 2 if row != 3 else 3), struct.pack("<d", born - shift)))
        # A formula whose text stands in the next record.
        out.append(record(0x06, u16(row, 3, struck), b"\0\0\0\0\0\0\xff\xff", u16(0, 0), b"\0\0\0\0", u16(0)))
        data = encode(category)
        out.append(record(0x207, u16(len(data)), data))
        if row == 1:
            rks = struct.pack("<HIHI", 0, (amount << 2) | 2, 0, (7 << 2) | 2)
            out.append(record(0xBD, u16(row, 4), rks, u16(5)))
        elif row == 4:
            out.append(record(0x06, u16(row, 4, 0), struct.pack("<d", amount), u16(0, 0), b"\0\0\0\0", u16(0)))
            out.append(record(0x205, u16(row, 5, 0), b"\x2a\x01"))
        else:
            out.append(record(0x203, u16(row, 4, 4 if row == 3 else 0), struct.pack("<d", amount)))
        if note:
            out.append(text5(0x204, row, 5, xf_text, encode(note)))
    return b"".join(out) + record(0x0A)


def stream5(encode, page, font, charset=0, from_1904=False):
    fonts = [font5("Arial"), font5(font, charset=charset), font5("Arial"), font5("Arial"),
             font5(font, struck=True, charset=charset)]
    formats = [(0, 0), (1, 0), (0, 14), (5, 164), (5, 0)]  # font and number format of each cell format
    names = [(b"DS BTXH", 0), (b"Cu", 1)]
    shift = DAYS_TO_1904 if from_1904 else 0
    globals_ = [record(0x809, u16(0x500, 0x05, 0, 0)), record(0x42, u16(page)),
                record(0x22, u16(int(from_1904))), *fonts,
                record(0x41E, u16(164), b"\x0add/mm/yyyy"),
                *[record(0xE0, u16(f, n), b"\0" * 12) for f, n in formats]]
    size = sum(map(len, globals_)) + sum(4 + 7 + len(n) for n, _ in names) + 4
    first = sheet5(encode, shift, 1)
    second = sheet5(encode, shift, 1)
    for at, (name, state) in zip((size, size + len(first)), names):
        globals_.append(record(0x85, struct.pack("<I", at), bytes([state, 0, len(name)]), name))
    return b"".join(globals_) + record(0x0A) + first + second


def container(name, stream):
    """The smallest OLE container: header, table of sectors, directory, the stream."""
    stream = stream.ljust(4096, b"\0")
    stream += b"\0" * (-len(stream) % 512)
    sectors = len(stream) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE] + [i + 3 for i in range(sectors - 1)] + [0xFFFFFFFE]
    assert len(table) <= 128
    table += [0xFFFFFFFF] * (128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += u16(0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)

    def entry(name, kind, start, size, child):
        units = name.encode("utf-16le") + b"\0\0"
        out = units.ljust(64, b"\0") + u16(len(units)) + bytes([kind, 1])
        out += struct.pack("<3I", 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 36
        return out + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 0xFFFFFFFE, 0, 1) + entry(name, 2, 2, len(stream), 0xFFFFFFFF)
    directory = directory.ljust(512, b"\0")
    return header + struct.pack("<128I", *table) + directory + stream


def bare():
    """What many web programs export: one sheet without a workbook, version 0, letters in UTF-8."""
    out = record(0x809, u16(0, 0x10, 0, 0))
    for row, cells in enumerate([HEADER[:5], *[p[:5] for p in PEOPLE]]):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                out += text5(0x204, row, column, 0, cell.encode())
            elif column == 2:
                out += text5(0x204, row, column, 0, b"1938")
            else:
                out += record(0x203, u16(row, column, 0), struct.pack("<d", cell))
    return out + record(0x0A)


# ---- xlsb ---------------------------------------------------------------------------------------

def record12(kind, *parts):
    data = b"".join(parts)
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(data), b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + data


def wide(text):
    data = text.encode("utf-16le")
    return struct.pack("<I", len(data) // 2) + data


def sheet12(shared, shift, letters, short):
    # Short cells come with a size that lies, which no reader may ask memory for.
    rows, columns = (0xFFFFFFFE, 0xFFFFFFFE) if short else (len(PEOPLE), 5)
    out = [record12(129), record12(148, struct.pack("<4I", 0, rows, 0, columns)), record12(145)]

    def cell(kind, column, style, *value):
        place = struct.pack("<II", column, style)
        # A short cell leaves out its column.
        if short and 2 <= kind <= 7 and column:
            kind, place = kind + 11, place[4:]
        out.append(record12(kind, place, *value))

    def string(text):
        return struct.pack("<I", shared.setdefault(letters(text), len(shared)))

    for row in range(len(PEOPLE) + 1):
        hidden = 0x10 if row == len(PEOPLE) else 0
        out.append(record12(0, struct.pack("<IIHBBBI", row, 0, 300, 0, hidden, 0, 0)))
        if row == 0:
            for column, head in enumerate(HEADER):
                cell(7, column, 1, string(head))
            continue
        number, name, born, category, amount, note = PEOPLE[row - 1]
        struck = 4 if row == 3 else 1
        cell(2, 0, 0, struct.pack("<I", (number << 2) | 2))
        cell(7, 1, struck, string(name))
        cell(5, 2, 2 if row != 3 else 3, struct.pack("<d", born - shift))
        if row == 1:
            cell(6, 3, 1, wide(letters(category)))  # merged over all rows
        else:
            cell(1, 3, 1)
        if row == 4:
            out.append(record12(9, struct.pack("<II", 4, 0), struct.pack("<d", amount), u16(0), b"\0" * 8))
            out.append(record12(3, struct.pack("<II", 5, 0), b"\x2a"))
        else:
            cell(2, 4, 4 if row == 3 else 0, struct.pack("<I", (amount << 2) | 2))
        if note:
            out.append(record12(62, struct.pack("<II", 5, 1), b"\0", wide(letters(note))))
    out.append(record12(146))
    out.append(record12(177, struct.pack("<I", 1)))
    out.append(record12(176, struct.pack("<4I", 1, len(PEOPLE), 3, 3)))
    out.append(record12(178) + record12(130))
    return b"".join(out)


def book12(path, font, letters=str, from_1904=False, short=False):
    shift = DAYS_TO_1904 if from_1904 else 0
    shared = {}
    sheet = sheet12(shared, shift, letters, short)

    def font12(name, struck=False):
        return record12(43, u16(220, 8 if struck else 0, 400, 0), bytes(4), bytes(8), b"\0", wide(name))

    def xf(font, number):
        return record12(47, u16(0, number, font, 0, 0), bytes(6))

    styles = b"".join([
        record12(278), record12(615, struct.pack("<I", 1)), record12(44, u16(164), wide("dd/mm/yyyy")), record12(616),
        record12(611, struct.pack("<I", 3)), font12("Arial"), font12(font), font12(font, True), record12(612),
        record12(626, struct.pack("<I", 1)), record12(47, u16(0xFFFF, 14, 0, 0, 0), bytes(6)), record12(627),
        record12(617, struct.pack("<I", 5)), xf(0, 0), xf(1, 0), xf(0, 14), xf(2, 164), xf(2, 0), record12(618),
        record12(279)])
    strings = record12(159, struct.pack("<II", len(shared), len(shared)))
    for i, text in enumerate(shared):
        # The first has a run of its own, in the second font.
        runs = struct.pack("<IHH", 1, 0, 1) if i == 0 else b""
        strings += record12(19, bytes([1 if runs else 0]), wide(text), runs)
    strings += record12(160)

    def bundle(state, number, name):
        return record12(156, struct.pack("<II", state, number), wide(f"rId{number}"), wide(name))

    workbook = b"".join([
        record12(131), record12(153, struct.pack("<II", int(from_1904), 0), wide("")), record12(143),
        bundle(0, 1, "DS BTXH"), bundle(1, 2, "Cũ"), record12(144), record12(132)])
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'

    def relation(number, kind, target):
        return f'<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{target}"/>'

    parts = {
        "[Content_Types].xml": '<?xml version="1.0"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": head + relation(1, "officeDocument", "xl/workbook.bin") + "</Relationships>",
        "xl/_rels/workbook.bin.rels": head + relation(1, "worksheet", "worksheets/sheet1.bin")
        + relation(2, "worksheet", "worksheets/sheet2.bin") + relation(3, "styles", "styles.bin")
        + relation(4, "sharedStrings", "sharedStrings.bin") + "</Relationships>",
        "xl/workbook.bin": workbook, "xl/styles.bin": styles, "xl/sharedStrings.bin": strings,
        "xl/worksheets/sheet1.bin": sheet, "xl/worksheets/sheet2.bin": sheet,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, data)


def write():
    def put(name, data):
        (FOLDER / name).write_bytes(data)

    put("excel-95-tcvn3-fonts.xls", container("Book", stream5(tcvn3, 1252, ".VnTime")))
    put("excel-95-code-page-1258.xls", container("Book", stream5(cp1258, 1258, "Arial", from_1904=True)))
    put("excel-95-vietnamese-fonts.xls", container("BOOK", stream5(cp1258, 1252, "Arial", charset=163)))
    put("excel-95-without-container.xls", stream5(tcvn3, 1252, ".VnTime"))
    put("one-sheet-without-workbook.xls", bare())
    book12(FOLDER / "binary-workbook.xlsb", "Times New Roman")
    book12(FOLDER / "binary-workbook-1904.xlsb", "Times New Roman", from_1904=True, short=True)
    book12(FOLDER / "binary-workbook-tcvn3-fonts.xlsb", ".VnTime", letters=lambda t: tcvn3(t).decode("cp1252"))


def check():
    """What independent readers make of them."""
    import pyxlsb
    import xlrd
    for path in sorted(FOLDER.glob("excel-95-*.xls")):
        book = xlrd.open_workbook(path, formatting_info=True)
        sheet = book.sheet_by_index(0)
        print(path.name, book.biff_version, book.codepage, book.datemode, [s.visibility for s in book.sheets()])
        for row in range(sheet.nrows):
            print("  ", sheet.row_values(row))
    for path in sorted(FOLDER.glob("binary-*.xlsb")):
        if "1904" in path.name:
            continue  # pyxlsb believes the size
        with pyxlsb.open_workbook(str(path)) as book, book.get_sheet(1) as sheet:
            print(path.name, book.sheets)
            for row in sheet.rows():
                print("  ", [cell.v for cell in row])


if __name__ == "__main__":
    write()
    if "--check" in sys.argv:
        check()
