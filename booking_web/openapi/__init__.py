"""What programs may ask of the site, as an OpenAPI 3.1 document at /openapi.json."""

from booking_web.openapi.door import openapi_door

__all__ = ["openapi_door"]
