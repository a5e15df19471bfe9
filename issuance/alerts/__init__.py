"""警報: figures that must not stay as they are; said once when they rise, and once over."""
