"""Which programs may hold a card, as far as the machine tells."""

from counter_station.readers.others import programs_using_readers

LIBRARY = "7f00-7f01 r-xp 0 00:00 0 /usr/lib/x86_64-linux-gnu/libpcsclite.so.1\n"


def program(folder, number, name, maps):
    place = folder / str(number)
    place.mkdir()
    (place / "comm").write_text(f"{name}\n")
    if maps is not None:
        (place / "maps").write_text(maps)


def test_names_programs_with_the_library_once(tmp_path):
    program(tmp_path, 10, "scdaemon", LIBRARY)
    program(tmp_path, 11, "scdaemon", LIBRARY)
    program(tmp_path, 12, "pcscd", LIBRARY)
    program(tmp_path, 13, "editor", "nothing of it\n")
    program(tmp_path, 14, "gone", None)
    (tmp_path / "self").mkdir()
    assert programs_using_readers(tmp_path) == ["scdaemon"]
