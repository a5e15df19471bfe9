-- migrate:up
-- Token buckets that all workers share. Touched only when a worker's own count is used up.
-- The key is an HMAC: neither numbers nor sessions stand here.
CREATE TABLE booking.buckets (
  key bytea PRIMARY KEY,
  level double precision NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX buckets_at_idx ON booking.buckets (at);

-- Draw one; returns 0, or the seconds until there is one again (then nothing is drawn).
CREATE FUNCTION booking.draw_from_bucket(
  bucket bytea, burst double precision, seconds_each double precision, drawn_at timestamptz
) RETURNS double precision
LANGUAGE plpgsql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
DECLARE
  was buckets%ROWTYPE;
  level_now double precision;
BEGIN
  INSERT INTO buckets VALUES (bucket, burst, drawn_at) ON CONFLICT DO NOTHING;
  SELECT * INTO was FROM buckets WHERE key = bucket FOR UPDATE;
  level_now := least(burst,
    was.level + greatest(0, extract(epoch FROM drawn_at - was.at)) / seconds_each);
  IF level_now < 1 THEN
    RETURN (1 - level_now) * seconds_each;
  END IF;
  UPDATE buckets SET level = level_now - 1, at = greatest(was.at, drawn_at) WHERE key = bucket;
  RETURN 0;
END $$;

CREATE FUNCTION booking.forget_buckets(before timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
  DELETE FROM buckets WHERE at < before;
$$;

REVOKE ALL ON FUNCTION
  booking.draw_from_bucket(bytea, double precision, double precision, timestamptz),
  booking.forget_buckets(timestamptz)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  booking.draw_from_bucket(bytea, double precision, double precision, timestamptz),
  booking.forget_buckets(timestamptz)
TO :app;
