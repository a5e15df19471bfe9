"""Certificates that a municipality configured make a signature VERIFIED, and nothing else does."""

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from counter_station.cards.document_secrets import PrintedNumber
from counter_station.cards.reading import Signature
from counter_station.cards.recognition import recognise
from counter_station.cards.residence_session import ResidenceSession
from counter_station.cards.secrets import CardPin
from counter_station.cards.trust import (
    Trust,
    UnreadableCertificateError,
    UnreadableKeyError,
    trusted_certificates,
    trusted_keys,
)
from counter_station.screens.chip_sessions import read_document
from counter_station.virtual.documents import RESIDENCE_1
from counter_station.virtual.residence_data import Generation
from counter_station.virtual.residence_signing import authority_certificate
from tests.counter_station.cards.on_reader import link_to
from tests.counter_station.virtual.made_up import fresh_card
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
        believed = read_document(link, seen, number, None, Trust(certificates=trusted))
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


@pytest.fixture
def card():
    return fresh_card()


def issuer_key(card) -> rsa.RSAPublicKey:
    private = load_pem_private_key(card.memory.key("text-ca").encode(), None)
    assert isinstance(private, rsa.RSAPrivateKey)
    return private.public_key()


def written(key: rsa.RSAPublicKey, encoding: Encoding) -> bytes:
    return key.public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)


def judged(card, trust: Trust) -> Signature:
    with link_to(card) as link:
        seen = recognise(link)
        assert seen is not None
        return read_document(link, seen, CardPin("0000"), None, trust).signature


@pytest.mark.parametrize(("name", "encoding"), [("k.pem", Encoding.PEM), ("k.der", Encoding.DER)])
def test_the_issuers_key_verifies_my_number_cards(card, tmp_path, name, encoding):
    other = rsa.generate_private_key(65537, 2048).public_key()
    (tmp_path / "before.pem").write_bytes(written(other, Encoding.PEM))
    assert judged(card, Trust(my_number_keys=trusted_keys(tmp_path))) is Signature.NOT_VERIFIED
    (tmp_path / name).write_bytes(written(issuer_key(card), encoding))
    assert judged(card, Trust(my_number_keys=trusted_keys(tmp_path))) is Signature.VERIFIED
    assert judged(card, Trust(my_number_keys=trusted_keys(tmp_path / name))) is Signature.VERIFIED


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PUBLIC KEY-----", b"0" * 300])
def test_a_file_that_is_no_key_is_named(tmp_path, content):
    (tmp_path / "wrong.pem").write_bytes(content)
    with pytest.raises(UnreadableKeyError, match=r"wrong\.pem"):
        trusted_keys(tmp_path)


def test_a_key_of_another_kind_is_refused_and_nothing_is_trusted_without_a_file(tmp_path, folder):
    second = next(each for each in folder.iterdir() if each.suffix == ".pem")
    with pytest.raises(UnreadableKeyError):
        trusted_keys(second)  # a certificate, but of an elliptic curve
    assert trusted_keys(None) == ()
    with pytest.raises(FileNotFoundError):
        trusted_keys(tmp_path / "nowhere.pem")
