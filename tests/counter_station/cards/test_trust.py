"""Certificates that a municipality configured make a signature VERIFIED, and nothing else does."""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from counter_station.cards.document_secrets import PrintedNumber
from counter_station.cards.reading import Signature
from counter_station.cards.recognition import recognise
from counter_station.cards.residence_session import ResidenceSession
from counter_station.cards.trust import UnreadableCertificateError, trusted_certificates
from counter_station.screens.chip_sessions import read_document
from counter_station.virtual.documents import RESIDENCE_1
from counter_station.virtual.residence_data import Generation
from counter_station.virtual.residence_signing import authority_certificate
from tests.counter_station.virtual.made_up_documents import (
    on_a_reader,
    residence_card,
    residence_memory,
)


@pytest.fixture
def folder(tmp_path):
    endings = {Generation.FIRST: (".crt", Encoding.DER), Generation.SECOND: (".pem", Encoding.PEM)}
    for generation, (ending, encoding) in endings.items():
        certificate = authority_certificate(residence_memory(generation))
        (tmp_path / f"ca{generation}{ending}").write_bytes(certificate.public_bytes(encoding))
    (tmp_path / "README").write_text("where these come from")
    return tmp_path


@pytest.mark.parametrize("generation", list(Generation))
def test_the_folders_certificates_verify_cards_of_both_generations(folder, generation):
    session = ResidenceSession(trusted_certificates(folder))
    with on_a_reader(residence_card(generation)) as link:
        reading = session.read(link, PrintedNumber(RESIDENCE_1.number))
    assert reading.signature is Signature.VERIFIED


def test_the_counter_judges_by_what_the_station_trusts(folder):
    trusted = trusted_certificates(folder)
    number = PrintedNumber(RESIDENCE_1.number)
    with on_a_reader(residence_card(Generation.SECOND)) as link:
        seen = recognise(link)
        assert seen is not None
        believed = read_document(link, seen, number, None, trusted)
        doubted = read_document(link, seen, number, None)
    assert believed.signature is Signature.VERIFIED
    assert doubted.signature is Signature.NOT_VERIFIED


def test_without_a_folder_nobody_is_trusted():
    assert trusted_certificates(None) == ()


def test_a_file_that_is_no_certificate_is_named(folder):
    (folder / "wrong.cer").write_bytes(b"no certificate")
    with pytest.raises(UnreadableCertificateError, match=r"wrong\.cer"):
        trusted_certificates(folder)


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        trusted_certificates(tmp_path / "nowhere")
