-- migrate:up
-- As 0040, but the commit does not wait for the disk, for which people who book stand in line: a
-- draw that a crash of the server forgets is no loss, and who guesses cannot bring one about.
CREATE OR REPLACE FUNCTION booking.draw_from_bucket(
  bucket bytea, burst double precision, seconds_each double precision, drawn_at timestamptz
) RETURNS double precision
LANGUAGE plpgsql SECURITY DEFINER SET search_path = booking, pg_temp AS $$
DECLARE
  was buckets%ROWTYPE;
  level_now double precision;
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
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
