"""本人確認書類: what each kind is worth."""

from issuance.identity.documents import (
    WORDS,
    DocumentKind,
    DocumentTier,
    expires,
    has_photo,
    kinds_of,
    tier_of,
)


def test_every_kind_has_a_word_for_the_clerk():
    assert set(WORDS) == set(DocumentKind)
    assert len(set(WORDS.values())) == len(WORDS)


def test_a_licence_is_an_a_document_that_expires_and_has_a_photo():
    licence = DocumentKind.DRIVERS_LICENCE
    assert tier_of(licence) is DocumentTier.A
    assert expires(licence)
    assert has_photo(licence)


def test_a_driving_history_never_expires():
    assert not expires(DocumentKind.DRIVING_HISTORY)


def test_of_the_b_documents_the_photo_certificate_shows_a_face_and_the_pension_book_does_not():
    assert tier_of(DocumentKind.PHOTO_CERTIFICATE) is DocumentTier.B
    assert has_photo(DocumentKind.PHOTO_CERTIFICATE)
    assert not has_photo(DocumentKind.PENSION_BOOK)


def test_the_notice_proves_nobody():
    assert tier_of(DocumentKind.ISSUANCE_NOTICE) is DocumentTier.PAPER
    assert not has_photo(DocumentKind.ISSUANCE_NOTICE)


def test_the_tiers_divide_all_kinds():
    kinds = [kind for tier in DocumentTier for kind in kinds_of(tier)]
    assert sorted(kinds) == sorted(DocumentKind)
