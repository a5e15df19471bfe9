"""The office's pages, one module for each thing the office does."""

from issuance.office.pages import (
    appointments,
    boxes,
    case_acts,
    cases,
    health,
    notices,
    opening,
    pin_setting,
    posting,
    returns,
    sealing,
    setup,
    sign_in,
    today,
    venues,
)

PAGES = (
    sign_in,
    today,
    boxes,
    setup,
    notices,
    venues,
    opening,
    appointments,
    pin_setting,
    sealing,
    posting,
    returns,
    cases,
    case_acts,
    health,
)
