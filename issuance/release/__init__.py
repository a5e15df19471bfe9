"""外への知らせ: what booking must know of the office's facts, as signed batches."""
